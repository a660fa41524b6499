/** Numbers as Chinese rules write them: 第三十三条, 一九九五年, 第一百零四条. */

const DIGITS = '零一二三四五六七八九';
const DIGIT_VALUE = new Map<string, number>([...DIGITS].map((digit, value) => [digit, value]));
DIGIT_VALUE.set('〇', 0);
DIGIT_VALUE.set('○', 0);
DIGIT_VALUE.set('两', 2);
const UNIT_VALUE = new Map<string, number>([
  ['十', 10],
  ['百', 100],
  ['千', 1000],
]);

/** 三十三 → 33, 一九九五 → 1995, １２ → 12; null when it is no number below 10,000. */
export function readNumeral(written: string): number | null {
  if (written === '') return null;
  if (/^[0-9]+$/.test(written)) return Number(written) < 10_000 ? Number(written) : null;
  const signs = [...written];
  if (signs.every((sign) => DIGIT_VALUE.has(sign))) {
    const digits = signs.map((sign) => DIGIT_VALUE.get(sign) ?? 0);
    return digits.length > 4 ? null : digits.reduce((sum, digit) => sum * 10 + digit, 0);
  }
  let total = 0;
  let digit: number | null = null;
  let below = 1;
  for (const sign of signs) {
    const unit = UNIT_VALUE.get(sign);
    const value = DIGIT_VALUE.get(sign);
    if (unit !== undefined) {
      total += (digit ?? 1) * unit;
      digit = null;
      // 一千五 is 1500 and 一百二 is 120; with 零 between it would be 1005 and 102.
      below = unit > 10 ? unit / 10 : 1;
    } else if (value !== undefined) {
      digit = value;
      if (value === 0) below = 1;
    } else {
      return null;
    }
  }
  return total + (digit ?? 0) * below;
}

/** 33 → 三十三, 10 → 十, 104 → 一百零四: as articles are numbered. */
export function writeNumeral(value: number): string {
  if (!Number.isInteger(value) || value < 0 || value >= 10_000) {
    throw new RangeError(`条号只写到 9999：${value}`);
  }
  if (value === 0) return '零';
  let written = '';
  let gap = false;
  for (const [unit, size] of [
    ['千', 1000],
    ['百', 100],
    ['十', 10],
    ['', 1],
  ] as const) {
    const digit = Math.floor(value / size) % 10;
    if (digit === 0) {
      gap = written !== '';
      continue;
    }
    if (gap) written += '零';
    gap = false;
    // 十二, not 一十二; but 一百一十二.
    written += digit === 1 && size === 10 && written === '' ? unit : `${DIGITS[digit] ?? ''}${unit}`;
  }
  return written;
}

// Without 第 only behind the name of a rule: 劳动合同法47条 is an article, 三条狗 are not.
const CLAUSE_NO =
  /(?:第|(?<=法|条例|规定|办法|细则|方案)) ?([0-9零〇一二两三四五六七八九十百千]{1,7}) ?条(之[一二三四五六七八九十])?/;

export interface FoundClauseNo {
  /** 第三十三条 */
  no: string;
  start: number;
  end: number;
}

/** The article number that somebody typed: 第33条, 第三十三条之一, 信访工作条例34条. */
export function findClauseNo(text: string): FoundClauseNo | null {
  const match = CLAUSE_NO.exec(text);
  if (match === null) return null;
  const value = readNumeral(match[1] ?? '');
  if (value === null || value === 0) return null;
  const no = `第${writeNumeral(value)}条${match[2] ?? ''}`;
  return { no, start: match.index, end: match.index + match[0].length };
}
