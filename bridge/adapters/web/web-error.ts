/** A page that is not had, in words for whoever looks after the source. */
export class WebError extends Error {
  override readonly name = 'WebError';
  /** stable, upper case: WEB_ADDRESS, WEB_TOO_LARGE … */
  readonly code: string;
  /** may it be there another time? */
  readonly again: boolean;
  /** ms that the site asks to wait, where it does */
  readonly waitMs: number;

  constructor(code: string, words: string, again: boolean, waitMs = 0) {
    super(words);
    this.code = code;
    this.again = again;
    this.waitMs = waitMs;
  }
}

export function refused(code: string, words: string): WebError {
  return new WebError(code, words, false);
}

export function failed(code: string, words: string, waitMs = 0): WebError {
  return new WebError(code, words, true, waitMs);
}
