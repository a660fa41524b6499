import type { Generated } from 'kysely';

/** The tables of synonyms and trials, as Kysely types them. */
export interface TrialTables {
  knowledge_synonym: { spoken: string; written: string };
  knowledge_synonym_proposal: ProposalColumns;
  knowledge_synonym_deed: {
    position: Generated<number>;
    proposal_id: string;
    act: string;
    account_id: string;
    at: number;
  };
  knowledge_trial_question: TrialQuestionColumns;
}

export interface ProposalColumns {
  proposal_id: string;
  /** JSON of `SynonymChange[]` */
  changes: string;
  reason: string;
  proposed_by: string;
  proposed_at: number;
  state: string;
  /** JSON of `ProposalTrial` */
  trial: string | null;
  decided_by: string | null;
  decided_at: number | null;
  decision: string;
  /** JSON of `SynonymChange[]` */
  undo: string | null;
  change_no: number;
  /** JSON of `TriedQuestion[]` */
  tried: string | null;
}

export interface TrialQuestionColumns {
  question_id: string;
  question: string;
  region_code: string;
  as_of: string | null;
  article_id: string;
  clause_no: string;
  source: string;
  added_by: string;
  added_at: number;
  left_out: number;
}
