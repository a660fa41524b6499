import type { Desks } from './desks.ts';
import type { Timer } from './ports.ts';
import type { Account } from './store.ts';

/** A page that is loaded anew, or comes back after a blink of the network, was not lost. */
const backWithinMs = 3000;

/**
 * Whose page is lost (失联). The seat stays theirs and nothing is told to the exchange; the floor shows it, so that
 * somebody goes and looks.
 */
export class FollowPages {
  readonly #desks: Desks;
  readonly #timer: Timer;
  readonly #changed: (seat: string) => void;
  /** by account, whose page has just gone: what stops the waiting for it */
  readonly #awaited = new Map<string, () => void>();

  constructor(needs: { desks: Desks; timer: Timer; changed(seat: string): void }) {
    this.#desks = needs.desks;
    this.#timer = needs.timer;
    this.#changed = (seat) => needs.changed(seat);
  }

  opened(account: Account): void {
    this.#awaited.get(account.id)?.();
    this.#awaited.delete(account.id);
    this.#note(account, null);
  }

  /** The last page of a person is gone. */
  closed(account: Account): void {
    if (this.#awaited.has(account.id)) return;
    const since = this.#timer.now();
    const cancel = this.#timer.after(backWithinMs, () => {
      this.#awaited.delete(account.id);
      this.#note(account, since);
    });
    this.#awaited.set(account.id, cancel);
  }

  #note(account: Account, lostSince: number | null): void {
    const desk = this.#desks.of(account);
    if (desk.pageLostSince === lostSince) return;
    desk.pageLostSince = lostSince;
    if (desk.session !== null) this.#changed(desk.session.seat);
  }
}
