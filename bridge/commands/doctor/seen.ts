/** What has come so far, each with its time, and who waits for one of it. */
export class Seen<T> {
  readonly #all: { at: number; it: T }[] = [];
  readonly #watchers = new Set<() => void>();

  add(it: T): void {
    this.#all.push({ at: Date.now(), it });
    for (const look of [...this.#watchers]) look();
  }

  /** Place of what comes next, to look from there on. */
  get here(): number {
    return this.#all.length;
  }

  get last(): T | null {
    return this.#all.at(-1)?.it ?? null;
  }

  /**
   * The first from `from` on that satisfies, now or within the time; null: none came.
   * @param check null: not this one; `at` is when it came, ms since the epoch
   * @throws the signal's reason where it is aborted meanwhile
   */
  first<R>(
    check: (it: T, at: number) => R | null,
    { from, withinMs, signal }: { from: number; withinMs: number; signal: AbortSignal },
  ): Promise<R | null> {
    let next = from;
    return new Promise((resolve, reject) => {
      const end = () => {
        clearTimeout(impatience);
        this.#watchers.delete(look);
        signal.removeEventListener('abort', aborted);
      };
      const look = () => {
        for (; next < this.#all.length; next += 1) {
          const one = this.#all[next];
          const answer = one === undefined ? null : check(one.it, one.at);
          if (answer === null) continue;
          end();
          resolve(answer);
          return;
        }
      };
      const aborted = () => {
        end();
        reject(signal.reason);
      };
      const impatience = setTimeout(() => {
        end();
        resolve(null);
      }, withinMs);
      this.#watchers.add(look);
      signal.addEventListener('abort', aborted);
      if (signal.aborted) aborted();
      else look();
    });
  }
}
