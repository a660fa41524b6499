import type { Command } from 'commander';
import { WorkerAnswerIndex } from '../adapters/answers/answer-index.ts';
import { cityWeightsIn } from '../adapters/answers/city-weights.ts';
import { keyPathsFor } from '../adapters/sqlite/keys/key-paths.ts';
import { openBeside } from '../adapters/sqlite/open-beside.ts';
import { databaseIn } from '../adapters/sqlite/open-folder.ts';
import type { AnswerHit } from '../application/ports.ts';
import { chinaDay, isDay } from '../domain/figures/period.ts';
import { type Output, told } from './output.ts';

export interface SearchArguments {
  text: string;
  data?: string;
  keys?: string;
  region: string;
  date?: string;
  json: boolean;
  limit: number;
}

/** `yihaoda knowledge search`: what an operator would be answered; with --data also from its published entries, by its own weights. */
export async function searchAnswers(
  args: SearchArguments,
  output: Output,
  complaints: Output = process.stderr,
): Promise<number> {
  try {
    const date = args.date ?? chinaDay(Date.now());
    if (!isDay(date))
      throw new Error(`[search.bad-day] “${date}”不是日期，例如 2026-11-30。Write a day like 2026-11-30.`);
    if (!/^\d{6}(\d{3}){0,2}$/.test(args.region))
      throw new Error(
        `[search.bad-region] “${args.region}”不是地域代码，例如 430100。Write a code like 430100.`,
      );
    const index = new WorkerAnswerIndex({
      timeoutMs: 60_000,
      weights: args.data === undefined ? null : await cityWeightsIn(args.data),
      fault: (message) => complaints.write(`${message}\n`),
    });
    try {
      await index.ready;
      if (args.data !== undefined) await giveEntries(index, args.data, args.keys);
      const hits = await index.search({
        text: args.text,
        regionCode: args.region,
        date,
        serviceFunction: null,
        limit: args.limit,
      });
      output.write(args.json ? `${JSON.stringify(hits, null, 2)}\n` : wordsOf(hits));
      return hits.length > 0 ? 0 : 1;
    } finally {
      await index.close();
    }
  } catch (error) {
    return told(error, output);
  }
}

async function giveEntries(index: WorkerAnswerIndex, data: string, keys: string | undefined): Promise<void> {
  databaseIn(data);
  const beside = await openBeside({ data, keys: keyPathsFor(data, keys) });
  try {
    for await (const put of beside.knowledge.answering()) await index.update({ put, remove: [] });
  } finally {
    await beside.close();
  }
}

function wordsOf(hits: readonly AnswerHit[]): string {
  if (hits.length === 0) return '没有查到。Nothing was found.\n';
  return hits
    .map(
      ({ rank, title, clauseNo, docNo, validity, snippet }) =>
        `${rank}. ${title}${clauseNo === '' ? '' : ` ${clauseNo}`}${docNo === null ? '' : `（${docNo}）`} ${validity.label}\n   ${snippet}\n`,
    )
    .join('');
}

export function registerKnowledgeSearch(knowledge: Command): void {
  knowledge
    .command('search <text>')
    .description('检索 · search for answers')
    .option('--region <code>', '地域 · area', '430100')
    .option('--date <day>', '适用日期，不写为今天 · day; today without it')
    .option('--limit <n>', '给出几条 · how many', Number, 10)
    .option('--json', '以 JSON 输出 · as JSON', false)
    .option(
      '--data <dir>',
      '数据目录，连同其中已发布的条目和权重 · data folder, for its published entries and weights',
    )
    .option('--keys <dir>', '密钥目录 · key folder')
    .action(async (text: string, options: Omit<SearchArguments, 'text'>) => {
      process.exitCode = await searchAnswers({ text, ...options }, process.stdout);
    });
}
