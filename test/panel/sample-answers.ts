import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AnswerHitView, ArticleViewMessage, LevelComparison } from '../../bridge/protocol/answers.ts';
import { noticeKindSchema } from '../../knowledge/content/notice-item.ts';

/**
 * Hits and articles for the stub bridge, from the texts that the product ships. Which hit comes when is scripted by
 * the scenes; ranking is the business of knowledge/ and is not imitated here.
 */

const TEXTS = join(import.meta.dirname, '../../knowledge/texts');

type Head = Omit<ArticleViewMessage, 'clauses' | 'rev' | 'articleId' | 'dataAsOf'>;

export interface Law {
  article: ArticleViewMessage;
  hit(clauseNo: string, found: string[], why: string[]): AnswerHitView;
}

function law(file: string, head: Head): Law {
  const text = readFileSync(join(TEXTS, `${file}.md`), 'utf8');
  const body = text.slice(text.indexOf('<!-- INFO END -->') + 17);
  const clauses: ArticleViewMessage['clauses'] = [];
  let heading: string | null = null;
  for (const paragraph of body.split(/\n{2,}/).map((one) => one.trim())) {
    const start = /^(第[一二三四五六七八九十百]+条)\s+(.*)/s.exec(paragraph);
    const last = clauses[clauses.length - 1];
    if (paragraph.startsWith('#')) heading = paragraph.replace(/^#+\s*/, '');
    else if (start) {
      clauses.push({ no: start[1] ?? '', heading, text: start[2] ?? '' });
      heading = null;
    } else if (last) last.text += `\n${paragraph}`;
  }
  const article: ArticleViewMessage = { ...head, articleId: file, rev: 1, clauses, dataAsOf: '2025-04-19' };
  return {
    article,
    hit(clauseNo, found, why) {
      const clauseText = clauses.find(({ no }) => no === clauseNo)?.text ?? '';
      const snippet = clauseText.replace(/\n/g, '').slice(0, 120);
      return {
        ...head,
        articleId: file,
        articleRev: 1,
        clauseNo,
        clauseText,
        snippet,
        highlights: found
          .map((word): [number, number] => [snippet.indexOf(word), snippet.indexOf(word) + word.length])
          .filter(([from]) => from >= 0)
          .sort((a, b) => a[0] - b[0]),
        validity: head.validity,
        why: why.map((words) => ({ kind: 'match', text: words })),
        score: 1,
        rank: 1,
      };
    },
  };
}

const inForce = (from: string, basis: string): Head['validity'] => ({
  state: 'in-force',
  label: '现行有效',
  from,
  to: null,
  basis,
  successor: null,
});

const national = { level: '国家', regionCode: '000000' };

export const fund = law('P024', {
  title: '住房公积金管理条例',
  docNo: '国务院令第262号',
  issuer: '国务院',
  ...national,
  validity: inForce('1999-04-03', '2019年3月24日第二次修订后施行'),
});

export const disclosure = law('P001', {
  title: '中华人民共和国政府信息公开条例',
  docNo: '国务院令第711号',
  issuer: '国务院',
  ...national,
  validity: inForce('2019-05-15', '本条例第五十六条'),
});

export const residence = law('P033', {
  title: '居住证暂行条例',
  docNo: '国务院令第663号',
  issuer: '国务院',
  ...national,
  validity: inForce('2016-01-01', '本条例第二十三条'),
});

export const business = law('P050', {
  title: '优化营商环境条例',
  docNo: '国务院令第722号',
  issuer: '国务院',
  ...national,
  validity: inForce('2020-01-01', '本条例第七十二条'),
});

export const petitions = law('P003', {
  title: '信访工作条例',
  docNo: '中发〔2022〕7号',
  issuer: '中共中央、国务院',
  ...national,
  validity: inForce('2022-05-01', '本条例第五十条'),
});

export const oldPetitions = law('P002', {
  title: '信访条例',
  docNo: '国务院令第431号',
  issuer: '国务院',
  ...national,
  validity: {
    state: 'repealed',
    label: '废止',
    from: '2005-05-01',
    to: '2022-05-01',
    basis: '国务院令第752号废止',
    successor: { articleId: 'P003', title: '信访工作条例' },
  },
});

export const oldNoise = law('P111', {
  title: '中华人民共和国环境噪声污染防治法',
  docNo: '主席令第77号',
  issuer: '全国人民代表大会常务委员会',
  ...national,
  validity: {
    state: 'repealed',
    label: '废止',
    from: '1997-03-01',
    to: '2022-06-05',
    basis: '《中华人民共和国噪声污染防治法》第九十条',
    successor: { articleId: 'P110', title: '中华人民共和国噪声污染防治法' },
  },
});

const parts: Readonly<Record<string, string>> = {
  受理条件: '房租超出家庭工资收入的规定比例，本人缴存的住房公积金可以提取（演示）。',
  申请材料:
    '1. 单位出具的提取证明（原件，1份，必要）\n2. 居民身份证（原件，1份，必要）\n3. 房屋租赁合同（原件，1份，必要）',
  办理时限: '法定办结时限：自受理申请之日起3日内',
  办理地点: '住房公积金管理中心（演示，不含真实网点）\n办理时间：工作日',
  收费: '不收费。',
  办理渠道: '咨询方式：12345',
};

/** A service item as the bridge would tell it: its parts are its clauses, and its checklist. */
export const rentItem: ArticleViewMessage = {
  articleId: 'demo-item-01',
  rev: 1,
  title: '【演示事项】租房提取住房公积金',
  docNo: null,
  issuer: '演示单位（不是真实机关）',
  level: '市',
  regionCode: '430100',
  validity: inForce('2025-04-19', '事项库 2025-04-19 载明在用，未载明生效日期。'),
  clauses: [
    ...Object.entries(parts).map(([no, text]) => ({ no, heading: no, text })),
    { no: '设定依据', heading: '设定依据', text: '《住房公积金管理条例》第二十四条、第二十五条' },
  ],
  dataAsOf: '2025-04-19',
  readAloud: null,
  readAloudNote: null,
  notice: noticeKindSchema.options.map((kind) => ({ kind, text: parts[kind] ?? '' })),
};

const laws = [fund, disclosure, residence, business, petitions, oldPetitions, oldNoise];

export function articleOf(articleId: string): ArticleViewMessage | null {
  if (articleId === rentItem.articleId) return rentItem;
  return laws.find(({ article }) => article.articleId === articleId)?.article ?? null;
}

const ranked = (hits: AnswerHitView[]) =>
  hits.map((hit, at) => ({ ...hit, rank: at + 1, score: 10 - at / 10 }));

/** Its FAQ stands behind this one. */
const rentHit: AnswerHitView = {
  ...fund.hit(
    '第二十四条',
    ['提取', '公积金', '房租'],
    ['与常见问题“公积金能取出来付房租吗”相近', '全国适用'],
  ),
  spoken: {
    faqId: 'faq-P024-03',
    question: '公积金能取出来付房租吗？',
    text: '可以。房租超出家庭工资收入规定比例的，可以提取住房公积金付房租。先由单位核实、开具提取证明，再到公积金管理中心申请，中心自受理之日起三日内决定准不准。具体比例和材料请咨询当地公积金管理中心。',
    note: '所依据的《住房公积金管理条例》第二十五条效力待核，答复前请核对现行文本',
  },
};

export const rentHits = ranked([
  rentHit,
  fund.hit('第二十五条', ['提取', '公积金'], ['命中正文“提取”', '全国适用']),
  fund.hit('第五条', ['公积金'], ['命中标题', '全国适用']),
  fund.hit('第二条', ['公积金'], ['命中标题', '全国适用']),
]);

const { title, docNo, issuer, level, regionCode, validity } = rentItem;

export const itemHits = ranked([
  {
    ...fund.hit('第二十四条', [], ['标题含“提取”', '本市办事指南']),
    ...{ articleId: rentItem.articleId, title, docNo, issuer, level, regionCode, validity },
    clauseNo: '受理条件',
    clauseText: parts.受理条件 ?? '',
    snippet: parts.受理条件 ?? '',
    highlights: [],
  },
  rentHit,
  fund.hit('第二十五条', ['提取', '公积金'], ['命中正文“提取”', '全国适用']),
]);

const [fundHit] = rentHits;
const [itemHit] = itemHits;
if (fundHit === undefined || itemHit === undefined) throw new Error('no hits to compare');

/** The State's rule and the city's item on one matter. */
export const rentLevels: LevelComparison = {
  texts: [fundHit, itemHit],
  order: [
    {
      prevailing: fundHit.articleId,
      other: itemHit.articleId,
      beside: fundHit.articleId,
      why: '行政法规的效力高于办事指南；指南写的是怎样办，条件以条例为准。',
      basis: '《中华人民共和国立法法》第九十九条',
    },
  ],
};

export const petitionHits = ranked([
  petitions.hit('第十七条', ['信访'], ['命中标题', '现行规定优先']),
  oldPetitions.hit('第十七条', ['信访'], ['命中标题', '已废止，列于现行规定之下']),
  petitions.hit('第二十二条', ['信访'], ['命中正文', '全国适用']),
  oldPetitions.hit('第二十一条', ['信访'], ['命中正文', '已废止，列于现行规定之下']),
  disclosure.hit('第三十九条', ['信访', '投诉', '举报'], ['命中正文', '相关规定']),
]);

export const repealedOnlyHits = ranked([
  oldNoise.hit('第四十一条', ['噪声'], ['命中标题', '已废止']),
  oldNoise.hit('第二条', ['噪声'], ['命中标题', '已废止']),
]);

export const popHits = ranked([
  fund.hit('第二十四条', [], ['此号码上次答复', '政策咨询线常问']),
  residence.hit('第二条', [], ['政策咨询线常问']),
  business.hit('第三十五条', [], ['政策咨询线常问']),
  disclosure.hit('第二十七条', [], ['政策咨询线常问']),
  disclosure.hit('第三十三条', [], ['政策咨询线常问']),
]);

/** Thirty clauses of a long text. */
export const manyHits = ranked(
  business.article.clauses
    .slice(0, 30)
    .map(({ no }) => business.hit(no, ['营商环境', '市场主体'], ['命中标题', '全国适用'])),
);
