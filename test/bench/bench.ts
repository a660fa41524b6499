import { loadavg } from 'node:os';
import { memory } from './memory.ts';
import { panelHeap } from './panel/heap.ts';
import { panelKeys } from './panel/keys.ts';
import { panelPop } from './panel/pop.ts';
import { pop20, pop2000 } from './pop.ts';
import { rebuild } from './rebuild.ts';
import { replayed } from './replay.ts';
import { searchBeside, searchOfMore } from './search.ts';
import { secondStep } from './second-step.ts';
import { start } from './start.ts';
import { throughput } from './throughput.ts';
import { judge, type Measured } from './verdict.ts';

/**
 * What the product carries, each figure beside what the same machine does without it in the same minute:
 *
 *     npm run -s bench -- [NAME…] [--json]
 */
const benches: Readonly<Record<string, () => Promise<Measured[]>>> = {
  'pop-20': pop20,
  'pop-2000': pop2000,
  throughput,
  memory,
  start,
  replay: replayed,
  search: searchBeside('lunr'),
  'search-minisearch': searchBeside('minisearch'),
  'search-fts5': searchBeside('fts5'),
  'search-more': searchOfMore,
  'search-rebuild': rebuild,
  'search-second-step': secondStep,
  'panel-pop': panelPop,
  'panel-keys': panelKeys,
  'panel-heap': panelHeap,
};
const longestMs = 175_000;
/** Those that have more to do. */
const longer: Readonly<Record<string, number>> = { 'panel-keys': 240_000, 'panel-heap': 960_000 };

const { names, json } = parse(process.argv.slice(2));
let failed = false;
for (const name of names) {
  const run = benches[name];
  if (run === undefined) continue;
  const began = performance.now();
  console.error(`${name} …  (load ${loadavg()[0]?.toFixed(1)})`);
  try {
    for (const measured of await within(run(), name)) tell(measured);
  } catch (error) {
    failed = true;
    console.error(`${name} could not be measured:`, error);
  }
  console.error(
    `${name}: ${((performance.now() - began) / 1000).toFixed(0)} s  (load ${loadavg()[0]?.toFixed(1)})`,
  );
}
process.exit(failed ? 1 : 0);

function tell(measured: Measured): void {
  const verdict = judge(measured);
  if (json) {
    process.stdout.write(`${JSON.stringify(verdict)}\n`);
    return;
  }
  const { name, ours, peer, peerName, unit, ratio, target, ok } = verdict;
  process.stdout.write(
    `${ok ? '✓' : '✗'} ${name.padEnd(18)} ${String(ours).padStart(9)} ${unit.padEnd(9)} beside ${String(peer).padStart(9)} (${peerName})  ratio ${ratio}  target: ${target}\n`,
  );
  for (const note of measured.notes ?? []) process.stdout.write(`    ${note}\n`);
}

function parse(args: readonly string[]): { names: string[]; json: boolean } {
  const known = Object.keys(benches);
  const wrong = args.filter((each) => each !== '--json' && !known.includes(each));
  if (wrong.length > 0) {
    console.error(`unknown: ${wrong.join(' ')}; there are ${known.join(' ')} and --json`);
    process.exit(2);
  }
  const chosen = args.filter((each) => each !== '--json');
  return { names: chosen.length > 0 ? chosen : known, json: args.includes('--json') };
}

/** Whoever hangs is left behind: the processes of a bench end with the bench. */
function within<T>(work: Promise<T>, name: string): Promise<T> {
  const most = longer[name] ?? longestMs;
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`${name} took more than ${most / 1000} s`)), most);
    late.unref();
    work.then(resolve, reject).finally(() => clearTimeout(late));
  });
}
