import type { ExchangeMessage } from '../../../bridge/adapters/simulator/exchange/message.ts';
import type { Random } from '../../../bridge/adapters/simulator/prng.ts';

/** Probabilities, each of one message. */
const swapped = 0.03;
const repeated = 0.02;

type Send = (message: ExchangeMessage) => void;

/**
 * What an exchange itself does to the order of what it tells. Its channels are threads: each tells its own in order, and
 * two of them overtake each other; and some things it tells twice (two DialEnd for one leg, recording caller-abandons).
 * No more than that: within one channel nothing changes places.
 */
export class UntidyExchange {
  swaps = 0;
  repetitions = 0;
  readonly #random: Random;
  #held: ExchangeMessage | null = null;

  constructor(random: Random) {
    this.#random = random;
  }

  tell(message: ExchangeMessage, send: Send): void {
    const held = this.#held;
    this.#held = null;
    if (held === null && legsIn(message).size > 0 && this.#random.chance(swapped)) {
      this.#held = message;
      return;
    }
    if (held !== null && !areUnrelated(held, message)) {
      send(held);
      this.#say(message, send);
      return;
    }
    this.#say(message, send);
    if (held === null) return;
    this.swaps += 1;
    send(held);
  }

  /** Nothing is held back for longer than the next message takes to come. */
  flush(send: Send): void {
    if (this.#held !== null) send(this.#held);
    this.#held = null;
  }

  #say(message: ExchangeMessage, send: Send): void {
    send(message);
    if (message.name !== 'DialEnd' || !this.#random.chance(repeated * 10)) return;
    this.repetitions += 1;
    send(message);
  }
}

function areUnrelated(one: ExchangeMessage, other: ExchangeMessage): boolean {
  const legs = legsIn(one);
  const others = legsIn(other);
  return others.size > 0 && legs.isDisjointFrom(others);
}

/** Unique ids and linked ids of the legs that a message is about. */
function legsIn({ parts }: ExchangeMessage): Set<string> {
  const legs = new Set<string>();
  for (const part of parts)
    for (const [name, value] of part.list) if (/Uniqueid|Linkedid|Interface$/i.test(name)) legs.add(value);
  return legs;
}
