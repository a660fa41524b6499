import type { Desk } from './desk.ts';
import type { Desks } from './desks.ts';
import type { Log, Timer } from './ports.ts';
import type { SignInSeat } from './sign-in-seat.ts';
import type { AccountStore } from './store.ts';

/** Twice a second: an account that is disabled on the command line is out within one. */
const everyMs = 500;

/** Tells when accounts, rights or sessions were changed, also by another process. Returns the way to stop it. */
export function watchAccounts(needs: {
  accounts: AccountStore;
  timer: Timer;
  log: Log;
  changed(): void;
}): () => void {
  const { accounts, timer, log } = needs;
  let known: number | null = null;
  let stopped = false;
  let cancel = () => {};
  const look = async () => {
    try {
      const revision = await accounts.revision();
      if (known !== null && revision !== known && !stopped) needs.changed();
      known = revision;
    } catch (error) {
      log.error('whether accounts were changed could not be read', { error });
    }
    if (!stopped) cancel = timer.after(everyMs, () => void look());
  };
  void look();
  return () => {
    stopped = true;
    cancel();
  };
}

/**
 * Whose account is disabled leaves the seat, with a page open or without: citizens would ring a desk that can record
 * nothing. A call that is in hand is talked to its end first.
 */
export class BarDisabled {
  readonly #needs: { accounts: AccountStore; desks: Desks; signInSeat: SignInSeat; log: Log };
  /** still at a seat when last looked at */
  readonly #seated = new Set<Desk>();

  constructor(needs: { accounts: AccountStore; desks: Desks; signInSeat: SignInSeat; log: Log }) {
    this.#needs = needs;
    // The end of a call shows the desk again.
    needs.desks.watch({
      deskChanged: () => {
        for (const desk of this.#seated) this.#leave(desk);
      },
    });
  }

  async look(): Promise<void> {
    const { accounts, desks } = this.#needs;
    const disabled = new Map((await accounts.list()).map((account) => [account.id, account.disabled]));
    for (const desk of desks.all()) {
      desk.barred = disabled.get(desk.account.id) ?? true;
      if (desk.barred && desk.session !== null) this.#leave(desk);
      else this.#seated.delete(desk);
    }
  }

  #leave(desk: Desk): void {
    const { signInSeat, log } = this.#needs;
    this.#seated.add(desk);
    signInSeat
      .leaveBarred(desk)
      .catch((error) =>
        log.error('that the seat of a disabled account was left could not be noted', { error }),
      );
    if (desk.session === null) this.#seated.delete(desk);
  }
}
