import { isElement, isRead, linesOf } from './page-text.ts';
import type { Page, PageNode } from './read-html.ts';

/** The fields of the box above a document, under all the names that sites give them. */
const LABELS = {
  index: ['索引号', '索取号', '信息索引号'],
  topic: ['主题分类', '信息类别', '信息分类'],
  issuer: ['发文机关', '发文机构', '发布机构', '发布机关', '制发机关', '公开责任部门', '发文单位'],
  signedOn: ['成文日期', '生成日期', '发文日期', '印发日期'],
  title: ['标题', '名称', '信息名称', '文件名称'],
  docNo: ['发文字号', '文号', '文件编号'],
  publishedOn: ['发布日期', '公开日期', '发布时间', '公布日期'],
  startsOn: ['实施日期', '施行日期', '生效日期'],
  validity: ['有效性', '效力状态', '时效性', '文件状态', '是否有效', '时效状态'],
  endsOn: ['废止日期', '失效日期', '失效时间', '废止时间', '终止日期'],
  keywords: ['主题词', '关键词'],
  open: ['公开方式', '公开属性', '公开形式'],
} as const;
export type InfoField = keyof typeof LABELS;
export type InfoTable = Readonly<Partial<Record<InfoField, string>>>;

const FIELDS = new Map<string, InfoField>(
  (Object.keys(LABELS) as InfoField[]).flatMap((field) =>
    LABELS[field].map((label) => [label, field] as const),
  ),
);
const CELLS = 'td, th, li, dt, dd, p, div, span, b, strong, em, label';
const LONGEST_CELL = 300;
const MOST_LINES = 12;
const MOST_NODES = 80;
const MOST_SIGNS = 4_000;
const HEAD_LINES = 15;
const MOST_CELLS = 3_000;
/** A box has several of them; a single 标题： is a word of the text. */
const LEAST_FIELDS = 2;

/** As rows of a table, items of a list, or lines: a label, and beside or behind it the value. */
export function readInfoTable(page: Page, content: PageNode | null): InfoTable {
  const found: Partial<Record<InfoField, string>> = {};
  const cells = page(CELLS)
    .toArray()
    .filter((cell) => isRead(cell) && !isInside(cell, content))
    .slice(0, MOST_CELLS);
  for (const cell of cells) {
    const lines = shortLines(cell);
    for (const line of lines) {
      const labelled = split(line);
      if (labelled === null || found[labelled.field] !== undefined) continue;
      const value = labelled.value === '' && lines.length === 1 ? besideOf(cell) : labelled.value;
      if (value !== null && value !== '' && split(value) === null) found[labelled.field] = value;
    }
  }
  return Object.keys(found).length < LEAST_FIELDS ? {} : found;
}

/** A box that stands at the head of the text itself; `rest` is the text without it. */
export function takeInfoLines(lines: readonly string[]): { table: InfoTable; rest: readonly string[] } {
  const found: Partial<Record<InfoField, string>> = {};
  const taken = new Set<number>();
  for (const [at, line] of lines.slice(0, HEAD_LINES).entries()) {
    const cells = line.split(' | ');
    let label: InfoField | null = null;
    for (const cell of cells) {
      const labelled = split(cell);
      const field: InfoField | null = labelled?.field ?? label;
      const value = labelled === null ? cell : labelled.value;
      label = labelled !== null && labelled.value === '' ? labelled.field : null;
      if (field === null || (labelled === null && cells.length === 1)) continue;
      taken.add(at);
      if (value !== '' && found[field] === undefined) found[field] = value;
    }
  }
  return Object.keys(found).length < LEAST_FIELDS
    ? { table: {}, rest: lines }
    : { table: found, rest: lines.filter((_, at) => !taken.has(at)) };
}

/** 索 引 号：430100/2026-00001 → index, 430100/2026-00001 */
function split(text: string): { field: InfoField; value: string } | null {
  const match =
    /^[【[]?([\u4e00-\u9fff][\u4e00-\u9fff\s\u3000]{1,14}?)[】\]]?\s*(?:[:：]\s*([\s\S]*))?$/.exec(text);
  const field = FIELDS.get((match?.[1] ?? '').replace(/[\s\u3000]/g, ''));
  return field === undefined ? null : { field, value: (match?.[2] ?? '').trim() };
}

/** Of a cell that holds one thing, or of a box; none where it holds more. */
function shortLines(cell: PageNode): string[] {
  if (!isSmall(cell)) return [];
  const lines = linesOf(cell);
  return lines.length > MOST_LINES || lines.some((line) => line.length > LONGEST_CELL) ? [] : lines;
}

/** Ends early: of boxes in boxes each holds the whole page. */
function isSmall(cell: PageNode): boolean {
  let nodes = 0;
  let signs = 0;
  const walk = (node: PageNode): boolean => {
    nodes += 1;
    if (node.type === 'text') signs += node.data.length;
    if (nodes > MOST_NODES || signs > MOST_SIGNS) return false;
    return !('children' in node) || node.children.every(walk);
  };
  return walk(cell);
}

function besideOf(cell: PageNode): string | null {
  let next: PageNode | null = cell.next;
  while (next !== null && !(isElement(next) && isRead(next))) {
    // 索引号：</b>430100 …: the value is bare text behind the label.
    if (next.type === 'text' && next.data.trim() !== '')
      return next.data
        .replace(/^\s*[:：]/, '')
        .trim()
        .slice(0, LONGEST_CELL);
    next = next.next;
  }
  return next === null ? null : shortLines(next).join(' ');
}

function isInside(node: PageNode, outer: PageNode | null): boolean {
  for (let at: PageNode | null = node; at !== null; at = at.parent) if (at === outer) return true;
  return false;
}
