import { filesIn } from '../../knowledge/index/files.ts';
import { SegmentFolder } from '../../knowledge/index/segment-folder.ts';
import { SegmentedIndex } from '../../knowledge/index/segmented-index.ts';
import { searchWords } from '../../knowledge/text/search-words.ts';
import { serve } from './processes.ts';
import type { SearchCalls } from './search-calls.ts';
import { readCorpus } from './search-corpus.ts';
import { type Built, engines, findIn, ours, weighing } from './search-engines.ts';

/* One engine with all documents in memory. */

const fingerprint = 'bench';
let built: Built | null = null;
let index: SegmentedIndex | null = null;

serve<SearchCalls>({
  build({ engine, documents: most }) {
    const before = held();
    let documents = readCorpus(most);
    const { length } = documents;
    const began = performance.now();
    if (engine === 'ours') {
      index = ours(documents);
      built = { find: findIn(index), native: () => 0 };
    } else built = engines[engine](documents);
    const seconds = (performance.now() - began) / 1000;
    documents = [];
    return { documents: length, seconds, mb: (held() + built.native() - before) / 1e6 };
  },
  ask({ questions, withinMs }) {
    const ms: number[] = [];
    const end = performance.now() + withinMs;
    for (const question of questions) {
      const began = performance.now();
      if (began > end) break;
      built?.find(searchWords(question), 10);
      ms.push(performance.now() - began);
    }
    return { ms };
  },
  async restart({ folder }) {
    if (index === null) throw new Error('only our own index can be saved');
    const seconds = (since: number) => (performance.now() - since) / 1000;
    let began = performance.now();
    await new SegmentFolder(filesIn(folder)).save(fingerprint, index.segments);
    const savedSeconds = seconds(began);
    began = performance.now();
    const next = new SegmentFolder(filesIn(folder));
    const loaded = await next.load(fingerprint);
    if (loaded.outcome !== 'loaded') throw new Error(`the saved index is ${loaded.outcome}`);
    const started = new SegmentedIndex(weighing, loaded.segments);
    started.find([{ term: '公积金', boost: 1 }], { limit: 10 });
    const startSeconds = seconds(began);
    began = performance.now();
    started.put(['x1', 'x2', 'x3'].map((id) => ({ id, fields: [searchWords('公积金可以提取')] })));
    started.find([{ term: '公积金', boost: 1 }], { limit: 10 });
    await next.save(fingerprint, started.segments);
    return { savedSeconds, startSeconds, editSeconds: seconds(began) };
  },
});

/** Bytes that are in use: pages that V8 has not given back yet do not count for anybody. */
function held(): number {
  // Twice: what the first round only lets go of, the second one takes away.
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
