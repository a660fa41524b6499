import { useEffect } from 'react';
import type { Me } from '../../../../bridge/protocol/desk.ts';
import { useHash } from '../../link/use-hash.ts';
import { Later, partOf } from '../../ui/later.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import '../../ui/acts.css';
import './knowledge.css';
import { addressOf, placeOf, tabs } from './tabs.ts';
import { words } from './words.ts';

const entries = partOf(() => import('../../knowledge/entries/entries.tsx'));
const imports = partOf(() => import('../../knowledge/imports/imports.tsx'));
const tasks = partOf(() => import('../../knowledge/tasks/tasks.tsx'));
const sources = partOf(() => import('../../knowledge/sources/sources.tsx'));
const trials = partOf(() => import('../../knowledge/trials/trials.tsx'));
const usage = partOf(() => import('../../knowledge/usage/usage.tsx'));

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
        {tab === 'entries' && <Later part={entries} props={{ me, place }} />}
        {tab === 'tasks' && <Later part={tasks} props={{ me, place }} />}
        {tab === 'imports' && <Later part={imports} props={{ me, open }} />}
        {tab === 'sources' && <Later part={sources} props={{ me, open }} />}
        {tab === 'trials' && <Later part={trials} props={{ me, place }} />}
        {tab === 'usage' && <Later part={usage} props={{ me, open }} />}
      </main>
    </div>
  );
}
