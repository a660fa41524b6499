import { isDeepStrictEqual } from 'node:util';
import type { DeliveredEntry } from '../../content/delivery.ts';
import { guard } from '../../text/guarded.ts';
import { articleTemplate, readArticle, writeArticle } from './article-row.ts';
import { faqTemplate, readFaq, writeFaq } from './faq-row.ts';
import { EXAMPLE } from './read-knowledge-table.ts';
import type { PlainCell } from './read-table.ts';
import { RowReader } from './row-reader.ts';
import { ROW_CHARS } from './sheet.ts';
import { type Column, NOTES_SHEET, type Template } from './template.ts';
import { writeCsv } from './write-csv.ts';
import { type WrittenSheet, writeWorkbook } from './write-workbook.ts';

export type TableKind = 'article' | 'faq';
export type TableFormat = 'xlsx' | 'csv';
type Exported = Pick<DeliveredEntry, 'sourceId' | 'url' | 'content'>;
type Cells = Readonly<Record<string, string>>;

/** Excel holds 32,767 characters in a cell; some room for the apostrophe of a guarded one. */
const CELL_CHARS = 32_000;

const templates: Readonly<Record<TableKind, Template>> = { article: articleTemplate, faq: faqTemplate };

/** An empty table to fill in, with a row that shows how and, in a workbook, a sheet that says how. */
export function writeTemplate(kind: TableKind, format: TableFormat): Uint8Array {
  return fileOf(templates[kind], format, [examples[kind]]);
}

/**
 * Entries as the same table. Each that is written reads back as the same; an entry that has more than the columns can
 * say (files, clauses of its own shape, ended clauses) is left out and named.
 */
export function writeKnowledgeTable(
  kind: TableKind,
  format: TableFormat,
  entries: readonly Exported[],
): { bytes: Uint8Array; leftOut: { sourceId: string; words: string }[] } {
  const rows: Cells[] = [];
  const leftOut: { sourceId: string; words: string }[] = [];
  const seen = new Set<string>();
  for (const entry of entries) {
    const cells = cellsOf(kind, entry);
    if (cells !== null && !seen.has(entry.sourceId) && isReadBack(entry, cells)) {
      rows.push(cells);
      seen.add(entry.sourceId);
    } else {
      const words = seen.has(entry.sourceId)
        ? '编号与另一条目相同。'
        : '此条目有模板表达不了的内容（如附件、特殊分条、部分失效）。';
      leftOut.push({ sourceId: entry.sourceId, words: `${words}未导出。` });
    }
  }
  return { bytes: fileOf(templates[kind], format, rows), leftOut };
}

function cellsOf(kind: TableKind, { sourceId, url, content }: Exported): Cells | null {
  if (content.kind !== kind) return null;
  const common = { 编号: sourceId, 来源网址: url };
  return content.kind === 'article'
    ? { ...common, ...writeArticle(content) }
    : { ...common, ...writeFaq(content) };
}

/** By the reader itself, so that what can't be said never gets into a file. */
function isReadBack({ sourceId, url, content }: Exported, cells: Cells): boolean {
  const values = Object.values(cells);
  if (values.reduce((sum, value) => sum + value.length + 32, 0) > ROW_CHARS) return false;
  if (sourceId.startsWith(EXAMPLE) || values.some((value) => !value.isWellFormed())) return false;
  const goesOn = new Set(
    articleTemplate.columns.filter((column) => 'goesOn' in column).map((column) => column.name),
  );
  if (Object.entries(cells).some(([name, value]) => !goesOn.has(name as never) && value.length > CELL_CHARS))
    return false;
  const plain = Object.entries(cells).flatMap(([name, text]): [string, PlainCell][] =>
    text.trim() === '' ? [] : [[name, { cell: 'text', text }]],
  );
  const row = new RowReader({ in: '', row: null, column: null }, new Map(plain));
  // Dates after today are the reader's to doubt, not the writer's; a region is always written.
  const source = { fileName: '', regionCode: '', today: '9999-12-31' };
  const again = content.kind === 'article' ? readArticle(row, source) : readFaq(row, source);
  return row.text('编号') === sourceId && row.text('来源网址') === url && isDeepStrictEqual(again, content);
}

