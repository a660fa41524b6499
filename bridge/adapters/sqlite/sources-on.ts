import type { SourceStore } from '../../application/source-store.ts';
import type { KnowledgeThreads } from './knowledge-on.ts';

/** Records are saved by the same thread: a slice is a few milliseconds. */
const pagesAtOnce = 300;

export function sourcesOn({ write, read, now }: KnowledgeThreads): SourceStore {
  return {
    standings: () => read('source.standings', null),
    async pause(sourceId, paused) {
      await write('source.pause', { sourceId, paused });
    },
    beginRun: (run) => write('source.begin', { run }),
    async memory(sourceId) {
      const memory = await read('source.memory', { sourceId });
      const pages = [];
      for (let after = ''; ; ) {
        const slice = await read('source.pages', { sourceId, after });
        const last = slice.at(-1);
        if (last === undefined) return { ...memory, pages };
        pages.push(...slice);
        after = last.url;
      }
    },
    async keepPages(sourceId, pages) {
      for (let from = 0; from < pages.length; from += pagesAtOnce)
        await write('source.keep-pages', { sourceId, pages: pages.slice(from, from + pagesAtOnce) });
    },
    async noteRows(runId, rows) {
      for (let from = 0; from < rows.length; from += pagesAtOnce)
        await write('source.note-rows', { runId, rows: rows.slice(from, from + pagesAtOnce) });
    },
    async endRun(end) {
      await write('source.end', end);
    },
    interrupt: (atStart) => write('source.interrupt', { atStart, at: now() }),
    run: (runId) => read('source.run', { runId }),
    runs: (sourceId, page) => read('source.runs', { sourceId, page }),
    runRows: (runId, page) => read('source.run-rows', { runId, page }),
  };
}
