import type { Fields } from '../draft.ts';
import type { Part } from './part-names.ts';

/** The fields of one part, as they are put into a record. */
export function partOf(part: Part, fields: Fields): Partial<Fields> {
  // What was never begun is left out, not empty.
  if (part !== 'region') return fields[part] === undefined ? {} : { [part]: fields[part] };
  return { regionCode: fields.regionCode, regionBasis: fields.regionBasis };
}

/** Parsed from JSON on both sides, so keys stand in one order; lists of marks have none. */
export function isSamePart(part: Part, one: Fields, other: Fields): boolean {
  return written(part, one) === written(part, other);
}

function written(part: Part, fields: Fields): string {
  if (part === 'flags') return [...fields.flags].sort().join();
  if (part === 'answers')
    return JSON.stringify(
      fields.answers.map(({ articleId, articleRev, clauseNo }) => [articleId, articleRev, clauseNo]),
    );
  return JSON.stringify(Object.values(partOf(part, fields)));
}
