import type {
  ArticleContent,
  FaqContent,
  GuideContent,
  ItemContent,
} from '../../../../knowledge/content/entry.ts';
import { serviceItemSchema } from '../../../../knowledge/content/service-item.ts';
import { parseDocNo } from '../../../../knowledge/text/doc-no.ts';

/** Contents of each kind, invented. */

export function faq(question: string, over: Partial<FaqContent> = {}): FaqContent {
  return {
    kind: 'faq',
    question,
    similar: [],
    answerSpoken: `关于“${question}”，请到市政务服务中心办理。`,
    answerFull: '',
    basis: [],
    audience: [],
    regionCode: '430100',
    topic: '住房',
    materialClass: '政策文件',
    keywords: [],
    validFrom: null,
    validTo: null,
    ...over,
  };
}

export function article(docNo: string, over: Partial<ArticleContent> = {}): ArticleContent {
  return {
    kind: 'article',
    title: `关于${docNo}所定事项的通知`,
    docNo: parseDocNo(docNo),
    formerDocNos: [],
    issuers: ['长沙市人民政府办公厅'],
    instrument: '规范性文件',
    level: '市',
    regionCode: '430100',
    topic: '住房',
    materialClass: '政策文件',
    audience: [],
    signedOn: '2026-01-05',
    publishedOn: '2026-01-06',
    commencement: {
      kind: 'known',
      ruleFrom: '2026-02-01',
      textFrom: '2026-02-01',
      unseenFrom: null,
      basis: '自 2026 年 2 月 1 日起施行',
    },
    ending: { kind: 'none' },
    endedClauses: [],
    clauses: [{ no: '第一条', text: '租房可以提取住房公积金。', anchor: 'art-1', heading: [] }],
    replaces: [],
    summaryPlain: '',
    readAloud: '',
    keywords: [],
    openAttribute: '主动公开',
    attachments: [],
    ...over,
  };
}

export function guide(organ: string, over: Partial<GuideContent> = {}): GuideContent {
  return {
    kind: 'guide',
    organ,
    regionCode: '430100',
    office: '办公室',
    address: '岳麓大道 218 号',
    hours: '工作日 9:00—17:00',
    phone: '0731-88880000',
    fax: '',
    email: '',
    onlineUrl: '',
    formUrl: '',
    catalogUrl: '',
    guideUrl: '',
    annualReportUrl: '',
    validFrom: null,
    validTo: null,
    ...over,
  };
}

export function item(name: string): ItemContent {
  return {
    kind: 'item',
    item: serviceItemSchema.parse({
      row_guid: `guid-${name}`,
      task_code: '11430100006127301T4000115001000',
      task_name: name,
      task_version: '1',
      dept_name: '长沙住房公积金管理中心',
    }),
    regionCode: '430100',
    audience: ['个人'],
    topic: '住房',
    keywords: [],
    readAloud: '',
    attachments: [],
  };
}
