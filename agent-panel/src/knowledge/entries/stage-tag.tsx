import { Icon } from '../../ui/icons.tsx';
import { type Stage, stageLooks } from './stages.ts';

/** 环节: a word with its sign and colour. */
export function StageTag({ stage }: { stage: Stage }) {
  const { word, icon, tone } = stageLooks[stage];
  return (
    <span className={`tag tone-${tone}`}>
      <Icon name={icon} size={13} /> {word}
    </span>
  );
}
