import type { Audience } from '../article.ts';
import { type Basis, isSameClause } from '../content/entry.ts';
import type { ClauseIndex } from '../index/clause-index.ts';
import { isSeenFrom } from '../validity/region.ts';
import { clauseKey, keyOf, noOf } from './clause-key.ts';
import type { ExplainedClause, ExplainedStep, Explanation, Verdict } from './explanation.ts';
import type { AnswerQuery, HitValidity } from './hit.ts';
import type { Candidate } from './present.ts';
import { phrasesFound } from './question.ts';
import { asPrinted, looked, type Ranked, type Ranking, rank } from './search.ts';
import { looksAt } from './second-step.ts';
import { hitValidity, type Shelf } from './shelf.ts';
import { signalEffects } from './signal-effects.ts';
import { leastShown } from './tiers.ts';

/**
 * The very ranking that is answered with, taken apart: the steps of each clause, applied one after the other, give the
 * order that is shown.
 *
 * @param about a clause to account for, shown or not
 */
export function explain(
  shelf: Shelf,
  index: ClauseIndex,
  query: AnswerQuery,
  about: Basis | null = null,
  audience: Audience | null = null,
): Explanation {
  const ranking = rank(shelf, index, query, audience);
  const least = leastShown(ranking.candidates);
  const account = accountsOf(shelf, query, ranking);
  const shown = ranking.list.map(({ article, clause }, at) =>
    account({ articleId: article.id, clauseNo: noOf(article, clause) }, shownAt(at + 1)),
  );
  const asked =
    about === null
      ? null
      : (shown.find((one) => isSameClause(one, about)) ??
        account(about, verdictOf(shelf, query, ranking, about, least)));
  return {
    text: ranking.question.text,
    synonyms: ranking.question.spoken.map(({ spoken, written }) => ({ spoken, written })),
    found: ranking.byWord.length,
    least,
    limit: query.limit,
    shown,
    asked,
  };
}

type Least = Explanation['least'];

/** Accounts for one clause after the other of one ranking: places are counted once for all. */
function accountsOf(shelf: Shelf, query: AnswerQuery, ranking: Ranking) {
  const { byWord, unworded, learned, candidates, evidence, question } = ranking;
  const byScore = (one: Candidate, other: Candidate) => other.score - one.score || asPrinted(one, other);
  const placesByWord = placesOf(byWord);
  const placesLearned = placesOf(learned.toSorted(byScore));
  const placesLifted = placesOf(candidates.toSorted(byScore));
  const placesInTiers = placesOf(
    candidates.toSorted((one, other) => one.tier - other.tier || byScore(one, other)),
  );
  const isLearned = !shelf.forest.isEmpty && evidence.clauses.size > 0;
  const atStep = isLearned ? looked([...byWord, ...unworded], evidence) : [];
  const positions = placesOf(atStep);
  const effects = signalEffects(shelf.forest, atStep, question, evidence, shelf.precedents);
  const find = <C extends Candidate>(among: readonly C[], about: Basis) =>
    among.find(({ article, clause }) =>
      isSameClause({ articleId: article.id, clauseNo: noOf(article, clause) }, about),
    );

  return (about: Basis, verdict: Verdict): ExplainedClause => {
    const { articleId, clauseNo } = about;
    const key = clauseKey(articleId, clauseNo);
    const article = shelf.byId.get(articleId);
    const told = { ...about, title: article?.title ?? '', verdict };
    const worded = find(byWord, about);
    const steps: ExplainedStep[] = [wordStep(ranking, worded, placesByWord.get(key) ?? null)];
    const after = find(learned, about);
    const position = positions.get(key);
    if (after !== undefined && position !== undefined)
      steps.push({
        step: 'learned',
        words: learnedWords(ranking, about, after, worded),
        score: after.score,
        place: placesLearned.get(key) ?? 0,
        signals: effects(position - 1),
      });
    const ranked = find(candidates, about);
    if (ranked === undefined || article === undefined)
      return { ...told, steps: worded === undefined ? [] : steps };
    steps.push({
      step: 'lifts',
      words: ranked.lifts.map(({ words }) => words).join('；') || '没有加权',
      score: ranked.score,
      place: placesLifted.get(key) ?? 0,
      lifts: [...ranked.lifts],
    });
    const validity = hitValidity(shelf, article, query.date, clauseNo);
    const place = placesInTiers.get(key) ?? 0;
    const words = validityWords(ranked, validity);
    steps.push({ step: 'validity', words, tier: ranked.tier, label: validity.label, place });
    return { ...told, steps };
  };
}

