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

export type ActEvent = RecordSaved | (ActHeader & SeatAct);

export function actHeader(at: number, commandId: string, accountId: string): ActHeader {
  return { v: actEventVersion, at: at * 1000, receivedAt: at, commandId, accountId };
}
