import { statSync } from 'node:fs';
import type { Command } from 'commander';
import { copyDatabase } from '../adapters/sqlite/backup.ts';
import { anchorPathFor, keyPathsFor } from '../adapters/sqlite/keys/key-paths.ts';
import { restoreData } from '../adapters/sqlite/restore.ts';
import { type Output, told } from './output.ts';

export interface BackupArguments {
  data: string;
  to: string;
  keys?: string;
}

/** `yihaoda backup`: one file with everything but the keys, taken while the bridge runs. */
export async function backup({ data, to, keys }: BackupArguments, output: Output): Promise<number> {
  try {
    copyDatabase(data, to);
    const { referenceKey, monthKeys, headKey } = keyPathsFor(data, keys);
    const megabytes = (statSync(to).size / 1e6).toFixed(1);
    output.write(
      [
        `已备份到 ${to}（${megabytes} MB）。`,
        '备份不含密钥。没有密钥，号码无法解密、来电人无法识别、也不能恢复启动；请把下列文件另存于别处，勿与备份放在一起：',
        `Backed up to ${to} (${megabytes} MB).`,
        'It holds no keys. Without them no number can be read, no caller is known again, and a restored bridge does not start. Keep these elsewhere, apart from the backup:',
        ...[headKey, referenceKey, monthKeys].map((path) => `  ${path}`),
        '',
      ].join('\n'),
    );
    return 0;
  } catch (error) {
    return told(error, output);
  }
}

export interface RestoreArguments {
  from: string;
  data: string;
  keys?: string;
  anchor?: string;
}

/** `yihaoda restore`: verifies a backup and puts it in place of an empty data folder, all or nothing. */
export async function restore(
  { from, data, keys, anchor }: RestoreArguments,
  output: Output,
): Promise<number> {
  try {
    const report = await restoreData({
      from,
      data,
      keys: keyPathsFor(data, keys),
      anchor: anchor ?? anchorPathFor(data, keys),
      now: Date.now(),
    });
    const entries = report.streams.reduce((sum, stream) => sum + stream.entries, 0);
    const unanchored = report.problems.some(({ code }) => code === 'anchor.missing');
    output.write(
      [
        `已校验并恢复到 ${data}：日志 ${entries} 条，记录修订 ${report.recordRevisions} 个。备份之后的数据不在其中。`,
        `Verified and restored to ${data}: ${entries} journal entries, ${report.recordRevisions} revisions of records. What came after the backup is not in it.`,
        ...(unanchored
          ? [
              '注意：没有锚文件可对照，只校验了签名。Note: there was no anchor to compare with; only signatures were verified.',
            ]
          : []),
        '',
      ].join('\n'),
    );
    return 0;
  } catch (error) {
    return told(error, output);
  }
}

export function registerBackup(program: Command): void {
  program
    .command('backup')
    .description('在线备份（不含密钥） · back up while running (without keys)')
    .requiredOption('--data <dir>', '数据目录 · data folder')
    .requiredOption('--to <file>', '备份文件 · backup file')
    .option('--keys <dir>', '密钥目录 · key folder')
    .action(async (options: BackupArguments) => {
      process.exitCode = await backup(options, process.stdout);
    });
  program
    .command('restore')
    .description('校验并恢复备份到空目录 · verify a backup and restore it into an empty folder')
    .requiredOption('--from <file>', '备份文件 · backup file')
    .requiredOption('--data <dir>', '数据目录 · data folder')
    .option('--keys <dir>', '密钥目录 · key folder')
    .option('--anchor <file>', '锚文件 · anchor file')
    .action(async (options: RestoreArguments) => {
      process.exitCode = await restore(options, process.stdout);
    });
}
