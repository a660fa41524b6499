import type { Clause, PolicyArticle } from '../article.ts';
import { addDays, chineseDay } from '../day.ts';
import type { ClauseField } from '../index/clause-index.ts';
import { type Token, tokenise } from '../text/tokenise.ts';
import { WHOLE_COUNTRY } from '../validity/region.ts';
import { applies } from '../validity/validity.ts';
import type { AnswerHit, HitValidity, Reason } from './hit.ts';
import { phrasesFound, type Question } from './question.ts';
import { hitValidity, type Shelf } from './shelf.ts';
import { snippetOf } from './snippet.ts';

type Matched = ReadonlyMap<string, readonly ClauseField[]>;
export const NOTHING_MATCHED: Matched = new Map();

/** A clause on its way into the list. */
export interface Candidate {
  article: PolicyArticle;
  /** position in the article's clauses */
  clause: number;
  score: number;
  matched: () => Matched;
  reasons: Reason[];
}

/** A change is news for so many days (班前播报 reaches back to the last month of anyone who was on leave). */
export const NEWS_DAYS = 30;
const PHRASES_SHOWN = 4;

export function hitOf(
  shelf: Shelf,
  candidate: Candidate,
  question: Question | null,
  day: string,
  rank: number,
): AnswerHit {
  const { article, score } = candidate;
  const matched = candidate.matched();
  const clause = article.clauses[candidate.clause] ?? EMPTY;
  const validity = hitValidity(shelf, article, day, clause.no);
  return {
    articleId: article.id,
    articleRev: article.rev,
    title: article.title,
    docNo: article.docNo?.written ?? null,
    issuer: article.issuers.join('、'),
    level: article.level,
    regionCode: article.regionCode,
    clauseNo: clause.no,
    clauseText: clause.text,
    ...snippetOf(clause.text, matched.keys()),
    validity,
    why: [
      ...candidate.reasons,
      ...(question === null ? [] : wordReasons(question, matched)),
      ...placeReason(article),
      ...newsReason(validity, day),
      ...warning(validity),
    ],
    score,
    rank,
    spoken: null,
  };
}

const EMPTY: Clause = { no: '', text: '', anchor: '', heading: [] };

function wordReasons(question: Question, matched: Matched): Reason[] {
  const reasons: Reason[] = [];
  const inTitle = phrasesFound(question, (token) => fieldsOf(token, matched).includes('title'));
  if (inTitle.length > 0) reasons.push({ kind: 'title', text: `标题含${quoted(inTitle)}` });
  const inText = phrasesFound(question, (token) =>
    fieldsOf(token, matched).some((field) => field !== 'title'),
  );
  if (inText.length > 0) reasons.push({ kind: 'words', text: `条文含${quoted(inText)}` });
  const isFound = (word: string) => tokenise(word).every((token) => fieldsOf(token, matched).length > 0);
  for (const { written, words, by } of question.heard) {
    const meant = words.filter((word) => isFound(word) || standsFor(word, question, isFound));
    const how = by === 'pinyin' ? '拼音' : '读音';
    if (meant.length > 0) reasons.push({ kind: 'sound', text: `“${written}”按${how}理解为${quoted(meant)}` });
  }
  for (const { spoken, written } of question.spoken) {
    const found = written.filter(isFound);
    if (found.length > 0) reasons.push({ kind: 'spoken', text: `“${spoken}”对应条文用语${quoted(found)}` });
  }
  return reasons;
}

/** shebao is 社保, which no rule says; but what it says instead was found. */
function standsFor(word: string, { spoken }: Question, isFound: (word: string) => boolean): boolean {
  return spoken.some((said) => word.includes(said.spoken) && said.written.some(isFound));
}

/** A character that stands alone was looked for as the beginning of a pair. */
function fieldsOf({ term, kind }: Token, matched: Matched): readonly ClauseField[] {
  if (kind !== 'single') return matched.get(term) ?? [];
  return [...matched].flatMap(([known, fields]) => (known.startsWith(term) ? fields : []));
}

function quoted(phrases: readonly string[]): string {
  return phrases
    .slice(0, PHRASES_SHOWN)
    .map((phrase) => `“${phrase}”`)
    .join('');
}

const PLACES: Readonly<Record<PolicyArticle['level'], string>> = {
  国家: '全国',
  省: '本省',
  市: '本市',
  区县: '本区县',
  乡镇街道: '本街道（乡镇）',
};

function placeReason(article: PolicyArticle): Reason[] {
  if (article.regionCode === WHOLE_COUNTRY) return [];
  return [{ kind: 'region', text: `${PLACES[article.level]}${article.materialClass}` }];
}

function newsReason({ state, from }: HitValidity, day: string): Reason[] {
  if (!applies(state) || from === null || from <= addDays(day, -NEWS_DAYS)) return [];
  return [{ kind: 'today', text: `新规：${chineseDay(from)}起施行` }];
}

function warning({ state, label, from, to, successor }: HitValidity): Reason[] {
  const instead = successor === null ? '' : `，现为《${successor.title}》`;
  switch (state) {
    case 'in-force':
      return [];
    case 'partly':
      return [{ kind: 'validity', text: '部分条款已失效，本条仍有效' }];
    case 'not-yet':
      return [{ kind: 'validity', text: from === null ? label : `${chineseDay(from)}起才施行` }];
    case 'unclear':
      return [{ kind: 'validity', text: '效力待核，答复前请核对现行文本' }];
    case 'amended':
    case 'ended':
    case 'repealed':
      return [{ kind: 'validity', text: `${to === null ? '' : `${chineseDay(to)}起`}${label}${instead}` }];
    default:
      return state satisfies never;
  }
}
