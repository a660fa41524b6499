import { promisesIn } from '../../../bridge/protocol/disclosure.ts';
import { Icon } from '../ui/icons.tsx';
import { useDuties } from './use-duties.ts';
import { words } from './words.ts';

/** Under the note: words in it that promise what others decide. Saved all the same. */
export function PromiseHint({ note }: { note: string }) {
  const table = useDuties();
  const said = table === null ? [] : promisesIn(note, table);
  if (said.length === 0) return null;
  return (
    <p className="promise-hint tone-warn" role="status">
      <Icon name="alert" size={14} /> {words.promise(said)}
    </p>
  );
}
