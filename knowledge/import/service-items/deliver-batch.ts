import {
  type Delivered,
  type DeliveredEntry,
  type DeliveredFault,
  type DeliveredRemoval,
  DeliveryRefused,
  type Whereabouts,
} from '../../content/delivery.ts';
import type { DeliverySource } from '../tables/delivery-source.ts';
import { readDay } from '../tables/excel-day.ts';
import { CD_FIELDS, type ExchangeRow, ITEM_FIELDS, readOperation, readTime, textOf } from './exchange-row.ts';
import { readItem } from './read-item.ts';

/** The last batch that was taken from this source. `time` is the latest cd_time in it. */
export interface TakenBatch {
  batch: string;
  time: string;
}

/** Rows are put in order of time, so a batch must be held: this many rows and characters of it. */
const ROWS = 100_000;
const CHARS = 64 * 1024 * 1024;
const MOST_UNKNOWN = 50;
/** What a provenance holds; the item keeps its own, however long. */
const URL_CHARS = 2_000;

interface Change {
  delivered: DeliveredEntry | DeliveredRemoval;
  time: string;
  batch: string;
  version: string;
}

/**
 * A batch of service items: faults first, in the order of the file, then entries and removals in the order of cd_time,
 * each version of an item once, as it was last told. The sourceId is row_guid.
 * Returns what is to be kept as the last batch taken.
 * @throws DeliveryRefused where the batch is older than the last one taken, or too large to be put in order
 */
export async function* deliverBatch(
  rows: AsyncIterable<DeliveredFault | ExchangeRow>,
  source: DeliverySource,
  taken: TakenBatch | null,
): AsyncGenerator<Delivered, TakenBatch | null, undefined> {
  const whole: Whereabouts = { in: source.fileName, row: null, column: null };
  const changes: Change[] = [];
  const unknown = new Set<string>();
  let chars = 0;
  for await (const read of rows) {
    if (read.delivered === 'fault') {
      yield read;
      continue;
    }
    yield* unknownFields(read, unknown);
    const change = changeOf(read, source);
    if (Array.isArray(change)) {
      yield* change;
      continue;
    }
    chars += JSON.stringify(change.delivered).length;
    changes.push(change);
    if (changes.length > ROWS || chars > CHARS)
      throw new DeliveryRefused(
        'BATCH_TOO_LARGE',
        whole,
        `一个批次超过 ${ROWS} 行或 6,400 万字，无法排序。请来源方分批传送。`,
      );
  }
  yield* againstTaken(changes, taken, whole);
  for (const { delivered } of lastOfEach(changes)) yield delivered;
  return batchOf(changes) ?? taken;
}

function changeOf(row: ExchangeRow, { regionCode }: DeliverySource): Change | DeliveredFault[] {
  const { at, fields } = row;
  const text = (field: string) => {
    const value = textOf(fields.get(field));
    return typeof value === 'string' ? value : '';
  };
  const operation = readOperation(fields.get('cd_operation'));
  const time = readTime(fields.get('cd_time'));
  const rowGuid = text('row_guid');
  const faults: DeliveredFault[] = [];
  const fault = (column: string, code: string, words: string) =>
    faults.push({ delivered: 'fault', at: { ...at, column }, code, words });
  if (rowGuid === '' || rowGuid.length > 300)
    fault('row_guid', 'ROW_MISSING', 'row_guid 未填写或过长，无法识别是哪一个事项。请来源方补齐。');
  if (operation === null)
    fault(
      'cd_operation',
      'ROW_OPERATION',
      'cd_operation 应为 I（新增）、U（变更）或 D（删除）。请来源方更正。',
    );
  if (time === null)
    fault('cd_time', 'ROW_TIME', 'cd_time 不是有效的时间。请写成 2026-01-31 08:30:00 的样子。');
  if (operation === null || time === null || faults.length > 0) return faults;
  const told = { time, batch: text('cd_batch'), version: text('task_version') };
  if (operation === 'D') {
    const on = readDay(text('plan_cancel_date')) ?? time.slice(0, 10);
    return { ...told, delivered: { delivered: 'removal', at, sourceId: rowGuid, on } };
  }
  const content = readItem(row, regionCode);
  if (Array.isArray(content)) return content;
  const address = content.item.online_handle_url;
  const url = address.length <= URL_CHARS ? address : '';
  return { ...told, delivered: { delivered: 'entry', at, sourceId: rowGuid, url, content } };
}

/** An older batch would undo what a later one has changed. The same one again changes nothing and is only told. */
function* againstTaken(
  changes: readonly Change[],
  taken: TakenBatch | null,
  whole: Whereabouts,
): Generator<DeliveredFault> {
  const latest = batchOf(changes);
  if (taken === null || latest === null) return;
  if (latest.batch === taken.batch && latest.time === taken.time) {
    const words = `批次“${taken.batch}”（${taken.time}）已经收过。再收一次不会改变任何内容。`;
    yield { delivered: 'fault', at: whole, code: 'BATCH_AGAIN', words };
  } else if (latest.time < taken.time) {
    throw new DeliveryRefused(
      'BATCH_OLDER',
      whole,
      `本批次“${latest.batch}”截至 ${latest.time}，早于已收的批次“${taken.batch}”（${taken.time}），未收。请来源方从该时间之后重新传送。`,
    );
  }
}

/** Its latest row tells it; null of an empty batch. */
function batchOf(changes: readonly Change[]): TakenBatch | null {
  let latest: Change | null = null;
  for (const change of changes) if (latest === null || change.time >= latest.time) latest = change;
  return latest === null ? null : { batch: latest.batch, time: latest.time };
}

/**
 * By time, rows of one second as they lie in the file. Of one version of one item only the last word counts; a removal
 * has no version of its own, and what stood before it still went before it.
 */
function lastOfEach(changes: readonly Change[]): Change[] {
  const ordered = changes.toSorted((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0));
  const last = new Map<string, Change>();
  for (const change of ordered) last.set(keyOf(change), change);
  return ordered.filter((change) => last.get(keyOf(change)) === change);
}

function keyOf({ delivered: { delivered, sourceId }, version }: Change): string {
  return JSON.stringify([sourceId, delivered === 'removal' ? null : version]);
}

function* unknownFields({ at, fields }: ExchangeRow, unknown: Set<string>): Generator<DeliveredFault> {
  const known: readonly string[] = [...ITEM_FIELDS, ...CD_FIELDS];
  for (const field of fields.keys()) {
    if (known.includes(field) || unknown.has(field) || unknown.size >= MOST_UNKNOWN) continue;
    unknown.add(field);
    const shown = field.slice(0, 40);
    const words = `交换格式中没有“${shown}”字段，全部行的该字段都未读取。`;
    yield { delivered: 'fault', at: { ...at, column: shown }, code: 'FIELD_UNKNOWN', words };
  }
}
