import { type Day, dayOf } from '../../day.ts';
import { readNumeral } from '../../text/numeral.ts';

const NUMBER = '[0-9０-９〇○Ｏ零一二三四五六七八九十]';
const IN_SIGNS = `(${NUMBER}{4}) ?年 ?(${NUMBER}{1,3}) ?月 ?(${NUMBER}{1,3}) ?日`;
const ALONE = new RegExp(`^[（(]?${IN_SIGNS}[）)]?$`);
const SOMEWHERE = new RegExp(IN_SIGNS);
/** PubDate is "yyyy-MM-dd HH:mm" (国办发〔2017〕47号 附件2); sites write all sorts. The day is Beijing's. */
const NUMERIC = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T]|$)/;

/** A line that is a date and nothing else: 2021年8月12日, 二〇二一年八月十二日. */
export function dayAlone(line: string): Day | null {
  return dayIn(ALONE.exec(line.trim()));
}

/** The first date of a text. */
export function dayWithin(text: string): Day | null {
  return dayIn(SOMEWHERE.exec(text));
}

/** A field that holds a date, perhaps with a time behind it: 2026-03-02 09:30, 2026/3/2, 2026年3月2日. */
export function dayOfField(text: string): Day | null {
  return dayIn(NUMERIC.exec(text.trim())) ?? dayWithin(text);
}

function dayIn(match: RegExpExecArray | null): Day | null {
  if (match === null) return null;
  const [year = null, month = null, day = null] = match
    .slice(1, 4)
    .map((written) => readNumeral(written.normalize('NFKC').replace(/[OＯ]/g, '〇')));
  return year === null || month === null || day === null ? null : dayOf(year, month, day);
}
