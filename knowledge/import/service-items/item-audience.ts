import type { Audience } from '../../article.ts';

/**
 * 服务对象, in words or by its code (GB/T 39554.2-2020): 1 自然人, 2 企业法人, 3 事业法人, 4 社会组织法人, 5 非法人企业,
 * 6 行政机关, 9 其他组织. 事业法人 and 行政机关 do not call as such, and leave no audience.
 */
const audiences: ReadonlyMap<string, readonly Audience[]> = new Map([
  ['1', ['个人']],
  ['自然人', ['个人']],
  ['个人', ['个人']],
  ['2', ['企业']],
  ['企业法人', ['企业']],
  ['企业', ['企业']],
  ['5', ['企业']],
  ['非法人企业', ['企业']],
  ['法人', ['企业', '社会组织']],
  ['非法人', ['企业', '社会组织']],
  ['个体工商户', ['个体工商户']],
  ['4', ['社会组织']],
  ['社会组织法人', ['社会组织']],
  ['社会组织', ['社会组织']],
]);

/** Empty where none of it is an audience of ours: then everybody. */
export function audienceOf(serverType: string): Audience[] {
  const found = new Set<Audience>();
  for (const word of serverType.split(/[,，、;；|^/ ]+/))
    for (const each of audiences.get(word) ?? []) found.add(each);
  return [...found];
}
