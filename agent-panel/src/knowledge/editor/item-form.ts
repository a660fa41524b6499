import { audienceSchema, type ItemContent } from '../../../../bridge/protocol/content.ts';
import { newId } from '../../link/ids.ts';
import { itemFields } from '../entries/field-names.ts';
import {
  dayOf,
  type Field,
  type FieldGroup,
  type Form,
  fileRows,
  filesOf,
  listOf,
  type Option,
  rowsOf,
  textOf,
  type Values,
} from './form.ts';

type ItemField = keyof typeof itemFields;
const names = Object.keys(itemFields) as ItemField[];
const days: readonly ItemField[] = ['plan_effective_date', 'plan_cancel_date'];

export const itemForm: Form<ItemContent> = {
  groups: () => groups,
  empty: (regionCode) => ({ regionCode, 'item.task_version': '1', 'item.is_fee': '', 'item.is_online': '' }),
  valuesOf({ item, ...more }) {
    const values: Record<string, Values[string]> = {
      regionCode: more.regionCode,
      topic: more.topic,
      audience: more.audience.join('\n'),
      keywords: more.keywords.join('\n'),
      readAloud: more.readAloud,
      attachments: fileRows(more.attachments),
      'item.materials': item.materials,
    };
    for (const name of names) if (name !== 'materials') values[`item.${name}`] = item[name] ?? '';
    return values;
  },
  candidate(values, base) {
    const item: Record<string, unknown> = {
      // Of our own making where no exchange gave one.
      row_guid: base?.item.row_guid ?? newId(),
      materials: rowsOf(values, 'item.materials'),
    };
    for (const name of names)
      if (name !== 'materials')
        item[name] = days.includes(name) ? dayOf(values, `item.${name}`) : textOf(values, `item.${name}`);
    const content = {
      kind: 'item',
      item,
      regionCode: textOf(values, 'regionCode'),
      audience: listOf(values, 'audience'),
      topic: textOf(values, 'topic'),
      keywords: listOf(values, 'keywords'),
      readAloud: textOf(values, 'readAloud'),
      attachments: filesOf(values, 'attachments'),
    };
    return { content, faults: new Map() };
  },
};

const yesOrNo: readonly Option[] = [
  ['', '未载明'],
  ['1', '是'],
  ['0', '否'],
];

function line(name: ItemField, more: { needed?: true; hint?: string } = {}): Field {
  return { key: `item.${name}`, label: itemFields[name], as: 'line', ...more };
}

function text(name: ItemField, rows: number): Field {
  return { key: `item.${name}`, label: itemFields[name], as: 'text', rows };
}

function flag(name: ItemField): Field {
  return { key: `item.${name}`, label: itemFields[name], as: 'choice', options: yesOrNo };
}

const groups: readonly FieldGroup[] = [
  {
    name: '事项',
    fields: [
      line('task_name', { needed: true }),
      line('dept_name', { needed: true }),
      { key: 'topic', label: '主题', as: 'topic', needed: true },
      { key: 'regionCode', label: '适用地域', as: 'region', needed: true },
      {
        key: 'audience',
        label: '适用对象',
        as: 'choices',
        options: audienceSchema.options,
        hint: '都不选即不限',
      },
      { key: 'keywords', label: '关键词', as: 'list', rows: 2, hint: '每行一个' },
    ],
  },
  {
    name: '一次性告知',
    fields: [
      text('accept_condition', 3),
      {
        key: 'item.materials',
        label: itemFields.materials,
        as: 'rows',
        columns: [
          { key: 'name', label: '名称', needed: true },
          { key: 'form', label: '形式' },
          { key: 'copies', label: '份数' },
          { key: 'necessity', label: '必要性' },
          { key: 'source', label: '来源' },
          { key: 'sampleUrl', label: '样表网址' },
        ],
      },
      text('handle_flow', 3),
      line('promise_day', { hint: '数字' }),
      line('promise_type', { hint: '如 工作日' }),
      line('anticipate_day', { hint: '数字' }),
      line('anticipate_type', { hint: '如 工作日' }),
      flag('is_fee'),
      line('fee_basis'),
      text('transact_addr', 2),
      text('transact_time', 1),
      line('online_handle_url'),
      line('mobile_terminal_url'),
      line('result_name'),
      line('handle_area'),
      text('link_way', 1),
      line('supervise_way'),
      text('by_law', 2),
      { key: 'readAloud', label: '口播稿', as: 'text', rows: 3, most: 280, aloud: true },
      { key: 'attachments', label: '附件', as: 'files' },
    ],
  },
  {
    name: '编码和属性',
    fields: [
      line('task_code', { needed: true, hint: '31 位，最多 36 位' }),
      line('task_version', { needed: true }),
      line('catalog_code'),
      line('task_handle_item'),
      line('task_type'),
      line('task_state'),
      line('use_level'),
      line('dept_code'),
      line('dept_type'),
      line('entrust_name'),
      line('server_type'),
      line('project_type'),
      line('limit_scene_num'),
      flag('is_online'),
      line('online_handle_depth'),
      flag('is_entry_center'),
      line('town_code'),
      line('village_code'),
      line('link_addr'),
      { key: 'item.plan_effective_date', label: itemFields.plan_effective_date, as: 'day' },
      {
        key: 'item.plan_cancel_date',
        label: itemFields.plan_cancel_date,
        as: 'day',
        hint: '从这一天起不再办理',
      },
    ],
  },
];
