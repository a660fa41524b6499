import { useEffect, useRef, useState } from 'react';
import { z } from 'zod';
import type { AnswerHitView, ArticleViewMessage } from '../../../bridge/protocol/answers.ts';
import type { AnswerUsed, ServiceFunction } from '../../../bridge/protocol/domain.ts';
import { rest } from '../link/rest.ts';
import { useStore } from '../link/use-store.ts';
import { realTimers } from '../link/wire.ts';
import { offlineWords } from '../offline/words.ts';
import { useDesk } from '../pages/operator/desk.ts';
import { words } from '../pages/operator/words.ts';
import type { Work } from '../record/use-work.ts';
import { answerFrom, isOver, keyOf, type PlacedHit, place, shownIn } from './hits.ts';
import { foundBy, type Question, Search, type SearchState } from './search.ts';

/** A question that was answered, and how many answers were shown. */
export interface Asked {
  question: Question;
  hits: number;
}

/** A clause that lies open: its hit where it came from the list, the whole article once it has arrived. */
export interface Opened {
  articleId: string;
  clauseNo: string;
  hit: AnswerHitView | null;
  article: ArticleViewMessage | null;
  problem: string | null;
  /** the question that found it; null: it was not asked for */
  asked: Asked | null;
  /** out of the pack on this PC */
  offline: boolean;
}

export interface Answers {
  state: SearchState;
  placed: readonly PlacedHit[];
  suggested: boolean;
  activeKey: string | null;
  opened: Opened | null;
  note: string | null;
  type(text: string, composing: boolean): void;
  move(by: 1 | -1): void;
  point(key: string): void;
  open(hit: AnswerHitView): void;
  openArticle(articleId: string, clauseNo: string): void;
  /** Enter: opens the chosen hit, or the first */
  enter(): void;
  /** Esc: closes the clause, then lets go of the choice */
  escape(): void;
  /** another clause of the text that lies open */
  showClause(clauseNo: string): void;
  turnClause(by: 1 | -1): void;
  toggleUsed(): void;
  /** A clause lies open and nothing was typed since: a blank is no part of a question now. */
  isReading: boolean;
  /**
   * Answers of the record with this one among them, marked as told this way: the one that lies open where none is given.
   * {} where there is no call.
   */
  given(how: 'readAloud' | 'smsSent', told?: Opened): { answers?: AnswerUsed[] };
  /** what the bridge says takes the place of what was looked up without it */
  takeRenewed(): void;
  /** words of another function of the window that stand here while a file is asked for: no proof until Enter says so */
  typedElsewhere: string | null;
  /** the clause that lies open, else the one that is chosen in the list */
  chosen(): { entryId: string; clauseNo: string; title: string } | null;
}

/** Who wants to know what was asked and what of it was used. */
export interface Follower {
  noteSearch(asked: Asked): void;
  noteUsed(asked: Asked): void;
}

