import type { Connection } from '../link/connection.ts';

/** What only the page knows: how it stands with the bridge, and which browser it is. Nothing of a caller. */
export function pageNotes(connection: Connection) {
  const now = connection.now();
  return {
    at: now,
    browser: navigator.userAgent,
    window: `${innerWidth}x${innerHeight}@${devicePixelRatio}`,
    hidden: document.hidden,
    link: connection.status.get().state,
    linkSince: connection.status.get().since,
    /** ms since the last frame */
    silentFor: now - connection.lastHeard(),
    slept: connection.slept.get(),
  };
}
