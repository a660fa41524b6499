import type { Kysely } from 'kysely';
import type {
  ProposalState,
  ProposalTrial,
  SynonymProposal,
} from '../../../../../knowledge/content/synonym-proposal.ts';
import type { Synonym, SynonymChange } from '../../../../../knowledge/content/synonyms.ts';
import type { TriedQuestion } from '../../../../../knowledge/content/trial.ts';
import type { Page } from '../../../../application/knowledge-store.ts';
import type { KeptQuestion, TrialQuestionSource } from '../../../../application/trial-store.ts';
import type { Tables } from '../../schema.ts';
import type { ProposalColumns, TrialQuestionColumns } from '../../trial-schema.ts';
import type { Reading } from '../reading.ts';

/** The table in force, by word, and how many changes it has seen. */
export async function readSynonyms({
  db,
}: {
  db: Kysely<Tables>;
}): Promise<{ table: Synonym[]; revision: number }> {
  const rows = await db.selectFrom('knowledge_synonym').selectAll().orderBy('spoken').execute();
  const { revision } = await db
    .selectFrom('knowledge_synonym_deed')
    .select((e) => e.fn.max('position').as('revision'))
    .executeTakeFirstOrThrow();
  const table = rows.map(({ spoken, written }) => ({ spoken, written: JSON.parse(written) as string[] }));
  return { table, revision: Number(revision ?? 0) };
}

export function proposalFrom(row: Omit<ProposalColumns, 'tried'>): SynonymProposal {
  return {
    proposalId: row.proposal_id,
    changes: JSON.parse(row.changes) as SynonymChange[],
    reason: row.reason,
    proposedBy: row.proposed_by,
    proposedAt: row.proposed_at,
    state: row.state as ProposalState,
    trial: row.trial === null ? null : (JSON.parse(row.trial) as ProposalTrial),
    decidedBy: row.decided_by,
    decidedAt: row.decided_at,
    decision: row.decision,
    undo: row.undo === null ? null : (JSON.parse(row.undo) as SynonymChange[]),
    changeNo: row.change_no,
  };
}

export function proposalRows(db: Kysely<Tables>) {
  return db
    .selectFrom('knowledge_synonym_proposal')
    .select([
      'proposal_id',
      'changes',
      'reason',
      'proposed_by',
      'proposed_at',
      'state',
      'trial',
      'decided_by',
      'decided_at',
      'decision',
      'undo',
      'change_no',
    ]);
}

export async function readProposal(
  { db }: Reading,
  { proposalId }: { proposalId: string },
): Promise<SynonymProposal | null> {
  const row = await proposalRows(db).where('proposal_id', '=', proposalId).executeTakeFirst();
  return row === undefined ? null : proposalFrom(row);
}

export async function listProposals(
  { db }: Reading,
  { page }: { page: Page },
): Promise<{ proposals: SynonymProposal[]; total: number }> {
  const { total } = await db
    .selectFrom('knowledge_synonym_proposal')
    .select((e) => e.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const rows = await proposalRows(db)
    .orderBy('proposed_at', 'desc')
    .orderBy('proposal_id')
    .limit(page.limit)
    .offset(page.offset)
    .execute();
  return { proposals: rows.map(proposalFrom), total };
}

export async function readTried(
  { db }: Reading,
  { proposalId }: { proposalId: string },
): Promise<TriedQuestion[]> {
  const row = await db
    .selectFrom('knowledge_synonym_proposal')
    .select('tried')
    .where('proposal_id', '=', proposalId)
    .executeTakeFirst();
  return row?.tried == null ? [] : (JSON.parse(row.tried) as TriedQuestion[]);
}

export async function listTrialQuestions(
  { db }: Reading,
  { leftOut, page }: { leftOut: boolean; page: Page },
): Promise<{ questions: KeptQuestion[]; total: number }> {
  const which = db.selectFrom('knowledge_trial_question').where('left_out', '=', leftOut ? 1 : 0);
  const { total } = await which.select((e) => e.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const rows = await which
    .selectAll()
    .orderBy('added_at', 'desc')
    .orderBy('question_id')
    .limit(page.limit)
    .offset(page.offset)
    .execute();
  return { questions: rows.map(questionFrom), total };
}

function questionFrom(row: TrialQuestionColumns): KeptQuestion {
  return {
    questionId: row.question_id,
    question: row.question,
    regionCode: row.region_code,
    asOf: row.as_of,
    expected: { articleId: row.article_id, clauseNo: row.clause_no },
    source: row.source as TrialQuestionSource,
    addedBy: row.added_by,
    addedAt: row.added_at,
    leftOut: row.left_out === 1,
  };
}
