import type { Ask } from '../../../sdk/messages.ts';
import { toPanelSchema } from './message.ts';

/** A wish in the address: `#search/公积金`, `#answer/P001/第六条`, `#record/CS20261124000001`; null: it is none. */
export function readDeepLink(hash: string): Ask | null {
  const [kind, ...parts] = hash.replace(/^#/, '').split('/');
  const words = parts.map(decoded);
  const [first = '', second = ''] = words;
  const ask = wished(kind, first, second, words.join('/'));
  // The same border as for a page's message: an address is somebody's text.
  const read = toPanelSchema.safeParse({ yihaoda: 1, type: 'ask', id: 'link', ask });
  return read.success && read.data.type === 'ask' ? read.data.ask : null;
}

function wished(kind: string | undefined, first: string, second: string, all: string): Ask | null {
  switch (kind) {
    case 'search':
      return { do: 'search', words: all };
    case 'answer':
      return { do: 'open-answer', articleId: first, clauseNo: second };
    case 'record':
      return { do: 'open-record', recordNo: first };
    default:
      return null;
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