function wordStep({ question }: Ranking, worded: Candidate | undefined, place: number | null): ExplainedStep {
  if (worded === undefined) return { step: 'words', words: '没有共同的词语', score: null, place: null };
  const matched = worded.matched();
  const said = phrasesFound(question, ({ term }) => matched.has(term));
  const meant = question.spoken
    .filter(({ written }) => written.some((word) => matched.has(word)))
    .map(({ spoken }) => spoken);
  const words = [
    said.length > 0 ? `共同的词语：${said.join('、')}` : '',
    meant.length > 0 ? `同义词换算：${meant.join('、')}` : '',
  ];
  return {
    step: 'words',
    words: words.filter(Boolean).join('；') || '按读音相符',
    score: worded.score,
    place,
  };
}

function learnedWords(
  { evidence }: Ranking,
  about: Basis,
  after: Candidate,
  worded: Candidate | undefined,
): string {
  if (worded !== undefined && worded.score === after.score && after.score > 0)
    return '本条保留词语得分：地方规定尚无常见问题可学，或它已是最好的一条';
  const behind = evidence.clauses.get(clauseKey(about.articleId, about.clauseNo));
  if (behind === undefined) return '没有相近的常见问题依据本条';
  const { question, basis } = behind.faq.content;
  return basis.some((clause) => isSameClause(clause, about))
    ? `常见问题“${question}”依据本条`
    : `常见问题“${question}”依据接替本条的规定，由它推及本条`;
}

function validityWords({ tier }: Ranked, { label, to, successor }: HitValidity): string {
  if (tier === 0) return `${label}，不降`;
  const instead = successor === null ? '' : `，现为《${successor.title}》`;
  const since = tier === 3 && to !== null ? `${to} 起` : '';
  return `${since}${label}${instead}：排在所有现行条款之后`;
}

function shownAt(place: number): Verdict {
  return { kind: 'shown', rank: place, words: `显示在第 ${place} 位` };
}

function verdictOf(
  shelf: Shelf,
  { regionCode }: AnswerQuery,
  { readable, byWord, candidates }: Ranking,
  about: Basis,
  least: Least,
): Verdict {
  const no = (kind: Verdict['kind'], words: string): Verdict => ({ kind, rank: null, words });
  const article = shelf.byId.get(about.articleId);
  if (article === undefined) return no('unknown', `检索中没有“${about.articleId}”这个文本`);
  if (!article.clauses.some((clause) => clause.no === about.clauseNo))
    return no('unknown', `《${article.title}》没有${about.clauseNo}`);
  if (!isSeenFrom(article.regionCode, regionCode))
    return no('other-region', `是 ${article.regionCode} 的规定，不适用于 ${regionCode}`);
  if (!readable.has(article.id))
    return no('other-audience', `适用于${article.audience.join('、')}，不适用于所问的对象`);
  const isAbout = ({ article: { id }, article: text, clause }: Candidate) =>
    isSameClause({ articleId: id, clauseNo: noOf(text, clause) }, about);
  const ranked = candidates.find(isAbout);
  if (ranked === undefined) {
    const place = byWord.findIndex(isAbout) + 1;
    return place === 0
      ? no('not-found', '与问题没有共同的词语，也没有相近的常见问题依据它')
      : no(
          'too-far-behind',
          `按词语排在第 ${place} 位，在前 ${looksAt} 位之外，且没有相近的常见问题依据它，第二步不再比较`,
        );
  }
  const { score, tier } = ranked;
  const from = tier === 0 ? least.applying : least.others;
  if (score < from)
    return no(
      'too-weak',
      `得分 ${score.toFixed(2)}，低于显示下限 ${from.toFixed(2)}（${tier === 0 ? '最好的现行条款' : '最好的条款'}的一定比例）`,
    );
  return no('no-room', '达到显示下限，但前面的条款已满，列表再长一些就会显示');
}

function placesOf(candidates: readonly Candidate[]): Map<string, number> {
  return new Map(candidates.map(({ article, clause }, at) => [keyOf(article, clause), at + 1]));
}
