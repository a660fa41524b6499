import type { Kysely } from 'kysely';
import { firstForm } from './0001-first-form.ts';
import { parkedRecords } from './0002-parked-records.ts';
import { knowledgeBase } from './0003-knowledge-base.ts';
import { pulledSources } from './0004-pulled-sources.ts';
import { trials } from './0005-trials.ts';
import { notifications } from './0006-notifications.ts';
import { reasonsOfRevisions } from './0007-reasons-of-revisions.ts';
import { callerTags } from './0008-caller-tags.ts';

/** In order; the n-th brings schema n-1 to n. A step that was released is never changed. */
export const migrations: readonly ((db: Kysely<unknown>) => Promise<void>)[] = [
  firstForm,
  parkedRecords,
  knowledgeBase,
  pulledSources,
  trials,
  notifications,
  reasonsOfRevisions,
  callerTags,
];
