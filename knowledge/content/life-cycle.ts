import type { Day } from '../day.ts';
import type { SourceSystem } from './delivery.ts';

/**
 * 采编 → 初审 → 复审 → 发布 → 复审到期 → 下架. What callers are answered from is the published version alone; a new one
 * is written and reviewed beside it. Pure: who acts, and on which day, come in as values.
 */
export type DraftStage = 'editing' | 'first-review' | 'second-review';

export interface Draft {
  rev: number;
  stage: DraftStage;
  /** all who wrote a version since the published one: their words are in it */
  authorIds: readonly string[];
  firstReviewerId: string | null;
  /** why it was sent back, until it is submitted again */
  sentBack: string | null;
}

export interface Standing {
  publishedRev: number | null;
  draft: Draft | null;
  /** 复审日: from this day on the published version is to be looked at again */
  reviewDueOn: Day | null;
  /** 下架: nobody is answered from it any more, until it is published anew */
  withdrawn: string | null;
}

export const unwritten: Standing = { publishedRev: null, draft: null, reviewDueOn: null, withdrawn: null };

export type LifeAct =
  /** a new version of the words, `rev` being its number */
  | { act: 'write'; rev: number }
  | { act: 'submit' }
  | { act: 'pass-first' }
  | { act: 'pass-second'; reviewDueOn: Day }
  | { act: 'send-back'; reason: string }
  | { act: 'discard' }
  /** looked at again and still right */
  | { act: 'confirm'; reviewDueOn: Day }
  | { act: 'withdraw'; reason: string };

/** The author of what a delivery brings, in place of a person: source:website. */
export function sourceAuthor(system: SourceSystem): string {
  return `source:${system}`;
}

function isSource(authorId: string): boolean {
  return authorId.startsWith('source:');
}

export interface Actor {
  accountId: string;
  mayWrite: boolean;
  mayApprove: boolean;
}

export type LifeCode =
  | 'no-right'
  | 'own-words'
  | 'nothing-to-review'
  | 'wrong-stage'
  | 'in-review'
  | 'not-published'
  | 'reason-missing'
  | 'review-day';

export interface LifeRefusal {
  code: LifeCode;
  /** what is wrong and what to do */
  words: string;
}

export type LifeResult = { standing: Standing } | { refused: LifeRefusal };

/** The latest that a published text may go unread: GB/T 44191-2024 asks for a periodic review and leaves the period open. */
const longestUnread = '9999-12-31';

/** What an act makes of where an entry stands; `day` is today. */
export function live(standing: Standing, act: LifeAct, actor: Actor, day: Day): LifeResult {
  switch (act.act) {
    case 'write':
      return write(standing, act.rev, actor);
    case 'submit':
      return submit(standing, actor);
    case 'pass-first':
      return passFirst(standing, actor);
    case 'pass-second':
      return passSecond(standing, act.reviewDueOn, actor, day);
    case 'send-back':
      return sendBack(standing, act.reason, actor);
    case 'discard':
      return discard(standing, actor);
    case 'confirm':
      return confirm(standing, act.reviewDueOn, actor, day);
    case 'withdraw':
      return withdraw(standing, act.reason, actor);
    default:
      return act satisfies never;
  }
}

function write(standing: Standing, rev: number, actor: Actor): LifeResult {
  if (!actor.mayWrite) return noRight('编写知识');
  const { draft } = standing;
  if (draft !== null && draft.stage !== 'editing')
    return refused('in-review', '此条目正在审核，不能改写。请先请审核人退回，再行修改。');
  const authorIds = new Set([...(draft?.authorIds ?? []), actor.accountId]);
  return standingWith(standing, {
    rev,
    stage: 'editing',
    authorIds: [...authorIds],
    firstReviewerId: null,
    sentBack: draft?.sentBack ?? null,
  });
}

function submit(standing: Standing, actor: Actor): LifeResult {
  if (!actor.mayWrite) return noRight('提交审核');
  const { draft } = standing;
  if (draft === null) return nothing();
  if (draft.stage !== 'editing') return wrongStage('此稿已提交审核。');
  return standingWith(standing, { ...draft, stage: 'first-review', sentBack: null });
}

function passFirst(standing: Standing, actor: Actor): LifeResult {
  const { draft } = standing;
  if (draft === null) return nothing();
  if (!actor.mayWrite && !actor.mayApprove) return noRight('初审');
  if (draft.stage !== 'first-review') return wrongStage('此稿不在初审环节。');
  if (draft.authorIds.includes(actor.accountId)) return ownWords();
  return standingWith(standing, {
    ...draft,
    stage: 'second-review',
    firstReviewerId: actor.accountId,
  });
}

