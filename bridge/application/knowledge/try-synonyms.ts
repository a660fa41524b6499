import type {
  ProposalAct,
  ProposalTrial,
  SynonymProposal,
} from '../../../knowledge/content/synonym-proposal.ts';
import { changedTable, type Synonym, type SynonymChange } from '../../../knowledge/content/synonyms.ts';
import {
  summaryOf,
  type TrialQuestion,
  type TrialSummary,
  type TriedQuestion,
} from '../../../knowledge/content/trial.ts';
import { chinaDay } from '../../domain/figures/period.ts';
import { may } from '../../domain/people/role.ts';
import type { KnowledgeStore, Page } from '../knowledge-store.ts';
import type { Log, NewId, Timer, TrialRunner } from '../ports.ts';
import { noRight, type Refused, refused } from '../result.ts';
import type { Scopes } from '../scopes.ts';
import type { Account, AuditStore } from '../store.ts';
import type { FeedAnswers } from './feed-answers.ts';
import { noQuestions, questionsToTry } from './trial-questions.ts';

export interface ShownTrial {
  trialId: string;
  proposalId: string | null;
  changes: readonly SynonymChange[];
  startedBy: string;
  startedAt: number;
  state:
    | { state: 'running'; done: number; of: number }
    | {
        state: 'done';
        summary: TrialSummary;
        tried: readonly TriedQuestion[];
      }
    | { state: 'failed'; words: string };
}

export interface ShownProposal {
  proposal: SynonymProposal;
  /** its trial was run on the table that is in force */
  isCurrent: boolean;
  /** what the person who asks may do with it now */
  may: ('try' | ProposalAct['act'])[];
}

interface Needs {
  store: KnowledgeStore;
  trials: TrialRunner;
  feed: FeedAnswers;
  audit: AuditStore;
  scopes: Scopes;
  timer: Timer;
  newId: NewId;
  log: Log;
}

const trialsKept = 20;

const noProposal = refused('no-proposal', '没有这个提案。请刷新列表。');
const overtaken = refused('overtaken', '这个提案刚被别人处理过。请刷新后查看。');
const cityOnly = refused(
  'other-unit',
  '同义词对全市的检索生效，只能由市级的知识管理员处理。请联系市级知识管理员。',
);

/**
 * Synonyms are proposed, tried on questions whose answers are known, and put live by somebody else; what does harm is
 * taken back. One trial at a time: each is a second index for some seconds.
 */
export class TrySynonyms {
  readonly #needs: Needs;
  readonly #trials = new Map<string, ShownTrial>();

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  async synonyms(account: Account): Promise<Refused | { table: Synonym[]; revision: number }> {
    return may(account.roles, 'work-on-knowledge') ? this.#needs.store.synonyms() : noRight;
  }

  async propose(
    account: Account,
    wish: { commandId: string; changes: readonly SynonymChange[]; reason: string },
  ): Promise<Refused | ShownProposal> {
    const unable = this.#unable(account, 'edit-knowledge');
    if (unable !== null) return unable;
    const { store, timer } = this.#needs;
    const { changes, reason } = wish;
    const proposalId = `${account.id} ${wish.commandId}`;
    const proposal = await store.propose({
      proposalId,
      changes,
      reason,
      accountId: account.id,
      at: timer.now(),
    });
    await this.#note(account, 'knowledge-synonyms-propose', `proposal ${proposalId}`, true);
    return this.#shown(account, proposal, (await store.synonyms()).revision);
  }

