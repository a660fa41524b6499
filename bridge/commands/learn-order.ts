import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { basisSchema } from '../../knowledge/content/entry.ts';
import { daySchema } from '../../knowledge/day.ts';
import { loadUntaught, TEXTS_FOLDER } from '../../knowledge/import/load-library.ts';
import { ClauseIndex } from '../../knowledge/index/clause-index.ts';
import { type CallerLesson, Learning } from '../../knowledge/rank/learn.ts';
import { Shelf } from '../../knowledge/rank/shelf.ts';
import { signalNames } from '../../knowledge/rank/signals.ts';
import type { Output } from './output.ts';

/** Questions with the clauses that answer them; those without any teach nothing of the order. */
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

export const lessonFiles = ['callers.json', 'lay-questions.json'].map((file) =>
  join(TEXTS_FOLDER, 'lessons', file),
);

/** Learns the order of the second step from the library's FAQ and from questions with known answers. */
export async function learnOrder(
  { lessons: files, region, folds, out }: LearnArguments,
  output: Output,
  complaints: Output,
): Promise<number> {
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
    sets.push({ file, lessons: read.data.filter(({ answers }) => answers.length > 0) });
  }
  const index = new ClauseIndex(library.articles);
  const learning = new Learning(new Shelf(library), index, library.faqs, region, library.dataAsOf);
  const all = sets.flatMap(({ lessons }) => lessons);
  if (folds > 1) {
    complaints.write(`${folds} 折 · folds\n`);
    const places = learning.kFold(all, folds);
    let from = 0;
    for (const { file, lessons } of sets) {
      output.write(`${file}: ${inWords(places.slice(from, from + lessons.length))}\n`);
      from += lessons.length;
    }
  }
  if (out === null) return 0;
  complaints.write('训练 · training\n');
  const trees = learning.train(all);
  await writeFile(out, `${JSON.stringify({ features: [...signalNames], trees })}\n`);
  output.write(`权重已写入 ${out} · weights written\n`);
  return 0;
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
