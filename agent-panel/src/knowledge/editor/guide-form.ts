import type { GuideContent } from '../../../../bridge/protocol/content.ts';
import { guideFields } from '../entries/field-names.ts';
import { dayOf, type FieldGroup, type Form, textOf, type Values } from './form.ts';

type GuideField = keyof typeof guideFields;
const names = Object.keys(guideFields) as GuideField[];

export const guideForm: Form<GuideContent> = {
  groups: () => groups,
  empty: (regionCode) => ({ regionCode }),
  valuesOf(guide) {
    const values: Record<string, Values[string]> = {
      organ: guide.organ,
      regionCode: guide.regionCode,
      validFrom: guide.validFrom ?? '',
      validTo: guide.validTo ?? '',
    };
    for (const name of names) values[name] = guide[name];
    return values;
  },
  candidate(values) {
    const content: Record<string, unknown> = {
      kind: 'guide',
      organ: textOf(values, 'organ'),
      regionCode: textOf(values, 'regionCode'),
      validFrom: dayOf(values, 'validFrom'),
      validTo: dayOf(values, 'validTo'),
    };
    for (const name of names) content[name] = textOf(values, name);
    return { content, faults: new Map() };
  },
};

const groups: readonly FieldGroup[] = [
  {
    name: '机关',
    fields: [
      { key: 'organ', label: '机关', as: 'line', needed: true, hint: '政府信息公开指南所属的行政机关' },
      { key: 'regionCode', label: '适用地域', as: 'region', needed: true },
      { key: 'validFrom', label: '生效日期', as: 'day' },
      { key: 'validTo', label: '失效日期', as: 'day', hint: '从这一天起不再适用' },
    ],
  },
  {
    name: '怎样申请',
    fields: names.map((name) => ({ key: name, label: guideFields[name], as: 'line' })),
  },
];
