import type { Timer } from '../../application/ports.ts';
import { type AmiMessage, field } from './ami-message.ts';
import { type AmiAction, refusedValue } from './ami-values.ts';

/** What became of an action. Exactly one of these is told, once. */
export type ActionAnswer =
  /** the exchange answered; `items` are the events of a list, without the one that ends it */
  | { outcome: 'answered'; response: AmiMessage; items: AmiMessage[] }
  /** never sent: a value that must not reach the wire */
  | { outcome: 'invalid'; message: string }
  | { outcome: 'unreachable'; message: string }
  | { outcome: 'timed-out'; message: string };

export interface ActionOptions {
  /** ms; for a list, the time that may pass between two of its items */
  within?: number;
  /** The answer is a list, and this event ends it; before Asterisk 13 nothing else says so. */
  listEndsWith?: string;
  /** The list is for who asked alone: called when it ends, before any event that follows it. */
  taken?: (items: readonly AmiMessage[]) => void;
}

interface Waiting {
  action: AmiAction;
  options: ActionOptions;
  response: AmiMessage | null;
  items: AmiMessage[];
  cancelTimeout: () => void;
  settle(answer: ActionAnswer): void;
}

const answerWithin = 5_000;
/** More events of one list than any call centre has channels or seats. */
const listLimit = 100_000;

/**
 * Who waits for which answer, by ActionID. The library's own table does not do: it is the emitter that also names
 * events, nothing leaves it when the connection drops, it knows no time-out and no list.
 */
export class AmiActions {
  readonly #prefix: string;
  readonly #write: (action: AmiAction, actionId: string) => void;
  readonly #timer: Timer;
  readonly #waiting = new Map<string, Waiting>();
  #count = 0;
  #dropped: string | null = null;

  /** @param connection an id that cannot be guessed: a dialplan can send a UserEvent with any ActionID it likes */
  constructor(connection: string, write: (action: AmiAction, actionId: string) => void, timer: Timer) {
    this.#prefix = `yhd-${connection}-`;
    this.#write = write;
    this.#timer = timer;
  }

  get inFlight(): number {
    return this.#waiting.size;
  }

  send(action: AmiAction, options: ActionOptions = {}): Promise<ActionAnswer> {
    const refused = refusedValue(action);
    if (refused !== null) {
      const message = `${action.Action}: ${refused.header} ${refused.why}; nothing was sent`;
      return Promise.resolve({ outcome: 'invalid', message });
    }
    if (this.#dropped !== null) return Promise.resolve({ outcome: 'unreachable', message: this.#dropped });
    this.#count += 1;
    const actionId = `${this.#prefix}${this.#count}`;
    return new Promise((resolve) => {
      const waiting: Waiting = {
        action,
        options,
        response: null,
        items: [],
        cancelTimeout: () => {},
        settle: (answer) => {
          waiting.cancelTimeout();
          this.#waiting.delete(actionId);
          resolve(answer);
        },
      };
      this.#waiting.set(actionId, waiting);
      this.#watch(waiting);
      this.#write(action, actionId);
    });
  }

  /**
   * Every message of the connection comes by here; those that are no answer of ours are left alone.
   *
   * @returns whether it is for who asked alone, and tells nobody else what happens
   */
  message(message: AmiMessage): boolean {
    if (this.#waiting.size === 0) return false;
    const waiting = this.#waiting.get(field(message, 'actionid') ?? '');
    if (waiting === undefined) return false;
    if (message.kind === 'event') this.#listEvent(waiting, message);
    else this.#response(waiting, message);
    return waiting.options.taken !== undefined;
  }

  /** The connection is gone, and with it all answers. */
  drop(reason: string): void {
    this.#dropped ??= reason;
    for (const waiting of [...this.#waiting.values()]) {
      waiting.settle({ outcome: 'unreachable', message: `${waiting.action.Action}: ${reason}` });
    }
  }

  #response(waiting: Waiting, response: AmiMessage): void {
    if (waiting.response !== null) return;
    waiting.response = response;
    const list =
      response.name === 'Success' &&
      (field(response, 'eventlist')?.toLowerCase() === 'start' || waiting.options.listEndsWith !== undefined);
    if (list) this.#watch(waiting);
    else this.#answer(waiting, response);
  }

  #listEvent(waiting: Waiting, event: AmiMessage): void {
    // Not a list yet: an OriginateResponse, which carries the ActionID of its action whenever it comes.
    if (waiting.response === null) return;
    const ends = /^(complete|cancelled)$/i.test(field(event, 'eventlist') ?? '');
    if (ends || event.name === waiting.options.listEndsWith) {
      waiting.options.taken?.(waiting.items);
      this.#answer(waiting, waiting.response);
    } else if (waiting.items.length >= listLimit) {
      const message = `${waiting.action.Action}: the list has more than ${listLimit} items`;
      waiting.settle({ outcome: 'timed-out', message });
    } else {
      waiting.items.push(event);
      this.#watch(waiting);
    }
  }

  #answer(waiting: Waiting, response: AmiMessage): void {
    waiting.settle({ outcome: 'answered', response, items: waiting.items });
  }

  #watch(waiting: Waiting): void {
    const within = waiting.options.within ?? answerWithin;
    waiting.cancelTimeout();
    waiting.cancelTimeout = this.#timer.after(within, () => {
      const what = waiting.response === null ? 'no answer' : 'the list broke off: nothing more';
      waiting.settle({
        outcome: 'timed-out',
        message: `${waiting.action.Action}: ${what} within ${within} ms`,
      });
    });
  }
}
