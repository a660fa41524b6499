import {
  type ArticleContent,
  audienceSchema,
  instrumentSchema,
  levelSchema,
  materialClassSchema,
} from '../../../../bridge/protocol/content.ts';
import { type DocNo, parseDocNo } from '../../../../knowledge/text/doc-no.ts';
import { clausesOfText, survivesAsText, textOfClauses } from './clause-text.ts';
import {
  dayOf,
  type FieldGroup,
  type Form,
  fileRows,
  filesOf,
  listOf,
  options,
  rawTextOf,
  rowsOf,
  textOf,
  type Values,
} from './form.ts';

const docNoFault = (written: string) => `“${written}”认不出是文号，请写成 长政办发〔2026〕12号 的样子。`;

export const articleForm: Form<ArticleContent> = {
  groups,
  empty: (regionCode) => ({
    instrument: '规范性文件',
    level: '市',
    regionCode,
    materialClass: '政策文件',
    openAttribute: '主动公开',
    'commencement.kind': 'known',
    'ending.kind': 'none',
  }),
  valuesOf(article) {
    const { commencement, ending } = article;
    return {
      title: article.title,
      docNo: article.docNo?.written ?? '',
      formerDocNos: article.formerDocNos.map(({ written }) => written).join('\n'),
      issuers: article.issuers.join('\n'),
      instrument: article.instrument,
      level: article.level,
      regionCode: article.regionCode,
      topic: article.topic,
      materialClass: article.materialClass,
      audience: article.audience.join('\n'),
      openAttribute: article.openAttribute,
      signedOn: article.signedOn ?? '',
      publishedOn: article.publishedOn ?? '',
      'commencement.kind': commencement.kind,
      'commencement.textFrom': commencement.kind === 'known' ? commencement.textFrom : '',
      'commencement.ruleFrom':
        commencement.kind === 'known' && commencement.ruleFrom !== commencement.textFrom
          ? commencement.ruleFrom
          : '',
      'commencement.unseenFrom': commencement.kind === 'known' ? (commencement.unseenFrom ?? '') : '',
      'commencement.basis': commencement.basis,
      'ending.kind': ending.kind,
      'ending.on': ending.kind === 'none' ? '' : ending.on,
      'ending.basis': ending.kind === 'none' ? '' : ending.basis,
      'ending.successorId': 'successorId' in ending ? (ending.successorId ?? '') : '',
      endedClauses: article.endedClauses,
      replaces: article.replaces.join('\n'),
      clauses: survivesAsText(article.clauses) ? textOfClauses(article.clauses) : '',
      summaryPlain: article.summaryPlain,
      readAloud: article.readAloud,
      keywords: article.keywords.join('\n'),
      attachments: fileRows(article.attachments),
    };
  },
  candidate(values, base) {
    const faults = new Map<string, string>();
    const docNo = readDocNo(textOf(values, 'docNo'), base?.docNo ?? null);
    if (docNo === 'unread') faults.set('docNo', docNoFault(textOf(values, 'docNo')));
    const formerDocNos = listOf(values, 'formerDocNos').map((written) => {
      const known = base?.formerDocNos.find((one) => one.written === written) ?? null;
      const read = readDocNo(written, known);
      if (read === 'unread') faults.set('formerDocNos', docNoFault(written));
      return read;
    });
    const locked = base !== null && !survivesAsText(base.clauses);
    const read = locked
      ? { clauses: base.clauses }
      : clausesOfText(rawTextOf(values, 'clauses'), base?.clauses ?? []);
    if ('fault' in read) faults.set('clauses', read.fault);
    const content = {
      kind: 'article',
      title: textOf(values, 'title'),
      docNo,
      formerDocNos,
      issuers: listOf(values, 'issuers'),
      instrument: textOf(values, 'instrument'),
      level: textOf(values, 'level'),
      regionCode: textOf(values, 'regionCode'),
      topic: textOf(values, 'topic'),
      materialClass: textOf(values, 'materialClass'),
      audience: listOf(values, 'audience'),
      openAttribute: textOf(values, 'openAttribute'),
      signedOn: dayOf(values, 'signedOn'),
      publishedOn: dayOf(values, 'publishedOn'),
      commencement: commencementOf(values),
      ending: endingOf(values),
      endedClauses: rowsOf(values, 'endedClauses'),
      replaces: listOf(values, 'replaces'),
      clauses: 'clauses' in read ? read.clauses : [],
      summaryPlain: textOf(values, 'summaryPlain'),
      readAloud: textOf(values, 'readAloud'),
      keywords: listOf(values, 'keywords'),
      attachments: filesOf(values, 'attachments'),
    };
    return { content, faults };
  },
};

/** What was known of it stays known as long as nobody writes another: its parts may have come from a source. */
function readDocNo(written: string, known: DocNo | null): DocNo | null | 'unread' {
  if (written === '') return null;
  if (known?.written === written) return known;
  return parseDocNo(written) ?? 'unread';
}

function commencementOf(values: Values): unknown {
  const basis = textOf(values, 'commencement.basis');
  if (textOf(values, 'commencement.kind') === 'unknown') return { kind: 'unknown', basis };
  const textFrom = textOf(values, 'commencement.textFrom');
  return {
    kind: 'known',
    ruleFrom: textOf(values, 'commencement.ruleFrom') || textFrom,
    textFrom,
    unseenFrom: dayOf(values, 'commencement.unseenFrom'),
    basis,
  };
}

