import { type Clause, type PolicyArticle, startingOn } from '../article.ts';
import type { Provenance } from './delivery.ts';
import type { Content, Faq, GuideContent, ItemContent } from './entry.ts';
import type { ServiceItem } from './service-item.ts';

/** The version of an entry that callers are answered from. */
export interface AnsweringEntry {
  entryId: string;
  rev: number;
  content: Content;
  provenance: Provenance;
}

/** A text, what it says that it takes the place of, and the words its editors gave it. */
export interface SearchedText {
  article: PolicyArticle;
  /** ids or 文号 */
  replaces: readonly string[];
  keywords: readonly string[];
  /** what its editors had approved to be read to callers; '' or left out: nothing */
  readAloud?: string;
}

/**
 * An entry as the search knows it. What is kept as something else than a text, a service item or a guide, is read as
 * one too: its parts are clauses, so that each can be found, cited and read aloud by its name.
 */
export function asSearched({
  entryId,
  rev,
  content,
  provenance,
}: AnsweringEntry): SearchedText | { faq: Faq } {
  switch (content.kind) {
    case 'faq':
      return { faq: { id: entryId, rev, content } };
    case 'article': {
      const {
        kind: _kind,
        replaces,
        summaryPlain: _summary,
        readAloud,
        keywords,
        openAttribute: _open,
        attachments: _attachments,
        ...text
      } = content;
      return { article: { ...text, ...standing(entryId, rev, provenance) }, replaces, keywords, readAloud };
    }
    case 'item':
      return {
        article: { ...itemAsText(content, provenance), ...standing(entryId, rev, provenance) },
        replaces: [],
        keywords: content.keywords,
        readAloud: content.readAloud,
      };
    case 'guide':
      return {
        article: { ...guideAsText(content, provenance), ...standing(entryId, rev, provenance) },
        replaces: [],
        keywords: [],
      };
    default:
      return content satisfies never;
  }
}

type Standing = Pick<PolicyArticle, 'id' | 'rev' | 'supersedes' | 'supersededBy' | 'source'>;
type Text = Omit<PolicyArticle, keyof Standing>;

function standing(id: string, rev: number, { system, sourceId, fetchedAt }: Provenance): Standing {
  return {
    id,
    rev,
    supersedes: [],
    supersededBy: [],
    source: { origin: `${system}:${sourceId}`, dataAsOf: fetchedAt.slice(0, 10) },
  };
}

/** Parts of a service item in the order in which a caller is told them (一次性告知). */
const itemParts: readonly [no: string, field: keyof ServiceItem][] = [
  ['受理条件', 'accept_condition'],
  ['申请材料', 'materials'],
  ['办理流程', 'handle_flow'],
  ['办理时限', 'promise_day'],
  ['收费标准', 'fee_basis'],
  ['办理地点', 'transact_addr'],
  ['办理时间', 'transact_time'],
  ['网上办理', 'online_handle_url'],
  ['办理结果', 'result_name'],
  ['通办范围', 'handle_area'],
  ['咨询方式', 'link_way'],
  ['监督投诉', 'supervise_way'],
  ['设定依据', 'by_law'],
];

function itemAsText({ item, regionCode, audience, topic }: ItemContent, { fetchedAt }: Provenance): Text {
  return {
    ...plainText(item.task_name, item.dept_name, regionCode, topic),
    audience,
    level: levelOf(item.use_level, regionCode),
    commencement: startingOn(
      item.plan_effective_date ?? fetchedAt.slice(0, 10),
      item.plan_effective_date === null
        ? `事项库 ${fetchedAt.slice(0, 10)} 载明在用，未载明生效日期。`
        : `事项库载明自 ${item.plan_effective_date} 起实施。`,
    ),
    ending:
      item.plan_cancel_date === null
        ? { kind: 'none' }
        : {
            kind: 'ended',
            on: item.plan_cancel_date,
            basis: `事项库载明 ${item.plan_cancel_date} 取消。`,
            successorId: null,
          },
    clauses: itemClauses(item),
  };
}

