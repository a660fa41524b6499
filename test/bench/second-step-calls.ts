/** Both steps of the search over a corpus of statutes, in a process of its own. */
export type SecondStepCalls = {
  /** reads the corpus, and learns from some of its questions: the trees are as many as of a real training */
  learn: { argument: { corpus: string; queries: string; lessons: number }; answer: { documents: number } };
  /** ms for the best hundred of each question that was learned nothing from */
  ask: {
    argument: { steps: 'words' | 'both'; questions: number };
    answer: {
      ms: number[];
      /** the same in processor time of the thread */
      cpu: number[];
    };
  };
};
