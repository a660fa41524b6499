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
  /** the input method has not given its words yet: what stands there are letters, 公积jin */
  composing: boolean;
}

interface SearchOptions {
  command: (command: Command) => Promise<CommandResult>;
  now: () => number;
  after: (ms: number, run: () => void) => () => void;
  /** told of each question that was answered, as it is shown */
  found?: (question: Question, hits: readonly AnswerHitView[]) => void;
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
    const { composing, serviceFunction, regionCode } = question;
    const asking = { serviceFunction, regionCode, text: text.slice(0, 200), date: null };
    const result = await command({ type: 'search', ...asking, ...(composing && { composing }) });
    if (asked !== this.#asked) return;
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

  #settle(state: SearchState): void {
    this.#settled = state;
    this.state.set(state);
  }
}
