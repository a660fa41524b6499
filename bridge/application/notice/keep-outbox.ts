import type { StoredNotification } from '../notification-store.ts';
import type { Log, Notifier, Timer } from '../ports.ts';
import type { Store } from '../store.ts';

/** A slice of what is due. */
const atOnce = 20;
/** ms before a message is tried again; doubled with each try, up to the longest. */
const firstWait = 5_000;
const longestWait = 300_000;
/** Looked at without being woken, ms: a message that is due after a fault of the disk waits no longer than this. */
const everyMs = 30_000;

/**
 * The outbox: what was acknowledged is given to the gateway, again and again until it answers or the time is over, by
 * the same key, also by a bridge that was started again. One at a time: order, and no flood after an outage.
 */
export class KeepOutbox {
  readonly #store: Store['notifications'];
  readonly #notifier: Notifier;
  readonly #giveUpMs: number;
  readonly #timer: Timer;
  readonly #log: Log;
  readonly #changed: (notification: StoredNotification) => void;
  #cancel: () => void = () => {};
  #working: Promise<void> | null = null;
  #again = false;
  #stopped = false;

  constructor(needs: {
    store: Store['notifications'];
    notifier: Notifier;
    giveUpMs: number;
    timer: Timer;
    log: Log;
    changed(notification: StoredNotification): void;
  }) {
    this.#store = needs.store;
    this.#notifier = needs.notifier;
    this.#giveUpMs = needs.giveUpMs;
    this.#timer = needs.timer;
    this.#log = needs.log;
    this.#changed = (notification) => needs.changed(notification);
  }

  /** Something may be due now. */
  wake(): void {
    if (this.#stopped) return;
    this.#again = true;
    this.#working ??= this.#work().finally(() => {
      this.#working = null;
    });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancel();
    await this.#working;
  }

  async #work(): Promise<void> {
    this.#cancel();
    let wait = everyMs;
    try {
      while (this.#again && !this.#stopped) {
        this.#again = false;
        const due = await this.#store.due(this.#timer.now(), atOnce);
        for (const one of due) {
          if (this.#stopped) return;
          wait = Math.min(wait, await this.#try(one));
        }
        if (due.length === atOnce) this.#again = true;
      }
    } catch (error) {
      this.#log.error('text messages could not be taken out of the outbox; tried again soon', { error });
    }
    if (!this.#stopped) this.#cancel = this.#timer.after(wait, () => this.wake());
  }

  /** Returns ms until it is to be tried again. */
  async #try(due: StoredNotification & { to: string | null }): Promise<number> {
    const { messageId, to, text, attempts, createdAt } = due;
    if (to === null) {
      await this.#change(messageId, 'failed', '号码已按期删除，不能再发', null, false);
      return everyMs;
    }
    const answer = await this.#notifier.send({
      to,
      text,
      purpose: 'one-time-notice',
      idempotencyKey: messageId,
    });
    switch (answer.outcome) {
      case 'accepted':
        await this.#change(messageId, 'submitted', '', null, true);
        return everyMs;
      case 'refused':
        await this.#change(messageId, 'failed', answer.message, null, true);
        return everyMs;
      case 'unreachable': {
        const now = this.#timer.now();
        const wait = Math.min(longestWait, firstWait * 2 ** Math.min(attempts, 10));
        if (now + wait - createdAt > this.#giveUpMs) {
          await this.#change(messageId, 'failed', `${answer.message}；已多次重试`, null, true);
          return everyMs;
        }
        await this.#change(messageId, 'queued', answer.message, now + wait, true);
        return wait;
      }
      default:
        return answer satisfies never;
    }
  }

  async #change(
    messageId: string,
    state: StoredNotification['state'],
    words: string,
    nextAt: number | null,
    tried: boolean,
  ): Promise<void> {
    const changed = await this.#store.change({
      messageId,
      state,
      words,
      tried,
      nextAt,
      at: this.#timer.now(),
    });
    // A receipt was quicker.
    if (changed !== null) this.#changed(changed);
  }
}
