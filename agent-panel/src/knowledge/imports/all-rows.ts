import { type BatchRowView, batchRowsAnswerSchema } from '../../../../bridge/protocol/knowledge.ts';
import type { ErrorBody } from '../../../../bridge/protocol/rest.ts';
import { rest } from '../../link/rest.ts';
import { queryOf } from '../../link/use-asked.ts';

/** as many as one answer gives */
const pageSize = 200;

/** The rows of a batch, page by page, up to `most` of them. */
export async function allRows(
  batchId: string,
  most: number,
): Promise<{ rows: BatchRowView[] } | { error: ErrorBody }> {
  const rows: BatchRowView[] = [];
  const path = `knowledge/batches/${encodeURIComponent(batchId)}/rows`;
  while (rows.length < most) {
    const query = queryOf({ offset: rows.length, limit: pageSize });
    const answer = await rest('GET', `${path}${query}`, batchRowsAnswerSchema);
    if (!answer.ok) return { error: answer.error };
    rows.push(...answer.value.rows);
    if (answer.value.rows.length === 0 || rows.length >= answer.value.total) break;
  }
  return { rows };
}
