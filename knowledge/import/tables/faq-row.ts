import { audienceSchema, materialClassSchema } from '../../article.ts';
import { type Basis, type FaqContent, faqContentSchema } from '../../content/entry.ts';
import { EVERYBODY, NO_TOPIC } from './article-row.ts';
import type { DeliverySource } from './delivery-source.ts';
import { issueWords } from './issue-words.ts';
import type { RowReader } from './row-reader.ts';
import { joinSeveral } from './several.ts';
import type { Template } from './template.ts';

/** 常见问题, a row a question. */
export const faqTemplate = {
  name: '常见问题',
  columns: [
    { name: '编号', required: true, note: '本表内唯一，再次导入时据此识别同一条目。以“示例”开头的行不导入' },
    { name: '问题', required: true, note: '来电人的一般问法，不超过 200 字' },
    { name: '相似问法', required: false, note: '其他问法，多个用；分隔' },
    { name: '口语答复', required: true, note: '坐席读给来电人听的，不超过 280 字' },
    { name: '详细答复', required: false, note: '不超过 4,000 字' },
    { name: '依据条目', required: false, note: '政策条目的编号，多个用；分隔' },
    { name: '依据条款', required: false, note: '如 第十条，与依据条目逐项对应' },
    { name: '适用对象', required: false, note: '多个用；分隔；留空或填“不限”为所有人' },
    { name: '区划代码', required: false, note: '6、9 或 12 位；留空为来源所在地区' },
    { name: '主题', required: false, note: '如 社会保险、住房与物业' },
    { name: '材料类别', required: false, choices: materialClassSchema.options },
    { name: '关键词', required: false, note: '多个用；分隔' },
    { name: '生效日期', required: false, note: '如 2026-01-31' },
    { name: '失效日期', required: false, note: '自这一天起不再适用' },
    { name: '来源网址', required: false, note: '原文网址' },
  ],
} as const satisfies Template;

type FaqColumn = (typeof faqTemplate)['columns'][number]['name'];

/** null after faults */
export function readFaq(row: RowReader, { regionCode }: DeliverySource): FaqContent | null {
  const content = {
    kind: 'faq',
    question: row.required('问题'),
    similar: row.several('相似问法'),
    answerSpoken: row.required('口语答复'),
    answerFull: row.text('详细答复'),
    basis: basisOf(row),
    audience: row.severalOf('适用对象', audienceSchema.options, EVERYBODY),
    regionCode: row.text('区划代码') || regionCode,
    topic: row.text('主题') || NO_TOPIC,
    materialClass: row.oneOf('材料类别', materialClassSchema.options, '办事指南'),
    keywords: row.several('关键词'),
    validFrom: row.day('生效日期'),
    validTo: row.day('失效日期'),
  };
  if (content.validFrom !== null && content.validTo !== null && content.validTo <= content.validFrom)
    row.fault('失效日期', 'ROW_DATE', '失效日期不晚于生效日期。请核对。');
  if (row.faults.length > 0) return null;
  const result = faqContentSchema.safeParse(content);
  if (result.success) return result.data;
  for (const issue of result.error.issues) {
    const column = columnOf[String(issue.path[0])] ?? null;
    row.fault(column, 'ROW_FIELD', issueWords(issue, column ?? String(issue.path[0])));
  }
  return null;
}

const columnOf: Readonly<Record<string, FaqColumn>> = {
  question: '问题',
  similar: '相似问法',
  answerSpoken: '口语答复',
  answerFull: '详细答复',
  regionCode: '区划代码',
  topic: '主题',
  keywords: '关键词',
};

/** Article and clause side by side: one article may stand for all clauses, else there are as many of each. */
function basisOf(row: RowReader): Basis[] {
  const articles = row.several('依据条目');
  const clauses = row.several('依据条款');
  const [only] = articles;
  if (only !== undefined && articles.length === 1) {
    if (clauses.length === 0)
      row.fault('依据条款', 'ROW_BASIS', '填写了依据条目，依据条款未填。请补填，如“第十条”。');
    return clauses.map((clauseNo) => ({ articleId: only, clauseNo }));
  }
  if (articles.length !== clauses.length) {
    row.fault(
      '依据条款',
      'ROW_BASIS',
      `依据条目有 ${articles.length} 项，依据条款有 ${clauses.length} 项，对不上。请逐项对应填写。`,
    );
    return [];
  }
  return articles.flatMap((articleId, at) => {
    const clauseNo = clauses[at];
    return clauseNo === undefined ? [] : [{ articleId, clauseNo }];
  });
}

export function writeFaq(content: FaqContent): Partial<Record<FaqColumn, string>> {
  return {
    问题: content.question,
    相似问法: joinSeveral(content.similar),
    口语答复: content.answerSpoken,
    详细答复: content.answerFull,
    依据条目: joinSeveral(content.basis.map(({ articleId }) => articleId)),
    依据条款: joinSeveral(content.basis.map(({ clauseNo }) => clauseNo)),
    适用对象: joinSeveral(content.audience),
    区划代码: content.regionCode,
    主题: content.topic,
    材料类别: content.materialClass,
    关键词: joinSeveral(content.keywords),
    生效日期: content.validFrom ?? '',
    失效日期: content.validTo ?? '',
  };
}
