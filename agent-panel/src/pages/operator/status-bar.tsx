import { useState } from 'react';
import type { DeskView } from '../../../../bridge/protocol/desk.ts';
import { BriefingButton } from '../../briefing/briefing-button.tsx';
import { HelpButton } from '../../help/help-button.tsx';
import { keyMap } from '../../keys/keymap.ts';
import { useKeys } from '../../keys/use-keys.ts';
import { useStore } from '../../link/use-store.ts';
import { OwnDay } from '../../own-day/own-day.tsx';
import { SyncCount } from '../../record/sync-count.tsx';
import { overBy, stateLook } from '../../seat-state/reason-look.ts';
import { StateClock } from '../../seat-state/state-clock.tsx';
import { Icon } from '../../ui/icons.tsx';
import { PageLinks } from '../../ui/page-links.tsx';
import { lookOf } from '../../ui/seat-look.ts';
import { ThemeSwitch } from '../../ui/theme-switch.tsx';
import { age, duration } from '../../ui/time.ts';
import { useDesk } from './desk.ts';
import { useDeskTime } from './desk-time.ts';
import { KeyMapPanel } from './key-map-panel.tsx';
import { Leave } from './leave.tsx';
import { StateMenu } from './state-menu.tsx';
import { words } from './words.ts';

/** 44 px that are always there: own state, the queues, the two links, who one is. */
export function StatusBar() {
  const desk = useDesk();
  const view = useStore(desk.view);
  const [keysOpen, setKeysOpen] = useState(false);
  const parked = view?.cards.filter((card) => card.record?.parked).length ?? 0;
  useKeys({ 'key-map': () => setKeysOpen((open) => !open) });

  return (
    <header className="status-bar">
      {view !== null && view.seat !== null && <State view={view} />}
      {view !== null && view.seat !== null && <Queues view={view} />}
      {parked > 0 && <span className="tag tone-teal">{words.beside.parkedCount(parked)}</span>}
      <SyncCount />
      <span className="spring" />
      {view !== null && view.seat !== null && <HelpButton />}
      <Links view={view} />
      {desk.me.rights.includes('browse-knowledge') && <BriefingButton accountId={desk.me.accountId} />}
      <OwnDay />
      <PageLinks me={desk.me} current="operator" />
      <button
        type="button"
        className="quiet"
        title={`${words.keys.title} ${keyMap.label('key-map')}`}
        aria-label={words.keys.title}
        aria-expanded={keysOpen}
        onClick={() => setKeysOpen(!keysOpen)}
      >
        <Icon name="keys" />
      </button>
      <ThemeSwitch />
      <Leave />
      {keysOpen && <KeyMapPanel onClose={() => setKeysOpen(false)} />}
    </header>
  );
}

function State({ view }: { view: DeskView }) {
  const { pbxNow, live } = useDeskTime();
  const desk = useDesk();
  const [menuOpen, setMenuOpen] = useState(false);
  const look = stateLook(view, overBy(view.overFrom, pbxNow) !== null);
  useKeys({
    state: () => setMenuOpen((open) => !open),
    extend: () => void desk.act({ type: 'extend-wrap-up' }),
  });
  return (
    <div className="state">
      <button
        type="button"
        className={`state-button tone-${live ? look.tone : 'soft'}`}
        aria-haspopup="menu"
        aria-expanded={menuOpen}
        title={`${words.state.menu} ${keyMap.label('state')}`}
        onClick={() => setMenuOpen(!menuOpen)}
      >
        <Icon name={look.icon} />
        <strong>{look.word}</strong>
        {view.reason && view.reason !== look.word && view.state !== 'ACW' && <span>{view.reason}</span>}
        <StateClock view={view} now={pbxNow} />
        <Icon name="down" size={12} />
      </button>
      {view.nextState !== null && (
        <span className="next-state">
          {words.state.nextIs(
            [lookOf(view.nextState.state).word, view.nextState.reason].filter(Boolean).join(' · '),
          )}
        </span>
      )}
      {menuOpen && <StateMenu view={view} onClose={() => setMenuOpen(false)} />}
    </div>
  );
}

const QUEUES_SHOWN = 2;

function Queues({ view }: { view: DeskView }) {
  const { pbxNow, live } = useDeskTime();
  const mine = view.queues.filter((queue) => queue.mine);
  // Stable order: a queue does not jump because somebody joined it.
  const shown = mine.slice(0, QUEUES_SHOWN);
  const rest = mine.length - shown.length;
  return (
    <ul className="queue-line" data-stale={!live || undefined}>
      {mine.length === 0 && <li>{words.queues.none}</li>}
      {shown.map((queue) => (
        <li key={queue.queue} data-waiting={queue.waiting > 0 || undefined}>
          {words.queues.line(queue.name, queue.waiting)}
          {queue.longestSince !== null && (
            <span className="clock"> · {words.queues.longest(duration(pbxNow - queue.longestSince))}</span>
          )}
        </li>
      ))}
      {rest > 0 && <li title={mine.map(({ name }) => name).join('、')}>{words.queues.more(rest)}</li>}
    </ul>
  );
}

function Links({ view }: { view: DeskView | null }) {
  const { bridgeLive } = useDeskTime();
  const desk = useDesk();
  const silent = desk.connection.now() - desk.connection.lastHeard();
  const pbx = view?.link.state ?? 'connecting';
  const pbxKnown = bridgeLive && pbx === 'up';
  return (
    <div className="links">
      {view !== null && (
        <span className={`link tone-${pbxKnown ? 'good' : bridgeLive ? 'bad' : 'soft'}`} title={view.link.zh}>
          <i className="dot" data-hollow={!pbxKnown || undefined} />
          {words.link.pbx} {bridgeLive ? words.link[pbx] : '—'}
        </span>
      )}
      <span className={`link tone-${bridgeLive ? 'good' : 'bad'}`}>
        <i className="dot" data-hollow={!bridgeLive || undefined} />
        {words.link.bridge} {age(silent)}
      </span>
    </div>
  );
}
