/** What is not there once may be in the middle of a repair; the second time it is taken as gone. */
export const RUNS_UNTIL_GONE = 2;
