import type { EntryKind } from '../../../../bridge/protocol/content.ts';
import type { EntryRowView } from '../../../../bridge/protocol/knowledge.ts';
import type { Stage } from './stages.ts';

/** Which entries a person wishes to see; an empty word wishes nothing. */
export interface Wish {
  text: string;
  stage: Stage | '';
  kind: EntryKind | '';
  materialClass: string;
  system: EntryRowView['system'] | '';
  regionCode: string;
  unitId: string;
  dueBefore: string;
}

export const noWish: Wish = {
  text: '',
  stage: '',
  kind: '',
  materialClass: '',
  system: '',
  regionCode: '',
  unitId: '',
  dueBefore: '',
};

/** What the filters hold, without search words and stage, which stand in sight by themselves. */
const filters = ['kind', 'materialClass', 'system', 'regionCode', 'unitId', 'dueBefore'] as const;

export function filtersOf(wish: Wish): number {
  return filters.filter((name) => wish[name] !== '').length;
}

/** The query string for it, ending so that more may follow: `stage=editing&`. */
export function queryOf(wish: Wish): string {
  return Object.entries(wish)
    .map(([name, value]) => [name, String(value).trim()])
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}=${encodeURIComponent(value ?? '')}&`)
    .join('');
}
