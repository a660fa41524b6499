import type { z } from 'zod';
import { type RestAnswer, readAnswer } from './rest.ts';
import { linkWords } from './words.ts';

export interface Sending<T> {
  /** null: it was stopped here */
  answer: Promise<RestAnswer<T> | null>;
  stop(): void;
}

/**
 * A file as the body of a POST under `api/`. By XMLHttpRequest, which tells how much has left; `fetch` does not.
 * @param sent told the bytes that have left, up to the whole file
 */
export function sendFile<S extends z.ZodType>(
  path: string,
  file: Blob,
  schema: S,
  sent: (bytes: number) => void,
): Sending<z.output<S>> {
  const request = new XMLHttpRequest();
  const answer = new Promise<RestAnswer<z.output<S>> | null>((resolve) => {
    request.open('POST', new URL(`api/${path}`, document.baseURI).href);
    request.responseType = 'text';
    request.setRequestHeader('accept', 'application/json');
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.upload.addEventListener('progress', ({ loaded }) => sent(loaded));
    request.upload.addEventListener('load', () => sent(file.size));
    request.addEventListener('load', () =>
      resolve(readAnswer(request.status, contentOf(request.responseText), schema)),
    );
    request.addEventListener('error', () =>
      resolve({ ok: false, status: 0, error: { code: 'unreachable', message: linkWords.noNetwork } }),
    );
    request.addEventListener('abort', () => resolve(null));
    request.send(file);
  });
  return { answer, stop: () => request.abort() };
}

function contentOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // An answer that is none has no content; its status says the rest.
    return null;
  }
}