/** Its parts as they are found, cited and told, each under its name. */
export function itemClauses(item: ServiceItem): Clause[] {
  return partsOf(itemParts.map(([no, field]) => [no, partOf(item, field)]));
}

function partOf(item: ServiceItem, field: keyof ServiceItem): string {
  if (field === 'materials')
    return item.materials
      .map(({ name, form, copies, necessity }, at) => {
        const more = [form, copies && `${copies}份`, necessity].filter(Boolean).join('，');
        return `${at + 1}. ${name}${more && `（${more}）`}`;
      })
      .join('\n');
  if (field === 'promise_day') {
    const promised = item.promise_day && `承诺办结时限：${item.promise_day}${item.promise_type}`;
    const legal = item.anticipate_day && `法定办结时限：${item.anticipate_day}${item.anticipate_type}`;
    return [promised, legal].filter(Boolean).join('\n');
  }
  if (field === 'fee_basis') {
    if (item.is_fee === '0') return '不收费。';
    return item.is_fee === '1' ? `收费。${item.fee_basis}` : item.fee_basis;
  }
  const value = item[field];
  return typeof value === 'string' ? value : '';
}

const guideParts: readonly [no: string, field: keyof GuideContent][] = [
  ['受理机构', 'office'],
  ['受理地址', 'address'],
  ['受理时间', 'hours'],
  ['联系电话', 'phone'],
  ['传真', 'fax'],
  ['电子邮箱', 'email'],
  ['网上申请', 'onlineUrl'],
  ['申请表', 'formUrl'],
  ['公开目录', 'catalogUrl'],
  ['公开指南', 'guideUrl'],
  ['年度报告', 'annualReportUrl'],
];

function guideAsText(guide: GuideContent, { fetchedAt }: Provenance): Text {
  const day = fetchedAt.slice(0, 10);
  return {
    ...plainText(`${guide.organ}政府信息公开指南`, guide.organ, guide.regionCode, '政府信息公开'),
    commencement: startingOn(
      guide.validFrom ?? day,
      guide.validFrom === null ? `${day} 载明在用。` : `载明自 ${guide.validFrom} 起适用。`,
    ),
    ending:
      guide.validTo === null
        ? { kind: 'none' }
        : { kind: 'ended', on: guide.validTo, basis: `载明适用至 ${guide.validTo}。`, successorId: null },
    clauses: guideClauses(guide),
  };
}

export function guideClauses(guide: GuideContent): Clause[] {
  return partsOf(guideParts.map(([no, field]) => [no, String(guide[field] ?? '')]));
}

function plainText(
  title: string,
  issuer: string,
  regionCode: string,
  topic: string,
): Omit<Text, 'commencement' | 'ending' | 'clauses'> {
  return {
    title,
    docNo: null,
    formerDocNos: [],
    issuers: [issuer],
    instrument: '规范性文件',
    level: levelOf('', regionCode),
    regionCode,
    topic,
    materialClass: '办事指南',
    audience: [],
    signedOn: null,
    publishedOn: null,
    endedClauses: [],
  };
}

function levelOf(stated: string, regionCode: string): PolicyArticle['level'] {
  for (const [word, level] of [
    ['国', '国家'],
    ['省', '省'],
    ['乡', '乡镇街道'],
    ['镇', '乡镇街道'],
    ['街', '乡镇街道'],
    ['县', '区县'],
    ['区', '区县'],
    ['市', '市'],
  ] as const)
    if (stated.includes(word)) return level;
  if (regionCode === '000000') return '国家';
  if (regionCode.length > 6) return '乡镇街道';
  if (regionCode.endsWith('0000')) return '省';
  return regionCode.endsWith('00') ? '市' : '区县';
}

/** A text without any part would be found by nothing: its name stands for it. */
function partsOf(parts: readonly (readonly [no: string, text: string])[]): Clause[] {
  const written = parts.filter(([, text]) => text.trim() !== '');
  if (written.length === 0)
    return [{ no: '说明', text: '事项库未载明具体内容。', anchor: 'part-0', heading: [] }];
  return written.map(([no, text], at) => ({ no, text, anchor: `part-${at + 1}`, heading: [no] }));
}