export function useAnswers(
  work: Work,
  suggestions: readonly AnswerHitView[],
  hasCall: boolean,
  follower: Follower,
): Answers {
  const follows = useRef(follower);
  follows.current = follower;
  const desk = useDesk();
  // What is asked again because the function changed was not asked for by anybody: it proves nothing there.
  const typedFor = useRef<ServiceFunction | null>(
    work.fields.disclosure?.searched.some((one) => one.text === work.searchText.trim())
      ? 'DISCLOSURE_GUIDE'
      : null,
  );
  const [search] = useState(
    () =>
      new Search({
        command: (command) => desk.connection.command(command),
        now: realTimers.now,
        after: realTimers.after,
        found(question, hits) {
          if (typedFor.current !== question.serviceFunction) return;
          follows.current.noteSearch({ question, hits: shownIn(question.serviceFunction, hits).length });
        },
        offline: {
          facts: () => desk.pack.facts.get(),
          search: ({ text, regionCode }) =>
            desk.pack.search({ text, regionCode: regionCode ?? desk.me.regionCode, day: desk.today() }),
        },
      }),
  );
  const state = useStore(search.state);
  const [activeKey, setActiveKey] = useState<string | null>(null);
  const [opened, setOpened] = useState<Opened | null>(null);
  const [note, setNote] = useState<string | null>(null);
  const [typedSince, setTypedSince] = useState(false);
  const suggested = state.state === 'idle';
  const hits = suggested ? suggestions : 'hits' in state ? state.hits : [];
  const placed = place(shownIn(work.fields.serviceFunction, hits));
  const active = placed.find(({ key }) => key === activeKey)?.hit ?? null;
  const { serviceFunction, regionCode, answers } = work.fields;
  const isDisclosure = serviceFunction === 'DISCLOSURE_GUIDE';
  const text = useRef(work.searchText);

  const question = (words: string, composing = false) => ({
    text: words,
    serviceFunction,
    regionCode,
    composing,
  });
  /** What found the list that is shown. */
  const listAsked = (): Asked | null => {
    const found = foundBy(search.state.get());
    return found === '' ? null : { question: question(found), hits: placed.length };
  };
  const typedElsewhere =
    hasCall && isDisclosure && typedFor.current !== serviceFunction && state.state === 'found'
      ? listAsked()
      : null;
  // What was typed before a reload, or for another tab or region, is asked again.
  // biome-ignore lint/correctness/useExhaustiveDependencies: asks when the frame of the question changes, not its words
  useEffect(() => {
    search.ask(question(text.current), true);
    return () => search.stop();
  }, [search, serviceFunction, regionCode]);

  const linked = useStore(desk.connection.status).state === 'live';
  // biome-ignore lint/correctness/useExhaustiveDependencies: what failed for want of a link is asked when it is back
  useEffect(() => {
    if (!linked) return;
    const { state } = search.state.get();
    if (state === 'failed') search.ask(question(text.current), true);
    if (state === 'offline') void search.renew(question(text.current));
  }, [linked]);

  async function openArticle(articleId: string, clauseNo: string, hit: AnswerHitView | null = null) {
    const offline = hit !== null && search.state.get().state === 'offline';
    const asked = hit === null ? null : listAsked();
    const opening: Opened = { articleId, clauseNo, hit, article: null, problem: null, asked, offline };
    const still = (now: Opened | null) => now?.articleId === articleId && now.clauseNo === clauseNo;
    setOpened(opening);
    setTypedSince(false);
    const faqId = hit?.spoken?.faqId;
    const result = await desk.connection.command({
      type: 'article',
      articleId,
      date: null,
      ...(faqId === undefined ? {} : { faqId }),
    });
    const told =
      result.outcome === 'article'
        ? { ...opening, article: result.article }
        : result.outcome === 'refused' && result.code !== 'not-connected'
          ? { ...opening, problem: result.message }
          : await fromPack(opening);
    setOpened((now) => (still(now) ? told : now));
  }

  /** The bridge is not reached: the clauses that the pack has of it, and a word that these are not all. */
  async function fromPack(opening: Opened): Promise<Opened> {
    const article = await desk.pack.article(
      opening.articleId,
      desk.today(),
      opening.hit?.spoken?.faqId ?? null,
    );
    const problem = article === null ? offlineWords.noClause : offlineWords.partial;
    return { ...opening, article, problem, offline: true };
  }

  function showClause(clauseNo: string) {
    setOpened((now) => now && { ...now, clauseNo, hit: now.hit?.clauseNo === clauseNo ? now.hit : null });
  }

  function use(answer: AnswerUsed, over: boolean, asked: Asked | null) {
    if (!hasCall) return setNote(words.answers.noCall);
    const others = answers.filter((other) => keyOf(other) !== keyOf(answer));
    if (others.length < answers.length) {
      setNote(words.answers.unusedNow(answer.title));
      return work.change({ edits: { answers: others } });
    }
    // A repealed rule is never an answer; the list says what took its place.
    if (over) return setNote(words.answers.overNotUsable(answer.title, answer.validityAtAnswer));
    setNote(words.answers.usedNow(answer.title));
    if (asked !== null) follows.current.noteUsed(asked);
    work.change({ edits: { answers: [...answers, answer] } });
    // The record keeps what was answered with; this tells which search found it, and a figure may miss one.
    const { articleId, clauseNo } = answer;
    void rest('POST', 'knowledge/adoptions', z.unknown(), {
      question: asked?.question.text ?? '',
      articleId,
      clauseNo,
    });
  }

  return {
    state,
    placed,
    suggested,
    activeKey: active === null ? null : activeKey,
    opened,
    note,
    type(words, composing) {
      text.current = words;
      typedFor.current = serviceFunction;
      work.change({ searchText: words });
      setNote(null);
      setTypedSince(true);
      // Answers come before the signs do: the bridge reads pinyin. What is chosen stays chosen until the words are there.
      if (!composing) setActiveKey(null);
      search.ask(question(words, composing));
    },
    move(by) {
      const at = placed.findIndex(({ key }) => key === activeKey);
      const next =
        placed[
          at === -1 ? (by === 1 ? 0 : placed.length - 1) : Math.max(0, Math.min(placed.length - 1, at + by))
        ];
      if (next) setActiveKey(next.key);
    },
    point: setActiveKey,
    open(hit) {
      setActiveKey(keyOf(hit));
      void openArticle(hit.articleId, hit.clauseNo, hit);
    },
    openArticle: (articleId, clauseNo) => void openArticle(articleId, clauseNo),
    typedElsewhere: typedElsewhere?.question.text ?? null,
    enter() {
      if (typedElsewhere !== null) {
        typedFor.current = serviceFunction;
        return follows.current.noteSearch(typedElsewhere);
      }
      const hit = active ?? placed[0]?.hit;
      const asked = state.state === 'idle' ? '' : state.text;
      // The list still belongs to what was typed before: the new words are asked first, and nothing old is opened.
      if (hit === undefined || (active === null && asked !== text.current.trim()))
        return search.ask(question(text.current), true);
      setActiveKey(keyOf(hit));
      void openArticle(hit.articleId, hit.clauseNo, hit);
    },
    escape() {
      if (opened !== null) setOpened(null);
      else setActiveKey(null);
    },
    isReading: opened !== null && !typedSince,
    given(how, told) {
      const open = told ?? opened;
      const answer = open === null ? null : answerOf(open);
      if (!hasCall || answer === null) return {};
      const key = keyOf(answer);
      const marked = { ...(answers.find((other) => keyOf(other) === key) ?? answer), [how]: true };
      const isNew = answers.every((other) => keyOf(other) !== key);
      return {
        answers: isNew
          ? [...answers, marked]
          : answers.map((other) => (keyOf(other) === key ? marked : other)),
      };
    },
    takeRenewed: () => search.takeRenewed(),
    showClause,
    turnClause(by) {
      const clauses = opened?.article?.clauses ?? [];
      const at = clauses.findIndex(({ no }) => no === opened?.clauseNo);
      const next = clauses[at + by];
      if (next) showClause(next.no);
    },
    chosen() {
      const head = opened === null ? active : (opened.article ?? opened.hit);
      if (head === null) return null;
      const clauseNo = opened?.clauseNo ?? active?.clauseNo ?? '';
      return { entryId: head.articleId, clauseNo, title: head.title };
    },
    toggleUsed() {
      const chosen = opened === null ? active : opened.hit;
      const offline = opened === null ? state.state === 'offline' : opened.offline;
      const asked = opened === null ? listAsked() : opened.asked;
      if (chosen) return use(answerFrom(chosen, offline), isOver(chosen), asked);
      if (opened?.article)
        return use(
          answerFromArticle(opened.article, opened.clauseNo, offline),
          isOver(opened.article),
          asked,
        );
      setNote(words.answers.pickFirst);
    },
  };
}

function answerOf({ hit, article, clauseNo, offline }: Opened): AnswerUsed | null {
  if (hit !== null) return answerFrom(hit, offline);
  return article === null ? null : answerFromArticle(article, clauseNo, offline);
}

function answerFromArticle(article: ArticleViewMessage, clauseNo: string, offline: boolean): AnswerUsed {
  const { articleId, rev, title, docNo, validity } = article;
  return {
    articleId,
    articleRev: rev,
    clauseNo,
    title,
    docNo,
    validityAtAnswer: validity.label,
    rank: null,
    ...(offline && { offline: true as const }),
  };
}
