import { randomUUID } from 'node:crypto';
import type { CallCard } from '../../bridge/protocol/desk.ts';
import type { CommandResult } from '../../bridge/protocol/frames.ts';
import type { Browser } from '../real/bridge/browser.ts';
import { CONTENT } from '../real/bridge/operator.ts';
import type { Page } from '../real/bridge/page.ts';

const BETWEEN_SAVES_MS = 40;
const TRY_AGAIN_MS = 100;
const ANSWERED_WITHIN_MS = 20_000;

interface Save {
  id: string;
  interactionId: string;
  baseRev: number;
  question: string;
}

/**
 * An operator who saves the record of whatever call is at the desk, again and again, over any number of lives of the
 * bridge. What was not acknowledged is sent again, the same command under the same id, until it is answered. The
 * acknowledgements are the clerk's own log: they survive the bridge.
 */
export class Clerk {
  /** question → where it was said to be */
  readonly acknowledged = new Map<string, { recordNo: string; rev: number; interactionId: string }>();
  readonly sent = new Set<string>();
  /** what was not saved, and the code of the refusal */
  readonly refused = new Map<string, string>();
  readonly #browser: Browser;
  #page: Page | null = null;
  #working = true;
  #inFlight: Save | null = null;

  constructor(browser: Browser) {
    this.#browser = browser;
  }

  /** Works until told to stop; a record that is open then is still saved. */
  async work(): Promise<void> {
    while (this.#working || this.#inFlight !== null || this.#due() !== undefined) {
      const page = await this.#openPage();
      if (page === null) continue;
      const save = this.#inFlight ?? this.#next();
      if (save === null) {
        await pause(BETWEEN_SAVES_MS);
        continue;
      }
      this.#inFlight = save;
      const result = await answered(page, save);
      if (result === null) continue;
      this.#note(save, result);
      this.#inFlight = null;
      await pause(BETWEEN_SAVES_MS);
    }
  }

  stop(): void {
    this.#working = false;
  }

  async close(): Promise<void> {
    await this.#page?.close();
  }

  async #openPage(): Promise<Page | null> {
    if (this.#page?.isOpen) return this.#page;
    try {
      this.#page = await this.#browser.open({ resume: this.#page?.token ?? null });
    } catch {
      // There is no bridge just now.
      await pause(TRY_AGAIN_MS);
      return null;
    }
    return this.#page;
  }

  /** A call in hand, or one that is over and not recorded. */
  #due(): CallCard | undefined {
    return this.#page?.last('desk')?.desk.cards.find(({ record }) => record !== null);
  }

  #next(): Save | null {
    const card = this.#due();
    if (card?.record == null) return null;
    const question = `${this.#browser.login} ${this.sent.size}`;
    this.sent.add(question);
    return { id: randomUUID(), interactionId: card.interactionId, baseRev: card.record.rev, question };
  }

  #note({ question, interactionId }: Save, result: CommandResult): void {
    if (result.outcome === 'saved') {
      const { recordNo, rev } = result;
      this.acknowledged.set(question, { recordNo, rev, interactionId });
    } else {
      this.refused.set(question, result.outcome === 'refused' ? result.code : result.outcome);
    }
  }
}

/** Null where the bridge died before it answered. */
async function answered(
  page: Page,
  { id, interactionId, baseRev, question }: Save,
): Promise<CommandResult | null> {
  const from = page.here;
  try {
    page.ask({ type: 'save-record', interactionId, baseRev, content: { ...CONTENT, question } }, id);
  } catch {
    return null;
  }
  const result = page.first(
    `the answer to ${question}`,
    (frame) => frame.type === 'result' && frame.id === id && frame.result,
    { from, withinMs: ANSWERED_WITHIN_MS },
  );
  return Promise.race([result, page.gone.then(() => null)]).finally(() => result.catch(() => undefined));
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
