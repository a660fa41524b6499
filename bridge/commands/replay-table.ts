import { maskNumber } from '../domain/people/number.ts';
import type { CallFact } from '../domain/telephony/call-facts.ts';
import type { SeatInterval } from '../domain/telephony/seat-state.ts';

/** Tables for people: one line a call with what happened to it under it. Whoever looks over a shoulder sees no numbers. */

const results: Readonly<Record<CallFact['result'], string>> = {
  answered: '人工接通',
  abandoned: '放弃',
  timeout: '等待超时',
  'left-empty': '无人值守退出',
  'join-empty': '无人值守拒绝',
  shutdown: '交换机停机',
  'ivr-hangup': '进队前挂机',
  'outbound-answered': '外呼接通',
  'outbound-failed': '外呼未通',
  internal: '内部通话',
  monitor: '监听',
  unknown: '不详',
  'in-progress': '进行中',
};

const sides: Readonly<Record<string, string>> = { caller: '来电方', seat: '座席', system: '系统' };

export function callTable(calls: readonly CallFact[]): string {
  const lines: string[] = [];
  for (const call of calls) {
    const head = [
      time(call.arrivedAt),
      call.kind.padEnd(8),
      (call.caller === null ? '号码不详' : maskNumber(call.caller)).padEnd(12),
      results[call.result],
      call.endedBy === null ? '' : `${sides[call.endedBy]}结束`,
      call.rating === null ? '' : `评价 ${call.rating}`,
      call.failure ?? '',
      call.partOf === null ? '' : `属于 ${call.partOf}`,
      `[${call.callId}]`,
    ];
    lines.push(head.filter((part) => part !== '').join('  '));
    for (const stay of call.queueStays)
      lines.push(
        `    排队 ${stay.queue} ${time(stay.joinedAt)} 等待 ${seconds(stay.waitSeconds)} ${stay.result ?? '等待中'}`,
      );
    for (const offer of call.offers)
      lines.push(`    振铃 ${offer.seat} ${time(offer.at)} ${offer.result ?? '振铃中'}`);
    for (const talk of call.talks) {
      const hold = talk.holdSeconds === null ? '保持不详' : `其中保持 ${seconds(talk.holdSeconds)}`;
      lines.push(
        `    通话 ${talk.seat ?? maskNumber(talk.number ?? '')} ${time(talk.from)} – ${time(talk.to)} ${hold}`,
      );
    }
    for (const transfer of call.transfers)
      lines.push(
        `    转接 ${transfer.kind} ${time(transfer.at)} ${transfer.from ?? '系统'} → ${transfer.to ?? '?'}`,
      );
    for (const entry of call.monitored)
      lines.push(`    监听 ${entry.seat} ${time(entry.from)} – ${time(entry.to)} ${entry.mode}`);
  }
  lines.push(`共 ${calls.length} 通`);
  return `${lines.join('\n')}\n`;
}

export function seatTable(seats: readonly SeatInterval[]): string {
  return seats
    .map(
      ({ seat, state, reason, from, to }) =>
        `${seat}  ${time(from)} – ${time(to)}  ${state}${reason === null || reason === '' ? '' : `（${reason}）`}\n`,
    )
    .join('');
}

function time(iso: string | null): string {
  return iso === null ? '--:--:--.---' : iso.slice(11, 23);
}

function seconds(value: number | null): string {
  return value === null ? '不详' : `${value.toFixed(1)} 秒`;
}
