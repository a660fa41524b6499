import { useCallback, useEffect, useState } from 'react';
import type { z } from 'zod';
import { sessionEnded } from '../session.ts';
import { sharedWords } from '../ui/words.ts';
import { type RestAnswer, rest } from './rest.ts';

/** `answer` is the last one, still shown while the next is under way. */
export interface Asked<T> {
  answer: RestAnswer<T> | null;
  asking: boolean;
  again(): void;
}

/** A GET under `api/` that keeps what it knows on the page while it asks anew; a null path asks nothing. */
export function useAsked<S extends z.ZodType>(path: string | null, schema: S): Asked<z.output<S>> {
  const [told, setTold] = useState<{ answer: RestAnswer<z.output<S>> | null; asking: boolean }>({
    answer: null,
    asking: path !== null,
  });
  const [round, setRound] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another round is the same question asked again
  useEffect(() => {
    if (path === null) return setTold({ answer: null, asking: false });
    let wanted = true;
    setTold(({ answer }) => ({ answer, asking: true }));
    void rest('GET', path, schema).then((answer) => {
      if (!wanted) return;
      if (!answer.ok && answer.status === 401) sessionEnded(sharedWords.sessionEnded);
      else setTold({ answer, asking: false });
    });
    return () => {
      wanted = false;
    };
  }, [path, schema, round]);
  const again = useCallback(() => setRound((last) => last + 1), []);
  return { ...told, again };
}

/** `?a=1&b=2` of what is set; nothing for nothing. */
export function queryOf(parts: Readonly<Record<string, string | number | null | undefined>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parts))
    if (value !== null && value !== undefined && value !== '') query.set(name, String(value));
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}