function endingOf(values: Values): unknown {
  const kind = textOf(values, 'ending.kind');
  if (kind === 'none') return { kind };
  const facts = { kind, on: textOf(values, 'ending.on'), basis: textOf(values, 'ending.basis') };
  return kind === 'revised-elsewhere'
    ? facts
    : { ...facts, successorId: dayOf(values, 'ending.successorId') };
}

const commencementKinds = [
  ['known', '日期已知'],
  ['unknown', '日期不明'],
] as const;

const endingKinds = [
  ['none', '没有失效'],
  ['amended', '已修改'],
  ['ended', '失效（期满）'],
  ['repealed', '废止'],
  ['revised-elsewhere', '另有修订，文本未收录'],
] as const;

function groups(values: Values): readonly FieldGroup[] {
  const known = textOf(values, 'commencement.kind') !== 'unknown';
  const ending = textOf(values, 'ending.kind');
  return [
    {
      name: '标题和文号',
      fields: [
        { key: 'title', label: '标题', as: 'text', rows: 1, needed: true },
        { key: 'docNo', label: '文号', as: 'line', hint: '如 长政办发〔2026〕12号；没有文号的不填' },
        { key: 'issuers', label: '发布机关', as: 'list', rows: 1, needed: true, hint: '联合发文的每行一个' },
        { key: 'instrument', label: '效力位阶', as: 'choice', options: options(instrumentSchema.options) },
        { key: 'level', label: '层级', as: 'choice', options: options(levelSchema.options) },
        { key: 'regionCode', label: '适用地域', as: 'region', needed: true },
        { key: 'topic', label: '主题', as: 'topic', needed: true },
        {
          key: 'materialClass',
          label: '资料类别',
          as: 'choice',
          options: options(materialClassSchema.options),
        },
        {
          key: 'audience',
          label: '适用对象',
          as: 'choices',
          options: audienceSchema.options,
          hint: '都不选即不限',
        },
        {
          key: 'openAttribute',
          label: '公开属性',
          as: 'choice',
          options: options(['主动公开', '依申请公开', '不予公开']),
        },
      ],
    },
    {
      name: '正文',
      fields: [
        {
          key: 'clauses',
          label: '正文',
          as: 'clauses',
          needed: true,
          hint: '每条从条号写起，如“第一条　……”；款、项另起一行；章节写成“# 第一章 总则”',
        },
      ],
    },
    {
      name: '施行和失效',
      fields: [
        { key: 'signedOn', label: '成文日期', as: 'day' },
        { key: 'publishedOn', label: '公布日期', as: 'day' },
        { key: 'commencement.kind', label: '施行日期', as: 'choice', options: commencementKinds },
        ...(known
          ? ([
              { key: 'commencement.textFrom', label: '本文本施行', as: 'day', needed: true },
              {
                key: 'commencement.ruleFrom',
                label: '规定最早施行',
                as: 'day',
                hint: '修订前已在施行的才填',
              },
              {
                key: 'commencement.unseenFrom',
                label: '未收录文本自',
                as: 'day',
                hint: '此日至本文本施行，用的是未收录的文本',
              },
            ] as const)
          : []),
        {
          key: 'commencement.basis',
          label: known ? '施行依据' : '不明的缘由',
          as: 'line',
          needed: true,
          hint: known ? '如 第十二条：自 2026 年 2 月 1 日起施行' : '如 原文没有写明施行日期',
        },
        { key: 'ending.kind', label: '失效情况', as: 'choice', options: endingKinds },
        ...(ending === 'none' || ending === ''
          ? []
          : ([
              { key: 'ending.on', label: '失效日期', as: 'day', needed: true, hint: '从这一天起不再适用' },
              { key: 'ending.basis', label: '失效依据', as: 'line', needed: true },
              ...(ending === 'revised-elsewhere'
                ? []
                : ([
                    { key: 'ending.successorId', label: '接替的条目', as: 'line', hint: '条目编号，可不填' },
                  ] as const)),
            ] as const)),
        {
          key: 'endedClauses',
          label: '部分失效的条款',
          as: 'rows',
          columns: [
            { key: 'no', label: '条号', needed: true },
            { key: 'on', label: '失效日期', needed: true },
            { key: 'basis', label: '依据', needed: true },
          ],
        },
        { key: 'replaces', label: '代替的文件', as: 'list', rows: 1, hint: '本文件使其失效的文号，每行一个' },
        { key: 'formerDocNos', label: '曾用文号', as: 'list', rows: 1, hint: '每行一个' },
      ],
    },
    {
      name: '给来电人的话',
      fields: [
        { key: 'readAloud', label: '口播稿', as: 'text', rows: 3, most: 280, aloud: true },
        { key: 'summaryPlain', label: '通俗摘要', as: 'text', rows: 2, most: 120 },
        { key: 'keywords', label: '关键词', as: 'list', rows: 2, hint: '来电人会用的说法，每行一个' },
        { key: 'attachments', label: '附件', as: 'files' },
      ],
    },
  ];
}
