import { hash } from 'node:crypto';
import {
  decide,
  type ProposalTrial,
  type SynonymProposal,
} from '../../../../../knowledge/content/synonym-proposal.ts';
import type { Synonym, SynonymChange } from '../../../../../knowledge/content/synonyms.ts';
import type { TriedQuestion } from '../../../../../knowledge/content/trial.ts';
import type { DecisionAnswer, ProposalDecision } from '../../../../application/trial-store.ts';
import { canonicalJson } from '../../canonical-json.ts';
import { proposalFrom, proposalRows, readSynonyms } from '../../reading/knowledge/read-trials.ts';
import { type ActEvent, actEventVersion, actHeader } from '../act-event.ts';
import { earlierAnswer, keepAnswer } from '../command-answer.ts';
import type { Writing } from '../writing.ts';

const kind = 'trial.decide';

export async function propose(
  { db }: Writing,
  wish: {
    proposalId: string;
    changes: readonly SynonymChange[];
    reason: string;
    accountId: string;
    at: number;
  },
): Promise<SynonymProposal> {
  await db
    .insertInto('knowledge_synonym_proposal')
    .values({
      proposal_id: wish.proposalId,
      changes: JSON.stringify(wish.changes),
      reason: wish.reason,
      proposed_by: wish.accountId,
      proposed_at: wish.at,
      state: 'open',
      trial: null,
      decided_by: null,
      decided_at: null,
      decision: '',
      undo: null,
      change_no: 1,
      tried: null,
    })
    .onConflict((conflict) => conflict.column('proposal_id').doNothing())
    .execute();
  return proposalFrom(
    await proposalRows(db).where('proposal_id', '=', wish.proposalId).executeTakeFirstOrThrow(),
  );
}

export async function noteTrial(
  { db }: Writing,
  {
    proposalId,
    summary,
    tried,
  }: { proposalId: string; summary: ProposalTrial; tried: readonly TriedQuestion[] },
): Promise<null> {
  await db
    .updateTable('knowledge_synonym_proposal')
    .set({ trial: JSON.stringify(summary), tried: JSON.stringify(tried) })
    .where('proposal_id', '=', proposalId)
    .where('state', '=', 'open')
    .execute();
  return null;
}

/**
 * One decision by the rules of a proposal's life: the table, the proposal, its event in the journal and the answer, all
 * or nothing. The rules are asked here, inside the transaction: two approvers at once are one after the other.
 */
export async function decideProposal(
  writing: Writing,
  {
    decision: { commandId, proposalId, changeNo, accountId, act },
    at,
  }: { decision: ProposalDecision; at: number },
): Promise<DecisionAnswer> {
  const { db } = writing;
  const earlier = await earlierAnswer(writing, accountId, commandId, kind);
  if (earlier !== undefined) return earlier as DecisionAnswer;
  const row = await proposalRows(db).where('proposal_id', '=', proposalId).executeTakeFirst();
  if (row === undefined) return { outcome: 'unknown' };
  if (row.change_no !== changeNo) return { outcome: 'conflict' };
  const proposal = proposalFrom(row);
  const { table, revision } = await readSynonyms(writing);
  const decided = decide(proposal, act, accountId, table, revision);
  if ('refused' in decided) return { outcome: 'refused', ...decided.refused };

  const after: SynonymProposal = {
    ...proposal,
    state: decided.state,
    undo: decided.undo,
    decidedBy: accountId,
    decidedAt: at,
    decision: 'reason' in act ? act.reason : '',
    changeNo: changeNo + 1,
  };
  await db
    .updateTable('knowledge_synonym_proposal')
    .set({
      state: after.state,
      undo: after.undo === null ? null : JSON.stringify(after.undo),
      decided_by: accountId,
      decided_at: at,
      decision: after.decision,
      change_no: after.changeNo,
    })
    .where('proposal_id', '=', proposalId)
    .execute();
  if (act.act !== 'decline') {
    await replaceTable(writing, decided.table);
    await db
      .insertInto('knowledge_synonym_deed')
      .values({ proposal_id: proposalId, act: act.act, account_id: accountId, at })
      .execute();
  }
  const event: ActEvent = {
    ...actHeader(at, commandId, accountId),
    type: 'knowledge-synonyms',
    act: act.act,
    proposalId,
    changeNo: after.changeNo,
    tableHash: hash('sha256', canonicalJson(decided.table), 'hex'),
  };
  await writing.chain.append(writing.actStream, [{ type: event.type, version: actEventVersion, at, event }]);
  const answer: DecisionAnswer = { outcome: 'done', proposal: after };
  await keepAnswer(writing, accountId, commandId, kind, answer, at);
  return answer;
}

async function replaceTable({ db }: Writing, table: readonly Synonym[]): Promise<void> {
  await db.deleteFrom('knowledge_synonym').execute();
  for (const { spoken, written } of table)
    await db
      .insertInto('knowledge_synonym')
      .values({ spoken, written: JSON.stringify(written) })
      .execute();
}
