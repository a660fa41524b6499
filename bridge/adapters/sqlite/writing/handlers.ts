import type { JournalPosition } from '../../../application/ports.ts';
import { JournalRefused } from '../errors.ts';
import type { Appending } from '../journal/append.ts';
import type { AppendBatch, Handlers, WriterCalls } from '../protocol.ts';
import { appendAudit } from './append-audit.ts';
import { knowledgeWriterHandlers } from './knowledge/handlers.ts';
import { performAct } from './perform-act.ts';
import { putFacts } from './put-facts.ts';
import { saveRecord } from './save-record.ts';
import {
  closeSession,
  closeSessionsOf,
  createAccount,
  noteFailure,
  openSession,
  setDisabled,
  setPassword,
} from './write-accounts.ts';
import { notificationWriterHandlers } from './write-notifications.ts';
import { tagWriterHandlers } from './write-tags.ts';
import { auditStream, type Writing } from './writing.ts';

/** What the writer does for each call, inside a transaction. */
export const writerHandlers: Omit<Handlers<WriterCalls, Writing>, 'close'> = {
  'journal.open': openStream,
  'journal.append': appendBatch,
  'record.save': saveRecord,
  'act.perform': performAct,
  'fact.put': putFacts,
  'audit.append': appendAudit,
  'account.create': createAccount,
  'account.set-password': setPassword,
  'account.set-disabled': setDisabled,
  'account.note-failure': noteFailure,
  'session.open': openSession,
  'session.close': closeSession,
  'session.close-all': closeSessionsOf,
  ...knowledgeWriterHandlers,
  ...notificationWriterHandlers,
  ...tagWriterHandlers,
};

async function openStream(
  { chain, actStream }: Writing,
  { stream, at }: { stream: string; at: number },
): Promise<JournalPosition> {
  if (stream === actStream || stream === auditStream)
    throw new JournalRefused(
      'journal.own-stream',
      { zh: `流 ${stream} 由存储自己写入。`, en: `Stream ${stream} is written by the store itself.` },
      { zh: '请经由记录、签入等操作写入。', en: 'Write to it through records, acts or audit.' },
    );
  const { epoch, position } = await chain.open(stream, at);
  return { stream, epoch, position };
}

async function appendBatch({ chain }: Writing, batch: AppendBatch): Promise<number> {
  const { stream, epoch, first, at, types, events } = batch;
  const entries = events.map((event, i): Appending => {
    const { v, receivedAt } = seenIn(event);
    const version = typeof v === 'number' && Number.isSafeInteger(v) ? v : 1;
    return { type: types[i] ?? '', version, at: receiptOf(receivedAt, at), event };
  });
  const { position } = await chain.append(stream, entries, { epoch, first });
  return position;
}

/** Version and receipt, where the event carries them (telephony events do). */
function seenIn(event: unknown): Readonly<Record<string, unknown>> {
  return typeof event === 'object' && event !== null ? (event as Readonly<Record<string, unknown>>) : {};
}

/** A clock that was wrong for a moment must not open the segment of a month far ahead: segments only go forward. */
const mostAhead = 60 * 60 * 1000;

function receiptOf(receivedAt: unknown, sentAt: number): number {
  if (typeof receivedAt !== 'number' || !(receivedAt >= 0) || receivedAt > sentAt + mostAhead) return sentAt;
  // Simulators and recordings give fractions of a millisecond; the column is whole.
  return Math.floor(receivedAt);
}
