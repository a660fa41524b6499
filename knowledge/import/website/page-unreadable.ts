/** One page that cannot be read; the rest of the site is read on. */
export class PageUnreadable extends Error {
  override readonly name = 'PageUnreadable';
  /** stable, upper case: PAGE_ENCODING, PAGE_DEPTH … */
  readonly code: string;

  constructor(code: string, words: string) {
    super(words);
    this.code = code;
  }
}
