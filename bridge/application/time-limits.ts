import type { SeatView } from '../domain/telephony/floor-change.ts';
import {
  breakReasonOf,
  overFrom,
  type ReasonColour,
  type StateRules,
} from '../domain/telephony/state-limits.ts';
import { wrapUpUntil } from '../domain/telephony/wrap-up.ts';
import { type Card, isInTalk, isOpen } from './card.ts';
import type { Desk } from './desk.ts';
import type { FloorKeeper } from './floor-keeper.ts';

/** The wrap-up that runs at a desk. Times are ms of the bridge's clock. */
export interface RunningWrapUp {
  since: number;
  until: number;
  /** how often it was extended */
  extended: number;
}

/** How long a seat may stay in its state: worked out from what is stored, so that a bridge started anew says the same. */
export class TimeLimits {
  readonly rules: StateRules;
  readonly #floor: Pick<FloorKeeper, 'toBridge'>;

  constructor(needs: { rules: StateRules; floor: Pick<FloorKeeper, 'toBridge'> }) {
    this.rules = needs.rules;
    this.#floor = needs.floor;
  }

  /** Null: no wrap-up runs, because nobody hung up yet or no record is open. */
  wrapUpOf(desk: Desk): RunningWrapUp | null {
    const card = cardInWrapUp(desk);
    const since = card === null ? null : wrapUpSince(desk, card);
    if (card === null || since === null) return null;
    const until = wrapUpUntil(since, card.wrapUp, this.rules.wrapUp);
    return { since, until, extended: card.wrapUp.times };
  }

  /** From when on the seat's state is over time, ms of the bridge's clock; null: never. */
  overFrom(view: Pick<SeatView, 'state' | 'reason' | 'since'>, desk: Desk | null): number | null {
    if (view.state === 'ACW') return desk === null ? null : (this.wrapUpOf(desk)?.until ?? null);
    return overFrom(this.rules, { ...view, since: this.#sinceOf(view, desk) });
  }

  /** The city's own colour of a break; null: the state has none. */
  colourOf({ state, reason }: Pick<SeatView, 'state' | 'reason'>): ReasonColour | null {
    return state === 'BREAK' ? (breakReasonOf(this.rules, reason)?.colour ?? null) : null;
  }

  /** The ledger knows since when a pause of ours lasts, also where the exchange was started anew meanwhile. */
  #sinceOf({ reason, since }: Pick<SeatView, 'reason' | 'since'>, desk: Desk | null): number | null {
    const pause = desk?.session?.pause;
    if (pause != null && pause.reason === reason) return pause.since;
    return since === null ? null : this.#floor.toBridge(since);
  }
}

/** The record that wrap-up is for: of several open ones the call that ended last. */
export function cardInWrapUp(desk: Desk): Card | null {
  if (desk.cards.some((card) => card.talked && isInTalk(card))) return null;
  const open = desk.cards.filter(isOpen);
  return open.reduce<Card | null>(
    (last, card) => (last === null || (card.endedAt ?? 0) >= (last.endedAt ?? 0) ? card : last),
    null,
  );
}

/** When it ended is not known of a call that was found over after a loss: the pause for its record began before. */
export function wrapUpSince({ session }: Desk, card: Card): number | null {
  return card.endedAt ?? session?.pause?.since ?? null;
}
