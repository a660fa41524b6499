import { useCallback, useEffect, useRef, useState } from 'react';
import type { z } from 'zod';
import type { ErrorBody } from '../../../bridge/protocol/rest.ts';
import { rest } from '../link/rest.ts';
import { sessionEnded } from '../session.ts';
import { sharedWords } from '../ui/words.ts';

const PAGE = 50;
/** as many as the server gives at once */
const MOST = 200;

interface Read<Row, Answer> {
  query: string;
  /** the newest of its pages */
  answer: Answer;
  rows: readonly Row[];
}

export interface Pages<Row, Answer> {
  /** of the query that is wished for; null until its first page is here */
  head: Answer | null;
  rows: readonly Row[];
  error: ErrorBody | null;
  /** another query's rows are still in sight */
  old: boolean;
  more(): void;
  again(): void;
}

/**
 * A list of the server by pages: the next one is put behind what is there. Rows move while one reads, so a row that
 * comes twice is shown once.
 */
export function usePages<S extends z.ZodType<{ total: number }>, Row>(
  path: string,
  query: string,
  schema: S,
  rowsOf: (answer: z.output<S>) => readonly Row[],
  idOf: (row: Row) => string,
): Pages<Row, z.output<S>> {
  const [read, setRead] = useState<Read<Row, z.output<S>> | null>(null);
  const [error, setError] = useState<ErrorBody | null>(null);
  const asked = useRef(0);

  const ask = useCallback(
    async (offset: number, limit: number, before: readonly Row[]) => {
      asked.current += 1;
      const turn = asked.current;
      const answer = await rest('GET', `${path}?${query}offset=${offset}&limit=${limit}`, schema);
      if (turn !== asked.current) return;
      if (!answer.ok) {
        if (answer.status === 401) sessionEnded(sharedWords.sessionEnded);
        return setError(answer.error);
      }
      const known = new Set(before.map(idOf));
      const rows = [...before, ...rowsOf(answer.value).filter((row) => !known.has(idOf(row)))];
      setError(null);
      setRead({ query, answer: answer.value, rows });
    },
    [path, query, schema, rowsOf, idOf],
  );

  useEffect(() => {
    void ask(0, PAGE, []);
  }, [ask]);

  const rows = read?.rows ?? [];
  return {
    head: read?.answer ?? null,
    rows,
    error,
    old: read !== null && read.query !== query,
    more: () => void ask(rows.length, PAGE, rows),
    again: () => void ask(0, Math.min(MOST, Math.max(PAGE, rows.length)), []),
  };
}