  async proposals(
    account: Account,
    page: Page,
  ): Promise<Refused | { proposals: ShownProposal[]; total: number }> {
    if (!may(account.roles, 'work-on-knowledge')) return noRight;
    const { store } = this.#needs;
    const { revision } = await store.synonyms();
    const { proposals, total } = await store.proposals(page);
    return { proposals: proposals.map((proposal) => this.#shown(account, proposal, revision)), total };
  }

  /** With what its newest trial came to, question by question. */
  async proposal(
    account: Account,
    proposalId: string,
  ): Promise<Refused | { shown: ShownProposal; tried: TriedQuestion[] }> {
    if (!may(account.roles, 'work-on-knowledge')) return noRight;
    const { store } = this.#needs;
    const proposal = await store.proposal(proposalId);
    if (proposal === null) return noProposal;
    const { revision } = await store.synonyms();
    return { shown: this.#shown(account, proposal, revision), tried: await store.tried(proposalId) };
  }

  /** Starts a trial and returns at once. Of a proposal, its result is kept with it. */
  async start(
    account: Account,
    what: { proposalId: string } | { changes: readonly SynonymChange[] },
  ): Promise<Refused | ShownTrial> {
    if (!may(account.roles, 'work-on-knowledge')) return noRight;
    const { store, timer, newId } = this.#needs;
    const proposal = 'proposalId' in what ? await store.proposal(what.proposalId) : null;
    if ('proposalId' in what && proposal === null) return noProposal;
    if (proposal !== null && proposal.state !== 'open')
      return refused('wrong-stage', '这个提案已经处理过，不必再试验。');
    const questions = await questionsToTry(store);
    if (questions.length === 0) return noQuestions;
    if ([...this.#trials.values()].some(({ state }) => state.state === 'running'))
      return refused('trial-running', '有一个试验正在进行，一次只能做一个。请等它结束后再试。');
    const changes = 'changes' in what ? what.changes : (proposal?.changes ?? []);
    const trial: ShownTrial = {
      trialId: newId(),
      proposalId: proposal?.proposalId ?? null,
      changes,
      startedBy: account.id,
      startedAt: timer.now(),
      state: { state: 'running', done: 0, of: questions.length },
    };
    this.#keep(trial);
    void this.#run(trial, questions);
    return trial;
  }

  trial(account: Account, trialId: string): Refused | ShownTrial {
    if (!may(account.roles, 'work-on-knowledge')) return noRight;
    return this.#trials.get(trialId) ?? refused('no-trial', '没有这个试验，可能系统重新启动过。请重新试验。');
  }

  /** 批准生效、不采纳、撤回. Callers are answered by it when this resolves. */
  async decide(
    account: Account,
    wish: { commandId: string; proposalId: string; changeNo: number; act: ProposalAct },
  ): Promise<Refused | ShownProposal> {
    const unable = this.#unable(account, 'approve-knowledge');
    if (unable !== null) return unable;
    const answer = await this.#needs.store.decide({ ...wish, accountId: account.id });
    const { act } = wish.act;
    await this.#note(
      account,
      `knowledge-synonyms-${act}`,
      `proposal ${wish.proposalId}`,
      answer.outcome === 'done',
    );
    switch (answer.outcome) {
      case 'done':
        if (act !== 'decline') await this.#tellAnswers();
        return this.#shown(account, answer.proposal, (await this.#needs.store.synonyms()).revision);
      case 'conflict':
        return overtaken;
      case 'unknown':
        return noProposal;
      case 'refused':
        return refused(answer.code, answer.words);
      default:
        return answer satisfies never;
    }
  }

  async questions(account: Account, filter: { leftOut: boolean }, page: Page) {
    if (!may(account.roles, 'work-on-knowledge')) return noRight;
    const { store } = this.#needs;
    await store.gatherTrialQuestions();
    return store.trialQuestions(filter, page);
  }

  async addQuestion(
    account: Account,
    question: Omit<TrialQuestion, 'questionId'>,
  ): Promise<Refused | { questionId: string }> {
    if (!may(account.roles, 'edit-knowledge')) return noRight;
    const { store, timer, newId } = this.#needs;
    const questionId = newId();
    const kept = { ...question, questionId, source: 'written', addedBy: account.id, leftOut: false } as const;
    await store.addTrialQuestion({ ...kept, addedAt: timer.now() });
    return { questionId };
  }

  async leaveOut(account: Account, questionId: string, leftOut: boolean): Promise<Refused | null> {
    if (!may(account.roles, 'edit-knowledge')) return noRight;
    const found = await this.#needs.store.leaveOut(questionId, leftOut);
    return found ? null : refused('no-question', '题集中没有这个问题。请刷新列表。');
  }

  async #run(trial: ShownTrial, questions: readonly TrialQuestion[]): Promise<void> {
    const { store, trials, timer, log } = this.#needs;
    try {
      const { table, revision } = await store.synonyms();
      const tried = await trials.run({
        questions,
        today: chinaDay(timer.now()),
        before: { synonyms: table, weights: null },
        after: { synonyms: changedTable(table, trial.changes), weights: null },
        entries: store.answering(),
        progress: (done) => {
          trial.state = { state: 'running', done, of: questions.length };
        },
      });
      const summary = summaryOf(tried);
      if (trial.proposalId !== null) {
        const kept: ProposalTrial = { ...summary, at: timer.now(), by: trial.startedBy, revision };
        await store.noteTrial({ proposalId: trial.proposalId, summary: kept, tried });
      }
      trial.state = { state: 'done', summary, tried };
    } catch (error) {
      log.error('a trial of synonyms came to no end', { error });
      trial.state = {
        state: 'failed',
        words: '试验没有做完，检索不受影响。请稍后再试；仍不成功的，请告知系统管理员。',
      };
    }
  }

  #shown(account: Account, proposal: SynonymProposal, revision: number): ShownProposal {
    const { state, trial, proposedBy } = proposal;
    const isCurrent = trial?.revision === revision;
    const decides = this.#unable(account, 'approve-knowledge') === null;
    const acts: ShownProposal['may'] = [];
    if (state === 'open') acts.push('try');
    if (state === 'open' && decides && isCurrent && proposedBy !== account.id) acts.push('go-live');
    if (state === 'open' && decides) acts.push('decline');
    if (state === 'live' && decides) acts.push('take-back');
    return { proposal, isCurrent, may: acts };
  }

  /** What is decided is on disk; where the answers cannot be told now, they are at the next look. */
  async #tellAnswers(): Promise<void> {
    const { feed, log } = this.#needs;
    try {
      await feed.synonymsChanged();
    } catch (error) {
      log.error('the answers could not be told of the synonyms', { error });
    }
  }

  #keep(trial: ShownTrial): void {
    this.#trials.set(trial.trialId, trial);
    for (const oldest of this.#trials.keys()) {
      if (this.#trials.size <= trialsKept) break;
      this.#trials.delete(oldest);
    }
  }

  #unable(account: Account, right: 'edit-knowledge' | 'approve-knowledge'): Refused | null {
    if (!may(account.roles, right)) return noRight;
    return this.#needs.scopes.sees(account, null) ? null : cityOnly;
  }

  #note(account: Account, action: string, subject: string, success: boolean): Promise<void> {
    const at = this.#needs.timer.now();
    return this.#needs.audit.append({ at, accountId: account.id, action, subject, detail: '', success });
  }
}
