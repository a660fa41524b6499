import { outcomeOf, type TriedQuestion } from '../../../../knowledge/content/trial.ts';
import type { ShownProposal, ShownTrial } from '../../../application/knowledge/try-synonyms.ts';
import type { ProposalView, TrialView, TriedQuestionView } from '../../../protocol/knowledge-trials.ts';
import type { Names } from './names.ts';

/** Trials and proposals as the protocol writes them. */

export function triedView({
  questionId,
  question,
  expected,
  before,
  after,
}: TriedQuestion): TriedQuestionView {
  return { questionId, question, expected, outcome: outcomeOf({ before, after }), before, after };
}

export function trialView(trial: ShownTrial, names: Names): TrialView {
  const { trialId, proposalId, changes, startedBy, startedAt, state } = trial;
  return {
    trialId,
    proposalId,
    changes: [...changes],
    startedByName: names.person(startedBy),
    startedAt,
    state: state.state === 'done' ? { ...state, tried: state.tried.map(triedView) } : state,
  };
}

export function proposalView({ proposal, isCurrent, may }: ShownProposal, names: Names): ProposalView {
  const { trial, decidedBy, undo: _, ...rest } = proposal;
  return {
    ...rest,
    proposedByName: names.person(proposal.proposedBy),
    trial: trial === null ? null : trialOf(trial, isCurrent, names),
    decidedByName: decidedBy === null ? null : names.person(decidedBy),
    may,
  };
}

function trialOf(
  { by, revision: _, ...trial }: NonNullable<ShownProposal['proposal']['trial']>,
  current: boolean,
  names: Names,
): ProposalView['trial'] {
  return { ...trial, byName: names.person(by), current };
}
