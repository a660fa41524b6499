import type { KnowledgeStore } from '../knowledge-store.ts';
import type { AnswerIndex, Log, Timer } from '../ports.ts';

/** Twice a second: what the command line publishes or withdraws is answered from within one. */
const everyMs = 500;

/**
 * Gives the answers what is published: all of it once they are ready, then what changes, whoever changed it. A fault is
 * tried again at the next look; nothing is skipped, for the position moves only when the answers have taken it.
 */
export class FeedAnswers {
  readonly #store: KnowledgeStore;
  readonly #index: AnswerIndex;
  readonly #timer: Timer;
  readonly #log: Log;
  /** null: nothing was given yet */
  #position: number | null = null;
  #generation = 0;
  /** the answers have the synonyms that are in force */
  #synonymsGiven = false;
  #stopped = false;
  #cancel: () => void = () => {};

  constructor(needs: { store: KnowledgeStore; index: AnswerIndex; timer: Timer; log: Log }) {
    this.#store = needs.store;
    this.#index = needs.index;
    this.#timer = needs.timer;
    this.#log = needs.log;
    needs.index.onRebuilt(() => {
      this.#generation += 1;
      this.#position = null;
      this.#synonymsGiven = false;
    });
  }

  start(): void {
    this.#index.ready.then(
      () => void this.#look(),
      // Said where the index is made.
      () => {},
    );
  }

  stop(): void {
    this.#stopped = true;
    this.#cancel();
  }

  /** The city's synonyms were changed: resolves when the answers know, or at the next look where that fails. */
  async synonymsChanged(): Promise<void> {
    this.#synonymsGiven = false;
    await this.#giveSynonyms();
  }

  async #giveSynonyms(): Promise<void> {
    if (this.#synonymsGiven || this.#stopped) return;
    const { table } = await this.#store.synonyms();
    // Before they are taken: a change meanwhile is given once more.
    this.#synonymsGiven = true;
    try {
      await this.#index.putSynonyms(table);
    } catch (error) {
      this.#synonymsGiven = false;
      throw error;
    }
  }

  async #look(): Promise<void> {
    if (this.#stopped) return;
    try {
      await this.#giveSynonyms();
      await (this.#position === null ? this.#giveAll() : this.#giveChanges(this.#position));
    } catch (error) {
      if (!this.#stopped) this.#log.error('the answers could not be told of the knowledge base', { error });
    }
    if (!this.#stopped) this.#cancel = this.#timer.after(everyMs, () => void this.#look());
  }

  async #giveAll(): Promise<void> {
    const generation = this.#generation;
    // Before the reading: what changes meanwhile is given once more.
    const position = await this.#store.position();
    for await (const put of this.#store.answering()) {
      if (this.#stopped || generation !== this.#generation) return;
      await this.#index.update({ put, remove: [] });
    }
    if (generation === this.#generation) this.#position = position;
  }

  async #giveChanges(from: number): Promise<void> {
    const generation = this.#generation;
    if ((await this.#store.position()) === from) return;
    for (let position = from; ; ) {
      const { put, remove, more, position: to } = await this.#store.changesAfter(position);
      if (put.length + remove.length > 0) await this.#index.update({ put, remove });
      if (this.#stopped || generation !== this.#generation) return;
      position = to;
      this.#position = to;
      if (!more) return;
    }
  }
}
