import { Button } from 'antd';
import { keyMap } from '../keys/keymap.ts';
import { useStore } from '../link/use-store.ts';
import { useDesk } from '../pages/operator/desk.ts';
import { words } from '../pages/operator/words.ts';
import { WrapUpLine } from '../seat-state/wrap-up-line.tsx';
import { Icon } from '../ui/icons.tsx';
import { clockTime } from '../ui/time.ts';
import type { Draft } from './draft.ts';
import type { Saved } from './save.ts';
import { recordWords } from './words.ts';

interface Props {
  draft: Draft | undefined;
  saved: Pick<Saved, 'recordNo' | 'savedAt'> | null;
  /** why the last press did nothing */
  hint: string | null;
  /** what of the notice was not told */
  untold: readonly string[];
  /** the next press saves it as it is */
  untoldAsked: boolean;
  saveLabel: string;
  /** the call is not over yet */
  early: boolean;
  canPark: boolean;
  onSave: () => void;
  onPark: () => void;
}

/** The two ways to let go of a record, and where its words are right now. */
export function RecordFoot({
  draft,
  saved,
  hint,
  untold,
  untoldAsked,
  saveLabel,
  early,
  canPark,
  onSave,
  onPark,
}: Props) {
  return (
    <footer className="record-foot">
      {canPark && <WrapUpLine />}
      {untold.length > 0 && (
        <p className="record-untold" role="status" data-asked={untoldAsked || undefined}>
          <Icon name="alert" /> {words.notice.untold(untold)}
          {untoldAsked && <b>{words.notice.saveAnyway(keyMap.label('save'))}</b>}
        </p>
      )}
      <p className="record-state" role="status">
        {hint ?? <Whereabouts draft={draft} saved={saved} />}
      </p>
      <div className="record-buttons">
        <Button
          type={early ? 'default' : 'primary'}
          size="middle"
          onClick={onSave}
          disabled={draft?.save.step === 'asked'}
        >
          {saveLabel} <kbd>{keyMap.label('save')}</kbd>
        </Button>
        {canPark && (
          <Button size="middle" onClick={onPark}>
            {words.record.park} <kbd>{keyMap.label('park')}</kbd>
          </Button>
        )}
      </div>
    </footer>
  );
}

function Whereabouts({
  draft,
  saved,
}: {
  draft: Draft | undefined;
  saved: Pick<Saved, 'recordNo' | 'savedAt'> | null;
}) {
  const desk = useDesk();
  const kept = useStore(desk.drafts.kept);
  const link = useStore(desk.connection.status);
  const connected = link.state === 'live' || link.state === 'stale';
  if (kept.state === 'failed')
    return (
      <span className="tone-bad">
        <Icon name="alert" /> {words.record.draftFailed}
      </span>
    );
  if (draft === undefined) {
    if (saved === null) return null;
    return (
      <span className="tone-good">
        <Icon name="check" /> {words.record.savedAs(saved.recordNo, clockTime(Date.parse(saved.savedAt)))}
      </span>
    );
  }
  switch (draft.save.step) {
    case 'asked':
      return connected ? (
        words.record.saving
      ) : (
        <span className="tone-warn">
          <Icon name="clock" /> {recordWords.sync.keptHere}
        </span>
      );
    case 'refused':
      return (
        <span className="tone-bad">
          <Icon name="alert" />{' '}
          {draft.save.retryAt === null
            ? words.record.refused(draft.save.message)
            : words.record.retrying(draft.save.message, clockTime(draft.save.retryAt))}
        </span>
      );
    case 'conflict':
      return (
        <span className="tone-bad">
          <Icon name="alert" />{' '}
          {draft.save.sides === null ? words.record.conflict(draft.save.message) : recordWords.conflict.foot}
        </span>
      );
    case 'none':
      return <>{words.record.draftKept(clockTime(draft.changedAt))}</>;
  }
}
