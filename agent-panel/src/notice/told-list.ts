import type { NoticeItem, NoticeTold } from '../../../bridge/protocol/domain.ts';

/** One row of the checklist of an entry. */
export interface NoticeRow extends NoticeItem {
  told: boolean;
}

/** What has to be told of an entry, with what the record says was. */
export function rowsOf(
  notice: readonly NoticeItem[],
  articleId: string,
  list: readonly NoticeTold[],
): NoticeRow[] {
  const told = new Set(list.filter((one) => one.articleId === articleId && one.told).map(({ item }) => item));
  return notice.map((item) => ({ ...item, told: told.has(item.kind) }));
}

/**
 * The record's list after one thing was told, or was not after all. With the first one the whole list of the entry
 * stands in the record, so that what is missing is known; when none is told any more, it is gone again.
 * @param at ISO time
 */
export function withTold(
  list: readonly NoticeTold[],
  articleId: string,
  rows: readonly NoticeRow[],
  kind: string,
  told: boolean,
  at: string,
): NoticeTold[] {
  const others = list.filter((one) => one.articleId !== articleId);
  const before = new Map(list.filter((one) => one.articleId === articleId).map((one) => [one.item, one]));
  const own = rows.map((row): NoticeTold => {
    if (row.kind === kind) return { articleId, item: kind, told, at: told ? at : null };
    return before.get(row.kind) ?? { articleId, item: row.kind, told: false, at: null };
  });
  return own.some((one) => one.told) ? [...others, ...own] : others;
}

/**
 * The record's list after a text message with these words was taken for the caller: what it holds was told in writing,
 * at once, also to who hears nothing. What had no room in it is still to be told.
 * @param leftOut kinds that the message had no room for
 * @param at ISO time
 */
export function withSent(
  list: readonly NoticeTold[],
  articleId: string,
  notice: readonly NoticeItem[],
  leftOut: readonly string[],
  at: string,
): NoticeTold[] {
  return rowsOf(notice, articleId, list)
    .filter(({ kind, told }) => !told && !leftOut.includes(kind))
    .reduce<NoticeTold[]>(
      (told, { kind }) => withTold(told, articleId, rowsOf(notice, articleId, told), kind, true, at),
      [...list],
    );
}
