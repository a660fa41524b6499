import type { CallCard } from '../../../bridge/protocol/desk.ts';
import { maskNumber } from '../../../bridge/protocol/domain.ts';
import type { PanelEvent } from '../../../sdk/messages.ts';
import { isGone, isLive } from '../call/in-hand.ts';
import { chinaTime } from '../ui/time.ts';

export type CallEvent = Extract<PanelEvent, { event: 'call' }>;

export function eventPhase(card: CallCard): CallEvent['phase'] {
  if (card.phase === 'ringing') return 'ringing';
  if (isLive(card)) return 'answered';
  return isGone(card) ? 'gone' : 'ended';
}

/** Only calls with a citizen, and nothing of those whose record is closed. */
export function isToldOf(card: CallCard): boolean {
  return card.kind !== 'internal' && !(card.phase === 'ended' && card.record?.saved != null);
}

/** What another system is told of a call: never more of the number than its two ends, unless `full` was given for it. */
export function callEvent(card: CallCard, confidential: boolean, full: string | null): CallEvent {
  const phase = eventPhase(card);
  const at = { ringing: card.ringingAt, answered: card.answeredAt, ended: card.endedAt, gone: card.endedAt }[
    phase
  ];
  const masked = card.number === null ? null : maskNumber(card.number);
  return {
    event: 'call',
    phase,
    interactionId: card.interactionId,
    direction: card.kind === 'outbound' ? 'outbound' : 'inbound',
    number: confidential ? null : (full ?? masked),
    numberMasked: !confidential && full === null && masked !== null,
    place: confidential ? null : (card.place?.name ?? null),
    queue: card.queue,
    queueName: card.queueName,
    serviceFunction: card.serviceFunction,
    at: at === null ? null : chinaTime(at),
  };
}
