import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { checkSound, syncFile } from './backup.ts';
import { databaseFile } from './database.ts';
import { StoreDamaged, ValueRefused } from './errors.ts';
import { appendAnchor } from './journal/anchor.ts';
import { readHeadKey } from './keys/head-key.ts';
import { syncFolder } from './keys/key-file.ts';
import type { KeyPaths } from './keys/key-paths.ts';
import { type JournalReport, verifyJournal } from './verifying/verify-journal.ts';

export interface RestoreOptions {
  from: string;
  data: string;
  keys: KeyPaths;
  anchor: string;
  now: number;
}

/**
 * Puts a backup in place of a data folder: verified first, moved in one step, and told in the anchor, so that the
 * heads which were lost since the backup are not taken for a forgery later.
 */
export async function restoreData({ from, data, keys, anchor, now }: RestoreOptions): Promise<JournalReport> {
  const target = resolve(data);
  refuseOccupied(target);
  if (!existsSync(from))
    throw new ValueRefused(
      'restore.no-backup',
      { zh: `没有备份文件 ${from}。`, en: `There is no backup file ${from}.` },
      { zh: '请检查 --from。', en: 'Check --from.' },
    );
  const headKey = readHeadKey(keys);
  const parent = dirname(target);
  const draft = join(parent, `.${basename(target)}.restoring-${process.pid}`);
  mkdirSync(draft, { recursive: true, mode: 0o700 });
  try {
    const file = join(draft, databaseFile);
    copyFileSync(from, file);
    checkSound(file);
    const report = await verifyJournal({
      file,
      publicKey: keys.headPublicKey,
      anchor,
      anchorMayBeAhead: true,
    });
    refuseUnproven(report);
    syncFile(file);
    syncFolder(draft);
    const restored = report.streams.map(({ stream, head }) => ({ stream, position: head }));
    await appendAnchor(anchor, [headKey.signStatement({ restored, at: now })]);
    // Onto an empty folder, or nothing: the file system refuses anything else.
    renameSync(draft, target);
    syncFolder(parent);
    return report;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

function refuseOccupied(target: string): void {
  if (!existsSync(target) || readdirSync(target).length === 0) return;
  throw new ValueRefused(
    'restore.occupied',
    { zh: `目录 ${target} 不是空的。`, en: `The folder ${target} is not empty.` },
    {
      zh: '请先把原目录移开（不要删除），再恢复到空目录。',
      en: 'Move the old folder aside (do not delete it), and restore into an empty one.',
    },
  );
}

function refuseUnproven(report: JournalReport): void {
  // On a new machine the anchor may not be there; the backup then stands on its signatures alone.
  const grave = report.problems.filter(({ code }) => code !== 'anchor.missing');
  const first = grave[0];
  if (!first) return;
  throw new StoreDamaged(
    'restore.unproven',
    { zh: `备份未通过校验：${first.zh}`, en: `The backup does not verify: ${first.en}` },
    { zh: '未改动任何数据；请改用另一份备份。', en: 'Nothing was changed; use another backup.' },
  );
}
