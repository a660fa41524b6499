import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { PolicyArticle } from '../article.ts';
import { basisSchema, type Faq } from '../content/entry.ts';
import { TextError } from './text-error.ts';

/** texts/faq/*.json, kept by hand; docs: texts/README.md. Region, topic and readers are those of the first basis. */
const faqFileSchema = z.array(
  z.strictObject({
    id: z.string().regex(/^F[A-Z]\d{4}$/),
    question: z.string().min(1),
    similar: z.array(z.string().min(1)),
    answerSpoken: z.string().min(1),
    basis: z.array(basisSchema).min(1),
    keywords: z.array(z.string().min(1)),
  }),
);

/**
 * @throws TextError for a file that is not in order, an id that stands twice, or a basis that is not in the library:
 *   an answer without its clause must not be read to anybody
 */
export function loadFaqs(folder: string, articles: readonly PolicyArticle[]): Faq[] {
  if (!existsSync(folder)) return [];
  const byId = new Map(articles.map((article) => [article.id, article]));
  const ids = new Set<string>();
  const faqs: Faq[] = [];
  for (const file of readdirSync(folder).sort()) {
    const result = faqFileSchema.safeParse(JSON.parse(readFileSync(join(folder, file), 'utf8')));
    if (!result.success) {
      const [issue] = result.error.issues;
      const where = issue?.path.join('.') ?? '';
      throw new TextError('TABLE_UNREADABLE', file, `${where} 不合要求`, `${where}: ${issue?.message ?? ''}`);
    }
    for (const { id, basis, ...written } of result.data) {
      if (ids.has(id)) throw new TextError('TEXT_INCONSISTENT', file, `编号 ${id} 重复`, `${id} twice`);
      ids.add(id);
      for (const { articleId, clauseNo } of basis)
        if (!byId.get(articleId)?.clauses.some(({ no }) => no === clauseNo))
          throw new TextError(
            'TEXT_INCONSISTENT',
            file,
            `${id} 的依据 ${articleId} ${clauseNo} 不存在`,
            `${id} rests on a clause that is not there`,
          );
      const first = byId.get(basis[0]?.articleId ?? '');
      faqs.push({
        id,
        rev: 1,
        content: {
          kind: 'faq',
          ...written,
          basis,
          answerFull: '',
          audience: first?.audience ?? [],
          regionCode: first?.regionCode ?? '000000',
          topic: first?.topic ?? '',
          materialClass: first?.materialClass ?? '法律法规',
          validFrom: null,
          validTo: null,
        },
      });
    }
  }
  return faqs;
}
