import type {
  ArticleContent,
  Content,
  FaqContent,
  GuideContent,
  ItemContent,
} from '../../../../bridge/protocol/content.ts';
import { guideFields, itemFields } from './field-names.ts';

/** A piece of a content as people read and compare it. */
export interface Part {
  /** the same piece in another version */
  key: string;
  name: string;
  text: string;
  /** facts stand in a table, words under their name, clauses one by one, notice as what a caller is told at once */
  place: 'facts' | 'words' | 'clause' | 'notice';
  /** 第四章 …, from the outside in; of a clause */
  heading?: readonly string[];
}

/** All that a content says, without what was left empty. */
export function partsOf(content: Content, regionName: (code: string) => string): Part[] {
  const region = fact('regionCode', '适用地域', regionName(content.regionCode));
  return [...own(content, region)].filter(({ text, place }) => text !== '' || place === 'clause');
}

function own(content: Content, region: Part): Part[] {
  switch (content.kind) {
    case 'article':
      return articleParts(content, region);
    case 'faq':
      return faqParts(content, region);
    case 'item':
      return itemParts(content, region);
    case 'guide':
      return guideParts(content, region);
    default:
      return content satisfies never;
  }
}

function articleParts(article: ArticleContent, region: Part): Part[] {
  return [
    fact('title', '标题', article.title),
    fact('docNo', '文号', article.docNo?.written ?? ''),
    fact('issuers', '发布机关', listed(article.issuers)),
    fact('instrument', '效力位阶', article.instrument),
    fact('level', '层级', article.level),
    region,
    fact('topic', '主题', article.topic),
    fact('materialClass', '资料类别', article.materialClass),
    fact('audience', '适用对象', listed(article.audience) || '不限'),
    fact('signedOn', '成文日期', article.signedOn ?? ''),
    fact('publishedOn', '公布日期', article.publishedOn ?? ''),
    fact('commencement', '施行', commencementWords(article.commencement)),
    fact('ending', '失效', endingWords(article.ending)),
    fact(
      'endedClauses',
      '部分失效',
      article.endedClauses.map(({ no, on, basis }) => `${no} 自 ${on} 起失效（${basis}）`).join('\n'),
    ),
    fact('replaces', '代替的文件', listed(article.replaces)),
    fact('formerDocNos', '曾用文号', listed(article.formerDocNos.map(({ written }) => written))),
    fact('openAttribute', '公开属性', article.openAttribute),
    fact('keywords', '关键词', listed(article.keywords)),
    words('readAloud', '口播稿', article.readAloud),
    words('summaryPlain', '通俗摘要', article.summaryPlain),
    ...clauseParts(article),
    ...fileParts(article.attachments),
  ];
}

/** By number; one that comes twice is told apart by which time it is. */
function clauseParts({ clauses }: ArticleContent): Part[] {
  const times = new Map<string, number>();
  return clauses.map(({ no, text, heading }) => {
    const time = (times.get(no) ?? 0) + 1;
    times.set(no, time);
    return { key: `clause ${no} ${time}`, name: no, text, place: 'clause', heading };
  });
}

function faqParts(faq: FaqContent, region: Part): Part[] {
  return [
    fact('question', '问题', faq.question),
    words('answerSpoken', '口播答复', faq.answerSpoken),
    words('answerFull', '完整答复', faq.answerFull),
    words('similar', '相似问法', faq.similar.join('\n')),
    words(
      'basis',
      '依据条款',
      faq.basis.map(({ articleId, clauseNo }) => `${articleId} ${clauseNo}`).join('\n'),
    ),
    region,
    fact('topic', '主题', faq.topic),
    fact('materialClass', '资料类别', faq.materialClass),
    fact('audience', '适用对象', listed(faq.audience) || '不限'),
    fact('keywords', '关键词', listed(faq.keywords)),
    fact('validFrom', '生效日期', faq.validFrom ?? ''),
    fact('validTo', '失效日期', faq.validTo ?? ''),
  ];
}

