import { DeliveryRefused } from '../../content/delivery.ts';
import type { CsvText } from './csv-text.ts';
import { LAST_COLUMN, ROW_CHARS, RowBuilder, type SheetRow, type Table } from './sheet.ts';

/**
 * CSV by RFC 4180, with whatever stands between the cells of the header. papaparse is not used for it: it keeps an
 * unfinished row and reads it again with every piece, so that one open quotation mark costs the square of the file.
 */
export function tableOfCsv(text: CsvText, fileName: string): Table {
  return {
    sheets: [{ name: '', hidden: false, rows: () => rowsOfCsv(text, fileName) }],
    notes: [],
    async [Symbol.asyncDispose]() {},
  };
}

const SEPARATORS = [',', '\t', ';'];

async function* rowsOfCsv(text: CsvText, fileName: string): AsyncGenerator<SheetRow, void, undefined> {
  const separator = separatorOf(text);
  let row = 1;
  let builder = new RowBuilder(row);
  let column = 1;
  let cell = '';
  let chars = 0;
  let state: 'start' | 'plain' | 'quoted' | 'quote-in-quoted' = 'start';
  let afterReturn = false;

  const endCell = () => {
    if (column <= LAST_COLUMN) builder.add(column, { cell: 'text', text: cell });
    column += 1;
    cell = '';
    chars = 0;
    state = 'start';
  };
  const endRow = () => {
    endCell();
    const done = builder.done(false);
    row += 1;
    builder = new RowBuilder(row);
    column = 1;
    return done;
  };

  for (const piece of text.pieces()) {
    const ready: SheetRow[] = [];
    for (const sign of piece) {
      const lineFeed = afterReturn && sign === '\n' && state !== 'quoted';
      afterReturn = false;
      // \r\n is one end of a row.
      if (lineFeed) continue;
      if (state === 'quoted') {
        if (sign === '"') state = 'quote-in-quoted';
        else add(sign);
      } else if (sign === '"' && state !== 'plain') {
        if (state === 'quote-in-quoted') add(sign);
        state = 'quoted';
      } else if (sign === separator) {
        endCell();
      } else if (sign === '\n' || sign === '\r') {
        afterReturn = sign === '\r';
        const done = endRow();
        if (done !== null) ready.push(done);
      } else {
        add(sign);
        state = 'plain';
      }
    }
    yield* ready;
  }
  if (state === 'quoted')
    throw new DeliveryRefused(
      'TABLE_QUOTE',
      { in: fileName, row, column: null },
      `第 ${row} 行起有一个引号没有配对，其后的内容分不清行列。请补上引号，或另存为“Excel 工作簿（*.xlsx）”后再导入。`,
    );
  const last = endRow();
  if (last !== null) yield last;

  /** One sign beyond the limit is kept, so that the row knows of it. */
  function add(sign: string): void {
    chars += sign.length;
    if (chars <= ROW_CHARS + 2) cell += sign;
  }
}

/** What stands most often in the first line that has any of them: a title above the header has none. */
function separatorOf(text: CsvText): string {
  const first = text.pieces().next();
  const lines = (first.done === true ? '' : first.value).split(/[\r\n]+/, 20);
  for (const line of lines) {
    const counts = SEPARATORS.map((separator) => line.split(separator).length - 1);
    const most = Math.max(...counts);
    if (most > 0) return SEPARATORS[counts.indexOf(most)] ?? ',';
  }
  return ',';
}
