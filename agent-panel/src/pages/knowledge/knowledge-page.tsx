import { lazy, Suspense, useEffect } from 'react';
import type { Me } from '../../../../bridge/protocol/desk.ts';
import { useHash } from '../../link/use-hash.ts';
import { PageHead } from '../../ui/page-head.tsx';
import '../../ui/acts.css';
import './knowledge.css';
import { addressOf, placeOf, tabs } from './tabs.ts';
import { words } from './words.ts';

const Entries = lazy(() => import('../../knowledge/entries/entries.tsx'));
const Imports = lazy(() => import('../../knowledge/imports/imports.tsx'));
const Tasks = lazy(() => import('../../knowledge/tasks/tasks.tsx'));
const Usage = lazy(() => import('../../knowledge/usage/usage.tsx'));

/** The knowledge administrator's desk. */
export default function KnowledgePage({ me }: { me: Me }) {
  const place = placeOf(useHash());
  const { tab, open } = place;
  useEffect(() => {
    document.title = words.title;
  }, []);
  return (
    <div className="knowledge-page">
      <PageHead me={me} page="knowledge">
        <nav className="tabs" aria-label={words.parts}>
          {tabs.map((name) => (
            <a key={name} href={addressOf(name)} aria-current={name === tab ? 'page' : undefined}>
              {words.tabs[name]}
            </a>
          ))}
        </nav>
      </PageHead>
      <main className="knowledge-part" key={tab}>
        <Suspense fallback={null}>
          {tab === 'entries' && <Entries me={me} place={place} />}
          {tab === 'tasks' && <Tasks me={me} place={place} />}
          {tab === 'imports' && <Imports me={me} open={open} />}
          {tab === 'usage' && <Usage me={me} open={open} />}
        </Suspense>
      </main>
    </div>
  );
}
