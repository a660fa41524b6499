import type { SourceSystem } from '../../../knowledge/content/delivery.ts';
import type { Basis } from '../../../knowledge/content/entry.ts';
import type {
  AnsweringChanges,
  Batch,
  BatchRow,
  Compared,
  DayChanges,
  DeedRow,
  EntryAct,
  EntryActAnswer,
  EntryFilter,
  EntryPage,
  EntryRow,
  NewBatch,
  Page,
  PassAnswer,
  PassBatch,
  PublishedFilter,
  PublishedPage,
  PublishedRow,
  RowOutcome,
  SearchDone,
  StagedSlice,
  StoredAttachment,
  Supersession,
  TakeAnswer,
  TakeBatch,
  Task,
  TaskChange,
  TaskFilter,
  TaskPage,
  UndoAnswer,
  UsageFigures,
  Version,
  VersionRow,
} from '../../application/knowledge-store.ts';
import type { AnsweringEntry } from '../../application/ports.ts';
import type { Delivered } from './reading/knowledge/read-batches.ts';
import type { SourceReaderCalls, SourceWriterCalls } from './source-protocol.ts';
import type { TrialReaderCalls, TrialWriterCalls } from './trial-protocol.ts';

/** What is asked of the threads about the knowledge base. Times are given, never read there. */

export type KnowledgeWriterCalls = SourceWriterCalls &
  TrialWriterCalls & {
    'knowledge.act': { argument: { wish: EntryAct; at: number }; answer: EntryActAnswer };
    'knowledge.begin-batch': { argument: { batch: NewBatch }; answer: null };
    'knowledge.stage': {
      argument: { slice: StagedSlice; at: number };
      answer: null;
    };
    'knowledge.take': {
      argument: TakeBatch & { at: number };
      answer: TakeAnswer;
    };
    'knowledge.drop': { argument: { batchId: string }; answer: null };
    'knowledge.undo': {
      argument: { batchId: string; commandId: string; accountId: string; reason: string; at: number };
      answer: UndoAnswer;
    };
    'knowledge.pass': { argument: { pass: PassBatch; at: number }; answer: PassAnswer };
    'knowledge.withdraw-due': { argument: { day: string; at: number }; answer: number };
    'knowledge.add-task': { argument: { task: Task }; answer: null };
    'knowledge.change-task': { argument: TaskChange; answer: Task | null };
    'knowledge.add-review-tasks': { argument: { day: string; at: number }; answer: number };
    'knowledge.note-search': { argument: { search: SearchDone }; answer: null };
    'knowledge.add-attachment-part': {
      argument: { uploadId: string; partNo: number; bytes: Uint8Array; at: number };
      answer: null;
    };
    'knowledge.add-attachment': {
      argument: { uploadId: string; file: StoredAttachment; at: number };
      answer: StoredAttachment;
    };
    /** whether there is more to clear away */
    'knowledge.sweep': { argument: { atStart: boolean; at: number }; answer: boolean };
  };

export type KnowledgeReaderCalls = SourceReaderCalls &
  TrialReaderCalls & {
    'knowledge.list': {
      argument: { filter: EntryFilter; day: string; page: Page };
      answer: EntryPage;
    };
    'knowledge.entry': { argument: { entryId: string; day: string }; answer: EntryRow | null };
    'knowledge.versions': { argument: { entryId: string }; answer: VersionRow[] };
    'knowledge.version': { argument: { entryId: string; rev: number }; answer: Version | null };
    'knowledge.history': { argument: { entryId: string; limit: number }; answer: DeedRow[] };
    'knowledge.answering-after': { argument: { after: string }; answer: AnsweringEntry[] };
    'knowledge.position': { argument: null; answer: number };
    'knowledge.changes-after': { argument: { position: number }; answer: AnsweringChanges };
    'knowledge.published': { argument: { filter: PublishedFilter; page: Page }; answer: PublishedPage };
    'knowledge.published-entry': {
      argument: { entryId: string };
      answer: (PublishedRow & { version: Version }) | null;
    };
    'knowledge.day-changes': {
      argument: { from: number; to: number; firstDay: string; lastDay: string };
      answer: DayChanges;
    };
    'knowledge.compare': {
      argument: { system: SourceSystem; delivered: readonly Delivered[] };
      answer: Compared[];
    };
    'knowledge.last-mark': { argument: { system: SourceSystem }; answer: string | null };
    'knowledge.supersessions': { argument: null; answer: Supersession[] };
    'knowledge.batch': { argument: { batchId: string }; answer: Batch | null };
    'knowledge.batches': {
      argument: { unitIds: readonly string[] | null; page: Page };
      answer: { batches: Batch[]; total: number };
    };
    'knowledge.batch-rows': {
      argument: { batchId: string; outcome: RowOutcome | null; page: Page };
      answer: { rows: BatchRow[]; total: number };
    };
    'knowledge.task': { argument: { taskId: string }; answer: Task | null };
    'knowledge.tasks': { argument: { filter: TaskFilter; page: Page }; answer: TaskPage };
    'knowledge.adoptions': {
      argument: { from: number; limit: number };
      answer: (Basis & { count: number })[];
    };
    'knowledge.usage': { argument: { from: number; to: number }; answer: UsageFigures };
    'knowledge.attachment': {
      argument: { sha256: string };
      answer: (StoredAttachment & { uploadId: string }) | null;
    };
    'knowledge.attachment-part': {
      argument: { uploadId: string; partNo: number };
      answer: Uint8Array | null;
    };
  };
