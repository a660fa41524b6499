import { foreignAfterLoss, foreignChoice } from './adopt-pause.ts';
import { type Choice, type Desk, isWrapUpDue } from './desk.ts';
import type { Desks } from './desks.ts';
import type { FloorKeeper } from './floor-keeper.ts';
import type { MembershipKeeper } from './keep-memberships.ts';
import type { LinkState } from './ports.ts';

/** What the exchange tells of memberships: others' pauses are taken over, everything else is put right. */
export class FollowPauses {
  readonly #floor: FloorKeeper;
  readonly #desks: Desks;
  readonly #memberships: MembershipKeeper;

  constructor(needs: { floor: FloorKeeper; desks: Desks; memberships: MembershipKeeper }) {
    this.#floor = needs.floor;
    this.#desks = needs.desks;
    this.#memberships = needs.memberships;
  }

  membershipTold(seat: string | null): void {
    if (seat === null) {
      for (const desk of this.#desks.all()) this.#adopt(desk, true);
    } else {
      const desk = this.#desks.at(seat);
      // Until the snapshot is whole, a pause of ours may be told that was to be lifted meanwhile.
      if (desk !== null && this.#memberships.isQuiet(seat)) this.#adopt(desk, !this.#floor.membershipsKnown);
    }
    this.#memberships.poke(seat);
  }

  linked(link: LinkState): void {
    if (link.state === 'up') this.#memberships.poke(null);
    else this.#memberships.linkLost();
    this.#desks.touchAll();
  }

  #adopt(desk: Desk, afterLoss: boolean): void {
    const { session } = desk;
    if (session === null || isWrapUpDue(desk)) return;
    const actual = this.#floor.seat(session.seat)?.queues ?? [];
    const choice: Choice | null = afterLoss
      ? foreignAfterLoss(actual)
      : foreignChoice(actual, session.pause?.reason ?? null);
    if (choice === null) return;
    desk.chosen = choice;
    this.#desks.settle(desk);
  }
}
