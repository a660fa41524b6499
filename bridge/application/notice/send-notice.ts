import { chinaDay } from '../../domain/figures/period.ts';
import { mobileOf, type SmsText, smsParts, smsText } from '../../domain/notice/sms-text.ts';
import { maskNumber } from '../../domain/people/number.ts';
import { may } from '../../domain/people/role.ts';
import { type Card, isGone } from '../card.ts';
import type { Desks } from '../desks.ts';
import type { Page } from '../knowledge-store.ts';
import type { NotificationLimits, StoredNotification } from '../notification-store.ts';
import type { AnswerIndex, ArticleView, Log, NewId, Notifier, SignedCall, Timer } from '../ports.ts';
import { type Done, done, noRight, type Refused, refused } from '../result.ts';
import type { Scopes } from '../scopes.ts';
import type { Account, Store } from '../store.ts';
import { KeepOutbox } from './keep-outbox.ts';

export interface NoticeRules extends NotificationLimits {
  /** 长沙12345: stands in 【】 before each message */
  signature: string;
  /** of one message */
  mostCharacters: number;
  giveUpMs: number;
}

/** How a site sends text messages. */
export interface Messaging {
  notifier: Notifier;
  rules: NoticeRules;
}

/** Which approved words go to whom. */
export interface NoticeWish {
  interactionId: string;
  articleId: string;
  clauseNo: string;
  faqId: string | null;
}

export type PreviewResult =
  | Refused
  | {
      outcome: 'notice-preview';
      articleRev: number;
      to: string;
      text: string;
      parts: number;
      leftOut: string[];
    };

const noGateway = refused('no-gateway', '本站没有配置短信网关，不能发短信。请口头告知，或打印交给来电人。');
const notReady = refused(
  'answers-unavailable',
  '知识库暂时没有答复，短信没有生成。请稍候再试；通话不受影响。',
);

/**
 * 一次性告知 as a text message: only words that are approved and in force that day, only to the number that calls, and
 * acknowledged only once it is on disk. The page sends no words of its own.
 */
export class SendNotice {
  readonly #messaging: Messaging | null;
  readonly #outbox: KeepOutbox | null;
  readonly #store: Store['notifications'];
  readonly #index: AnswerIndex;
  readonly #desks: Desks;
  readonly #scopes: Scopes;
  readonly #timer: Timer;
  readonly #newId: NewId;
  readonly #log: Log;
  /** what was sent, by interaction: cards show it */
  readonly #sent = new Map<string, StoredNotification[]>();

  constructor(needs: {
    messaging: Messaging | null;
    store: Store['notifications'];
    index: AnswerIndex;
    desks: Desks;
    scopes: Scopes;
    timer: Timer;
    newId: NewId;
    log: Log;
  }) {
    const { messaging, store, timer, log } = needs;
    this.#messaging = messaging;
    this.#store = store;
    this.#index = needs.index;
    this.#desks = needs.desks;
    this.#scopes = needs.scopes;
    this.#timer = timer;
    this.#newId = needs.newId;
    this.#log = log;
    this.#outbox =
      messaging === null
        ? null
        : new KeepOutbox({
            store,
            notifier: messaging.notifier,
            giveUpMs: messaging.rules.giveUpMs,
            timer,
            log,
            changed: (notification) => this.#tell(notification),
          });
  }

