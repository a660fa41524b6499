import type { CallCard, DeskView } from '../../../bridge/protocol/desk.ts';
import { handOnWords } from './hand-on/words.ts';
import { isLive } from './in-hand.ts';

/** Whether a control can be used now, and if not, why: a control that does nothing says so. */
export type Control = { able: true } | { able: false; why: string };

const able: Control = { able: true };
const { reasons } = handOnWords;
const not = (why: string): Control => ({ able: false, why });

type Capabilities = DeskView['capabilities'];

/** 静音 F8 */
export function muteControl(card: CallCard, can: Capabilities, linked: boolean): Control {
  if (!can.mute) return not(reasons.notCapable(handOnWords.mute));
  if (!linked) return not(reasons.notLinked);
  if (card.phase === 'ringing') return not(reasons.ringing);
  return isLive(card) ? able : not(reasons.over);
}

/** 咨询/转接 F7: opens the directory */
export function handOnControl(card: CallCard, can: Capabilities, linked: boolean): Control {
  if (!can.consult && !can.transfer) return not(reasons.notCapable(handOnWords.open));
  if (!linked) return not(reasons.notLinked);
  switch (card.phase) {
    case 'talking':
      return able;
    case 'held':
      return can.transfer ? able : not(reasons.held);
    case 'ringing':
      return not(reasons.ringing);
    case 'consulting':
      return not(reasons.consulting);
    case 'conference':
      return not(reasons.conference);
    default:
      return not(reasons.over);
  }
}

/** 按键 Alt+K */
export function keypadControl(card: CallCard, can: Capabilities, linked: boolean): Control {
  if (!can.press) return not(reasons.notCapable(handOnWords.keypad));
  if (!linked) return not(reasons.notLinked);
  return card.keypad === true ? able : not(reasons.noKeys);
}

/** What can be done about a consultation: nothing is handed to a telephone that still rings. */
export function consultControl(card: CallCard, linked: boolean): Control {
  const { consultation } = card;
  if (!linked) return not(reasons.notLinked);
  if (consultation == null) return not(handOnWords.asked);
  if (consultation.by === 'telephone') return not(handOnWords.byTelephone);
  return consultation.answered ? able : not(handOnWords.notYet);
}
