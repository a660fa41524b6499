import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import type { PolicyArticle } from '../article.ts';
import type { Faq } from '../content/entry.ts';
import { assemble } from './assemble.ts';
import { catalogueSchema, type Line, lineStartersSchema, successionSchema } from './catalogue.ts';
import { type Learned, readLearned } from './learned-file.ts';
import { loadFaqs } from './load-faqs.ts';
import { parseText } from './parse-text.ts';
import { TextError } from './text-error.ts';

/** Everything that answers are made of. */
export interface Library extends Learned {
  articles: PolicyArticle[];
  faqs: Faq[];
  lines: Line[];
  dataAsOf: string;
}

export const TEXTS_FOLDER = join(import.meta.dirname, '../texts');
/** What `knowledge train` left behind, among the texts. */
const learnedFile = 'learned-order.json';

/** Reads the whole folder; takes half a second, so not on the thread that serves calls. */
export function loadLibrary(folder: string = TEXTS_FOLDER): Library {
  return { ...loadUntaught(folder), ...learnedIn(folder) };
}

/** The same without what was learned of it: to learn anew from. */
export function loadUntaught(folder: string = TEXTS_FOLDER): Library {
  const catalogue = table(folder, 'index.json', catalogueSchema);
  const succession = table(folder, 'succession.json', successionSchema);
  const { lines } = table(folder, 'line-starters.json', lineStartersSchema);
  const texts = catalogue.texts.map((entry) => ({
    entry,
    parsed: parseText(readFileSync(join(folder, entry.file), 'utf8'), entry.file),
  }));
  const articles = assemble(texts, succession, catalogue.dataAsOf, catalogue.origin);
  const faqs = loadFaqs(join(folder, 'faq'), articles);
  return { articles, faqs, lines, trees: [], doubt: null, dataAsOf: catalogue.dataAsOf };
}

function learnedIn(folder: string): Learned {
  const file = join(folder, learnedFile);
  return existsSync(file) ? readLearned(readFileSync(file), learnedFile) : { trees: [], doubt: null };
}

function table<S extends z.ZodType>(folder: string, file: string, schema: S): z.infer<S> {
  const result = schema.safeParse(JSON.parse(readFileSync(join(folder, file), 'utf8')));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const where = issue?.path.join('.') ?? '';
  throw new TextError('TABLE_UNREADABLE', file, `${where} 不合要求`, `${where}: ${issue?.message ?? ''}`);
}
