/** Long enough for two busy cores; what has to be quicker is measured, and says so. */
const PATIENCE_MS = 10_000;

export interface Patience {
  withinMs?: number;
  everyMs?: number;
  /** what there was instead, in few words */
  instead?: () => string;
}

/**
 * Asks until there is an answer other than `undefined` and `false`; says in words what did not come about, and what was
 * seen last.
 */
export async function until<T>(
  what: string,
  ask: () => T | undefined | false | Promise<T | undefined | false>,
  { withinMs = PATIENCE_MS, everyMs = 20, instead = () => '' }: Patience = {},
): Promise<T> {
  for (const end = Date.now() + withinMs; ; ) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (Date.now() > end) throw new Error(inVain(what, withinMs, instead()));
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}

export function inVain(what: string, withinMs: number, instead: string): string {
  return `waited ${withinMs} ms in vain: ${what}${instead === '' ? '' : `\ninstead: ${instead}`}`;
}

/** Things that arrive one after the other, each with its time, and who waits for one of them. */
export class Arrivals<T> {
  readonly all: { at: number; it: T }[] = [];
  readonly #watchers = new Set<() => void>();
  readonly #tell: (it: T) => string;

  /** @param tell one arrival in few words, for who waited in vain */
  constructor(tell: (it: T) => string) {
    this.#tell = tell;
  }

  add(it: T): void {
    this.all.push({ at: Date.now(), it });
    for (const look of [...this.#watchers]) look();
  }

  /** The first from `from` on for which `check` gives an answer, now or soon. */
  first<R>(
    what: string,
    check: (it: T, at: number) => R | undefined | false,
    { from = 0, withinMs = PATIENCE_MS }: { from?: number; withinMs?: number } = {},
  ): Promise<R> {
    let next = from;
    return new Promise((resolve, reject) => {
      const look = () => {
        for (; next < this.all.length; next += 1) {
          const one = this.all[next];
          const answer = one === undefined ? undefined : check(one.it, one.at);
          if (answer === undefined || answer === false) continue;
          clearTimeout(timer);
          this.#watchers.delete(look);
          resolve(answer);
          return;
        }
      };
      const timer = setTimeout(() => {
        this.#watchers.delete(look);
        const seen = this.all.slice(from).slice(-12);
        reject(new Error(inVain(what, withinMs, seen.map(({ it }) => this.#tell(it)).join('\n         '))));
      }, withinMs);
      this.#watchers.add(look);
      look();
    });
  }
}
