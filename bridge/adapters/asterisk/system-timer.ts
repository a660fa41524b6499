import type { Timer } from '../../application/ports.ts';

export const systemTimer: Timer = {
  now: () => Date.now(),
  after: (ms, run) => {
    const timeout = setTimeout(run, ms).unref();
    return () => clearTimeout(timeout);
  },
};