/** What a caller is to be told at once (一次性告知), in this order; the rest are facts for the desk. */
const noticeFields = [
  'accept_condition',
  'materials',
  'handle_flow',
  'promise_day',
  'anticipate_day',
  'is_fee',
  'fee_basis',
  'transact_addr',
  'transact_time',
  'online_handle_url',
  'mobile_terminal_url',
  'result_name',
  'handle_area',
  'link_way',
  'supervise_way',
  'by_law',
];
const withUnit: Readonly<Record<string, 'promise_type' | 'anticipate_type'>> = {
  promise_day: 'promise_type',
  anticipate_day: 'anticipate_type',
};

function itemParts({ item, ...more }: ItemContent, region: Part): Part[] {
  const known = Object.entries(itemFields) as [keyof ItemContent['item'], string][];
  const parts = known.map(([field, name]): Part => {
    const unit = withUnit[field];
    const value = item[field];
    const text =
      field === 'materials'
        ? materialWords(item.materials)
        : flags.has(field)
          ? ({ '0': '否', '1': '是' }[String(value)] ?? '')
          : `${value ?? ''}${unit === undefined || value === '' ? '' : item[unit]}`;
    return { key: `item.${field}`, name, text, place: noticeFields.includes(field) ? 'notice' : 'facts' };
  });
  const order = (part: Part) => noticeFields.indexOf(part.key.slice('item.'.length));
  const units = new Set(['item.promise_type', 'item.anticipate_type']);
  return [
    ...parts.filter(({ place, key }) => place === 'facts' && !units.has(key)),
    region,
    fact('topic', '主题', more.topic),
    fact('audience', '适用对象', listed(more.audience) || '不限'),
    fact('keywords', '关键词', listed(more.keywords)),
    words('readAloud', '口播稿', more.readAloud),
    ...parts.filter(({ place }) => place === 'notice').sort((one, other) => order(one) - order(other)),
    ...fileParts(more.attachments),
  ];
}

const flags: ReadonlySet<string> = new Set(['is_fee', 'is_online', 'is_entry_center']);

function materialWords(materials: ItemContent['item']['materials']): string {
  return materials
    .map(({ name, form, copies, necessity, source }, at) => {
      const more = listed([form, copies && `${copies}份`, necessity, source].filter(Boolean));
      return `${at + 1}. ${name}${more && `（${more}）`}`;
    })
    .join('\n');
}

function guideParts(guide: GuideContent, region: Part): Part[] {
  const known = Object.entries(guideFields) as [keyof GuideContent, string][];
  return [
    fact('organ', '机关', guide.organ),
    region,
    fact('validFrom', '生效日期', guide.validFrom ?? ''),
    fact('validTo', '失效日期', guide.validTo ?? ''),
    ...known.map(([field, name]): Part => ({ key: field, name, text: guide[field] ?? '', place: 'notice' })),
  ];
}

function commencementWords(commencement: ArticleContent['commencement']): string {
  if (commencement.kind === 'unknown') return `不明（${commencement.basis}）`;
  const { ruleFrom, textFrom, unseenFrom, basis } = commencement;
  const rule = ruleFrom === textFrom ? '' : `，规定自 ${ruleFrom} 起`;
  const unseen = unseenFrom === null ? '' : `，${unseenFrom} 至此的文本未收录`;
  return `${textFrom} 起施行${rule}${unseen}（${basis}）`;
}

const endingNames = {
  amended: '已修改',
  ended: '失效',
  repealed: '废止',
  'revised-elsewhere': '另有修订（文本未收录）',
} as const;

function endingWords(ending: ArticleContent['ending']): string {
  return ending.kind === 'none' ? '' : `${ending.on} 起${endingNames[ending.kind]}（${ending.basis}）`;
}

function fileParts(attachments: ArticleContent['attachments']): Part[] {
  return [fact('attachments', '附件', listed(attachments.map(({ name }) => name)))];
}

function fact(key: string, name: string, text: string): Part {
  return { key, name, text, place: 'facts' };
}

function words(key: string, name: string, text: string): Part {
  return { key, name, text, place: 'words' };
}

function listed(list: readonly string[]): string {
  return list.join('、');
}
