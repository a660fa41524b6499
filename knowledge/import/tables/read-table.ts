import { type DeliveredFault, DeliveryRefused, type Whereabouts } from '../../content/delivery.ts';
import { unguard } from '../../text/guarded.ts';
import { type Columns, columnsOf, headerOf, ROWS_ABOVE_HEADER } from './header.ts';
import { openTable } from './open-table.ts';
import type { Cell, Sheet, SheetRow } from './sheet.ts';
import { NOTES_SHEET, type Template } from './template.ts';

/** A cell that can be trusted to say what somebody wrote. */
export type PlainCell = Exclude<Cell, { cell: 'formula' } | { cell: 'error' }>;

export interface TableRow<T extends Template> {
  delivered: 'row';
  template: T;
  at: Whereabouts;
  /** by column name; blank cells are not there */
  cells: ReadonlyMap<string, PlainCell>;
}

/** Is there a visible sheet with a header of this template? */
export async function hasTable(bytes: Uint8Array, fileName: string, template: Template): Promise<boolean> {
  await using table = await openTable(bytes, fileName);
  return (await headerOf(table.sheets, [template])) !== null;
}

/**
 * The rows of the first visible sheet whose header belongs to one of the templates, with their columns by name. What
 * can't be taken is said: other sheets, unknown columns, rows with formulas, errors or merged cells.
 * Sheets with a header of a companion are read by somebody else and not named.
 * @throws DeliveryRefused where the file is no table or its header lacks a column
 */
export async function* readTable<T extends Template>(
  bytes: Uint8Array,
  fileName: string,
  templates: readonly T[],
  companions: readonly Template[] = [],
): AsyncGenerator<DeliveredFault | TableRow<T>, void, undefined> {
  await using table = await openTable(bytes, fileName);
  const whole: Whereabouts = { in: fileName, row: null, column: null };
  for (const { code, words } of table.notes) yield { delivered: 'fault', at: whole, code, words };
  const found = await headerOf(table.sheets, templates);
  if (found === null) {
    throw new DeliveryRefused(
      'TABLE_NO_HEADER',
      whole,
      `找不到表头。表头须在前 ${ROWS_ABOVE_HEADER} 行内，${inWordsOf(templates)}`,
    );
  }
  for (const other of table.sheets) {
    if (other === found.sheet || other.name === NOTES_SHEET || (await isEmpty(other))) continue;
    if ((await headerOf([other], companions)) !== null) continue;
    const words = `工作表“${other.name}”${other.hidden ? '是隐藏的，' : ''}未读取。需要导入的，请单独存为一个文件。`;
    yield { delivered: 'fault', at: whole, code: 'TABLE_OTHER_SHEET', words };
  }
  const { sheet, header, template } = found;
  const place = sheet.name === '' ? fileName : `${fileName} 工作表“${sheet.name}”`;
  const { columns, faults } = columnsOf(header, template, place);
  yield* faults;
  for await (const row of sheet.rows()) {
    if (row.row <= header.row || isBlankIn(row, columns)) continue;
    yield* readRow(row, template, columns, place);
  }
}

function inWordsOf(templates: readonly Template[]): string {
  const each = templates.map(({ name, columns }) => {
    const required = columns.filter((column) => column.required).map((column) => column.name);
    return `${name}至少要有：${required.join('、')}`;
  });
  return `${each.join('；')}。请按模板填写后再导入。`;
}

function isBlankIn(row: SheetRow, columns: Columns): boolean {
  if (row.tooLong) return false;
  for (const number of row.cells.keys()) if (columns.has(number)) return false;
  return true;
}

function* readRow<T extends Template>(
  row: SheetRow,
  template: T,
  columns: Columns,
  place: string,
): Generator<DeliveredFault | TableRow<T>> {
  const at: Whereabouts = { in: place, row: row.row, column: null };
  const faults: DeliveredFault[] = [];
  const fault = (column: string | null, code: string, words: string) =>
    faults.push({ delivered: 'fault', at: { ...at, column }, code, words });
  if (row.tooLong) fault(null, 'ROW_TOO_LONG', '本行超过 100 万字，未读取。请拆分为几个条目。');
  if (row.merged) fault(null, 'ROW_MERGED', '本行有合并单元格，分不清各列的值。请取消合并，逐行填写。');
  const parts = new Map<string, { part: number; cell: PlainCell }[]>();
  for (const [number, cell] of row.cells) {
    const column = columns.get(number);
    if (column === undefined) continue;
    if (cell.cell === 'formula')
      fault(column.name, 'ROW_FORMULA', '单元格含公式，本行未读取。请复制后“选择性粘贴”为数值，再导入。');
    else if (cell.cell === 'error')
      fault(column.name, 'ROW_CELL_ERROR', `单元格是错误值 ${cell.text.slice(0, 20)}。请改正后再导入。`);
    else {
      const plain: PlainCell = cell.cell === 'text' ? { cell: 'text', text: unguard(cell.text) } : cell;
      parts.set(column.name, [...(parts.get(column.name) ?? []), { part: column.part, cell: plain }]);
    }
  }
  if (faults.length > 0) yield* faults;
  else
    yield {
      delivered: 'row',
      template,
      at,
      cells: new Map([...parts].map(([name, each]) => [name, joined(each)])),
    };
}

function joined(parts: readonly { part: number; cell: PlainCell }[]): PlainCell {
  const [first] = parts;
  if (first !== undefined && parts.length === 1) return first.cell;
  const texts = [...parts]
    .sort((a, b) => a.part - b.part)
    .map(({ cell }) => (cell.cell === 'text' ? cell.text : cell.written));
  return { cell: 'text', text: texts.join('') };
}

async function isEmpty(sheet: Sheet): Promise<boolean> {
  for await (const _ of sheet.rows()) return false;
  return true;
}
