import type { Channel } from '../../../bridge/adapters/simulator/exchange/channel.ts';
import { obey } from '../../../bridge/adapters/simulator/obey.ts';
import { Random } from '../../../bridge/adapters/simulator/prng.ts';
import type { PbxCommand } from '../../../bridge/application/ports.ts';
import { type FollowedFloor, site } from './followed-floor.ts';

const seats = ['1001', '1002', '1003'];

/** Operators at three seats who press every key of the panel, in no order that makes sense. */
export class WilfulPeople {
  readonly #work: FollowedFloor;
  readonly #random: Random;
  #atHome = false;
  answered = 0;

  constructor(work: FollowedFloor, seed: number) {
    this.#work = work;
    this.#random = new Random(`people/${seed}`);
    for (const seat of seats)
      for (const queue of ['policy', 'service-guide'])
        this.#order({
          type: 'join-queue',
          queue,
          interface: `PJSIP/${seat}`,
          name: seat,
          penalty: 0,
          paused: false,
          reason: '',
        });
    this.#goOn();
  }

  /** Hang up and sign out. */
  goHome(): void {
    this.#atHome = true;
    for (const seat of seats) {
      for (const queue of ['policy', 'service-guide'])
        this.#order({ type: 'leave-queue', queue, interface: `PJSIP/${seat}` });
      for (const leg of this.#legs(seat)) this.#order({ type: 'hang-up', channel: leg.name });
    }
  }

  #goOn(): void {
    if (this.#atHome) return;
    for (const seat of seats) {
      if (this.#random.chance(0.5)) this.#unpause(seat);
      for (const leg of this.#legs(seat)) this.#do(leg);
    }
    this.#work.clock.after(this.#random.between(0.2, 1.5) * 1_000_000, () => this.#goOn());
  }

  #do(leg: Channel): void {
    if (leg.ringer !== null) {
      if (this.#random.chance(0.3) && this.#order({ type: 'answer', channel: leg.name })) this.answered += 1;
      else if (this.#random.chance(0.03)) this.#order({ type: 'hang-up', channel: leg.name });
      return;
    }
    const luck = this.#random.next();
    const citizen = leg.bridge?.otherThan(leg);
    if (luck < 0.06) this.#order({ type: 'hold', channel: leg.name, held: !leg.held });
    else if (luck < 0.08) this.#order({ type: 'hang-up', channel: leg.name });
    else if (luck < 0.1 && citizen?.endpoint.kind === 'trunk') {
      // to where they stand already would be told by nothing: the reducer knows a redirect by the new extension
      const elsewhere = ['7001', '7002', '7003', '1012', '1015', '1002'].filter(
        (each) => each !== citizen.told.exten,
      );
      const extension = this.#random.pick(elsewhere) ?? '';
      this.#order({ type: 'redirect', channel: citizen.name, context: site.seatContext, extension });
    }
  }

  #unpause(seat: string): void {
    const line = `PJSIP/${seat}`;
    if (this.#work.floor.pbx.queues.isPaused(line))
      this.#order({ type: 'pause', queue: null, interface: line, paused: false, reason: '' });
  }

  #legs(seat: string): Channel[] {
    return [...(this.#work.floor.pbx.seat(seat)?.channels ?? [])];
  }

  #order(command: PbxCommand): boolean {
    return obey(this.#work.floor.pbx, command).ok;
  }
}
