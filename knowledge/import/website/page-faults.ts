import type { Delivered, DeliveredRemoval } from '../../content/delivery.ts';
import type { FetchedPage } from '../../content/fetched-page.ts';
import { sourceIdOf } from './article-address.ts';

/** What is said of a page in a delivery, beside its article. */
export function fault(url: string, code: string, words: string, column: string | null = null): Delivered {
  return { delivered: 'fault', at: { in: url, row: null, column }, code, words };
}

export function faultOfFetch(url: string, got: FetchedPage): Delivered {
  if (got.outcome === 'refused' || got.outcome === 'failed') return fault(url, got.code, got.words);
  return fault(url, 'PAGE_MISSING', '该网址打不开（网页不存在）。请核对配置中的网址。');
}

export function removal(url: string): DeliveredRemoval {
  return {
    delivered: 'removal',
    at: { in: url, row: null, column: null },
    sourceId: sourceIdOf(url),
    on: null,
  };
}
