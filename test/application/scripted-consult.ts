import type { Told } from './told-event.ts';

/** What a consultation needs of the exchange that plays it. */
interface Exchange {
  newLeg(): string;
  newPath(): string;
  live(leg: string, call: string, channel: string): void;
  joined(leg: string, path: string): void;
  gone(leg: string): void;
  tell(event: Told): void;
}

interface LegSeen {
  leg: string;
  call: string;
  channel: string;
  dialled: string | null;
}

interface Parties {
  seat: LegSeen;
  citizen: LegSeen;
  /** where both talk */
  path: string;
}

/**
 * A consultation that the exchange begins for a seat with somebody outside, as a real one tells it: the seat's leg goes
 * into a path with a Local pair, the citizen waits alone (recording attended-transfer-feature-code, three-way as the
 * simulated exchange learned it from Asterisk 22.10).
 */
export class ScriptedConsult {
  readonly #pbx: Exchange;
  readonly #parties: Parties;
  readonly #near: LegSeen;
  readonly #far: LegSeen;
  readonly #outside: LegSeen;
  readonly #path: string;

  /** It rings there. */
  constructor(pbx: Exchange, parties: Parties, { dialled, number }: { dialled: string; number: string }) {
    this.#pbx = pbx;
    this.#parties = parties;
    const { seat, path } = parties;
    const { call } = seat;
    const born = (name: string, at: string | null): LegSeen => {
      const leg = pbx.newLeg();
      const seen = { leg, call, channel: name.replace('#', leg.replace('.', '')), dialled: at };
      pbx.live(leg, call, seen.channel);
      pbx.tell({
        type: 'leg-appeared',
        ...seen,
        number: null,
        name: null,
        state: 'down',
        context: 'seats',
      });
      return seen;
    };
    pbx.tell({ type: 'leg-held', ...seat });
    this.#near = born(`Local/${dialled}@seats-#;1`, dialled);
    this.#far = born(`Local/${dialled}@seats-#;2`, dialled);
    pbx.tell({
      type: 'legs-paired',
      one: this.#near.leg,
      oneCall: call,
      two: this.#far.leg,
      twoCall: call,
    });
    this.#path = pbx.newPath();
    pbx.tell({ type: 'path-opened', path: this.#path });
    this.#join(this.#near, this.#path);
    this.#part(seat, path);
    this.#join(seat, this.#path);
    this.#outside = born('PJSIP/trunk-#', null);
    pbx.tell({
      type: 'dial-began',
      from: this.#far.leg,
      fromCall: call,
      fromDialled: dialled,
      to: this.#outside.leg,
      toCall: call,
      toChannel: this.#outside.channel,
      dialString: `${number}@trunk`,
    });
    pbx.tell({ type: 'leg-changed', ...this.#outside, state: 'ringing' });
  }

  /** Who was asked is there. */
  answers(): this {
    const path = this.#pbx.newPath();
    this.#pbx.tell({ type: 'leg-changed', ...this.#outside, state: 'up' });
    this.#pbx.tell({
      type: 'dial-ended',
      from: this.#far.leg,
      fromCall: this.#far.call,
      fromDialled: this.#far.dialled,
      to: this.#outside.leg,
      toCall: this.#outside.call,
      result: 'ANSWER',
    });
    for (const half of [this.#far, this.#near]) this.#pbx.tell({ type: 'leg-changed', ...half, state: 'up' });
    this.#pbx.tell({ type: 'path-opened', path });
    for (const leg of [this.#far, this.#outside]) this.#join(leg, path);
    return this;
  }

  /** All three hear each other. */
  joins(): this {
    const { seat, citizen, path } = this.#parties;
    this.#part(this.#near, this.#path);
    this.#join(this.#near, path);
    this.#part(seat, this.#path);
    this.#join(seat, path);
    this.#pbx.tell({
      type: 'transferred-attended',
      ...seat,
      second: seat.leg,
      transferee: citizen.leg,
      targetLeg: this.#near.leg,
      destination: 'Threeway',
      result: 'Success',
      pairOne: null,
      pairTwo: null,
    });
    this.#pbx.tell({ type: 'path-closed', path: this.#path });
    return this;
  }

  /** The seat leaves; the citizen and who was asked go on. */
  seatLeaves(): this {
    const { seat, path } = this.#parties;
    this.#pbx.tell({ type: 'hangup-asked', ...seat, cause: 16, techCause: null, soft: true });
    this.#part(seat, path);
    this.#pbx.gone(seat.leg);
    this.#pbx.tell({ type: 'leg-ended', ...seat, cause: 16, techCause: null });
    return this;
  }

  #join(leg: LegSeen, path: string): void {
    this.#pbx.joined(leg.leg, path);
    this.#pbx.tell({ type: 'leg-joined', ...leg, path });
  }

  #part(leg: LegSeen, path: string): void {
    this.#pbx.tell({ type: 'leg-parted', ...leg, path });
  }
}
