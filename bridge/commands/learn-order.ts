import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { basisSchema } from '../../knowledge/content/entry.ts';
import { daySchema } from '../../knowledge/day.ts';
import { loadUntaught, TEXTS_FOLDER } from '../../knowledge/import/load-library.ts';
import { ClauseIndex } from '../../knowledge/index/clause-index.ts';
import { doubtNames } from '../../knowledge/rank/doubt.ts';
import { type CallerLesson, Learning } from '../../knowledge/rank/learn.ts';
import { learnDoubt } from '../../knowledge/rank/learn-doubt.ts';
import { Shelf } from '../../knowledge/rank/shelf.ts';
import { signalNames } from '../../knowledge/rank/signals.ts';
import type { Output } from './output.ts';

/** Questions with the clauses that answer them; those without any teach when to say so. */
const lessonsSchema = z.array(
  z.strictObject({ question: z.string().min(1), asOf: daySchema, answers: z.array(basisSchema) }),
);

export interface LearnArguments {
  /** files of questions, beside the FAQ of the library */
  lessons: readonly string[];
  region: string;
  folds: number;
  /** null: only the figures */
  out: string | null;
}

export const lessonFiles = ['callers.json', 'callers-and-near-misses.json', 'lay-questions.json'].map(
  (file) => join(TEXTS_FOLDER, 'lessons', file),
);

/** Learns the order of the second step from the library's FAQ and from questions with known answers. */
export async function learnOrder(
  { lessons: files, region, folds, out }: LearnArguments,
  output: Output,
  complaints: Output,
): Promise<number> {
  // When nothing answers is learned from questions that the order was not learned from.
  if (!(folds >= 2)) {
    complaints.write(`--folds ${folds}：至少 2 折 · at least 2 folds\n`);
    return 1;
  }
  const library = loadUntaught();
  const sets: { file: string; lessons: CallerLesson[] }[] = [];
  for (const file of files) {
    const read = lessonsSchema.safeParse(readJson(await readFile(file, 'utf8')));
    if (!read.success) {
      const where = read.error.issues[0]?.path.join('.') ?? '';
      complaints.write(
        `${file}: ${where} 不合要求，应为 question、asOf、answers · not a file of questions\n`,
      );
      return 1;
    }
    sets.push({ file, lessons: read.data });
  }
  const index = new ClauseIndex(library.articles);
  const learning = new Learning(new Shelf(library), index, library.faqs, region, library.dataAsOf);
  const all = sets.flatMap(({ lessons }) => lessons);
  complaints.write(`${folds} 折 · folds\n`);
  const tried = learning.kFold(all, folds);
  const cases = all.flatMap(({ answers }, at) => {
    const doubts = tried[at]?.doubts;
    return doubts ? [{ ...doubts, holds: answers.length > 0, at }] : [];
  });
  const { doubt, answered } = learnDoubt(cases, folds);
  const toldAt = new Set(cases.filter((_, which) => (answered[which] ?? 0) < 0).map(({ at }) => at));
  let from = 0;
  for (const { file, lessons } of sets) {
    const places = lessons.flatMap(({ answers }, at) =>
      answers.length > 0 ? [tried[from + at]?.place ?? null] : [],
    );
    output.write(`${file}: ${inWords(places)}\n`);
    const toldOf = (has: boolean) =>
      lessons.filter(({ answers }, at) => answers.length > 0 === has && toldAt.has(from + at)).length;
    output.write(
      `  提示“可能没有答案” told to have none: 有答案 with ${toldOf(true)}/${places.length}, 无答案 without ${toldOf(false)}/${lessons.length - places.length}\n`,
    );
    from += lessons.length;
  }
  output.write(`${curveOf(cases, answered)}\n`);
  if (out === null) return 0;
  complaints.write('训练 · training\n');
  const trees = learning.train(all);
  const learned = { features: [...signalNames], trees, doubt: { features: [...doubtNames], ...doubt } };
  await writeFile(out, `${JSON.stringify(learned)}\n`);
  output.write(`权重已写入 ${out} · weights written\n`);
  return 0;
}

/** Of a hundred questions with an answer told to have none; to see what another choice would bring. */
const choices = [5, 8, 10, 15];

function curveOf(cases: readonly { holds: boolean }[], answered: readonly number[]): string {
  const of = (has: boolean) =>
    answered.filter((_, at) => cases[at]?.holds === has).sort((one, other) => one - other);
  const [having, lacking] = [of(true), of(false)];
  const points = choices.map((choice) => {
    const least = having[Math.floor((having.length * choice) / 100)] ?? 0;
    const told = lacking.filter((value) => value < least).length;
    return `${choice} %: ${((100 * told) / lacking.length).toFixed(0)} %`;
  });
  return `误提示多少 → 提示出多少 wrongly told → rightly told: ${points.join(', ')}`;
}

function inWords(places: readonly (number | null)[]): string {
  const within = (first: number) => places.filter((place) => place !== null && place < first).length;
  const share = (first: number) =>
    `${within(first)} (${((100 * within(first)) / places.length).toFixed(1)} %)`;
  return `${places.length} 问 · 首位 first ${share(1)}, 前三 three ${share(3)}, 前十 ten ${share(10)}`;
}

function readJson(written: string): unknown {
  try {
    return JSON.parse(written);
  } catch {
    return null;
  }
}
