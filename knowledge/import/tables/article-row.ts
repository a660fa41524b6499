import {
  audienceSchema,
  type Commencement,
  type Ending,
  instrumentSchema,
  levelSchema,
  materialClassSchema,
} from '../../article.ts';
import { type ArticleContent, articleContentSchema } from '../../content/entry.ts';
import { chineseDay } from '../../day.ts';
import { type DocNo, parseDocNo } from '../../text/doc-no.ts';
import { commencementOf } from '../commencement.ts';
import { joinBody, splitBody } from '../split-body.ts';
import type { DeliverySource } from './delivery-source.ts';
import { issueWords } from './issue-words.ts';
import type { RowReader } from './row-reader.ts';
import { joinSeveral } from './several.ts';
import type { Template } from './template.ts';

const openAttributes = ['主动公开', '依申请公开', '不予公开'] as const;

const endingNames = {
  期满: 'ended',
  废止: 'repealed',
  修改: 'amended',
  已修改未收录: 'revised-elsewhere',
} as const;
const endingWords = ['期满', '废止', '修改', '已修改未收录'] as const;

/** 政策条目, a row a text. */
export const articleTemplate = {
  name: '政策条目',
  columns: [
    { name: '编号', required: true, note: '本表内唯一，再次导入时据此识别同一条目。以“示例”开头的行不导入' },
    { name: '标题', required: true, note: '文件全称' },
    { name: '文号', required: false, note: '如 长政办发〔2026〕1号；没有的留空' },
    { name: '曾用文号', required: false, note: '修改前使用过的文号，多个用；分隔' },
    { name: '发文机关', required: true, note: '多个用；分隔' },
    { name: '效力位阶', required: false, choices: instrumentSchema.options },
    { name: '层级', required: true, choices: levelSchema.options },
    { name: '区划代码', required: false, note: '6、9 或 12 位；留空为来源所在地区' },
    { name: '材料类别', required: false, choices: materialClassSchema.options },
    { name: '主题', required: false, note: '如 社会保险、住房与物业' },
    { name: '适用对象', required: false, note: '多个用；分隔；留空或填“不限”为所有人' },
    { name: '成文日期', required: false, note: '如 2026-01-31' },
    { name: '发布日期', required: false, note: '如 2026-01-31' },
    { name: '施行日期', required: false, note: '留空时从正文的施行条款读取' },
    { name: '施行依据', required: false, note: '写明施行日期的条款原文' },
    { name: '本次文本施行日期', required: false, note: '文件修改过、本文本施行晚于原文件的才填' },
    { name: '前次文本缺失起日', required: false, note: '自此日至本次文本施行，适用的旧文本不在库中的才填' },
    { name: '失效日期', required: false, note: '自这一天起不再适用' },
    { name: '失效方式', required: false, choices: endingWords },
    { name: '失效依据', required: false, note: '写明失效的文件或条款' },
    { name: '替代条目', required: false, note: '替代本文件的条目编号' },
    { name: '废止文件', required: false, note: '本文件废止的文件的文号或编号，多个用；分隔' },
    {
      name: '正文',
      required: true,
      goesOn: true,
      note: '全文，分行；“第一条”“一、”“（一）”自动分条。一格写不下的，续写在“正文续1”“正文续2”列',
    },
    { name: '口语摘要', required: false, note: '不超过 120 字' },
    { name: '朗读稿', required: false, note: '不超过 280 字' },
    { name: '关键词', required: false, note: '多个用；分隔' },
    { name: '公开属性', required: false, choices: openAttributes },
    { name: '来源网址', required: false, note: '原文网址' },
  ],
} as const satisfies Template;

type ArticleColumn = (typeof articleTemplate)['columns'][number]['name'];

export const EVERYBODY = ['不限', '所有', '全部', '公众'];
export const NO_TOPIC = '其他';

/** null after faults */
export function readArticle(row: RowReader, { regionCode, today }: DeliverySource): ArticleContent | null {
  const clauses = splitBody(row.required('正文'));
  const publishedOn = dayUntilToday(row, '发布日期', today);
  const content = {
    kind: 'article',
    title: row.required('标题').replace(/\s*\n\s*/g, ''),
    docNo: docNosOf(row, '文号')[0] ?? null,
    formerDocNos: docNosOf(row, '曾用文号'),
    issuers: issuersOf(row),
    instrument: row.oneOf('效力位阶', instrumentSchema.options, '规范性文件'),
    level: levelOf(row),
    regionCode: row.text('区划代码') || regionCode,
    topic: row.text('主题') || NO_TOPIC,
    materialClass: row.oneOf('材料类别', materialClassSchema.options, '政策文件'),
    audience: row.severalOf('适用对象', audienceSchema.options, EVERYBODY),
    signedOn: dayUntilToday(row, '成文日期', today),
    publishedOn,
    commencement: commencementIn(row, clauses, publishedOn),
    ending: endingOf(row),
    endedClauses: [],
    clauses,
    replaces: row.several('废止文件'),
    summaryPlain: row.text('口语摘要'),
    readAloud: row.text('朗读稿'),
    keywords: row.several('关键词'),
    openAttribute: row.oneOf('公开属性', openAttributes, '主动公开'),
    attachments: [],
  };
  if (row.faults.length > 0) return null;
  const result = articleContentSchema.safeParse(content);
  if (result.success) return result.data;
  for (const issue of result.error.issues) {
    const column = columnOf[String(issue.path[0])] ?? null;
    row.fault(column, 'ROW_FIELD', issueWords(issue, column ?? String(issue.path[0])));
  }
  return null;
}

