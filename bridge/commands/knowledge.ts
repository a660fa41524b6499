import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import type { Command } from 'commander';
import { kFold, lessonOf } from '../../knowledge/evaluate/k-fold.ts';
import { type Figures, figuresOf, recallAt } from '../../knowledge/evaluate/measure.ts';
import { LineError } from '../../knowledge/evaluate/read-lines.ts';
import { type Question, readQuestions, readStatutes } from '../../knowledge/evaluate/statutes.ts';
import { featureNames, type Library } from '../../knowledge/rerank/candidates.ts';
import { byWords, Reranker, train } from '../../knowledge/rerank/reranker.ts';
import { type Tree, treesSchema } from '../../knowledge/rerank/trees.ts';
import { registerKnowledgeImport } from './knowledge-import.ts';
import { registerKnowledgeSearch } from './knowledge-search.ts';
import { registerKnowledgeSources } from './knowledge-sources.ts';
import { registerKnowledgeWeights } from './knowledge-weights.ts';
import { learnOrder, lessonFiles } from './learn-order.ts';
import { type Output, told } from './output.ts';

export interface EvaluateArguments {
  corpus: string;
  queries: string;
  train?: string;
  weights?: string;
  k: number;
  run?: string;
}

export interface TrainArguments {
  corpus: string;
  train: string;
  folds: number;
  out?: string;
}

/** `yihaoda knowledge evaluate`: answers questions from a corpus; what is learned comes from --train alone. */
export async function evaluate(
  { corpus, queries, train: lessonsFile, weights, k, run }: EvaluateArguments,
  output: Output,
  complaints: Output,
): Promise<number> {
  try {
    const progress = (words: string) => complaints.write(`${words}\n`);
    const library = await readCorpus(corpus, progress);
    const lessons = lessonsFile === undefined ? [] : (await readQuestions(lessonsFile)).map(lessonOf);
    const rank = await rankerOf(library, lessons, weights, progress);
    const lists: { ids: string[]; answers: ReadonlySet<string> }[] = [];
    const file = run === undefined ? null : createWriteStream(run);
    let slowest = 0;
    const asked = await readQuestions(queries);
    for (const { qid, query, gold } of asked) {
      const began = performance.now();
      const ids = rank(query, k);
      slowest = Math.max(slowest, performance.now() - began);
      // Only counted by: an answer is never looked at before its list is made.
      lists.push({ ids, answers: new Set(gold) });
      if (file !== null && !file.write(`${JSON.stringify({ qid, ids })}\n`)) await once(file, 'drain');
    }
    file?.end();
    if (file !== null) await finished(file);
    const figures = figuresOf(lists);
    output.write(`${asked.length} 个问题，最慢 ${slowest.toFixed(1)} 毫秒 · questions, the slowest in ms\n`);
    if (figures !== null) output.write(wordsOf(lessons.length === 0 ? 'words' : 'reranked', figures));
    return 0;
  } catch (error) {
    return refusal(error, complaints);
  }
}

/** `yihaoda knowledge train`: how well the second step does on questions it has not seen, and its weights. */
export async function trainWeights(
  { corpus, train: lessonsFile, folds, out }: TrainArguments,
  output: Output,
  complaints: Output,
): Promise<number> {
  try {
    const progress = (words: string) => complaints.write(`${words}\n`);
    const library = await readCorpus(corpus, progress);
    const questions: Question[] = await readQuestions(lessonsFile);
    const figures = kFold(library, questions, folds, progress);
    if (figures !== null) {
      output.write(wordsOf('words', figures.words));
      output.write(wordsOf(`reranked, ${folds}-fold`, figures.reranked));
    }
    if (out === undefined) return 0;
    const trees = train(library, questions.map(lessonOf), progress);
    await writeFile(out, `${JSON.stringify({ features: [...featureNames], trees })}\n`);
    output.write(`权重已写入 ${out} · weights written\n`);
    return 0;
  } catch (error) {
    return refusal(error, complaints);
  }
}

