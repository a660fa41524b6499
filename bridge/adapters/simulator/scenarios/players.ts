import { transferAttended } from '../exchange/attended-transfers.ts';
import { answer, hangUp, hold, refuse } from '../exchange/bridging.ts';
import type { Channel, KeyPress, Telephone } from '../exchange/channel.ts';
import { typeAttendedTransfer, typeBlindTransfer } from '../exchange/feature-codes.ts';
import { transferBlind } from '../exchange/transfers.ts';
import type { SimulatedPbx } from '../pbx.ts';
import { seconds } from '../virtual-clock.ts';

/** What somebody does when their telephone rings. */
export type Reaction =
  | { does: 'answer'; after: number }
  | { does: 'refuse'; after: number }
  | { does: 'nothing' };

export const answersAfter = (after: number): Reaction => ({ does: 'answer', after });
export const refusesAfter = (after: number): Reaction => ({ does: 'refuse', after });
export const silent: Reaction = { does: 'nothing' };

/** What the players need of the stage. */
interface Boards {
  readonly pbx: SimulatedPbx;
  at(time: number, act: () => void): void;
}

function react(stage: Boards, leg: Channel, reaction: Reaction): void {
  const { x } = stage.pbx;
  if (reaction.does === 'nothing') return;
  x.clock.after(seconds(reaction.after), () => {
    if (reaction.does === 'answer') answer(x, leg);
    else refuse(x, leg);
  });
}

export class OutsidePlayer implements Telephone {
  readonly #stage: Boards;
  readonly #reaction: Reaction;
  #leg: Channel | null = null;

  constructor(stage: Boards, reaction: Reaction) {
    this.#stage = stage;
    this.#reaction = reaction;
  }

  rings(leg: Channel): void {
    this.#leg = leg;
    react(this.#stage, leg, this.#reaction);
  }

  hangsUp(time: number): void {
    this.#stage.at(time, () => this.#leg && hangUp(this.#stage.pbx.x, this.#leg));
  }
}

export class CitizenPlayer implements Telephone {
  readonly #stage: Boards;
  readonly #number: string | null;
  readonly #name: string | null;
  #line: KeyPress | null = null;
  #rating: KeyPress | null = null;
  channel: Channel | null = null;

  constructor(stage: Boards, number: string | null, name: string | null) {
    this.#stage = stage;
    this.#number = number;
    this.#name = name;
  }

  /** Calls, and presses a key 1.2 s after the greeting began, as all the recordings' callers do. */
  calls(time: number, digit: string | null = '1', afterSeconds = 1.202): this {
    this.#line = digit === null ? null : { digit, afterSeconds };
    this.#stage.at(time, () => {
      this.channel = this.#stage.pbx.citizenCalls(this.#number, this.#name, this);
    });
    return this;
  }

  rates(digit: string, afterSeconds: number): this {
    this.#rating = { digit, afterSeconds };
    return this;
  }

  hangsUp(time: number): this {
    this.#stage.at(time, () => this.channel && hangUp(this.#stage.pbx.x, this.channel));
    return this;
  }

  press(asked: 'line' | 'rating'): KeyPress | null {
    return asked === 'line' ? this.#line : this.#rating;
  }
}

export class SeatPlayer implements Telephone {
  readonly #stage: Boards;
  readonly #seat: string;
  #reactions: Reaction[] = [];
  /** in the order they came up */
  readonly legs: Channel[] = [];

  constructor(stage: Boards, seat: string) {
    this.#stage = stage;
    this.#seat = seat;
  }

  /** One reaction for each time it rings; the last one goes on for ever. */
  when(...reactions: Reaction[]): this {
    this.#reactions = reactions;
    return this;
  }

  rings(leg: Channel): void {
    this.legs.push(leg);
    const [reaction = silent, ...later] = this.#reactions;
    if (later.length > 0) this.#reactions = later;
    react(this.#stage, leg, reaction);
  }

  ended(leg: Channel): void {
    this.legs.splice(this.legs.indexOf(leg), 1);
  }

  hangsUp(time: number): this {
    return this.#does(time, (leg) => hangUp(this.#stage.pbx.x, leg));
  }

  holds(time: number): this {
    return this.#does(time, (leg) => hold(this.#stage.pbx.x, leg, true));
  }

  resumes(time: number): this {
    return this.#does(time, (leg) => hold(this.#stage.pbx.x, leg, false));
  }

  /** On a second line. */
  dials(time: number, exten: string): this {
    this.#stage.at(time, () => {
      const leg = this.#stage.pbx.seatDials(this.#seat, exten);
      if (leg !== null) this.legs.push(leg);
    });
    return this;
  }

  hangsUpSecondLine(time: number): this {
    this.#stage.at(time, () => {
      const second = this.legs.at(-1);
      if (second !== undefined) hangUp(this.#stage.pbx.x, second);
    });
    return this;
  }

  refers(time: number, exten: string): this {
    const { x, find } = this.#stage.pbx;
    return this.#does(time, (leg) => transferBlind(x, find, leg, exten));
  }

  joinsItsCalls(time: number): this {
    return this.#does(time, (first) => {
      const second = this.legs[1];
      if (second !== undefined) transferAttended(this.#stage.pbx.x, first, second);
    });
  }

  types(time: number, code: '#1' | '*2', exten: string, typingSeconds: number): this {
    const { x, find } = this.#stage.pbx;
    const type = code === '#1' ? typeBlindTransfer : typeAttendedTransfer;
    return this.#does(time, (leg) => type(x, find, leg, exten, typingSeconds));
  }

  unregisters(time: number): this {
    this.#stage.at(time, () => this.#stage.pbx.setRegistered(this.#seat, false));
    return this;
  }

  registers(time: number): this {
    this.#stage.at(time, () => this.#stage.pbx.setRegistered(this.#seat, true));
    return this;
  }

  #does(time: number, act: (leg: Channel) => void): this {
    this.#stage.at(time, () => {
      const leg = this.legs[0];
      if (leg !== undefined) act(leg);
    });
    return this;
  }
}
