import { pipeline } from 'node:stream/promises';
import type { Command } from 'commander';
import { chinaTime } from '../adapters/sqlite/china-time.ts';
import { forgetMonth } from '../adapters/sqlite/forget-month.ts';
import { anchorPathFor, keyPathsFor } from '../adapters/sqlite/keys/key-paths.ts';
import { databaseIn, openFolder } from '../adapters/sqlite/open-folder.ts';
import { followJournal } from '../adapters/sqlite/reading/follow-journal.ts';
import { type JournalReport, verifyJournal } from '../adapters/sqlite/verifying/verify-journal.ts';
import { type Output, told, whoRuns } from './output.ts';

export interface JournalArguments {
  data: string;
  anchor?: string;
  keys?: string;
}

/** `yihaoda journal verify`: 0 when every chain is whole, signed and agrees with its anchor; 1 when not. */
export async function verify({ data, anchor, keys }: JournalArguments, output: Output): Promise<number> {
  try {
    const report = await verifyJournal({
      file: databaseIn(data),
      publicKey: keyPathsFor(data, keys).headPublicKey,
      anchor: anchor ?? anchorPathFor(data, keys),
    });
    output.write(wordsOf(report));
    return report.problemCount === 0 ? 0 : 1;
  } catch (error) {
    return told(error, output);
  }
}

function wordsOf(report: JournalReport): string {
  const lines = report.streams.map(
    ({ stream, entries, segments, head, signedThrough }) =>
      `${stream}: ${entries} 条, ${segments} 段, 末端 ${head}, 签名至 ${signedThrough} · ${entries} entries, ${segments} segments, head ${head}, signed through ${signedThrough}`,
  );
  lines.push(
    `记录修订 ${report.recordRevisions} 个, 知识版本 ${report.knowledgeVersions} 个, 锚文件 ${report.anchorLines} 行 · ${report.recordRevisions} revisions of records, ${report.knowledgeVersions} versions of knowledge entries, ${report.anchorLines} lines of anchor`,
  );
  if (report.anchorUnreadable > 0)
    lines.push(
      `锚文件有 ${report.anchorUnreadable} 行残缺（断电所致），其余有效 · ${report.anchorUnreadable} lines of the anchor are half (a power cut), the others count`,
    );
  for (const at of report.restoredAt)
    lines.push(
      `${chinaTime(at)} 曾从备份恢复，此前备份之后的条目已失 · restored from a backup, what came after it is lost`,
    );
  for (const { code, stream, zh, en } of report.problems) lines.push(`✗ [${code}] ${stream} ${zh} ${en}`);
  const more = report.problemCount - report.problems.length;
  if (more > 0) lines.push(`… 另有 ${more} 个问题 · and ${more} more problems`);
  lines.push(
    report.problemCount === 0
      ? '✓ 日志完整，与签名和锚一致。The journal is whole and agrees with its signatures and its anchor.'
      : `✗ 日志未通过校验：${report.problemCount} 个问题。请保全数据目录、密钥和锚文件，勿再启动，并追查。The journal does not verify: ${report.problemCount} problems. Keep data, keys and anchor as they are, do not start the bridge, and investigate.`,
  );
  return `${lines.join('\n')}\n`;
}

/** `yihaoda journal forget`: destroys the key of one month, and with it every number and name of that month. */
export async function forget(
  { data, keys, month }: JournalArguments & { month: string },
  output: Output,
): Promise<number> {
  try {
    databaseIn(data);
    const now = Date.now();
    const folder = await openFolder({ data, keys: keyPathsFor(data, keys), now });
    try {
      await forgetMonth(folder, month, whoRuns(), now);
    } finally {
      folder.database.close();
    }
    output.write(
      `${month} 的号码与姓名已遗忘：密钥已销毁，日志链不变。请一并销毁该密钥的备份。\nThe numbers and names of ${month} are forgotten: the key is destroyed, the chain is as it was. Destroy the backups of that key, too.\n`,
    );
    return 0;
  } catch (error) {
    return told(error, output);
  }
}

export interface FollowArguments {
  data: string;
  stream: string;
  after: number;
  /** false: ends at the head as it is met */
  follow: boolean;
}

/** `yihaoda journal read`: the entries of a stream from any position, one line of JSON each, and with --follow what comes. */
export async function read(
  { data, stream, after, follow }: FollowArguments,
  output: NodeJS.WritableStream,
  complaints: Output,
  until: AbortSignal,
): Promise<number> {
  try {
    const lines = followJournal({ file: databaseIn(data), stream, after, until: follow ? until : null });
    await pipeline(lines, output, { end: false });
    return 0;
  } catch (error) {
    // Whoever read it has seen enough, as `head` has.
    if ((error as NodeJS.ErrnoException).code === 'EPIPE') return 0;
    return told(error, complaints);
  }
}

export function registerJournal(program: Command): void {
  const journal = program.command('journal').description('话务日志 · the journal');
  journal
    .command('verify')
    .description('校验哈希链、签名与锚 · verify hash chain, signatures and anchor')
    .requiredOption('--data <dir>', '数据目录 · data folder')
    .option('--anchor <file>', '锚文件 · anchor file')
    .option('--keys <dir>', '密钥目录 · key folder')
    .action(async (options: JournalArguments) => {
      process.exitCode = await verify(options, process.stdout);
    });
  journal
    .command('read')
    .description(
      '读出事件流，每条一行 JSON，号码为引用；可从任一位置持续跟随 · the entries of a stream, numbers as references',
    )
    .requiredOption('--data <dir>', '数据目录 · data folder')
    .requiredOption('--stream <name>', '事件流，如 pbx/cs-main、acts/main · stream')
    .option('--after <position>', '从此位置之后开始 · start after this position', Number, 0)
    .option('--follow', '持续跟随，Ctrl+C 结束 · go on with what comes', false)
    .action(async (options: FollowArguments) => {
      const until = new AbortController();
      process.once('SIGINT', () => until.abort());
      process.exitCode = await read(options, process.stdout, process.stderr, until.signal);
    });
  journal
    .command('forget')
    .description('遗忘一个月的个人信息（销毁其密钥） · forget the personal data of a month (destroy its key)')
    .requiredOption('--data <dir>', '数据目录 · data folder')
    .requiredOption('--month <yyyy-mm>', '月份 · month')
    .option('--keys <dir>', '密钥目录 · key folder')
    .action(async (options: JournalArguments & { month: string }) => {
      process.exitCode = await forget(options, process.stdout);
    });
}
