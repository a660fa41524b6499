/** The table of text messages, as Kysely types it. */
export interface NotificationTables {
  notification: NotificationRow;
}

export interface NotificationRow {
  message_id: string;
  account_id: string;
  command_id: string;
  unit_id: string;
  interaction_id: string;
  number_ref: string;
  number_masked: string;
  month: string;
  /** null: the month was forgotten before it was written */
  sealed: string | null;
  article_id: string;
  article_rev: number;
  title: string;
  text: string;
  state: string;
  words: string;
  attempts: number;
  /** null: nothing is to be done any more */
  next_at: number | null;
  created_at: number;
  changed_at: number;
  /** China time */
  day: string;
}
