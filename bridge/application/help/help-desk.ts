import {
  applyHelpAct,
  type HelpAct,
  type HelpRequest,
  type HelpRequests,
  openRequests,
  requestById,
} from '../../domain/people/help-request.ts';
import { maskNumbersIn } from '../../domain/people/number.ts';
import { may } from '../../domain/people/role.ts';
import { cardInTalk, type Desk, openCard } from '../desk.ts';
import type { Desks } from '../desks.ts';
import type { LedgerKeeper } from '../keep-ledger.ts';
import type { Clock } from '../ports.ts';
import { done, noRight, type Refused, type Result, refused } from '../result.ts';
import type { Scopes } from '../scopes.ts';
import type { Account, AuditStore, Store } from '../store.ts';
import { pastHelp } from './past-help.ts';

/** What may be said instead of a reason of the list, with words of one's own. */
export const otherReason = '其他';
/** A shift, and what is left of the last one. */
const restoredMs = 24 * 3_600_000;

export interface HelpView {
  id: string;
  reason: string;
  words: string;
  askedAt: number;
  answers: { by: string; words: string; at: number }[];
  done: { by: string; at: number } | null;
}

export interface HelpRow extends Omit<HelpView, 'done'> {
  seat: string;
  accountName: string;
  agentNo: string | null;
}

interface HelpDeskNeeds {
  /** of the site, in the order they are offered */
  reasons: readonly string[];
  desks: Desks;
  scopes: Scopes;
  ledger: LedgerKeeper;
  store: Pick<Store, 'journal' | 'acts' | 'accounts'>;
  audit: AuditStore;
  clock: Clock;
  /** a request began, was answered or ended */
  told(): void;
}

/** 求助: between an operator and the team leads of their unit. Every act is journaled and audited. */
export class HelpDesk {
  readonly reasons: readonly string[];
  readonly #needs: HelpDeskNeeds;
  #requests: HelpRequests = new Map();
  /** of who answered, by account */
  readonly #names = new Map<string, string>();

  constructor(needs: HelpDeskNeeds) {
    this.#needs = needs;
    this.reasons = needs.reasons;
  }

