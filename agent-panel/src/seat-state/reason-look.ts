import type { ReasonColour, ShownState } from '../../../bridge/protocol/domain.ts';
import { lookOf, type SeatLook } from '../ui/seat-look.ts';

const tones: Readonly<Record<ReasonColour, SeatLook['tone']>> = {
  brown: 'brown',
  violet: 'violet',
  teal: 'teal',
  amber: 'warn',
  blue: 'accent',
  grey: 'soft',
};

interface Shown {
  state: ShownState;
  colour?: ReasonColour | null | undefined;
}

/** A state as it looks: in the city's colour of its reason, and over time in red with a sign of its own. */
export function stateLook({ state, colour }: Shown, over: boolean): SeatLook {
  const look = lookOf(state);
  if (over) return { ...look, tone: 'bad', icon: 'alert' };
  return colour == null ? look : { ...look, tone: tones[colour] };
}

/** ms over time; null: not over, or without a limit */
export function overBy(overFrom: number | null | undefined, now: number): number | null {
  return overFrom == null || now < overFrom ? null : now - overFrom;
}
