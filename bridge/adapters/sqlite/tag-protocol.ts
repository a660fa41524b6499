import type { EndTag, PutTag, StoredTag } from '../../application/caller-tags/tag-store.ts';
import type { Page } from '../../application/knowledge-store.ts';

/** What is asked of the threads about callers' tags. */

export type TagWriterCalls = {
  'tag.put': { argument: PutTag; answer: StoredTag };
  'tag.end': { argument: EndTag; answer: boolean };
  'tag.end-of-interaction': {
    argument: { interactionId: string; accountId: string; at: number };
    answer: number;
  };
  'tag.expire': { argument: { now: number }; answer: number };
};

export type TagReaderCalls = {
  'tag.of-caller': { argument: { callerRef: string }; answer: StoredTag[] };
  'tag.by-id': { argument: { tagId: string }; answer: StoredTag | null };
  'tag.list': {
    argument: { unitIds: readonly string[] | null; now: number; page: Page };
    answer: { tags: StoredTag[]; total: number };
  };
};
