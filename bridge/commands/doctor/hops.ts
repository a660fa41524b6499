import type { Words } from './trouble.ts';

/**
 * The way of a call to the page, hop by hop, in the order in which it is looked at. A hop is looked at where all that it
 * needs is in order: a wrong password of the exchange says nothing of the bridge, which is looked at all the same.
 */
export const hops = [
  { id: 'configuration', zh: '站点配置', en: 'site file', needs: [] },
  { id: 'exchange', zh: '登录交换机', en: 'login at the exchange', needs: ['configuration'] },
  { id: 'telephone', zh: '队列与话机', en: 'queue and telephone', needs: ['exchange'] },
  { id: 'bridge', zh: '话务桥', en: 'bridge', needs: ['configuration'] },
  { id: 'page', zh: '登录与页面', en: 'account and page', needs: ['bridge'] },
  { id: 'seat', zh: '签入座席', en: 'signing in at the seat', needs: ['telephone', 'page'] },
  { id: 'member', zh: '队列成员', en: 'member of the queue', needs: ['seat'] },
  { id: 'arrival', zh: '测试来电进入', en: 'test call arrives', needs: ['member'] },
  { id: 'queue', zh: '进入队列', en: 'joins the queue', needs: ['arrival'] },
  { id: 'offer', zh: '派给座席', en: 'is offered to the seat', needs: ['queue'] },
  { id: 'ringing', zh: '话机振铃', en: 'telephone rings', needs: ['offer'] },
  // The page is told of the offer, whether or not the telephone takes it.
  { id: 'pop', zh: '页面弹屏', en: 'page pops', needs: ['offer'] },
  { id: 'over', zh: '挂断', en: 'hang-up', needs: ['arrival'] },
  { id: 'leave', zh: '签出', en: 'signing out', needs: ['seat'] },
] as const;

export type HopId = (typeof hops)[number]['id'];
export type Hop = (typeof hops)[number];

export type HopTold =
  | { hop: Hop; outcome: 'ok'; words: Words }
  | { hop: Hop; outcome: 'failed'; words: Words; remedy: Words }
  | { hop: Hop; outcome: 'skipped'; because: Hop | 'demo' };

/** What stands in its way; null: it can be looked at. */
export function inTheWayOf(hop: Hop, told: readonly HopTold[]): Hop | 'demo' | null {
  const needs: readonly HopId[] = hop.needs;
  const blocking = told.find((one) => needs.includes(one.hop.id) && one.outcome !== 'ok');
  if (blocking === undefined) return null;
  return blocking.outcome === 'skipped' ? blocking.because : blocking.hop;
}
