import { useStore } from '../link/use-store.ts';
import { Icon } from './icons.tsx';
import { choose, theme } from './theme-choice.ts';
import { sharedWords } from './words.ts';

export function ThemeSwitch() {
  const other = useStore(theme) === 'dark' ? 'light' : 'dark';
  const label = other === 'dark' ? sharedWords.toDark : sharedWords.toLight;
  return (
    <button type="button" className="quiet" title={label} aria-label={label} onClick={() => choose(other)}>
      <Icon name={other === 'dark' ? 'moon' : 'sun'} />
    </button>
  );
}
