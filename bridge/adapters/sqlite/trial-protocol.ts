import type { ProposalTrial, SynonymProposal } from '../../../knowledge/content/synonym-proposal.ts';
import type { Synonym, SynonymChange } from '../../../knowledge/content/synonyms.ts';
import type { TriedQuestion } from '../../../knowledge/content/trial.ts';
import type { Page } from '../../application/knowledge-store.ts';
import type { DecisionAnswer, KeptQuestion, ProposalDecision } from '../../application/trial-store.ts';

/** What is asked of the threads about synonyms and trials. Times are given, never read there. */

export type TrialWriterCalls = {
  'trial.propose': {
    argument: {
      proposalId: string;
      changes: readonly SynonymChange[];
      reason: string;
      accountId: string;
      at: number;
    };
    answer: SynonymProposal;
  };
  'trial.note': {
    argument: { proposalId: string; summary: ProposalTrial; tried: readonly TriedQuestion[] };
    answer: null;
  };
  'trial.decide': { argument: { decision: ProposalDecision; at: number }; answer: DecisionAnswer };
  'trial.gather-questions': { argument: { at: number }; answer: number };
  'trial.add-question': { argument: { question: KeptQuestion }; answer: null };
  'trial.leave-out': { argument: { questionId: string; leftOut: boolean }; answer: boolean };
};

export type TrialReaderCalls = {
  'trial.synonyms': { argument: null; answer: { table: Synonym[]; revision: number } };
  'trial.proposal': { argument: { proposalId: string }; answer: SynonymProposal | null };
  'trial.proposals': { argument: { page: Page }; answer: { proposals: SynonymProposal[]; total: number } };
  'trial.tried': { argument: { proposalId: string }; answer: TriedQuestion[] };
  'trial.questions': {
    argument: { leftOut: boolean; page: Page };
    answer: { questions: KeptQuestion[]; total: number };
  };
};
