import type { Day } from '../../day.ts';
import { type DocNo, findDocNos } from '../../text/doc-no.ts';
import { fold } from '../../text/normalise.ts';
import { type HistoryEntry, readHistory } from '../read-history.ts';
import { dayAlone } from './written-day.ts';

/**
 * What an official document says of itself in the usual places (GB/T 9704-2012): letterhead, 发文字号, title, 题注,
 * signature with its date, 附注, 版记. What is not there is null. The rest of the lines is the body.
 */
export interface Letter {
  title: string | null;
  docNo: DocNo | null;
  issuers: string[];
  signedOn: Day | null;
  history: HistoryEntry[];
  open: '主动公开' | '依申请公开' | '不予公开' | null;
  body: string[];
}

const HEAD_LINES = 14;
const LONGEST_TITLE = 200;
const TITLE_END =
  /(?:通知|意见|办法|规定|决定|方案|细则|通告|公告|公报|批复|复函|函|条例|指南|指引|规则|规程|标准|措施|制度|报告|预案|规划|计划|纲要|要点|清单|目录|须知|解读|说明|章程|准则|政策|答复)(?:[（(〔][^（）()]{1,20}[）)〕])?$/;
const BODY_BEGINS =
  /^(?:第[零〇一二三四五六七八九十\d]+[条章]|[一二三四五六七八九十]+、|（一）|各.{0,60}：$)/;
const ORGAN_END =
  /(?:政府|委员会|委|局|厅|部|署|办公室|办公厅|办|院|中心|处|队|站|所|馆|社|会|公司|组|行|管委会|法院|检察院)$/;
const OPEN_NOTE =
  /^[（(](?:此件|本件)?(?:信息公开(?:形式|选项)[:：])?(主动公开|公开发布|依申请公开|不予公开|不公开)[）)]?$/;

export function readLetter(written: readonly string[], knownTitle: string | null): Letter {
  const lines = written.map((line) => line.replace(/[\s\u3000]+/g, ' ').trim());
  const dropped = new Set<number>();
  const docNo = takeDocNo(lines, dropped);
  const title = takeTitle(lines, dropped, knownTitle);
  const history = takeHistory(lines, dropped);
  const open = takeOpenNote(lines, dropped);
  const { issuers, signedOn } = takeSignature(lines, dropped);
  return {
    title,
    docNo,
    issuers,
    signedOn,
    history,
    open,
    // As they were written: the splitting into clauses looks at the spaces.
    body: written.filter((line, at) => !dropped.has(at) && line.trim() !== ''),
  };
}

/** A line that is a 文号 and nothing else, or stands there with the name of its signer. */
function takeDocNo(lines: readonly string[], dropped: Set<number>): DocNo | null {
  for (const [at, line] of lines.slice(0, HEAD_LINES).entries()) {
    const bare = line
      .replace(/ ?签发人[:：].*$/, '')
      .replace(/^(?:发文字号|文号)[:：] ?/, '')
      .replace(/^[（(](.*)[）)]$/, '$1');
    const [found] = findDocNos(bare);
    if (found === undefined || found.start !== 0 || found.end !== bare.length) continue;
    dropped.add(at);
    const { written, issuerCode, year, serial } = found;
    return { written, issuerCode, year, serial };
  }
  return null;
}

/** The title may stand on up to four lines; a letterhead (…文件) or the name of an organ may stand above it. */
function takeTitle(lines: readonly string[], dropped: Set<number>, known: string | null): string | null {
  const head = [...lines.slice(0, HEAD_LINES).entries()].filter(
    ([at, line]) => !dropped.has(at) && line !== '',
  );
  if (known !== null) {
    const wanted = bare(known);
    for (let first = 0; first < head.length; first += 1) {
      for (let count = 1; count <= 4 && first + count <= head.length; count += 1) {
        const part = head.slice(first, first + count);
        if (bare(part.map(([, line]) => line).join('')) !== wanted) continue;
        for (const [at] of part) dropped.add(at);
        return known;
      }
    }
    return known;
  }
  const begin = head.findIndex(([, line]) => !/文件$|^(?:机密|秘密|特急|急件|加急|\d{6})/.test(line));
  if (begin < 0 || BODY_BEGINS.test(head[begin]?.[1] ?? '')) return null;
  for (const [at] of head.slice(0, begin)) dropped.add(at);
  for (let count = 1; count <= 4 && begin + count <= head.length; count += 1) {
    const part = head.slice(begin, begin + count);
    if (part.some(([, line]) => /[。；]|[:：]$/.test(line))) break;
    const title = part.map(([, line]) => line).join('');
    if (title.length > LONGEST_TITLE) break;
    if (!TITLE_END.test(title)) continue;
    for (const [at] of part) dropped.add(at);
    return title;
  }
  const [first] = head.slice(begin);
  if (first === undefined || first[1].length > 80 || /[。；：:]$/.test(first[1])) return null;
  dropped.add(first[0]);
  return first[1];
}

