import type { JournalPosition } from '../../application/ports.ts';
import type {
  Account,
  AuditEntry,
  ConsultationRecord,
  PasswordHash,
  RecordRevision,
  SaveAnswer,
  SaveRecord,
  SeatAct,
  SeatSession,
  Session,
  StoredFact,
} from '../../application/store.ts';
import type { AnswerUsed } from '../../domain/record/consultation.ts';
import type { WireError } from './errors.ts';
import type { AnchorPace } from './journal/sign-heads.ts';
import type { SignedHead } from './keys/head-key.ts';
import type { KeyPaths } from './keys/key-paths.ts';
import type { KnowledgeReaderCalls, KnowledgeWriterCalls } from './knowledge-protocol.ts';
import type { NotificationReaderCalls, NotificationWriterCalls } from './notification-protocol.ts';
import type { TagReaderCalls, TagWriterCalls } from './tag-protocol.ts';

/** What is said between the main thread and its workers. Everything is plain data: it is cloned on the way. */

export type Calls = Record<string, { argument: unknown; answer: unknown }>;

export interface Request<C extends Calls, K extends keyof C = keyof C> {
  id: number;
  call: K;
  argument: C[K]['argument'];
}

export type Reply =
  | { kind: 'ready' }
  | { kind: 'refused'; error: WireError }
  | { kind: 'answer'; id: number; answer: unknown }
  | { kind: 'error'; id: number; error: WireError }
  /** signed heads for the second place */
  | { kind: 'anchor'; heads: SignedHead[] };

export interface WriterSettings {
  data: string;
  keys: KeyPaths;
  /** stream of this bridge's human acts */
  actStream: string;
  now: number;
  /** heads are signed at least this often while they move */
  signEveryMs: number;
  anchor: AnchorPace;
}

export interface ReaderSettings {
  data: string;
  monthKeys: string;
}

/** A group of events for one stream; two lists, because cloning a third of the objects costs less. */
export interface AppendBatch {
  stream: string;
  epoch: number;
  first: number;
  /** when the batch was sent, ms: the receipt of events that carry none */
  at: number;
  types: string[];
  events: unknown[];
}

export type WriterCalls = KnowledgeWriterCalls &
  NotificationWriterCalls &
  TagWriterCalls & {
    'journal.open': { argument: { stream: string; at: number }; answer: JournalPosition };
    /** answers the position of the last entry, durable */
    'journal.append': { argument: AppendBatch; answer: number };
    'record.save': { argument: { save: SaveRecord; at: number }; answer: SaveAnswer };
    'act.perform': {
      argument: { commandId: string; accountId: string; at: number; act: SeatAct };
      answer: { repeated: boolean };
    };
    'fact.put': {
      argument: { stream: string; facts: StoredFact[]; through: number; resumeFrom: number; at: number };
      answer: null;
    };
    'audit.append': { argument: AuditEntry; answer: null };
    'account.create': { argument: { account: Account; password: PasswordHash }; answer: null };
    'account.set-password': { argument: { id: string; password: PasswordHash }; answer: null };
    'account.set-disabled': { argument: { id: string; disabled: boolean }; answer: null };
    'account.note-failure': {
      argument: { id: string; failures: number; lockedUntil: number | null };
      answer: null;
    };
    'session.open': { argument: Session; answer: null };
    'session.close': { argument: { tokenHash: string }; answer: null };
    'session.close-all': { argument: { accountId: string }; answer: null };
    /** signs what is not signed yet */
    close: { argument: null; answer: null };
  };

/** Where a slice of facts ended: the next begins after it. */
export interface FactsEnd {
  arrivedAt: number;
  callKey: string;
}

/** A JSON array of facts as text, and where they end; null: these are the last. */
export interface FactsSlice {
  text: string;
  end: FactsEnd | null;
}

export type ReaderCalls = KnowledgeReaderCalls &
  NotificationReaderCalls &
  TagReaderCalls & {
    /** a JSON array of entries as text: parsing it is the cheapest way onto the main thread */
    'journal.read': { argument: { stream: string; after: number; limit: number }; answer: string };
    'journal.head': { argument: { stream: string }; answer: JournalPosition | null };
    'journal.streams': { argument: object; answer: string[] };
    'record.by-interaction': { argument: { interactionId: string }; answer: ConsultationRecord | null };
    'record.by-no': { argument: { recordNo: string }; answer: ConsultationRecord | null };
    'record.revisions': { argument: { recordNo: string }; answer: RecordRevision[] };
    'record.of-person': {
      argument: { accountId: string; day: string; limit: number };
      answer: ConsultationRecord[];
    };
    'record.of-caller': { argument: { callerRef: string; limit: number }; answer: ConsultationRecord[] };
    'record.earlier-answers': {
      argument: { callerRef: string; limit: number };
      answer: (AnswerUsed & { answeredAt: string })[];
    };
    'record.interactions-since': { argument: { day: string }; answer: string[] };
    'record.of-day': { argument: { day: string }; answer: ConsultationRecord[] };
    'seat.all': { argument: null; answer: SeatSession[] };
    'fact.resume-from': { argument: { stream: string }; answer: number | null };
    'fact.arrived-between': { argument: { from: number; to: number }; answer: StoredFact[] };
    'fact.without-numbers': {
      argument: { from: number; to: number; after: FactsEnd | null; limit: number };
      answer: FactsSlice;
    };
    'fact.by-key': { argument: { callKey: string }; answer: StoredFact | null };
    'fact.of-caller': { argument: { callerRef: string; limit: number }; answer: StoredFact[] };
    'audit.read': {
      argument: { after: number; limit: number };
      answer: (AuditEntry & { position: number })[];
    };
    'account.by-login': {
      argument: { login: string };
      answer: {
        account: Account;
        password: PasswordHash;
        failures: number;
        lockedUntil: number | null;
      } | null;
    };
    'account.by-id': { argument: { id: string }; answer: Account | null };
    'account.list': { argument: null; answer: Account[] };
    'account.revision': { argument: null; answer: number };
    'session.find': {
      argument: { tokenHash: string; now: number };
      answer: { session: Session; account: Account } | null;
    };
  };

/** One function for each call; what it throws becomes the caller's error. */
export type Handlers<C extends Calls, Context> = {
  [K in keyof C]: (context: Context, argument: C[K]['argument']) => Promise<C[K]['answer']>;
};
