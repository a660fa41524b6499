import type { Generated } from 'kysely';
import type { SourceTables } from './source-schema.ts';
import type { TrialTables } from './trial-schema.ts';

/** The tables of the knowledge base, as Kysely types them. */
export interface KnowledgeTables extends SourceTables, TrialTables {
  knowledge_entry: EntryColumns;
  knowledge_version: VersionColumns;
  knowledge_deed: DeedColumns;
  knowledge_change: { position: Generated<number>; entry_id: string; at: number };
  knowledge_batch: BatchColumns;
  knowledge_batch_row: BatchRowColumns;
  knowledge_batch_entry: EntryColumns & { batch_id: string; side: 'before' | 'after' };
  knowledge_staged_version: VersionColumns;
  knowledge_task: TaskColumns;
  knowledge_search: SearchColumns;
  knowledge_attachment: { sha256: string; upload_id: string; media_type: string; bytes: number; at: number };
  knowledge_attachment_part: { upload_id: string; part_no: number; at: number; bytes: Uint8Array };
}

export interface EntryColumns {
  entry_id: string;
  kind: string;
  title: string;
  region_code: string;
  topic: string;
  material_class: string;
  unit_id: string;
  system: string;
  source_id: string;
  /** whose words the columns above tell */
  current_rev: number;
  /** the highest number that was ever given: an undone version keeps its own */
  last_rev: number;
  /** JSON of `Standing` */
  standing: string;
  /** the draft's, or published, withdrawn, none; 复审到期 follows from `review_due_on` */
  stage: string;
  answering_rev: number | null;
  published_at: number | null;
  review_due_on: string | null;
  /** of an article's 文号, to find another with the same */
  doc_key: string | null;
  /** JSON list of what an article ends; null where it ends nothing */
  replaces: string | null;
  /** of the words that its source delivered last */
  source_hash: string | null;
  withdrawn_by_source: number;
  withdraw_on: string | null;
  change_no: number;
  updated_at: number;
  updated_by: string;
}

export interface VersionColumns {
  entry_id: string;
  rev: number;
  kind: string;
  title: string;
  region_code: string;
  topic: string;
  material_class: string;
  begins_on: string | null;
  /** the first day without it */
  ends_on: string | null;
  author_id: string;
  made_at: number;
  reason: string;
  batch_id: string | null;
  /** JSON; null where it was written here */
  provenance: string | null;
  /** SHA-256 of the content, hex */
  content_hash: string;
  /** canonical JSON */
  content: string;
}

export interface DeedColumns {
  entry_id: string;
  change_no: number;
  deed: string;
  rev: number | null;
  account_id: string;
  at: number;
  reason: string;
  batch_id: string | null;
}

export interface BatchColumns {
  batch_id: string;
  system: string;
  format: string;
  name: string;
  region_code: string;
  unit_id: string;
  account_id: string;
  at: number;
  state: string;
  counts: string;
  taken_at: number | null;
  undone_at: number | null;
  undone_by: string | null;
  undo_reason: string | null;
  /** how far its source had come, in the importer's own words */
  mark: string | null;
  process: number | null;
  touched_at: number;
}

export interface BatchRowColumns {
  batch_id: string;
  row_no: number;
  outcome: string;
  at_in: string;
  at_row: number | null;
  at_column: string | null;
  source_id: string;
  entry_id: string | null;
  rev: number | null;
  title: string;
  code: string;
  words: string;
  differences: string;
  change_no: number | null;
}

export interface TaskColumns {
  task_id: string;
  kind: string;
  question: string;
  region_code: string;
  as_of: string | null;
  entry_id: string | null;
  clause_no: string | null;
  words: string;
  reported_by: string;
  reported_at: number;
  interaction_id: string | null;
  owner_unit: string;
  owner_id: string | null;
  due_on: string | null;
  state: string;
  closing: string | null;
  change_no: number;
}

interface SearchColumns {
  search_id: string;
  at: number;
  unit_id: string;
  question: string;
  region_code: string;
  as_of: string;
  hits: number;
  first_article: string | null;
  first_clause: string | null;
  adopted_article: string | null;
  adopted_clause: string | null;
  adopted_rank: number | null;
}
