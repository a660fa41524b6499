import { changedTable, type Synonym, type SynonymChange, stands, undoing } from './synonyms.ts';
import type { TrialSummary } from './trial.ts';

/** 同义词提案: proposed by one, tried on the question set, put live by another, and taken back if it does harm. */
export type ProposalState = 'open' | 'live' | 'declined' | 'taken-back';

/** A trial that was run, and the table it was run on: after another change went live it says nothing any more. */
export interface ProposalTrial extends TrialSummary {
  at: number;
  by: string;
  /** how many changes had gone live or been taken back */
  revision: number;
}

export interface SynonymProposal {
  proposalId: string;
  changes: SynonymChange[];
  reason: string;
  proposedBy: string;
  proposedAt: number;
  state: ProposalState;
  trial: ProposalTrial | null;
  decidedBy: string | null;
  decidedAt: number | null;
  decision: string;
  /** while it is live: what brings the table back */
  undo: SynonymChange[] | null;
  changeNo: number;
}

export type ProposalAct =
  | { act: 'go-live' }
  | { act: 'decline'; reason: string }
  | { act: 'take-back'; reason: string };

export type ProposalCode = 'wrong-stage' | 'own-words' | 'not-tried' | 'trial-outdated' | 'changed-since';

export type Decided =
  | { refused: { code: ProposalCode; words: string } }
  | { state: ProposalState; table: Synonym[]; undo: SynonymChange[] | null };

/**
 * The rules of a proposal's life. Who may approve at all is asked before.
 *
 * @param revision of `table`: how many changes it has seen
 */
export function decide(
  proposal: SynonymProposal,
  { act }: ProposalAct,
  accountId: string,
  table: readonly Synonym[],
  revision: number,
): Decided {
  const { state, trial, changes, undo } = proposal;
  switch (act) {
    case 'decline':
      if (state !== 'open') return no('wrong-stage', '这个提案已经处理过。请刷新后查看。');
      return { state: 'declined', table: [...table], undo: null };
    case 'go-live':
      if (state !== 'open') return no('wrong-stage', '这个提案已经处理过。请刷新后查看。');
      if (proposal.proposedBy === accountId)
        return no('own-words', '提案人不能批准自己的提案。请由另一位审核人批准。');
      if (trial === null) return no('not-tried', '这个提案还没有试验过。请先试验，看过前后对比再批准。');
      if (trial.revision !== revision)
        return no('trial-outdated', '试验以后同义词表又有改动，对比已不准。请重新试验后再批准。');
      return { state: 'live', table: changedTable(table, changes), undo: undoing(table, changes) };
    case 'take-back':
      if (state !== 'live' || undo === null)
        return no('wrong-stage', '只有已生效的提案可以撤回。请刷新后查看。');
      if (!stands(table, changes))
        return no('changed-since', '其中有的词后来又被别的提案改过。请先撤回后来的提案。');
      return { state: 'taken-back', table: changedTable(table, undo), undo: null };
    default:
      return act satisfies never;
  }
}

function no(code: ProposalCode, words: string): Decided {
  return { refused: { code, words } };
}
