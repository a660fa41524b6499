/** The command was given what it cannot work with; nothing was looked at. */
export class WrongUse extends Error {
  override readonly name = 'WrongUse';

  /** @param words Chinese, English under it */
  constructor(...words: string[]) {
    super(words.join('\n'));
  }
}