function passSecond(standing: Standing, reviewDueOn: Day, actor: Actor, day: Day): LifeResult {
  const { draft } = standing;
  if (draft === null) return nothing();
  if (!actor.mayApprove) return noRight('复审和发布');
  if (draft.stage !== 'second-review') return wrongStage('此稿不在复审环节。');
  if (draft.authorIds.includes(actor.accountId)) return ownWords();
  // A source's words have no person behind them: one who passes them twice would put an unread file before callers.
  if (draft.authorIds.every(isSource) && draft.firstReviewerId === actor.accountId)
    return refused('own-words', '本稿由来源导入，初审是您通过的，复审须由另一人进行（采编与审核分离）。');
  if (!isLaterDay(reviewDueOn, day)) return reviewDay();
  return { standing: { publishedRev: draft.rev, draft: null, reviewDueOn, withdrawn: null } };
}

function sendBack(standing: Standing, reason: string, actor: Actor): LifeResult {
  const { draft } = standing;
  if (draft === null) return nothing();
  if (!actor.mayWrite && !actor.mayApprove) return noRight('退回稿件');
  if (draft.stage === 'editing') return wrongStage('此稿未提交审核，无需退回。');
  if (reason.trim() === '') return reasonMissing('退回');
  return standingWith(standing, {
    ...draft,
    stage: 'editing',
    firstReviewerId: null,
    sentBack: reason.trim(),
  });
}

function discard(standing: Standing, actor: Actor): LifeResult {
  const { draft } = standing;
  if (draft === null) return nothing();
  if (!actor.mayWrite) return noRight('放弃稿件');
  if (draft.stage !== 'editing') return wrongStage('此稿正在审核，请先请审核人退回。');
  return { standing: { ...standing, draft: null } };
}

function confirm(standing: Standing, reviewDueOn: Day, actor: Actor, day: Day): LifeResult {
  if (!actor.mayApprove) return noRight('到期复审');
  if (standing.publishedRev === null || standing.withdrawn !== null) return notPublished();
  if (!isLaterDay(reviewDueOn, day)) return reviewDay();
  return { standing: { ...standing, reviewDueOn } };
}

/** At once, and by whoever works on the base: a wrong answer is read to somebody every minute that it stays. */
function withdraw(standing: Standing, reason: string, actor: Actor): LifeResult {
  if (!actor.mayWrite && !actor.mayApprove) return noRight('下架');
  if (standing.publishedRev === null || standing.withdrawn !== null) return notPublished();
  if (reason.trim() === '') return reasonMissing('下架');
  return { standing: { ...standing, withdrawn: reason.trim() } };
}

function isLaterDay(reviewDueOn: Day, day: Day): boolean {
  return reviewDueOn > day && reviewDueOn < longestUnread;
}

function standingWith(standing: Standing, draft: Draft): LifeResult {
  return { standing: { ...standing, draft } };
}

function refused(code: LifeCode, words: string): LifeResult {
  return { refused: { code, words } };
}

function noRight(what: string): LifeResult {
  return refused('no-right', `您的角色不能${what}。`);
}

function ownWords(): LifeResult {
  return refused('own-words', '本稿有您编写的内容，不能由您审核。请由另一人审核（采编与审核分离）。');
}

function nothing(): LifeResult {
  return refused('nothing-to-review', '此条目没有在编的稿件。');
}

function wrongStage(words: string): LifeResult {
  return refused('wrong-stage', `${words}请刷新后查看当前环节。`);
}

function notPublished(): LifeResult {
  return refused('not-published', '此条目没有在用的版本。');
}

function reasonMissing(what: string): LifeResult {
  return refused('reason-missing', `请写明${what}原因。`);
}

function reviewDay(): LifeResult {
  return refused('review-day', '请填写今天以后的复审日期。');
}

export type Stage = DraftStage | 'published' | 'review-due' | 'withdrawn';

/** The stage that needs somebody most: a draft in work before what it will replace. Null when there was nothing yet. */
export function stageOn({ draft, withdrawn, publishedRev, reviewDueOn }: Standing, day: Day): Stage | null {
  if (draft !== null) return draft.stage;
  if (withdrawn !== null) return 'withdrawn';
  if (publishedRev === null) return null;
  return reviewDueOn !== null && day >= reviewDueOn ? 'review-due' : 'published';
}

/** The version that callers are answered from; null for none. */
export function answeringRev({ publishedRev, withdrawn }: Standing): number | null {
  return withdrawn === null ? publishedRev : null;
}
