import type { NoticeItem } from '../content/notice-item.ts';
import type { ServiceFunction } from '../import/catalogue.ts';
import type { ValidityState } from '../validity/validity.ts';

/** What a question gives: one clause, what it is worth on that day, and why it stands where it stands. */
export interface AnswerHit {
  articleId: string;
  articleRev: number;
  title: string;
  docNo: string | null;
  issuer: string;
  level: string;
  regionCode: string;
  clauseNo: string;
  clauseText: string;
  snippet: string;
  /** [from, to) in `snippet`, UTF-16 units */
  highlights: [number, number][];
  validity: HitValidity;
  why: Reason[];
  score: number;
  /** from 1 */
  rank: number;
  /** what the FAQ behind this clause reads to the caller; null: none stands behind it, or it does not apply */
  spoken: SpokenAnswer | null;
}

/** 口语答复, for a minute of reading aloud at most. */
export interface SpokenAnswer {
  faqId: string;
  question: string;
  text: string;
  /** what has to be said beside it, such as that it is to be checked */
  note: string | null;
}

export interface HitValidity {
  state: ValidityState;
  label: string;
  from: string | null;
  /** the first day on which it no longer applies */
  to: string | null;
  basis: string;
  successor: { articleId: string; title: string } | null;
}

/** In words that an operator may read out. */
export interface Reason {
  kind: ReasonKind;
  text: string;
}
type ReasonKind =
  | 'docNo'
  | 'clauseNo'
  | 'title'
  | 'words'
  | 'spoken'
  | 'sound'
  | 'faq'
  /** no word of it was asked for: an answer like it rests on it */
  | 'faq-basis'
  /** of the first hit: nothing here may answer the question */
  | 'near'
  | 'region'
  | 'line'
  | 'earlier-answer'
  | 'successor'
  | 'today'
  | 'validity';

export interface AnswerQuery {
  text: string;
  regionCode: string;
  /** YYYY-MM-DD, China time */
  date: string;
  serviceFunction: ServiceFunction | null;
  limit: number;
}

export interface SuggestQuery {
  queue: string;
  serviceFunction: ServiceFunction | null;
  regionCode: string;
  date: string;
  /** what this number was answered before, newest first */
  earlier: EarlierAnswer[];
  limit: number;
}

export interface EarlierAnswer {
  articleId: string;
  clauseNo: string;
  /** ISO time or day */
  answeredAt: string;
}

export interface ArticleView {
  articleId: string;
  rev: number;
  title: string;
  docNo: string | null;
  issuer: string;
  level: string;
  regionCode: string;
  validity: HitValidity;
  clauses: { no: string; heading: string | null; text: string }[];
  dataAsOf: string;
  /** approved to be read to the caller: the FAQ's that was asked for, else the text's own; null: nothing is */
  readAloud: string | null;
  /** what has to be said beside it */
  readAloudNote: string | null;
  /** 一次性告知; empty where neither the text nor the FAQ tells anything of it */
  notice: NoticeItem[];
}
