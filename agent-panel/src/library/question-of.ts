import { queryOf } from '../link/use-asked.ts';
import type { AskPlace } from '../pages/library/place.ts';

/** A question as the REST of the answers takes it. */
export function questionOf({ text, regionCode, date }: AskPlace): string {
  return queryOf({ text, regionCode, date });
}
