import type { Log, Timer } from './ports.ts';
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
