import type { CommandType } from '../../../bridge/protocol/commands.ts';

/**
 * What becomes of a command while the link is down.
 *
 * - `momentary`: an old answer is worthless. Ends with the link.
 * - `brief`: a human act on the floor. One that was given just before the loss is sent again (the same id, so it
 *   happens once); later than this it would surprise who gave it, and is told as unconfirmed.
 * - `lasting`: a human's work. Waits for as long as it takes.
 */
export type Patience = 'momentary' | 'brief' | 'lasting';

export const BRIEF_MS = 15_000;

const patience: Readonly<Record<CommandType, Patience>> = {
  search: 'momentary',
  compare: 'momentary',
  article: 'momentary',
  'preview-notice': 'momentary',
  'send-notice': 'brief',
  'reveal-number': 'momentary',
  'sign-in-seat': 'brief',
  'sign-out-seat': 'brief',
  'set-state': 'brief',
  'set-next-state': 'brief',
  'check-state': 'momentary',
  'extend-wrap-up': 'brief',
  'ask-help': 'brief',
  'withdraw-help': 'brief',
  'answer-help': 'brief',
  'finish-help': 'brief',
  answer: 'brief',
  hold: 'brief',
  'hang-up': 'brief',
  'force-state': 'brief',
  mute: 'brief',
  consult: 'brief',
  'cancel-consult': 'brief',
  'complete-consult': 'brief',
  conference: 'brief',
  transfer: 'brief',
  'press-keys': 'momentary',
  dial: 'brief',
  'dial-for-embedder': 'brief',
  'number-for-embedder': 'momentary',
  directory: 'momentary',
  'set-caller-tag': 'brief',
  'end-caller-tag': 'brief',
  'ask-orders-again': 'momentary',
  'save-record': 'lasting',
  'park-record': 'lasting',
};

export function patienceOf(type: CommandType): Patience {
  return patience[type];
}
