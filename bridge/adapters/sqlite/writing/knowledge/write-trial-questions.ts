import { hash } from 'node:crypto';
import { sql } from 'kysely';
import type { TaskClosing } from '../../../../application/knowledge-store.ts';
import type { KeptQuestion } from '../../../../application/trial-store.ts';
import { chinaDay } from '../../china-time.ts';
import type { Writing } from '../writing.ts';

/** Of one gathering: a transaction of the thread that saves records. The most adopted come first. */
const gatheredAtOnce = 300;

/**
 * What was adopted for a question is the clause that should answer it; where several were, the one that was adopted most
 * often. A gap that was closed as done has what its question found then.
 */
export async function gatherTrialQuestions(writing: Writing, { at }: { at: number }): Promise<number> {
  const { db } = writing;
  const adopted = await db
    .selectFrom('knowledge_search')
    .select([
      'question',
      'region_code',
      'as_of',
      sql<number>`max(at)`.as('at'),
      sql<string>`adopted_article`.as('article'),
      sql<string>`adopted_clause`.as('clause'),
      sql<number>`count(*)`.as('count'),
    ])
    .where('adopted_article', 'is not', null)
    .groupBy(['question', 'region_code', 'as_of', 'adopted_article', 'adopted_clause'])
    .orderBy('count', 'desc')
    .orderBy('at', 'desc')
    .limit(gatheredAtOnce)
    .execute();
  const gaps = await db
    .selectFrom('knowledge_task')
    .select(['question', 'region_code', 'as_of', 'closing'])
    .where('kind', '=', 'gap')
    .where('state', '=', 'done')
    .orderBy('reported_at', 'desc')
    .limit(gatheredAtOnce)
    .execute();
  let count = 0;
  const add = async (asked: Omit<KeptQuestion, 'questionId' | 'addedBy' | 'addedAt' | 'leftOut'>) => {
    const question = { ...asked, questionId: idOf(asked), addedBy: 'system', addedAt: at, leftOut: false };
    count += await insert(writing, question);
  };
  for (const { question, region_code: regionCode, as_of, at: asked, article, clause } of adopted)
    await add({
      question,
      regionCode,
      // What was asked about the day of the call is asked about today again.
      asOf: as_of === chinaDay(asked) ? null : as_of,
      expected: { articleId: article, clauseNo: clause },
      source: 'adopted',
    });
  for (const { question, region_code: regionCode, as_of: asOf, closing } of gaps) {
    const [first] = closing === null ? [] : ((JSON.parse(closing) as TaskClosing).rerun?.hits ?? []);
    if (first === undefined) continue;
    const { articleId, clauseNo } = first;
    await add({ question, regionCode, asOf, expected: { articleId, clauseNo }, source: 'gap' });
  }
  return count;
}

export async function addTrialQuestion(
  writing: Writing,
  { question }: { question: KeptQuestion },
): Promise<null> {
  await insert(writing, question);
  return null;
}

export async function leaveOut(
  { db }: Writing,
  { questionId, leftOut }: { questionId: string; leftOut: boolean },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('knowledge_trial_question')
    .set({ left_out: leftOut ? 1 : 0 })
    .where('question_id', '=', questionId)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

async function insert({ db }: Writing, question: KeptQuestion): Promise<number> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('knowledge_trial_question')
    .values({
      question_id: question.questionId,
      question: question.question,
      region_code: question.regionCode,
      as_of: question.asOf,
      article_id: question.expected.articleId,
      clause_no: question.expected.clauseNo,
      source: question.source,
      added_by: question.addedBy,
      added_at: question.addedAt,
      left_out: question.leftOut ? 1 : 0,
    })
    .onConflict((conflict) => conflict.column('question_id').doNothing())
    .executeTakeFirst();
  return Number(numInsertedOrUpdatedRows ?? 0n);
}

/** One question of one region and day is one, however often it was answered. */
function idOf({
  question,
  regionCode,
  asOf,
}: Pick<KeptQuestion, 'question' | 'regionCode' | 'asOf'>): string {
  return hash('sha256', JSON.stringify([question, regionCode, asOf]), 'hex').slice(0, 32);
}
