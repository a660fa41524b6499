import type { Provenance, SourceSystem, Whereabouts } from '../../knowledge/content/delivery.ts';
import type { Basis, Content, EntryKind } from '../../knowledge/content/entry.ts';
import type { LifeAct, LifeCode, Stage, Standing } from '../../knowledge/content/life-cycle.ts';
import type { Day } from '../../knowledge/day.ts';
import type { AnsweringEntry } from './ports.ts';
import type { TrialStore } from './trial-store.ts';

/**
 * 知识库, durable like the rest of the store. A version is never changed; where an entry stands changes by acts, each of
 * them in the journal. Times are ms since the epoch, days are China's.
 */

/** What every list tells of an entry. */
export interface EntryHeading {
  entryId: string;
  kind: EntryKind;
  title: string;
  regionCode: string;
  topic: string;
  materialClass: string;
  unitId: string;
  system: SourceSystem;
}

/** An entry as lists show it: its newest words in work, or those that are published. */
export interface EntryRow extends EntryHeading {
  /** what the source calls it; the entry's own id where it was written here */
  sourceId: string;
  standing: Standing;
  stage: Stage | null;
  /** the version that the columns above tell of */
  currentRev: number;
  publishedAt: number | null;
  /** the source said that it will no longer have it from this day on */
  withdrawOn: Day | null;
  /** grows with each change; an act names the one it was decided on */
  changeNo: number;
  updatedAt: number;
  updatedBy: string;
}

export interface EntryFilter {
  stage?: Stage | undefined;
  kind?: EntryKind | undefined;
  system?: SourceSystem | undefined;
  materialClass?: string | undefined;
  regionCode?: string | undefined;
  topic?: string | undefined;
  /** a part of the title */
  text?: string | undefined;
  /** 复审日 before this day */
  dueBefore?: Day | undefined;
  unitId?: string | undefined;
  /** units that may be seen; null: all */
  unitIds: readonly string[] | null;
}

export interface Page {
  /** rows to leave out */
  offset: number;
  limit: number;
}

export interface EntryPage {
  entries: EntryRow[];
  /** all that the filter lets through */
  total: number;
  /** by stage, of all that the filter lets through but for its stage */
  counts: Partial<Record<Stage, number>>;
}

export interface VersionRow {
  rev: number;
  title: string;
  authorId: string;
  madeAt: number;
  reason: string;
  batchId: string | null;
  provenance: Provenance | null;
  contentHash: string;
}

export interface Version extends VersionRow {
  entryId: string;
  content: Content;
}

/** What was done with an entry; `expire` and `undo` come from a delivery and its undoing. */
export type EntryDeed = LifeAct['act'] | 'import' | 'expire' | 'undo';

export interface DeedRow {
  entryId: string;
  changeNo: number;
  deed: EntryDeed;
  rev: number | null;
  accountId: string;
  at: number;
  reason: string;
  batchId: string | null;
}

export interface EntryAct {
  /** one per user and human act: the same id twice is one act and the same answer */
  commandId: string;
  actor: { accountId: string; mayWrite: boolean; mayApprove: boolean };
  entryId: string;
  /** on which the act was decided; 0 for an entry that is not there yet */
  changeNo: number;
  /** `write` is numbered by the store */
  act: Exclude<LifeAct, { act: 'write' }> | { act: 'write'; content: Content; reason: string };
  /** of an entry that is not there yet */
  unitId: string;
  /** today */
  day: Day;
}

export type EntryActAnswer =
  | {
      outcome: 'done';
      entryId: string;
      changeNo: number;
      rev: number | null;
      stage: Stage | null;
      repeated: boolean;
    }
  /** somebody was quicker */
  | { outcome: 'conflict'; entryId: string; changeNo: number }
  | { outcome: 'unknown' }
  | { outcome: 'refused'; code: LifeCode; words: string };

/* ---- what callers are answered from ---- */

