import type { AnswerPack } from '../../knowledge/content/answer-pack.ts';
import { chinaDay } from '../domain/figures/period.ts';
import { may } from '../domain/people/role.ts';
import type { KnowledgeStore } from './knowledge-store.ts';
import type { AnswerIndex, Log, Timer } from './ports.ts';
import { noRight, type Refused } from './result.ts';
import type { Account } from './store.ts';

/** What a city decides of the pack, with what it rests on. */
export interface PackRules {
  /** answers at most */
  entries: number;
  /** what was used in so many days comes first */
  usedDays: number;
  /** days after which a pack that was not renewed warns */
  warnAfterDays: number;
  basis: string;
}

const dayMs = 86_400_000;
/** Working one out takes the thread of the answers some seconds: an hour of publishing is one, not a hundred. */
const restMs = 10 * 60_000;
/** that a page waits for the first one */
const patienceMs = 2_000;
const mostClausesUsed = 2_000;

/** 知识包: one for all seats of the site, worked out when it is first asked for and again when something changed. */
export class OfferPack {
  readonly #index: AnswerIndex;
  readonly #store: KnowledgeStore;
  readonly #timer: Timer;
  readonly #log: Log;
  readonly #regionCode: string;
  readonly #rules: PackRules;
  readonly #ready: () => boolean;
  #offered: AnswerPack | null = null;
  /** of what it was worked out */
  #of = '';
  #since = 0;
  #working: Promise<void> | null = null;

  constructor(needs: {
    index: AnswerIndex;
    store: KnowledgeStore;
    timer: Timer;
    log: Log;
    /** of the site */
    regionCode: string;
    packRules: PackRules;
    /** the answers know of everything that is published */
    ready: () => boolean;
  }) {
    this.#index = needs.index;
    this.#store = needs.store;
    this.#timer = needs.timer;
    this.#log = needs.log;
    this.#regionCode = needs.regionCode;
    this.#rules = needs.packRules;
    this.#ready = needs.ready;
  }

  get rules(): PackRules {
    return this.#rules;
  }

  /**
   * What is there, at once; a newer one is worked out meanwhile. The same object as long as nothing changed, null while
   * the first is being worked out.
   */
  async pack(account: Account): Promise<Refused | { pack: AnswerPack } | null> {
    if (!may(account.roles, 'search-answers')) return noRight;
    if (!this.#ready()) return null;
    const now = this.#timer.now();
    const of = `${await this.#store.position()} ${chinaDay(now)}`;
    const isDue = this.#offered === null || (of !== this.#of && now - this.#since >= restMs);
    if (isDue)
      this.#working ??= this.#work(of, now).finally(() => {
        this.#working = null;
      });
    // A small base is worked out at once; with a large one who asks first comes again.
    if (this.#offered === null && this.#working !== null) await this.#within(this.#working);
    return this.#offered === null ? null : { pack: this.#offered };
  }

  async #work(of: string, now: number): Promise<void> {
    try {
      const used = await this.#store.adoptions(now - this.#rules.usedDays * dayMs, mostClausesUsed);
      this.#offered = await this.#index.pack({
        regionCode: this.#regionCode,
        today: chinaDay(now),
        most: this.#rules.entries,
        used,
      });
      this.#of = of;
      this.#since = now;
    } catch (error) {
      this.#log.error('the pack of the most used answers could not be worked out', { error });
    }
  }

  #within(work: Promise<void>): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#timer.after(patienceMs, resolve);
      void work.then(() => {
        cancel();
        resolve();
      });
    });
  }
}
