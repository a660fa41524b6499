import { isOver } from '../answers/hits.ts';
import type { Answers } from '../answers/use-answers.ts';
import { useDesk } from '../pages/operator/desk.ts';
import type { Work } from '../record/use-work.ts';
import { type NoticeRow, rowsOf, withTold } from './told-list.ts';

export interface Notice {
  /** of the entry that lies open; empty where it tells nothing, null while nothing lies open or it is on its way */
  rows: readonly NoticeRow[] | null;
  /** the row that Space ticks; null: all are told */
  next: NoticeRow | null;
  /** ticks the next, or takes the last back */
  tick(by: 1 | -1): void;
  set(kind: string, told: boolean): void;
}

/** What is told at once of the entry that lies open, ticked as it is read. */
export function useNotice(work: Work, answers: Answers): Notice {
  const desk = useDesk();
  const { opened } = answers;
  const list = work.fields.oneTimeNotice ?? [];
  // What no longer applies is not told to anybody.
  const article = opened?.article != null && !isOver(opened.article) ? opened.article : null;
  const rows = article === null ? null : rowsOf(article.notice ?? [], article.articleId, list);
  const next = rows?.find(({ told }) => !told) ?? null;

  function set(kind: string, told: boolean) {
    if (article === null || rows === null) return;
    const at = new Date(desk.connection.now()).toISOString();
    const oneTimeNotice = withTold(list, article.articleId, rows, kind, told, at);
    // What was told to the caller is what the answer rests on.
    work.change({ edits: { oneTimeNotice, ...(told ? answers.given('readAloud') : {}) } });
  }

  return {
    rows,
    next,
    set,
    tick(by) {
      const row = by === 1 ? next : ([...(rows ?? [])].reverse().find(({ told }) => told) ?? null);
      if (row !== null) set(row.kind, by === 1);
    },
  };
}
