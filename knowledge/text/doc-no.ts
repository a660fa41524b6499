import { fold } from './normalise.ts';

/** 文号: 长政务公开发〔2021〕1号 = 机关代字 + year + serial; orders (令) are numbered without a year. */
export interface DocNo {
  /** as the document writes it */
  written: string;
  /** 机关代字, empty when the writer left it out */
  issuerCode: string;
  year: number | null;
  serial: number;
}

/** Where it stands in the text that was read. */
export interface FoundDocNo extends DocNo {
  start: number;
  end: number;
}

const HAN = '[\\u4e00-\\u9fff]';
// 〔2021〕 is right (GB/T 9704-2012 §7.2.5); people type [2021], (2021), 【2021】 or leave the brackets out.
const YEARLY = new RegExp(
  `(${HAN}{0,20}) ?(?:[〔\\[(【﹝] ?((?:19|20)[0-9]{2}) ?[〕\\])】﹞] ?第? ?([0-9]{1,5})(?: ?号)?` +
    `|((?:19|20)[0-9]{2}) ?年? ?第? ?([0-9]{1,5}) ?号)`,
  'g',
);
const ORDER = new RegExp(
  `(${HAN}{0,20}令) ?第? ?([0-9]{1,4})(?: ?号)?|(${HAN}{0,20}?)第? ?([0-9]{1,4}) ?号令`,
  'g',
);

// The State Council's own short form.
const ALIASES = new Map([['国令', '国务院令']]);

function issuerCode(written: string): string {
  return ALIASES.get(written) ?? written;
}

/** Every 文号 in a text, in any of the usual writings, in order. */
export function findDocNos(text: string): FoundDocNo[] {
  const folded = fold(text);
  const found: FoundDocNo[] = [];
  for (const match of folded.matchAll(YEARLY)) {
    const start = match.index;
    const end = start + match[0].length;
    found.push({
      written: text.slice(start, end),
      issuerCode: issuerCode(match[1] ?? ''),
      year: Number(match[2] ?? match[4]),
      serial: Number(match[3] ?? match[5]),
      start,
      end,
    });
  }
  for (const match of folded.matchAll(ORDER)) {
    const start = match.index;
    const end = start + match[0].length;
    if (found.some((other) => other.start < end && start < other.end)) continue;
    const code = match[1] ?? `${match[3] ?? ''}令`;
    found.push({
      written: text.slice(start, end),
      issuerCode: issuerCode(code),
      year: null,
      serial: Number(match[2] ?? match[4]),
      start,
      end,
    });
  }
  return found.sort((a, b) => a.start - b.start);
}

/** One 文号 and nothing else; null when it is none. */
export function parseDocNo(written: string): DocNo | null {
  const [found] = findDocNos(written);
  if (found === undefined) return null;
  return { written, issuerCode: found.issuerCode, year: found.year, serial: found.serial };
}

/**
 * The same document? People put words before the code (请问国务院令第711号) or leave part of it out (711号令), so one
 * code may be the end of the other; year and serial must be equal.
 */
export function sameDocNo(asked: DocNo, known: DocNo): boolean {
  if (asked.year !== known.year || asked.serial !== known.serial) return false;
  return asked.issuerCode.endsWith(known.issuerCode) || known.issuerCode.endsWith(asked.issuerCode);
}
