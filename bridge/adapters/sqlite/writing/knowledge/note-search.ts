import type { SearchDone } from '../../../../application/knowledge-store.ts';
import type { Writing } from '../writing.ts';

/** No journal, no account: what is counted is the question, not who asked. */
export async function noteSearch({ db }: Writing, { search }: { search: SearchDone }): Promise<null> {
  const adopted = {
    adopted_article: search.adopted?.articleId ?? null,
    adopted_clause: search.adopted?.clauseNo ?? null,
    adopted_rank: search.adopted?.rank ?? null,
  };
  await db
    .insertInto('knowledge_search')
    .values({
      search_id: search.searchId,
      at: search.at,
      unit_id: search.unitId,
      question: search.question,
      region_code: search.regionCode,
      as_of: search.asOf,
      hits: search.hits,
      first_article: search.first?.articleId ?? null,
      first_clause: search.first?.clauseNo ?? null,
      ...adopted,
    })
    .onConflict((conflict) => conflict.column('search_id').doUpdateSet(adopted))
    .execute();
  return null;
}
