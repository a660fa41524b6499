import { readNumeral } from './numeral.ts';

/**
 * How much and how long, in one writing: 三十天, 30天 and ３０日 are 30日; 五千元, 5,000元 and 5千块钱 are 5000元.
 * Names are no quantities: 第三十三条, 12月30日, 2021年, 一般, 三年级.
 */
export interface Quantity {
  /** 30日, 5000元, 50%; a number that counts nothing: 30 */
  term: string;
  /** [start, end) in the text, UTF-16 units */
  start: number;
  end: number;
  /** that it has a unit, or is a share */
  counts: boolean;
}

/** What is counted, as people write it → as it is sought. The longer writing first. */
const UNITS: readonly [written: string, unit: string][] = [
  ['个工作日', '工作日'],
  ['工作日', '工作日'],
  ['小时', '小时'],
  ['个钟头', '小时'],
  ['分钟', '分钟'],
  ['天', '日'],
  ['日(?![常用报元均益])', '日'],
  ['个月', '个月'],
  ['年(?![级代度底末初])', '年'],
  ['周岁', '岁'],
  ['岁', '岁'],
  ['块钱', '元'],
  ['块', '元'],
  ['圆', '元'],
  ['元', '元'],
  ['倍', '倍'],
  ['分(?![之公类别局所支校行站离开期工析享担配批])', '分'],
  ['平方米', '平方米'],
  ['平米', '平方米'],
  ['公里', '公里'],
  ['千米', '公里'],
  ['%', '%'],
];
const DIGITS = '[0-9]{1,9}(?:,[0-9]{3}){0,3}(?:\\.[0-9]{1,4})? ?[百千万亿]{0,2}';
const SIGNS = '[零〇一二两三四五六七八九十百千万亿]{1,14}';
const NUMBER = `(?:${DIGITS}|${SIGNS})`;
const QUANTITY = new RegExp(
  `(?<![第0-9.,\\-a-z零〇一二两三四五六七八九十百千万亿])(?:(百|千)分之(${NUMBER})|(${NUMBER}) ?(?:${UNITS.map(([written]) => `(${written})`).join('|')})|(?<!\\()(${SIGNS})(?![月)]))`,
  'g',
);
const FIRST_UNIT = 4;
const BARE = FIRST_UNIT + UNITS.length;
/** A year and not a time of so many years. */
const FIRST_YEAR = 1900;

/** @param folded text as `fold` leaves it */
export function findQuantities(folded: string): Quantity[] {
  const found: Quantity[] = [];
  for (const match of folded.matchAll(QUANTITY)) {
    const term = termOf(match, folded);
    if (term === null) continue;
    const counts = match[BARE] === undefined;
    found.push({ term, start: match.index, end: match.index + match[0].length, counts });
  }
  return found;
}

function termOf(match: RegExpExecArray, folded: string): string | null {
  const bare = match[BARE];
  const value = readAmount(match[2] ?? match[3] ?? bare ?? '');
  if (value === null) return null;
  if (match[1] !== undefined) return match[1] === '百' ? `${value}%` : `${shorten(value / 10)}%`;
  // 十 of 十分, 三 of 三方, 千百 of 千百万: one sign, or no unit between, is more often a word than a number.
  if (bare !== undefined) return /^.?[十百千万].|^[二三四五六七八九]十$/.test(bare) ? String(value) : null;
  const unit = UNITS.find((_, at) => match[FIRST_UNIT + at] !== undefined)?.[1] ?? '';
  // 十分必要, 百倍努力: words, not numbers.
  if (/^[百千万亿]$/.test(match[3] ?? '') || match[0] === '十分') return null;
  if (unit === '年' && value >= FIRST_YEAR) return null;
  // 1月5日, 一月五日: a day of the calendar.
  if (unit === '日' && /月 ?$/.test(folded.slice(0, match.index))) return null;
  return `${value}${unit}`;
}

const MYRIAD = 10_000;

/** 5,000 and 5千 → 5000, 1.5万 → 15000, 十二万三千 → 123000; null when it is no number. */
function readAmount(written: string): number | null {
  const digits = /^([0-9,]+(?:\.[0-9]+)?) ?([百千万亿]*)$/.exec(written);
  if (digits !== null) {
    const factor = [...(digits[2] ?? '')].reduce((product, sign) => product * (FACTORS.get(sign) ?? 1), 1);
    return shorten(Number((digits[1] ?? '').replace(/,/g, '')) * factor);
  }
  const parts = /^(?:(.+)亿)?(?:(.+)万)?(.*)$/.exec(written);
  const [, aboveYi, aboveWan, rest = ''] = parts ?? [];
  const yi = aboveYi === undefined ? 0 : readNumeral(aboveYi);
  const wan = aboveWan === undefined ? 0 : readNumeral(aboveWan);
  if (yi === null || wan === null) return null;
  if (rest === '')
    return aboveYi === undefined && aboveWan === undefined ? null : (yi * MYRIAD + wan) * MYRIAD;
  const ones = readNumeral(rest);
  if (ones === null) return null;
  // 两万五 is 25,000.
  const short = aboveWan !== undefined && rest.length === 1 && ones < 10 && ones > 0;
  return (yi * MYRIAD + wan) * MYRIAD + (short ? ones * 1000 : ones);
}

const FACTORS = new Map([
  ['百', 100],
  ['千', 1000],
  ['万', MYRIAD],
  ['亿', MYRIAD * MYRIAD],
]);

/** 0.1 × 3 is 0.3 to a reader. */
function shorten(value: number): number {
  return Number(value.toPrecision(12));
}