/** What changed after a position, whole entries as they stand now. */
export interface AnsweringChanges {
  position: number;
  put: AnsweringEntry[];
  remove: string[];
  /** there is more after `position` */
  more: boolean;
}

export interface PublishedRow extends EntryHeading {
  rev: number;
  /** first day, and first day after */
  beginsOn: Day | null;
  endsOn: Day | null;
  publishedAt: number;
}

export interface PublishedFilter {
  kind?: EntryKind | undefined;
  materialClass?: string | undefined;
  topic?: string | undefined;
  regionCode?: string | undefined;
  text?: string | undefined;
}

export interface PublishedPage {
  entries: PublishedRow[];
  total: number;
  /** of all that is published, whatever the filter */
  shelves: { materialClass: string; topic: string; count: number }[];
}

/** For 班前播报: what happened in [from, to) and what begins or ends on the days from `firstDay` to `lastDay`. */
export interface DayChanges {
  published: (PublishedRow & { at: number })[];
  withdrawn: { entryId: string; title: string; at: number; reason: string }[];
  begins: PublishedRow[];
  ends: PublishedRow[];
  /** texts in use whose place another took that begins, or came out, then; `on` is the first day of that one */
  replaced: { entryId: string; title: string; on: Day; by: string }[];
}

/* ---- deliveries ---- */

export type RowOutcome = 'added' | 'changed' | 'unchanged' | 'expired' | 'conflicting' | 'rejected';
export type BatchCounts = Record<RowOutcome, number>;

export interface Difference {
  field: string;
  /** the field's name in words */
  name: string;
  before: string;
  after: string;
}

/** One row of a delivery and what it comes to. `unchanged` ones are only counted. */
export interface BatchRow {
  rowNo: number;
  outcome: Exclude<RowOutcome, 'unchanged'>;
  at: Whereabouts;
  sourceId: string;
  entryId: string | null;
  rev: number | null;
  title: string;
  code: string;
  words: string;
  differences: Difference[];
}

/** What the base knows of something that was delivered. */
export interface KnownEntry {
  entryId: string;
  title: string;
  unitId: string;
  standing: Standing;
  changeNo: number;
  /** the next version is numbered after it */
  lastRev: number;
  /** hash of the words the source delivered last, null when it never did or that was undone */
  sourceHash: string | null;
  currentHash: string | null;
  currentAuthorId: string | null;
  /** written down only where they differ from what was delivered */
  currentContent: Content | null;
  withdrawnBySource: boolean;
  withdrawOn: Day | null;
}

export interface Compared {
  sourceId: string;
  /** of what was delivered; null for a removal */
  contentHash: string | null;
  known: KnownEntry | null;
  /** another entry, in use, that bears the same 文号 */
  sameDocNo: { entryId: string; title: string } | null;
}

/** A text in use and what it ends: ids or 文号, as it is written. */
export interface Supersession {
  entryId: string;
  sourceId: string;
  system: SourceSystem;
  docKey: string | null;
  replaces: string[];
}

/** What a row does to an entry when the batch is taken. */
export type StagedEffect =
  | { effect: 'version'; rev: number; content: Content; url: string; fetchedAt: string; standing: Standing }
  | { effect: 'expire'; standing: Standing; withdrawOn: Day | null }
  | { effect: 'none' };

export interface StagedRow {
  row: BatchRow;
  /** change number that was planned on; null: the entry is new */
  changeNo: number | null;
  effect: StagedEffect;
}

export interface StagedSlice {
  batchId: string;
  rows: readonly StagedRow[];
  /** numbers of rows that were staged before and no longer count: the delivery itself went on from them */
  instead: readonly number[];
}

export interface NewBatch {
  batchId: string;
  system: SourceSystem;
  format: string;
  /** of the file */
  name: string;
  regionCode: string;
  unitId: string;
  accountId: string;
  at: number;
}

export type BatchState = 'staging' | 'taken' | 'undone';

export interface Batch extends NewBatch {
  state: BatchState;
  counts: BatchCounts;
  takenAt: number | null;
  undoneAt: number | null;
  undoneBy: string | null;
  undoReason: string | null;
}

