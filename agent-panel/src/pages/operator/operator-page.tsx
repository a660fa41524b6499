import { useEffect, useState } from 'react';
import type { Me } from '../../../../bridge/protocol/desk.ts';
import { readDeepLink } from '../../embedding/deep-link.ts';
import { HandedOver } from '../../embedding/handed-over.tsx';
import { handOver } from '../../embedding/one-panel.ts';
import { useDeepLinks, useEmbedding } from '../../embedding/use-embedding.ts';
import { HelpLine } from '../../help/help-line.tsx';
import { useStore } from '../../link/use-store.ts';
import { sessionEnded } from '../../session.ts';
import { sharedWords } from '../../ui/words.ts';
import { DeskContext, OperatorDesk, useDesk } from './desk.ts';
import { Ended } from './ended.tsx';
import { LinkBands } from './link-bands.tsx';
import './operator.css';
import { SeatForm } from './seat-form.tsx';
import { StatusBar } from './status-bar.tsx';
import { words } from './words.ts';
import { Workplace } from './workplace.tsx';

export default function OperatorPage({ me }: { me: Me }) {
  const [here, setHere] = useState<boolean | null>(() =>
    readDeepLink(location.hash) === null ? true : null,
  );

  useEffect(() => {
    if (here === null) void handOver(me.accountId, location.hash).then((taken) => setHere(!taken));
  }, [here, me]);

  if (here === null) return null;
  return here ? <Desk me={me} /> : <HandedOver onOpenHere={() => setHere(true)} />;
}

function Desk({ me }: { me: Me }) {
  const [desk] = useState(() => new OperatorDesk(me));

  useEffect(() => {
    const retry = () => {
      if (!document.hidden) desk.connection.retryNow();
    };
    document.title = words.title;
    addEventListener('online', retry);
    document.addEventListener('visibilitychange', retry);
    void desk.start();
    return () => {
      removeEventListener('online', retry);
      document.removeEventListener('visibilitychange', retry);
      desk.stop();
    };
  }, [desk]);
  useEmbedding(desk);
  useDeepLinks(desk);

  return (
    <DeskContext.Provider value={desk}>
      <Page />
    </DeskContext.Provider>
  );
}

function Page() {
  const desk = useDesk();
  const status = useStore(desk.connection.status);
  const view = useStore(desk.view);
  const over = status.state === 'ended' && (status.code === 'signed-out' || status.code === 'session-ended');

  useEffect(() => {
    if (over) sessionEnded(status.message || sharedWords.sessionEnded);
  }, [over, status]);

  if (over) return null;
  if (status.state === 'ended')
    return <Ended status={status} onContinue={() => desk.connection.retryNow()} />;
  return (
    <div className="operator">
      <StatusBar />
      <LinkBands />
      <HelpLine />
      {view === null && <main className="whole soft late">{words.link.bridgeConnecting}</main>}
      {view !== null && (view.seat === null ? <SeatForm view={view} /> : <Workplace view={view} />)}
    </div>
  );
}
