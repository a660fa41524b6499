import type { Delivered, DeliveredEntry } from '../../content/delivery.ts';
import { articleTemplate, readArticle } from './article-row.ts';
import type { DeliverySource } from './delivery-source.ts';
import { faqTemplate, readFaq } from './faq-row.ts';
import { readTable, type TableRow } from './read-table.ts';
import { RowReader } from './row-reader.ts';

/** 编号 of the row that shows how to fill in a template; rows with it are passed over. */
export const EXAMPLE = '示例';

type KnowledgeTemplate = typeof articleTemplate | typeof faqTemplate;

/**
 * A table of the 12345 knowledge base's template, XLSX or CSV: 政策条目 or 常见问题, told by its header. Beside the bytes
 * it holds one row, the shared texts of a workbook (64 million characters at most) and the 编号 of all rows.
 * @throws DeliveryRefused where the whole can't be read
 */
export async function* readKnowledgeTable(
  bytes: Uint8Array,
  source: DeliverySource,
): AsyncGenerator<Delivered, void, undefined> {
  const seen = new Map<string, number>();
  for await (const found of readTable<KnowledgeTemplate>(bytes, source.fileName, [
    articleTemplate,
    faqTemplate,
  ])) {
    if (found.delivered === 'fault') yield found;
    else yield* readRow(found, source, seen);
  }
}

function* readRow(
  { at, cells, template }: TableRow<KnowledgeTemplate>,
  source: DeliverySource,
  seen: Map<string, number>,
): Generator<Delivered> {
  const row = new RowReader(at, cells);
  const sourceId = row.required('编号');
  if (sourceId.startsWith(EXAMPLE)) return;
  if (sourceId.length > 300) row.fault('编号', 'ROW_FIELD', '“编号”超过 300 字。请缩短后再导入。');
  const first = seen.get(sourceId);
  if (first !== undefined)
    row.fault(
      '编号',
      'ROW_DUPLICATE',
      `编号“${sourceId.slice(0, 40)}”与第 ${first} 行相同，本行未收。请改正编号，或删去其中一行。`,
    );
  else if (sourceId !== '' && at.row !== null) seen.set(sourceId, at.row);
  const content = template.name === '政策条目' ? readArticle(row, source) : readFaq(row, source);
  const url = row.text('来源网址');
  if (url.length > 2_000) row.fault('来源网址', 'ROW_FIELD', '“来源网址”超过 2,000 字。请核对。');
  if (content === null || row.faults.length > 0) yield* row.faults;
  else yield { delivered: 'entry', at, sourceId, url, content } satisfies DeliveredEntry;
}
