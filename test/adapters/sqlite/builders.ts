import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StoreError } from '../../../bridge/adapters/sqlite/errors.ts';
import { anchorPathFor, type KeyPaths, keyPathsFor } from '../../../bridge/adapters/sqlite/keys/key-paths.ts';
import { openStore, type StoreOptions } from '../../../bridge/adapters/sqlite/open-store.ts';
import type { SqliteStore } from '../../../bridge/adapters/sqlite/store.ts';
import {
  type JournalReport,
  verifyJournal,
} from '../../../bridge/adapters/sqlite/verifying/verify-journal.ts';
import type { Account, SaveRecord, StoredFact } from '../../../bridge/application/store.ts';
import type { RecordContent } from '../../../bridge/domain/record/consultation.ts';
import type { CallFact } from '../../../bridge/domain/telephony/call-facts.ts';
import type { EventOf } from '../../../bridge/domain/telephony/event.ts';

/** Later than all that happens in the tests. */
const endOfYear = { now: () => Date.parse('2026-12-31T12:00:00+08:00') };

/** A data folder of a test with its keys and anchor beside it. */
export class Site {
  readonly root = mkdtempSync(join(tmpdir(), 'yihaoda-store-'));
  readonly data: string;
  readonly keys: KeyPaths;
  readonly anchor: string;
  readonly file: string;

  constructor(name = 'data') {
    this.data = join(this.root, name);
    this.keys = keyPathsFor(this.data);
    this.anchor = anchorPathFor(this.data);
    this.file = join(this.data, 'yihaoda.db');
  }

  open(options: Partial<StoreOptions> = {}): Promise<SqliteStore> {
    return openStore({ data: this.data, bridgeId: 'test', readers: 1, clock: endOfYear, ...options });
  }

  verify(): Promise<JournalReport> {
    return verifyJournal({ file: this.file, publicKey: this.keys.headPublicKey, anchor: this.anchor });
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** 2026-11-24 12:00 in China */
export const noon = Date.parse('2026-11-24T12:00:00+08:00');

export function legAppeared(
  number: string | null,
  over: Partial<EventOf<'leg-appeared'>> = {},
): EventOf<'leg-appeared'> {
  return {
    v: 1,
    type: 'leg-appeared',
    at: noon * 1000,
    clock: 'pbx',
    receivedAt: noon,
    certainty: 'observed',
    leg: '1795492800.1',
    call: '1795492800.1',
    dialled: '12345',
    channel: 'PJSIP/trunk-00000001',
    number,
    name: null,
    state: 'ringing',
    context: 'from-trunk',
    ...over,
  };
}

export function content(over: Partial<RecordContent> = {}): RecordContent {
  return {
    serviceFunction: 'POLICY',
    appealType: '咨询',
    regionCode: '430100',
    regionBasis: 'said',
    question: '灵活就业人员社保补贴怎么申请？',
    answers: [],
    outcomeCode: 'D2',
    outcomeNote: '',
    flags: [],
    confidential: false,
    ...over,
  };
}

export function saveOf(interactionId: string, over: Partial<SaveRecord> = {}): SaveRecord {
  return {
    commandId: `save ${interactionId}`,
    accountId: 'operator-1',
    interactionId,
    baseRev: 0,
    context: {
      channel: 'hotline',
      callKey: `cs/${interactionId}`,
      callKind: 'inbound',
      seat: '1001',
      queue: 'policy',
      agentNo: '8001',
      unitId: '430100',
      callerRef: null,
      numberMasked: '138****1115',
      startedAt: '2026-11-24T12:00:00.000+08:00',
      answeredAt: '2026-11-24T12:00:05.000+08:00',
      endedAt: null,
      parkedAt: null,
    },
    content: content(),
    ...over,
  };
}

export function fact(over: Partial<CallFact> = {}): CallFact {
  return {
    callId: '1795492800.1',
    uniqueIds: ['1795492800.1'],
    kind: 'inbound',
    partOf: null,
    caller: '13874801115',
    did: '12345',
    arrivedAt: '2026-11-24T12:00:00.000+08:00',
    endedAt: null,
    endedBefore: null,
    queueStays: [],
    offers: [],
    talks: [],
    transfers: [],
    conferences: [],
    monitored: [],
    muted: [],
    result: 'in-progress',
    failure: null,
    endedBy: null,
    ratingAsked: null,
    rating: null,
    estimated: [],
    ...over,
  };
}

export function stored(callKey: string, over: Partial<StoredFact> = {}): StoredFact {
  return { callKey, fact: fact(), callerRef: null, firstPosition: 1, lastPosition: 9, ...over };
}

export function account(over: Partial<Account> = {}): Account {
  return {
    id: 'a-1',
    login: 'lihua',
    name: '李华',
    agentNo: '8001',
    roles: ['operator'],
    unitId: '430100',
    disabled: false,
    demo: false,
    ...over,
  };
}

/** The error a promise is rejected with; a promise that resolves is the failure. */
export async function refusal(promise: Promise<unknown>): Promise<StoreError> {
  try {
    await promise;
  } catch (error) {
    return error as StoreError;
  }
  throw new Error('it was not refused');
}
