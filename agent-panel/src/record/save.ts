import type { Command } from '../../../bridge/protocol/commands.ts';
import type { OutcomeCode, RecordContent } from '../../../bridge/protocol/domain.ts';
import type { CommandResult } from '../../../bridge/protocol/frames.ts';
import { createStore, type Store } from '../link/store.ts';
import { merge, resolve } from './conflict/merge.ts';
import { parts } from './conflict/part-names.ts';
import { isSamePart } from './conflict/parts.ts';
import { type Conflict, closable, type Draft, type Fields, fieldsOf } from './draft.ts';
import type { Drafts } from './drafts.ts';
import { recordWords } from './words.ts';

export interface Saved {
  recordNo: string;
  savedAt: string;
  rev: number;
  outcomeCode: OutcomeCode;
  confidential: boolean;
  /** the revision it was put together with; null: nobody had saved another */
  mergedWith: number | null;
}

interface SaverOptions {
  drafts: Drafts;
  command: (command: Command, id: string) => Promise<CommandResult>;
  newId: () => string;
  now: () => number;
  after: (ms: number, run: () => void) => () => void;
}

/** More than any page shows at once: a page that stays open for weeks must not grow by every record of theirs. */
const SAVED_KEPT = 50;

type Asked = Extract<Draft['save'], { step: 'asked' }>;

/** The bridge could not write just now: the same command is given again by itself. Anything else waits for a person. */
const passing: ReadonlySet<string> = new Set(['not-saved', 'internal']);

function retryDelay(attempt: number): number {
  return Math.min(30_000, 2_000 * 2 ** attempt);
}

/**
 * Brings drafts to the bridge. Without a link they wait on this PC, in the order in which they were saved, each under
 * the id it was given. A draft is deleted only after the bridge has said that the record is on disk.
 */
export class Saver {
  /** the latest last */
  readonly saved: Store<ReadonlyMap<string, Saved>> = createStore<ReadonlyMap<string, Saved>>(new Map());
  readonly #options: SaverOptions;

  constructor(options: SaverOptions) {
    this.#options = options;
  }

  /**
   * Resolves to true once the record is saved.
   * @param reason of a change to a record that is closed
   */
  save(
    interactionId: string,
    base: Fields,
    baseRev: number,
    content: RecordContent,
    reason?: string,
  ): Promise<boolean> {
    const { drafts, newId, now } = this.#options;
    const before = drafts.get(interactionId);
    if (before?.save.step === 'asked') return Promise.resolve(false);
    // A record may be complete without a key stroke; its draft is what survives until the answer.
    if (before === undefined) drafts.edit(interactionId, base, {});
    const rev = before?.save.step === 'conflict' ? before.save.currentRev : baseRev;
    const version = drafts.get(interactionId)?.version ?? 0;
    const asked: Asked = {
      step: 'asked',
      commandId: newId(),
      baseRev: rev,
      content,
      version,
      askedAt: now(),
      ...(reason !== undefined && { reason }),
    };
    return this.#ask(interactionId, asked, 0);
  }

  /** Saves what was chosen of two revisions; false while something is open, or missing from what was chosen. */
  resolve(interactionId: string): Promise<boolean> {
    const save = this.#options.drafts.get(interactionId)?.save;
    if (save?.step !== 'conflict' || save.sides === null) return Promise.resolve(false);
    const { base, mine, theirs } = save.sides;
    const fields = resolve(merge(base, mine, theirs), mine, save.chosen);
    return fields === null ? Promise.resolve(false) : this.#saveMerged(interactionId, save, fields);
  }

  /** After a start: what was on its way when the browser closed is asked again, in its order, with the ids it had. */
  resume(): void {
    const waiting = [...this.#options.drafts.all.get().values()].flatMap(({ interactionId, save }) =>
      save.step === 'asked' ? [{ interactionId, save }] : [],
    );
    waiting.sort((one, other) => (one.save.askedAt ?? 0) - (other.save.askedAt ?? 0));
    for (const { interactionId, save } of waiting) void this.#ask(interactionId, save, 0);
  }

