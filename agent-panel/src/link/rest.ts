import type { z } from 'zod';
import { type ErrorBody, errorBodySchema } from '../../../bridge/protocol/rest.ts';
import { linkWords } from './words.ts';

export type RestAnswer<T> = { ok: true; value: T } | { ok: false; status: number; error: ErrorBody };

/** One REST request under `api/`, relative to the page. Never rejects: every failure has words. */
export async function rest<S extends z.ZodType>(
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  schema: S,
  body?: unknown,
): Promise<RestAnswer<z.output<S>>> {
  let response: Response;
  try {
    response = await fetch(new URL(`api/${path}`, document.baseURI).href, {
      method,
      credentials: 'same-origin',
      cache: 'no-store',
      headers: {
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch {
    return { ok: false, status: 0, error: { code: 'unreachable', message: linkWords.noNetwork } };
  }
  const content: unknown = await response.json().catch(() => null);
  return readAnswer(response.status, content, schema);
}

/** What the server said, whichever way it was asked. */
export function readAnswer<S extends z.ZodType>(
  status: number,
  content: unknown,
  schema: S,
): RestAnswer<z.output<S>> {
  if (status < 200 || status > 299) {
    const told = errorBodySchema.safeParse(content);
    const error = told.success ? told.data : { code: `http-${status}`, message: linkWords.oddAnswer };
    return { ok: false, status, error };
  }
  const { success, data } = schema.safeParse(content);
  if (!success) return { ok: false, status, error: { code: 'odd', message: linkWords.oddAnswer } };
  return { ok: true, value: data };
}
