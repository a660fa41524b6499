/** The table of callers' tags, as Kysely types it. */
export interface TagTables {
  caller_tag: CallerTagRow;
}

export interface CallerTagRow {
  /** keyed reference over caller and name: what tag it is, the row does not tell */
  tag_ref: string;
  caller_ref: string;
  account_id: string;
  unit_id: string;
  interaction_id: string;
  set_at: number;
  expires_at: number;
  /** whose key sealed the rest */
  month: string;
  /** ciphertext of name, reason, masked number and consent as JSON */
  sealed: string;
}

/** What stands in `sealed`. */
export interface SealedTag {
  name: string;
  reason: string;
  numberMasked: string;
  consentAt: number | null;
}
