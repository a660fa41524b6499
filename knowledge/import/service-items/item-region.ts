import type { ServiceItem } from '../../content/service-item.ts';

/** 统一社会信用代码 (GB 32100-2015): characters 3 to 8 are the region that registered it, for the state itself 100000. */
const CREDIT_CODE = /^[1-9A-Y][0-9A-Z](\d{6})[0-9A-Z]{10}/;

/**
 * Where an item is offered: its village or street, else the region of the department's credit code, which also begins the
 * 31 characters of 实施编码 (GB/T 39554.1-2020), else the source's own.
 */
export function regionOf(
  { village_code, town_code, dept_code, task_code }: ServiceItem,
  ofSource: string,
): string {
  if (/^\d{12}$/.test(village_code)) return village_code;
  if (/^\d{9}$/.test(town_code)) return town_code;
  if (/^\d{9}000$/.test(town_code)) return town_code.slice(0, 9);
  for (const code of [dept_code, task_code]) {
    const region = CREDIT_CODE.exec(code)?.[1];
    if (region === '100000') return '000000';
    if (region !== undefined && /^[1-8]/.test(region)) return region;
  }
  return ofSource;
}
