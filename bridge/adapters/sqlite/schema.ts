import type { Generated } from 'kysely';
import type { KnowledgeTables } from './knowledge-schema.ts';
import type { NotificationTables } from './notification-schema.ts';
import type { TagTables } from './tag-schema.ts';

/**
 * The tables, as Kysely types them. Times are ms since the epoch, flags 0 or 1, JSON is text: what SQLite and
 * PostgreSQL both hold without translation.
 */
export interface Tables extends KnowledgeTables, NotificationTables, TagTables {
  schema_version: { version: number; applied_at: number };
  /** proof that a key file is the one the data was written with, without telling the key */
  key_check: { name: string; algorithm: string; check_value: string };

  journal_stream: Omit<JournalStreamRow, 'id'> & { id: Generated<number> };
  journal_epoch: { stream_id: number; epoch: number; opened_at: number; first_position: number };
  journal_segment: JournalSegmentRow;
  journal_entry: JournalEntryRow;
  journal_head: JournalHeadRow;
  /** where a personal value was first mentioned in a month: the entry there holds its ciphertext */
  personal_value: { month: string; ref: string; stream_id: number; position: number };

  command_answer: { account_id: string; command_id: string; kind: string; answer: string; at: number };
  record: RecordRow;
  record_revision: RecordRevisionRow;
  record_number: { day: string; last: number };
  seat_session: SeatSessionRow;
  call_fact: CallFactRow;
  projection: { stream: string; through: number; resume_from: number };

  account: AccountRow;
  account_revision: { id: number; revision: number };
  session: { token_hash: string; account_id: string; opened_at: number; expires_at: number };
}

export interface JournalStreamRow {
  id: number;
  name: string;
  /** of the writer that holds the stream */
  epoch: number;
  /** position of the last entry, 0 when there is none */
  head: number;
  head_hash: Uint8Array | null;
  /** open segment */
  month: string | null;
}

export interface JournalSegmentRow {
  stream_id: number;
  month: string;
  first_position: number;
  opened_at: number;
  /** the last head of the segment before; null in the first */
  previous_hash: Uint8Array | null;
  /** what had been written when the segment was opened (canonical JSON) */
  checkpoint: string;
  /** the hash over all of the above, on which the first entry is built */
  opening_hash: Uint8Array;
}

interface JournalEntryRow {
  stream_id: number;
  position: number;
  epoch: number;
  type: string;
  version: number;
  /** receipt at the bridge */
  at: number;
  /** canonical JSON, personal values as references */
  event: string;
  /** canonical JSON: reference → ciphertext of each value first mentioned here; null when there is none */
  sealed: string | null;
  hash: Uint8Array;
}

/** The newest signed head of each segment. */
interface JournalHeadRow {
  stream_id: number;
  month: string;
  epoch: number;
  position: number;
  hash: Uint8Array;
  signed_at: number;
  algorithm: string;
  key_id: string;
  signature: string;
}

export interface RecordRow {
  record_no: string;
  interaction_id: string;
  channel: string;
  call_key: string | null;
  call_kind: string | null;
  seat: string | null;
  queue: string | null;
  account_id: string;
  agent_no: string | null;
  unit_id: string;
  caller_ref: string | null;
  number_masked: string | null;
  started_at: string | null;
  answered_at: string | null;
  ended_at: string | null;
  parked_at: string | null;
  rev: number;
  content: string;
  saved_at: number;
  /** China day of the first save, the day of its number */
  day: string;
}

/** Every revision as it was saved, and by whom. */
interface RecordRevisionRow {
  record_no: string;
  rev: number;
  account_id: string;
  saved_at: number;
  content: string;
  content_hash: string;
  reason: string;
}

interface SeatSessionRow {
  seat: string;
  account_id: string;
  queues: string;
  pause_reason: string | null;
  pause_since: number | null;
  signed_in_at: number;
}

export interface CallFactRow {
  call_key: string;
  stream: string;
  caller_ref: string | null;
  /** of `fact.arrivedAt`, to look up by; null where the arrival was not seen */
  arrived_at: number | null;
  first_position: number;
  last_position: number;
  /** the month whose key sealed the numbers */
  month: string;
  /** canonical JSON, numbers as references */
  fact: string;
  sealed: string | null;
}

export interface AccountRow {
  id: string;
  login: string;
  name: string;
  agent_no: string | null;
  roles: string;
  unit_id: string;
  disabled: number;
  demo: number;
  password: string;
  failures: number;
  locked_until: number | null;
}
