import type { Handlers, ReaderCalls } from '../protocol.ts';
import { knowledgeReaderHandlers } from './knowledge/handlers.ts';
import {
  accountById,
  accountByLogin,
  accountRevision,
  accounts,
  readAudit,
  sessionByToken,
} from './read-accounts.ts';
import {
  factByKey,
  factsArrivedBetween,
  factsOfCaller,
  factsWithoutNumbers,
  resumeFrom,
} from './read-facts.ts';
import { headOf, readJournal, streamNames } from './read-journal.ts';
import { notificationReaderHandlers } from './read-notifications.ts';
import {
  earlierAnswers,
  interactionsSince,
  recordByNo,
  recordOfInteraction,
  recordRevisions,
  recordsOfCaller,
  recordsOfDay,
  recordsOfPerson,
  seatSessions,
} from './read-records.ts';
import { tagReaderHandlers } from './read-tags.ts';
import type { Reading } from './reading.ts';

/** What a reader does for each call. */
export const readerHandlers: Handlers<ReaderCalls, Reading> = {
  'journal.read': readJournal,
  'journal.head': headOf,
  'journal.streams': streamNames,
  'record.by-interaction': recordOfInteraction,
  'record.by-no': recordByNo,
  'record.revisions': recordRevisions,
  'record.of-person': recordsOfPerson,
  'record.of-caller': recordsOfCaller,
  'record.earlier-answers': earlierAnswers,
  'record.of-day': recordsOfDay,
  'record.interactions-since': interactionsSince,
  'seat.all': seatSessions,
  'fact.resume-from': resumeFrom,
  'fact.arrived-between': factsArrivedBetween,
  'fact.without-numbers': factsWithoutNumbers,
  'fact.by-key': factByKey,
  'fact.of-caller': factsOfCaller,
  'audit.read': readAudit,
  'account.by-login': accountByLogin,
  'account.by-id': accountById,
  'account.list': accounts,
  'account.revision': accountRevision,
  'session.find': sessionByToken,
  ...knowledgeReaderHandlers,
  ...notificationReaderHandlers,
  ...tagReaderHandlers,
};
