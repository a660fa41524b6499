import type { AnswerPack, PackWish } from '../../knowledge/content/answer-pack.ts';
import type { BuiltInEntry, BuiltInRow } from '../../knowledge/content/built-in.ts';
import type { Provenance } from '../../knowledge/content/delivery.ts';
import type { Basis, Content } from '../../knowledge/content/entry.ts';
import type { NoticeItem } from '../../knowledge/content/notice-item.ts';
import type { Synonym } from '../../knowledge/content/synonyms.ts';
import type { TrialQuestion, TriedQuestion } from '../../knowledge/content/trial.ts';
import type { Day } from '../../knowledge/day.ts';
import type { Membership, TelephonyEvent } from '../domain/telephony/event.ts';
import type { ServiceFunction } from '../domain/telephony/site.ts';
import type { Explanation } from './explanation.ts';

/**
 * What the application needs of the world. Each port is implemented by adapters, one folder each, which hide their
 * library completely.
 */

/* ---- the telephone exchange ---- */

/** What an exchange can do. The panel hides what is absent; nothing is faked. */
export interface PbxCapabilities {
  queueState: boolean;
  /** membership and pauses can be set */
  memberControl: boolean;
  answer: boolean;
  hangUp: boolean;
  hold: boolean;
  redirect: boolean;
  /** rings a seat and then whom it wants to call */
  originate: boolean;
  mute: boolean;
  consult: boolean;
  /** brings citizen, seat and the consulted one together */
  conference: boolean;
  /** hands the citizen on unannounced */
  transfer: boolean;
  /** keys into the call */
  press: boolean;
  monitor: boolean;
}

export type PbxCommand =
  | {
      type: 'join-queue';
      queue: string;
      interface: string;
      name: string;
      penalty: number;
      paused: boolean;
      reason: string;
    }
  | { type: 'leave-queue'; queue: string; interface: string }
  /** queue null: in every queue the seat is in */
  | { type: 'pause'; queue: string | null; interface: string; paused: boolean; reason: string }
  /** lifts the receiver of a ringing telephone, where the exchange can */
  | { type: 'answer'; channel: string }
  | { type: 'hold'; channel: string; held: boolean }
  | { type: 'hang-up'; channel: string }
  /** what is said at the telephone goes no further; the citizen hears nobody */
  | { type: 'mute'; channel: string; muted: boolean }
  /**
   * The citizen waits, and the seat is put through to the extension. `mayGoOn`: longer numbers begin with this one, so
   * that the exchange is to be told where it ends.
   */
  | { type: 'consult'; channel: string; context: string; extension: string; mayGoOn: boolean }
  | { type: 'cancel-consult'; channel: string }
  /** the consulted one and the citizen go on together, and the seat is out of it */
  | { type: 'complete-consult'; channel: string }
  | { type: 'join-three'; channel: string }
  | { type: 'blind-transfer'; channel: string; context: string; extension: string }
  /** keys `0`–`9`, `*` and `#`, to who is at the channel */
  | { type: 'press'; channel: string; keys: string }
  | { type: 'redirect'; channel: string; context: string; extension: string }
  | { type: 'originate'; interface: string; context: string; extension: string; callerId: string };

/** The exchange's answer, not a hope: `refused` carries its own words. */
export type PbxAnswer =
  | { outcome: 'done' }
  | { outcome: 'refused'; message: string }
  | { outcome: 'unreachable'; message: string }
  | { outcome: 'timed-out'; message: string };

/** Which of the legs that were asked for the exchange still has. */
export type LivingLegs =
  | { outcome: 'told'; living: ReadonlySet<string> }
  | Exclude<PbxAnswer, { outcome: 'done' }>;

/** All queues that the exchange has, and one telephone's memberships of them. */
export interface FoundMemberships {
  queues: readonly string[];
  members: readonly Membership[];
}

