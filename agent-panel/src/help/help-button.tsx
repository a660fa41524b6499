import { keyMap } from '../keys/keymap.ts';
import { useKeys } from '../keys/use-keys.ts';
import { useStore } from '../link/use-store.ts';
import { useDesk } from '../pages/operator/desk.ts';
import { Icon } from '../ui/icons.tsx';
import { helpWords } from './words.ts';

/** Opens the line in which help is asked for; while it is asked for, the line is there anyway. */
export function HelpButton() {
  const desk = useDesk();
  const open = useStore(desk.helpOpen);
  const asked = useStore(desk.view)?.help ?? null;
  const waiting = asked !== null && asked.done === null;
  const toggle = () => desk.helpOpen.set(!waiting && !open);
  useKeys({ help: toggle });
  return (
    <button
      type="button"
      className="help-button"
      title={waiting ? helpWords.waiting : `${helpWords.label} ${keyMap.label('help')}`}
      aria-expanded={open || asked !== null}
      disabled={waiting}
      onClick={toggle}
    >
      <Icon name="hand" /> {helpWords.ask} <kbd>{keyMap.label('help')}</kbd>
    </button>
  );
}
