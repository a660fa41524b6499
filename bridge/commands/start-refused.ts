/** Why the bridge does not start, and what to do, for who started it. */
export class StartRefused extends Error {
  override readonly name = 'StartRefused';

  constructor(zh: string, en: string) {
    super(`${zh}\n${en}`);
  }
}