const columnOf: Readonly<Record<string, ArticleColumn>> = {
  title: '标题',
  issuers: '发文机关',
  regionCode: '区划代码',
  topic: '主题',
  clauses: '正文',
  replaces: '废止文件',
  summaryPlain: '口语摘要',
  readAloud: '朗读稿',
  keywords: '关键词',
};

/** A text that is dated after today has a slip of the pen in its year. */
function dayUntilToday(row: RowReader, column: ArticleColumn, today: string) {
  const day = row.day(column);
  if (day === null || day <= today) return day;
  row.fault(column, 'ROW_DATE', `${chineseDay(day)}在今天以后，不可能是${column}。请核对年份。`);
  return null;
}

function docNosOf(row: RowReader, column: '文号' | '曾用文号'): DocNo[] {
  const docNos: DocNo[] = [];
  for (const written of column === '文号' ? [row.text(column)] : row.several(column)) {
    if (written === '' || written === '无') continue;
    const docNo = parseDocNo(written);
    if (docNo === null)
      row.fault(
        column,
        'ROW_DOC_NO',
        `读不出文号“${written.slice(0, 40)}”。请写成“长政办发〔2026〕1号”的样子；没有文号的留空。`,
      );
    else docNos.push(docNo);
  }
  return docNos;
}

function issuersOf(row: RowReader): string[] {
  row.required('发文机关');
  return row.several('发文机关');
}

function levelOf(row: RowReader) {
  row.required('层级');
  return row.oneOf('层级', levelSchema.options, '市');
}

function commencementIn(
  row: RowReader,
  clauses: ArticleContent['clauses'],
  publishedOn: string | null,
): Commencement {
  const day = row.day('施行日期');
  const stated = row.text('施行依据');
  const textFrom = row.day('本次文本施行日期');
  const unseenFrom = row.day('前次文本缺失起日');
  if (day === null && stated !== '') return { kind: 'unknown', basis: stated };
  const found = commencementOf(day, clauses, publishedOn);
  if (found.kind === 'unknown') return found;
  if (textFrom !== null && textFrom < found.ruleFrom)
    row.fault('本次文本施行日期', 'ROW_DATE', '本次文本施行日期早于施行日期。请核对。');
  return { ...found, textFrom: textFrom ?? found.textFrom, unseenFrom, basis: stated || found.basis };
}

function endingOf(row: RowReader): Ending {
  const on = row.day('失效日期');
  const how = endingNames[row.oneOf('失效方式', endingWords, '期满')];
  if (on === null) {
    for (const column of ['失效方式', '失效依据', '替代条目'])
      if (row.text(column) !== '')
        row.fault('失效日期', 'ROW_MISSING', `填写了“${column}”，“失效日期”却未填。请补填。`);
    return { kind: 'none' };
  }
  const basis = row.text('失效依据') || `来件填写：自${chineseDay(on)}起失效。`;
  if (how === 'revised-elsewhere') return { kind: how, on, basis };
  return { kind: how, on, basis, successorId: row.text('替代条目') || null };
}

/** The cells of an entry, by column. What a template has no column for is left out: see write-knowledge-table.ts. */
export function writeArticle(content: ArticleContent): Partial<Record<ArticleColumn, string>> {
  const { commencement, ending } = content;
  const known = commencement.kind === 'known' ? commencement : null;
  return {
    标题: content.title,
    文号: content.docNo?.written ?? '',
    曾用文号: joinSeveral(content.formerDocNos.map(({ written }) => written)),
    发文机关: joinSeveral(content.issuers),
    效力位阶: content.instrument,
    层级: content.level,
    区划代码: content.regionCode,
    材料类别: content.materialClass,
    主题: content.topic,
    适用对象: joinSeveral(content.audience),
    成文日期: content.signedOn ?? '',
    发布日期: content.publishedOn ?? '',
    施行日期: known?.ruleFrom ?? '',
    施行依据: commencement.basis,
    本次文本施行日期: known?.textFrom ?? '',
    前次文本缺失起日: known?.unseenFrom ?? '',
    ...writeEnding(ending),
    废止文件: joinSeveral(content.replaces),
    正文: joinBody(content.clauses),
    口语摘要: content.summaryPlain,
    朗读稿: content.readAloud,
    关键词: joinSeveral(content.keywords),
    公开属性: content.openAttribute,
  };
}

function writeEnding(ending: Ending): Partial<Record<ArticleColumn, string>> {
  if (ending.kind === 'none') return {};
  const successor = ending.kind === 'revised-elsewhere' ? null : ending.successorId;
  return {
    失效日期: ending.on,
    失效方式: endingWords.find((word) => endingNames[word] === ending.kind) ?? '',
    失效依据: ending.basis,
    替代条目: successor ?? '',
  };
}
