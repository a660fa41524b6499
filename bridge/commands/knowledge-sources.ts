import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { inWords } from '../../knowledge/content/delivery.ts';
import { keyPathsFor } from '../adapters/sqlite/keys/key-paths.ts';
import { type Beside, openBeside } from '../adapters/sqlite/open-beside.ts';
import { databaseIn } from '../adapters/sqlite/open-folder.ts';
import { ImportBatch } from '../application/knowledge/import-batch.ts';
import { PullSource } from '../application/knowledge/sources/pull-source.ts';
import { scheduleWords } from '../application/knowledge/sources/schedule.ts';
import { troubleOf } from '../application/knowledge/sources/trouble.ts';
import type { SourceStanding } from '../application/source-store.ts';
import { chinaTime } from '../domain/figures/period.ts';
import { commandLine, logTo, whoImports } from './knowledge-import.ts';
import { type Output, told, whoRuns } from './output.ts';
import { sourceReader } from './run-source.ts';
import type { PlannedSource, SourcesPlan } from './sources-plan.ts';
import { planOfSources } from './start-plan.ts';

export interface SourcesArguments {
  data: string;
  keys?: string;
  config?: string;
  sources?: string;
  /** id of the source to read now */
  run?: string;
  whole: boolean;
  acceptGone: boolean;
}

const mostFaultsTold = 50;

/** `yihaoda knowledge sources`: how they fare; with --run, one is read now: 0 when it was read to its end. */
export async function sourcesCommand(
  args: SourcesArguments,
  output: Output,
  progress: Output,
  env: NodeJS.ProcessEnv = process.env,
): Promise<number> {
  try {
    const plan = await planOfSources(args);
    if (plan === null) {
      output.write(
        '没有配置定时来源：请用 --config 指明 hotline.yaml（旁边放 knowledge-sources.yaml），或用 --sources 指明来源文件。No source is configured.\n',
      );
      return 1;
    }
    const wanted = args.run === undefined ? null : find(plan, args.run);
    databaseIn(args.data);
    const beside = await openBeside({ data: args.data, keys: keyPathsFor(args.data, args.keys) });
    try {
      if (wanted !== null) return await runNow(args, wanted, plan, beside, output, progress, env);
      const standings = await beside.sources.standings();
      for (const { source } of plan.sources) {
        const standing = standings.find(({ sourceId }) => sourceId === source.sourceId);
        output.write(linesOf(source, standing));
      }
      return 0;
    } finally {
      await beside.close();
    }
  } catch (error) {
    return told(error, output);
  }
}

function find({ sources }: SourcesPlan, id: string): PlannedSource {
  const found = sources.find(({ source }) => source.sourceId === id);
  if (found !== undefined) return found;
  throw new Error(
    `[source.unknown] 没有来源“${id}”；已配置：There is no source "${id}"; there are:\n${sources.map(({ source }) => `  ${source.sourceId} ${source.name}`).join('\n')}`,
  );
}

async function runNow(
  { whole, acceptGone }: SourcesArguments,
  { source }: PlannedSource,
  { sources, fetcher }: SourcesPlan,
  beside: Beside,
  output: Output,
  progress: Output,
  env: NodeJS.ProcessEnv,
): Promise<number> {
  const common = {
    store: beside.knowledge,
    clock: { now: () => Date.now() },
    newId: randomUUID,
    log: logTo(progress),
  };
  const pull = new PullSource({
    ...common,
    sources: beside.sources,
    importBatch: new ImportBatch({ ...common, audit: beside.audit }),
    read: sourceReader(sources, fetcher, env),
  });
  const end = await pull.run(
    {
      source,
      startedBy: commandLine,
      account: whoImports(source.unitId),
      attempt: 1,
      commandId: null,
      whole,
      acceptGone,
    },
    new AbortController().signal,
    (_runId, { asked, left }) => progress.write(`已读 ${asked}，待读 ${left} · read, left\n`),
  );
  if (end === 'busy' || end === 'repeated') {
    output.write(`“${source.name}”正在由话务桥读取，请稍后再试。It is being read by the bridge.\n`);
    return 1;
  }
  await beside.audit.append({
    at: Date.now(),
    accountId: null,
    action: 'knowledge-source-run',
    subject: `source ${source.sourceId}`,
    detail: `${whoRuns()}: ${end.state}`,
    success: end.state === 'done',
  });
  output.write(`${end.words}\n`);
  if (end.batchId !== null)
    output.write(`批次 ${end.batchId} 停在初审，审核发布后才用于答复。It waits for its reviews.\n`);
  const { rows, total } = await beside.sources.runRows(end.runId, { offset: 0, limit: mostFaultsTold });
  for (const { at, words } of rows) output.write(`${inWords(at)}：${words}\n`);
  if (total > rows.length) output.write(`…… 另有 ${total - rows.length} 条。\n`);
  return end.state === 'done' ? 0 : 1;
}

function linesOf(
  { sourceId, name, schedule, addresses }: PlannedSource['source'],
  standing: SourceStanding | undefined,
): string {
  const last = standing?.lastRun ?? null;
  const lines = [`${sourceId}  ${name}  ${scheduleWords(schedule)}  ${addresses.join(' ')}`];
  if (last === null) lines.push('  还没有读取过');
  else lines.push(`  ${chinaTime(last.startedAt).slice(0, 19)}  ${last.words}`);
  if (standing !== undefined && standing.paused !== null) lines.push(`  已停用：${standing.paused.reason}`);
  const trouble = troubleOf(last, standing?.failures ?? 0);
  if (trouble !== null) lines.push(`  ! ${trouble}`);
  return `${lines.join('\n')}\n`;
}

export function registerKnowledgeSources(knowledge: Command): void {
  knowledge
    .command('sources')
    .description('定时读取的来源；--run 立即读取一个 · what is pulled on a schedule; --run reads one now')
    .option(
      '--config <file>',
      '站点配置 hotline.yaml，旁边有 knowledge-sources.yaml · the site’s hotline.yaml',
    )
    .option('--sources <file>', '来源文件 · the file of sources')
    .option('--run <id>', '立即读取这个来源 · read this one now')
    .option('--whole', '重读全部 · read all of it anew', false)
    .option('--accept-gone', '确认撤下：来源中已没有的全部撤下 · withdraw all that is gone', false)
    .option('--data <dir>', '数据目录 · data folder', 'data/demo')
    .option('--keys <dir>', '密钥目录 · key folder')
    .action(async (options: SourcesArguments) => {
      process.exitCode = await sourcesCommand(options, process.stdout, process.stderr);
    });
}
