import type { CallCard } from '../../../bridge/protocol/desk.ts';
import { type Opened, openBrowser } from '../../panel/browser.ts';
import { signInOnPage } from '../sign-in-on-page.ts';
import { type City, PASSWORD } from './city.ts';

/** An operator at a real page, with the keyboard alone. */
export class OperatorInChromium {
  readonly opened: Opened;

  static async signIn(city: City, login: string): Promise<OperatorInChromium> {
    await city.person(login, ['operator']);
    const opened = await openBrowser();
    await signInOnPage(opened.page, city.bridge.url.href, { login, password: PASSWORD });
    return new OperatorInChromium(opened);
  }

  private constructor(opened: Opened) {
    this.opened = opened;
  }

  /** The one that was used last stands there already; then Enter is enough. */
  async takesSeat(seat: string): Promise<void> {
    const { page } = this.opened;
    await page.locator('#seat:focus, button[type="submit"]:focus').waitFor();
    if ((await page.locator('#seat:focus').count()) > 0) {
      await page.keyboard.type(seat);
      await page.keyboard.press('Enter');
      await page.locator('button[type="submit"]:focus').waitFor();
    }
    await page.keyboard.press('Enter');
    await this.isIn('示闲');
  }

  async isIn(state: string): Promise<void> {
    await this.opened.page.locator('.state-button', { hasText: state }).waitFor();
  }

  /** The card in hand, as it is drawn; waits until it is in this phase. */
  async cardIn(phase: CallCard['phase']): Promise<string> {
    const { page } = this.opened;
    await page.locator(`.call-head[data-phase="${phase}"]`).waitFor();
    return (await page.locator('.call-column').textContent()) ?? '';
  }

  async presses(key: string): Promise<void> {
    await this.opened.page.keyboard.press(key);
  }

  /** Alt+R leads to what is missing: first the question, then the outcome. */
  async writes(question: string): Promise<void> {
    const { page } = this.opened;
    await this.presses('Alt+r');
    await page.locator('#record-question:focus').waitFor();
    await page.keyboard.insertText(question);
    await this.presses('Alt+r');
    await page.locator('#record-outcomeCode:focus').waitFor();
    await page.keyboard.type('d2');
    await page.locator('.outcome-code', { hasText: 'D2' }).waitFor();
  }

  async saves(): Promise<void> {
    await this.presses('Control+Enter');
    await this.isIn('示闲');
  }

  /** 签出 is the last in the menu of states. */
  async leavesSeat(): Promise<void> {
    await this.presses('Alt+s');
    await this.opened.page.locator('[role^="menuitem"]:focus').waitFor();
    await this.presses('ArrowUp');
    await this.presses('Enter');
    await this.opened.page.locator('.seat-form').waitFor();
  }
}
