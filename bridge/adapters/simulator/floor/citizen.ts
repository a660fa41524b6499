import { hangUp } from '../exchange/bridging.ts';
import type { Channel, KeyPress, Telephone } from '../exchange/channel.ts';
import type { SimulatedPbx } from '../pbx.ts';
import { seconds } from '../virtual-clock.ts';
import type { CallScript } from './call-script.ts';

/** How long somebody who is on hold is waited for before the talk may end, and again. */
const holdPatience = 3;

/** A citizen with a telephone in hand, for one call. */
export class Citizen implements Telephone {
  readonly script: CallScript;
  readonly #pbx: SimulatedPbx;
  readonly #digit: string | null;
  #channel: Channel | null = null;
  #partner: Channel | null = null;
  #talks = 0;
  #askedToRate = false;
  #cancelEnd: () => void = () => {};

  constructor(pbx: SimulatedPbx, script: CallScript, digit: string | null) {
    this.#pbx = pbx;
    this.script = script;
    this.#digit = digit;
  }

  /** Dials the one number. */
  call(number: string | null, name: string | null): Channel {
    const channel = this.#pbx.citizenCalls(number, name, this);
    this.#channel = channel;
    const { leavesGreetingAfter, choosesAfter, patience } = this.script;
    if (leavesGreetingAfter !== null) this.#after(leavesGreetingAfter, () => this.#hangUp());
    else this.#beginWaiting(choosesAfter + patience);
    return channel;
  }

  press(asked: 'line' | 'rating'): KeyPress | null {
    const { choosesAfter, rating } = this.script;
    if (asked === 'line')
      return this.#digit === null ? null : { digit: this.#digit, afterSeconds: choosesAfter };
    this.#askedToRate = true;
    if (rating === 'gone') this.#after(0.8, () => this.#hangUp());
    return typeof rating === 'string' ? null : rating;
  }

  /** Somebody is there: the talk has its length, whoever ends it. */
  joined(leg: Channel): void {
    const partner = leg.bridge?.otherThan(leg) ?? null;
    if (partner === null || partner === this.#partner) return;
    this.#partner = partner;
    this.#talks += 1;
    this.#cancelEnd();
    const simulated = partner.telephone !== null && 'seatOfFloor' in partner.telephone;
    if (!simulated) {
      this.#cancelEnd = this.#after(this.script.personTalkSeconds, () => this.#endTalk());
      return;
    }
    if (this.script.endsBy === 'caller')
      this.#cancelEnd = this.#after(this.talkSeconds, () => this.#endTalk());
    else this.#cancelEnd = () => {};
    if (this.#talks > 1 || this.script.act?.does === 'transfer') this.#watchForLoneliness();
  }

  ended(): void {
    this.#channel = null;
    this.#cancelEnd();
  }

  /** Of the talk that goes on now, or begins. */
  get talkSeconds(): number {
    return this.#talks > 1 ? this.script.secondTalkSeconds : this.script.talkSeconds;
  }

  get talks(): number {
    return this.#talks;
  }

  #endTalk(): void {
    const channel = this.#channel;
    if (channel === null) return;
    // the polite wait until somebody comes back
    if (channel.bridge?.otherThan(channel)?.held === true && !this.script.hangsUpOnHold)
      this.#cancelEnd = this.#after(holdPatience, () => this.#endTalk());
    else this.#hangUp();
  }

  /** Gives up after so long without company. */
  #beginWaiting(patience: number): void {
    this.#after(patience, () => {
      if (this.#channel?.bridge === null && !this.#askedToRate) this.#hangUp();
    });
  }

  /** Handed on, they may find themselves alone again: in a queue, or while a telephone rings. */
  #watchForLoneliness(): void {
    const look = () => {
      const channel = this.#channel;
      if (channel === null || this.#askedToRate) return;
      if (channel.bridge === null) {
        this.#partner = null;
        this.#beginWaiting(this.script.patience);
      } else this.#after(1, look);
    };
    this.#after(1, look);
  }

  #hangUp(): void {
    if (this.#channel !== null) hangUp(this.#pbx.x, this.#channel);
  }

  #after(count: number, run: () => void): () => void {
    return this.#pbx.x.clock.after(seconds(count), run);
  }
}
