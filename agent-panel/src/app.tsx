import { lazy, Suspense } from 'react';
import { useHash } from './link/use-hash.ts';
import { useStore } from './link/use-store.ts';
import { choosePage } from './pages/choose-page.ts';
import { SignInPage } from './pages/sign-in/sign-in-page.tsx';
import { session, signOut } from './session.ts';
import { DemoBanner, servedFacts } from './ui/demo-banner.tsx';
import { sharedWords } from './ui/words.ts';

// A role loads its own page and nothing of the others'.
const OperatorPage = lazy(() => import('./pages/operator/operator-page.tsx'));
const FloorPage = lazy(() => import('./pages/floor/floor-page.tsx'));
const KnowledgePage = lazy(() => import('./pages/knowledge/knowledge-page.tsx'));
const OutboxPage = lazy(() => import('./pages/outbox/outbox-page.tsx'));
const LibraryPage = lazy(() => import('./pages/library/library-page.tsx'));

export function App() {
  const current = useStore(session);
  const hash = useHash();
  if (current.state === 'unknown') return null;
  if (current.state === 'out')
    return (
      <div className="app">
        <DemoBanner me={servedFacts} />
        <SignInPage notice={current.notice} />
      </div>
    );
  const { me } = current;
  const page = choosePage(me.rights, hash);
  return (
    <div className="app">
      <DemoBanner me={me} />
      <Suspense fallback={null}>
        {page === 'operator' && <OperatorPage key={me.accountId} me={me} />}
        {page === 'floor' && <FloorPage key={me.accountId} me={me} />}
        {page === 'knowledge' && <KnowledgePage key={me.accountId} me={me} />}
        {page === 'library' && <LibraryPage key={me.accountId} me={me} />}
        {page === 'outbox' && <OutboxPage key={me.accountId} me={me} />}
        {page === null && (
          <main className="whole">
            <h1>{sharedWords.noPage}</h1>
            <p>{sharedWords.noPageWhat(me.name)}</p>
            <button type="button" className="plain" onClick={() => void signOut()}>
              {sharedWords.leave}
            </button>
          </main>
        )}
      </Suspense>
    </div>
  );
}
