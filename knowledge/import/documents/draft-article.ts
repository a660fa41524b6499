import { type PolicyArticle, startingOn } from '../../article.ts';
import type { ArticleContent } from '../../content/entry.ts';
import { chineseDay, type Day } from '../../day.ts';
import { type DocNo, parseDocNo } from '../../text/doc-no.ts';
import { publishedOn, signedOn } from '../read-history.ts';
import { readStart } from '../read-start.ts';
import { type Letter, readLetter } from './read-letter.ts';
import { splitClauses } from './split-clauses.ts';

/** What is known of a text before it is read: whose site or base it comes from. */
export interface DraftSource {
  /** taken for the issuer where the text names none */
  organ: string;
  /** of the organ's area */
  regionCode: string;
  topic: string;
  /**
   * names of areas with their codes, such as 湖南省 430000: a city's site also bears its province's texts, which
   * apply elsewhere than its own
   */
  places: readonly { name: string; regionCode: string }[];
}

/** What a page says of itself beside the text; null where it does not. */
export interface StatedFacts {
  title: string | null;
  docNo: string | null;
  issuers: readonly string[];
  signedOn: Day | null;
  publishedOn: Day | null;
  /** 实施日期 */
  startsOn: Day | null;
  keywords: readonly string[];
  open: ArticleContent['openAttribute'] | null;
}

export const nothingStated: StatedFacts = {
  title: null,
  docNo: null,
  issuers: [],
  signedOn: null,
  publishedOn: null,
  startsOn: null,
  keywords: [],
  open: null,
};

/** Fields that could not be read: who reviews the draft looks at the document for them. */
export type UnreadField = '标题' | '文号' | '发文机关' | '成文日期' | '施行日期' | '公开属性';

export interface Draft {
  content: ArticleContent;
  unread: UnreadField[];
}

/** Lines of a document in reading order → one policy article; null where there is no body. Pure. */
export function draftArticle(
  lines: readonly string[],
  stated: StatedFacts,
  source: DraftSource,
  fallbackTitle: string,
): Draft | null {
  const letter = readLetter(lines, stated.title);
  const clauses = splitClauses(letter.body);
  if (clauses.length === 0) return null;
  const title = letter.title ?? fallbackTitle;
  const docNo = (stated.docNo === null ? null : wholeDocNo(stated.docNo)) ?? letter.docNo;
  const issuers = issuersOf(stated, letter, title);
  const signed = stated.signedOn ?? letter.signedOn ?? signedOn(letter.history);
  const published = stated.publishedOn ?? publishedOn(letter.history);
  const open = stated.open ?? letter.open;
  const commencement = commencementOf(clauses, stated, published ?? signed, signed ?? published);
  const area = areaOf([...issuers, title], source);
  const instrument = instrumentOf(title, docNo, issuers, area.level);
  const unread: UnreadField[] = [];
  if (letter.title === null) unread.push('标题');
  if (docNo === null) unread.push('文号');
  if (issuers.length === 0) unread.push('发文机关');
  if (signed === null) unread.push('成文日期');
  if (commencement.kind === 'unknown') unread.push('施行日期');
  if (open === null) unread.push('公开属性');
  return {
    unread,
    content: {
      kind: 'article',
      title,
      docNo,
      formerDocNos: [],
      issuers: issuers.length === 0 ? [source.organ] : issuers,
      instrument,
      level: area.level,
      regionCode: area.regionCode,
      topic: source.topic,
      materialClass: materialClassOf(title, instrument),
      audience: [],
      signedOn: signed,
      publishedOn: published,
      commencement,
      ending: { kind: 'none' },
      endedClauses: [],
      clauses,
      replaces: [],
      summaryPlain: '',
      readAloud: '',
      keywords: keywordsOf(stated.keywords),
      // Not said, not taken for granted: an inner document must not pass for a public one.
      openAttribute: open ?? '依申请公开',
      attachments: [],
    },
  };
}

/** A field holds one 文号; 无 and the like hold none. */
function wholeDocNo(written: string): DocNo | null {
  const docNo = parseDocNo(written.trim());
  return docNo === null || docNo.issuerCode === '' ? null : docNo;
}

