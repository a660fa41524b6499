import type { KnowledgeReaderCalls } from '../../knowledge-protocol.ts';
import type { Handlers } from '../../protocol.ts';
import type { Reading } from '../reading.ts';
import {
  answeringAfter,
  answeringChanges,
  answeringPosition,
  listPublished,
  readDayChanges,
  readPublished,
} from './read-answering.ts';
import {
  compareDelivered,
  lastMark,
  listBatches,
  listBatchRows,
  readBatch,
  supersessions,
} from './read-batches.ts';
import { entryHistory, listEntries, listVersions, readEntry, readVersion } from './read-entries.ts';
import { sourceReaderHandlers } from './read-sources.ts';
import { listProposals, listTrialQuestions, readProposal, readSynonyms, readTried } from './read-trials.ts';
import {
  listTasks,
  readAdoptions,
  readAttachment,
  readAttachmentPart,
  readTask,
  readUsage,
} from './read-work.ts';

/** What a reader does for each call about the knowledge base. */
export const knowledgeReaderHandlers: Handlers<KnowledgeReaderCalls, Reading> = {
  ...sourceReaderHandlers,
  'knowledge.list': listEntries,
  'knowledge.entry': readEntry,
  'knowledge.versions': listVersions,
  'knowledge.version': readVersion,
  'knowledge.history': entryHistory,
  'knowledge.answering-after': answeringAfter,
  'knowledge.position': answeringPosition,
  'knowledge.changes-after': answeringChanges,
  'knowledge.published': listPublished,
  'knowledge.published-entry': readPublished,
  'knowledge.day-changes': readDayChanges,
  'knowledge.compare': compareDelivered,
  'knowledge.last-mark': lastMark,
  'knowledge.supersessions': supersessions,
  'knowledge.batch': readBatch,
  'knowledge.batches': listBatches,
  'knowledge.batch-rows': listBatchRows,
  'knowledge.task': readTask,
  'knowledge.tasks': listTasks,
  'knowledge.adoptions': readAdoptions,
  'knowledge.usage': readUsage,
  'knowledge.attachment': readAttachment,
  'knowledge.attachment-part': readAttachmentPart,
  'trial.synonyms': readSynonyms,
  'trial.proposal': readProposal,
  'trial.proposals': listProposals,
  'trial.tried': readTried,
  'trial.questions': listTrialQuestions,
};
