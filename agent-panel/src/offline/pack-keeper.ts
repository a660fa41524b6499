import type { AnswerHitView, ArticleViewMessage } from '../../../bridge/protocol/answers.ts';
import { createStore, type Store } from '../link/store.ts';
import type { FetchedPack } from './fetched-pack.ts';
import type { PackFacts, PackShelf } from './pack-facts.ts';
import type { PackReply, PackRequest } from './pack-messages.ts';
import type { PackQuestion } from './search-pack.ts';

/** As a Worker is, for what is needed of it. */
export interface PackThread {
  ask(request: PackRequest): void;
  close(): void;
}

interface KeeperOptions {
  regionCode: string;
  shelf: PackShelf;
  fetchPack: (version: string | null) => Promise<FetchedPack>;
  /** `died`: its program could not be loaded, or it ended: nothing that was asked is answered any more */
  openThread: (heard: (reply: PackReply) => void, died: () => void) => PackThread;
  now: () => number;
  after: (ms: number, run: () => void) => () => void;
}

/** A seat that looks six times an hour costs the bridge a few hundred bytes. */
const RENEW_MS = 10 * 60_000;
/** the bridge is still working it out */
const AGAIN_MS = 30_000;

/**
 * The pack of the most used answers on this PC: renewed while the bridge is reached, opened when it is lost. The thread
 * is there as soon as a pack is, since its program could not be fetched later; the pack itself comes to it when needed.
 */
export class PackKeeper {
  /** null: none is here yet */
  readonly facts: Store<PackFacts | null> = createStore<PackFacts | null>(null);
  readonly #options: KeeperOptions;
  #thread: PackThread | null = null;
  readonly #waiting = new Map<number, (answer: PackReply['answer']) => void>();
  #opened: string | null = null;
  #lastId = 0;
  #cancel: () => void = () => {};
  #stopped = false;
  #dead = false;

  constructor(options: KeeperOptions) {
    this.#options = options;
  }

  /** There is something to look up: its program is fetched while the bridge can give it. */
  #know(facts: PackFacts): void {
    this.facts.set(facts);
    this.#thread ??= this.#options.openThread(
      ({ id, answer }) => {
        this.#waiting.get(id)?.(answer);
        this.#waiting.delete(id);
      },
      () => {
        this.#dead = true;
        for (const resolve of this.#waiting.values()) resolve(null);
        this.#waiting.clear();
      },
    );
  }

  /** What an earlier life of the browser left; one of another region is none. */
  async load(): Promise<void> {
    const facts = await this.#options.shelf.facts().catch(() => null);
    if (facts?.regionCode === this.#options.regionCode) this.#know(facts);
  }

  /** The bridge is reached: is there a newer one? Asked again by itself. */
  async renew(): Promise<void> {
    this.#cancel();
    const { fetchPack, shelf, regionCode, now, after } = this.#options;
    const known = this.facts.get();
    const fetched = await fetchPack(known?.version ?? null);
    if (this.#stopped) return;
    if (fetched.kind === 'same' && known !== null) {
      const facts = { ...known, confirmedAt: now() };
      this.#know(facts);
      // Without room on the disk the day is only not remembered.
      await shelf.confirm(facts).catch(() => {});
    }
    if (fetched.kind === 'new') {
      const { pack, warnAfterDays, basis } = fetched.answer;
      const facts: PackFacts = {
        version: fetched.version,
        regionCode,
        confirmedAt: now(),
        answers: pack.answers.length,
        warnAfterDays,
        basis,
      };
      try {
        await shelf.put(facts, pack);
        this.#know(facts);
      } catch {
        // A full disk: the older one, if there is one, is still whole.
      }
    }
    this.#cancel();
    if (!this.#stopped)
      this.#cancel = after(fetched.kind === 'none' ? AGAIN_MS : RENEW_MS, () => void this.renew());
  }

  /** The bridge is lost: nothing to ask it for until it is back. */
  rest(): void {
    this.#cancel();
  }

  stop(): void {
    this.#stopped = true;
    this.#cancel();
    this.#thread?.close();
  }

  /** null: there is no pack here */
  async search(question: PackQuestion): Promise<AnswerHitView[] | null> {
    if (!(await this.#open())) return null;
    const answer = await this.#ask((id) => ({ kind: 'search', id, question }));
    return Array.isArray(answer) ? answer : null;
  }

  /** What the pack has of a text; null: nothing. */
  async article(articleId: string, day: string, faqId: string | null): Promise<ArticleViewMessage | null> {
    if (!(await this.#open())) return null;
    const answer = await this.#ask((id) => ({ kind: 'article', id, articleId, day, faqId }));
    return Array.isArray(answer) ? null : answer;
  }

  async #open(): Promise<boolean> {
    const facts = this.facts.get();
    if (facts === null || this.#thread === null || this.#dead) return false;
    if (this.#opened === facts.version) return true;
    const pack = await this.#options.shelf.pack().catch(() => null);
    if (pack === null) return false;
    this.#thread?.ask({ kind: 'pack', pack });
    this.#opened = facts.version;
    return true;
  }

  #ask(request: (id: number) => PackRequest): Promise<PackReply['answer']> {
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#thread?.ask(request(id));
    });
  }
}

/** Whole days since the bridge last said that the pack is the newest, where these are more than the city allows. */
export function daysOld({ confirmedAt, warnAfterDays }: PackFacts, now: number): number | null {
  const days = Math.floor((now - confirmedAt) / 86_400_000);
  return days > warnAfterDays ? days : null;
}
