import { regionsOf } from '../domain/people/region.ts';

/** Areas whose names a document may bear, with the country and the province above the city's own. */
export const regionNames: ReadonlyMap<string, string> = new Map([
  ['000000', '中华人民共和国'],
  ['430000', '湖南省'],
  ...regionsOf({ regionCode: '430100', name: '长沙市' }).map(
    ({ regionCode, name }) => [regionCode, name] as const,
  ),
]);
