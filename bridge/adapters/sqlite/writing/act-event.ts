import type { EntryDeed } from '../../../application/knowledge-store.ts';
import type { SeatAct } from '../../../application/store.ts';

/**
 * Human acts as they stand in the stream `acts/<bridge>`. The content is in the store; the act names it by id,
 * revision and content hash, and both are committed together.
 */
export const actEventVersion = 1;

interface ActHeader {
  v: typeof actEventVersion;
  /** µs since the epoch, as in telephony events */
  at: number;
  /** ms since the epoch */
  receivedAt: number;
  commandId: string;
  accountId: string;
}

export type RecordSaved = ActHeader & {
  type: 'record-saved';
  recordNo: string;
  interactionId: string;
  rev: number;
  /** SHA-256 of the content's canonical JSON, hex */
  contentHash: string;
};

/** One act on one entry of the knowledge base. */
export type KnowledgeActed = ActHeader & {
  type: 'knowledge-act';
  entryId: string;
  act: EntryDeed;
  changeNo: number;
  /** the version it was done to */
  rev: number | null;
  /** of that version */
  contentHash: string | null;
};

/** A whole delivery taken or undone: one event however many entries, so that it is one transaction. */
export type KnowledgeBatchActed = ActHeader & {
  type: 'knowledge-batch';
  act: 'take' | 'undo';
  batchId: string;
  entries: number;
  /** SHA-256 over `entryId rev contentHash` of each version that came with it, a line each, by entryId */
  versionsHash: string;
};

/** A decision on a proposal for the city's synonyms; the table that came of it by its hash. */
export type SynonymsActed = ActHeader & {
  type: 'knowledge-synonyms';
  act: 'go-live' | 'decline' | 'take-back';
  proposalId: string;
  changeNo: number;
  /** SHA-256 of the table's canonical JSON, hex */
  tableHash: string;
};

export type ActEvent =
  | RecordSaved
  | SynonymsActed
  | KnowledgeActed
  | KnowledgeBatchActed
  | (ActHeader & SeatAct);

export function actHeader(at: number, commandId: string, accountId: string): ActHeader {
  return { v: actEventVersion, at: at * 1000, receivedAt: at, commandId, accountId };
}
