import { chinaMonth } from './china-time.ts';
import { ValueRefused } from './errors.ts';
import { inTransaction, type OpenFolder } from './open-folder.ts';
import { appendAudit } from './writing/append-audit.ts';

/**
 * Forgets the numbers, names and callers' tags of one month: destroys its key, which is all that could open them, in journal, facts
 * and every backup at once. The chain is untouched, for it was built over the ciphertext. A running bridge notices
 * within a second.
 */
export async function forgetMonth(folder: OpenFolder, month: string, by: string, now: number): Promise<void> {
  if (!/^\d{4}-\d\d$/.test(month))
    throw new ValueRefused(
      'forget.not-a-month',
      { zh: `“${month}”不是月份。`, en: `"${month}" is no month.` },
      { zh: '格式：2026-11。', en: 'Write it like 2026-11.' },
    );
  if (month >= chinaMonth(now))
    throw new ValueRefused(
      'forget.month-open',
      { zh: `${month} 尚未结束，其密钥仍在使用。`, en: `${month} is not over: its key is in use.` },
      { zh: '请在次月以后再遗忘。', en: 'Forget it when the month is over.' },
    );
  // Audited first: a deletion that nobody can account for is worse than an entry about one that failed.
  await inTransaction(folder.database, async () => {
    await appendAudit(folder, {
      at: now,
      accountId: null,
      action: 'forget-month',
      subject: month,
      detail: by,
      success: true,
    });
    // They say nothing without the key; that there was one, by whom and when, is not kept either.
    await folder.db.deleteFrom('caller_tag').where('month', '=', month).execute();
  });
  folder.keys.months.destroy(month, now);
}
