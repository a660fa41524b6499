/** So much more, or less, for a while. */
export interface Burst {
  /** seconds after the begin */
  after: number;
  for: number;
  perSecond: number;
}

/** A load on a fixed schedule: it does not wait for who is slow. */
export interface LoadPlan {
  seats: number;
  seed: number | string;
  /** what is counted: calls that begin, at the pace of the wall; or single events, at exactly this pace */
  unit: 'calls' | 'events';
  perSecond: number;
  bursts: readonly Burst[];
  /** the load ends at whichever comes first */
  seconds: number;
  atMost: number;
  /** afterwards the calls that are up come to their end, at the usual pace; false: they are left as they are */
  windsDown: boolean;
}

interface Stretch {
  from: number;
  to: number;
  perSecond: number;
  /** how many are due when it begins */
  before: number;
}

/** When what is due. Counts begin at 0, times are seconds after the begin. */
export class Schedule {
  readonly #stretches: Stretch[] = [];
  readonly #atMost: number;

  constructor({ perSecond, bursts, seconds, atMost }: LoadPlan) {
    this.#atMost = atMost;
    const edges = [0, seconds, ...bursts.flatMap((burst) => [burst.after, burst.after + burst.for])];
    const times = [...new Set(edges)].filter((time) => time <= seconds).sort((one, two) => one - two);
    let before = 0;
    for (const [i, from] of times.entries()) {
      const to = times[i + 1] ?? from;
      const burst = bursts.find(({ after, for: length }) => from >= after && from < after + length);
      const rate = burst?.perSecond ?? perSecond;
      this.#stretches.push({ from, to, perSecond: rate, before });
      before += rate * (to - from);
    }
  }

  /** How many are due by then. */
  dueBy(second: number): number {
    const stretch = this.#stretches.findLast(({ from }) => from <= second);
    if (stretch === undefined) return 0;
    const within = Math.min(second, stretch.to) - stretch.from;
    return Math.min(this.#atMost, stretch.before + stretch.perSecond * within);
  }

  /** When the nth is due (n from 0); null: never. */
  dueAt(n: number): number | null {
    if (n >= this.#atMost) return null;
    const stretch = this.#stretches.findLast(({ before }) => before <= n);
    if (stretch === undefined || stretch.perSecond <= 0) return null;
    const at = stretch.from + (n - stretch.before) / stretch.perSecond;
    return at <= stretch.to ? at : null;
  }
}
