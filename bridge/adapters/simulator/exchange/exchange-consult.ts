import { seconds } from '../virtual-clock.ts';
import { attendedHeaders } from './attended-transfers.ts';
import { closeBridge, end, enter, hold, openBridge, part } from './bridging.ts';
import type { CallBridge } from './call-bridge.ts';
import type { Channel, ChannelWatch } from './channel.ts';
import type { FindDialplan } from './dialplan-thread.ts';
import type { Exchange } from './exchange.ts';
import { bearLeg, beginRinging, sayDialEnd } from './ringing.ts';
import { tellTransferred } from './transfers.ts';

/** What Asterisk takes to type a short number on the telephone's behalf (Atxfer). */
const typingSeconds = 0.2;

/**
 * A consultation that the exchange begins for a seat (Atxfer): a Local pair in a path of its own, the citizen waits
 * alone in the first. Seen on Asterisk 22.10 what each end of it sends: taken back, refused by who was asked, handed
 * on, or all three together.
 */
export class ExchangeConsult implements ChannelWatch {
  readonly #x: Exchange;
  readonly #seatLeg: Channel;
  readonly #citizen: Channel;
  readonly #bridge: CallBridge<Channel>;
  #first: Channel | null = null;
  #consulted: CallBridge<Channel> | null = null;

  /** Null where nobody talks at the seat's leg, or the extension is none. */
  static begin(x: Exchange, find: FindDialplan, seatLeg: Channel, exten: string): ExchangeConsult | null {
    const bridge = seatLeg.bridge;
    const citizen = bridge?.otherThan(seatLeg) ?? null;
    if (bridge === null || citizen === null || find(seatLeg, seatLeg.told.context, exten) === null)
      return null;
    const consult = new ExchangeConsult(x, seatLeg, citizen, bridge);
    hold(x, seatLeg, true, false);
    x.clock.after(seconds(typingSeconds), () => consult.#ring(find, exten));
    return consult;
  }

  private constructor(x: Exchange, seatLeg: Channel, citizen: Channel, bridge: CallBridge<Channel>) {
    this.#x = x;
    this.#seatLeg = seatLeg;
    this.#citizen = citizen;
    this.#bridge = bridge;
  }

  /** Somebody is there who can be talked to. */
  get isAnswered(): boolean {
    return this.#first?.isUp === true && !this.#first.ended;
  }

  get isOver(): boolean {
    return this.#consulted === null || this.#seatLeg.bridge !== this.#consulted;
  }

  /** Back to the citizen; who was asked hears that the line is gone. */
  cancel(): void {
    const first = this.#first;
    if (this.isOver || first === null) return;
    this.#goBack();
    end(this.#x, first);
  }

  /** The seat's leg ends, and the citizen goes on with who was asked. */
  complete(): void {
    const first = this.#first;
    const consulted = this.#consulted;
    if (this.isOver || first === null || consulted === null || this.#citizen.bridge !== this.#bridge) return;
    const x = this.#x;
    x.witness?.transferred('attended', this.#seatLeg, this.#citizen, first.told.exten);
    part(x, this.#seatLeg);
    this.#merge(first, consulted);
    const told = attendedHeaders(this.#seatLeg, this.#seatLeg, this.#citizen, first, 'Bridge', [
      ['DestBridgeUniqueid', this.#bridge.id],
    ]);
    x.say('AttendedTransfer', 'call', ...told);
    closeBridge(x, consulted);
    this.#forget();
    tellTransferred(this.#seatLeg);
    end(x, this.#seatLeg);
  }

  /** All three in the first path. */
  joinThree(): void {
    const first = this.#first;
    const consulted = this.#consulted;
    if (this.isOver || first === null || consulted === null || this.#citizen.bridge !== this.#bridge) return;
    const x = this.#x;
    this.#merge(first, consulted);
    part(x, this.#seatLeg);
    this.#seatLeg.held = false;
    enter(x, this.#bridge, this.#seatLeg);
    const told = attendedHeaders(this.#seatLeg, this.#seatLeg, this.#citizen, first, 'Threeway', []);
    x.say('AttendedTransfer', 'call', ...told);
    closeBridge(x, consulted);
    this.#forget();
  }

  hangupAsked(): void {
    if (this.isAnswered) this.complete();
  }

  transferred(): void {}

  #ring(find: FindDialplan, exten: string): void {
    const x = this.#x;
    const seatLeg = this.#seatLeg;
    if (seatLeg.ended || this.#citizen.ended || seatLeg.bridge !== this.#bridge) return;
    const first = bearLeg(x, {
      dialString: `Local/${exten}@${seatLeg.told.context}`,
      caller: seatLeg,
      callerId: '',
      firstHalfNamed: false,
    });
    if (first === null) {
      hold(x, seatLeg, false);
      return;
    }
    this.#first = first;
    first.set({ exten });
    const consulted = openBridge(x);
    this.#consulted = consulted;
    enter(x, consulted, first);
    part(x, seatLeg);
    enter(x, consulted, seatLeg);
    seatLeg.watches.unshift(this);
    first.watches.push({ hangupAsked: () => {}, transferred: () => {}, ended: () => this.#lost() });
    beginRinging(x, find, first, {
      answered: () => sayDialEnd(x, null, first, 'ANSWER'),
      refused: () => this.#refused(first),
    });
  }

  /** Who was asked refused, stayed silent or hung up: the seat is back with the citizen. */
  #refused(first: Channel): void {
    if (!this.isOver) this.#goBack();
    end(this.#x, first);
  }

  #lost(): void {
    if (!this.isOver && !this.#seatLeg.ended) this.#goBack();
  }

  #goBack(): void {
    const x = this.#x;
    const seatLeg = this.#seatLeg;
    const consulted = this.#consulted;
    const first = this.#first;
    part(x, seatLeg);
    if (first !== null && first.bridge === consulted) part(x, first);
    this.#forget();
    if (consulted !== null) closeBridge(x, consulted);
    if (this.#citizen.ended || this.#citizen.bridge !== this.#bridge) {
      end(x, seatLeg);
      return;
    }
    enter(x, this.#bridge, seatLeg);
    hold(x, seatLeg, false);
  }

  #merge(first: Channel, consulted: CallBridge<Channel>): void {
    const x = this.#x;
    x.say('BridgeMerge', 'call', this.#bridge.headers('To'), consulted.headers('From'));
    x.music(this.#citizen, false);
    part(x, first);
    enter(x, this.#bridge, first);
    if (first.mate !== null) first.mate.dueNumber = this.#citizen.told.number;
  }

  #forget(): void {
    this.#consulted = null;
    const at = this.#seatLeg.watches.indexOf(this);
    if (at >= 0) this.#seatLeg.watches.splice(at, 1);
  }
}
