import type { Unsettled } from './keep-memberships.ts';

/** What it means to an operator that their seat is not as it should be: what happened, what is safe, what to do. */
export function unsettledWords(unsettled: Unsettled): string {
  switch (unsettled.kind) {
    case 'refused':
      return `座席状态未能生效，正在重试：${unsettled.message}。通话和登记不受影响；一直不行请告诉系统管理员。`;
    case 'contested':
      return '有别的程序或人在反复改动本座席的队列和示忙，现每半分钟纠正一次；整理时也可能来电。请告诉系统管理员。';
  }
}
