import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat, writeFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import type { Command } from 'commander';
import {
  inWords,
  type SourceSystem,
  sourceSystemNames,
  sourceSystemSchema,
} from '../../knowledge/content/delivery.ts';
import { keyPathsFor } from '../adapters/sqlite/keys/key-paths.ts';
import { openBeside } from '../adapters/sqlite/open-beside.ts';
import { databaseIn } from '../adapters/sqlite/open-folder.ts';
import { ImportBatch, type Receipt } from '../application/knowledge/import-batch.ts';
import type { ImportFormat } from '../application/knowledge/importers.ts';
import type { Batch, BatchCounts } from '../application/knowledge-store.ts';
import type { Log } from '../application/ports.ts';
import type { Account } from '../application/store.ts';
import { chinaDay, chinaTime } from '../domain/figures/period.ts';
import { importFormats } from './import-formats.ts';
import { type Output, told, whoRuns } from './output.ts';
import { importers } from './run-importer.ts';

export interface ImportArguments {
  file: string;
  data: string;
  keys?: string;
  system: string;
  format?: string;
  region: string;
  unit: string;
  dryRun: boolean;
}

const mostBytes = 50 * 1024 * 1024;
const outcomeNames: Readonly<Record<keyof BatchCounts, string>> = {
  added: '新增',
  changed: '变更',
  unchanged: '未变',
  expired: '来源移除',
  conflicting: '冲突',
  rejected: '未收',
};

/** `yihaoda knowledge import`: 0 when all rows were taken or unchanged, 1 when some were not or nothing was. */
export async function importFile(args: ImportArguments, output: Output, progress: Output): Promise<number> {
  try {
    const system = systemFrom(args.system);
    const format = formatFrom(args);
    const { size } = await stat(args.file);
    if (size > mostBytes)
      throw new Error(
        `[import.too-large] ${args.file} 超过 50 MB，未导入任何内容。请分成几个文件。The file is larger than 50 MB.`,
      );
    databaseIn(args.data);
    const beside = await openBeside({ data: args.data, keys: keyPathsFor(args.data, args.keys) });
    try {
      const clock = { now: () => Date.now() };
      const batch = new ImportBatch({
        store: beside.knowledge,
        audit: beside.audit,
        clock,
        newId: randomUUID,
        log: logTo(progress),
      });
      const name = basename(args.file);
      const reader = importers().formats[format];
      if (reader === undefined) throw new Error(`no reader for ${format}`);
      const receipt = await batch.run(
        whoImports(args.unit),
        { system, format, name, regionCode: args.region, dryRun: args.dryRun },
        (mark) =>
          reader.read({
            bytes: createReadStream(args.file),
            name,
            system,
            regionCode: args.region,
            today: chinaDay(clock.now()),
            mark,
          }),
        (rows) => progress.write(`已读 ${rows} 行 · rows read\n`),
      );
      if (receipt.outcome === 'refused') {
        output.write(`${receipt.message}\n`);
        return 1;
      }
      output.write(wordsOf(receipt));
      return receipt.counts.rejected + receipt.counts.conflicting > 0 ? 1 : 0;
    } finally {
      await beside.close();
    }
  } catch (error) {
    return told(error, output);
  }
}

function wordsOf({ batch, counts, rows, moreRows }: Receipt): string {
  const lines = [
    batch === null
      ? '试算：知识库没有任何改动。'
      : `批次 ${batch.batchId} 已导入，条目停在初审，审核发布后才用于答复。`,
    tableOf(counts),
  ];
  for (const row of rows) {
    if (row.outcome !== 'rejected' && row.outcome !== 'conflicting') continue;
    lines.push(`${inWords(row.at)}：${row.words}`);
  }
  if (moreRows) lines.push('…… 其余各行请在批次回执中查看。');
  return `${lines.join('\n')}\n`;
}

function tableOf(counts: BatchCounts): string {
  return Object.entries(outcomeNames)
    .map(([outcome, name]) => `${name}\t${counts[outcome as keyof BatchCounts]}`)
    .join('\n');
}

/** `yihaoda knowledge batches` */
export async function listBatches(
  { data, keys }: { data: string; keys?: string },
  output: Output,
): Promise<number> {
  try {
    databaseIn(data);
    const beside = await openBeside({ data, keys: keyPathsFor(data, keys) });
    try {
      const { batches, total } = await beside.knowledge.batches(null, { offset: 0, limit: 50 });
      for (const batch of batches) output.write(`${lineOf(batch)}\n`);
      if (total === 0) output.write('还没有导入过。Nothing was imported yet.\n');
      return 0;
    } finally {
      await beside.close();
    }
  } catch (error) {
    return told(error, output);
  }
}

function lineOf({ batchId, system, name, at, state, counts }: Batch): string {
  const figures = Object.entries(outcomeNames).map(
    ([outcome, words]) => `${words} ${counts[outcome as keyof BatchCounts]}`,
  );
  const undone = state === 'undone' ? '  已撤销' : '';
  return `${batchId}  ${chinaTime(at).slice(0, 19)}  ${sourceSystemNames[system]}  ${name}  ${figures.join(' ')}${undone}`;
}

