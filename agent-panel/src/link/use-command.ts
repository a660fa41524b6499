import { useRef } from 'react';
import type { z } from 'zod';
import { newId } from './ids.ts';
import { type RestAnswer, rest } from './rest.ts';

export type SendCommand = <S extends z.ZodType>(
  path: string,
  schema: S,
  body: object,
) => Promise<RestAnswer<z.output<S>>>;

/** POSTs that carry the number of a human act: pressed again after the line was lost, it is the same act, done once. */
export function useCommand(): SendCommand {
  const unanswered = useRef<{ act: string; commandId: string } | null>(null);
  return async (path, schema, body) => {
    const act = `${path} ${JSON.stringify(body)}`;
    const commandId = unanswered.current?.act === act ? unanswered.current.commandId : newId();
    const answer = await rest('POST', path, schema, { commandId, ...body });
    unanswered.current = !answer.ok && answer.status === 0 ? { act, commandId } : null;
    return answer;
  };
}
