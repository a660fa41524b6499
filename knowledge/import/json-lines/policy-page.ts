import { z } from 'zod';
import { DeliveryRefused, type Whereabouts } from '../../content/delivery.ts';
import type { ReadValue } from './read-json-lines.ts';

/** What the platform answers to a request for a page: its policies, and the address of the next page or null. */
const envelopeSchema = z.object({
  items: z.array(z.unknown()).max(1_000),
  next: z.string().max(2_000).nullish(),
});

export interface PolicyPage {
  items: ReadValue[];
  /** absolute; null after the last page */
  next: string | null;
}

const MOST_PAGES = 10_000;

/**
 * One page, as it was fetched from `address`. `visited` are the addresses of all pages of this pull, this one included.
 * @throws DeliveryRefused where it is no page, or leads elsewhere or round in a circle
 */
export function readPage(envelope: unknown, address: string, visited: ReadonlySet<string>): PolicyPage {
  const at: Whereabouts = { in: address, row: null, column: null };
  const result = envelopeSchema.safeParse(envelope);
  if (!result.success)
    throw new DeliveryRefused(
      'PAGE_SHAPE',
      at,
      '接口返回的不是约定的格式（items、next）。请与平台方核对接口版本。',
    );
  const items = result.data.items.map(
    (value, index): ReadValue => ({
      delivered: 'value',
      at: { in: address, row: index + 1, column: null },
      value,
    }),
  );
  const { next } = result.data;
  return {
    items,
    next: next === undefined || next === null || next === '' ? null : nextAddress(next, address, visited, at),
  };
}

function nextAddress(next: string, address: string, visited: ReadonlySet<string>, at: Whereabouts): string {
  const url = URL.canParse(next, address) ? new URL(next, address) : null;
  if (url === null || url.origin !== new URL(address).origin)
    throw new DeliveryRefused(
      'PAGE_ELSEWHERE',
      at,
      '接口给出的下一页地址不在本平台上，未继续读取。请与平台方核对。',
    );
  if (visited.has(url.href))
    throw new DeliveryRefused(
      'PAGE_CIRCLE',
      at,
      '接口给出的下一页是已读过的一页，未继续读取。请与平台方核对。',
    );
  if (visited.size >= MOST_PAGES)
    throw new DeliveryRefused(
      'PAGE_MANY',
      at,
      `接口的页数超过 ${MOST_PAGES} 页，未继续读取。请缩小读取范围。`,
    );
  return url.href;
}
