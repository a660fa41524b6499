import type { Command } from '../../../bridge/protocol/commands.ts';
import type { OutcomeCode, RecordContent } from '../../../bridge/protocol/domain.ts';
import type { CommandResult } from '../../../bridge/protocol/frames.ts';
import { createStore, type Store } from '../link/store.ts';
import type { Draft, Fields } from './draft.ts';
import type { Drafts } from './drafts.ts';

export interface Saved {
  recordNo: string;
  savedAt: string;
  rev: number;
  outcomeCode: OutcomeCode;
  confidential: boolean;
}

interface SaverOptions {
  drafts: Drafts;
  command: (command: Command, id: string) => Promise<CommandResult>;
  newId: () => string;
  now: () => number;
  after: (ms: number, run: () => void) => () => void;
}

/** The bridge could not write just now: the same command is given again by itself. Anything else waits for a person. */
const passing: ReadonlySet<string> = new Set(['not-saved', 'internal']);

function retryDelay(attempt: number): number {
  return Math.min(30_000, 2_000 * 2 ** attempt);
}

/** Brings drafts to the bridge. A draft is deleted only after the bridge has said that the record is on disk. */
export class Saver {
  readonly saved: Store<ReadonlyMap<string, Saved>> = createStore<ReadonlyMap<string, Saved>>(new Map());
  readonly #options: SaverOptions;

  constructor(options: SaverOptions) {
    this.#options = options;
  }

  /** Resolves to true once the record is saved. */
  save(interactionId: string, base: Fields, baseRev: number, content: RecordContent): Promise<boolean> {
    const { drafts, newId } = this.#options;
    const before = drafts.get(interactionId);
    if (before?.save.step === 'asked') return Promise.resolve(false);
    // A record may be complete without a key stroke; its draft is what survives until the answer.
    if (before === undefined) drafts.edit(interactionId, base, {});
    const current = before?.save.step === 'conflict' ? before.save.currentRev : baseRev;
    const version = drafts.get(interactionId)?.version ?? 0;
    return this.#ask(
      interactionId,
      { step: 'asked', commandId: newId(), baseRev: current, content, version },
      0,
    );
  }

  /** After a start: what was on its way when the browser closed is asked again, with the ids it had. */
  resume(): void {
    for (const { interactionId, save } of this.#options.drafts.all.get().values())
      if (save.step === 'asked') void this.#ask(interactionId, save, 0);
  }

  async #ask(
    interactionId: string,
    asked: Extract<Draft['save'], { step: 'asked' }>,
    attempt: number,
  ): Promise<boolean> {
    const { drafts, command } = this.#options;
    drafts.step(interactionId, asked);
    const { baseRev, content } = asked;
    const result = await command({ type: 'save-record', interactionId, baseRev, content }, asked.commandId);
    if (result.outcome === 'saved') {
      const { recordNo, savedAt, rev } = result;
      const { outcomeCode, confidential } = content;
      const saved = { recordNo, savedAt, rev, outcomeCode, confidential };
      this.saved.set(new Map(this.saved.get()).set(interactionId, saved));
      const unchanged = drafts.get(interactionId)?.version === asked.version;
      if (unchanged) drafts.remove(interactionId);
      else drafts.step(interactionId, { step: 'none' });
      return unchanged;
    }
    if (result.outcome === 'conflict') {
      drafts.step(interactionId, {
        step: 'conflict',
        currentRev: result.currentRev,
        message: result.message,
      });
      return false;
    }
    const refused = result.outcome === 'refused' ? result : { code: 'odd', message: '' };
    if (!passing.has(refused.code)) {
      drafts.step(interactionId, { step: 'refused', message: refused.message, retryAt: null, attempt });
      return false;
    }
    return this.#askLater(interactionId, asked, attempt, refused.message);
  }

  #askLater(
    interactionId: string,
    asked: Extract<Draft['save'], { step: 'asked' }>,
    attempt: number,
    message: string,
  ): Promise<boolean> {
    const { drafts, after, now } = this.#options;
    const wait = retryDelay(attempt);
    drafts.step(interactionId, { step: 'refused', message, retryAt: now() + wait, attempt });
    return new Promise((resolve) => {
      after(wait, () => {
        const save = drafts.get(interactionId)?.save;
        // Saved or asked anew by hand meanwhile: this attempt is not needed any more.
        if (save?.step !== 'refused' || save.attempt !== attempt) resolve(false);
        else resolve(this.#ask(interactionId, asked, attempt + 1));
      });
    });
  }
}
