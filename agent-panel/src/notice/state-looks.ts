import type { SentNotice } from '../../../bridge/protocol/notifications.ts';

/** Colour and icon of where a text message stands; the word stands beside them. */
export const stateLooks = {
  queued: { tone: 'tone-soft', icon: 'clock' },
  submitted: { tone: 'tone-accent', icon: 'check' },
  delivered: { tone: 'tone-good', icon: 'check' },
  failed: { tone: 'tone-bad', icon: 'alert' },
} as const satisfies Record<SentNotice['state'], { tone: string; icon: string }>;