  /** What was asked before this bridge started, and whose call and record are not closed meanwhile. */
  async restore(): Promise<void> {
    const { store, clock, desks } = this.#needs;
    this.#requests = await pastHelp(store.journal, store.acts.stream, clock.now() - restoredMs);
    for (const { answers, done: end } of this.#requests.values())
      for (const { byId } of [...answers, ...(end === null ? [] : [end])]) {
        const account = await store.accounts.byId(byId);
        if (account !== null) this.#names.set(byId, account.name);
      }
    const seated = new Set([...desks.all()].map(({ account }) => account.id));
    for (const accountId of this.#requests.keys()) {
      if (seated.has(accountId)) this.deskChanged(accountId);
      else this.#close(accountId);
    }
  }

  /** @param commandId names the request: sent again, it is the same one */
  async ask(account: Account, commandId: string, wish: { reason: string; words: string }): Promise<Result> {
    if (!may(account.roles, 'take-calls')) return noRight;
    const desk = this.#needs.desks.of(account);
    const seat = desk.session?.seat;
    if (seat === undefined) return refused('not-signed-in', '尚未签入座席。请先签入，再求助。');
    const words = wish.words.trim();
    const wrong = this.#wrong(wish.reason, words);
    if (wrong !== null) return wrong;
    const open = this.#requests.get(account.id);
    if (open?.id === commandId) return done;
    if (open !== undefined && open.done === null)
      return refused('help-asked', '已经求助，班长看得到。情况有变可先取消，再求助。');
    const card = cardInTalk(desk) ?? openCard(desk);
    await this.#perform(account, desk, {
      type: 'help-asked',
      requestId: commandId,
      seat,
      interactionId: card?.interactionId ?? null,
      reason: wish.reason,
      // What was asked for help with stays in the journal for good; a caller's number does not.
      words: maskNumbersIn(words),
    });
    await this.#audit(account, 'help-asked', seat, wish.reason);
    return done;
  }

  /** By who asked: not needed any more, or the answer is read. */
  async withdraw(account: Account): Promise<Result> {
    const request = this.#requests.get(account.id);
    if (request === undefined) return done;
    const act: HelpAct = { type: 'help-closed', requestId: request.id, how: 'withdrawn' };
    await this.#perform(account, this.#needs.desks.of(account), act);
    if (request.done === null) await this.#audit(account, 'help-withdrawn', request.seat, request.reason);
    return done;
  }

  async answer(lead: Account, requestId: string, words: string): Promise<Result> {
    const found = this.#find(lead, requestId);
    if ('outcome' in found) return found;
    const { request, desk } = found;
    const said = words.trim();
    if (said === '') return refused('no-words', '请选一个答复，或写一两句话。');
    if (/\p{Cc}/u.test(said)) return refused('bad-words', '答复中含有控制字符，请重新填写。');
    await this.#perform(lead, desk, { type: 'help-answered', requestId, words: maskNumbersIn(said) });
    await this.#audit(lead, 'help-answered', request.seat, request.reason);
    return done;
  }

  async finish(lead: Account, requestId: string): Promise<Result> {
    const found = this.#find(lead, requestId);
    if ('outcome' in found) return found;
    await this.#perform(lead, found.desk, { type: 'help-closed', requestId, how: 'done' });
    await this.#audit(lead, 'help-done', found.request.seat, found.request.reason);
    return done;
  }

  /** What the person who asked sees of it. */
  ofDesk(accountId: string): HelpView | null {
    const request = this.#requests.get(accountId);
    if (request === undefined) return null;
    const end = request.done;
    return { ...this.#view(request), done: end === null ? null : { by: this.#name(end.byId), at: end.at } };
  }

  /** Open requests of the units that are seen, oldest first. */
  rows(account: Account): HelpRow[] {
    return openRequests(this.#requests).flatMap((request) => {
      const desk = this.#needs.desks.at(request.seat);
      if (desk === null || !this.#needs.scopes.sees(account, desk.account.unitId)) return [];
      const { name, agentNo } = desk.account;
      return { ...this.#view(request), seat: request.seat, accountName: name, agentNo };
    });
  }

  /** A request ends with its call and record, and with the seat. */
  deskChanged(accountId: string): void {
    const request = this.#requests.get(accountId);
    if (request === undefined) return;
    const desk = this.#needs.desks.at(request.seat);
    if (desk?.account.id !== accountId) this.#close(accountId);
    else if (request.interactionId !== null && !isThere(desk, request.interactionId)) this.#close(accountId);
  }

  #close(accountId: string): void {
    const request = this.#requests.get(accountId);
    if (request === undefined) return;
    const act: HelpAct = { type: 'help-closed', requestId: request.id, how: 'over' };
    this.#apply(accountId, act);
    void this.#needs.ledger.write(accountId, act);
  }

  /** Shown at once, acknowledged when it is on disk. */
  async #perform(by: Account, desk: Desk, act: HelpAct): Promise<void> {
    this.#names.set(by.id, by.name);
    this.#apply(by.id, act);
    this.#needs.desks.touch(desk);
    await this.#needs.ledger.write(by.id, act);
  }

  #apply(by: string, act: HelpAct): void {
    this.#requests = applyHelpAct(this.#requests, act, by, this.#needs.clock.now());
    this.#needs.told();
  }

  #find(lead: Account, requestId: string): { request: HelpRequest; desk: Desk } | Refused {
    if (!may(lead.roles, 'watch-floor')) return noRight;
    const request = requestById(this.#requests, requestId);
    const desk = request === null ? null : this.#needs.desks.at(request.seat);
    if (request === null || request.done !== null || desk === null)
      return refused('help-over', '这条求助已经结束（已取消、已处理，或通话和登记已结束）。');
    if (!this.#needs.scopes.sees(lead, desk.account.unitId))
      return refused('other-unit', `座席 ${request.seat} 属于其他单位，由该单位或市级的班长、主管处理。`);
    return { request, desk };
  }

  #wrong(reason: string, words: string): Refused | null {
    if (/\p{Cc}/u.test(words)) return refused('bad-words', '说明中含有控制字符，请重新填写。');
    if (this.reasons.includes(reason)) return null;
    if (reason === otherReason && words !== '') return null;
    return refused('bad-reason', `请选择求助原因：${this.reasons.join('、')}；或写一句说明。`);
  }

  #view({ id, reason, words, askedAt, answers }: HelpRequest): Omit<HelpView, 'done'> {
    const told = answers.map(({ byId, words: said, at }) => ({ by: this.#name(byId), words: said, at }));
    return { id, reason, words, askedAt, answers: told };
  }

  #name(accountId: string): string {
    return this.#names.get(accountId) ?? '班长';
  }

  async #audit(account: Account, action: string, seat: string, detail: string): Promise<void> {
    const at = this.#needs.clock.now();
    const entry = { at, accountId: account.id, action, subject: `seat ${seat}`, detail };
    await this.#needs.audit.append({ ...entry, success: true });
  }
}

function isThere(desk: Desk, interactionId: string): boolean {
  return desk.cards.some((card) => card.interactionId === interactionId);
}
