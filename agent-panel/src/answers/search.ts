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
  /** told of each question that was answered, as it is shown */
  found?: (question: Question, hits: readonly AnswerHitView[]) => void;
  /** what is here for when the bridge is not reached */
  offline?: { facts(): PackFacts | null; search(question: Question): Promise<AnswerHitView[] | null> };
}

/** The link was lost before the answer, or is lost: nothing is wrong with the question. */
const unreached: ReadonlySet<string> = new Set(['not-connected', 'unconfirmed']);

/** Pause after a key before asking: shorter than the gap between two words, longer than between two letters. */
const PAUSE_MS = 120;
/** the index of the bridge is still being read in */
const NOT_READY_MS = 1_000;

/** Asks while the operator types; an older answer never overwrites a younger question. */
export class Search {
  readonly state: Store<SearchState> = createStore<SearchState>({ state: 'idle' });
  readonly #options: SearchOptions;
  #asked = 0;
  #cancel: () => void = () => {};
  /** what stood when the last question was answered */
  #settled: SearchState = { state: 'idle' };

  constructor(options: SearchOptions) {
    this.#options = options;
  }

  /** @param atOnce Enter was pressed, or the tab changed: no need to wait for more letters */
  ask(question: Question, atOnce = false): void {
    this.#cancel();
    this.#asked += 1;
    if (question.text.trim() === '') {
      this.#settle({ state: 'idle' });
      return;
    }
    this.#cancel = this.#options.after(atOnce ? 0 : PAUSE_MS, () => void this.#send(question));
  }

  /** The bridge is back: what it says to the question that was looked up here. Nothing that is shown changes by it. */
  async renew(question: Question): Promise<void> {
    const shown = this.state.get();
    if (shown.state !== 'offline' || shown.text !== question.text.trim()) return this.ask(question, true);
    this.#cancel();
    this.#asked += 1;
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
    this.#asked += 1;
  }

  async #send(question: Question): Promise<void> {
    const { command, now, after } = this.#options;
    this.#asked += 1;
    const asked = this.#asked;
    const text = question.text.trim();
    const before = this.state.get();
    const hits = 'hits' in before ? before.hits : [];
    this.state.set({ state: 'searching', text, since: now(), hits, foundBy: foundBy(before) });
    const result = await command(searchCommand(question));
    if (asked !== this.#asked) return;
    if (result.outcome === 'refused' && unreached.has(result.code)) return this.#lookUp(question, asked);
    // Half a syllable finds nothing, and the next letter may: what was found before is still the best there is.
    if (question.composing && !(result.outcome === 'hits' && result.hits.length > 0))
      this.#settle(this.#settled);
    else if (result.outcome === 'hits' && result.ready) {
      this.#settle({ state: 'found', text, hits: result.hits, ms: result.ms });
      if (!question.composing) this.#options.found?.(question, result.hits);
    } else if (result.outcome === 'hits') {
      this.#settle({ state: 'loading', text });
      this.#cancel = after(NOT_READY_MS, () => void this.#send(question));
    } else {
      const message = result.outcome === 'refused' ? result.message : '';
      this.#settle({ state: 'failed', text, message });
    }
  }

  async #lookUp(question: Question, asked: number): Promise<void> {
    const { offline } = this.#options;
    const hits = (await offline?.search(question)) ?? null;
    if (asked !== this.#asked) return;
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
