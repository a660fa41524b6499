import { Icon, type IconName } from '../../ui/icons.tsx';

export function LookTag({ look }: { look: { word: string; icon: IconName; tone: string } }) {
  return (
    <span className={`tag tone-${look.tone}`}>
      <Icon name={look.icon} size={13} /> {look.word}
    </span>
  );
}
