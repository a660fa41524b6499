import type { Hearing } from './heard.ts';
import { hearMisspelt } from './misspelling.ts';
import { hearPinyin } from './pinyin.ts';
import type { Vocabulary } from './vocabulary.ts';

/** @param text as `normalise` leaves it */
export function hear(text: string, vocabulary: Vocabulary): Hearing {
  const typed = hearPinyin(text, vocabulary);
  const meant = hearMisspelt(typed.text, vocabulary);
  return { text: meant.text, heard: [...typed.heard, ...meant.heard] };
}