function fileOf(template: Template, format: TableFormat, rows: readonly Cells[]): Uint8Array {
  const parts = format === 'xlsx' ? rows.map((row) => inParts(row, template)) : rows;
  const header = template.columns.flatMap(({ name }) => [name, ...continued(name, parts)]);
  const table = [header, ...parts.map((row) => header.map((name) => guard(row[name] ?? '')))];
  if (format === 'csv') return writeCsv(table);
  return writeWorkbook([
    {
      name: template.name,
      rows: table,
      choices: choicesOf(header, template.columns),
      widths: header.map(() => 18),
    },
    notesOf(template),
  ]);
}

function inParts(row: Cells, { columns }: Template): Cells {
  const parts: Record<string, string> = { ...row };
  for (const { name, goesOn } of columns) {
    const text = row[name] ?? '';
    if (goesOn !== true || text.length <= CELL_CHARS) continue;
    let at = 0;
    for (let part = 0; at < text.length; part += 1) {
      const end = endOfPart(text, at);
      parts[part === 0 ? name : `${name}续${part}`] = text.slice(at, end);
      at = end;
    }
  }
  return parts;
}

/** Not inside a surrogate pair, and not before a blank: a cell of blanks alone would be none. */
function endOfPart(text: string, from: number): number {
  let end = from + CELL_CHARS;
  while (end < text.length && /[\s\udc00-\udfff]/.test(text.charAt(end)) && end > from + 1) end -= 1;
  return Math.min(end, text.length);
}

function continued(name: string, rows: readonly Cells[]): string[] {
  const names: string[] = [];
  for (let part = 1; rows.some((row) => `${name}续${part}` in row); part += 1) names.push(`${name}续${part}`);
  return names;
}

function choicesOf(header: readonly string[], columns: readonly Column[]) {
  const choices = new Map<number, readonly string[]>();
  for (const { name, choices: words } of columns)
    if (words !== undefined) choices.set(header.indexOf(name), words);
  return choices;
}

function notesOf({ name, columns }: Template): WrittenSheet {
  const rows = columns.map(({ name: column, required, note, choices }) => [
    column,
    required ? '必填' : '选填',
    note ?? `填写：${(choices ?? []).join('、')}`,
  ]);
  const about = [
    `${name}：列的顺序可以调整，列名不要改。日期可写 2026-01-31、2026/1/31 或 2026年1月31日。不要使用公式和合并单元格。`,
    '多个值用；或 | 分隔，也可以分行。值里本来就有这些符号的，在前面加 \\。',
  ];
  return {
    name: NOTES_SHEET,
    rows: [['列名', '是否必填', '填写要求'], ...rows, ...about.map((line) => ['', '', line])],
    choices: new Map(),
    widths: [18, 10, 80],
  };
}

const examples: Readonly<Record<TableKind, Cells>> = {
  article: {
    编号: `${EXAMPLE}（本行不导入）`,
    标题: '长沙市示例补贴办法',
    文号: '长示发〔2026〕1号',
    发文机关: '长沙市示例局',
    效力位阶: '规范性文件',
    层级: '市',
    区划代码: '430100',
    材料类别: '政策文件',
    主题: '企业与营商',
    适用对象: '企业；个体工商户',
    成文日期: '2026-01-15',
    发布日期: '2026-01-20',
    施行日期: '2026-02-01',
    失效日期: '2031-02-01',
    正文: '第一条　为了说明如何填写，制定本办法。\n第二条　符合条件的企业可以申请补贴。\n第三条　本办法自2026年2月1日起施行。',
    口语摘要: '符合条件的企业可以申请补贴。',
    朗读稿: '符合条件的企业可以申请补贴，2026年2月1日起施行。',
    关键词: '补贴；企业扶持',
    公开属性: '主动公开',
  },
  faq: {
    编号: `${EXAMPLE}（本行不导入）`,
    问题: '补贴在哪里申请？',
    相似问法: '补贴去哪办；申请补贴 地点',
    口语答复: '请到所在区县的政务服务大厅申请，也可以在网上申请。',
    依据条目: 'SL-001',
    依据条款: '第二条',
    适用对象: '企业；个体工商户',
    区划代码: '430100',
    主题: '企业与营商',
    关键词: '补贴；申请地点',
    生效日期: '2026-02-01',
  },
};
