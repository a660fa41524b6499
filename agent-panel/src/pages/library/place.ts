import { isDay } from '../../ui/days.ts';

/** What of the library is in sight, as the address names it: a link to it can be sent, and Back leads to it. */
export type LibraryPlace =
  /** 班前播报 since a day; null: of today */
  | { view: 'news'; since: string | null; open: string | null }
  | {
      view: 'shelf';
      materialClass: string | null;
      topic: string | null;
      kind: string | null;
      regionCode: string | null;
      /** part of the title */
      text: string | null;
      open: string | null;
    }
  /** a question, and the clause that is open of its answers */
  | {
      view: 'ask';
      text: string;
      regionCode: string | null;
      date: string | null;
      compare: boolean;
      open: string | null;
      clauseNo: string | null;
    };

export type ShelfPlace = Extract<LibraryPlace, { view: 'shelf' }>;
export type AskPlace = Extract<LibraryPlace, { view: 'ask' }>;

export const wholeShelf: ShelfPlace = {
  view: 'shelf',
  materialClass: null,
  topic: null,
  kind: null,
  regionCode: null,
  text: null,
  open: null,
};

/** An address that says nothing that we know is that of today's news. */
export function libraryPlaceOf(hash: string): LibraryPlace {
  const [path = '', query = ''] = hash.replace(/^#/, '').split('?');
  const [, view] = path.split('/');
  const parts = new URLSearchParams(query);
  const get = (name: string) => parts.get(name) || null;
  const day = (name: string) => {
    const written = get(name);
    return written !== null && isDay(written) ? written : null;
  };
  if (view === 'shelf')
    return {
      view,
      materialClass: get('class'),
      topic: get('topic'),
      kind: get('kind'),
      regionCode: get('region'),
      text: get('text'),
      open: get('open'),
    };
  const text = get('text');
  if (view === 'ask' && text !== null)
    return {
      view,
      text: text.slice(0, 200),
      regionCode: get('region'),
      date: day('date'),
      compare: get('compare') !== null,
      open: get('open'),
      clauseNo: get('clause'),
    };
  return { view: 'news', since: day('since'), open: get('open') };
}

export function libraryAddressOf(place: LibraryPlace): string {
  const parts = new URLSearchParams();
  const put = (name: string, value: string | null) => {
    if (value !== null && value !== '') parts.set(name, value);
  };
  switch (place.view) {
    case 'news':
      put('since', place.since);
      break;
    case 'shelf':
      put('class', place.materialClass);
      put('topic', place.topic);
      put('kind', place.kind);
      put('region', place.regionCode);
      put('text', place.text);
      break;
    case 'ask':
      put('text', place.text);
      put('region', place.regionCode);
      put('date', place.date);
      if (place.compare) put('compare', '1');
      break;
    default:
      place satisfies never;
  }
  put('open', place.open);
  if (place.view === 'ask') put('clause', place.clauseNo);
  const query = parts.toString();
  if (place.view === 'news' && query === '') return '#library';
  return `#library/${place.view}${query === '' ? '' : `?${query}`}`;
}
