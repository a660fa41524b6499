import { type Opened, openBrowser } from '../../panel/browser.ts';
import { signInOnPage } from '../sign-in-on-page.ts';
import { type City, PASSWORD } from './city.ts';
import { until } from './patience.ts';

/** Today's counts by the names under which the page shows them. */
export type Counts = Readonly<Record<string, number>>;

/** A supervisor who looks at the floor page. */
export class SupervisorInChromium {
  readonly opened: Opened;

  static async signIn(city: City): Promise<SupervisorInChromium> {
    await city.supervisor();
    const opened = await openBrowser();
    const account = { login: 'supervisor', password: PASSWORD };
    await signInOnPage(opened.page, city.bridge.url.href, account);
    await opened.page.locator('.figure-button').first().waitFor();
    return new SupervisorInChromium(opened);
  }

  private constructor(opened: Opened) {
    this.opened = opened;
  }

  /** What the page shows at this moment; rates and times are left out. */
  async counts(): Promise<Counts> {
    const texts = await this.opened.page.locator('.figure-button').allTextContents();
    const counts = texts.flatMap((text) => {
      const [, name, value] = /^(\D+)(\d+)[通件]$/.exec(text) ?? [];
      return name === undefined ? [] : [[name, Number(value)] as const];
    });
    return Object.fromEntries(counts);
  }

  /** Waits until the page shows that all counts are what they were, but for these, which rose so much. */
  async seesRise(before: Counts, rise: Counts): Promise<void> {
    const names = new Set([...Object.keys(before), ...Object.keys(rise)]);
    let now: Counts = {};
    await until(
      `the page shows a rise of ${JSON.stringify(rise)} and of nothing else`,
      async () => {
        now = await this.counts();
        return [...names].every((name) => now[name] === (before[name] ?? Number.NaN) + (rise[name] ?? 0));
      },
      { withinMs: 20_000, instead: () => `${JSON.stringify(now)} after ${JSON.stringify(before)}` },
    );
  }

  async seesSeat(seat: string, state: string): Promise<void> {
    await this.opened.page.locator(`.seat[data-state="${state}"]`, { hasText: seat }).waitFor();
  }

  async opensSeat(seat: string): Promise<string> {
    await this.opened.page.locator('.seat', { hasText: seat }).click();
    return this.#panel('强制改变状态');
  }

  async opensFigure(name: string): Promise<string> {
    await this.opened.page.locator('.figure-button', { hasText: name }).click();
    return this.#panel('构成这一数字');
  }

  /** The newest of the figure that is open. */
  async opensLastCall(): Promise<string> {
    await this.opened.page.locator('.trace-calls tbody button').last().click();
    return this.#panel('按发生次序');
  }

  async closesPanel(): Promise<void> {
    const { page } = this.opened;
    await page.locator('.trace-bar button', { hasText: '关闭' }).click();
    await page.locator('.trace').waitFor({ state: 'detached' });
  }

  /** The panel at the right as it is seen, once it has these words; any white space in it is one blank. */
  async #panel(words: string): Promise<string> {
    const panel = this.opened.page.locator('.trace', { hasText: words });
    await panel.waitFor();
    return (await panel.allInnerTexts()).join(' ').replace(/\s+/g, ' ').trim();
  }

  /** All that stands in the browser's window: title, address, the whole document with what is folded away. */
  async allThatIsShown(): Promise<string> {
    const { page } = this.opened;
    return [await page.title(), page.url(), await page.content()].join('\n');
  }
}
