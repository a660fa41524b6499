/** Results of this many commands are kept for a person; a page has a handful on the way at most. */
const kept = 200;

/**
 * A command that comes twice (the answer was lost with the connection) gets the answer of the first time, or waits for
 * it. What was refused is tried again: the reason may be gone, and nothing was done.
 */
export class RememberedResults<R extends { outcome: string }> {
  readonly #byAccount = new Map<string, Map<string, Promise<R>>>();

  once(accountId: string, commandId: string, run: () => Promise<R>): Promise<R> {
    const results = this.#byAccount.get(accountId) ?? new Map<string, Promise<R>>();
    this.#byAccount.set(accountId, results);
    const known = results.get(commandId);
    if (known !== undefined) return known;
    const result = run();
    results.set(commandId, result);
    for (const oldest of results.keys()) {
      if (results.size <= kept) break;
      results.delete(oldest);
    }
    const forget = () => {
      if (results.get(commandId) === result) results.delete(commandId);
    };
    result.then((answer) => {
      if (answer.outcome === 'refused') forget();
    }, forget);
    return result;
  }
}
