import { setTimeout as pause } from 'node:timers/promises';
import { BenchPage } from './bench-page.ts';
import type { PagesCalls, PagesSeen } from './pages-calls.ts';
import { serve } from './processes.ts';

/* All open pages of a hotline, in one process. */

const questions = [
  '公积金提取付房租',
  '新生儿落户',
  '居住证怎么办',
  '失业保险金',
  '政府信息公开申请',
  '营业执照变更',
  '养老保险转移',
  '小微企业税收',
  'gjj',
  '信访多久答复',
];

const pages: BenchPage[] = [];
const operators: BenchPage[] = [];
let seen = nothing();
let trouble: string | null = null;
let searching = new AbortController();

const listener = {
  popped: (pop: [string, number]) => void seen.pops.push(pop),
  frame(bytes: number) {
    seen.frames += 1;
    seen.bytes += bytes;
  },
  saved(result: { outcome: string }) {
    if (result.outcome === 'saved') seen.saved += 1;
    else {
      seen.refused += 1;
      trouble ??= JSON.stringify(result);
    }
  },
  searched: (ms: number) => void seen.searchMs.push(ms),
  trouble(words: string) {
    trouble ??= words;
  },
};

serve<PagesCalls>({
  async open({ url, people, pops, saveAfterMs }) {
    let signedIn = 0;
    for (const person of people) {
      const page = new BenchPage(person, { url, pops, saveAfterMs }, listener);
      await page.ready();
      pages.push(page);
      if (person.seat === null) continue;
      operators.push(page);
      const answer = await page.signIn(person.seat);
      if (answer.outcome === 'done') signedIn += 1;
      else trouble ??= JSON.stringify(answer);
    }
    return { open: openPages(), signedIn };
  },
  searches({ perSecond }) {
    searching.abort();
    searching = new AbortController();
    if (perSecond > 0) void search(perSecond, searching.signal);
    return null;
  },
  seen() {
    const answer = { ...seen, open: openPages(), trouble };
    seen = nothing();
    return answer;
  },
});

/** By the clock: an answer that is late holds no question up. */
async function search(perSecond: number, until: AbortSignal): Promise<void> {
  const began = performance.now();
  for (let n = 0; ; n += 1) {
    await pause(Math.max(1, began + (1000 * n) / perSecond - performance.now()));
    if (until.aborted) return;
    const page = operators[(n * 37) % operators.length];
    void page?.search(questions[n % questions.length] ?? '');
    seen.searches += 1;
  }
}

function openPages(): number {
  return pages.filter(({ isOpen }) => isOpen).length;
}

function nothing(): PagesSeen {
  return {
    open: 0,
    pops: [],
    frames: 0,
    bytes: 0,
    saved: 0,
    refused: 0,
    searches: 0,
    searchMs: [],
    trouble: null,
  };
}
