import { useState } from 'react';
import { useDesk } from '../pages/operator/desk.ts';
import { words } from '../pages/operator/words.ts';
import { OwnDayPanel } from './own-day-panel.tsx';
import { ownDayWords } from './words.ts';

/** Who one is, and behind the name one's own day. */
export function OwnDay() {
  const { me } = useDesk();
  const [open, setOpen] = useState(false);
  const name = (
    <>
      {me.name}
      {me.agentNo !== null && <small>{words.agentNo(me.agentNo)}</small>}
    </>
  );
  if (!me.rights.includes('take-calls')) return <span className="who">{name}</span>;
  return (
    <span className="who">
      <button
        type="button"
        className="who-button"
        title={ownDayWords.open}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {name}
      </button>
      {open && <OwnDayPanel onClose={() => setOpen(false)} />}
    </span>
  );
}
