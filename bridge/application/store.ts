import type { HelpAct } from '../domain/people/help-request.ts';
import type { Role } from '../domain/people/role.ts';
import type { AnswerUsed, RecordContent } from '../domain/record/consultation.ts';
import type { CallFact, CallKind } from '../domain/telephony/call-facts.ts';
import type { WrapUpExtension } from '../domain/telephony/wrap-up.ts';
import type { CallerTagStore } from './caller-tags/tag-store.ts';
import type { KnowledgeStore } from './knowledge-store.ts';
import type { NotificationStore } from './notification-store.ts';
import type { Journal } from './ports.ts';
import type { SourceStore } from './source-store.ts';

/** The durable store. Every promise that resolves means: on disk (synchronous=FULL), it survives kill -9. */

export interface Account {
  id: string;
  /** what one signs in with */
  login: string;
  name: string;
  /** 工号, played and shown to callers */
  agentNo: string | null;
  roles: Role[];
  unitId: string;
  disabled: boolean;
  demo: boolean;
}

/** argon2id with its parameters, as `node:crypto` needs them again. */
export interface PasswordHash {
  algorithm: 'argon2id';
  salt: string;
  hash: string;
  memory: number;
  passes: number;
  parallelism: number;
}

export interface Session {
  /** SHA-256 of the cookie's token: the token itself is never stored */
  tokenHash: string;
  accountId: string;
  openedAt: number;
  expiresAt: number;
}

export interface AccountStore {
  create(account: Account, password: PasswordHash): Promise<void>;
  byLogin(login: string): Promise<{
    account: Account;
    password: PasswordHash;
    failures: number;
    lockedUntil: number | null;
  } | null>;
  byId(id: string): Promise<Account | null>;
  list(): Promise<Account[]>;
  setPassword(id: string, password: PasswordHash): Promise<void>;
  setDisabled(id: string, disabled: boolean): Promise<void>;
  noteFailure(id: string, failures: number, lockedUntil: number | null): Promise<void>;
  openSession(session: Session): Promise<void>;
  session(tokenHash: string, now: number): Promise<{ session: Session; account: Account } | null>;
  closeSession(tokenHash: string): Promise<void>;
  closeSessionsOf(accountId: string): Promise<void>;
  /** changes since `rev` that a running bridge must act on (an account disabled by the command line) */
  revision(): Promise<number>;
}

/** Who sits where, in which queues, and which pause of ours is in force: the ledger that outlives a bridge. */
export interface SeatSession {
  seat: string;
  accountId: string;
  queues: { queue: string; penalty: number }[];
  /** the pause we set, if any: reason `acw` while a record is open */
  pause: { reason: string; since: number } | null;
  signedInAt: number;
}

export interface SeatLedger {
  all(): Promise<SeatSession[]>;
}

export interface ConsultationRecord {
  recordNo: string;
  interactionId: string;
  channel: 'hotline' | 'window' | 'kiosk' | 'mini_program' | 'web';
  /** pbxId/linkedid */
  callKey: string | null;
  callKind: CallKind | null;
  seat: string | null;
  queue: string | null;
  accountId: string;
  agentNo: string | null;
  unitId: string;
  callerRef: string | null;
  numberMasked: string | null;
  startedAt: string | null;
  answeredAt: string | null;
  endedAt: string | null;
  /** When the record was put aside for later: wrap-up ended there, and not with the save. */
  parkedAt: string | null;
  rev: number;
  content: RecordContent;
  savedAt: string;
}

export interface SaveRecord {
  /** one per user and human act; the same id twice is one record and the same answer */
  commandId: string;
  accountId: string;
  interactionId: string;
  /** revision this edit was made on; 0 for a new record */
  baseRev: number;
  context: Omit<
    ConsultationRecord,
    'recordNo' | 'rev' | 'content' | 'savedAt' | 'interactionId' | 'accountId'
  >;
  content: RecordContent;
  /** why a closed record is changed; a first save needs none */
  reason?: string;
}

/** One revision as it was saved. */
export interface RecordRevision {
  rev: number;
  accountId: string;
  savedAt: string;
  reason: string;
  content: RecordContent;
}

export type SaveAnswer =
  | { outcome: 'saved'; recordNo: string; rev: number; savedAt: string; repeated: boolean }
  | { outcome: 'conflict'; recordNo: string; currentRev: number };