export type LinkState =
  | { state: 'connecting'; attempt: number; since: number }
  | { state: 'up'; since: number; version: string | null }
  | { state: 'lost'; since: number; reason: string; nextAttemptAt: number }
  /** the account, the right or the configuration is wrong: retried slowly, said loudly */
  | { state: 'refused'; since: number; reason: string; remedy: string };

/** One plain sentence of the start-up report. */
export interface Finding {
  severity: 'error' | 'warning' | 'info';
  code: string;
  zh: string;
  en: string;
}

export interface PbxSourceListener {
  /** events in the exchange's order; may be called synchronously and many times a millisecond */
  event(event: TelephonyEvent): void;
  link(state: LinkState): void;
  report(findings: Finding[]): void;
}

export interface PbxSource {
  readonly pbxId: string;
  readonly capabilities: PbxCapabilities;
  start(listener: PbxSourceListener): void;
  /** Resolves with the exchange's answer, within 5 s; never rejects. Values with CR or LF are refused here. */
  command(command: PbxCommand): Promise<PbxAnswer>;
  /** Asks for legs by their ids, and changes nothing. Resolves within some seconds; never rejects. */
  livingLegs(legs: readonly string[]): Promise<LivingLegs>;
  /**
   * Asks for the memberships of one telephone, and changes nothing. `found` is called in the midst of the events, in
   * their order, before this resolves with `done`. Resolves within some seconds; never rejects.
   */
  memberships(line: string, found: (told: FoundMemberships) => void): Promise<PbxAnswer>;
  stop(): Promise<void>;
}

/* ---- time and chance ---- */

export interface Clock {
  /** ms since the epoch */
  now(): number;
}

/** A clock that can also call back once. What it starts does not keep the process alive. */
export interface Timer extends Clock {
  /** The function that is returned cancels; calling it later does nothing. */
  after(ms: number, run: () => void): () => void;
}

/** Ids that nobody can guess and that never come twice. */
export type NewId = () => string;

/* ---- what is told to the people who run the system ---- */

/** Words and facts for the log. No personal data: what identifies a caller is masked before it gets here. */
export interface Log {
  info(words: string, facts?: Record<string, unknown>): void;
  warn(words: string, facts?: Record<string, unknown>): void;
  error(words: string, facts?: Record<string, unknown>): void;
}

/* ---- the journal ---- */

/** A stream is one exchange (`pbx/<id>`) or the human acts of one bridge (`acts/<bridge>`). */
export interface JournalPosition {
  stream: string;
  /** opened anew at each start or take-over of the stream's writer */
  epoch: number;
  position: number;
}

export interface JournalEntry<E = unknown> {
  stream: string;
  epoch: number;
  position: number;
  type: string;
  event: E;
}

/** Appends to one stream. One writer holds it, with a fencing token. */
export interface JournalWriter {
  readonly stream: string;
  readonly epoch: number;
  /** position of the last event known to be on disk */
  readonly durable: number;
  /** events appended and not on disk yet: grows while the disk does not keep up */
  readonly pending: number;
  /**
   * Queues an event for the next group commit (at most 10 ms away) and gives its position at once. Never blocks.
   * Committed positions are told by `durable`.
   */
  append(type: string, event: unknown): number;
  /** Resolves when everything appended so far is on disk. */
  flush(): Promise<number>;
  close(): Promise<void>;
}

export interface Journal {
  open(stream: string): Promise<JournalWriter>;
  /** Entries after a position, oldest first, in batches; personal data decrypted. */
  read(stream: string, after: number, limit: number): Promise<JournalEntry[]>;
  head(stream: string): Promise<JournalPosition | null>;
  /** names of all streams that were ever opened */
  streams(): Promise<string[]>;
}

/* ---- the answers ---- */

export type ValidityState = 'not-yet' | 'in-force' | 'partly' | 'amended' | 'ended' | 'repealed' | 'unclear';

export interface AnswerValidity {
  state: ValidityState;
  /** 现行有效 · 尚未生效 · 部分失效 · 已修改 · 失效 · 废止 · 待核 */
  label: string;
  from: string | null;
  to: string | null;
  basis: string;
  successor: { articleId: string; title: string } | null;
}

