/** Where the page stands with the bridge. Only `live` may look live. */
export type LinkStatus =
  | { state: 'connecting'; since: number }
  /** a whole view has arrived and frames keep coming */
  | { state: 'live'; since: number }
  /** the socket is open and silent */
  | { state: 'stale'; since: number }
  /** `since` is the bridge's time of the last frame */
  | { state: 'lost'; since: number; attempt: number; nextAttemptAt: number }
  /** the bridge said goodbye: the page does not come back by itself */
  | { state: 'ended'; code: string; message: string; since: number };

export interface Sleep {
  from: number;
  to: number;
}

/** Reasons to leave that another attempt would not mend. After any other goodbye (a restart, say) the page returns. */
const final: ReadonlySet<string> = new Set([
  'taken-over',
  'signed-out',
  'session-ended',
  'disabled',
  'no-right',
  'version',
  // Asked again, the bridge would say the same.
  'bad-frame',
  'too-large',
  'out-of-order',
]);

export function staysClosed(code: string): boolean {
  return final.has(code);
}
