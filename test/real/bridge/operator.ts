import type { Command } from '../../../bridge/protocol/commands.ts';
import type { CallCard, DeskView } from '../../../bridge/protocol/desk.ts';
import type { RecordContent, SeatState } from '../../../bridge/protocol/domain.ts';
import type { CommandResult, ResumeToken } from '../../../bridge/protocol/frames.ts';
import type { Browser } from './browser.ts';
import type { Page } from './page.ts';

export type Phase = CallCard['phase'];

/** A card as it was shown, and when it came. */
export interface Shown {
  card: CallCard;
  at: number;
}

/** What an operator writes after a plain question. */
export const CONTENT: RecordContent = {
  serviceFunction: 'POLICY',
  appealType: '咨询',
  regionCode: '430100',
  regionBasis: 'said',
  question: '公积金能不能取出来付房租',
  answers: [],
  outcomeCode: 'D2',
  outcomeNote: '',
  flags: [],
  confidential: false,
};

/** An operator at their page: what they are shown, and what they do. */
export class Operator {
  readonly browser: Browser;
  page: Page;
  readonly #earlier: Page[] = [];

  static async open(browser: Browser): Promise<Operator> {
    return new Operator(browser, await browser.open());
  }

  private constructor(browser: Browser, page: Page) {
    this.browser = browser;
    this.page = page;
  }

  get desk(): DeskView {
    const desk = this.page.last('desk')?.desk;
    if (desk === undefined) throw new Error(`${this.browser.login} was shown no desk`);
    return desk;
  }

  get here(): number {
    return this.page.here;
  }

  /** The page again, as after a loss of the network or of the bridge. */
  async comeBack(resume: ResumeToken | null = this.page.token): Promise<void> {
    await this.page.close();
    this.#earlier.push(this.page);
    this.page = await this.browser.open({ resume });
  }

  do(command: Command, id?: string): Promise<CommandResult> {
    return this.page.command(command, id);
  }

  /** Does what must succeed. */
  async does(command: Command): Promise<void> {
    const result = await this.do(command);
    if (result.outcome !== 'done') throw new Error(`${command.type}: ${JSON.stringify(result)}`);
  }

  /** 签入, and 示闲 by itself: the state is the exchange's, not a wish. */
  async takesSeat(seat: string, ...queues: string[]): Promise<void> {
    await this.does({ type: 'sign-in-seat', seat, queues, takeOver: false });
    await this.isIn('READY');
  }

  async isIn(state: SeatState, options?: { from?: number; withinMs?: number }): Promise<number> {
    return this.shows(`the seat is ${state}`, (desk, at) => desk.state === state && at, options);
  }

  /** The desk as it is shown now, or the first one that will be shown so; from `from` on, those shown before count too. */
  shows<R>(
    what: string,
    check: (desk: DeskView, at: number) => R | undefined | false,
    { from, ...options }: { from?: number; withinMs?: number } = {},
  ): Promise<R> {
    const now = this.page.frames.all.findLastIndex(({ it }) => it.type === 'desk');
    return this.page.first(
      `${this.browser.login} is shown that ${what}`,
      (frame, at) => frame.type === 'desk' && check(frame.desk, at),
      { from: from ?? Math.max(0, now), ...options },
    );
  }

  /** The first card in this phase that is not of a call before. */
  cardIn(
    phase: Phase,
    { callId, ...options }: { callId?: string; from?: number; withinMs?: number } = {},
  ): Promise<Shown> {
    return this.shows(
      `a card is ${phase}`,
      (desk, at) => {
        const card = desk.cards.find(
          (one) => one.phase === phase && (callId === undefined || one.callId === callId),
        );
        return card === undefined ? undefined : { card, at };
      },
      options,
    );
  }

  /** What became of one call at this desk, phase by phase, as it was shown. */
  phasesOf(callId: string): Phase[] {
    const phases: Phase[] = [];
    for (const desk of this.#desks()) {
      const phase = desk.cards.find((card) => card.callId === callId)?.phase;
      if (phase !== undefined && phase !== phases.at(-1)) phases.push(phase);
    }
    return phases;
  }

  /** How often each offer of the call appeared as ringing where it was not before: a pop. */
  popsOf(callId: string): number {
    let pops = 0;
    let before = '';
    for (const desk of this.#desks()) {
      const card = desk.cards.find((one) => one.callId === callId && one.phase === 'ringing');
      const now = card === undefined ? '' : `offer ${card.offer}`;
      if (now !== '' && now !== before) pops += 1;
      before = now;
    }
    return pops;
  }

  /** Every desk that was shown, also on earlier pages. */
  #desks(): DeskView[] {
    return [...this.#earlier, this.page].flatMap(({ frames }) =>
      frames.all.flatMap(({ it }) => (it.type === 'desk' ? [it.desk] : [])),
    );
  }

  save(card: CallCard, content: Partial<RecordContent> = {}, id?: string): Promise<CommandResult> {
    const { interactionId } = card;
    const baseRev = card.record?.rev ?? 0;
    return this.do({ type: 'save-record', interactionId, baseRev, content: { ...CONTENT, ...content } }, id);
  }

  /** Saves what must be saved, and gives the number of the record. */
  async saves(card: CallCard, content: Partial<RecordContent> = {}): Promise<string> {
    const result = await this.save(card, content);
    if (result.outcome !== 'saved') throw new Error(`not saved: ${JSON.stringify(result)}`);
    return result.recordNo;
  }

  /** Closes the records of whatever calls there were, signs out of the seat and closes the page. */
  async leaves(): Promise<void> {
    if (this.page.isOpen) {
      const { cards } = await this.shows('no call is in hand', (desk) => !desk.cards.some(isInHand) && desk);
      for (const card of cards)
        if (card.record !== null && card.record.saved === null) await this.saves(card, { outcomeCode: 'X1' });
      if (this.desk.seat !== null) await this.does({ type: 'sign-out-seat' });
    }
    await this.page.close();
  }
}

function isInHand({ phase }: CallCard): boolean {
  return !['ended', 'missed', 'answered-elsewhere'].includes(phase);
}