async function readCorpus(file: string, progress: (words: string) => void): Promise<Library> {
  const began = performance.now();
  const library = await readStatutes(file);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  progress(`语料 ${library.index.documents} 条，建索引 ${seconds} 秒 · documents indexed`);
  return library;
}

async function rankerOf(
  library: Library,
  lessons: ReturnType<typeof lessonOf>[],
  weights: string | undefined,
  progress: (words: string) => void,
): Promise<(question: string, limit: number) => string[]> {
  if (lessons.length === 0) return (question, limit) => byWords(library, question, limit);
  const trees: Tree[] =
    weights === undefined
      ? train(library, lessons, progress)
      : treesSchema.parse(JSON.parse(await readFile(weights, 'utf8'))).trees;
  const reranker = new Reranker(library, lessons, trees);
  return (question, limit) => reranker.rank(question, limit);
}

function wordsOf(name: string, { questions, ndcg10, recall }: Figures): string {
  const recalls = recallAt.map((at) => `R@${at} ${recall[at].toFixed(3)}`).join('  ');
  return `${name.padEnd(18)} n ${questions}  NDCG@10 ${ndcg10.toFixed(4)}  ${recalls}\n`;
}

function refusal(error: unknown, complaints: Output): number {
  if (error instanceof LineError) return told(error, complaints);
  throw error;
}

interface TrainOptions {
  corpus?: string;
  train?: string[];
  folds: number;
  region: string;
  out?: string;
}

export function registerKnowledge(program: Command): void {
  const knowledge = program.command('knowledge').description('知识库与检索 · knowledge base and search');
  registerKnowledgeImport(knowledge);
  registerKnowledgeSearch(knowledge);
  registerKnowledgeSources(knowledge);
  registerKnowledgeWeights(knowledge);
  knowledge
    .command('evaluate')
    .description('用一份语料回答问题并计分 · answer questions from a corpus and measure')
    .requiredOption('--corpus <file>', '语料 JSON Lines（可 gzip） · corpus: id, law, art, head, text, cat')
    .requiredOption('--queries <file>', '问题：qid、query，可有 gold · questions')
    .option('--train <file>', '可供学习的问题：qid、query、gold · questions to learn from')
    .option('--weights <file>', '已训练的权重，不写则现场训练 · weights that were trained before')
    .option('--k <n>', '每题给出几条 · how many for each question', Number, 100)
    .option('--run <file>', '每题一行写出结果 · write one line a question')
    .action(async (options: EvaluateArguments) => {
      process.exitCode = await evaluate(options, process.stdout, process.stderr);
    });
  knowledge
    .command('train')
    .description('训练重排序，先报 k 折成绩 · train the second step; tells its k-fold figures first')
    .option('--corpus <file>', '语料；不写则用随产品的文本和常见问题 · corpus; without it the library')
    .option('--train <file...>', '有答案的问题 · questions with their answers')
    .option('--folds <k>', '折数 · folds', Number, 5)
    .option('--region <code>', '来电人所在地 · where callers are', '430100')
    .option('--out <file>', '权重 JSON · weights')
    .action(async ({ corpus, train, folds, region, out }: TrainOptions) => {
      if (corpus === undefined) {
        const lessons = train ?? lessonFiles;
        process.exitCode = await learnOrder(
          { lessons, region, folds, out: out ?? null },
          process.stdout,
          process.stderr,
        );
        return;
      }
      const [file, ...more] = train ?? [];
      if (file === undefined || more.length > 0) {
        process.stderr.write(
          '用 --corpus 时请用 --train 给出一个问题文件。 · with --corpus, --train names one file\n',
        );
        process.exitCode = 1;
        return;
      }
      const written = out === undefined ? {} : { out };
      process.exitCode = await trainWeights(
        { corpus, train: file, folds, ...written },
        process.stdout,
        process.stderr,
      );
    });
}
