import type { Basis, Faq } from '../content/entry.ts';
import type { Day } from '../day.ts';
import type { ClauseIndex } from '../index/clause-index.ts';
import { Forest } from '../rerank/forest.ts';
import { type Judged, trainTrees } from '../rerank/train-trees.ts';
import type { Tree } from '../rerank/trees.ts';
import { clauseKey, keyOf } from './clause-key.ts';
import { doubtsOf } from './doubt.ts';
import { forerunnersOf } from './forerunners.ts';
import { Precedents } from './precedents.ts';
import { type Question, readQuestion } from './question.ts';
import { candidatesOf } from './search.ts';
import { scoresLearned } from './second-step.ts';
import type { Shelf } from './shelf.ts';
import { signalNames, signalsOf } from './signals.ts';

/** A question of a caller and the clauses that answer it; none: nothing in the base does. */
export interface CallerLesson {
  question: string;
  asOf: Day;
  answers: readonly Basis[];
}

/** Set by trial, k-fold, on callers' and lay questions; the hundred and twenty of the tests were not among them. */
const training = {
  trees: 300,
  leaves: 8,
  leastInLeaf: 60,
  rate: 0.05,
  ridge: 1,
  questionShare: 0.7,
  featureShare: 0.6,
};
/** So many entries teach, or all where there are fewer: more would teach the same again, and drown the callers. */
const teachers = 1_200;
/**
 * An entry teaches once, by one of its wordings, which it is not known by meanwhile. Of so many in a hundred the
 * whole entry is unknown meanwhile: a question that nobody answered before has to be found by words.
 */
const unknownOfHundred = 20;
const parts = 10;

export interface Tried {
  /** from 0, where the first right clause stands; null when it is not found, or there is none */
  place: number | null;
  /** the question as it was read, and `doubtsOf` the first clause; null where nothing was found */
  doubts: { text: string; features: number[] } | null;
}

interface Found {
  values: Float64Array;
  /** by clause, 1 where it answers */
  right: number[];
}

interface Lesson {
  question: string;
  asOf: Day;
  answers: ReadonlySet<string>;
  precedents: Precedents;
}

/** Trees that put answers first, learned from the FAQ and from questions of callers. */
export class Learning {
  readonly #shelf: Shelf;
  readonly #index: ClauseIndex;
  readonly #regionCode: string;
  readonly #today: Day;
  readonly #wordings: readonly Lesson[];
  /** by question of a caller */
  readonly #lessons = new Map<CallerLesson, Lesson>();
  /** what was found for a lesson: the same in each fold */
  readonly #found = new Map<Lesson, Found | null>();

  constructor(shelf: Shelf, index: ClauseIndex, faqs: readonly Faq[], regionCode: string, today: Day) {
    this.#shelf = shelf;
    this.#index = index;
    this.#regionCode = regionCode;
    this.#today = today;
    this.#wordings = this.#lessonsOf(faqs);
  }

