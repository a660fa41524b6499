import type { Task, TaskChange } from '../../../../application/knowledge-store.ts';
import { taskFrom } from '../../reading/knowledge/task-from.ts';
import type { Writing } from '../writing.ts';

/** The same id twice is one task. */
export async function addTask({ db }: Writing, { task }: { task: Task }): Promise<null> {
  await db
    .insertInto('knowledge_task')
    .values({
      task_id: task.taskId,
      kind: task.kind,
      question: task.question,
      region_code: task.regionCode,
      as_of: task.asOf,
      entry_id: task.entryId,
      clause_no: task.clauseNo,
      words: task.words,
      reported_by: task.reportedBy,
      reported_at: task.reportedAt,
      interaction_id: task.interactionId,
      owner_unit: task.ownerUnit,
      owner_id: task.ownerId,
      due_on: task.dueOn,
      state: task.state,
      closing: task.closing === null ? null : JSON.stringify(task.closing),
      change_no: task.changeNo,
    })
    .onConflict((conflict) => conflict.column('task_id').doNothing())
    .execute();
  return null;
}

export async function changeTask(
  { db }: Writing,
  { taskId, changeNo, set }: TaskChange,
): Promise<Task | null> {
  const row = await db
    .updateTable('knowledge_task')
    .set({
      ...(set.ownerUnit === undefined ? {} : { owner_unit: set.ownerUnit }),
      ...(set.ownerId === undefined ? {} : { owner_id: set.ownerId }),
      ...(set.dueOn === undefined ? {} : { due_on: set.dueOn }),
      ...(set.state === undefined ? {} : { state: set.state }),
      ...(set.closing === undefined
        ? {}
        : { closing: set.closing === null ? null : JSON.stringify(set.closing) }),
      change_no: changeNo + 1,
    })
    .where('task_id', '=', taskId)
    .where('change_no', '=', changeNo)
    .returningAll()
    .executeTakeFirst();
  return row === undefined ? null : taskFrom(row);
}

/** The most entries that fall due at once and are told of in one transaction. */
const tasksAtOnce = 200;

/** 到期复审: one open task for an entry, once for each day that it is due on. */
export async function addReviewTasks(
  writing: Writing,
  { day, at }: { day: string; at: number },
): Promise<number> {
  const due = await writing.db
    .selectFrom('knowledge_entry as e')
    .select(['e.entry_id', 'e.title', 'e.region_code', 'e.unit_id', 'e.review_due_on'])
    .where('e.stage', '=', 'published')
    .where('e.review_due_on', '<=', day)
    .where((b) =>
      b.not(
        b.exists(
          b
            .selectFrom('knowledge_task as t')
            .select('t.task_id')
            .whereRef('t.entry_id', '=', 'e.entry_id')
            .where('t.kind', '=', 'review-due')
            .whereRef('t.due_on', '=', 'e.review_due_on'),
        ),
      ),
    )
    .orderBy('e.entry_id')
    .limit(tasksAtOnce)
    .execute();
  for (const { entry_id: entryId, title, region_code, unit_id, review_due_on } of due)
    await addTask(writing, {
      task: {
        taskId: `review ${entryId} ${review_due_on}`,
        kind: 'review-due',
        question: '',
        regionCode: region_code,
        asOf: null,
        entryId,
        clauseNo: null,
        words: `“${title}”的复审日 ${review_due_on} 已到，请核对后确认有效、修订或下架。`,
        reportedBy: 'system',
        reportedAt: at,
        interactionId: null,
        ownerUnit: unit_id,
        ownerId: null,
        dueOn: review_due_on,
        state: 'open',
        closing: null,
        changeNo: 1,
      },
    });
  return due.length;
}