function bare(title: string): string {
  return fold(title).replace(/[\s"'“”‘’《》<>]/g, '');
}

/** （2019年5月15日市政府第40次常务会议通过 …） under the title */
function takeHistory(lines: readonly string[], dropped: Set<number>): HistoryEntry[] {
  const at = lines.findIndex(
    (line, index) =>
      index < HEAD_LINES &&
      !dropped.has(index) &&
      /^[（(]\d{4} ?年.*(?:通过|公布|发布|修[订正]|施行|批准)/.test(line),
  );
  if (at < 0) return [];
  const notes: string[] = [];
  for (let end = at; end < Math.min(lines.length, at + 10); end += 1) {
    dropped.add(end);
    const line = lines[end] ?? '';
    notes.push(...line.replace(/^[（(]|[）)]$/g, '').split(/ (?=(?:根据)?\d{4} ?年)/));
    if (/[）)]$/.test(line)) break;
  }
  return readHistory(notes.map((note) => note.replace(/^根据/, '').trim()).filter((note) => note !== ''));
}

function takeOpenNote(lines: readonly string[], dropped: Set<number>): Letter['open'] {
  for (const [at, line] of lines.entries()) {
    const said = OPEN_NOTE.exec(line.replace(/ /g, ''))?.[1];
    if (said === undefined) continue;
    dropped.add(at);
    if (said === '依申请公开') return said;
    return said.startsWith('不') ? '不予公开' : '主动公开';
  }
  return null;
}

/** Organ, or organs one under the other, and below them a date by itself; of several, the first: the letter's own. */
function takeSignature(lines: readonly string[], dropped: Set<number>): Pick<Letter, 'issuers' | 'signedOn'> {
  for (const [at, line] of lines.entries()) {
    // 版记: 长沙市…办公室 2021年8月12日印发
    if (/\d{4} ?年 ?\d{1,2} ?月 ?\d{1,2} ?日 ?印发$/.test(line) && line.length < 60) dropped.add(at);
  }
  for (const [at, line] of lines.entries()) {
    if (dropped.has(at)) continue;
    const signedOn = dayAlone(line);
    if (signedOn === null) continue;
    const issuers: string[] = [];
    let above = at - 1;
    while (above >= 0 && issuers.length < 8 && isOrgan(lines[above] ?? '')) {
      issuers.unshift(...(lines[above] ?? '').split(' '));
      dropped.add(above);
      above -= 1;
    }
    if (issuers.length === 0 && at < lines.length - 2) continue;
    dropped.add(at);
    takeAnnexList(lines, dropped, above);
    return { issuers, signedOn };
  }
  return { issuers: [], signedOn: null };
}

function isOrgan(line: string): boolean {
  return (
    line.length >= 3 &&
    line.length <= 60 &&
    !/[，。；：:、]/.test(line) &&
    line.split(' ').every((name) => ORGAN_END.test(name))
  );
}

/** 附件：1. … 2. … above a signature names what is attached. */
function takeAnnexList(lines: readonly string[], dropped: Set<number>, last: number): void {
  for (let at = last; at >= Math.max(0, last - 15); at -= 1) {
    const line = lines[at] ?? '';
    if (/^附件? ?[:：]/.test(line)) {
      for (let part = at; part <= last; part += 1) dropped.add(part);
      return;
    }
    if (line !== '' && !/^\d{1,2} ?[.．、]/.test(line) && line.length > 40) return;
  }
}