export interface AnswerHit {
  articleId: string;
  articleRev: number;
  title: string;
  docNo: string | null;
  issuer: string;
  level: string;
  regionCode: string;
  clauseNo: string;
  clauseText: string;
  snippet: string;
  /** [from, to) in `snippet`, UTF-16 units */
  highlights: [number, number][];
  validity: AnswerValidity;
  why: { kind: string; text: string }[];
  score: number;
  rank: number;
  /** what the FAQ behind this clause reads to the caller; null: none stands behind it, or it does not apply */
  spoken: SpokenAnswer | null;
}

export interface SpokenAnswer {
  faqId: string;
  question: string;
  text: string;
  /** what has to be said beside it, such as that it is to be checked */
  note: string | null;
}

/** Texts of several levels that answer one question. */
export interface SideBySide {
  /** the one that prevails over all others first, then from the State down */
  texts: AnswerHit[];
  /** the first beside each other one; `prevailing` null: the law leaves it to somebody */
  order: { prevailing: string | null; other: string; beside: string; why: string; basis: string }[];
}

export interface AnswerQuery {
  text: string;
  regionCode: string;
  /** YYYY-MM-DD, China time */
  date: string;
  serviceFunction: ServiceFunction | null;
  limit: number;
}

export interface SuggestQuery {
  queue: string;
  serviceFunction: ServiceFunction | null;
  regionCode: string;
  date: string;
  /** what this number was answered before, newest first */
  earlier: { articleId: string; clauseNo: string; answeredAt: string }[];
  limit: number;
}

export interface ArticleView {
  articleId: string;
  rev: number;
  title: string;
  docNo: string | null;
  issuer: string;
  level: string;
  regionCode: string;
  validity: AnswerValidity;
  clauses: { no: string; heading: string | null; text: string }[];
  /** 数据截至 */
  dataAsOf: string;
  /** approved to be read to the caller: the FAQ's that was asked for, else the text's own; null: nothing is */
  readAloud: string | null;
  readAloudNote: string | null;
  /** 一次性告知; empty where neither the text nor the FAQ tells anything of it */
  notice: NoticeItem[];
}

/** The published version of an entry of the knowledge base. */
export interface AnsweringEntry {
  entryId: string;
  rev: number;
  content: Content;
  /** where this version comes from */
  provenance: Provenance;
  /** ms since the epoch */
  publishedAt: number;
}

/** An entry that is put stands in the place of its earlier version. */
export interface AnswerUpdate {
  put: AnsweringEntry[];
  /** entryIds */
  remove: string[];
}

export interface AnswerIndex {
  readonly ready: Promise<void>;
  /** Resolves when the answers know of it. */
  update(update: AnswerUpdate): Promise<void>;
  /** The city's own synonyms, whole: each in place of the built-in row of its word. */
  putSynonyms(own: readonly Synonym[]): Promise<void>;
  /** Told when the index was built anew after a fault: it knows nothing of earlier updates then. */
  onRebuilt(told: () => void): void;
  search(query: AnswerQuery): Promise<AnswerHit[]>;
  suggest(query: SuggestQuery): Promise<AnswerHit[]>;
  /** `faqId`: of the FAQ that stands behind the clause that is read */
  article(articleId: string, date: string, faqId?: string | null): Promise<ArticleView | null>;
  /** What comes with the product beside the entries of the base, to be looked through. */
  builtIn(): Promise<BuiltInRow[]>;
  builtInEntry(entryId: string): Promise<BuiltInEntry | null>;
  /** null where there is nothing to weigh */
  compare(query: AnswerQuery): Promise<SideBySide | null>;
  /** The most used answers, to be taken along: worked out between the questions that come, in some seconds. */
  pack(wish: PackWish): Promise<AnswerPack>;
  /** `about`: a clause to account for, shown or not */
  explain(query: AnswerQuery, about: Basis | null): Promise<Explanation>;
  close(): Promise<void>;
}

/* ---- trials ---- */

