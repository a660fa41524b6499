import type { AnswerHitView } from '../../../bridge/protocol/answers.ts';
import type { Command } from '../../../bridge/protocol/commands.ts';
import type { ServiceFunction } from '../../../bridge/protocol/domain.ts';
import type { CommandResult } from '../../../bridge/protocol/frames.ts';
import { createStore, type Store } from '../link/store.ts';
import { differencesOf } from '../offline/differences.ts';
import type { PackFacts } from '../offline/pack-facts.ts';

export type SearchState =
  /** nothing asked: the page shows what was ranked for the call */
  | { state: 'idle' }
  /** `hits` are the last ones, still shown while the new ones come; `foundBy`: what they were asked with */
  | {
      state: 'searching';
      text: string;
      since: number;
      hits: readonly AnswerHitView[];
      foundBy: string;
    }
  | { state: 'found'; text: string; hits: readonly AnswerHitView[]; ms: number }
  | { state: 'loading'; text: string }
  /**
   * Looked up on this PC while the bridge is not reached. `pack` null: none is here. `renewed`: what the bridge says to
   * the same question, once it is back; it waits beside until it is taken.
   */
  | {
      state: 'offline';
      text: string;
      hits: readonly AnswerHitView[];
      pack: PackFacts | null;
      renewed: { hits: readonly AnswerHitView[]; ms: number; differences: readonly string[] } | null;
    }
  | { state: 'failed'; text: string; message: string };

export interface Question {
  text: string;
  serviceFunction: ServiceFunction;
  regionCode: string | null;
  /** the input method has not given its words yet: what stands there are letters, 公积jin */
  composing: boolean;
}

export interface SearchOptions {
  command: (command: Command) => Promise<CommandResult>;
  now: () => number;
  after: (ms: number, run: () => void) => () => void;
  /** told of each question that was meant and answered, while it is shown */
  found?: (question: Question, hits: readonly AnswerHitView[]) => void;
  /** what is here for when the bridge is not reached */
  offline?: { facts(): PackFacts | null; search(question: Question): Promise<AnswerHitView[] | null> };
}

/** The link was lost before the answer, or is lost: nothing is wrong with the question. */
const unreached: ReadonlySet<string> = new Set(['not-connected', 'unconfirmed']);

/**
 * Between two questions while somebody types: a held key repeats every 30 ms, and hands that type fast bring a key every
 * 100 ms, so that each key of theirs is asked at once.
 */
const SPACING_MS = 40;
/** The fingers rested so long at a question: it was meant. What stood there for less was on its way to another. */
const MEANT_MS = 120;
/** the index of the bridge is still being read in */
const NOT_READY_MS = 1_000;

/** A question with its number: a later one has a higher one. */
interface Asked {
  question: Question;
  number: number;
  /** from when on it counts as a question, and not as the way to one */
  meantAt: number;
}

/**
 * Asks while the operator types: a key after a rest at once, in a run of keys the latest every 40 ms, and never a second
 * one while one is under way, so that a bridge with two hundred seats and much to do has at most one of each seat before
 * it. An older answer never overwrites a younger question.
 */
export class Search {
  readonly state: Store<SearchState> = createStore<SearchState>({ state: 'idle' });
  readonly #options: SearchOptions;
  /** number of the youngest question */
  #asked = 0;
  /** number of the one that was sent last, until it is answered */
  #underWay: number | null = null;
  /** typed since, and waits for that answer */
  #next: Asked | null = null;
  #sentAt = Number.NEGATIVE_INFINITY;
  #cancel: () => void = () => {};
  /** what stood when the last question was answered */
  #settled: SearchState = { state: 'idle' };

  constructor(options: SearchOptions) {
    this.#options = options;
  }

