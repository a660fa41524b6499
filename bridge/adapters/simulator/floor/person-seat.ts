import { answer, hangUp } from '../exchange/bridging.ts';
import type { Channel, Endpoint, Telephone } from '../exchange/channel.ts';
import type { SimulatedPbx } from '../pbx.ts';
import type { Random } from '../prng.ts';
import { seconds } from '../virtual-clock.ts';

/**
 * The telephone of a seat where a person sits. It rings until the bridge lifts the receiver, or the ringing is given
 * up; only what the person asked for themselves (click to call) is answered by itself, as such telephones do.
 */
export class PersonSeat implements Telephone {
  readonly #pbx: SimulatedPbx;

  constructor(pbx: SimulatedPbx, endpoint: Endpoint) {
    this.#pbx = pbx;
    endpoint.telephone = this;
  }

  rings(leg: Channel): void {
    const ownCall = leg.linkedid === leg.uniqueid;
    if (ownCall) this.#pbx.x.clock.after(seconds(0.8), () => answer(this.#pbx.x, leg));
  }
}

/** Somebody outside who is called by a seat: answers or not, talks for a while and hangs up. */
export class CalledCitizen implements Telephone {
  readonly #pbx: SimulatedPbx;
  readonly #random: Random;
  #joined = false;

  constructor(pbx: SimulatedPbx, random: Random) {
    this.#pbx = pbx;
    this.#random = random;
  }

  rings(leg: Channel): void {
    const { x } = this.#pbx;
    if (this.#random.chance(0.8)) x.clock.after(seconds(this.#random.between(3, 8)), () => answer(x, leg));
  }

  joined(leg: Channel): void {
    if (this.#joined) return;
    this.#joined = true;
    const { x } = this.#pbx;
    x.clock.after(seconds(this.#random.between(30, 120)), () => hangUp(x, leg));
  }
}
