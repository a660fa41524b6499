import { parentPort, workerData } from 'node:worker_threads';
import type { Delivered } from '../../knowledge/content/delivery.ts';
import { DeliveryRefused } from '../../knowledge/content/delivery.ts';
import { importDocument } from '../../knowledge/import/documents/import-document.ts';
import { readPolicies } from '../../knowledge/import/json-lines/read-policies.ts';
import type { TakenBatch } from '../../knowledge/import/service-items/deliver-batch.ts';
import { readItemLines } from '../../knowledge/import/service-items/read-item-lines.ts';
import { readItemTable } from '../../knowledge/import/service-items/read-item-table.ts';
import { readKnowledgeTable } from '../../knowledge/import/tables/read-knowledge-table.ts';
import { regionNames } from './region-names.ts';
import type { ImportReply, ImportTask } from './run-importer.ts';

/**
 * The thread that reads one delivery: a workbook of 50 MB takes a processor for seconds, and who rings meanwhile must
 * be shown. It says a slice, and goes on when it is asked for the next.
 */
const port = parentPort;
if (port === null) throw new Error('import-worker.ts runs as a worker thread only');

const task = workerData as ImportTask;
const delivered = reading(task);
const atOnce = 50;

port.on('message', () => {
  next().then(
    (reply) => {
      port.postMessage(reply);
      if (reply.kind !== 'slice') port.close();
    },
    (error: unknown) => {
      if (!(error instanceof DeliveryRefused)) throw error;
      const { code, at, message } = error;
      port.postMessage({ kind: 'refused', code, at, words: message } satisfies ImportReply);
      port.close();
    },
  );
});

let finished: string | null | undefined;

async function next(): Promise<ImportReply> {
  if (finished !== undefined) return { kind: 'end', mark: finished };
  const slice: Delivered[] = [];
  while (slice.length < atOnce) {
    const one = await delivered.next();
    if (one.done) {
      finished = one.value;
      break;
    }
    slice.push(one.value);
  }
  return { kind: 'slice', slice };
}

async function* reading(one: ImportTask): AsyncGenerator<Delivered, string | null, undefined> {
  const { bytes, name: fileName, regionCode, today, system, format } = one;
  const source = { fileName, regionCode, today };
  switch (format) {
    case 'xlsx':
    case 'csv':
      if (system === 'service-items') return yield* items(one);
      yield* readKnowledgeTable(bytes, source);
      return null;
    case 'jsonl':
      if (system === 'service-items') return yield* items(one);
      yield* readPolicies([bytes], source);
      return null;
    case 'items':
      return yield* items(one);
    case 'docx':
    case 'pdf':
    case 'ofd':
    case 'txt':
      yield* importDocument(bytes, {
        ...source,
        sourceId: null,
        organ: regionNames.get(regionCode) ?? '未载明机关',
        topic: '其他',
        places: [...regionNames].map(([code, name]) => ({ name, regionCode: code })),
      });
      return null;
    default:
      return format satisfies never;
  }
}

async function* items({
  bytes,
  name: fileName,
  regionCode,
  today,
  mark,
}: ImportTask): AsyncGenerator<Delivered, string | null, undefined> {
  const source = { fileName, regionCode, today };
  const taken = mark === null ? null : (JSON.parse(mark) as TakenBatch);
  const isTable = /\.(xlsx|csv)$/i.test(fileName);
  const last = isTable
    ? yield* readItemTable(bytes, source, taken)
    : yield* readItemLines([bytes], source, taken);
  return last === null ? null : JSON.stringify(last);
}
