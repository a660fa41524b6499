import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { PolicyArticle } from '../article.ts';
import type { Faq } from '../content/entry.ts';
import { type Doubt, doubtNames, doubtSchema } from '../rank/doubt.ts';
import { signalNames } from '../rank/signals.ts';
import { type Tree, treesSchema } from '../rerank/trees.ts';
import { assemble } from './assemble.ts';
import { catalogueSchema, type Line, lineStartersSchema, successionSchema } from './catalogue.ts';
import { loadFaqs } from './load-faqs.ts';
import { parseText } from './parse-text.ts';
import { TextError } from './text-error.ts';

/** Everything that answers are made of. */
export interface Library {
  articles: PolicyArticle[];
  faqs: Faq[];
  lines: Line[];
  /** of the second step, by `knowledge train`; empty when nothing was learned yet */
  trees: Tree[];
  /** when to say that nothing answers; null when nothing was learned of it */
  doubt: Doubt | null;
  dataAsOf: string;
}

export const TEXTS_FOLDER = join(import.meta.dirname, '../texts');

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

const learnedSchema = treesSchema.extend({
  doubt: doubtSchema.extend({ features: z.array(z.string()) }),
});

/** Learned for other signals, it would rank by chance: it is refused. */
function learnedIn(folder: string): Pick<Library, 'trees' | 'doubt'> {
  if (!existsSync(join(folder, 'learned-order.json'))) return { trees: [], doubt: null };
  const { features, trees, doubt } = table(folder, 'learned-order.json', learnedSchema);
  if (features.join() === signalNames.join() && doubt.features.join() === doubtNames.join())
    return { trees, doubt };
  throw new TextError(
    'TEXT_INCONSISTENT',
    'learned-order.json',
    '所学排序与本版本的特征不符，请重新训练',
    'learned for other signals: train again',
  );
}

function table<S extends z.ZodType>(folder: string, file: string, schema: S): z.infer<S> {
  const result = schema.safeParse(JSON.parse(readFileSync(join(folder, file), 'utf8')));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const where = issue?.path.join('.') ?? '';
  throw new TextError('TABLE_UNREADABLE', file, `${where} 不合要求`, `${where}: ${issue?.message ?? ''}`);
}
