import type { KnowledgeWriterCalls } from '../../knowledge-protocol.ts';
import type { Handlers } from '../../protocol.ts';
import type { Writing } from '../writing.ts';
import { actOnEntry } from './act-on-entry.ts';
import { noteSearch } from './note-search.ts';
import { passBatch, withdrawDue } from './pass-batch.ts';
import { beginBatch, dropBatch, stageRows } from './stage-batch.ts';
import { sweep } from './sweep.ts';
import { takeBatch } from './take-batch.ts';
import { undoBatch } from './undo-batch.ts';
import { addAttachment, addAttachmentPart } from './write-attachments.ts';
import { decideProposal, noteTrial, propose } from './write-proposals.ts';
import { sourceWriterHandlers } from './write-sources.ts';
import { addReviewTasks, addTask, changeTask } from './write-tasks.ts';
import { addTrialQuestion, gatherTrialQuestions, leaveOut } from './write-trial-questions.ts';

/** What the writer does for each call about the knowledge base, inside a transaction. */
export const knowledgeWriterHandlers: Handlers<KnowledgeWriterCalls, Writing> = {
  ...sourceWriterHandlers,
  'knowledge.act': actOnEntry,
  'knowledge.begin-batch': beginBatch,
  'knowledge.stage': stageRows,
  'knowledge.take': takeBatch,
  'knowledge.drop': dropBatch,
  'knowledge.undo': undoBatch,
  'knowledge.pass': passBatch,
  'knowledge.withdraw-due': withdrawDue,
  'knowledge.add-task': addTask,
  'knowledge.change-task': changeTask,
  'knowledge.add-review-tasks': addReviewTasks,
  'knowledge.note-search': noteSearch,
  'knowledge.add-attachment-part': addAttachmentPart,
  'knowledge.add-attachment': addAttachment,
  'knowledge.sweep': sweep,
  'trial.propose': propose,
  'trial.note': noteTrial,
  'trial.decide': decideProposal,
  'trial.gather-questions': gatherTrialQuestions,
  'trial.add-question': addTrialQuestion,
  'trial.leave-out': leaveOut,
};
