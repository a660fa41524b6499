import lunr from 'lunr';
import type { AnswerHitView, ArticleViewMessage } from '../../../bridge/protocol/answers.ts';
import type { AnswerPack } from '../../../bridge/protocol/pack.ts';
import { normalise } from '../../../knowledge/text/normalise.ts';
import { spokenIn } from '../../../knowledge/text/spoken.ts';
import { tokenise } from '../../../knowledge/text/tokenise.ts';
import { onDay } from './on-day.ts';
import { isSeenFrom } from './seen-from.ts';
import { offlineWords } from './words.ts';

/** What a caller may have meant counts a little less than what was said, as on the bridge. */
const SPOKEN_BOOST = 0.8;
/** Of 1, the same words: below, two questions share a word or two and are not alike. */
const ALIKE = 0.4;
/** A question that is alike counts more than the words of a clause: it was answered before. */
const ALIKE_WEIGHT = 2;
/** Of that, lost by each clause behind the first: more than words can make up for, so that the bridge's order stays. */
const RANK_STEP = 0.2;
const WORDS_BESIDE = 0.15;
/** The bridge gave so many of each question; fewer mean that there was no other worth showing. */
const CLAUSES_A_QUESTION = 3;
const ANSWERS_LOOKED_AT = 12;
const MOST_HITS = 20;
/** Of the best: below, a clause shares a word or two with the question, no more. */
const WORTH_SHOWING = 0.25;
const SNIPPET = 90;

export interface PackQuestion {
  text: string;
  regionCode: string;
  /** YYYY-MM-DD, China time */
  day: string;
}

/** A pack, made ready to be looked up: some 100 ms for a thousand answers. The tokens are the bridge's own. */
export class PackSearch {
  readonly #pack: AnswerPack;
  readonly #clauses: lunr.Index;
  readonly #questions: lunr.Index;
  /** by `answer/question`, the words of it */
  readonly #terms = new Map<string, ReadonlySet<string>>();

  constructor(pack: AnswerPack) {
    this.#pack = pack;
    this.#clauses = indexOf((builder) => {
      builder.field('title', { boost: 2 });
      builder.field('words');
      for (const [at, { text, no, heading, words }] of pack.clauses.entries())
        builder.add({
          ref: String(at),
          title: `${pack.texts[text]?.title ?? ''} ${pack.texts[text]?.docNo ?? ''} ${heading ?? ''} ${no}`,
          words,
        });
    });
    this.#questions = indexOf((builder) => {
      builder.field('words');
      for (const [answer, { questions }] of pack.answers.entries())
        for (const [at, words] of questions.entries()) {
          const ref = `${answer}/${at}`;
          builder.add({ ref, words });
          this.#terms.set(ref, new Set(termsOf(words)));
        }
    });
  }

  /** What applies first, what is to come or to be checked next, what is over last. */
  search({ text, regionCode, day }: PackQuestion): AnswerHitView[] {
    const asked = normalise(text);
    const terms = new Set(termsOf(asked));
    if (terms.size === 0) return [];
    const meant = spokenIn(asked, this.#pack.synonyms).flatMap(({ written }) => written.flatMap(termsOf));
    const found = new Map<number, Found>();
    for (const { answer, likeness } of this.#alike(terms, meant))
      for (const [rank, clause] of (this.#pack.answers[answer]?.clauses ?? []).entries()) {
        const score = likeness * (ALIKE_WEIGHT - rank * RANK_STEP);
        if (score > (found.get(clause)?.score ?? 0)) found.set(clause, { score, answer });
      }
    const isWhole = this.#isWhole(found);
    const byWords = isWhole ? [] : this.#clauses.query(lookFor(terms, meant));
    const best = byWords[0]?.score ?? 1;
    for (const { ref, score } of byWords) {
      const clause = Number(ref);
      const known = found.get(clause);
      const words = score / best;
      found.set(
        clause,
        known === undefined
          ? { score: words, answer: null }
          : { ...known, score: known.score + words * WORDS_BESIDE },
      );
    }

    const hits = [...found]
      .flatMap(
        ([clause, { score, answer }]) => this.#hit(clause, score, answer, { regionCode, day }, terms) ?? [],
      )
      .sort((one, other) => tierOf(one) - tierOf(other) || other.score - one.score);
    const least = (hits[0]?.score ?? 0) * WORTH_SHOWING;
    return hits
      .filter(({ score }) => score >= least)
      .slice(0, MOST_HITS)
      .map((hit, at) => ({ ...hit, rank: at + 1 }));
  }

  /**
   * The very question, and the bridge had nothing more for it: fewer clauses than it gives, or one of them in the place
   * that the next one in force would have had.
   */
  #isWhole(found: ReadonlyMap<number, Found>): boolean {
    const [very] = [...found.values()];
    if (very === undefined || very.score !== ALIKE_WEIGHT) return false;
    if (found.size < CLAUSES_A_QUESTION) return true;
    return [...found.keys()].some((place) => tiers[this.#validity(place, this.#pack.builtOn).state] > 0);
  }

  #validity(place: number, day: string): AnswerHitView['validity'] {
    const clause = this.#pack.clauses[place];
    const text = clause && this.#pack.texts[clause.text];
    if (clause === undefined || text === undefined) throw new RangeError(`the pack has no clause ${place}`);
    return onDay(clause.validity ?? text.validity, day);
  }

  /** What the pack has of a text; null: nothing. */
  article(articleId: string, day: string, faqId: string | null): ArticleViewMessage | null {
    const at = this.#pack.texts.findIndex((text) => text.articleId === articleId);
    const text = this.#pack.texts[at];
    if (text === undefined) return null;
    const { rev, title, docNo, issuer, level, regionCode, dataAsOf, validity, notice } = text;
    const spoken = this.#pack.answers.find(
      (one) => one.spoken !== null && one.spoken.faqId === faqId,
    )?.spoken;
    const says = spoken ? onDay(spoken.says, day) : null;
    return {
      articleId,
      rev,
      title,
      docNo,
      issuer,
      level,
      regionCode,
      validity: onDay(validity, day),
      clauses: this.#pack.clauses
        .filter((clause) => clause.text === at)
        .map(({ no, heading, words }) => ({ no, heading, text: words })),
      dataAsOf,
      readAloud: (says !== null && spoken?.text) || null,
      readAloudNote: says?.note ?? null,
      notice: notice.length > 0 || says === null ? notice : (spoken?.notice ?? []),
    };
  }

  /** Each answer once, by the wording that is most alike. */
  #alike(terms: ReadonlySet<string>, meant: readonly string[]): { answer: number; likeness: number }[] {
    const best = new Map<number, number>();
    for (const { ref } of this.#questions.query(lookFor(terms, meant)).slice(0, ANSWERS_LOOKED_AT)) {
      const likeness = alike(terms, this.#terms.get(ref) ?? new Set());
      const answer = Number(ref.split('/')[0]);
      if (likeness >= ALIKE) best.set(answer, Math.max(likeness, best.get(answer) ?? 0));
    }
    const [first] = [...best].sort(([, one], [, other]) => other - one);
    // The very question: what was ranked for it is the answer, and what is only alike must not push into it.
    if (first !== undefined && first[1] === 1) return [{ answer: first[0], likeness: 1 }];
    return [...best].map(([answer, likeness]) => ({ answer, likeness }));
  }

  #hit(
    place: number,
    score: number,
    answer: number | null,
    { regionCode, day }: Pick<PackQuestion, 'regionCode' | 'day'>,
    terms: ReadonlySet<string>,
  ): AnswerHitView | null {
    const clause = this.#pack.clauses[place];
    const text = clause && this.#pack.texts[clause.text];
    if (clause === undefined || text === undefined || !isSeenFrom(text.regionCode, regionCode)) return null;
    const from = answer === null ? undefined : this.#pack.answers[answer];
    const question = from?.questions[0];
    const spoken = from?.spoken;
    const says = spoken?.on.includes(place) ? onDay(spoken.says, day) : null;
    return {
      articleId: text.articleId,
      articleRev: text.rev,
      title: text.title,
      docNo: text.docNo,
      issuer: text.issuer,
      level: text.level,
      regionCode: text.regionCode,
      clauseNo: clause.no,
      clauseText: clause.words,
      ...snippetOf(clause.words, terms),
      validity: this.#validity(place, day),
      why: [
        question === undefined
          ? { kind: 'words', text: offlineWords.why.words }
          : { kind: 'faq', text: offlineWords.why.question(question) },
      ],
      score,
      rank: 0,
      spoken:
        spoken && says !== null && question !== undefined
          ? { faqId: spoken.faqId, question, text: spoken.text, note: says.note }
          : null,
    };
  }
}

