const CHANNEL = 'yihaoda';
/** A panel that is there answers within this, ms. */
const ANSWER_MS = 400;

interface LinkMessage {
  kind: 'link' | 'taken';
  accountId: string;
  hash: string;
}

/**
 * An address that was opened in a new tab goes to the panel that is at work already: a second one would take the desk
 * away from it in the middle of a call. Resolves to whether a panel took it. Tabs of one browser see each other, a
 * frame of another site and a tab do not.
 */
export function handOver(accountId: string, hash: string): Promise<boolean> {
  if (typeof BroadcastChannel === 'undefined') return Promise.resolve(false);
  const channel = new BroadcastChannel(CHANNEL);
  return new Promise((resolve) => {
    const answer = (taken: boolean) => {
      channel.close();
      resolve(taken);
    };
    const timer = setTimeout(() => answer(false), ANSWER_MS);
    channel.onmessage = ({ data }: MessageEvent<LinkMessage>) => {
      if (data.kind !== 'taken' || data.accountId !== accountId || data.hash !== hash) return;
      clearTimeout(timer);
      answer(true);
    };
    channel.postMessage({ kind: 'link', accountId, hash } satisfies LinkMessage);
  });
}

/** The panel that is at work takes such addresses as its own. */
export function takeOver(accountId: string, open: (hash: string) => void): () => void {
  if (typeof BroadcastChannel === 'undefined') return () => {};
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = ({ data }: MessageEvent<LinkMessage>) => {
    if (data.kind !== 'link' || data.accountId !== accountId) return;
    channel.postMessage({ ...data, kind: 'taken' } satisfies LinkMessage);
    open(data.hash);
  };
  return () => channel.close();
}
