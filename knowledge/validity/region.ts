/** GB/T 2260 codes nest by position: 43 省, 4301 市, 430102 区县; GB/T 10114 adds three digits for a street. */
export const WHOLE_COUNTRY = '000000';

const CODE = /^\d{6}(\d{3}){0,2}$/;

/**
 * The regions whose texts apply to a caller there, nearest first: a district sees its own, its city's, its
 * province's and the state's, never another's. A code that is none sees the state's only.
 */
export function regionsSeenFrom(code: string): string[] {
  if (!CODE.test(code) || code.startsWith('00')) return [WHOLE_COUNTRY];
  const regions: string[] = [];
  if (code.length > 9) regions.push(code);
  if (code.length >= 9 && !code.slice(6).startsWith('000')) regions.push(code.slice(0, 9));
  const district = code.slice(0, 6);
  if (!district.endsWith('00')) regions.push(district);
  if (!district.endsWith('0000')) regions.push(`${district.slice(0, 4)}00`);
  regions.push(`${district.slice(0, 2)}0000`, WHOLE_COUNTRY);
  return regions;
}

/** Has a text of that region force for a caller from there? */
export function isSeenFrom(regionOfText: string, regionOfCaller: string): boolean {
  return regionsSeenFrom(regionOfCaller).includes(regionOfText);
}
