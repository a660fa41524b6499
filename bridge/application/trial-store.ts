import type {
  ProposalAct,
  ProposalCode,
  ProposalTrial,
  SynonymProposal,
} from '../../knowledge/content/synonym-proposal.ts';
import type { Synonym, SynonymChange } from '../../knowledge/content/synonyms.ts';
import type { TrialQuestion, TriedQuestion } from '../../knowledge/content/trial.ts';

/** rows to leave out, and how many */
type Page = { offset: number; limit: number };

/** Where a question of the set comes from: an answer that was adopted, a gap that was closed, or somebody's hand. */
export type TrialQuestionSource = 'adopted' | 'gap' | 'written';

export interface KeptQuestion extends TrialQuestion {
  source: TrialQuestionSource;
  addedBy: string;
  addedAt: number;
  /** somebody took it out of the set; it is not gathered again */
  leftOut: boolean;
}

export interface ProposalDecision {
  /** one per user and human act: the same id twice is one act and the same answer */
  commandId: string;
  proposalId: string;
  /** on which the act was decided */
  changeNo: number;
  accountId: string;
  act: ProposalAct;
}

export type DecisionAnswer =
  | { outcome: 'done'; proposal: SynonymProposal }
  /** somebody was quicker */
  | { outcome: 'conflict' }
  | { outcome: 'unknown' }
  | { outcome: 'refused'; code: ProposalCode; words: string };

/** A city's synonyms, what is proposed for them, and the questions that proposals are tried on. */
export interface TrialStore {
  /** the table in force, and how many changes it has seen */
  synonyms(): Promise<{ table: Synonym[]; revision: number }>;
  /** The same id twice is one proposal. */
  propose(proposal: {
    proposalId: string;
    changes: readonly SynonymChange[];
    reason: string;
    accountId: string;
    at: number;
  }): Promise<SynonymProposal>;
  proposal(proposalId: string): Promise<SynonymProposal | null>;
  /** newest first */
  proposals(page: Page): Promise<{ proposals: SynonymProposal[]; total: number }>;
  noteTrial(trial: {
    proposalId: string;
    summary: ProposalTrial;
    tried: readonly TriedQuestion[];
  }): Promise<void>;
  /** of the newest trial of a proposal; empty where there was none */
  tried(proposalId: string): Promise<TriedQuestion[]>;
  decide(decision: ProposalDecision): Promise<DecisionAnswer>;

  /** Takes new questions in from adopted answers and closed gaps. How many. */
  gatherTrialQuestions(): Promise<number>;
  addTrialQuestion(question: KeptQuestion): Promise<void>;
  leaveOut(questionId: string, leftOut: boolean): Promise<boolean>;
  /** newest first */
  trialQuestions(
    filter: { leftOut: boolean },
    page: Page,
  ): Promise<{ questions: KeptQuestion[]; total: number }>;
}