export interface TakeBatch {
  batchId: string;
  commandId: string;
  counts: BatchCounts;
  /** how far its source had come, in the importer's own words */
  mark: string | null;
}

export type TakeAnswer =
  | { outcome: 'taken'; batch: Batch }
  /** entries that were changed while the delivery was read */
  | { outcome: 'overtaken'; titles: string[] };

export type UndoAnswer =
  | { outcome: 'undone'; batch: Batch }
  | { outcome: 'unknown' }
  | { outcome: 'not-taken'; state: BatchState }
  /** entries that somebody changed since; `count` of them, the first by name */
  | { outcome: 'changed-since'; titles: string[]; count: number };

export interface PassBatch {
  batchId: string;
  commandId: string;
  actor: EntryAct['actor'];
  act: { act: 'pass-first' } | { act: 'pass-second'; reviewDueOn: Day };
  day: Day;
  /** entry to go on after; null: from the first */
  after: string | null;
}

/** One slice of a whole batch's review. */
export interface PassAnswer {
  passed: number;
  refused: { entryId: string; title: string; words: string }[];
  /** entry to go on after; null: this was the last slice */
  after: string | null;
}

/* ---- tasks ---- */

export type TaskKind = 'gap' | 'error' | 'review-due' | 'conflict';
export type TaskState = 'open' | 'done' | 'declined';

export interface TaskHit {
  articleId: string;
  clauseNo: string;
  title: string;
  rank: number;
}

export interface TaskClosing {
  by: string;
  at: number;
  words: string;
  /** what the question finds now; null where there is none to ask */
  rerun: { hits: TaskHit[]; answered: boolean } | null;
}

export interface Task {
  taskId: string;
  kind: TaskKind;
  question: string;
  regionCode: string;
  /** the day that was asked about; null: the day of the call */
  asOf: Day | null;
  entryId: string | null;
  clauseNo: string | null;
  words: string;
  reportedBy: string;
  reportedAt: number;
  interactionId: string | null;
  ownerUnit: string;
  ownerId: string | null;
  dueOn: Day | null;
  state: TaskState;
  closing: TaskClosing | null;
  changeNo: number;
}

export interface TaskFilter {
  kind?: TaskKind | undefined;
  state?: TaskState | undefined;
  ownerId?: string | undefined;
  reportedBy?: string | undefined;
  unitIds: readonly string[] | null;
}

export interface TaskPage {
  tasks: Task[];
  total: number;
  open: Partial<Record<TaskKind, number>>;
}

/** A change of a task, made on its `changeNo`. */
export interface TaskChange {
  taskId: string;
  changeNo: number;
  set: Partial<Pick<Task, 'ownerUnit' | 'ownerId' | 'dueOn' | 'state' | 'closing'>>;
}

/* ---- searches ---- */

export interface SearchDone {
  searchId: string;
  at: number;
  unitId: string;
  /** masked and folded: no number of six digits or more stands in it */
  question: string;
  regionCode: string;
  asOf: Day;
  hits: number;
  first: { articleId: string; clauseNo: string } | null;
  adopted: { articleId: string; clauseNo: string; rank: number } | null;
}

export interface QuestionCount {
  question: string;
  count: number;
  lastAt: number;
}

export interface UsageFigures {
  searches: number;
  withHits: number;
  adopted: number;
  adoptedFirst: number;
  /** 零结果词 */
  zero: QuestionCount[];
  /** 有结果未采用 */
  notAdopted: QuestionCount[];
  /** most adopted first */
  used: { articleId: string; title: string | null; count: number; lastAt: number }[];
  /** published entries that nobody adopted */
  neverUsed: { entryId: string; title: string; publishedAt: number }[];
  neverUsedCount: number;
}

/* ---- attachments ---- */

export interface StoredAttachment {
  sha256: string;
  mediaType: string;
  bytes: number;
}

