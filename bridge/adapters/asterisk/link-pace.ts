/** How long the link waits for what, in ms. */
export interface LinkPace {
  /** each step of a connection: socket, greeting, login (a wrong password is answered after a second) */
  connectWithin: number;
  pingEvery: number;
  pingWithin: number;
  /** the wait after the first loss, doubled each time up to `longest` */
  first: number;
  longest: number;
  /** the wait where the exchange refused us */
  refusedShortest: number;
  refusedLongest: number;
  /** a connection that held so long makes the next loss a first one */
  steadyAfter: number;
  /** FullyBooted comes right after the login, or when Asterisk has loaded; without `read = system` never */
  bootedWithin: number;
  /** between two tries while app_queue is not loaded, and how many */
  askAgainAfter: number;
  askAtMost: number;
}

export const linkPace: LinkPace = {
  connectWithin: 10_000,
  pingEvery: 5_000,
  pingWithin: 5_000,
  first: 1_000,
  longest: 30_000,
  refusedShortest: 30_000,
  refusedLongest: 60_000,
  steadyAfter: 10_000,
  bootedWithin: 3_000,
  askAgainAfter: 1_000,
  askAtMost: 30,
};

/**
 * The wait before the next try: doubled, and moved by up to a quarter, so that the bridges of a city don't all come
 * back in the same instant.
 *
 * @param failures ≥ 1
 * @param random 0 ≤ x < 1
 */
export function backoff(pace: LinkPace, failures: number, random: number): number {
  const doubled = pace.first * 2 ** Math.min(failures - 1, 30);
  return Math.round(Math.min(doubled, pace.longest) * (0.75 + random / 2));
}

export function refusedWait({ refusedShortest, refusedLongest }: LinkPace, random: number): number {
  return Math.round(refusedShortest + (refusedLongest - refusedShortest) * random);
}
