import {
  longestTagReason,
  maySet,
  ruleOf,
  type TagTable,
  type TagWish,
  tagsInForce,
  wrongWithTag,
} from '../../domain/people/caller-tag.ts';
import { judgementIn } from '../../domain/people/judgement.ts';
import { maskNumber, maskNumbersIn } from '../../domain/people/number.ts';
import { may } from '../../domain/people/role.ts';
import { type Card, isGone } from '../card.ts';
import type { Desk } from '../desk.ts';
import type { Desks } from '../desks.ts';
import type { Page } from '../knowledge-store.ts';
import type { Log, Timer } from '../ports.ts';
import { done, noRight, type Refused, type Result, refused } from '../result.ts';
import type { Scopes } from '../scopes.ts';
import type { Account, AccountStore, AuditStore, ConsultationRecord } from '../store.ts';
import type { CallerTagStore, StoredTag } from './tag-store.ts';

/** How often what is over is deleted, ms. It is shown no more from the moment it is over. */
const sweepMs = 6 * 3_600_000;

/** A tag as an operator sees it at the call. */
export interface TagView {
  tagId: string;
  name: string;
  purpose: string;
  reason: string;
  by: string;
  setAt: number;
  expiresAt: number;
  consent: boolean;
  /** this person may end it */
  mayEnd: boolean;
}

/** A tag as who oversees the unit sees it. */
export interface TagRow extends Omit<TagView, 'mayEnd'> {
  numberMasked: string;
  unit: string;
}

interface TagCallersNeeds {
  table: TagTable;
  store: CallerTagStore;
  accounts: AccountStore;
  audit: AuditStore;
  desks: Desks;
  scopes: Scopes;
  timer: Timer;
  log: Log;
}

const unreadable = refused('not-saved', '标签没有保存：服务器没有写入成功。通话不受影响，请稍后再试。');

/** 来电人标签: what is kept of a caller under their keyed reference, from one call to the next. */
export class TagCallers {
  readonly table: TagTable;
  readonly #needs: TagCallersNeeds;
  /** as they were read, or written since, of callers that some desk shows */
  readonly #known = new Map<string, StoredTag[]>();
  /** of authors, by account */
  readonly #names = new Map<string, string>();
  #endSweeps: () => void = () => {};

  constructor(needs: TagCallersNeeds) {
    this.#needs = needs;
    this.table = needs.table;
  }

