import type { CallCard } from '../../../bridge/protocol/desk.ts';
import type { IconName } from '../ui/icons.tsx';
import type { SeatLook } from '../ui/seat-look.ts';

const looks: Readonly<Record<CallCard['phase'], { icon: IconName; tone: SeatLook['tone'] }>> = {
  ringing: { icon: 'bell', tone: 'warn' },
  talking: { icon: 'phone', tone: 'accent' },
  held: { icon: 'pause', tone: 'violet' },
  consulting: { icon: 'bubble', tone: 'violet' },
  conference: { icon: 'people', tone: 'violet' },
  ended: { icon: 'pen', tone: 'teal' },
  'answered-elsewhere': { icon: 'people', tone: 'soft' },
  missed: { icon: 'cross', tone: 'soft' },
};

export function phaseLook(phase: CallCard['phase']): { icon: IconName; tone: SeatLook['tone'] } {
  return looks[phase];
}

/** Where the clock of the phase starts: a hold counts apart from the talk, the wrap-up from the end. */
export function phaseSince(card: CallCard): number | null {
  switch (card.phase) {
    case 'ringing':
      return card.ringingAt;
    case 'held':
      return card.heldAt ?? card.answeredAt;
    case 'talking':
    case 'consulting':
    case 'conference':
      return card.answeredAt;
    case 'ended':
      return card.record?.saved == null ? card.endedAt : null;
    case 'answered-elsewhere':
    case 'missed':
      return null;
  }
}
