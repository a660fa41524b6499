import type { CallCard, DeskView } from '../../../bridge/protocol/desk.ts';
import { card, desk } from '../../panel/sample-people.ts';

/** The n-th call of a bench: another caller each time. */
export function ringingCard(n: number, now: number): CallCard {
  const callId = `1700000000.${n}`;
  return card(now, { callId, interactionId: `demo/${callId}@1002`, number: numberOf(n) });
}

export function numberOf(n: number): string {
  return `138****${String(n % 10_000).padStart(4, '0')}`;
}

/** A seat that takes the next call, at an exchange that lifts the receiver and hangs up for it. */
export function readyDesk(now: number): DeskView {
  const plain = desk(now);
  return { ...plain, capabilities: { ...plain.capabilities, answer: true } };
}
