import type { Notifier } from '../../application/ports.ts';

/** Of the demonstration: takes every message and sends none. Pages say so where they show what became of it. */
export const demoNotifier: Notifier = {
  demo: true,
  send: async () => ({ outcome: 'accepted' }),
  receipt: () => null,
};
