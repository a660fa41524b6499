import { summaryOf, type TrialSummary, type TriedQuestion } from '../../../knowledge/content/trial.ts';
import { chinaDay } from '../../domain/figures/period.ts';
import { may } from '../../domain/people/role.ts';
import type { KnowledgeStore } from '../knowledge-store.ts';
import type { Clock, KeptWeights, TrialRunner } from '../ports.ts';
import { accountDisabled, done, noRight, type Refused, type Result, refused } from '../result.ts';
import type { Account, AuditStore } from '../store.ts';
import { noQuestions, questionsToTry } from './trial-questions.ts';

/** A file of weights that was read and checked. */
export interface WeightsFile {
  bytes: Uint8Array;
  /** SHA-256 of the bytes, by which the audit trail knows it */
  fingerprint: string;
}

export interface WeightsTrial {
  /** what is put live is what was tried, whatever became of its file meanwhile */
  weights: WeightsFile;
  tried: readonly TriedQuestion[];
  summary: TrialSummary;
}

interface Needs {
  store: KnowledgeStore;
  trials: TrialRunner;
  kept: KeptWeights;
  audit: AuditStore;
  clock: Clock;
  /** who sits at the command line, beside the account that answers for it */
  ranBy: string;
}

/**
 * Weights that a city trained for itself are tried on questions whose answers are known, put in force for the next start
 * of the bridge, and taken back.
 */
export class TryWeights {
  readonly #needs: Needs;

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  /** Why this account cannot decide; null where it can. */
  unable({ disabled, roles }: Account): Refused | null {
    if (disabled) return accountDisabled;
    return may(roles, 'approve-knowledge') ? null : noRight;
  }

  /** @param progress how many of how many questions were asked */
  async try(
    weights: WeightsFile,
    progress: (done: number, of: number) => void,
  ): Promise<Refused | WeightsTrial> {
    const { store, trials, clock } = this.#needs;
    const questions = await questionsToTry(store);
    if (questions.length === 0) return noQuestions;
    const { table: synonyms } = await store.synonyms();
    const tried = await trials.run({
      questions,
      today: chinaDay(clock.now()),
      before: { synonyms, weights: null },
      after: { synonyms, weights: weights.bytes },
      entries: store.answering(),
      progress: (asked) => progress(asked, questions.length),
    });
    return { weights, tried, summary: summaryOf(tried) };
  }

  /** They are on disk when this resolves, and answer from the next start of the bridge. */
  async use(
    account: Account,
    { weights, summary }: WeightsTrial,
    { althoughWorse }: { althoughWorse: boolean },
  ): Promise<Result> {
    const unable = this.unable(account);
    if (unable !== null) return unable;
    const { better, worse } = summary;
    if (worse > better && !althoughWorse)
      return refused(
        'worse',
        `变差的 ${worse} 题，变好的 ${better} 题：没有启用，现行的权重不变。看过后仍要启用，请加 --although-worse。`,
      );
    await this.#noted(
      account,
      'knowledge-weights-use',
      `weights ${weights.fingerprint}`,
      inFigures(summary),
      () => this.#needs.kept.put(weights.bytes),
    );
    return done;
  }

  /** The built-in weights answer again from the next start of the bridge. */
  async takeBack(account: Account): Promise<Result> {
    const unable = this.unable(account);
    if (unable !== null) return unable;
    const { kept } = this.#needs;
    if (!(await kept.isThere())) return refused('no-weights', '本市没有启用自己的权重，用的就是内置权重。');
    await this.#noted(account, 'knowledge-weights-take-back', 'weights', '', () => kept.remove());
    return done;
  }

  /** Noted before it is done: weights that nobody answers for never come into force, not even by a loss of power. */
  async #noted(
    account: Account,
    action: string,
    subject: string,
    detail: string,
    act: () => Promise<void>,
  ): Promise<void> {
    const { audit, clock, ranBy } = this.#needs;
    const note = (words: string, success: boolean) =>
      audit.append({
        at: clock.now(),
        accountId: account.id,
        action,
        subject,
        detail: [ranBy, words].filter((each) => each !== '').join(': '),
        success,
      });
    await note(detail, true);
    try {
      await act();
    } catch (error) {
      await note('not done', false);
      throw error;
    }
  }
}

function inFigures({ questions, better, worse, same, before, after }: TrialSummary): string {
  const places = (['first', 'three', 'ten'] as const).map((at) => `${at} ${before[at]} → ${after[at]}`);
  return `${questions} questions, ${better} better, ${worse} worse, ${same} same, ${places.join(', ')}`;
}
