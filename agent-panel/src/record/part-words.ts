import { outcomeOf } from '../../../bridge/protocol/domain.ts';
import { words } from '../pages/operator/words.ts';
import type { Part } from './conflict/part-names.ts';
import type { Fields } from './draft.ts';
import { recordWords } from './words.ts';

/** One part of a record in words, so that two revisions can be read side by side; empty where nothing was written. */
export function partWords(part: Part, fields: Fields, regionName: (code: string) => string): string {
  switch (part) {
    case 'question':
    case 'outcomeNote':
      return fields[part].trim();
    case 'serviceFunction':
      return words.answers.functions[fields.serviceFunction];
    case 'appealType':
      return fields.appealType;
    case 'region':
      return fields.regionCode === null
        ? ''
        : `${regionName(fields.regionCode)}（${words.record.regionBasis[fields.regionBasis]}）`;
    case 'answers':
      return fields.answers.map(({ title, clauseNo }) => `《${title}》${clauseNo}`).join('；');
    case 'outcomeCode':
      return fields.outcomeCode === null ? '' : `${fields.outcomeCode} ${outcomeOf(fields.outcomeCode).zh}`;
    case 'flags':
      return fields.flags.map((flag) => words.record.flagNames[flag]).join('、');
    case 'confidential':
      return fields.confidential ? recordWords.yes : recordWords.no;
    case 'oneTimeNotice':
      return (fields.oneTimeNotice ?? [])
        .map(({ item, told }) => `${item}（${told ? recordWords.told : recordWords.untold}）`)
        .join('、');
    case 'disclosure':
      return fields.disclosure === undefined
        ? ''
        : recordWords.disclosure(fields.disclosure.organ, fields.disclosure.searched.length);
    default:
      return part satisfies never;
  }
}
