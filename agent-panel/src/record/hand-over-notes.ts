import type { HandOverNotes } from '../../../bridge/protocol/domain.ts';
import type { Fields } from './draft.ts';

/** The record as it stands, to go along with the call. The first question of a search is what the caller asked. */
export function notesOf(fields: Fields, searchText: string): HandOverNotes {
  const { question, ...rest } = fields;
  const asked = /\p{Script=Han}/u.test(searchText) ? searchText.trim() : '';
  return { ...rest, question: question.trim() === '' ? asked : question };
}
