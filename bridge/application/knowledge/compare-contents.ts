import type { Content } from '../../../knowledge/content/entry.ts';
import type { Difference } from '../knowledge-store.ts';

/** What people call the fields; one that is not here is told by its own name. */
const names: Readonly<Record<string, string>> = {
  kind: '类型',
  title: '标题',
  docNo: '文号',
  formerDocNos: '曾用文号',
  issuers: '发布机关',
  instrument: '效力位阶',
  level: '层级',
  regionCode: '适用地域',
  topic: '主题',
  materialClass: '资料类别',
  audience: '适用对象',
  signedOn: '成文日期',
  publishedOn: '公布日期',
  commencement: '施行',
  ending: '失效',
  endedClauses: '部分失效条款',
  clauses: '正文',
  replaces: '代替的文件',
  summaryPlain: '通俗摘要',
  readAloud: '口播稿',
  keywords: '关键词',
  openAttribute: '公开属性',
  attachments: '附件',
  question: '问题',
  similar: '相似问法',
  answerSpoken: '口播答复',
  answerFull: '完整答复',
  basis: '依据条款',
  validFrom: '生效日期',
  validTo: '失效日期',
  item: '办事事项',
  organ: '机关',
  office: '受理机构',
  address: '办公地址',
  hours: '办公时间',
  phone: '联系电话',
  fax: '传真',
  email: '电子邮箱',
  onlineUrl: '网上申请地址',
  formUrl: '申请表地址',
  catalogUrl: '目录地址',
  guideUrl: '指南地址',
  annualReportUrl: '年度报告地址',
};

/** The fields in which two contents differ, and the clauses, items and materials one by one. */
export function differencesOf(before: Content, after: Content): Difference[] {
  const found: Difference[] = [];
  const fields = new Set([...Object.keys(before), ...Object.keys(after)]);
  for (const field of fields) {
    const [one, other] = [Reflect.get(before, field) as unknown, Reflect.get(after, field) as unknown];
    if (field === 'clauses') found.push(...clauseDifferences(one, other));
    else if (field === 'item') found.push(...itemDifferences(one, other));
    else if (inWords(one) !== inWords(other))
      found.push(difference(field, names[field] ?? field, one, other));
  }
  return found;
}

/** A difference as a receipt keeps it: enough to see what it is about. */
export function shortened(differences: readonly Difference[]): Difference[] {
  return differences
    .slice(0, mostKept)
    .map(({ before, after, ...rest }) => ({ ...rest, before: cut(before), after: cut(after) }));
}

const mostKept = 20;
const mostLetters = 300;

function cut(text: string): string {
  return text.length <= mostLetters ? text : `${text.slice(0, mostLetters)}…`;
}

function clauseDifferences(one: unknown, other: unknown): Difference[] {
  const [before, after] = [clausesOf(one), clausesOf(other)];
  const numbers = new Set([...before.keys(), ...after.keys()]);
  return [...numbers].flatMap((no) => {
    const [old, now] = [before.get(no) ?? '', after.get(no) ?? ''];
    return old === now ? [] : [{ field: `clauses.${no}`, name: `正文 ${no}`, before: old, after: now }];
  });
}

/** By number; a number that comes twice is told apart by which time it is. */
function clausesOf(list: unknown): Map<string, string> {
  const clauses = new Map<string, string>();
  if (!Array.isArray(list)) return clauses;
  for (const clause of list as { no: string; text: string; heading: string[] }[]) {
    let no = clause.no;
    for (let time = 2; clauses.has(no); time += 1) no = `${clause.no}（第 ${time} 处）`;
    clauses.set(no, [...clause.heading, clause.text].join('\n'));
  }
  return clauses;
}

function itemDifferences(one: unknown, other: unknown): Difference[] {
  const [before, after] = [recordOf(one), recordOf(other)];
  const fields = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...fields].flatMap((field) =>
    inWords(before[field]) === inWords(after[field])
      ? []
      : [difference(`item.${field}`, `事项 ${field}`, before[field], after[field])],
  );
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function difference(field: string, name: string, before: unknown, after: unknown): Difference {
  return { field, name, before: inWords(before), after: inWords(after) };
}

/** Lists as people write them; what has parts of its own by their names, in one order: a store writes another. */
function inWords(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(inWords).join('；');
  if (typeof value !== 'object') return String(value);
  if ('written' in value && typeof value.written === 'string') return value.written;
  const parts = Object.entries(value).filter(([, part]) => inWords(part) !== '');
  return parts
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, part]) => `${name}：${inWords(part)}`)
    .join('，');
}