export interface KnowledgeStore extends TrialStore {
  act(wish: EntryAct): Promise<EntryActAnswer>;
  list(filter: EntryFilter, day: Day, page: Page): Promise<EntryPage>;
  entry(entryId: string, day: Day): Promise<EntryRow | null>;
  versions(entryId: string): Promise<VersionRow[]>;
  version(entryId: string, rev: number): Promise<Version | null>;
  /** newest first */
  history(entryId: string, limit: number): Promise<DeedRow[]>;

  /** All that callers are answered from, in slices; what changes meanwhile comes by `changesAfter`. */
  answering(): AsyncIterable<AnsweringEntry[]>;
  /** of the last change of what callers are answered from, 0 for none */
  position(): Promise<number>;
  changesAfter(position: number): Promise<AnsweringChanges>;
  published(filter: PublishedFilter, page: Page): Promise<PublishedPage>;
  publishedEntry(entryId: string): Promise<(PublishedRow & { version: Version }) | null>;
  dayChanges(period: { from: number; to: number; firstDay: Day; lastDay: Day }): Promise<DayChanges>;
  /** Withdraws what its source ends on this day or before. How many. */
  withdrawDue(day: Day): Promise<number>;

  compare(
    system: SourceSystem,
    delivered: readonly { sourceId: string; content: Content | null }[],
  ): Promise<Compared[]>;
  /** which texts in use end which others (ids or 文号), for finding circles */
  supersessions(): Promise<Supersession[]>;
  beginBatch(batch: NewBatch): Promise<void>;
  /** some hundred rows at most: records are saved by the same thread */
  stage(staging: StagedSlice): Promise<void>;
  /** Makes all of it visible at once, or nothing. */
  take(taking: TakeBatch): Promise<TakeAnswer>;
  /** How far the source had come with its last delivery that was taken and not undone. */
  lastMark(system: SourceSystem): Promise<string | null>;
  /** of a batch that was not taken: leaves nothing of it */
  drop(batchId: string): Promise<void>;
  undo(undoing: {
    batchId: string;
    commandId: string;
    accountId: string;
    reason: string;
  }): Promise<UndoAnswer>;
  /** The next of the batch's entries, as many as one slice may hold, each by the rules of its life. */
  pass(passing: PassBatch): Promise<PassAnswer>;
  batch(batchId: string): Promise<Batch | null>;
  batches(unitIds: readonly string[] | null, page: Page): Promise<{ batches: Batch[]; total: number }>;
  batchRows(
    batchId: string,
    outcome: RowOutcome | null,
    page: Page,
  ): Promise<{ rows: BatchRow[]; total: number }>;

  addTask(task: Task): Promise<void>;
  /** null: somebody was quicker, or there is no such task */
  changeTask(change: TaskChange): Promise<Task | null>;
  task(taskId: string): Promise<Task | null>;
  tasks(filter: TaskFilter, page: Page): Promise<TaskPage>;
  /** Adds a task for each published entry whose 复审日 is `day` or before and that has none open. How many. */
  addReviewTasks(day: Day): Promise<number>;

  /** A search by its id; the same id again adds what was adopted. */
  noteSearch(search: SearchDone): Promise<void>;
  usage(from: number, to: number): Promise<UsageFigures>;
  /** Clauses that were used as answers since then, the most used first, no more than `limit`. */
  adoptions(from: number, limit: number): Promise<(Basis & { count: number })[]>;

  /** Stores bytes under their hash; parts of some hundred kB, so that no save waits for 20 MB. */
  addAttachment(mediaType: string, parts: AsyncIterable<Uint8Array>): Promise<StoredAttachment>;
  attachment(sha256: string): Promise<StoredAttachment | null>;
  /** nothing where there is none */
  attachmentBytes(sha256: string): AsyncIterable<Uint8Array>;

  /**
   * Clears away what dead processes left half-staged and what batches no longer need, a slice at a time. `atStart`: this
   * process has begun nothing yet, so that what bears its number is an earlier one's.
   */
  sweep(atStart: boolean): Promise<void>;
}