  /** Questions without an answer teach nothing of the order. */
  train(lessons: readonly CallerLesson[]): Tree[] {
    const real = lessons.map((lesson) => this.#real(lesson));
    return trainTrees(this.#judge([...this.#wordings, ...real]), training);
  }

  /** How each question is answered by what is learned from the others. */
  kFold(lessons: readonly CallerLesson[], folds: number): Tried[] {
    const tried: Tried[] = [];
    for (let fold = 0; fold < folds; fold += 1) {
      const forest = new Forest(this.train(lessons.filter((_, at) => at % folds !== fold)));
      lessons.forEach((lesson, at) => {
        if (at % folds === fold) tried[at] = this.#tried(forest, lesson);
      });
    }
    return tried;
  }

  #tried(forest: Forest, lesson: CallerLesson): Tried {
    const { answers, precedents, question, asOf } = this.#real(lesson);
    const { clauses, read, evidence } = this.#find(question, asOf, precedents);
    const best = clauses[0]?.score || 1;
    const scores = scoresLearned(forest, clauses, read, evidence, precedents, best);
    const order = clauses
      .map(({ article, clause }, at) => ({ article, clause, score: scores[at] ?? 0 }))
      .sort((one, other) => other.score - one.score);
    const place = order.findIndex(({ article, clause }) => answers.has(keyOf(article, clause)));
    const [first, ...next] = order;
    const byWords = clauses.find(({ score }) => score > 0);
    return {
      place: place < 0 ? null : place,
      doubts:
        first === undefined
          ? null
          : {
              text: read.text,
              features: doubtsOf({
                question: read,
                evidence,
                first,
                next,
                firstByWords: byWords?.article.id ?? null,
                stands: (word) => this.#index.stands(word),
              }),
            },
    };
  }

  #real(caller: CallerLesson): Lesson {
    const known = this.#lessons.get(caller);
    if (known !== undefined) return known;
    const { question, asOf, answers } = caller;
    const keys = answers.map(({ articleId, clauseNo }) => clauseKey(articleId, clauseNo));
    const lesson = { question, asOf, answers: new Set(keys), precedents: this.#shelf.precedents };
    this.#lessons.set(caller, lesson);
    return lesson;
  }

  #lessonsOf(faqs: readonly Faq[]): Lesson[] {
    const forerunners = forerunnersOf(
      faqs.flatMap(({ content }) => content.basis),
      this.#shelf.byId,
    );
    const lessons: Lesson[] = [];
    for (let part = 0; part < parts; part += 1) {
      const isOut = ({ id }: Faq) => spread(id) % parts === part;
      const precedents = new Precedents();
      const known = faqs.flatMap((faq) => {
        if (!isOut(faq)) return [faq];
        return spread(`unknown ${faq.id}`) % 100 < unknownOfHundred ? [] : [without(faq, taught(faq))];
      });
      precedents.put(known, forerunners);
      for (const faq of faqs.filter(isOut)) {
        if ((spread(`teaches ${faq.id}`) % 10_000) * faqs.length >= teachers * 10_000) continue;
        const [first] = faq.content.basis;
        if (first === undefined) continue;
        lessons.push({
          question: taught(faq),
          asOf: this.#today,
          answers: new Set([clauseKey(first.articleId, first.clauseNo)]),
          precedents,
        });
      }
    }
    return lessons;
  }

  #judge(lessons: readonly Lesson[]): Judged {
    const width = signalNames.length;
    const values: Float64Array[] = [];
    const answers: number[] = [];
    const starts = [0];
    for (const lesson of lessons) {
      const found = this.#foundFor(lesson);
      if (found === null) continue;
      values.push(found.values);
      answers.push(...found.right);
      starts.push(answers.length);
    }
    const all = new Float64Array(answers.length * width);
    let at = 0;
    for (const each of values) {
      all.set(each, at);
      at += each.length;
    }
    return { values: all, width, answers: Uint8Array.from(answers), starts: Uint32Array.from(starts) };
  }

  /** null: nothing can be learned where the answer was not even found */
  #foundFor(lesson: Lesson): Found | null {
    const known = this.#found.get(lesson);
    if (known !== undefined) return known;
    const { clauses, read, evidence } = this.#find(lesson.question, lesson.asOf, lesson.precedents);
    const right = clauses.map(({ article, clause }) => (lesson.answers.has(keyOf(article, clause)) ? 1 : 0));
    const found = right.some((is) => is === 1)
      ? { values: signalsOf(clauses, read, evidence, lesson.precedents), right }
      : null;
    this.#found.set(lesson, found);
    return found;
  }

  #find(text: string, date: Day, precedents: Precedents) {
    const read: Question = readQuestion(text, () => null);
    const evidence = precedents.evidence(read.said, read.text);
    const query = { text, regionCode: this.#regionCode, date, serviceFunction: null, limit: 10 };
    return { read, evidence, clauses: candidatesOf(this.#shelf, this.#index, read, evidence, query) };
  }
}

/** The wording of an entry that it teaches by: by chance, but always the same. */
function taught({ id, content: { question, similar } }: Faq): string {
  const wordings = [question, ...similar];
  return wordings[spread(`taught ${id}`) % wordings.length] ?? question;
}

function without(faq: Faq, wording: string): Faq {
  const { question, similar } = faq.content;
  const [first = question, ...others] = [question, ...similar].filter((each) => each !== wording);
  return { ...faq, content: { ...faq.content, question: first, similar: others } };
}

/** FNV-1a, 32 bits: what belongs to which part must not change from one training to the next. */
function spread(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
