export type Engine = 'ours' | 'lunr' | 'minisearch' | 'fts5';

/** One engine of full text search in a process of its own. */
export type SearchCalls = {
  /** reads the corpus and indexes it */
  build: {
    argument: { engine: Engine; documents: number };
    answer: {
      documents: number;
      /** of indexing alone: the words were cut before */
      seconds: number;
      /** MB that the index holds, when what was only needed to build has gone */
      mb: number;
    };
  };
  /** ms for the best ten of each question, of as many as there is time for */
  ask: { argument: { questions: readonly string[]; withinMs: number }; answer: { ms: number[] } };
  /** ours alone: saves the index, reads it in again, changes three documents and saves those */
  restart: {
    argument: { folder: string };
    answer: { savedSeconds: number; startSeconds: number; editSeconds: number };
  };
};
