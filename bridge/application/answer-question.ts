import type { Basis } from '../../knowledge/content/entry.ts';
import { chinaDay } from '../domain/figures/period.ts';
import { may } from '../domain/people/role.ts';
import type { ServiceFunction } from '../domain/telephony/site.ts';
import type { Explanation } from './explanation.ts';
import type { AnswerHit, AnswerIndex, AnswerQuery, ArticleView, Clock, Log, SideBySide } from './ports.ts';
import { noRight, type Refused, refused } from './result.ts';
import type { Account } from './store.ts';

export type SearchResult = Refused | { outcome: 'hits'; hits: AnswerHit[]; ms: number; ready: boolean };
export type ArticleResult = Refused | { outcome: 'article'; article: ArticleView };
export type ExplanationResult = Refused | { outcome: 'explanation'; explanation: Explanation };
export type ComparisonResult = Refused | { outcome: 'comparison'; comparison: SideBySide | null };

/** What a question is asked for. Region and date null: the site's and today. */
interface Asked {
  text: string;
  serviceFunction: ServiceFunction | null;
  regionCode: string | null;
  date: string | null;
}

const notReady = refused('not-ready', '知识库正在装载，请几秒后再试。');
const mostHits = 20;

/** Told of each question that was answered, and by what. */
type Searched = (
  account: Account,
  query: { text: string; regionCode: string | null; date: string | null },
  hits: readonly AnswerHit[],
) => void;

/** 检索: what is in force on that day, in that region. */
export class AnswerQuestion {
  readonly #index: AnswerIndex;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #regionCode: string;
  readonly #searched: Searched;
  #ready = false;

  constructor(needs: {
    index: AnswerIndex;
    clock: Clock;
    log: Log;
    regionCode: string;
    searched: Searched;
  }) {
    this.#searched = needs.searched;
    this.#index = needs.index;
    this.#clock = needs.clock;
    this.#log = needs.log;
    this.#regionCode = needs.regionCode;
    needs.index.ready.then(
      () => {
        this.#ready = true;
      },
      // Said where the index is made; here it only stays "not ready".
      () => {},
    );
  }

  get ready(): boolean {
    return this.#ready;
  }

  async search(account: Account, query: Asked & { composing?: boolean | undefined }): Promise<SearchResult> {
    if (!may(account.roles, 'search-answers')) return noRight;
    // An empty list that is not ready is said to be so: it must not be read as "there is no such rule".
    if (!this.#ready) return { outcome: 'hits', hits: [], ms: 0, ready: false };
    const began = this.#clock.now();
    return this.#asked(async () => {
      const hits = await this.#index.search(this.#query(query, began));
      if (query.composing !== true) this.#searched(account, query, hits);
      return { outcome: 'hits', hits, ms: this.#clock.now() - began, ready: true };
    });
  }

  /** 各级规定并列. It follows a search of the same words, which was noted as the question. */
  async compare(account: Account, asked: Asked): Promise<ComparisonResult> {
    if (!may(account.roles, 'search-answers')) return noRight;
    if (!this.#ready) return notReady;
    return this.#asked(async () => {
      const comparison = await this.#index.compare(this.#query(asked, this.#clock.now()));
      return { outcome: 'comparison', comparison };
    });
  }

  /** For who works on the base: no question of a caller, so it is not counted. */
  async explain(
    account: Account,
    asked: Asked & { about: Basis | null; limit: number },
  ): Promise<ExplanationResult> {
    if (!may(account.roles, 'work-on-knowledge')) return noRight;
    if (!this.#ready) return notReady;
    return this.#asked(async () => {
      const query = { ...this.#query(asked, this.#clock.now()), limit: asked.limit };
      return { outcome: 'explanation', explanation: await this.#index.explain(query, asked.about) };
    });
  }

  async article(
    account: Account,
    articleId: string,
    date: string | null,
    faqId: string | null = null,
  ): Promise<ArticleResult> {
    if (!may(account.roles, 'search-answers')) return noRight;
    if (!this.#ready) return notReady;
    return this.#asked(async () => {
      const article = await this.#index.article(articleId, date ?? chinaDay(this.#clock.now()), faqId);
      if (article === null) return refused('no-article', '知识库中没有这一条，可能已被替换。请重新检索。');
      return { outcome: 'article', article };
    });
  }

  #query({ text, serviceFunction, regionCode, date }: Asked, now: number): AnswerQuery {
    return {
      text,
      serviceFunction,
      regionCode: regionCode ?? this.#regionCode,
      date: date ?? chinaDay(now),
      limit: mostHits,
    };
  }

  async #asked<T>(ask: () => Promise<T | Refused>): Promise<T | Refused> {
    try {
      return await ask();
    } catch (error) {
      this.#log.error('a question could not be answered', { error });
      return refused('answers-unavailable', '检索服务暂时没有答复，请稍候再试。通话和登记不受影响。');
    }
  }
}
