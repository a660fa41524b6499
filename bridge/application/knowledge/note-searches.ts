import { isSameClause } from '../../../knowledge/content/entry.ts';
import { chinaDay } from '../../domain/figures/period.ts';
import type { KnowledgeStore, SearchDone } from '../knowledge-store.ts';
import type { AnswerHit, Log, NewId, Timer } from '../ports.ts';
import type { Account } from '../store.ts';
import { maskQuestion } from './mask-question.ts';

/** Who types on within it was not done: the panel asks at nearly every key. */
const pauseMs = 2_000;
/** An answer is marked as used while the call goes on; what was asked an hour ago was another call's. */
const rememberedMs = 60 * 60 * 1000;
const remembered = 5;

interface Noted {
  search: SearchDone;
  hits: { articleId: string; clauseNo: string; rank: number }[];
}

/**
 * Which questions are asked, and which answers used. A search counts when its words stood for a moment or one of its
 * answers was adopted; nothing of who asked is kept.
 */
export class NoteSearches {
  readonly #needs: { store: KnowledgeStore; timer: Timer; newId: NewId; log: Log; regionCode: string };
  readonly #pending = new Map<string, { noted: Noted; cancel: () => void }>();
  readonly #recent = new Map<string, Noted[]>();

  constructor(needs: { store: KnowledgeStore; timer: Timer; newId: NewId; log: Log; regionCode: string }) {
    this.#needs = needs;
  }

  searched(
    account: Account,
    query: { text: string; regionCode: string | null; date: string | null },
    found: readonly AnswerHit[],
  ): void {
    const { timer, newId, regionCode } = this.#needs;
    this.#pending.get(account.id)?.cancel();
    this.#pending.delete(account.id);
    const question = maskQuestion(query.text);
    if (question === '') return;
    const hits = found.map(({ articleId, clauseNo, rank }) => ({ articleId, clauseNo, rank }));
    const [first] = hits;
    const at = timer.now();
    const search: SearchDone = {
      searchId: newId(),
      at,
      unitId: account.unitId,
      question,
      regionCode: query.regionCode ?? regionCode,
      asOf: query.date ?? chinaDay(at),
      hits: hits.length,
      first: first === undefined ? null : { articleId: first.articleId, clauseNo: first.clauseNo },
      adopted: null,
    };
    const noted: Noted = { search, hits };
    const cancel = timer.after(pauseMs, () => this.#finish(account.id));
    this.#pending.set(account.id, { noted, cancel });
  }

  /** An answer was used. One search is answered once; what stands in no search of the last hour is not counted. */
  adopted(account: Account, used: { question: string; articleId: string; clauseNo: string }): void {
    this.#finish(account.id);
    const question = maskQuestion(used.question);
    const since = this.#needs.timer.now() - rememberedMs;
    const candidates = (this.#recent.get(account.id) ?? []).filter(({ search }) => search.at >= since);
    const bears = ({ hits }: Noted) => hits.some((hit) => isSameClause(hit, used));
    const noted =
      candidates.find((one) => one.search.question === question && bears(one)) ?? candidates.find(bears);
    const hit = noted?.hits.find((one) => isSameClause(one, used));
    if (noted === undefined || hit === undefined || noted.search.adopted !== null) return;
    noted.search.adopted = hit;
    this.#store(noted);
  }

  /** What is still on its way is written down. */
  stop(): void {
    for (const id of [...this.#pending.keys()]) this.#finish(id);
  }

  #finish(accountId: string): void {
    const pending = this.#pending.get(accountId);
    if (pending === undefined) return;
    pending.cancel();
    this.#pending.delete(accountId);
    const recent = [pending.noted, ...(this.#recent.get(accountId) ?? [])].slice(0, remembered);
    this.#recent.set(accountId, recent);
    this.#store(pending.noted);
  }

  #store({ search }: Noted): void {
    const { store, log } = this.#needs;
    store.noteSearch({ ...search }).catch((error) => log.error('a search could not be noted', { error }));
  }
}
