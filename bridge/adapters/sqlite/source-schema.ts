/** The tables of sources that are pulled, as Kysely types them. */
export interface SourceTables {
  knowledge_source: {
    source_id: string;
    /** JSON of `SourcePause` */
    paused: string | null;
    failures: number;
    run_no: number;
    read_by: string;
  };
  knowledge_source_run: SourceRunColumns;
  knowledge_source_run_row: SourceRunRowColumns;
  /** `state` is the reader's */
  knowledge_source_page: { source_id: string; url: string; state: string };
}

export interface SourceRunColumns {
  run_id: string;
  source_id: string;
  state: string;
  words: string;
  started_at: number;
  ended_at: number | null;
  started_by: string;
  attempt: number;
  command_id: string | null;
  /** JSON of `SourceRunFigures` */
  figures: string;
  planned_batch: string;
  batch_id: string | null;
  /** JSON of `BatchCounts` */
  counts: string | null;
  process: number | null;
}

export interface SourceRunRowColumns {
  run_id: string;
  row_no: number;
  at_in: string;
  at_row: number | null;
  at_column: string | null;
  code: string;
  words: string;
}