  /** What an earlier bridge left is sent; cards that were put back show what was sent in their calls. */
  async start(): Promise<void> {
    for (const desk of this.#desks.all())
      for (const { interactionId } of desk.cards) {
        const sent = await this.#store.ofInteraction(interactionId);
        if (sent.length > 0) this.#sent.set(interactionId, sent);
      }
    this.#outbox?.wake();
  }

  async stop(): Promise<void> {
    await this.#outbox?.stop();
  }

  get sms(): { available: boolean; demo: boolean } {
    return { available: this.#messaging !== null, demo: this.#messaging?.notifier.demo ?? false };
  }

  sentIn(interactionId: string): readonly StoredNotification[] {
    return this.#sent.get(interactionId) ?? [];
  }

  async preview(account: Account, wish: NoticeWish): Promise<PreviewResult> {
    const drawn = await this.#draw(account, wish);
    if ('outcome' in drawn) return drawn;
    const { article, to, sms } = drawn;
    return {
      outcome: 'notice-preview',
      articleRev: article.rev,
      to: maskNumber(to),
      text: sms.text,
      parts: smsParts(sms.text),
      leftOut: sms.leftOut,
    };
  }

  /** @param articleRev of the preview: words that changed since are not sent unseen */
  async send(
    account: Account,
    commandId: string,
    wish: NoticeWish & { articleRev: number },
  ): Promise<Done | Refused> {
    const drawn = await this.#draw(account, wish);
    if ('outcome' in drawn) return drawn;
    const { article, to, sms, rules } = drawn;
    if (article.rev !== wish.articleRev)
      return refused('changed-since', '该依据刚刚更新，短信没有发出。请重新预览后再发。');
    try {
      const put = await this.#store.put(
        {
          messageId: this.#newId(),
          commandId,
          accountId: account.id,
          unitId: account.unitId,
          interactionId: wish.interactionId,
          number: to,
          numberMasked: maskNumber(to),
          articleId: article.articleId,
          articleRev: article.rev,
          title: article.title,
          text: sms.text,
          at: this.#timer.now(),
        },
        rules,
      );
      if (put.outcome === 'too-many-of-call')
        return refused('too-many', `本次通话已发 ${rules.mostACall} 条短信，不能再发。请口头告知或打印。`);
      if (put.outcome === 'too-many-of-number')
        return refused(
          'too-many',
          `此号码今天已收到 ${rules.mostANumberADay} 条短信，不能再发。请口头告知或打印。`,
        );
      this.#tell(put.notification);
      this.#outbox?.wake();
      return done;
    } catch (error) {
      this.#log.error('a text message could not be saved', { error });
      return refused('not-saved', '短信没有写入服务器，没有发出。请稍后再按 Enter 重发；通话不受影响。');
    }
  }

  /** The gateway tells what became of a message. False: it is not from the gateway, or unknown here. */
  async receipt(call: SignedCall): Promise<'taken' | 'forged' | 'unknown'> {
    const receipt = this.#messaging?.notifier.receipt(call) ?? null;
    if (receipt === null) return 'forged';
    const { idempotencyKey: messageId, state, message } = receipt;
    const words = state === 'failed' ? message || '网关报告没有送达' : '';
    const at = this.#timer.now();
    const changed = await this.#store.change({ messageId, state, words, tried: false, nextAt: null, at });
    if (changed === null) return 'unknown';
    this.#tell(changed);
    return 'taken';
  }

  /** 发件箱: one's own, or those of one's unit and below for who watches the floor. */
  async list(
    account: Account,
    page: Page,
  ): Promise<Refused | { notifications: StoredNotification[]; total: number }> {
    if (!may(account.roles, 'take-calls') && !may(account.roles, 'watch-floor')) return noRight;
    const watches = may(account.roles, 'watch-floor');
    const unitIds = watches ? this.#scopes.unitsSeen(account) : null;
    return this.#store.list({ unitIds, accountId: watches ? null : account.id }, page);
  }

  async #draw(
    account: Account,
    { interactionId, articleId, clauseNo, faqId }: NoticeWish,
  ): Promise<Refused | { article: ArticleView; to: string; sms: SmsText; rules: NoticeRules }> {
    if (!may(account.roles, 'take-calls')) return noRight;
    if (this.#messaging === null) return noGateway;
    const { rules } = this.#messaging;
    const to = this.#numberOf(account, interactionId);
    if (typeof to !== 'string') return to;
    let article: ArticleView | null;
    try {
      article = await this.#index.article(articleId, chinaDay(this.#timer.now()), faqId);
    } catch (error) {
      this.#log.error('a text message could not be composed', { error });
      return notReady;
    }
    const clause = article?.clauses.find(({ no }) => no === clauseNo);
    if (article === null || clause === undefined)
      return refused('no-article', '知识库中没有这一条，可能已被替换。请重新检索后再发。');
    const { validity, readAloud, readAloudNote, notice, title, docNo, dataAsOf } = article;
    if (validity.state === 'ended' || validity.state === 'repealed' || validity.state === 'not-yet')
      return refused('not-in-force', `《${title}》${validity.label}，不能发给来电人。请打开现行规定。`);
    const sms = smsText(
      {
        title,
        docNo,
        clauseNo,
        clauseText: clause.text,
        validityLabel: validity.label,
        dataAsOf,
        readAloud,
        readAloudNote,
        notice,
      },
      rules.signature,
      rules.mostCharacters,
    );
    if (sms === null)
      return refused(
        'too-long',
        `这一条超过短信上限 ${rules.mostCharacters} 字，没有删节发送。请口头告知，或打印交给来电人。`,
      );
    return { article, to, sms, rules };
  }

  #numberOf(account: Account, interactionId: string): string | Refused {
    const card = this.#desks.of(account).cards.find((one) => one.interactionId === interactionId);
    if (card === undefined || isGone(card) || !isOwn(card))
      return refused('not-your-call', '这通电话不在您的工作台上，不能向它发短信。');
    if (card.caller === null) return refused('withheld', '来电人隐藏了号码，不能发短信。请口头告知。');
    return (
      mobileOf(card.caller) ??
      refused('no-mobile', `${maskNumber(card.caller)} 不是手机号码，收不到短信。请口头告知或打印。`)
    );
  }

  #tell(notification: StoredNotification): void {
    const { interactionId, messageId } = notification;
    const others = this.sentIn(interactionId).filter((one) => one.messageId !== messageId);
    const sent = [...others, notification].sort((one, other) => one.createdAt - other.createdAt);
    this.#sent.set(interactionId, sent);
    // Calls that no desk has any more are shown by nobody.
    const shown = new Set<string>();
    for (const desk of this.#desks.all())
      for (const card of desk.cards) {
        shown.add(card.interactionId);
        if (card.interactionId === interactionId) this.#desks.touch(desk);
      }
    for (const id of this.#sent.keys()) if (!shown.has(id)) this.#sent.delete(id);
  }
}

/** A citizen's call that this seat took; a ring of somebody else's is not. */
function isOwn(card: Card): boolean {
  return card.record !== null && (card.kind === 'inbound' || card.kind === 'outbound');
}
