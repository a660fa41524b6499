import type { PolicyArticle } from '../article.ts';
import { addDays, chineseDay, daySchema } from '../day.ts';
import type { Line } from '../import/catalogue.ts';
import { readStart } from '../import/read-start.ts';
import { applies, validityAt } from '../validity/validity.ts';
import { closestClause } from './closest-clause.ts';
import type { AnswerHit, EarlierAnswer, SuggestQuery } from './hit.ts';
import { type Candidate, hitOf, NEWS_DAYS, NOTHING_MATCHED } from './present.ts';
import { type Shelf, seenFrom, successorOf } from './shelf.ts';

/**
 * What stands in the pop before anything was asked. Only what applies, here and on that day: the operator may read
 * from it while saying 您好.
 */
export function suggest(shelf: Shelf, query: SuggestQuery): AnswerHit[] {
  const here = new Map(
    seenFrom(shelf, query.regionCode)
      .filter((article) => applies(validityAt(article, query.date).state))
      .map((article) => [article.id, article]),
  );
  const earlier = query.earlier.flatMap((answer) => again(shelf, here, answer, query.date));
  const line = lineOf(shelf.lines, query);
  const starters = line === undefined ? [] : startersOf(line, here);
  const fillers = shelf.lines.filter(isGeneral).flatMap((general) => startersOf(general, here));
  const news = newsOf(here, query.date);

  const room = { earlier: Math.ceil(query.limit / 2), news: news.length > 0 && query.limit > 1 ? 1 : 0 };
  const old = distinct(earlier, query.date).slice(0, room.earlier);
  const usual = distinct([...old, ...starters], query.date).slice(0, query.limit - room.news);
  return distinct([...usual, ...news, ...starters, ...fillers], query.date)
    .slice(0, query.limit)
    .map((candidate, position) =>
      hitOf(shelf, { ...candidate, score: query.limit - position }, null, query.date, position + 1),
    );
}

function candidate(article: PolicyArticle, clause: number, ...reasons: Candidate['reasons']): Candidate {
  return { article, clause, score: 0, matched: () => NOTHING_MATCHED, reasons };
}

/** What this number was answered before, if it still applies; else what took its place; else nothing. */
function again(
  shelf: Shelf,
  here: ReadonlyMap<string, PolicyArticle>,
  { articleId, clauseNo, answeredAt }: EarlierAnswer,
  day: string,
): Candidate[] {
  const article = shelf.byId.get(articleId);
  const position = article?.clauses.findIndex(({ no }) => no === clauseNo) ?? -1;
  const clause = article?.clauses[position];
  if (article === undefined || clause === undefined) return [];
  const answered = daySchema.safeParse(answeredAt.slice(0, 10));
  const when = answered.success ? chineseDay(answered.data) : '此前';
  if (here.has(articleId)) {
    return [candidate(article, position, { kind: 'earlier-answer', text: `${when}曾据本条答复此号码` })];
  }
  const successor = successorOf(shelf, article, day);
  if (successor === null || !here.has(successor.id)) return [];
  const now = closestClause(clause.text, successor.clauses);
  if (now === null) return [];
  const { label } = validityAt(article, day);
  const text = `${when}曾据《${article.title}》${clauseNo}答复此号码（该文本：${label}），此为现行条款`;
  return [candidate(successor, now, { kind: 'earlier-answer', text })];
}

/** By the queue's own name, else by what it is for. */
function lineOf(lines: readonly Line[], { queue, serviceFunction }: SuggestQuery): Line | undefined {
  return (
    lines.find((line) => line.queues.includes(queue)) ??
    lines.find((line) => line.serviceFunction === serviceFunction) ??
    lines.find(isGeneral)
  );
}

function isGeneral({ serviceFunction }: Line): boolean {
  return serviceFunction === 'OTHER';
}

function startersOf(line: Line, here: ReadonlyMap<string, PolicyArticle>): Candidate[] {
  return line.starters.flatMap(({ articleId, clauseNo, asks }) => {
    const article = here.get(articleId);
    const position = article?.clauses.findIndex(({ no }) => no === clauseNo) ?? -1;
    if (article === undefined || position < 0) return [];
    return [candidate(article, position, { kind: 'line', text: `${line.name}常问：${asks}` })];
  });
}

/** Rules that apply now and did not, or not so, a month ago; newest first. A new service item or guide is no new rule. */
function newsOf(here: ReadonlyMap<string, PolicyArticle>, day: string): Candidate[] {
  const before = addDays(day, -NEWS_DAYS);
  return [...here.values()]
    .filter(({ materialClass }) => materialClass !== '办事指南')
    .map((article) => ({ article, was: validityAt(article, before), now: validityAt(article, day) }))
    .filter(({ was, now }) => was.state !== now.state)
    .sort((a, b) => (b.now.from ?? '').localeCompare(a.now.from ?? ''))
    .map(({ article, now }) => {
      const position = clauseOfStart(article);
      // That it is new is said of every new text; that a part of it has ended, only here.
      if (now.state !== 'partly') return candidate(article, position);
      return candidate(article, position, { kind: 'today', text: `近${NEWS_DAYS}日有条款失效` });
    });
}

/** It says since when the text applies and what it replaces. */
function clauseOfStart({ clauses }: PolicyArticle): number {
  const stated = readStart(clauses);
  return stated.kind === 'none' ? 0 : clauses.findIndex(({ no }) => no === stated.clauseNo);
}

/** The first of each clause; a clause that has ended alone is no answer either. */
function distinct(candidates: readonly Candidate[], day: string): Candidate[] {
  const seen = new Set<string>();
  return candidates.filter(({ article, clause }) => {
    const key = `${article.id}#${clause}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return applies(validityAt(article, day, article.clauses[clause]?.no).state);
  });
}
