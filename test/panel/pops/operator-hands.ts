import { setTimeout as later } from 'node:timers/promises';
import type { BrowserContext, Page } from 'playwright-core';
import { signInOnPage } from '../../real/sign-in-on-page.ts';
import { type PageHistory, type Pop, recorder, type Shown, TELL, type Told, type Who } from './shown.ts';
import type { Lift } from './telephones.ts';

/** ms in which a page that is asked for something has to have it; then it is looked at anew */
const patience = 2_000;

export interface AtTheSeat {
  seat: string;
  login: string;
  password: string;
  url: string;
}

/** What the operator's hands can do besides the keyboard. */
export interface Handset {
  popSeen(who: Who): Lift | null;
  lift(): void;
}

/** What a record is about, in words that no other caller's has. */
export function questionOf(who: Who): string {
  return `${who}的诉求`;
}

/** An operator at a page: lifts the receiver when the pop is drawn, writes the record and saves it, by keyboard alone. */
export class OperatorHands {
  readonly seat: string;
  readonly page: Page;
  readonly #handset: Handset;
  readonly #shown: Shown[] = [];
  readonly #pops: Pop[] = [];
  #changed = Promise.withResolvers<void>();
  #leavesBy = Number.POSITIVE_INFINITY;
  /** records that were not closed at the first go, and what the page said */
  readonly troubles: string[] = [];

  static async sitDown(context: BrowserContext, at: AtTheSeat, handset: Handset): Promise<OperatorHands> {
    const page = await context.newPage();
    const hands = new OperatorHands(at.seat, page, handset);
    await page.exposeBinding(TELL, (_, told: Told) => hands.#take(told));
    await page.addInitScript({ content: recorder });
    // the bell that swings is drawn sixty times a second, and there are three of them
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await signInOnPage(page, at.url, at);
    await page.locator('#seat:focus, button[type="submit"]:focus').waitFor();
    if ((await page.locator('#seat:focus').count()) > 0) {
      await page.keyboard.type(at.seat);
      await page.keyboard.press('Enter');
      await page.locator('button[type="submit"]:focus').waitFor();
    }
    await page.keyboard.press('Enter');
    await page.locator('.state-button', { hasText: '示闲' }).waitFor();
    return hands;
  }

  private constructor(seat: string, page: Page, handset: Handset) {
    this.seat = seat;
    this.page = page;
    this.#handset = handset;
  }

  /** Until `leave` was called and nothing is left to do, or has been for too long. */
  async work(): Promise<void> {
    while (Date.now() < this.#leavesBy && !(this.#leavesBy < Number.POSITIVE_INFINITY && this.isQuiet)) {
      const open = this.#unfinished;
      if (open !== null) await this.#write(open);
      else await Promise.race([this.#changed.promise, later(200)]);
    }
  }

  leave(withinMs: number): void {
    this.#leavesBy = Date.now() + withinMs;
  }

  get last(): Shown | null {
    return this.#shown.at(-1) ?? null;
  }

  /** Nothing rings, nobody talks, nothing is to be written. */
  get isQuiet(): boolean {
    const { last } = this;
    const busy = last?.cards.some(({ phase }) => phase !== 'elsewhere' && phase !== 'missed') ?? true;
    return !busy && last?.bridge === true && last.exchange && last.state === '示闲';
  }

  /** A call rings or is talked to, and is drawn so. */
  get isInCall(): boolean {
    const live = new Set(['ringing', 'talking', 'held', 'consulting']);
    return this.last?.cards.some(({ phase }) => live.has(phase)) ?? false;
  }

  history(): PageHistory {
    return { seat: this.seat, shown: this.#shown, pops: this.#pops, until: Date.now() };
  }

  get #unfinished(): Who {
    const front = this.last?.cards.find(({ place }) => place === 'front');
    return front?.phase === 'ended' ? front.who : null;
  }

  #take(told: Told): void {
    switch (told.told) {
      case 'shown':
        this.#shown.push(told);
        break;
      case 'pop':
        this.#pops.push({ n: told.n, who: told.who, at: told.at, paintedAt: null, namedAt: null });
        break;
      case 'named': {
        const pop = this.#pop(told.n);
        pop.who = told.who;
        pop.namedAt = told.at;
        break;
      }
      case 'painted': {
        const pop = this.#pop(told.n);
        pop.paintedAt = told.at;
        void this.#answer(pop.who);
        break;
      }
      default:
        told satisfies never;
    }
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }

  #pop(n: number): Pop {
    const pop = this.#pops.find((one) => one.n === n);
    if (pop === undefined) throw new Error(`the page never told of pop ${n}`);
    return pop;
  }

  async #answer(who: Who): Promise<void> {
    const lift = this.#handset.popSeen(who);
    if (lift === null) return;
    await later(lift.after * 1_000);
    if (lift.by === 'F2') await this.page.keyboard.press('F2');
    else this.#handset.lift();
  }

  /** Alt+R leads to what is missing: first the question, then the outcome. */
  async #write(who: Who): Promise<void> {
    const { page } = this;
    const words = questionOf(who);
    const isHere = () => this.#unfinished === who;
    try {
      await page.keyboard.press('Alt+r');
      if (this.last?.written !== words) {
        await page.locator('#record-question:focus').waitFor({ timeout: patience });
        if (!isHere()) return;
        await page.keyboard.insertText(words);
        await page.keyboard.press('Alt+r');
      }
      await page.locator('#record-outcomeCode:focus').waitFor({ timeout: patience });
      await page.keyboard.type('d2');
      await page.keyboard.press('Control+Enter');
      await this.#until(() => !isHere());
    } catch (error) {
      const said = await page.locator('.record-state, .record-idle, .bands').allInnerTexts();
      this.troubles.push(`${this.seat}, ${who}: ${error} ${said.join(' ')}`);
    }
  }

  async #until(check: () => boolean): Promise<void> {
    const until = Date.now() + 3 * patience;
    while (!check()) {
      if (Date.now() > until) throw new Error('the record stays open');
      await Promise.race([this.#changed.promise, later(200)]);
    }
  }
}