/** `yihaoda knowledge undo` */
export async function undoImport(
  { data, keys, batch, reason }: { data: string; keys?: string; batch: string; reason: string },
  output: Output,
): Promise<number> {
  try {
    databaseIn(data);
    const beside = await openBeside({ data, keys: keyPathsFor(data, keys) });
    try {
      const answer = await beside.knowledge.undo({
        batchId: batch,
        commandId: randomUUID(),
        accountId: commandLine,
        reason,
      });
      await beside.audit.append({
        at: Date.now(),
        accountId: null,
        action: 'knowledge-batch-undo',
        subject: `batch ${batch}`,
        detail: `${whoRuns()}: ${answer.outcome}`,
        success: answer.outcome === 'undone',
      });
      switch (answer.outcome) {
        case 'undone':
          output.write(`批次 ${batch} 已撤销，恢复到导入以前。The delivery is undone.\n`);
          return 0;
        case 'unknown':
          output.write(`没有批次 ${batch}。用 yihaoda knowledge batches 查看。There is no such delivery.\n`);
          return 1;
        case 'not-taken':
          output.write(`批次 ${batch} 已经撤销过了。It was undone before.\n`);
          return 1;
        case 'changed-since':
          output.write(
            `导入后有 ${answer.count} 个条目又被改动：${answer.titles.map((title) => `“${title}”`).join('、')}。整批未撤销，任何条目都没有变。请先逐条处理。\n`,
          );
          return 1;
        default:
          return answer satisfies never;
      }
    } finally {
      await beside.close();
    }
  } catch (error) {
    return told(error, output);
  }
}

/** `yihaoda knowledge template` */
export async function writeTemplateFile(
  { kind, out }: { kind: string; out: string },
  output: Output,
): Promise<number> {
  try {
    const template = Object.entries(importers().templates).find(([id]) => id === kind)?.[1];
    if (template === undefined)
      throw new Error(
        `[template.unknown] 没有模板“${kind}”，可用：article（政策条目）、faq（常见问题）。There are article and faq.`,
      );
    await writeFile(out, await template.make());
    output.write(`${template.name}已写入 ${out} · the template is written\n`);
    return 0;
  } catch (error) {
    return told(error, output);
  }
}

export const commandLine = 'command-line';

/** Who imports by the command line has the data folder's keys: an editor of the whole city, and nobody's own words. */
export function whoImports(unitId: string): Account {
  return {
    id: commandLine,
    login: commandLine,
    name: whoRuns(),
    agentNo: null,
    roles: ['knowledge-editor'],
    unitId,
    disabled: false,
    demo: false,
  };
}

function systemFrom(written: string): SourceSystem {
  const system = sourceSystemSchema.safeParse(written);
  const known: readonly SourceSystem[] = sourceSystemSchema.options.filter(
    (one) => one !== 'desk' && one !== 'built-in',
  );
  if (system.success && known.includes(system.data)) return system.data;
  throw new Error(
    `[import.unknown-system] 没有来源“${written}”；可用：There is no source "${written}"; there are:\n${known.map((one) => `  ${one} ${sourceSystemNames[one]}`).join('\n')}`,
  );
}

/** As it is named, or by the file's own ending. */
function formatFrom({ format, file }: ImportArguments): ImportFormat {
  const wanted = format ?? extname(file).slice(1).toLowerCase();
  const found = Object.entries(importFormats).find(
    ([id, { extensions }]) => id === wanted || (format === undefined && extensions.includes(wanted)),
  );
  if (found !== undefined) return found[0] as ImportFormat;
  throw new Error(
    `[import.unknown-format] 不支持格式“${wanted}”；可用：There is no format "${wanted}"; there are:\n${Object.entries(
      importFormats,
    )
      .map(([id, { name }]) => `  ${id} ${name}`)
      .join('\n')}`,
  );
}

export function logTo(output: Output): Log {
  const line = (words: string) => output.write(`${words}\n`);
  return { info: line, warn: line, error: line };
}

export function registerKnowledgeImport(knowledge: Command): void {
  const data = ['--data <dir>', '数据目录 · data folder', 'data/demo'] as const;
  const keys = ['--keys <dir>', '密钥目录 · key folder'] as const;
  knowledge
    .command('import <file>')
    .description('导入一个文件；条目停在初审 · import a file; its entries wait for their review')
    .requiredOption('--system <source>', '来源：hotline-base、website、enterprise-platform… · source')
    .option('--format <format>', '格式，不写则按文件名 · format; by the file’s name without it')
    .option('--region <code>', '来源所属地域（GB/T 2260） · area of the source', '430100')
    .option('--unit <id>', '归属单位，不写为市级 · unit; the city’s without it', '')
    .option('--dry-run', '只试算，不作改动 · plan only', false)
    .option(...data)
    .option(...keys)
    .action(async (file: string, options: Omit<ImportArguments, 'file'>) => {
      process.exitCode = await importFile({ ...options, file }, process.stdout, process.stderr);
    });
  knowledge
    .command('batches')
    .description('列出导入批次 · list deliveries')
    .option(...data)
    .option(...keys)
    .action(async (options: { data: string; keys?: string }) => {
      process.exitCode = await listBatches(options, process.stdout);
    });
  knowledge
    .command('undo <batch>')
    .description('撤销一个批次 · undo a delivery')
    .option('--reason <words>', '原因 · why', '命令行撤销')
    .option(...data)
    .option(...keys)
    .action(async (batch: string, options: { data: string; keys?: string; reason: string }) => {
      process.exitCode = await undoImport({ ...options, batch }, process.stdout);
    });
  knowledge
    .command('template <kind>')
    .description('写出填报模板：article 政策条目、faq 常见问题 · write a table to fill in')
    .requiredOption('--out <file>', '写到哪里 · where to')
    .action(async (kind: string, options: { out: string }) => {
      process.exitCode = await writeTemplateFile({ kind, ...options }, process.stdout);
    });
}
