import { fold } from './normalise.ts';
import { readNumeral } from './numeral.ts';

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
// With spaces as they come from a copied heading or a careless hand: 长政务 公开发.
const CODE = `${HAN}(?: ?${HAN}){0,24}`;
const SIGNS = '零〇○一二三四五六七八九十百千';
const YEAR = '(?:19|20)[0-9]{2}|[一二][零〇○九][零〇○一二三四五六七八九]{2}';
const SERIAL = `[0-9]{1,5}|[${SIGNS}]{1,7}`;
const NO_DIGIT_BEFORE = '(?<![0-9])';
const NO_DIGIT_BEHIND = '(?![0-9])';
// 号楼, 号线 and the like number something else than documents.
const HAO = `号(?! ?[楼线栋幢院厅窗馆口店库车机桥路站门铺室井床牌码房])`;

/**
 * 〔2021〕 is right (GB/T 9704-2012 §7.2.5); people type [2021], (2021), 【2021】, leave the brackets out (then 号 tells
 * a 文号 from a number) or put a stroke between, which without 机关代字 would be a date: 长政务公开发2021-1.
 */
const YEARLY = [
  `(?<code>${CODE})? ?[〔\\[(【﹝{<《「] ?(?<year>${YEAR}) ?年? ?[〕\\])】﹞}>》」] ?第? ?(?<serial>${SERIAL})${NO_DIGIT_BEHIND}(?! ?[年月日天元万%])(?: ?${HAO})?`,
  `(?<code>${CODE}?)?? ?${NO_DIGIT_BEFORE}(?<year>${YEAR})(?: ?年 ?第? ?| ?第 ?| )(?<serial>${SERIAL}) ?${HAO}`,
  `(?<code>${CODE}) ?(?<year>${YEAR}) ?[-–—_/.·] ?(?<serial>${SERIAL})(?![0-9./\\-]| ?[月日])(?: ?${HAO})?`,
].map((pattern) => new RegExp(pattern, 'g'));
const ORDERS = [
  `(?<code>(?:${CODE} ?)?令) ?第? ?(?<serial>${SERIAL})${NO_DIGIT_BEHIND}(?: ?号)?`,
  `(?<code>${CODE}?)?? ?第? ?${NO_DIGIT_BEFORE}(?<serial>${SERIAL}) ?号? ?令`,
].map((pattern) => new RegExp(pattern, 'g'));

/** Short forms in use → 机关代字 as documents write it. */
const SHORT_FORMS: readonly [short: RegExp, written: string][] = [
  [/国令$/, '国务院令'],
  [/(国家)?市(场)?监(管)?总局令$/, '国家市场监督管理总局令'],
];

/** Words that lead to a number and are no part of it. */
const LEAD =
  /^.*(?:请问|查询?|找一?下?|看看?|问一?下?|关于|根据|依据|按照?|参?见|文号|文件|是|有|的|和|与|及|把|叫)(?=令?$)/;

/** Every 文号 in a text, in any of the usual writings, in order. */
export function findDocNos(text: string): FoundDocNo[] {
  const folded = fold(text);
  const found: FoundDocNo[] = [];
  for (const pattern of [...YEARLY, ...ORDERS]) {
    for (const match of folded.matchAll(pattern)) {
      const start = match.index;
      const end = start + match[0].length;
      if (found.some((other) => other.start < end && start < other.end)) continue;
      const isOrder = ORDERS.includes(pattern);
      const { code = '', year, serial = '' } = match.groups ?? {};
      const numbers = { year: year === undefined ? null : readNumeral(year), serial: serialOf(serial) };
      if (numbers.serial === null) continue;
      found.push({
        written: text.slice(start, end),
        issuerCode: issuerCode(code, isOrder),
        year: numbers.year,
        serial: numbers.serial,
        start,
        end,
      });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

function serialOf(written: string): number | null {
  return /^[0-9]+$/.test(written) ? Number(written) : readNumeral(written);
}

function issuerCode(written: string, isOrder: boolean): string {
  const code = written.replace(/ /g, '').replace(/第$/, '');
  const whole = (isOrder && !code.endsWith('令') ? `${code}令` : code).replace(LEAD, '');
  const short = SHORT_FORMS.find(([form]) => form.test(whole));
  return short === undefined ? whole : whole.replace(...short);
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

/**
 * Where in the text the 文号 itself begins: the words before it belong to the question (答复期限 国务院令第711号). With
 * part of the code left out or shortened nobody can tell, and it begins where it was found.
 * @param text the folded text that `asked` was found in
 */
export function startOfDocNo(text: string, asked: FoundDocNo, known: DocNo): number {
  const { start, end } = asked;
  let before = text.slice(start, end).replace(/ /g, '').indexOf(known.issuerCode);
  let at = start;
  while (before > 0 || text.charAt(at) === ' ') {
    if (text.charAt(at) !== ' ') before -= 1;
    at += 1;
  }
  return at;
}
