import { dayOfSerial } from './excel-day.ts';
import { unescaped } from './shared-strings.ts';
import { type Cell, LAST_COLUMN, RowBuilder, type SheetRow } from './sheet.ts';
import { readXml, XmlUnreadable } from './xml-events.ts';

/** What a sheet's cells point at. */
export interface Shared {
  strings: readonly string[];
  /** by style: does it show a day? */
  dayStyles: readonly boolean[];
  from1904: boolean;
}

/** First and last row of what reaches over several cells, in order, not touching. */
export type MergedRows = readonly { from: number; to: number }[];

/** Below this a bare number is a count or a year, not a day: 20,000 is 1954-10-03. */
const FIRST_BARE_SERIAL = 20_000;

/** The rows of a worksheet. `<dimension>` is not looked at: it says what some program believed. */
export async function* rowsOf(
  chunks: AsyncIterable<Uint8Array>,
  shared: Shared,
  merged: MergedRows,
): AsyncGenerator<SheetRow, void, undefined> {
  let ready: SheetRow[] = [];
  let builder: RowBuilder | null = null;
  let row = 0;
  let column = 0;
  let open: { type: string; style: number; formula: boolean; value: string } | null = null;
  let inValue = false;
  let next = 0;
  const isMerged = () => {
    while ((merged[next]?.to ?? Number.POSITIVE_INFINITY) < row) next += 1;
    return (merged[next]?.from ?? Number.POSITIVE_INFINITY) <= row;
  };
  const events = readXml(chunks, {
    open(name, attributes) {
      if (name === 'row') {
        const given = attributes.r === undefined ? row + 1 : Number(attributes.r);
        if (!Number.isInteger(given) || given <= row) throw new XmlUnreadable('malformed');
        row = given;
        column = 0;
        builder = new RowBuilder(row);
      } else if (name === 'c' && builder !== null) {
        column = attributes.r === undefined ? column + 1 : columnOf(attributes.r);
        open = { type: attributes.t ?? 'n', style: Number(attributes.s ?? 0), formula: false, value: '' };
      } else if (open !== null) {
        if (name === 'f') open.formula = true;
        if (name === 'rPh') open.type = `${open.type}:phonetic`;
        inValue = (name === 'v' || name === 't') && !open.type.endsWith(':phonetic');
      }
    },
    close(name) {
      inValue = false;
      if (name === 'rPh' && open !== null) open.type = open.type.replace(':phonetic', '');
      if (name === 'c' && open !== null && builder !== null) {
        builder.add(column, cellOf(open, shared));
        open = null;
      }
      if (name === 'row' && builder !== null) {
        const done = builder.done(isMerged());
        builder = null;
        if (done !== null) ready.push(done);
      }
    },
    text(text) {
      if (inValue && open !== null) open.value += text;
    },
  });
  for await (const _ of events) {
    yield* ready;
    ready = [];
  }
}

function cellOf(
  { type, style, formula, value }: { type: string; style: number; formula: boolean; value: string },
  shared: Shared,
): Cell {
  if (formula) return { cell: 'formula' };
  switch (type) {
    case 's': {
      const text = /^\d+$/.test(value) ? shared.strings[Number(value)] : value === '' ? '' : undefined;
      if (text === undefined) throw new XmlUnreadable('malformed');
      return { cell: 'text', text };
    }
    case 'e':
      return { cell: 'error', text: value };
    case 'b':
      return { cell: 'text', text: value === '1' ? '是' : '否' };
    case 'n':
      return value === ''
        ? { cell: 'text', text: '' }
        : numberOf(value, shared.dayStyles[style] ?? false, shared.from1904);
    default:
      return { cell: 'text', text: unescaped(value) };
  }
}

function numberOf(written: string, byFormat: boolean, from1904: boolean): Cell {
  const value = Number(written);
  if (!Number.isFinite(value)) throw new XmlUnreadable('malformed');
  if (byFormat) return { cell: 'number', written, day: { day: dayOfSerial(value, from1904), byFormat } };
  const couldBe = Number.isInteger(value) && value >= FIRST_BARE_SERIAL;
  const day = couldBe ? dayOfSerial(value, from1904) : null;
  return { cell: 'number', written, day: day === null ? null : { day, byFormat } };
}

/** AB12 → 28 */
function columnOf(reference: string): number {
  const letters = /^([A-Z]{1,3})\d+$/.exec(reference)?.[1];
  let column = 0;
  for (const letter of letters ?? '') column = column * 26 + letter.charCodeAt(0) - 64;
  if (column < 1 || column > LAST_COLUMN) throw new XmlUnreadable('malformed');
  return column;
}

/** A sheet says at its end what is merged: it is read through once for that, if the words are in it at all. */
const MERGES = 100_000;
const MARK = Buffer.from('mergeCell ');

export async function mergedRowsOf(stream: () => AsyncIterable<Uint8Array>): Promise<MergedRows> {
  if (!(await holds(stream(), MARK))) return [];
  const ranges: { from: number; to: number }[] = [];
  const events = readXml(stream(), {
    open(name, { ref }) {
      if (name !== 'mergeCell') return;
      const match = /^[A-Z]{1,3}(\d{1,7}):[A-Z]{1,3}(\d{1,7})$/.exec(ref ?? '');
      if (match === null || ranges.length === MERGES) throw new XmlUnreadable('malformed');
      ranges.push({ from: Number(match[1]), to: Number(match[2]) });
    },
    close() {},
    text() {},
  });
  for await (const _ of events);
  ranges.sort((a, b) => a.from - b.from);
  const joined: { from: number; to: number }[] = [];
  for (const range of ranges) {
    const last = joined.at(-1);
    if (last !== undefined && range.from <= last.to) last.to = Math.max(last.to, range.to);
    else joined.push({ ...range });
  }
  return joined;
}

async function holds(chunks: AsyncIterable<Uint8Array>, mark: Buffer): Promise<boolean> {
  let tail = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const window = Buffer.concat([tail, chunk]);
    if (window.includes(mark)) return true;
    tail = window.subarray(Math.max(0, window.length - mark.length));
  }
  return false;
}
