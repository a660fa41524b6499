import { eventsPerCall, loadedCall } from './call-bytes.ts';

export interface LoadShape {
  /** calls go to them in turn */
  seats: readonly string[];
  eventsPerSecond: number;
  /** from the first to the last event of a call */
  callMicros: number;
}

export interface PlannedEvent {
  /** µs after the plan's beginning */
  after: number;
  bytes: Buffer;
  /** the call that this event offers to a seat, and so pops */
  offers: string | null;
  /** it tells the status of a queue member */
  isStatus: boolean;
}

const status = Buffer.from('Event: QueueMemberStatus');

/** Work done ahead at a time, in µs of the plan. */
const window = 100_000;

/** Calls that begin one after the other at an even pace, and their events in the order of time. */
export class CallPlan {
  readonly #shape: LoadShape;
  readonly #start: number;
  readonly #calls: number;
  readonly #pace: number;
  #next = 0;
  readonly #firstCall: number;
  #ahead: PlannedEvent[] = [];

  /** @param start µs since the epoch; what the events say of the time */
  constructor(
    shape: LoadShape,
    { start, firstCall, calls }: { start: number; firstCall: number; calls: number },
  ) {
    this.#shape = shape;
    this.#start = start;
    this.#firstCall = firstCall;
    this.#calls = calls;
    this.#pace = (1_000_000 * eventsPerCall) / shape.eventsPerSecond;
  }

  /** The events of the next window, none when all calls are over. */
  *windows(): Generator<PlannedEvent[], void, undefined> {
    const { seats, callMicros } = this.#shape;
    for (let until = window; this.#next < this.#calls || this.#ahead.length > 0; until += window) {
      for (; this.#next < this.#calls && this.#next * this.#pace < until; this.#next += 1) {
        const n = this.#firstCall + this.#next;
        const seat = seats[n % seats.length] ?? '';
        const call = loadedCall(n, seat, this.#start + Math.floor(this.#next * this.#pace), callMicros);
        for (const { at, bytes, isOffer } of call.events)
          this.#ahead.push({
            after: at - this.#start,
            bytes,
            offers: isOffer ? call.id : null,
            isStatus: bytes.subarray(0, status.length).equals(status),
          });
      }
      this.#ahead.sort((one, other) => one.after - other.after);
      const cut = this.#ahead.findIndex(({ after }) => after >= until);
      const due = cut < 0 ? this.#ahead : this.#ahead.slice(0, cut);
      this.#ahead = cut < 0 ? [] : this.#ahead.slice(cut);
      yield due;
    }
  }
}

export function callsFor(events: number): number {
  return Math.ceil(events / eventsPerCall);
}
