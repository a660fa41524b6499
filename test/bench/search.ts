import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { percentile } from './percentile.ts';
import { Child } from './processes.ts';
import type { Engine, SearchCalls } from './search-calls.ts';
import { corpusWords, readQuestions } from './search-corpus.ts';
import type { Measured, Target } from './verdict.ts';

/** articles of all national law */
const national = 59_738;
/** and with those of all provinces and cities */
const withLocal = 142_565;
/** Whole questions, which every engine is asked; lunr takes a second and more for some. */
const wholeQuestions = 50;
/** Of so many questions every key stroke. */
const typed = 80;

const withinMs = 30_000;

interface Targets {
  p50?: Target;
  memory?: Target;
  build?: Target;
}

const beside: Readonly<Record<Exclude<Engine, 'ours'>, Targets>> = {
  lunr: { p50: { ratioAtMost: 0.01 }, memory: { ratioAtMost: 0.2 }, build: { ratioAtMost: 1 } },
  minisearch: {},
  fts5: {},
};

/** The first step of the search, on as many articles as all national law has, beside another engine on the same words. */
export function searchBeside(peer: Exclude<Engine, 'ours'>): () => Promise<Measured[]> {
  return async () => {
    const questions = readQuestions();
    const whole = questions.slice(0, wholeQuestions);
    const own = await measure('ours', national, whole, questions.slice(0, typed));
    const theirs = await measure(peer, national, whole, []);
    const targets = beside[peer];
    const peerName = `${peer} with the same words`;
    const p50 = percentile(own.whole, 0.5);
    const keys = percentile(own.keys, 0.99);
    const { savedSeconds, startSeconds, editSeconds } = own.restart;
    const name = `search-${peer}`;
    return [
      {
        name,
        ours: p50,
        peer: percentile(theirs.whole, 0.5),
        peerName,
        unit: 'ms',
        target: targets.p50 ?? {},
        notes: [
          `${own.documents} documents: ${corpusWords}`,
          `the median of ${own.whole.length} and ${theirs.whole.length} whole questions; p99 ${percentile(own.whole, 0.99).toFixed(2)} beside ${percentile(theirs.whole, 0.99).toFixed(1)} ms`,
        ],
      },
      {
        name: `${name}-keys`,
        ours: keys,
        peer: percentile(theirs.whole, 0.5),
        peerName: `${peer}, median of whole questions`,
        unit: 'ms',
        target: { oursAtMost: 5 },
        notes: [`p99 of ${own.keys.length} key strokes`],
      },
      {
        name: `${name}-mb`,
        ours: own.mb,
        peer: theirs.mb,
        peerName,
        unit: 'MB',
        target: targets.memory ?? {},
      },
      {
        name: `${name}-build`,
        ours: own.seconds,
        peer: theirs.seconds,
        peerName,
        unit: 's',
        target: targets.build ?? {},
      },
      {
        name: `${name}-start`,
        ours: startSeconds,
        peer: own.seconds,
        peerName: 'itself, built anew',
        unit: 's',
        target: { oursAtMost: 1 },
        notes: [
          `from the saved index to the first answer; saved in ${savedSeconds.toFixed(2)} s, three documents changed, found and saved in ${editSeconds.toFixed(3)} s`,
        ],
      },
    ];
  };
}

/** The same on more than twice as many articles, beside itself on those of all national law. */
export async function searchOfMore(): Promise<Measured[]> {
  const questions = readQuestions();
  const whole = questions.slice(0, wholeQuestions);
  const asTyped = questions.slice(0, typed);
  const fewer = await measure('ours', national, whole, asTyped);
  const more = await measure('ours', withLocal, whole, asTyped);
  const beside = { peerName: `itself with ${fewer.documents} documents`, target: {} };
  const keys = percentile(more.keys, 0.99);
  return [
    {
      ...beside,
      name: 'search-more-keys',
      ours: keys,
      peer: percentile(fewer.keys, 0.99),
      unit: 'ms',
      target: { oursAtMost: 12 },
      notes: [
        `${more.documents} documents: ${corpusWords}`,
        `p99 of ${more.keys.length} key strokes; whole questions p50 ${percentile(more.whole, 0.5).toFixed(2)}, p99 ${percentile(more.whole, 0.99).toFixed(2)} ms`,
      ],
    },
    { ...beside, name: 'search-more-mb', ours: more.mb, peer: fewer.mb, unit: 'MB' },
    { ...beside, name: 'search-more-build', ours: more.seconds, peer: fewer.seconds, unit: 's' },
    {
      ...beside,
      name: 'search-more-start',
      ours: more.restart.startSeconds,
      peer: fewer.restart.startSeconds,
      unit: 's',
    },
  ];
}

async function measure(
  engine: Engine,
  documents: number,
  whole: readonly string[],
  typedQuestions: readonly string[],
) {
  await using parts = new AsyncDisposableStack();
  const child = Child.start<SearchCalls>('search-process.ts', ['--expose-gc', '--max-old-space-size=8000']);
  parts.defer(() => child.end());
  const built = await child.ask('build', { engine, documents });
  // The first questions find code that is not compiled yet.
  await child.ask('ask', { questions: [...whole, ...whole], withinMs: 2000 });
  const { ms } = await child.ask('ask', { questions: whole, withinMs });
  const keys = await child.ask('ask', {
    questions: typedQuestions.flatMap(keyStrokes),
    withinMs,
  });
  const folder = await mkdtemp(join(tmpdir(), 'yihaoda-search-'));
  parts.defer(() => rm(folder, { recursive: true }));
  const restart =
    engine === 'ours'
      ? await child.ask('restart', { folder })
      : { savedSeconds: Number.NaN, startSeconds: Number.NaN, editSeconds: Number.NaN };
  return { ...built, whole: ms, keys: keys.ms, restart };
}

/** What stands in the field after each stroke. */
function keyStrokes(question: string): string[] {
  const signs = [...question];
  return signs.map((_, at) => signs.slice(0, at + 1).join(''));
}