  async #ask(interactionId: string, asked: Asked, attempt: number): Promise<boolean> {
    const { drafts, command } = this.#options;
    drafts.step(interactionId, asked);
    const { baseRev, content, reason } = asked;
    const saving = { type: 'save-record' as const, interactionId, baseRev, content };
    const result = await command(reason === undefined ? saving : { ...saving, reason }, asked.commandId);
    if (result.outcome === 'saved') {
      const { recordNo, savedAt, rev } = result;
      const draft = drafts.get(interactionId);
      const mergedWith = draft?.reopened?.reason === recordWords.conflict.reason ? rev - 1 : null;
      this.#tell(interactionId, {
        recordNo,
        savedAt,
        rev,
        outcomeCode: content.outcomeCode,
        confidential: content.confidential,
        mergedWith,
      });
      if (draft === undefined || draft.version === asked.version) {
        drafts.remove(interactionId);
        return true;
      }
      // Written on while it was under way: a change of what is saved now, and a new one to be saved.
      drafts.rebase(interactionId, content, fieldsOf(draft.base, draft), { recordNo, rev, reason: '' });
      return false;
    }
    if (result.outcome === 'conflict') return this.#meet(interactionId, result);
    const refused = result.outcome === 'refused' ? result : { code: 'odd', message: '' };
    if (!passing.has(refused.code)) {
      drafts.step(interactionId, { step: 'refused', message: refused.message, retryAt: null, attempt });
      return false;
    }
    return this.#askLater(interactionId, asked, attempt, refused.message);
  }

  /** Another revision is there: what one side alone changed is put together and saved; else a person chooses. */
  #meet(
    interactionId: string,
    { recordNo, currentRev, message, theirs }: Extract<CommandResult, { outcome: 'conflict' }>,
  ): Promise<boolean> {
    const { drafts } = this.#options;
    const draft = drafts.get(interactionId);
    if (draft === undefined) return Promise.resolve(false);
    const sides =
      theirs === undefined
        ? null
        : {
            base: draft.base,
            mine: fieldsOf(draft.base, draft),
            theirs: theirs.content,
            theirsAt: theirs.savedAt,
          };
    const conflict: Conflict = { step: 'conflict', recordNo, currentRev, message, sides, chosen: {} };
    drafts.step(interactionId, conflict);
    if (sides === null) return Promise.resolve(false);
    const { fields, open } = merge(sides.base, sides.mine, sides.theirs);
    return open.length > 0 ? Promise.resolve(false) : this.#saveMerged(interactionId, conflict, fields);
  }

  #saveMerged(
    interactionId: string,
    { recordNo, currentRev, sides }: Conflict,
    fields: Fields,
  ): Promise<boolean> {
    const { drafts } = this.#options;
    const draft = drafts.get(interactionId);
    if (sides === null || draft === undefined) return Promise.resolve(false);
    const check = closable(fields);
    if (check.ready && parts.every((part) => isSamePart(part, fields, sides.theirs))) {
      this.#tell(interactionId, {
        recordNo,
        savedAt: sides.theirsAt,
        rev: currentRev,
        outcomeCode: check.content.outcomeCode,
        confidential: check.content.confidential,
        mergedWith: currentRev,
      });
      drafts.remove(interactionId);
      return Promise.resolve(true);
    }
    const reason = draft.reopened?.reason || recordWords.conflict.reason;
    drafts.rebase(interactionId, sides.theirs, fields, { recordNo, rev: currentRev, reason });
    // What is missing from the two together is asked for in the form.
    if (!check.ready) return Promise.resolve(false);
    return this.save(interactionId, sides.theirs, currentRev, check.content, reason);
  }

  #tell(interactionId: string, saved: Saved): void {
    const others = [...this.saved.get()].filter(([other]) => other !== interactionId).slice(1 - SAVED_KEPT);
    this.saved.set(new Map([...others, [interactionId, saved]]));
  }

  #askLater(interactionId: string, asked: Asked, attempt: number, message: string): Promise<boolean> {
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
