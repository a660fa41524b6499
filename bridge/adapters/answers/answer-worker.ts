import { constants, setPriority } from 'node:os';
import { setImmediate as turn } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { Answers, type AnswerUpdate } from '../../../knowledge/answers.ts';
import type { AnswerPack, PackWish } from '../../../knowledge/content/answer-pack.ts';
import { type Library, loadLibrary, TEXTS_FOLDER } from '../../../knowledge/import/load-library.ts';
import { IndexThread } from '../../../knowledge/index/index-thread.ts';
import { fingerprintOf } from '../../../knowledge/kept/fingerprint.ts';
import { KeptWork } from '../../../knowledge/kept/kept-work.ts';
import { cutChanges } from '../../../knowledge/rank/cut-changes.ts';
import { workOut } from '../../../knowledge/rank/worked-out.ts';
import type { AnswerReply, AnswerRequest, AnswerWorkerSettings } from './answer-protocol.ts';
import { withWeights } from './city-weights.ts';

/** The thread of the answers: reads the library, builds the index, then answers one question after the other. */
const port = parentPort;
if (port === null) throw new Error('answer-worker.ts runs as a worker thread only');

// A ringing call must not wait for a processor that looks for an answer. Linux lowers this thread alone; elsewhere it
// would be the whole process.
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

const { textsFolder, keptFolder, weights } = workerData as AnswerWorkerSettings;
const say = (reply: AnswerReply) => port.postMessage(reply);
const thread = new IndexThread();
/** of the warm-up, before the answers are ready and after */
const roundsBefore = 3;
const roundsAfter = 7;
/** updates are taken one after the other */
let taken: Promise<void> = Promise.resolve();

/** null: the library cannot be read */
let answers: Answers | null = null;
try {
  const start = performance.now();
  const folder = textsFolder ?? TEXTS_FOLDER;
  const library = withWeights(loadLibrary(folder), weights, (message) => say({ kind: 'fault', message }));
  const { answers: built, wasKept } = await answersFrom(library, folder);
  warmUp(built, roundsBefore);
  port.on('message', (request: AnswerRequest) => {
    if (request.call === 'update')
      taken = taken.then(() => reply(request, () => take(built, request.argument)));
    else if (request.call === 'pack') void reply(request, () => pack(built, request.argument));
    else void reply(request, () => answer(built, request));
  });
  const builtInMs = Math.round(performance.now() - start);
  say({ kind: 'ready', built: { documents: built.documents, builtInMs, wasKept } });
  answers = built;
} catch (error) {
  say({ kind: 'refused', message: wordsOf(error) });
}

for (let round = 0; answers !== null && round < roundsAfter; round += 1) {
  await turn();
  warmUp(answers, 1, ['gongjijin tiqu']);
}

/** From what was kept by an earlier start, or worked out now and kept for the next. */
async function answersFrom(
  library: Library,
  folder: string,
): Promise<{ answers: Answers; wasKept: boolean }> {
  if (keptFolder === null) return { answers: new Answers(library), wasKept: false };
  const kept = new KeptWork(keptFolder, fingerprintOf(folder));
  try {
    const workedOut = await kept.load(library);
    if (workedOut !== null) return { answers: new Answers(library, workedOut), wasKept: true };
  } catch (error) {
    say({ kind: 'fault', message: `检索索引的缓存 ${keptFolder} 读不出，已重建：${wordsOf(error)}` });
  }
  const workedOut = workOut(library);
  kept.save(workedOut).catch((error: unknown) =>
    say({
      kind: 'fault',
      message: `检索索引的缓存未能写入 ${keptFolder}，下次启动会慢几秒；请检查磁盘空间和目录权限：${wordsOf(error)}`,
    }),
  );
  return { answers: new Answers(library, workedOut), wasKept: false };
}

/**
 * The first questions run code that is not compiled yet and meet the garbage of the build: up to 230 ms were seen, which
 * no caller should wait for. After the first rounds one takes some ten; the rest is done between the questions that come.
 */
function warmUp(answers: Answers, rounds: number, typed: readonly string[] = []): void {
  const asked = { regionCode: '000000', date: '2026-01-01', serviceFunction: null, limit: 10 };
  for (let round = 0; round < rounds; round += 1) {
    for (const text of ['申请人应当提交的材料', '信息公开申请多久答复', ...typed])
      answers.search({ ...asked, text });
    answers.suggest({ ...asked, queue: '', earlier: [] });
  }
}

async function reply<Answer extends Extract<AnswerReply, { kind: 'answer' }>['answer']>(
  { id, deadline }: AnswerRequest,
  work: () => Answer | Promise<Answer>,
): Promise<void> {
  // A backlog of questions that nobody waits for any more would make the next ones late too.
  if (Date.now() > deadline) return;
  try {
    const worked = work();
    say({ kind: 'answer', id, answer: worked instanceof Promise ? await worked : worked });
  } catch (error) {
    say({ kind: 'error', id, message: wordsOf(error) });
  }
}

function answer(answers: Answers, request: Exclude<AnswerRequest, { call: 'update' | 'pack' }>) {
  switch (request.call) {
    case 'search':
      return answers.search(request.argument);
    case 'suggest':
      return answers.suggest(request.argument);
    case 'article':
      return answers.article(request.argument.articleId, request.argument.date, request.argument.faqId);
    case 'builtIn':
      return answers.builtIn();
    case 'builtInEntry':
      return answers.builtInEntry(request.argument.entryId);
    case 'compare':
      return answers.compare(request.argument);
    case 'explain':
      return answers.explain(request.argument.query, request.argument.about);
    case 'putSynonyms':
      answers.putSynonyms(request.argument.own);
      return null;
    default:
      return request satisfies never;
  }
}

/** A question a turn: who asks meanwhile waits for one of them at most. */
async function pack(answers: Answers, wish: PackWish): Promise<AnswerPack> {
  const steps = answers.pack(wish);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    await turn();
  }
}

/** Words are cut and segments built and merged on another thread: a question waits for none of it. */
async function take(answers: Answers, update: AnswerUpdate): Promise<null> {
  for (const changes of answers.changesIn(update)) {
    const uncut = answers.uncut(changes);
    const isLittle = uncut.texts.length + uncut.faqs.length === 0;
    answers.take(changes, isLittle ? cutChanges(uncut) : await thread.cut(uncut));
  }
  for (const _ of answers.hearWords()) await turn();
  // Nobody waits for it: more segments only make questions a little slower.
  answers
    .mergeBy(thread)
    .catch((error: unknown) =>
      say({ kind: 'fault', message: `检索索引的分段未能合并，下次更新时再试：${wordsOf(error)}` }),
    );
  return null;
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
