import { useEffect, useState } from 'react';
import type { z } from 'zod';
import { type RestAnswer, rest } from './rest.ts';

/** A GET under `api/`, asked anew when its path changes; null while it is under way. */
export function useRest<S extends z.ZodType>(path: string, schema: S): RestAnswer<z.output<S>> | null {
  const [answer, setAnswer] = useState<RestAnswer<z.output<S>> | null>(null);
  useEffect(() => {
    let wanted = true;
    setAnswer(null);
    void rest('GET', path, schema).then((found) => {
      if (wanted) setAnswer(found);
    });
    return () => {
      wanted = false;
    };
  }, [path, schema]);
  return answer;
}
