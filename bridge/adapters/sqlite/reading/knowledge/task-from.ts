import type { Task, TaskClosing, TaskKind, TaskState } from '../../../../application/knowledge-store.ts';
import type { TaskColumns } from '../../knowledge-schema.ts';

export function taskFrom(row: TaskColumns): Task {
  return {
    taskId: row.task_id,
    kind: row.kind as TaskKind,
    question: row.question,
    regionCode: row.region_code,
    asOf: row.as_of,
    entryId: row.entry_id,
    clauseNo: row.clause_no,
    words: row.words,
    reportedBy: row.reported_by,
    reportedAt: row.reported_at,
    interactionId: row.interaction_id,
    ownerUnit: row.owner_unit,
    ownerId: row.owner_id,
    dueOn: row.due_on,
    state: row.state as TaskState,
    closing: row.closing === null ? null : (JSON.parse(row.closing) as TaskClosing),
    changeNo: row.change_no,
  };
}
