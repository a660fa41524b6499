import { type DeliveredFault, DeliveryRefused } from '../../content/delivery.ts';
import { normalise } from '../../text/normalise.ts';
import type { Cell, Sheet, SheetRow } from './sheet.ts';
import { type Column, NOTES_SHEET, type Template } from './template.ts';

/** A header stands in one of so many rows: titles and dates of issue may stand above it. */
export const ROWS_ABOVE_HEADER = 20;
const UNKNOWN_NAMED = 20;

interface Header<T> {
  sheet: Sheet;
  header: SheetRow;
  template: T;
}

/** Two known names in a row make a header: one alone may be a word of a title or of some other table. */
export async function headerOf<T extends Template>(
  sheets: readonly Sheet[],
  templates: readonly T[],
): Promise<Header<T> | null> {
  for (const sheet of sheets) {
    if (sheet.hidden || sheet.name === NOTES_SHEET) continue;
    let best: { known: number; header: SheetRow; template: T } | null = null;
    let rows = 0;
    for await (const header of sheet.rows()) {
      const names = new Set([...header.cells.values()].map(headerName));
      for (const template of templates) {
        const known = template.columns.filter(({ name }) => names.has(name)).length;
        if (known >= 2 && known > (best?.known ?? 0)) best = { known, header, template };
      }
      rows += 1;
      if (rows === ROWS_ABOVE_HEADER) break;
    }
    if (best !== null) return { sheet, header: best.header, template: best.template };
  }
  return null;
}

/** 标题*, ＊标题 and 标题（必填） are 标题; half or full width is the same. */
function headerName(cell: Cell): string {
  if (cell.cell !== 'text') return '';
  return normalise(cell.text)
    .replace(/\((?:必填|选填|可选)\)/g, '')
    .replace(/[* ]/g, '');
}

/** Column number → name, with the order of what goes on in several. */
export type Columns = ReadonlyMap<number, { name: string; part: number }>;

export function columnsOf(
  header: SheetRow,
  template: Template,
  place: string,
): { columns: Columns; faults: DeliveredFault[] } {
  const columns = new Map<number, { name: string; part: number }>();
  const unknown: string[] = [];
  const seen = new Set<string>();
  for (const [number, cell] of header.cells) {
    const written = headerName(cell);
    const more = /^(.+?)续([1-9]\d{0,2})$/.exec(written);
    const name = more?.[1] ?? written;
    const column = template.columns.find(
      (each) => each.name === name && (more === null || each.goesOn === true),
    );
    if (column === undefined)
      unknown.push(cell.cell === 'text' ? cell.text.trim().slice(0, 40) : '（公式或数字）');
    else if (seen.has(written)) throw doubled(place, header.row, written);
    else columns.set(number, { name, part: Number(more?.[2] ?? 0) });
    seen.add(written);
  }
  const missing = template.columns.filter(({ name, required }) => required && !seen.has(name));
  if (missing.length > 0) throw lacking(place, header.row, template, missing);
  return { columns, faults: unknownColumns(unknown, template, place, header.row) };
}

function doubled(place: string, row: number, name: string): DeliveryRefused {
  const at = { in: place, row, column: name };
  return new DeliveryRefused(
    'TABLE_HEADER_TWICE',
    at,
    `表头有两个“${name}”列，无法判断以哪一列为准。请删去一列后再导入。`,
  );
}

function lacking(
  place: string,
  row: number,
  template: Template,
  missing: readonly Column[],
): DeliveryRefused {
  const names = missing.map(({ name }) => `“${name}”`).join('、');
  const at = { in: place, row, column: missing[0]?.name ?? null };
  return new DeliveryRefused(
    'TABLE_COLUMN_MISSING',
    at,
    `${template.name}表缺少必填的列：${names}。请按模板补上后再导入。`,
  );
}

function unknownColumns(
  unknown: readonly string[],
  template: Template,
  place: string,
  row: number,
): DeliveredFault[] {
  const faults: DeliveredFault[] = unknown.slice(0, UNKNOWN_NAMED).map((name) => ({
    delivered: 'fault',
    at: { in: place, row, column: name },
    code: 'COLUMN_UNKNOWN',
    words: `${template.name}模板没有“${name}”列，该列未读取。列名写错的，请更正后再导入。`,
  }));
  if (unknown.length > UNKNOWN_NAMED) {
    const words = `另有 ${unknown.length - UNKNOWN_NAMED} 列不在模板内，未读取。`;
    faults.push({ delivered: 'fault', at: { in: place, row, column: null }, code: 'COLUMN_UNKNOWN', words });
  }
  return faults;
}
