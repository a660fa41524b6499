import type { CallerTagStore } from '../../application/caller-tags/tag-store.ts';
import type { KnowledgeStore } from '../../application/knowledge-store.ts';
import type { NotificationStore } from '../../application/notification-store.ts';
import type { Clock } from '../../application/ports.ts';
import type { SourceStore } from '../../application/source-store.ts';
import type {
  AccountStore,
  ActStore,
  AuditStore,
  FactStore,
  RecordStore,
  Sealer,
  SeatLedger,
  Store,
} from '../../application/store.ts';
import type { CallFact } from '../../domain/telephony/call-facts.ts';
import { copyInThread } from './backup.ts';
import { timeOf } from './china-time.ts';
import type { AnchorFile } from './journal/anchor.ts';
import type { SqliteJournal } from './journal.ts';
import { type KnowledgeThreads, knowledgeOn } from './knowledge-on.ts';
import { notificationsOn } from './notifications-on.ts';
import type { References } from './personal/reference.ts';
import type { FactsEnd, FactsSlice, WriterCalls } from './protocol.ts';
import type { ReaderPool } from './reader-pool.ts';
import { sourcesOn } from './sources-on.ts';
import { tagsOn } from './tags-on.ts';
import type { WorkerLink } from './worker-link.ts';

const factsAtOnce = 2000;

interface Parts {
  writer: WorkerLink<WriterCalls>;
  readers: ReaderPool;
  journal: SqliteJournal;
  actStream: string;
  references: References;
  anchor: AnchorFile;
  clock: Clock;
  data: string;
}

/** The store port on its threads: each method is one question or one deed, sent and awaited. */
export class SqliteStore implements Store {
  readonly journal: SqliteJournal;
  readonly sealer: Sealer;
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
  readonly #parts: Parts;
  #closed: Promise<void> | null = null;

  constructor(parts: Parts) {
    const { writer, readers, clock } = parts;
    this.#parts = parts;
    this.journal = parts.journal;
    this.sealer = { reference: (number) => parts.references.ofText(number) };

    this.records = {
      save: (save) => writer.call('record.save', { save, at: clock.now() }),
      byInteraction: (interactionId) => readers.call('record.by-interaction', { interactionId }),
      byNo: (recordNo) => readers.call('record.by-no', { recordNo }),
      revisions: (recordNo) => readers.call('record.revisions', { recordNo }),
      ofPerson: (accountId, day, limit) => readers.call('record.of-person', { accountId, day, limit }),
      ofCaller: (callerRef, limit) => readers.call('record.of-caller', { callerRef, limit }),
      earlierAnswers: (callerRef, limit) => readers.call('record.earlier-answers', { callerRef, limit }),
      ofDay: (day) => readers.call('record.of-day', { day }),
      interactionsSince: (day) => readers.call('record.interactions-since', { day }),
    };
    this.acts = {
      stream: parts.actStream,
      perform: (commandId, accountId, at, act) =>
        writer.call('act.perform', { commandId, accountId, at, act }),
    };
    this.seats = { all: () => readers.call('seat.all', null) };
    this.facts = {
      async put(stream, facts, through, resumeFrom) {
        await writer.call('fact.put', { stream, facts, through, resumeFrom, at: clock.now() });
      },
      resumeFrom: (stream) => readers.call('fact.resume-from', { stream }),
      async arrivedBetween(from, to) {
        return readers.call('fact.arrived-between', { from: timeOf(from), to: timeOf(to) });
      },
      async *withoutNumbers(from, to) {
        let end: FactsEnd | null = null;
        do {
          const asked = { from: timeOf(from), to: timeOf(to), after: end, limit: factsAtOnce };
          const slice: FactsSlice = await readers.call('fact.without-numbers', asked);
          yield JSON.parse(slice.text) as CallFact[];
          end = slice.end;
        } while (end !== null);
      },
      byKey: (callKey) => readers.call('fact.by-key', { callKey }),
      ofCaller: (callerRef, limit) => readers.call('fact.of-caller', { callerRef, limit }),
    };
    this.audit = {
      async append(entry) {
        await writer.call('audit.append', entry);
      },
      read: (after, limit) => readers.call('audit.read', { after, limit }),
    };
    this.accounts = accountsOn(writer, readers);
    const threads: KnowledgeThreads = {
      write: (call, argument) => writer.call(call, argument),
      read: (call, argument) => readers.call(call, argument),
      now: () => clock.now(),
    };
    this.knowledge = knowledgeOn(threads);
    this.sources = sourcesOn(threads);
    this.notifications = notificationsOn(writer, readers);
    this.callerTags = tagsOn(writer, readers);
  }

  async backup(toFile: string): Promise<void> {
    await copyInThread(this.#parts.data, toFile);
  }

  /** Flushes the journal's writers, signs and anchors the heads, ends the threads. */
  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    const { writer, readers, journal, anchor } = this.#parts;
    await journal.close();
    // Readers first: the last connection to go folds the write-ahead log into the file.
    await readers.close();
    writer.expectEnd();
    try {
      await writer.call('close', null);
    } finally {
      await writer.ended();
      await anchor.settled();
    }
  }
}

function accountsOn(writer: WorkerLink<WriterCalls>, readers: ReaderPool): AccountStore {
  return {
    async create(account, password) {
      await writer.call('account.create', { account, password });
    },
    byLogin: (login) => readers.call('account.by-login', { login }),
    byId: (id) => readers.call('account.by-id', { id }),
    list: () => readers.call('account.list', null),
    async setPassword(id, password) {
      await writer.call('account.set-password', { id, password });
    },
    async setDisabled(id, disabled) {
      await writer.call('account.set-disabled', { id, disabled });
    },
    async noteFailure(id, failures, lockedUntil) {
      await writer.call('account.note-failure', { id, failures, lockedUntil });
    },
    async openSession(session) {
      await writer.call('session.open', session);
    },
    session: (tokenHash, now) => readers.call('session.find', { tokenHash, now }),
    async closeSession(tokenHash) {
      await writer.call('session.close', { tokenHash });
    },
    async closeSessionsOf(accountId) {
      await writer.call('session.close-all', { accountId });
    },
    revision: () => readers.call('account.revision', null),
  };
}
