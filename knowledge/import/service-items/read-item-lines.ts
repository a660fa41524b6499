import type { Delivered, DeliveredFault } from '../../content/delivery.ts';
import { readJsonLines } from '../json-lines/read-json-lines.ts';
import type { DeliverySource } from '../tables/delivery-source.ts';
import { deliverBatch, type TakenBatch } from './deliver-batch.ts';
import type { ExchangeRow } from './exchange-row.ts';

/** A batch as JSON Lines: one row of the exchange table an object, with its materials as a list. */
export function readItemLines(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  source: DeliverySource,
  taken: TakenBatch | null,
): AsyncGenerator<Delivered, TakenBatch | null, undefined> {
  return deliverBatch(rowsOf(chunks, source.fileName), source, taken);
}

async function* rowsOf(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  fileName: string,
): AsyncGenerator<DeliveredFault | ExchangeRow, void, undefined> {
  for await (const read of readJsonLines(chunks, fileName)) {
    if (read.delivered === 'fault') {
      yield read;
      continue;
    }
    const { at, value } = read;
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      yield { delivered: 'fault', at, code: 'LINE_FIELD', words: '本行不是一个 JSON 对象，未读取。' };
    else yield { delivered: 'exchange-row', at, fields: new Map(Object.entries(value)) };
  }
}
