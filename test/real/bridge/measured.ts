/** What a suite measured, to be told once at its end: a bar that is only just met should not go unseen. */
export class Measured {
  readonly #values = new Map<string, number[]>();

  note(what: string, ms: number): number {
    this.#values.set(what, [...(this.#values.get(what) ?? []), ms]);
    return ms;
  }

  median(what: string): number {
    const values = (this.#values.get(what) ?? []).toSorted((one, other) => one - other);
    const middle = values[Math.floor(values.length / 2)];
    if (middle === undefined) throw new Error(`nothing was measured of: ${what}`);
    return middle;
  }

  tell(): void {
    for (const [what, values] of this.#values) {
      const most = Math.max(...values);
      console.log(
        `      ${what}: ${Math.round(this.median(what))} ms${values.length > 1 ? `, at most ${Math.round(most)} ms of ${values.length}` : ''}`,
      );
    }
  }
}
