import { ValueRefused } from '../errors.ts';
import type { Writing } from './writing.ts';

/** Answers of commands, stored with their effect: the same command twice is one effect and the same answer. */

export async function earlierAnswer(
  { db }: Writing,
  accountId: string,
  commandId: string,
  kind: string,
): Promise<unknown> {
  const row = await db
    .selectFrom('command_answer')
    .select(['kind', 'answer'])
    .where('account_id', '=', accountId)
    .where('command_id', '=', commandId)
    .executeTakeFirst();
  if (!row) return undefined;
  if (row.kind !== kind)
    throw new ValueRefused(
      'store.command-reused',
      {
        zh: `命令号 ${commandId} 已用于另一种操作（${row.kind}）。`,
        en: `Command id ${commandId} was used for another kind of act (${row.kind}).`,
      },
      { zh: '每次操作须用新的命令号。', en: 'Each act needs an id of its own.' },
    );
  return JSON.parse(row.answer);
}

export async function keepAnswer(
  { db }: Writing,
  accountId: string,
  commandId: string,
  kind: string,
  answer: unknown,
  at: number,
): Promise<void> {
  await db
    .insertInto('command_answer')
    .values({ account_id: accountId, command_id: commandId, kind, answer: JSON.stringify(answer), at })
    .execute();
}
