import type { AnswerHitView } from '../../../bridge/protocol/answers.ts';
import type { Command } from '../../../bridge/protocol/commands.ts';
import type { ServiceFunction } from '../../../bridge/protocol/domain.ts';
import type { CommandResult } from '../../../bridge/protocol/frames.ts';
import { createStore, type Store } from '../link/store.ts';

export type SearchState =
  /** nothing asked: the page shows what was ranked for the call */
  | { state: 'idle' }
  /** `hits` are the last ones, still shown while the new ones come */
  | { state: 'searching'; text: string; since: number; hits: readonly AnswerHitView[] }
  | { state: 'found'; text: string; hits: readonly AnswerHitView[]; ms: number }
  | { state: 'loading'; text: string }
  | { state: 'failed'; text: string; message: string };

export interface Question {
  text: string;
  serviceFunction: ServiceFunction;
  regionCode: string | null;
}

interface SearchOptions {
  command: (command: Command) => Promise<CommandResult>;
  now: () => number;
  after: (ms: number, run: () => void) => () => void;
}

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

  constructor(options: SearchOptions) {
    this.#options = options;
  }

  /** @param atOnce Enter was pressed, or the tab changed: no need to wait for more letters */
  ask(question: Question, atOnce = false): void {
    this.#cancel();
    this.#asked += 1;
    if (question.text.trim() === '') {
      this.state.set({ state: 'idle' });
      return;
    }
    this.#cancel = this.#options.after(atOnce ? 0 : PAUSE_MS, () => void this.#send(question));
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
    this.state.set({ state: 'searching', text, since: now(), hits: 'hits' in before ? before.hits : [] });
    const result = await command({ type: 'search', ...question, text: text.slice(0, 200), date: null });
    if (asked !== this.#asked) return;
    if (result.outcome === 'hits' && result.ready)
      this.state.set({ state: 'found', text, hits: result.hits, ms: result.ms });
    else if (result.outcome === 'hits') {
      this.state.set({ state: 'loading', text });
      this.#cancel = after(NOT_READY_MS, () => void this.#send(question));
    } else {
      const message = result.outcome === 'refused' ? result.message : '';
      this.state.set({ state: 'failed', text, message });
    }
  }
}
