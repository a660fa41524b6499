import { parentPort, workerData } from 'node:worker_threads';
import type { Pull, PullMemory, PullStep } from '../../knowledge/content/pull.ts';
import { pullPolicies } from '../../knowledge/import/json-lines/pull-policies.ts';
import { crawl } from '../../knowledge/import/website/crawl.ts';
import { crawlStateSchema, forgotten } from '../../knowledge/import/website/crawl-state.ts';
import { systemTimer } from '../adapters/asterisk/system-timer.ts';
import { systemResolve } from '../adapters/web/resolve.ts';
import { webFetcher } from '../adapters/web/web-fetcher.ts';
import type { SourceStep } from '../application/knowledge/sources/source.ts';
import type { SourceReply, SourceWork } from './source-setting.ts';

/**
 * The thread that reads one source: a site's pages take a processor for tens of milliseconds each, and who rings
 * meanwhile must be shown. It says a step, and goes on when it is asked for the next.
 */
const port = parentPort;
if (port === null) throw new Error('source-worker.ts runs as a worker thread only');

const pulling = pullOf(workerData as SourceWork);

port.on('message', () => {
  pulling.next().then(({ done, value }) => {
    const reply: SourceReply =
      done === true ? { kind: 'end', end: value } : { kind: 'step', step: told(value) };
    port.postMessage(reply);
    if (done === true) port.close();
  });
});

function pullOf({ setting, fetcher, memory, whole, today }: SourceWork): Pull {
  const { page, file, rows } = webFetcher(fetcher, { timer: systemTimer, resolve: systemResolve });
  const { run, readBy } = memory;
  const pages = Object.fromEntries(memory.pages.map(({ url, state }) => [url, JSON.parse(state)]));
  const before: PullMemory = { run, readBy, pages };
  switch (setting.kind) {
    case 'website': {
      const state = crawlStateSchema.parse(before);
      return crawl(setting.site, whole ? forgotten(state) : state, page, file);
    }
    case 'enterprise':
      // Another reader's memory: all rows are compared anew.
      return pullPolicies(
        setting.platform,
        whole ? { ...before, readBy: '' } : before,
        rows(setting.token),
        today,
      );
    default:
      return setting satisfies never;
  }
}

/** What is remembered goes on as text: nobody but this thread reads it. */
function told({ delivered, gone, files, seen, asked, unchanged, left }: PullStep): SourceStep {
  return {
    delivered,
    gone: gone.map((one) => ({
      page: { url: one.url, state: JSON.stringify(one.seen) },
      removal: one.removal,
    })),
    files,
    seen: Object.entries(seen).map(([url, state]) => ({ url, state: JSON.stringify(state) })),
    asked,
    unchanged,
    left,
  };
}
