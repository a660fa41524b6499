import type { CallerTag, TagWish } from '../../domain/people/caller-tag.ts';
import type { Page } from '../knowledge-store.ts';

/** Tags of callers, durable. What a tag says is sealed under the month's key: forgetting the month forgets it. */

export interface StoredTag extends CallerTag {
  /** the same for the same caller and name; tells neither without the key */
  tagId: string;
  /** of who set it */
  unitId: string;
  numberMasked: string;
  /** the call in which it was set last */
  interactionId: string;
}

export interface PutTag {
  callerRef: string;
  numberMasked: string;
  interactionId: string;
  accountId: string;
  unitId: string;
  wish: TagWish;
  at: number;
}

export interface EndTag {
  tagId: string;
  accountId: string;
  /** why, for the audit: no personal data */
  reason: string;
  at: number;
}

export interface CallerTagStore {
  /** Sets or prolongs a tag, with its audit, all or nothing. */
  put(tag: PutTag): Promise<StoredTag>;
  /** Deletes it, with its audit. False: there was none any more. */
  end(end: EndTag): Promise<boolean>;
  /** Deletes those that were set last in this call: the caller asked for confidence or anonymity after all. */
  endOfInteraction(interactionId: string, accountId: string, at: number): Promise<number>;
  ofCaller(callerRef: string): Promise<StoredTag[]>;
  byId(tagId: string): Promise<StoredTag | null>;
  /** set by people of these units (null: of all), newest first; none that is over */
  list(
    unitIds: readonly string[] | null,
    now: number,
    page: Page,
  ): Promise<{ tags: StoredTag[]; total: number }>;
  /** Deletes what is over. */
  expire(now: number): Promise<number>;
}
