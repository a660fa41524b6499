import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type ItemContent, itemContentSchema } from '../../knowledge/content/entry.ts';
import type { AnswerIndex, AnsweringEntry } from '../application/ports.ts';

/**
 * 演示事项: service items to try a notice with. Each part is a quotation of a clause of the texts that come with the product
 * (a test holds it to them), so nothing of it is made up; it is no city's own guide and says so in its name.
 */
const quoteSchema = z.strictObject({ text: z.string().min(1), from: z.string().min(1) });

export const demoItemSchema = z.strictObject({
  name: z.string().min(1),
  topic: z.string().min(1),
  keywords: z.array(z.string().min(1)),
  parts: z.strictObject({
    accept_condition: quoteSchema.optional(),
    materials: z
      .strictObject({ text: z.array(z.string().min(1)).min(1), from: z.string().min(1) })
      .optional(),
    anticipate_day: quoteSchema.optional(),
    transact_addr: quoteSchema.optional(),
  }),
});
export type DemoItem = z.infer<typeof demoItemSchema>;

export async function readDemoItems(): Promise<DemoItem[]> {
  const text = await readFile(join(import.meta.dirname, 'demo-items.json'), 'utf8');
  return z.array(demoItemSchema).parse(JSON.parse(text));
}

/**
 * Gives them to the answers once these are ready, and again when they were built anew. They are in no knowledge base:
 * without the demonstration there is nothing of them.
 * @param regionCode of the site, whose callers are to find them
 */
export async function feedDemoItems(
  index: AnswerIndex,
  regionCode: string,
  dataAsOf: string,
  failed: (error: unknown) => void,
): Promise<void> {
  const put = (await readDemoItems()).map((item, at) => entryOf(item, at + 1, regionCode, dataAsOf));
  const give = () => index.update({ put, remove: [] }).catch(failed);
  index.onRebuilt(() => void give());
  index.ready.then(give, () => {
    // Said where the index is made.
  });
}

function entryOf(item: DemoItem, nth: number, regionCode: string, dataAsOf: string): AnsweringEntry {
  const id = `demo-item-${String(nth).padStart(2, '0')}`;
  const fetchedAt = `${dataAsOf}T00:00:00+08:00`;
  return {
    entryId: id,
    rev: 1,
    content: contentOf(item, id, regionCode),
    provenance: { system: 'service-items', sourceId: id, url: '', fetchedAt },
    publishedAt: Date.parse(fetchedAt),
  };
}

export function contentOf(
  { name, topic, keywords, parts }: DemoItem,
  id: string,
  regionCode: string,
): ItemContent {
  const { accept_condition, materials, anticipate_day, transact_addr } = parts;
  const sources = [accept_condition, materials, anticipate_day, transact_addr].flatMap((part) =>
    part === undefined ? [] : [part.from],
  );
  return itemContentSchema.parse({
    kind: 'item',
    item: {
      row_guid: id,
      task_code: id,
      task_name: `【演示事项】${name}`,
      task_version: '1',
      dept_name: '演示单位（不是真实机关）',
      use_level: '市级',
      by_law: `${[...new Set(sources)].join('、')}（条文摘引，演示用）`,
      accept_condition: accept_condition?.text ?? '',
      anticipate_day: anticipate_day?.text ?? '',
      transact_addr: transact_addr?.text ?? '',
      materials: (materials?.text ?? []).map((material) => ({ name: material })),
    },
    regionCode,
    audience: [],
    topic,
    keywords,
    readAloud: '',
    attachments: [],
  });
}
