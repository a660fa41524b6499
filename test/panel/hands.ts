import type { Page } from 'playwright-core';

/** Presses of mouse, pen or finger, by whoever made them; kept over a reload. */
const countPresses = `
  addEventListener('pointerdown', ({ isTrusted }) => {
    if (isTrusted) sessionStorage.presses = Number(sessionStorage.presses ?? 0) + 1;
  }, true);
`;

/** An operator's hands at a page: what they press is counted, and so is what they would have to answer. */
export class Hands {
  readonly #page: Page;
  #strokes = 0;
  #dialogs = 0;

  /** Before the page is opened. */
  static async at(page: Page): Promise<Hands> {
    await page.addInitScript(countPresses);
    return new Hands(page);
  }

  private constructor(page: Page) {
    this.#page = page;
    page.on('dialog', (dialog) => {
      this.#dialogs += 1;
      void dialog.dismiss();
    });
  }

  /** A combination (`Alt+u`) is one stroke. */
  async press(...keys: string[]): Promise<void> {
    for (const key of keys) {
      this.#strokes += 1;
      await this.#page.keyboard.press(key);
    }
    await this.#look();
  }

  /** Letters and digits, a stroke each. */
  async type(text: string): Promise<void> {
    await this.press(...text);
  }

  /** Chinese words, at the cost of their letters and the key that takes the first that an input method offers. */
  async write(words: string, pinyin: string): Promise<void> {
    this.#strokes += pinyin.length + 1;
    await this.#page.keyboard.insertText(words);
    await this.#look();
  }

  /** Strokes and presses are counted anew; a dialog is one too many whenever it came. */
  async rest(): Promise<void> {
    this.#strokes = 0;
    await this.#page.evaluate('sessionStorage.removeItem("presses")');
  }

  get strokes(): number {
    return this.#strokes;
  }

  /** All else that hands had to do. */
  async others(): Promise<{ mouse: number; dialogs: number }> {
    const mouse = await this.#page.evaluate<number>('Number(sessionStorage.presses ?? 0)');
    return { mouse, dialogs: this.#dialogs };
  }

  async #look(): Promise<void> {
    this.#dialogs += await this.#page.locator('dialog, [role="dialog"], .ant-modal').count();
  }
}
