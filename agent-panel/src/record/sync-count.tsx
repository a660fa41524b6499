import { useStore } from '../link/use-store.ts';
import { useDesk } from '../pages/operator/desk.ts';
import { Icon } from '../ui/icons.tsx';
import { recordWords } from './words.ts';

/** Saves that lie on this PC and not yet on the bridge: always in sight, whatever else the page shows. */
export function SyncCount() {
  const desk = useDesk();
  const live = useStore(desk.connection.status).state === 'live';
  const drafts = [...useStore(desk.drafts.all).values()];
  const waiting = drafts.filter(({ save }) =>
    save.step === 'asked' ? !live : save.step === 'refused' && save.retryAt !== null,
  ).length;
  const stuck = drafts.filter(
    ({ save }) => save.step === 'conflict' || (save.step === 'refused' && save.retryAt === null),
  ).length;
  return (
    <>
      {waiting > 0 && (
        <span className="tag tone-warn" role="status">
          <Icon name="clock" size={13} /> {recordWords.sync.waiting(waiting)}
        </span>
      )}
      {stuck > 0 && (
        <span className="tag tone-bad" role="status">
          <Icon name="alert" size={13} /> {recordWords.sync.stuck(stuck)}
        </span>
      )}
    </>
  );
}
