import type { PackReply, PackRequest } from './pack-messages.ts';
import { PackSearch } from './search-pack.ts';

/** The thread of the pack: making a thousand answers ready takes a second or two, and keys must not wait for it. */
let search: PackSearch | null = null;

addEventListener('message', ({ data }: MessageEvent<PackRequest>) => {
  if (data.kind === 'pack') search = new PackSearch(data.pack);
  else say(data.id, answer(data));
});

function answer(request: Exclude<PackRequest, { kind: 'pack' }>): PackReply['answer'] {
  if (search === null) return null;
  return request.kind === 'search'
    ? search.search(request.question)
    : search.article(request.articleId, request.day, request.faqId);
}

function say(id: number, found: PackReply['answer']): void {
  postMessage({ id, answer: found } satisfies PackReply);
}
