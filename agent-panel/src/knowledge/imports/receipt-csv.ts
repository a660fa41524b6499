import type { BatchRowView } from '../../../../bridge/protocol/knowledge.ts';
import { guard } from '../../../../knowledge/text/guarded.ts';
import { words } from './words.ts';

const head = [
  words.row.where,
  words.row.outcome,
  words.row.sourceId,
  words.row.title,
  words.row.code,
  words.row.words,
  words.row.field,
  words.row.before,
  words.row.after,
];

/**
 * A receipt as a sheet, a line for each difference of a row: UTF-8 with the mark in front, as Excel of a Chinese desk
 * opens it (RFC 4180). What a delivery says may begin like a formula; it is made text.
 */
export function receiptCsv(rows: readonly BatchRowView[]): string {
  const lines = rows.flatMap(({ where, outcome, sourceId, title, code, words: why, differences }) => {
    const row = [where, words.outcomes[outcome], sourceId, title, code, why];
    if (differences.length === 0) return [[...row, '', '', '']];
    return differences.map(({ name, before, after }) => [...row, name, before, after]);
  });
  return `\ufeff${[head, ...lines].map((cells) => `${cells.map(quoted).join(',')}\r\n`).join('')}`;
}

function quoted(cell: string): string {
  const text = guard(cell);
  return /[",\t;\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}
