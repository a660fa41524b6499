import type { AnswerHitView } from '../../../bridge/protocol/answers.ts';
import { Icon } from '../ui/icons.tsx';
import { validityLook } from './validity-look.ts';

/** 效力: a word with its colour and sign, never colour alone. */
export function ValidityTag({ validity }: { validity: AnswerHitView['validity'] }) {
  const { icon, tone } = validityLook(validity.state);
  return (
    <span className={`tag tone-${tone}`} title={validity.basis}>
      <Icon name={icon} size={13} /> {validity.label}
    </span>
  );
}