interface Found {
  score: number;
  /** of the pack, where a question that is alike led here */
  answer: number | null;
}

function termsOf(text: string): string[] {
  return tokenise(text).map(({ term }) => term);
}

function indexOf(fill: (builder: lunr.Builder) => void): lunr.Index {
  const builder = new lunr.Builder();
  builder.ref('ref');
  builder.tokenizer = ((value?: string | null) =>
    tokenise(value ?? '').map(({ term }) => new lunr.Token(term, {}))) as typeof lunr.tokenizer;
  // Answers are short; a long clause must not lose to a short one that has one of the words.
  builder.b(0.5);
  fill(builder);
  return builder.build();
}

function lookFor(terms: ReadonlySet<string>, meant: readonly string[]): (query: lunr.Query) => void {
  return (query) => {
    for (const term of terms) query.term(term, { boost: 1, usePipeline: false });
    for (const term of meant)
      if (!terms.has(term)) query.term(term, { boost: SPOKEN_BOOST, usePipeline: false });
  };
}

/** Dice: 1 for the same words. */
function alike(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  let both = 0;
  for (const term of one) if (other.has(term)) both += 1;
  return (2 * both) / (one.size + other.size);
}

const tiers: Readonly<Record<AnswerHitView['validity']['state'], number>> = {
  'in-force': 0,
  partly: 0,
  unclear: 1,
  'not-yet': 2,
  amended: 3,
  ended: 3,
  repealed: 3,
};

/** No score lifts a text over one of a lower tier (as `tiersOn` of the bridge's ranking). */
function tierOf({ validity }: Pick<AnswerHitView, 'validity'>): number {
  return tiers[validity.state];
}

function snippetOf(words: string, terms: ReadonlySet<string>): Pick<AnswerHitView, 'snippet' | 'highlights'> {
  const matches = tokenise(words).filter(({ term }) => terms.has(term));
  const start = Math.max(0, (matches[0]?.start ?? 0) - 12);
  const snippet = words.slice(start, start + SNIPPET);
  const highlights: [number, number][] = [];
  for (const match of matches) {
    const [from, to] = [match.start - start, match.end - start];
    const last = highlights[highlights.length - 1];
    if (to > snippet.length) continue;
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to);
    else highlights.push([from, to]);
  }
  return { snippet, highlights };
}
