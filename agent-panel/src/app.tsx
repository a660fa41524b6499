import { useHash } from './link/use-hash.ts';
import { useStore } from './link/use-store.ts';
import { choosePage } from './pages/choose-page.ts';
import { SignInPage } from './pages/sign-in/sign-in-page.tsx';
import { session, signOut } from './session.ts';
import { DemoBanner, servedFacts } from './ui/demo-banner.tsx';
import { Later, partOf } from './ui/later.tsx';
import { sharedWords } from './ui/words.ts';

// A role loads its own page and nothing of the others'.
const operatorPage = partOf(() => import('./pages/operator/operator-page.tsx'));
const floorPage = partOf(() => import('./pages/floor/floor-page.tsx'));
const knowledgePage = partOf(() => import('./pages/knowledge/knowledge-page.tsx'));
const outboxPage = partOf(() => import('./pages/outbox/outbox-page.tsx'));
const libraryPage = partOf(() => import('./pages/library/library-page.tsx'));

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
      {page === 'operator' && <Later key={me.accountId} part={operatorPage} props={{ me }} />}
      {page === 'floor' && <Later key={me.accountId} part={floorPage} props={{ me }} />}
      {page === 'knowledge' && <Later key={me.accountId} part={knowledgePage} props={{ me }} />}
      {page === 'library' && <Later key={me.accountId} part={libraryPage} props={{ me }} />}
      {page === 'outbox' && <Later key={me.accountId} part={outboxPage} props={{ me }} />}
      {page === null && (
        <main className="whole">
          <h1>{sharedWords.noPage}</h1>
          <p>{sharedWords.noPageWhat(me.name)}</p>
          <button type="button" className="plain" onClick={() => void signOut()}>
            {sharedWords.leave}
          </button>
        </main>
      )}
    </div>
  );
}
