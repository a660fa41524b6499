import { type RecordContent, untoldIn } from '../record/consultation.ts';
import { outcomeOf } from '../record/outcome.ts';
import type { Counters } from './counters.ts';

/** What the figures need of one consultation record. */
export interface CountedRecord {
  content: Pick<RecordContent, 'outcomeCode' | 'oneTimeNotice'> & { answers: readonly unknown[] };
  /** when the seat left the call; null: no call, or the record was saved during it */
  endedAt: string | null;
  /** when it was put aside, to be filled in later */
  parkedAt: string | null;
  savedAt: string;
}

export function countRecord(record: CountedRecord): Counters {
  const { set } = outcomeOf(record.content.outcomeCode);
  const counters: Counters = { records: 1 };
  if (set === 'DIRECT') counters.recordsDirect = 1;
  if (set === 'DIRECT' || set === 'TRANSFER' || set === 'PENDING') counters.recordsAccepted = 1;
  if (record.content.answers.length > 0) counters.answersUsed = record.content.answers.length;
  if ((record.content.oneTimeNotice ?? []).length > 0) {
    counters.notices = 1;
    if (untoldIn(record.content).length === 0) counters.noticesWhole = 1;
  }
  if (record.endedAt !== null) {
    const wrapUpMs = Date.parse(record.parkedAt ?? record.savedAt) - Date.parse(record.endedAt);
    if (wrapUpMs > 0) {
      counters.wrapUps = 1;
      counters.wrapUpMs = wrapUpMs;
    }
  }
  return counters;
}
