import type { ArticleContent, ItemContent } from '../../knowledge/content/entry.ts';
import { article, item } from '../adapters/sqlite/knowledge/contents.ts';

/** 演示数据: rules that nobody made, of a city and two of its districts. */

function invented(
  docNo: string,
  title: string,
  [from, basis]: readonly [day: string, basis: string],
  texts: readonly string[],
  over: Partial<ArticleContent> = {},
): ArticleContent {
  return article(docNo, {
    title: `${title}（演示数据）`,
    issuers: ['演示机关（不是真实机关）'],
    commencement: { kind: 'known', ruleFrom: from, textFrom: from, unseenFrom: null, basis },
    clauses: texts.map((text, at) => ({
      no: `第${'一二三四'[at]}条`,
      text,
      anchor: `art-${at + 1}`,
      heading: [],
    })),
    ...over,
  });
}

const rent = (place: string, sum: string, regionCode: string, serial: number) =>
  invented(
    `演${place}发〔2026〕${serial}号`,
    `${place}高校毕业生租房补贴办法`,
    ['2026-03-01', '自 2026 年 3 月 1 日起施行'],
    [
      `为支持高校毕业生来${place}就业，制定本办法。`,
      `毕业两年内在${place}租房的高校毕业生，可以申请租房补贴，每人每月${sum}元。`,
      '本办法自2026年3月1日起施行。',
    ],
    {
      regionCode,
      level: regionCode.endsWith('00') ? '市' : '区县',
      topic: '人才与就业',
      readAloud: `毕业两年内在${place}租房的高校毕业生，每月可以领${sum}元租房补贴。`,
    },
  );

export const cityRent = rent('长沙市', '五百', '430100', 11);
export const furongRent = rent('芙蓉区', '八百', '430102', 12);
export const yueluRent = rent('岳麓区', '一千', '430104', 13);

const allowance = (sum: string, from: string, docNo: string, over: Partial<ArticleContent> = {}) =>
  invented(
    docNo,
    `高龄津贴发放${over.replaces === undefined ? '试行' : ''}办法`,
    [from, `自 ${from} 起施行`],
    [
      '为了照顾老年人的生活，制定本办法。',
      `年满八十周岁的本市户籍老年人，每人每月发给高龄津贴${sum}元。`,
      '由街道受理，按月发放。',
    ],
    { topic: '养老服务', ...over },
  );

/** Until 23 November 2026. */
export const oldAllowance = allowance('一百', '2024-01-01', '演民发〔2023〕6号');

/** From 24 November 2026 on, in the place of the one before. */
export const newAllowance = (replaces: string, sum = '二百') =>
  allowance(sum, '2026-11-24', '演民发〔2026〕8号', { replaces: [replaces] });

const hearingAid = item('残疾人辅助器具（助听器）补贴申领（演示数据）');

export const hearingAidItem: ItemContent = {
  ...hearingAid,
  topic: '残疾人服务',
  keywords: ['助听器', '补贴'],
  item: {
    ...hearingAid.item,
    dept_name: '演示机关（不是真实机关）',
    accept_condition: '本市户籍，持有听力残疾证。',
    materials: [
      { name: '残疾人证', source: '', copies: '1', form: '原件', necessity: '必要', sampleUrl: '' },
      { name: '购买发票', source: '', copies: '1', form: '原件', necessity: '必要', sampleUrl: '' },
    ],
    promise_day: '10',
    promise_type: '工作日',
    transact_addr: '街道便民服务中心（演示，不是真实地址）',
  },
};
