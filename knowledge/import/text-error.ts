/** A text or table of the library cannot be read. For whoever keeps the library, so in both languages. */
export class TextError extends Error {
  override readonly name = 'TextError';
  readonly code: 'TEXT_UNREADABLE' | 'TABLE_UNREADABLE' | 'TEXT_INCONSISTENT';
  readonly file: string;

  constructor(code: TextError['code'], file: string, zh: string, en: string) {
    super(`${file}：${zh} (${en})`);
    this.code = code;
    this.file = file;
  }
}
