import type { Endpoint } from '../exchange/channel.ts';
import type { SimulatedPbx } from '../pbx.ts';
import type { Random } from '../prng.ts';
import { seconds } from '../virtual-clock.ts';

/** How long a person who is ready waits until somebody calls one of their lines, and how often that is looked at. */
const idleSeconds: readonly [number, number] = [3, 8];
const lookEvery = 1;
/** A call that went elsewhere is made up for after this. */
const forgetAfter = 25;

/**
 * People who are ready soon get a call, however quiet the hour is: a demonstration must show its point within a
 * minute. Their memberships have the lowest penalty, so that whatever comes to their lines rings them first.
 */
export class People {
  readonly #pbx: SimulatedPbx;
  readonly #random: Random;
  readonly #endpoints: readonly Endpoint[];
  readonly #call: (queue: string) => void;
  readonly #dueAt = new Map<Endpoint, number>();

  constructor(
    pbx: SimulatedPbx,
    random: Random,
    endpoints: readonly Endpoint[],
    call: (queue: string) => void,
  ) {
    this.#pbx = pbx;
    this.#random = random;
    this.#endpoints = endpoints;
    this.#call = call;
  }

  watch(): void {
    const { clock } = this.#pbx.x;
    for (const endpoint of this.#endpoints) this.#look(endpoint, clock.now);
    clock.after(seconds(lookEvery), () => this.watch());
  }

  #look(endpoint: Endpoint, now: number): void {
    const lines = this.#linesOf(endpoint);
    if (lines.length === 0) {
      this.#dueAt.delete(endpoint);
      return;
    }
    const due = this.#dueAt.get(endpoint);
    if (due === undefined) this.#dueAt.set(endpoint, now + seconds(this.#random.between(...idleSeconds)));
    if (due === undefined || due > now) return;
    const line = this.#random.pick(lines);
    if (line !== undefined) this.#call(line);
    this.#dueAt.set(endpoint, now + seconds(forgetAfter));
  }

  /** Where they could be rung now. */
  #linesOf(endpoint: Endpoint): string[] {
    const lines: string[] = [];
    for (const [name, queue] of this.#pbx.queues.queues) {
      for (const member of queue.membersAt(endpoint.name))
        if (this.#pbx.queues.canRing(queue, member)) lines.push(name);
    }
    return lines;
  }
}
