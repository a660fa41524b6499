import { may } from '../domain/people/role.ts';
import type { SeatState } from '../domain/telephony/seat-state.ts';
import type { Desks } from './desks.ts';
import { type DialRules, emergencyName } from './dialling.ts';
import type { FloorKeeper } from './floor-keeper.ts';
import { noRight, type Refused } from './result.ts';
import type { Account } from './store.ts';

/** Whom a seat can ask or hand a citizen on to, as things stand now. */
export interface DirectoryView {
  emergency: { number: string; name: string }[];
  /** signed in, but for one's own; in the order of their numbers */
  seats: { seat: string; name: string | null; state: SeatState; since: number | null; queues: string[] }[];
  queues: { queue: string; name: string; waiting: number; ready: number }[];
  outside: { name: string; number: string; note: string; topics: string[] }[];
}

export type DirectoryResult = Refused | { outcome: 'directory'; directory: DirectoryView };

export class ReadDirectory {
  readonly #floor: FloorKeeper;
  readonly #desks: Desks;
  readonly #rules: DialRules;

  constructor(needs: { floor: FloorKeeper; desks: Desks; rules: DialRules }) {
    this.#floor = needs.floor;
    this.#desks = needs.desks;
    this.#rules = needs.rules;
  }

  read(account: Account): DirectoryResult {
    if (!may(account.roles, 'take-calls')) return noRight;
    const own = this.#desks.of(account).session?.seat ?? null;
    const { site } = this.#floor;
    const seats = site.seats.flatMap(({ seat }) => {
      const view = this.#floor.seat(seat);
      if (seat === own || view === null || view.state === 'LOGGED_OUT') return [];
      const since = view.since === null ? null : this.#floor.toBridge(view.since);
      const queues = view.queues.map(({ queue }) => this.#nameOf(queue));
      return [{ seat, name: this.#desks.at(seat)?.account.name ?? null, state: view.state, since, queues }];
    });
    const waiting = new Map(this.#floor.waiting().map((line) => [line.queue, line.waiting.length]));
    const ready = this.#readyByQueue();
    return {
      outcome: 'directory',
      directory: {
        emergency: this.#rules.emergency.map((number) => ({ number, name: emergencyName(number) })),
        seats,
        queues: site.queues.flatMap(({ queue, name, extension }) =>
          extension === null
            ? []
            : [{ queue, name, waiting: waiting.get(queue) ?? 0, ready: ready.get(queue) ?? 0 }],
        ),
        outside: this.#rules.directory.map(({ topics, ...entry }) => ({ ...entry, topics: [...topics] })),
      },
    };
  }

  #readyByQueue(): ReadonlyMap<string, number> {
    const ready = new Map<string, number>();
    for (const { queue, members } of this.#floor.queues()) {
      const free = members.filter((seat) => this.#floor.seat(seat)?.state === 'READY');
      ready.set(queue, free.length);
    }
    return ready;
  }

  #nameOf(queue: string): string {
    return this.#floor.site.queues.find((one) => one.queue === queue)?.name ?? queue;
  }
}