/** What questions are asked with, on the same base. */
export interface TrialSetting {
  /** the city's synonyms, whole */
  synonyms: readonly Synonym[];
  /** a file of weights, read and checked; null: those in force */
  weights: Uint8Array | null;
}

export interface Trial {
  questions: readonly TrialQuestion[];
  /** of questions that are asked about today */
  today: Day;
  before: TrialSetting;
  after: TrialSetting;
  /** what is published, beside the built-in texts */
  entries: AsyncIterable<AnsweringEntry[]>;
  progress(done: number): void;
}

/** Asks a set of questions before and after a change, beside the answers that callers get: these never wait for it. */
export interface TrialRunner {
  /** In the order of the questions. Rejects where it could not be brought to its end. */
  run(trial: Trial): Promise<TriedQuestion[]>;
  close(): Promise<void>;
}

/** The weights that a city trained for itself, where the next start of the bridge looks for them. */
export interface KeptWeights {
  isThere(): Promise<boolean>;
  /** On disk, whole, when it resolves; where it rejects, what was there before still is. */
  put(bytes: Uint8Array): Promise<void>;
  remove(): Promise<void>;
}

/* ---- the city's order system ---- */

/** A 工单 that is not closed, as the city's system tells it. */
export interface OpenOrder {
  orderNo: string;
  title: string;
  /** in that system's own word: 办理中, 待回访 … */
  state: string;
  /** 承办单位 */
  unit: string | null;
  /** ISO times with offset; null: not told */
  openedAt: string | null;
  dueAt: string | null;
  /** the person asked for confidence: its number and state are shown, its title is not */
  confidential: boolean;
  /** opens it there; null: the site has none */
  url: string | null;
}

/** What came of asking. After `silent` nobody knows whether anything is open. */
export type OrdersAnswer =
  | { outcome: 'orders'; orders: readonly OpenOrder[] /** there are more than are shown */; more: boolean }
  | { outcome: 'silent'; zh: string };

/** What a card shows of it. */
export type OpenOrders = { outcome: 'asking' } | OrdersAnswer;

/** 工单 of a caller in the hotline's own order system, which is somebody else's. */
export interface OrderBook {
  /** as operators read it */
  readonly name: string;
  /** what giving it the number itself rests on; null: it gets a keyed digest, and the number stays in the house */
  readonly numberBasis: string | null;
  /** @param number of the caller, clear. Resolves soon, never rejects. */
  openOrdersOf(number: string): Promise<OrdersAnswer>;
}

/** Signs what is said to another system and knows what that system signed, by a secret that both have. */
export interface Signing {
  /** headers over the body, or over path and query where there is none */
  headersFor(signed: string): Readonly<Record<string, string>>;
  isSigned(call: SignedCall): boolean;
}

/* ---- text messages ---- */

export interface Notification {
  /** a telephone number, clear */
  to: string;
  text: string;
  purpose: 'one-time-notice';
  /** The gateway sends one message for a key, however often it is asked. */
  idempotencyKey: string;
}

/** What the gateway said. After `unreachable` nobody knows whether it took the message: it is asked again by the same key. */
export type NotifierAnswer =
  | { outcome: 'accepted' }
  | { outcome: 'refused'; message: string }
  | { outcome: 'unreachable'; message: string };

/** What became of a message afterwards, as the gateway calls back. */
export interface Receipt {
  idempotencyKey: string;
  state: 'delivered' | 'failed';
  /** the gateway's words; '' where it gave none */
  message: string;
}

/** As it came, unread: the signature is over these very characters. */
export interface SignedCall {
  timestamp: string;
  nonce: string;
  signature: string;
  body: string;
}

export interface Notifier {
  /** Nothing leaves the house: what would have been sent is only shown. */
  readonly demo: boolean;
  /** Resolves within a minute; never rejects. */
  send(notification: Notification): Promise<NotifierAnswer>;
  /** null: not signed by the gateway, too old, seen before, or no receipt */
  receipt(call: SignedCall): Receipt | null;
}
