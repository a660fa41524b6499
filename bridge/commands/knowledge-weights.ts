import { createHash } from 'node:crypto';
import type { Command } from 'commander';
import { readLearned } from '../../knowledge/import/learned-file.ts';
import { type CityWeights, cityWeightsIn, learnedBy, readWeights } from '../adapters/answers/city-weights.ts';
import { keptWeightsIn } from '../adapters/answers/kept-weights.ts';
import { WorkerTrialRunner } from '../adapters/answers/trial-runner.ts';
import { keyPathsFor } from '../adapters/sqlite/keys/key-paths.ts';
import { type Beside, openBeside } from '../adapters/sqlite/open-beside.ts';
import { databaseIn } from '../adapters/sqlite/open-folder.ts';
import { TryWeights, type WeightsFile, type WeightsTrial } from '../application/knowledge/try-weights.ts';
import type { Account } from '../application/store.ts';
import { type Output, told, whoRuns } from './output.ts';
import { systemErrorWords } from './system-error.ts';
import { trialWords } from './trial-words.ts';

interface FolderArguments {
  data: string;
  keys?: string;
}

export interface TryArguments extends FolderArguments {
  file: string;
}

export interface UseArguments extends TryArguments {
  /** login of who answers for it */
  by: string;
  althoughWorse: boolean;
}

export interface TakeBackArguments extends FolderArguments {
  by: string;
}

/** `yihaoda knowledge weights try`: 0 when the questions were asked, whatever came of it. */
export function tryWeightsFile(args: TryArguments, output: Output, progress: Output): Promise<number> {
  return refusedInWords(output, async () => {
    const weights = await weightsIn(args.file);
    return beside(args, async (at) => {
      const trial = await tried(at, weights, output, progress);
      return trial === null ? 1 : 0;
    });
  });
}

/** `yihaoda knowledge weights use`: 0 when they are in force from the next start. */
export function putWeightsInForce(args: UseArguments, output: Output, progress: Output): Promise<number> {
  return refusedInWords(output, async () => {
    const weights = await weightsIn(args.file);
    return beside(args, async (at) => {
      const account = await accountOf(at.folder, args.by);
      // Before a trial that takes a minute.
      const unable = at.tryWeights.unable(account);
      if (unable !== null) throw new Error(unable.message);
      const trial = await tried(at, weights, output, progress);
      if (trial === null) return 1;
      const result = await at.tryWeights.use(account, trial, args);
      if (result.outcome === 'refused') throw new Error(result.message);
      output.write('权重已启用，话务桥下次启动时生效。The weights are in force from the next start.\n');
      return 0;
    });
  });
}

/** `yihaoda knowledge weights take-back`: 0 when the built-in ones are in force from the next start. */
export function takeWeightsBack(args: TakeBackArguments, output: Output): Promise<number> {
  return refusedInWords(output, () =>
    beside(args, async ({ tryWeights, folder }) => {
      const result = await tryWeights.takeBack(await accountOf(folder, args.by));
      if (result.outcome === 'refused') throw new Error(result.message);
      output.write(
        '本市的权重已撤下，话务桥下次启动时恢复内置权重。The built-in weights are in force from the next start.\n',
      );
      return 0;
    }),
  );
}

async function refusedInWords(output: Output, work: () => Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (error) {
    return told(systemErrorWords(error) ?? error, output);
  }
}

async function weightsIn(file: string): Promise<WeightsFile> {
  const bytes = await readWeights(file);
  readLearned(bytes, file);
  return { bytes, fingerprint: createHash('sha256').update(bytes).digest('hex') };
}

interface Place {
  folder: Beside;
  tryWeights: TryWeights;
  /** null: the city put none in force */
  inForce: CityWeights | null;
}

/** Beside a running bridge, with the weights that its next start would find. */
async function beside(
  { data, keys }: FolderArguments,
  work: (at: Place) => Promise<number>,
): Promise<number> {
  databaseIn(data);
  const inForce = await cityWeightsIn(data);
  const folder = await openBeside({ data, keys: keyPathsFor(data, keys) });
  const trials = new WorkerTrialRunner({ weights: inForce });
  try {
    const tryWeights = new TryWeights({
      store: folder.knowledge,
      trials,
      kept: keptWeightsIn(data),
      audit: folder.audit,
      clock: { now: () => Date.now() },
      ranBy: whoRuns(),
    });
    return await work({ folder, tryWeights, inForce });
  } finally {
    await trials.close();
    await folder.close();
  }
}

/** null: there was nothing to try them on, which was said */
async function tried(
  { tryWeights, inForce }: Place,
  weights: WeightsFile,
  output: Output,
  progress: Output,
): Promise<WeightsTrial | null> {
  const trial = await tryWeights.try(weights, (done, of) =>
    progress.write(`已试 ${done}/${of} 题 · questions tried\n`),
  );
  if ('outcome' in trial) {
    output.write(`${trial.message}There is no question to try them on yet.\n`);
    return null;
  }
  output.write(`${inForceWords(inForce)}\n`);
  output.write(`${trialWords(trial.tried, trial.summary)}\n`);
  return trial;
}

function inForceWords(inForce: CityWeights | null): string {
  if (inForce === null) return '试验前用内置权重 · before: the built-in weights';
  const learned = learnedBy(inForce);
  return 'fault' in learned ? learned.fault : `试验前用 ${inForce.file} · before: the city’s weights`;
}

async function accountOf(folder: Beside, login: string): Promise<Account> {
  const account = await folder.account(login);
  if (account !== null) return account;
  throw new Error(`[account.unknown] 没有账号“${login}”。There is no account "${login}".`);
}

export function registerKnowledgeWeights(knowledge: Command): void {
  const weights = knowledge
    .command('weights')
    .description('本市训练的排序权重：试验、启用、撤下 · weights that the city trained');
  const data = ['--data <dir>', '数据目录 · data folder', 'data/demo'] as const;
  const keys = ['--keys <dir>', '密钥目录 · key folder'] as const;
  const by = ['--by <login>', '负责人的登录名 · login of who answers for it'] as const;
  weights
    .command('try <file>')
    .description('用试验题集逐题比较，不作改动 · ask the saved questions before and after; changes nothing')
    .option(...data)
    .option(...keys)
    .action(async (file: string, options: FolderArguments) => {
      process.exitCode = await tryWeightsFile({ ...options, file }, process.stdout, process.stderr);
    });
  weights
    .command('use <file>')
    .description('试验后启用，下次启动时生效 · try, then put in force for the next start')
    .requiredOption(...by)
    .option('--although-worse', '变差的题多于变好的也启用 · although more get worse than better', false)
    .option(...data)
    .option(...keys)
    .action(async (file: string, options: Omit<UseArguments, 'file'>) => {
      process.exitCode = await putWeightsInForce({ ...options, file }, process.stdout, process.stderr);
    });
  weights
    .command('take-back')
    .description('撤下，下次启动时恢复内置权重 · the built-in weights again, from the next start')
    .requiredOption(...by)
    .option(...data)
    .option(...keys)
    .action(async (options: TakeBackArguments) => {
      process.exitCode = await takeWeightsBack(options, process.stdout);
    });
}
