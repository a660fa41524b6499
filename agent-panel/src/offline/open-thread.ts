import type { PackThread } from './pack-keeper.ts';
import type { PackReply, PackRequest } from './pack-messages.ts';

export function openPackThread(heard: (reply: PackReply) => void, died: () => void): PackThread {
  const worker = new Worker(new URL('./pack-worker.ts', import.meta.url), { type: 'module' });
  worker.addEventListener('message', ({ data }: MessageEvent<PackReply>) => heard(data));
  worker.addEventListener('error', died);
  return {
    ask: (request: PackRequest) => worker.postMessage(request),
    close: () => worker.terminate(),
  };
}
