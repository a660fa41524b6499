import { audienceSchema, type FaqContent, materialClassSchema } from '../../../../bridge/protocol/content.ts';
import { dayOf, type FieldGroup, type Form, listOf, options, rowsOf, textOf } from './form.ts';

export const faqForm: Form<FaqContent> = {
  groups: () => groups,
  empty: (regionCode) => ({ regionCode, materialClass: '政策文件' }),
  valuesOf: (faq) => ({
    question: faq.question,
    similar: faq.similar.join('\n'),
    answerSpoken: faq.answerSpoken,
    answerFull: faq.answerFull,
    basis: faq.basis,
    audience: faq.audience.join('\n'),
    regionCode: faq.regionCode,
    topic: faq.topic,
    materialClass: faq.materialClass,
    keywords: faq.keywords.join('\n'),
    validFrom: faq.validFrom ?? '',
    validTo: faq.validTo ?? '',
  }),
  candidate: (values) => ({
    faults: new Map(),
    content: {
      kind: 'faq',
      question: textOf(values, 'question'),
      similar: listOf(values, 'similar'),
      answerSpoken: textOf(values, 'answerSpoken'),
      answerFull: textOf(values, 'answerFull'),
      basis: rowsOf(values, 'basis').map(({ articleId = '', clauseNo = '' }) => ({ articleId, clauseNo })),
      audience: listOf(values, 'audience'),
      regionCode: textOf(values, 'regionCode'),
      topic: textOf(values, 'topic'),
      materialClass: textOf(values, 'materialClass'),
      keywords: listOf(values, 'keywords'),
      validFrom: dayOf(values, 'validFrom'),
      validTo: dayOf(values, 'validTo'),
    },
  }),
};

const groups: readonly FieldGroup[] = [
  {
    name: '问',
    fields: [
      {
        key: 'question',
        label: '问题',
        as: 'text',
        rows: 1,
        most: 200,
        needed: true,
        hint: '按来电人的说法写',
      },
      { key: 'similar', label: '相似问法', as: 'list', rows: 3, hint: '每行一个，越像来电人说的越容易找到' },
    ],
  },
  {
    name: '答',
    fields: [
      { key: 'answerSpoken', label: '口播答复', as: 'text', rows: 4, most: 280, needed: true, aloud: true },
      { key: 'answerFull', label: '完整答复', as: 'text', rows: 5, most: 4_000 },
      { key: 'basis', label: '依据条款', as: 'basis', hint: '依据全部失效时，这条问答随之失效' },
    ],
  },
  {
    name: '归类',
    fields: [
      { key: 'topic', label: '主题', as: 'topic', needed: true },
      { key: 'regionCode', label: '适用地域', as: 'region', needed: true },
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
      { key: 'keywords', label: '关键词', as: 'list', rows: 2, hint: '每行一个' },
      { key: 'validFrom', label: '生效日期', as: 'day' },
      { key: 'validTo', label: '失效日期', as: 'day', hint: '从这一天起不再适用' },
    ],
  },
];