  /** @param atOnce Enter was pressed, or the tab changed: it is meant, whatever is under way */
  ask(question: Question, atOnce = false): void {
    this.stop();
    if (question.text.trim() === '') {
      this.#settle({ state: 'idle' });
      return;
    }
    const { now, after } = this.#options;
    const asked = { question, number: this.#asked, meantAt: now() + (atOnce ? 0 : MEANT_MS) };
    if (atOnce) this.#cancel = after(0, () => void this.#send(asked));
    else if (this.#underWay !== null) this.#next = asked;
    // An input method that gives its words says so twice: the same as still composed, and then as written.
    else if (question.composing) this.#cancel = after(0, () => this.#sendSpaced(asked));
    else this.#sendSpaced(asked);
  }

  /** The bridge is back: what it says to the question that was looked up here. Nothing that is shown changes by it. */
  async renew(question: Question): Promise<void> {
    const shown = this.state.get();
    if (shown.state !== 'offline' || shown.text !== question.text.trim()) return this.ask(question, true);
    this.stop();
    const asked = this.#asked;
    const result = await this.#options.command(searchCommand(question));
    const still = this.state.get();
    if (asked !== this.#asked || still.state !== 'offline' || result.outcome !== 'hits') return;
    if (!result.ready) {
      this.#cancel = this.#options.after(NOT_READY_MS, () => void this.renew(question));
      return;
    }
    const { hits, ms } = result;
    const differences = differencesOf(still.hits, hits);
    this.#settle({ ...still, renewed: { hits, ms, differences } });
    if (differences.length === 0) this.takeRenewed();
  }

  /** What the bridge said takes the place of what was looked up here. */
  takeRenewed(): void {
    const shown = this.state.get();
    if (shown.state !== 'offline' || shown.renewed === null) return;
    const { hits, ms } = shown.renewed;
    this.#settle({ state: 'found', text: shown.text, hits, ms });
  }

  stop(): void {
    this.#cancel();
    this.#cancel = () => {};
    this.#next = null;
    this.#asked += 1;
  }

  #sendSpaced(asked: Asked): void {
    const since = this.#options.now() - this.#sentAt;
    // A clock that was put back must not hold a question up.
    if (since >= SPACING_MS || since < 0) void this.#send(asked);
    else this.#cancel = this.#options.after(SPACING_MS - since, () => void this.#send(asked));
  }

  async #send(asked: Asked): Promise<void> {
    this.#underWay = asked.number;
    this.#sentAt = this.#options.now();
    try {
      await this.#answer(asked);
    } finally {
      // One that was asked past this one is waited for itself.
      if (this.#underWay === asked.number) {
        this.#underWay = null;
        const next = this.#next;
        this.#next = null;
        if (next !== null) this.#sendSpaced(next);
      }
    }
  }

  async #answer(asked: Asked): Promise<void> {
    const { command, now, after } = this.#options;
    const { question, number } = asked;
    const text = question.text.trim();
    const before = this.state.get();
    const hits = 'hits' in before ? before.hits : [];
    this.state.set({ state: 'searching', text, since: now(), hits, foundBy: foundBy(before) });
    const result = await command(searchCommand(question));
    if (number !== this.#asked) return;
    if (result.outcome === 'refused' && unreached.has(result.code)) return this.#lookUp(question, number);
    // Half a syllable finds nothing, and the next letter may: what was found before is still the best there is.
    if (question.composing && !(result.outcome === 'hits' && result.hits.length > 0))
      this.#settle(this.#settled);
    else if (result.outcome === 'hits' && result.ready) {
      this.#settle({ state: 'found', text, hits: result.hits, ms: result.ms });
      if (!question.composing) this.#tellFound(asked, result.hits);
    } else if (result.outcome === 'hits') {
      this.#settle({ state: 'loading', text });
      this.#cancel = after(NOT_READY_MS, () => void this.#send(asked));
    } else {
      const message = result.outcome === 'refused' ? result.message : '';
      this.#settle({ state: 'failed', text, message });
    }
  }

  /** Words that were on their way to others are no search that anybody made, and prove nothing. */
  #tellFound({ question, meantAt }: Asked, hits: readonly AnswerHitView[]): void {
    const { found, now, after } = this.#options;
    const wait = meantAt - now();
    if (wait <= 0) found?.(question, hits);
    else this.#cancel = after(wait, () => found?.(question, hits));
  }

  async #lookUp(question: Question, number: number): Promise<void> {
    const { offline } = this.#options;
    const hits = (await offline?.search(question)) ?? null;
    if (number !== this.#asked) return;
    if (question.composing && (hits === null || hits.length === 0)) return this.#settle(this.#settled);
    const pack = hits === null ? null : (offline?.facts() ?? null);
    this.#settle({ state: 'offline', text: question.text.trim(), hits: hits ?? [], pack, renewed: null });
  }

  #settle(state: SearchState): void {
    this.#settled = state;
    this.state.set(state);
  }
}

/** The words that found what is shown; '' where nothing was asked. */
export function foundBy(state: SearchState): string {
  if (state.state === 'searching') return state.foundBy;
  return state.state === 'found' || state.state === 'offline' ? state.text : '';
}

function searchCommand({ text, composing, serviceFunction, regionCode }: Question): Command {
  const asking = { serviceFunction, regionCode, text: text.trim().slice(0, 200), date: null };
  return { type: 'search', ...asking, ...(composing && { composing }) };
}
