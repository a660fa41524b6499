import { DeliveryRefused } from '../../content/delivery.ts';
import { tableOfCsv } from './csv-rows.ts';
import { textOf } from './csv-text.ts';
import { openWorkbook } from './open-workbook.ts';
import type { Table } from './sheet.ts';

/**
 * XLSX or CSV, told by its first bytes and never by its name.
 * @throws DeliveryRefused for anything else, saying what it is and what to save it as
 */
export async function openTable(bytes: Uint8Array, fileName: string): Promise<Table> {
  const refuse = (code: string, words: string) =>
    new DeliveryRefused(code, { in: fileName, row: null, column: null }, words);
  if (bytes.length === 0) throw refuse('TABLE_EMPTY', '文件是空的。请重新导出后再导入。');
  if (startsWith(bytes, [0x50, 0x4b])) return openWorkbook(bytes, fileName);
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0]))
    throw refuse(
      'TABLE_OLD_EXCEL',
      '这是旧版 Excel 文件（.xls）或设有密码的工作簿，无法读取。请取消密码，另存为“Excel 工作簿（*.xlsx）”后再导入。',
    );
  const known = otherKinds.find(({ sign }) => startsWith(bytes, [...Buffer.from(sign)]));
  if (known !== undefined)
    throw refuse(
      'TABLE_FORMAT',
      `这是${known.name}，不是表格。请另存为“Excel 工作簿（*.xlsx）”或“CSV UTF-8”后再导入。`,
    );
  return tableOfCsv(textOf(bytes, fileName), fileName);
}

/** What is sent under the name of a table. Many a government system exports a page and calls it .xls. */
const otherKinds = [
  { sign: '%PDF', name: ' PDF 文件' },
  { sign: '<', name: '网页或 XML 文件' },
  { sign: '\u{feff}<', name: '网页或 XML 文件' },
  { sign: '{\\rtf', name: ' RTF 文档' },
  { sign: 'Rar!', name: ' RAR 压缩包' },
];

function startsWith(bytes: Uint8Array, sign: readonly number[]): boolean {
  return sign.every((byte, at) => bytes[at] === byte);
}
