import { Vocabulary } from '../../../knowledge/text/vocabulary.ts';
import { realLibrary } from '../library.ts';

let vocabulary: Vocabulary | undefined;

/** The words of the library that comes with the product, without what was ever asked of it; built once. */
export function realVocabulary(): Vocabulary {
  const { articles } = realLibrary();
  vocabulary ??= new Vocabulary({
    titles: articles.map(({ title }) => title),
    texts: articles.flatMap(({ clauses }) => clauses.map(({ text }) => text)),
    asked: [],
  });
  return vocabulary;
}

/** Words of one's own library, each written so often that it is no accident. */
export function vocabularyOf(...texts: string[]): Vocabulary {
  return new Vocabulary({ titles: [], texts: texts.flatMap((text) => Array(5).fill(text)), asked: [] });
}
