import { browseAnswerSchema } from '../../../bridge/protocol/knowledge.ts';
import { useAsked } from '../link/use-asked.ts';
import { type LibraryPlace, libraryAddressOf, wholeShelf } from '../pages/library/place.ts';
import { words } from '../pages/library/words.ts';
import { moveInRows } from '../ui/row-keys.ts';
import { Trouble } from '../ui/trouble.tsx';
import { type Shelf, shelvesOf } from './shelves-of.ts';

/** 资料目录: the five classes of material with their topics, each with how much stands there. */
export function Shelves({ place }: { place: LibraryPlace }) {
  const { answer, again } = useAsked('knowledge/published?limit=1', browseAnswerSchema);
  const shelves = answer?.ok ? shelvesOf(answer.value.shelves) : [];
  const total = shelves.reduce((sum, { count }) => sum + count, 0);
  const chosen = place.view === 'shelf' ? place : null;
  const atAll = chosen !== null && chosen.materialClass === null;
  return (
    <nav className="shelves" aria-label={words.shelves.label} onKeyDown={moveInRows}>
      <a
        data-row
        className="shelf-link"
        href={libraryAddressOf({ view: 'news', since: null, open: null })}
        aria-current={place.view === 'news' ? 'page' : undefined}
      >
        {words.news.name}
      </a>
      <a
        data-row
        className="shelf-link"
        href={libraryAddressOf(wholeShelf)}
        aria-current={atAll ? 'page' : undefined}
      >
        {words.shelves.all} {answer?.ok && <b>{total}</b>}
      </a>
      {answer !== null && !answer.ok && <Trouble error={answer.error} onRetry={again} />}
      {shelves.map((shelf) => (
        <ShelfOf
          key={shelf.materialClass}
          shelf={shelf}
          open={chosen?.materialClass === shelf.materialClass}
          topic={chosen?.topic ?? null}
        />
      ))}
    </nav>
  );
}

function ShelfOf({ shelf, open, topic }: { shelf: Shelf; open: boolean; topic: string | null }) {
  const { materialClass, count, topics } = shelf;
  return (
    <>
      <a
        data-row
        className="shelf-link shelf-class"
        data-empty={count === 0 || undefined}
        href={libraryAddressOf({ ...wholeShelf, materialClass })}
        aria-current={open && topic === null ? 'page' : undefined}
      >
        {materialClass} <b>{count}</b>
      </a>
      {open &&
        topics.map((one) => (
          <a
            key={one.topic}
            data-row
            className="shelf-link shelf-topic"
            href={libraryAddressOf({ ...wholeShelf, materialClass, topic: one.topic })}
            aria-current={topic === one.topic ? 'page' : undefined}
          >
            {one.topic || words.shelves.noTopic} <b>{one.count}</b>
          </a>
        ))}
    </>
  );
}
