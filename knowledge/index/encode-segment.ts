import { crc32 } from 'node:zlib';
import { IdTable } from './id-table.ts';
import { PackedStrings } from './packed-strings.ts';
import type { Segment } from './segment.ts';
import { TermTable } from './term-table.ts';

/**
 * A segment as bytes, and back without copying: its arrays are then views of the file's bytes.
 *
 *     magic, version, fields, documents, terms, entries, units of ids, units of terms, checksum of the arrays,
 *     checksum of what is before it                                                 10 × 32 bits
 *     the arrays, those of 32 bits first, then 16, then 8: each begins where it may for its width
 *
 * Numbers are in the machine's order, which is little-endian wherever the product runs; on another the magic differs.
 */
const magic = 0x47_45_53_59; // YSEG
const version = 1;
const headBytes = 40;
const mostFields = 30;

/** A file that is no whole segment. */
export class SegmentError extends Error {
  override name = 'SegmentError';
}

interface Counts {
  fields: number;
  documents: number;
  terms: number;
  entries: number;
  idUnits: number;
  termUnits: number;
}

/** @param room where the bytes go; a SharedArrayBuffer for those that other threads are to read */
export function encodeSegment(
  segment: Segment,
  room: (bytes: number) => ArrayBufferLike = (bytes) => new ArrayBuffer(bytes),
): Uint8Array {
  const { ids, terms, documentOf, counts: byField } = segment;
  const counts: Counts = {
    fields: byField.length,
    documents: ids.size,
    terms: terms.size,
    entries: documentOf.length,
    idUnits: ids.strings.units.length,
    termUnits: terms.strings.units.length,
  };
  const bytes = new Uint8Array(room(bytesOf(counts)));
  let at = headBytes;
  for (const array of arraysOf(segment)) {
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), at);
    at += array.byteLength;
  }
  const head = new Uint32Array(bytes.buffer, 0, headBytes / 4);
  const { fields, documents, entries, idUnits, termUnits } = counts;
  head.set([magic, version, fields, documents, terms.size, entries, idUnits, termUnits]);
  head[8] = crc32(bytes.subarray(headBytes));
  head[9] = crc32(bytes.subarray(0, headBytes - 4));
  return bytes;
}

/**
 * @param bytes of a buffer of their own; they must not change while the segment is used
 * @param name of the file, for who reads the error
 * @throws SegmentError for bytes that are torn, damaged, of another version or not those of a segment
 */
export function decodeSegment(bytes: Uint8Array, name: string): Segment {
  const refuse = (what: string): never => {
    throw new SegmentError(`索引文件 ${name} 不能使用：${what}。请重建索引 · the index file cannot be used`);
  };
  if (bytes.length < headBytes) refuse(`只有 ${bytes.length} 字节，不足文件头`);
  if (bytes.byteOffset % 4 !== 0) throw new RangeError('the bytes of a segment begin at a multiple of 4');
  const head = new Uint32Array(bytes.buffer, bytes.byteOffset, headBytes / 4);
  const [kind, written, fields = 0, documents = 0, terms = 0, entries = 0, idUnits = 0, termUnits = 0] = head;
  if (kind !== magic) refuse('不是索引文件');
  if (head[9] !== crc32(bytes.subarray(0, headBytes - 4))) refuse('文件头已损坏');
  if (written !== version) refuse(`格式版本 ${written}，本程序只认 ${version}`);
  if (fields > mostFields) refuse(`字段数 ${fields} 超过 ${mostFields}`);
  const counts = { fields, documents, terms, entries, idUnits, termUnits };
  // All lengths are held against the file's before anything is made by them.
  const expected = bytesOf(counts);
  if (bytes.length !== expected) refuse(`应有 ${expected} 字节，实有 ${bytes.length} 字节`);
  if (head[8] !== crc32(bytes.subarray(headBytes))) refuse('内容校验和不符');
  const segment = segmentIn(bytes);
  const wrong = wrongIn(segment, counts);
  return wrong === null ? segment : refuse(wrong);
}

/** In the order of the file. */
function* arraysOf(segment: Segment): Iterable<Uint32Array | Uint16Array | Uint8Array> {
  const { ids, terms, lengths, starts, documentOf, counts, standsIn, termStarts, termOf } = segment;
  yield* [ids.strings.ends, ids.order, terms.strings.ends, ...lengths];
  yield* [starts, documentOf, standsIn, termStarts, termOf];
  yield* [ids.strings.units, terms.strings.units];
  yield* counts;
}

function bytesOf({ fields, documents, terms, entries, idUnits, termUnits }: Counts): number {
  const wide = 3 * documents + 1 + 3 * terms + 1 + 2 * entries + fields * documents;
  return headBytes + 4 * wide + 2 * (idUnits + termUnits) + fields * entries;
}

/** The segment in bytes that this process has written itself. */
export function segmentIn({ buffer, byteOffset }: Uint8Array): Segment {
  const [, , fields = 0, documents = 0, terms = 0, entries = 0, idUnits = 0, termUnits = 0] = new Uint32Array(
    buffer,
    byteOffset,
    headBytes / 4,
  );
  let at = byteOffset + headBytes;
  const wide = (length: number) => {
    at += 4 * length;
    return new Uint32Array(buffer, at - 4 * length, length);
  };
  const units = (length: number) => {
    at += 2 * length;
    return new Uint16Array(buffer, at - 2 * length, length);
  };
  const narrow = (length: number) => {
    at += length;
    return new Uint8Array(buffer, at - length, length);
  };
  const [idEnds, order, termEnds] = [wide(documents), wide(documents), wide(terms)];
  const lengths = Array.from({ length: fields }, () => wide(documents));
  const [starts, documentOf, standsIn] = [wide(terms + 1), wide(entries), wide(terms)];
  const [termStarts, termOf] = [wide(documents + 1), wide(entries)];
  return {
    ids: new IdTable(new PackedStrings(units(idUnits), idEnds), order),
    terms: new TermTable(new PackedStrings(units(termUnits), termEnds)),
    lengths,
    starts,
    documentOf,
    counts: Array.from({ length: fields }, () => narrow(entries)),
    standsIn,
    termStarts,
    termOf,
  };
}

/** What would lead a search astray; null: nothing. A checksum says only that this is what was written. */
function wrongIn(segment: Segment, { documents, terms, entries, idUnits, termUnits }: Counts): string | null {
  const { ids, starts, documentOf, termStarts, termOf } = segment;
  const ranges: [name: string, ends: Uint32Array, last: number][] = [
    ['编号', ids.strings.ends, idUnits],
    ['词', segment.terms.strings.ends, termUnits],
    ['词条起点', starts, entries],
    ['文档起点', termStarts, entries],
  ];
  for (const [name, ends, last] of ranges)
    if (!ascends(ends) || (ends.at(-1) ?? 0) !== last) return `${name}的位置不合`;
  if (starts[0] !== 0 || termStarts[0] !== 0) return '起点不为零';
  if (!below(ids.order, documents) || !below(documentOf, documents)) return '文档号超出范围';
  if (!below(termOf, terms)) return '词号超出范围';
  return null;
}

function ascends(numbers: Uint32Array): boolean {
  for (let at = 1; at < numbers.length; at += 1)
    if ((numbers[at] ?? 0) < (numbers[at - 1] ?? 0)) return false;
  return true;
}

function below(numbers: Uint32Array, end: number): boolean {
  for (let at = 0; at < numbers.length; at += 1) if ((numbers[at] ?? 0) >= end) return false;
  return true;
}