function issuersOf(stated: StatedFacts, letter: Letter, title: string): string[] {
  if (stated.issuers.length > 0) return [...stated.issuers];
  if (letter.issuers.length > 0) return letter.issuers;
  const before = /^(.{2,40}?)关于/.exec(title)?.[1];
  return before !== undefined && /(?:政府|委员会|委|局|厅|部|办公室|办公厅|院|中心)$/.test(before)
    ? [before]
    : [];
}

function commencementOf(
  clauses: ArticleContent['clauses'],
  stated: StatedFacts,
  published: Day | null,
  signed: Day | null,
): PolicyArticle['commencement'] {
  const start = readStart(clauses);
  if (start.kind === 'day') return startingOn(start.day, `${start.clauseNo}：${start.sentence}`);
  if (start.kind === 'on-publication') {
    const day = /印发/.test(start.sentence) ? signed : published;
    if (day !== null) return startingOn(day, `${start.clauseNo}：${start.sentence}（${chineseDay(day)}）`);
    return { kind: 'unknown', basis: `${start.clauseNo}：${start.sentence}但读不到公布日期，请核对原文。` };
  }
  if (stated.startsOn !== null) return startingOn(stated.startsOn, '来源网页载明的实施日期。');
  return { kind: 'unknown', basis: '文中读不到施行日期，请核对原文后填写。' };
}

type Level = PolicyArticle['level'];

const STATE =
  /^(?:国务院|中共中央|全国人民代表大会|全国人大|最高人民|国家.{1,12}(?:局|委员会|总局|署)$|(?:教育|公安|民政|司法|财政|人力资源和?社会保障|自然资源|生态环境|住房和?城乡建设|交通运输|水利|农业农村|商务|文化和?旅游|应急管理|退役军人事务|工业和信息化|科学技术|科技)部)/;

/** Of the first name that tells an area; else the source's own. */
function areaOf(names: readonly string[], source: DraftSource): { level: Level; regionCode: string } {
  for (const name of names) {
    if (STATE.test(name)) return { level: '国家', regionCode: '000000' };
    const [place] = source.places
      .filter((known) => name.startsWith(known.name))
      .sort((a, b) => b.name.length - a.name.length);
    if (place !== undefined) return { level: levelOf(place.regionCode), regionCode: place.regionCode };
  }
  return { level: levelOf(source.regionCode), regionCode: source.regionCode };
}

export function levelOf(regionCode: string): Level {
  if (regionCode.length > 6 && !/^0+$/.test(regionCode.slice(6))) return '乡镇街道';
  if (regionCode.startsWith('00')) return '国家';
  if (regionCode.slice(2, 6) === '0000') return '省';
  return regionCode.slice(4, 6) === '00' ? '市' : '区县';
}

/** As far as title and number tell; a department's texts are 规范性文件 unless they say otherwise. */
function instrumentOf(
  title: string,
  docNo: DocNo | null,
  issuers: readonly string[],
  level: Level,
): PolicyArticle['instrument'] {
  const congress = issuers.some((issuer) => /人民代表大会|人大常委会/.test(issuer));
  const decree = docNo?.issuerCode.endsWith('令') ?? false;
  const whole = /^中华人民共和国.{1,30}法$/.test(title);
  if (whole || (congress && level === '国家' && /法$/.test(title))) return '法律';
  if (congress && level !== '国家' && /(?:条例|规定|办法)$/.test(title)) return '地方性法规';
  if (decree && docNo?.issuerCode === '国务院令') return '行政法规';
  if (decree && issuers.some((issuer) => /人民政府$/.test(issuer))) return '地方政府规章';
  if (decree && level === '国家') return '部门规章';
  return '规范性文件';
}

function materialClassOf(
  title: string,
  instrument: PolicyArticle['instrument'],
): PolicyArticle['materialClass'] {
  if (instrument !== '规范性文件') return '法律法规';
  if (title.includes('政府工作报告')) return '政府工作报告';
  if (/政府公报/.test(title)) return '政府公报';
  return /(?:办事|办理|服务|申请)(?:指南|指引|须知)/.test(title) ? '办事指南' : '政策文件';
}

function keywordsOf(written: readonly string[]): string[] {
  const words = written
    .flatMap((text) => text.split(/[,，;；、|\s]+/))
    .filter((word) => word !== '' && word.length <= 40);
  return [...new Set(words)].slice(0, 60);
}
