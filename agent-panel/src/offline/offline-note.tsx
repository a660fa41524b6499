import type { Answers } from '../answers/use-answers.ts';
import { keyMap } from '../keys/keymap.ts';
import { useDesk } from '../pages/operator/desk.ts';
import { Icon } from '../ui/icons.tsx';
import { shortDayAndTime } from '../ui/time.ts';
import { daysOld } from './pack-keeper.ts';
import { offlineWords } from './words.ts';

/** Above the list, whatever else is said there: that this was looked up here, in what, and how old that is. */
export function OfflineNote({ answers: { state, placed } }: { answers: Answers }) {
  const desk = useDesk();
  if (state.state !== 'offline') return null;
  const { pack } = state;
  const old = pack === null ? null : daysOld(pack, desk.connection.now());
  return (
    <p className="offline-note" role="status">
      <Icon name="unplugged" size={14} />
      {pack === null ? (
        <span>{offlineWords.none}</span>
      ) : (
        <span>
          {offlineWords.state(shortDayAndTime(pack.confirmedAt), pack.answers)}
          {placed.length > 0 && ` · ${offlineWords.found(placed.length)}`}
          {old !== null && <b title={pack.basis}>{offlineWords.old(old, pack.warnAfterDays)}</b>}
        </span>
      )}
    </p>
  );
}

const SHOWN = 4;

/** Under the list: what the bridge says now, waiting to be taken. Nothing moves under the cursor by itself. */
export function Renewed({ answers }: { answers: Answers }) {
  const { state } = answers;
  if (state.state !== 'offline' || state.renewed === null) return null;
  const { differences } = state.renewed;
  return (
    <section className="renewed" role="status">
      <p>
        <Icon name="link" size={14} /> <b>{offlineWords.renewed(differences.length)}</b>
        <button type="button" className="plain" onClick={() => answers.takeRenewed()}>
          {offlineWords.take} <kbd>{keyMap.label('take-online')}</kbd>
        </button>
      </p>
      <ul>
        {differences.slice(0, SHOWN).map((difference) => (
          <li key={difference}>{difference}</li>
        ))}
      </ul>
    </section>
  );
}
