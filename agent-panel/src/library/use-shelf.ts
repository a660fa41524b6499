import type { z } from 'zod';
import { browseAnswerSchema, type PublishedRowView } from '../../../bridge/protocol/knowledge.ts';
import { type Pages, usePages } from '../knowledge/use-pages.ts';
import type { ShelfPlace } from '../pages/library/place.ts';

type Answer = z.output<typeof browseAnswerSchema>;

const rowsOf = ({ entries }: Answer) => entries;
const idOf = ({ entryId }: PublishedRowView) => entryId;

/** What stands on a shelf, page by page. */
export function useShelf(place: ShelfPlace): Pages<PublishedRowView, Answer> {
  const { materialClass, topic, kind, regionCode, text } = place;
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ materialClass, topic, kind, regionCode, text }))
    if (value !== null && value !== '') query.set(name, value);
  const written = query.toString();
  const asked = written === '' ? '' : `${written}&`;
  return usePages('knowledge/published', asked, browseAnswerSchema, rowsOf, idOf);
}
