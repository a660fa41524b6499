/** The command was given what it cannot work with; nothing was looked at. */
export class WrongUse extends Error {
  override readonly name = 'WrongUse';

  constructor(zh: string, en: string) {
    super(`${zh}\n${en}`);
  }
}
