import { useEffect, useState } from 'react';
import type { Me } from '../../../../bridge/protocol/desk.ts';
import type { FloorView } from '../../../../bridge/protocol/floor.ts';
import { OverseenTags } from '../../caller-tags/overseen-tags.tsx';
import { Figures } from '../../floor/figures.tsx';
import { Queues } from '../../floor/queues.tsx';
import { Seats } from '../../floor/seats.tsx';
import { Trace, type Traced } from '../../floor/trace.tsx';
import { HelpRequests } from '../../help/help-requests.tsx';
import { useStore } from '../../link/use-store.ts';
import { sessionEnded, signOut } from '../../session.ts';
import { Band } from '../../ui/band.tsx';
import { Icon } from '../../ui/icons.tsx';
import { PageLinks } from '../../ui/page-links.tsx';
import { ThemeSwitch } from '../../ui/theme-switch.tsx';
import { age, duration } from '../../ui/time.ts';
import { useBeat } from '../../ui/use-now.ts';
import { sharedWords } from '../../ui/words.ts';
import { Floor, FloorContext, useFloor, useFloorTime } from './floor.ts';
import './floor.css';
import '../../help/help.css';
import '../../caller-tags/overseen-tags.css';
import '../../ui/acts.css';
import { words } from './words.ts';

export default function FloorPage({ me }: { me: Me }) {
  const [floor] = useState(() => new Floor(me));

  useEffect(() => {
    const retry = () => {
      if (!document.hidden) floor.connection.retryNow();
    };
    document.title = words.title;
    addEventListener('online', retry);
    document.addEventListener('visibilitychange', retry);
    floor.connection.start();
    return () => {
      removeEventListener('online', retry);
      document.removeEventListener('visibilitychange', retry);
      floor.connection.stop();
    };
  }, [floor]);

  return (
    <FloorContext.Provider value={floor}>
      <Page />
    </FloorContext.Provider>
  );
}

function Page() {
  const { connection, view: store } = useFloor();
  const status = useStore(connection.status);
  const view = useStore(store);
  const over = status.state === 'ended' && (status.code === 'signed-out' || status.code === 'session-ended');

  useEffect(() => {
    if (over) sessionEnded(status.message || sharedWords.sessionEnded);
  }, [over, status]);

  if (over) return null;
  if (status.state === 'ended')
    return (
      <main className="whole">
        <h1>{status.code === 'taken-over' ? words.takenOver : words.ended}</h1>
        <p>{status.message}</p>
        <button type="button" className="plain" onClick={() => connection.retryNow()}>
          {words.continueHere}
        </button>
      </main>
    );
  return (
    <div className="floor-page">
      <Head view={view} />
      <Bands view={view} />
      {view === null ? <main className="whole soft late">{words.connecting}</main> : <Body view={view} />}
    </div>
  );
}

function Head({ view }: { view: FloorView | null }) {
  const { me, connection } = useFloor();
  const { live } = useFloorTime();
  const bridgeLive = useStore(connection.status).state === 'live';
  return (
    <header className="status-bar">
      <h1 className="floor-title">
        {words.floor} <small>{me.unitName}</small>
      </h1>
      <span className="spring" />
      <div className="links">
        {view !== null && (
          <span className={`link tone-${live ? 'good' : 'bad'}`} title={view.link.zh}>
            <i className="dot" data-hollow={!live || undefined} />
            {words.pbx} {bridgeLive ? (view.link.state === 'up' ? words.up : words.lost) : '—'}
          </span>
        )}
        <span className={`link tone-${bridgeLive ? 'good' : 'bad'}`}>
          <i className="dot" data-hollow={!bridgeLive || undefined} />
          {words.bridge} {age(connection.now() - connection.lastHeard())}
        </span>
      </div>
      <span className="who">{me.name}</span>
      <PageLinks me={me} current="floor" />
      <ThemeSwitch />
      <button
        type="button"
        className="quiet"
        title={words.leave}
        aria-label={words.leave}
        onClick={() => {
          connection.stop();
          void signOut();
        }}
      >
        <Icon name="power" />
      </button>
    </header>
  );
}

function Bands({ view }: { view: FloorView | null }) {
  useBeat();
  const { connection } = useFloor();
  const status = useStore(connection.status);
  const since = duration(connection.now() - status.since);
  return (
    <div className="bands" role="status">
      {status.state === 'lost' && (
        <Band tone="bad">{view === null ? words.connecting : words.bridgeLost(since)}</Band>
      )}
      {status.state === 'stale' && <Band tone="warn">{words.bridgeStale(since)}</Band>}
      {status.state === 'live' && view !== null && view.link.state !== 'up' && (
        <Band tone="bad">
          {view.link.zh}
          <span className="band-age">{words.pbxLost(duration(connection.now() - view.link.since))}</span>
        </Band>
      )}
    </div>
  );
}

function Body({ view }: { view: FloorView }) {
  const { me } = useFloor();
  const { live } = useFloorTime();
  const [traced, setTraced] = useState<Traced | null>(null);
  return (
    <main className="floor" data-stale={!live || undefined} data-tracing={traced !== null || undefined}>
      <Figures figures={view.figures} onOpen={(figure) => setTraced({ kind: 'figure', figure })} />
      <div className="floor-body">
        <div className="floor-left">
          <HelpRequests help={view.help ?? []} onOpenSeat={(seat) => setTraced({ kind: 'seat', seat })} />
          <Queues queues={view.queues} />
          {me.rights.includes('oversee-tags') && <OverseenTags />}
        </div>
        <Seats seats={view.seats} onOpen={(seat) => setTraced({ kind: 'seat', seat })} />
      </div>
      {traced !== null && <Trace traced={traced} view={view} onTurn={setTraced} />}
    </main>
  );
}
