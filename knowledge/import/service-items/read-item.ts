import type { DeliveredFault, Whereabouts } from '../../content/delivery.ts';
import { type ItemContent, itemContentSchema } from '../../content/entry.ts';
import { readDay } from '../tables/excel-day.ts';
import { issueWords } from '../tables/issue-words.ts';
import { type ExchangeRow, ITEM_FIELDS, MATERIAL_FIELDS, textOf } from './exchange-row.ts';
import { audienceOf } from './item-audience.ts';
import { regionOf } from './item-region.ts';

const TOPIC = '政务服务事项';
const DAYS = ['plan_effective_date', 'plan_cancel_date'];
const FLAGS: ReadonlyMap<unknown, string> = new Map([
  ['是', '1'],
  ['否', '0'],
]);

/** One row of I or U as content, with every field of it that the item declares; or all that is wrong with it. */
export function readItem({ at, fields }: ExchangeRow, ofSource: string): ItemContent | DeliveredFault[] {
  const faults: DeliveredFault[] = [];
  const item: Record<string, unknown> = {};
  for (const field of ITEM_FIELDS) {
    const value = fields.get(field);
    if (field === 'materials') item[field] = materialsOf(value);
    else if (DAYS.includes(field)) item[field] = dayOf(value, at, field, faults);
    else item[field] = isFlag(field) ? (FLAGS.get(value) ?? textOf(value)) : textOf(value);
  }
  const { plan_effective_date: from, plan_cancel_date: to } = item;
  if (typeof from === 'string' && typeof to === 'string' && to <= from)
    faults.push(fault(at, 'plan_cancel_date', 'ROW_DATE', '计划取消日期不晚于计划生效日期。请核对。'));
  if (faults.length > 0) return faults;
  const content = {
    kind: 'item',
    item,
    regionCode: ofSource,
    audience: [],
    topic: TOPIC,
    keywords: [],
    readAloud: '',
    attachments: [],
  };
  const result = itemContentSchema.safeParse(content);
  if (!result.success) {
    return result.error.issues.map((issue) => {
      const field = issue.path.slice(1).join('.');
      return fault(at, field, 'ROW_FIELD', issueWords(issue, field));
    });
  }
  const { data } = result;
  return { ...data, regionCode: regionOf(data.item, ofSource), audience: audienceOf(data.item.server_type) };
}

function isFlag(field: string): boolean {
  return field.startsWith('is_');
}

function fault(at: Whereabouts, column: string, code: string, words: string): DeliveredFault {
  return { delivered: 'fault', at: { ...at, column }, code, words };
}

function dayOf(value: unknown, at: Whereabouts, field: string, faults: DeliveredFault[]): unknown {
  const written = textOf(value);
  if (written === '') return null;
  const day = typeof written === 'string' ? readDay(written) : null;
  if (day === null) {
    const shown = typeof written === 'string' ? `“${written.slice(0, 40)}”` : '所填';
    faults.push(fault(at, field, 'ROW_DATE', `${shown}不是有效的日期。请写成 2026-01-31 的样子。`));
  }
  return day;
}

/** The fields that a material declares, of each; what is no list is left for the schema to name. */
function materialsOf(value: unknown): unknown {
  if (value === undefined || value === null || value === '') return [];
  if (!Array.isArray(value)) return value;
  return value.map((material: unknown) => {
    if (typeof material !== 'object' || material === null) return material;
    const given: Readonly<Record<string, unknown>> = { ...material };
    return Object.fromEntries(MATERIAL_FIELDS.map((field) => [field, textOf(given[field])]));
  });
}
