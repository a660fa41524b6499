import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { DeskView } from '../../../../bridge/protocol/desk.ts';
import { HandOnDrawer } from '../../call/hand-on/hand-on-drawer.tsx';
import { handOnWords } from '../../call/hand-on/words.ts';
import { PackButton } from '../../call-bundle/pack-button.tsx';
import { keyMap } from '../../keys/keymap.ts';
import { useKeys } from '../../keys/use-keys.ts';
import { useStore } from '../../link/use-store.ts';
import { AskConsent } from '../../pop-notice/ask-consent.tsx';
import type { Editing } from '../../record/edit/editing.ts';
import { TodaysRecords } from '../../record/edit/todays-records.tsx';
import { recordWords } from '../../record/words.ts';
import { Icon } from '../../ui/icons.tsx';
import { lookOf } from '../../ui/seat-look.ts';
import { clockTime } from '../../ui/time.ts';
import { useDesk } from './desk.ts';
import { LocalDrafts } from './local-drafts.tsx';
import { words } from './words.ts';

/** Nobody on the line: what state that is, and the one thing to press next. */
export function IdleColumn({ view, onEdit }: { view: DeskView; onEdit: (editing: Editing) => void }) {
  const desk = useDesk();
  const ready = view.state === 'READY';
  const look = lookOf(view.state);
  const canReady = view.state === 'BUSY' || view.state === 'BREAK';
  const readyButton = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    // Enter is enough to be ready, unless the hands are somewhere else already.
    if (canReady && document.activeElement === document.body) readyButton.current?.focus();
  }, [canReady]);

  return (
    <section className="idle" aria-label={words.call.column}>
      <p className={`idle-state tone-${look.tone}`}>
        <Icon name={look.icon} size={28} />
        <strong>{ready ? words.idle.title : words.idle.notReady}</strong>
      </p>
      <p className="soft">{view.state === 'OFFLINE' ? words.idle.offline : words.idle.hint}</p>
      {canReady && (
        <Button
          type="primary"
          size="large"
          block
          ref={readyButton}
          onClick={() => void desk.act({ type: 'set-state', state: 'READY', reason: '' })}
        >
          {words.idle.ready}
        </Button>
      )}
      <CallOut view={view} />
      <LocalDrafts view={view} onEdit={onEdit} />
      <TodaysRecords onEdit={onEdit} />
      <AskConsent />
    </section>
  );
}

/** 外呼: the same directory, and whom one chooses is called. */
function CallOut({ view }: { view: DeskView }) {
  const [open, setOpen] = useState(false);
  const able = view.capabilities.originate && view.link.state === 'up';
  useKeys(able ? { 'hand-on': () => setOpen((now) => !now) } : {});
  if (!able) return null;
  if (open) return <HandOnDrawer card={null} notes={null} onClose={() => setOpen(false)} />;
  return (
    <Button block onClick={() => setOpen(true)}>
      {handOnWords.callTitle} <kbd>{keyMap.label('hand-on')}</kbd>
    </Button>
  );
}

/** The record of the last call is gone from the page; that it was saved stays to be read. */
export function IdleRecord() {
  const desk = useDesk();
  const [interactionId, saved] = [...useStore(desk.saver.saved)].pop() ?? [];
  const callId = interactionId === undefined ? undefined : callIdIn(interactionId);
  return (
    <section className="record record-idle" aria-label={words.record.column}>
      {saved !== undefined && (
        <p className="tone-good" role="status">
          <Icon name="check" /> {words.record.savedAs(saved.recordNo, clockTime(Date.parse(saved.savedAt)))}
          {saved.mergedWith !== null && ` · ${recordWords.sync.merged(saved.mergedWith)}`}
        </p>
      )}
      <Icon name="pen" size={24} />
      <p>{words.idle.record}</p>
      <p className="soft">{words.idle.recordHint}</p>
      {callId !== undefined && <PackButton callId={callId} />}
    </section>
  );
}

/** `exchange/call@seat`; what is cut from a long one is the front of the exchange's name. */
function callIdIn(interactionId: string): string | undefined {
  return /([^/]+)@[^@]*$/.exec(interactionId)?.[1];
}
