import type { AnswerPack, PackWish } from '../../../knowledge/content/answer-pack.ts';
import type { BuiltInEntry, BuiltInRow } from '../../../knowledge/content/built-in.ts';
import type { Basis } from '../../../knowledge/content/entry.ts';
import type { Synonym } from '../../../knowledge/content/synonyms.ts';
import type { Explanation } from '../../application/explanation.ts';
import type {
  AnswerHit,
  AnswerQuery,
  AnswerUpdate,
  ArticleView,
  SideBySide,
  SuggestQuery,
} from '../../application/ports.ts';
import type { CityWeights } from './city-weights.ts';

/** What the main thread and the thread of the answers say to each other. */
export interface AnswerCalls {
  search: { argument: AnswerQuery; answer: AnswerHit[] };
  suggest: { argument: SuggestQuery; answer: AnswerHit[] };
  article: {
    argument: { articleId: string; date: string; faqId: string | null };
    answer: ArticleView | null;
  };
  builtIn: { argument: null; answer: BuiltInRow[] };
  builtInEntry: { argument: { entryId: string }; answer: BuiltInEntry | null };
  compare: { argument: AnswerQuery; answer: SideBySide | null };
  explain: {
    argument: { query: AnswerQuery; about: Basis | null };
    answer: Explanation;
  };
  putSynonyms: { argument: { own: readonly Synonym[] }; answer: null };
  pack: { argument: PackWish; answer: AnswerPack };
  update: { argument: AnswerUpdate; answer: null };
}

export type AnswerRequest = {
  [Call in keyof AnswerCalls]: {
    id: number;
    call: Call;
    argument: AnswerCalls[Call]['argument'];
    /** ms since the epoch; nobody waits for the answer after it */
    deadline: number;
  };
}[keyof AnswerCalls];

export interface AnswersBuilt {
  documents: number;
  builtInMs: number;
  /** from what an earlier start kept; else worked out now */
  wasKept: boolean;
}

export type AnswerReply =
  | { kind: 'ready'; built: AnswersBuilt }
  /** answers are right, but something beside them went wrong, told to who runs the bridge */
  | { kind: 'fault'; message: string }
  /** the library cannot be read: starting again would not help */
  | { kind: 'refused'; message: string }
  | { kind: 'answer'; id: number; answer: AnswerCalls[keyof AnswerCalls]['answer'] }
  | { kind: 'error'; id: number; message: string };

export interface AnswerWorkerSettings {
  textsFolder: string | null;
  /** where what was worked out of the texts is kept for the next start; null: nowhere */
  keptFolder: string | null;
  /** the city's own; null: those of the library are in force */
  weights: CityWeights | null;
}
