import type { Whereabouts } from '../../content/delivery.ts';
import { materialSchema, type ServiceItem, serviceItemSchema } from '../../content/service-item.ts';
import { dayOf } from '../../day.ts';

/** A row of a batch, as it lies in the exchange tables; values are still anything. */
export interface ExchangeRow {
  delivered: 'exchange-row';
  at: Whereabouts;
  fields: ReadonlyMap<string, unknown>;
}

/** Of the exchange, beside the item's own: what is done to the row, when, and in which batch. */
export const CD_FIELDS = ['cd_operation', 'cd_time', 'cd_batch'] as const;
export const ITEM_FIELDS = Object.keys(serviceItemSchema.shape) as readonly (keyof ServiceItem)[];
export const MATERIAL_FIELDS = Object.keys(
  materialSchema.shape,
) as readonly (keyof typeof materialSchema.shape)[];

/** I 新增, U 变更, D 删除 */
export type Operation = 'I' | 'U' | 'D';

export function readOperation(value: unknown): Operation | null {
  const written = typeof value === 'string' ? value.trim().toUpperCase() : '';
  return written === 'I' || written === 'U' || written === 'D' ? written : null;
}

/**
 * cd_time, to the second, as 2026-01-31 08:30:00, which sorts as time does. The exchange writes Beijing time; a mark of
 * another zone is not known there and is none.
 */
export function readTime(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const written = value.trim();
  const match =
    /^(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2}))?$/.exec(written) ??
    /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[ T](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?(?:\+08:00)?$/.exec(
      written,
    );
  if (match === null) return null;
  const [, year, month, day, hour = '0', minute = '0', second = '0'] = match;
  const date = dayOf(Number(year), Number(month), Number(day));
  if (date === null || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  const two = (part: string) => part.padStart(2, '0');
  return `${date} ${two(hour)}:${two(minute)}:${two(second)}`;
}

/** Numbers and yes or no come as such from JSON; the item keeps what it is told as text. */
export function textOf(value: unknown): unknown {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value.trim();
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
  if (typeof value === 'boolean') return value ? '1' : '0';
  return value;
}
