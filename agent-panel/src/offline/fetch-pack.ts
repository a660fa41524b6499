import { packAnswerSchema } from '../../../bridge/protocol/pack.ts';
import type { FetchedPack } from './fetched-pack.ts';

/** Asks for the pack, unless it is the one that is here already. Never rejects. */
export async function fetchPack(version: string | null): Promise<FetchedPack> {
  try {
    const response = await fetch(new URL('api/answers/pack', document.baseURI).href, {
      credentials: 'same-origin',
      cache: 'no-store',
      headers: { accept: 'application/json', ...(version !== null && { 'if-none-match': version }) },
    });
    if (response.status === 304) return { kind: 'same' };
    if (response.status !== 200) return { kind: 'none' };
    const read = packAnswerSchema.safeParse(await response.json());
    const etag = response.headers.get('etag');
    if (!read.success || etag === null) return { kind: 'none' };
    return { kind: 'new', version: etag, answer: read.data };
  } catch {
    return { kind: 'none' };
  }
}
