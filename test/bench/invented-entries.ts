import type { Content } from '../../knowledge/content/entry.ts';
import { article, faq } from '../adapters/sqlite/knowledge/contents.ts';
import { realLibrary } from '../knowledge/library.ts';

/** Entries of a city's base: rules of five clauses and questions, put together from the library's sentences by a fixed seed. */
export function inventedEntries(prefix: string, count: number): Record<string, Content> {
  const sentences = realLibrary()
    .articles.flatMap(({ clauses }) => clauses.flatMap(({ text }) => text.split(/[。；\n]/)))
    .filter((each) => each.length > 8);
  let state = 7 + prefix.length;
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return sentences[Math.floor((state / 2 ** 32) * sentences.length)] ?? '';
  };
  return Object.fromEntries(
    Array.from({ length: count }, (_, at) => [
      `${prefix}${String(at).padStart(6, '0')}`,
      at % 2 === 0
        ? faq(`${next().slice(0, 20)}怎么办`, {
            similar: [next().slice(0, 24), next().slice(0, 24), next().slice(0, 24)],
            answerSpoken: `${next()}。${next()}`.slice(0, 200),
            basis: [{ articleId: 'P001', clauseNo: '第三十三条' }],
          })
        : article(`长政办发〔2026〕${at}号`, {
            title: `${next().slice(0, 16)}办法`,
            clauses: Array.from({ length: 5 }, (_, clause) => ({
              no: `第${'一二三四五'.charAt(clause)}条`,
              text: `${next()}。${next()}。`,
              anchor: `art-${clause + 1}`,
              heading: [],
            })),
          }),
    ]),
  );
}