export interface RecordStore {
  save(record: SaveRecord): Promise<SaveAnswer>;
  byInteraction(interactionId: string): Promise<ConsultationRecord | null>;
  byNo(recordNo: string): Promise<ConsultationRecord | null>;
  /** oldest first; empty where there is no such record */
  revisions(recordNo: string): Promise<RecordRevision[]>;
  /** first saved on a day (China time, YYYY-MM-DD) by one person, newest first, no more than `limit` */
  ofPerson(accountId: string, day: string, limit: number): Promise<ConsultationRecord[]>;
  /** newest first, of one caller */
  ofCaller(callerRef: string, limit: number): Promise<ConsultationRecord[]>;
  /** answers this caller was given, newest first */
  earlierAnswers(callerRef: string, limit: number): Promise<(AnswerUsed & { answeredAt: string })[]>;
  /** Records saved on a day (China time, YYYY-MM-DD); `savedAt` is that of the save that closed it, not of later edits. */
  ofDay(day: string): Promise<ConsultationRecord[]>;
  /** interactions whose record was saved on this day (China time, YYYY-MM-DD) or later */
  interactionsSince(day: string): Promise<string[]>;
}

/**
 * A human act on the floor other than a record: sign-in, pause, sign-out, more time for a record, help. Journaled and applied
 * to the ledger at once.
 */
export type SeatAct =
  | { type: 'seat-signed-in'; session: SeatSession }
  | { type: 'seat-signed-out'; seat: string; accountId: string; reason: string }
  | { type: 'seat-pause-set'; seat: string; accountId: string; pause: SeatSession['pause'] }
  /** the ledger says nothing of it: the journal is where it is found again */
  | {
      type: 'wrap-up-extended';
      seat: string;
      accountId: string;
      interactionId: string;
      extension: WrapUpExtension;
    }
  | HelpAct;

export interface ActStore {
  /** of the journal, where this bridge's acts are */
  readonly stream: string;
  /** Journals the act in the bridge's stream and changes the ledger in one transaction. */
  perform(commandId: string, accountId: string, at: number, act: SeatAct): Promise<{ repeated: boolean }>;
}

export interface StoredFact {
  callKey: string;
  fact: CallFact;
  /** caller as HMAC reference; the number itself is sealed in the fact's row */
  callerRef: string | null;
  /** positions of the call's events in its stream */
  firstPosition: number;
  lastPosition: number;
}

export interface FactStore {
  /** Upserts by call key and moves the projection's position, in one transaction. */
  put(stream: string, facts: StoredFact[], through: number, resumeFrom: number): Promise<void>;
  /** where a new start must read the journal from so that every live call is whole; null: from the beginning */
  resumeFrom(stream: string): Promise<number | null>;
  /** facts of calls that arrived in [from, to), ISO times, by arrival */
  arrivedBetween(from: string, to: string): Promise<StoredFact[]>;
  /**
   * The same in slices, with a reference where a citizen's number was: for what goes through all calls of a day and
   * needs nobody's number. To open tens of thousands of them takes seconds.
   */
  withoutNumbers(from: string, to: string): AsyncIterable<CallFact[]>;
  byKey(callKey: string): Promise<StoredFact | null>;
  ofCaller(callerRef: string, limit: number): Promise<StoredFact[]>;
}

export interface AuditEntry {
  at: number;
  accountId: string | null;
  action: string;
  subject: string;
  /** free words; never holds personal data */
  detail: string;
  success: boolean;
}

export interface AuditStore {
  append(entry: AuditEntry): Promise<void>;
  read(after: number, limit: number): Promise<(AuditEntry & { position: number })[]>;
}

/** Caller references and sealed numbers: HMAC to look up, ciphertext under a key per month to be able to forget. */
export interface Sealer {
  reference(number: string): string;
}

export interface Store {
  readonly accounts: AccountStore;
  readonly seats: SeatLedger;
  readonly acts: ActStore;
  readonly records: RecordStore;
  readonly facts: FactStore;
  readonly audit: AuditStore;
  readonly knowledge: KnowledgeStore;
  readonly sources: SourceStore;
  readonly notifications: NotificationStore;
  readonly callerTags: CallerTagStore;
  readonly journal: Journal;
  readonly sealer: Sealer;
  backup(toFile: string): Promise<void>;
  close(): Promise<void>;
}
