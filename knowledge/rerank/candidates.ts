import type { FoundDocument } from '../index/best.ts';
import type { SegmentedIndex, SoughtTerm } from '../index/segmented-index.ts';
import { Priors } from './priors.ts';
import { type AnsweredQuestion, QuestionBank } from './question-bank.ts';

/** What is known of a document besides its words. */
export interface DocumentFacts {
  /** the law or document it is a part of */
  text: string;
  /** its place in that */
  place: number;
  /** 法律, 行政法规 … as a number */
  category: number;
  length: number;
}

export interface Library {
  index: SegmentedIndex;
  facts: ReadonlyMap<string, DocumentFacts>;
  /** documents of each text, by place */
  parts: ReadonlyMap<string, readonly string[]>;
}

/** What is learned from questions that were answered. */
export class Experience {
  readonly bank: QuestionBank<AnsweredQuestion>;
  readonly priors: Priors;

  constructor(questions: readonly AnsweredQuestion[], library: Library) {
    this.bank = QuestionBank.of(questions);
    this.priors = new Priors(questions, (id) => library.facts.get(id)?.text ?? '');
  }
}

export const featureNames = [
  'score',
  'share of the best score',
  'place',
  'share of the question in the title',
  'share of the question in title and text',
  'rarest word in common',
  'words in common',
  'length',
  'category',
  'text answered before',
  'document answered before',
  'votes of questions alike',
  'most alike that it answered',
  'votes of questions alike for its text',
  'most alike that its text answered',
  'places of its text among the first hundred',
  'best score of its text',
  'score of the one before',
  'score of the one after',
  'size of its text',
  'sum of the scores of its text',
  'score among its text',
] as const;

export interface Candidates {
  ids: string[];
  /** by candidate, `featureNames.length` numbers each */
  values: Float64Array;
}

const depth = 200;
const neighbourhood = 30;
/** Alike by a word or two is chance. */
const sharpness = 2;

/** The documents that may answer: by their words, and what answered questions that are alike. */
export function candidatesFor(
  library: Library,
  experience: Experience,
  words: readonly string[],
  sought: readonly SoughtTerm[],
): Candidates {
  const asked = library.index.ask(sought);
  const found = asked.find({ limit: depth });
  const votes = votesOf(experience.bank.near(words, neighbourhood), library);
  const scores = new Map(found.map(({ id, score }) => [id, score]));
  const ids = [...new Set([...found.map(({ id }) => id), ...votes.documents.keys()])];
  const texts = textsOf(found, library);
  const best = found[0]?.score ?? 1;
  const places = new Map(found.map(({ id }, place) => [id, place]));
  const rarities = asked.terms.map(({ rarity, boost }) => rarity * boost);
  const whole = rarities.reduce((sum, rarity) => sum + rarity, 0) || 1;
  const values = new Float64Array(ids.length * featureNames.length);
  ids.forEach((id, at) => {
    const facts = library.facts.get(id);
    if (facts === undefined) return;
    const standing = asked.standingIn(id);
    let [inAll, inTitle, rarest, common] = [0, 0, 0, 0];
    standing.forEach((fields, term) => {
      if (fields === 0) return;
      const rarity = rarities[term] ?? 0;
      if ((fields & titleBit) !== 0) inTitle += rarity;
      inAll += rarity;
      rarest = Math.max(rarest, rarity);
      common += 1;
    });
    const score = scores.get(id) ?? 0;
    const text = texts.get(facts.text);
    const parts = library.parts.get(facts.text) ?? [];
    const vote = votes.documents.get(id);
    const textVote = votes.texts.get(facts.text);
    values.set(
      [
        score,
        score / best,
        places.get(id) ?? depth,
        inTitle / whole,
        inAll / whole,
        rarest,
        common,
        Math.log(1 + facts.length),
        facts.category,
        experience.priors.ofText(facts.text),
        experience.priors.ofDocument(id),
        vote?.sum ?? 0,
        vote?.most ?? 0,
        textVote?.sum ?? 0,
        textVote?.most ?? 0,
        text?.amongFirst ?? 0,
        (text?.best ?? 0) / best,
        (scores.get(parts[facts.place - 1] ?? '') ?? 0) / best,
        (scores.get(parts[facts.place + 1] ?? '') ?? 0) / best,
        Math.log(1 + parts.length),
        (text?.sum ?? 0) / best,
        text === undefined ? 0 : score / text.best,
      ],
      at * featureNames.length,
    );
  });
  return { ids, values };
}

/** The first field holds the words of title and headings, which are in the second one too. */
const titleBit = 1;

interface Votes {
  sum: number;
  most: number;
}

function votesOf(
  neighbours: readonly { question: AnsweredQuestion; likeness: number }[],
  { facts }: Library,
): { documents: Map<string, Votes>; texts: Map<string, Votes> } {
  const documents = new Map<string, Votes>();
  const texts = new Map<string, Votes>();
  const vote = (votes: Map<string, Votes>, key: string, likeness: number) => {
    const before = votes.get(key) ?? { sum: 0, most: 0 };
    votes.set(key, {
      sum: before.sum + likeness ** sharpness,
      most: Math.max(before.most, likeness),
    });
  };
  for (const { question, likeness } of neighbours) {
    for (const id of question.answers) if (facts.has(id)) vote(documents, id, likeness);
    for (const text of new Set(question.answers.flatMap((id) => facts.get(id)?.text ?? [])))
      vote(texts, text, likeness);
  }
  return { documents, texts };
}

const first = 100;

function textsOf(found: readonly FoundDocument[], { facts }: Library) {
  const texts = new Map<string, { amongFirst: number; best: number; sum: number }>();
  found.forEach(({ id, score }, place) => {
    const text = facts.get(id)?.text ?? '';
    const before = texts.get(text) ?? { amongFirst: 0, best: 0, sum: 0 };
    texts.set(text, {
      amongFirst: before.amongFirst + (place < first ? 1 : 0),
      best: Math.max(before.best, score),
      sum: before.sum + score,
    });
  });
  return texts;
}