  start(): void {
    const sweep = () => {
      this.#endSweeps = this.#needs.timer.after(sweepMs, sweep);
      this.#needs.store
        .expire(this.#needs.timer.now())
        .catch((error: unknown) =>
          this.#needs.log.error('tags that are over could not be deleted', { error }),
        );
    };
    sweep();
  }

  stop(): void {
    this.#endSweeps();
  }

  /** Read with the caller's history; rejects where the store cannot be read. */
  async read(callerRef: string): Promise<void> {
    this.#forgetUnshown();
    const tags = await this.#needs.store.ofCaller(callerRef);
    for (const { setBy } of tags) await this.#learnName(setBy);
    this.#known.set(callerRef, tags);
  }

  /** What this person is shown of a card's caller, in the order of the city's list. */
  ofCard(account: Account, card: Card): TagView[] {
    const { callerRef } = card;
    if (callerRef === null || isGone(card) || !may(account.roles, 'take-calls')) return [];
    const tags = tagsInForce(this.#known.get(callerRef) ?? [], this.table, this.#needs.timer.now());
    return tags.map((tag) => ({
      ...this.#view(tag),
      // Who asked for confidence has it towards every other operator: a reason may name the matter.
      reason: card.callerConfidential && tag.setBy !== account.id ? '（来电人要求保密）' : tag.reason,
      mayEnd: this.#mayEnd(account, tag),
    }));
  }

  /** The tags that this person may set, in the order of the city's list. */
  offered(account: Account) {
    if (!may(account.roles, 'take-calls')) return [];
    return this.table.tags
      .filter((rule) => maySet(rule, account.roles))
      .map(({ name, purpose, longestDays, needsConsent }) => ({ name, purpose, longestDays, needsConsent }));
  }

  /** On the caller of a call that this person has. */
  async set(account: Account, callId: string, wish: TagWish): Promise<Result> {
    if (!may(account.roles, 'take-calls')) return noRight;
    const card = this.#cardOf(account, callId);
    if ('outcome' in card) return card;
    const rule = ruleOf(this.table, wish.name);
    if (rule !== null && !maySet(rule, account.roles))
      return refused('not-this-tag', `“${wish.name}”不由您的角色设置。需要设的，请联系班长。`);
    const wrong = wrongWithTag(this.table, wish);
    if (wrong !== null) return refused(wrong.code, wrong.zh);
    const { caller, callerRef, interactionId } = card;
    if (caller === null || callerRef === null)
      return refused('withheld', '来电人隐藏了号码，标签无从保存：它跟随号码，只对再次来电有用。');
    const saved = card.record?.saved;
    if (saved?.confidential === true || saved?.flags.includes('anonymous') === true)
      return refused('confidential', '来电人要求保密或匿名，不能给他留标签。');
    try {
      const tag = await this.#needs.store.put({
        callerRef,
        numberMasked: maskNumber(caller),
        interactionId,
        accountId: account.id,
        unitId: account.unitId,
        // A caller's number in it would stand there in the clear.
        wish: { ...wish, reason: maskNumbersIn(wish.reason.trim()) },
        at: this.#needs.timer.now(),
      });
      this.#names.set(account.id, account.name);
      const others = (this.#known.get(callerRef) ?? []).filter(({ tagId }) => tagId !== tag.tagId);
      this.#change(callerRef, [tag, ...others]);
      return done;
    } catch (error) {
      this.#needs.log.error('a tag of a caller could not be kept', { error });
      return unreadable;
    }
  }

  /** By who may set it, at a call of the same caller. */
  async end(account: Account, callId: string, tagId: string): Promise<Result> {
    if (!may(account.roles, 'take-calls')) return noRight;
    const card = this.#cardOf(account, callId);
    if ('outcome' in card) return card;
    const tag = this.#known.get(card.callerRef ?? '')?.find((one) => one.tagId === tagId);
    if (tag === undefined) return done;
    if (!this.#mayEnd(account, tag))
      return refused('not-this-tag', `“${tag.name}”不由您的角色设置，请由班长或主管取消。`);
    return this.#end(account, tagId, 'at a call');
  }

  /** By who oversees the unit, wherever the caller is. */
  async endOverseen(account: Account, tagId: string, reason: string): Promise<Result> {
    if (!may(account.roles, 'oversee-tags')) return noRight;
    const said = reason.trim();
    if (said === '' || said.length > longestTagReason || /\p{Cc}/u.test(said))
      return refused('no-reason', `请写明取消的原因，最多 ${longestTagReason} 字。`);
    const judgement = judgementIn(said);
    if (judgement !== null)
      return refused('judgement', `原因中有评价来电人的话（“${judgement}”），没有取消。请改写后再按。`);
    const tag = await this.#needs.store.byId(tagId);
    if (tag === null) return done;
    if (!this.#needs.scopes.sees(account, tag.unitId))
      return refused('other-unit', '这个标签是其他单位的人设的，由该单位或市级的班长、主管取消。');
    return this.#end(account, tagId, maskNumbersIn(said));
  }

  async list(account: Account, page: Page): Promise<Refused | { tags: TagRow[]; total: number }> {
    if (!may(account.roles, 'oversee-tags')) return noRight;
    const { scopes, store, audit, timer } = this.#needs;
    const { tags, total } = await store.list(scopes.unitsSeen(account), timer.now(), page);
    // Reasons tell of callers: nobody reads them in silence.
    if (tags.length > 0)
      await audit.append({
        at: timer.now(),
        accountId: account.id,
        action: 'list-caller-tags',
        subject: tags.map(({ tagId }) => tagId).join(' '),
        detail: `${tags.length} of ${total}`,
        success: true,
      });
    for (const { setBy } of tags) await this.#learnName(setBy);
    return {
      tags: tags.map((tag) => ({
        ...this.#view(tag),
        numberMasked: tag.numberMasked,
        unit: scopes.unitName(tag.unitId),
      })),
      total,
    };
  }

  /** The caller asked for confidence or anonymity in this call after all: what was set in it is taken back. */
  recordSaved(account: Account, interactionId: string, content: ConsultationRecord['content']): void {
    if (!content.confidential && !content.flags.includes('anonymous')) return;
    const { store, timer, log } = this.#needs;
    void store
      .endOfInteraction(interactionId, account.id, timer.now())
      .then(() => {
        for (const [callerRef, tags] of this.#known)
          if (tags.some((tag) => tag.interactionId === interactionId))
            this.#change(
              callerRef,
              tags.filter((tag) => tag.interactionId !== interactionId),
            );
      })
      .catch((error: unknown) => log.error('tags of a confidential call could not be taken back', { error }));
  }

  async #end(account: Account, tagId: string, reason: string): Promise<Result> {
    const { store, timer, log } = this.#needs;
    try {
      await store.end({ tagId, accountId: account.id, reason, at: timer.now() });
    } catch (error) {
      log.error('a tag of a caller could not be ended', { error });
      return refused('not-saved', '标签没有取消：服务器没有写入成功。请稍后再试。');
    }
    for (const [callerRef, tags] of this.#known)
      if (tags.some((tag) => tag.tagId === tagId))
        this.#change(
          callerRef,
          tags.filter((tag) => tag.tagId !== tagId),
        );
    return done;
  }

  #mayEnd(account: Account, tag: StoredTag): boolean {
    const rule = ruleOf(this.table, tag.name);
    return tag.setBy === account.id || (rule !== null && maySet(rule, account.roles));
  }

  #cardOf(account: Account, callId: string): Card | Refused {
    const card = this.#needs.desks.of(account).cards.find((one) => one.callId === callId);
    if (card === undefined || isGone(card) || card.record === null)
      return refused('not-your-call', '这通电话不在您的工作台上，或还没有接听，不能改它的标签。');
    return card;
  }

  #view(tag: StoredTag): Omit<TagView, 'mayEnd'> {
    const { tagId, name, reason, setBy, setAt, expiresAt, consentAt } = tag;
    return {
      tagId,
      name,
      purpose: ruleOf(this.table, name)?.purpose ?? '',
      reason,
      by: this.#names.get(setBy) ?? '',
      setAt,
      expiresAt,
      consent: consentAt !== null,
    };
  }

  async #learnName(accountId: string): Promise<void> {
    if (this.#names.has(accountId)) return;
    const account = await this.#needs.accounts.byId(accountId);
    if (account !== null) this.#names.set(accountId, account.name);
  }

  #change(callerRef: string, tags: StoredTag[]): void {
    this.#known.set(callerRef, tags);
    for (const [desk] of this.#showing(callerRef)) this.#needs.desks.touch(desk);
  }

  *#showing(callerRef: string): Generator<[Desk, Card]> {
    for (const desk of this.#needs.desks.all())
      for (const card of desk.cards) if (card.callerRef === callerRef) yield [desk, card];
  }

  /** Callers that no desk shows any more are kept by nobody's page, and not here. */
  #forgetUnshown(): void {
    for (const callerRef of this.#known.keys())
      if (this.#showing(callerRef).next().done === true) this.#known.delete(callerRef);
  }
}
