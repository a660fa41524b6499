import { useEffect } from 'react';
import type { Me } from '../../../../bridge/protocol/desk.ts';
import { useKeys } from '../../keys/use-keys.ts';
import { Ask } from '../../library/ask.tsx';
import { AskField } from '../../library/ask-field.tsx';
import { News } from '../../library/news.tsx';
import { questionOf } from '../../library/question-of.ts';
import { Reader } from '../../library/reader.tsx';
import { ShelfList } from '../../library/shelf-list.tsx';
import { Shelves } from '../../library/shelves.tsx';
import { useHash } from '../../link/use-hash.ts';
import { PageHead } from '../../ui/page-head.tsx';
import '../../ui/acts.css';
import './library.css';
import { goTo } from './go-to.ts';
import { type LibraryPlace, libraryPlaceOf } from './place.ts';
import { words } from './words.ts';

/** What is published, to be read by everybody who answers the public. */
export default function LibraryPage({ me }: { me: Me }) {
  const place = libraryPlaceOf(useHash());
  useEffect(() => {
    document.title = words.title;
  }, []);
  useKeys({ search: focusAsk });
  return (
    <div className="library-page">
      <PageHead me={me} page="library" />
      <AskField place={place} />
      <main className="library" data-open={place.open !== null || undefined}>
        <Shelves place={place} />
        <View me={me} place={place} />
      </main>
    </div>
  );
}

function View({ me, place }: { me: Me; place: LibraryPlace }) {
  const close = () => {
    // The row that it was opened from gets the keys back.
    document.querySelector<HTMLElement>('.library-list [aria-current]')?.focus();
    goTo({ ...place, open: null });
  };
  // Another question's answers are never in sight under this one.
  if (place.view === 'ask') return <Ask key={questionOf(place)} me={me} place={place} onClose={close} />;
  return (
    <>
      <section className="library-list">
        {place.view === 'news' ? <News place={place} /> : <ShelfList me={me} place={place} />}
      </section>
      {place.open !== null && <Reader key={place.open} me={me} entryId={place.open} onClose={close} />}
    </>
  );
}

function focusAsk(): void {
  const field = document.getElementById('library-ask');
  if (!(field instanceof HTMLInputElement)) return;
  field.focus();
  field.select();
}
