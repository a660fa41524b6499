import type { DeliveredFault, Whereabouts } from '../../content/delivery.ts';

/** A line of a file, or an item of a page, that is JSON; what it says is still anything. */
export interface ReadValue {
  delivered: 'value';
  at: Whereabouts;
  value: unknown;
}

/** Of one line. Nothing longer is ever in memory. */
export const LINE_BYTES = 1024 * 1024;

const LINE_FEED = 0x0a;

/** JSON Lines (UTF-8, with or without a mark), line by line, in time and memory that follow the longest line. */
export async function* readJsonLines(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  fileName: string,
): AsyncGenerator<DeliveredFault | ReadValue, void, undefined> {
  let number = 1;
  let parts: Uint8Array[] = [];
  let length = 0;
  const take = (part: Uint8Array) => {
    length += part.length;
    // A line that is too long is only counted on.
    if (length > LINE_BYTES) parts = [];
    else if (part.length > 0) parts.push(part);
  };
  const end = (cutOff: boolean) => {
    const at: Whereabouts = { in: fileName, row: number, column: null };
    const line = length > LINE_BYTES ? null : Buffer.concat(parts);
    number += 1;
    parts = [];
    length = 0;
    return readLine(line, at, cutOff);
  };
  for await (const chunk of chunks) {
    let from = 0;
    for (let at = chunk.indexOf(LINE_FEED); at >= 0; at = chunk.indexOf(LINE_FEED, from)) {
      take(chunk.subarray(from, at));
      const read = end(false);
      if (read !== null) yield read;
      from = at + 1;
    }
    // A copy: the next chunk may come in the same memory.
    take(chunk.slice(from));
  }
  const read = end(true);
  if (read !== null) yield read;
}

/** `line` is null where it was too long; null for an empty line. */
function readLine(
  line: Uint8Array | null,
  at: Whereabouts,
  cutOff: boolean,
): DeliveredFault | ReadValue | null {
  const fault = (code: string, words: string): DeliveredFault => ({ delivered: 'fault', at, code, words });
  if (line === null)
    return fault('LINE_TOO_LONG', '本行超过 1 MB，未读取。请把长文本拆开，或联系来源方核对。');
  let text: string;
  try {
    // The mark of UTF-8 at the front of a file is dropped with it.
    text = new TextDecoder('utf-8', { fatal: true }).decode(line).trim();
  } catch {
    return cutOff
      ? truncated(fault)
      : fault('LINE_ENCODING', '本行不是 UTF-8 文字，未读取。请来源方按 UTF-8 导出。');
  }
  if (text === '') return null;
  try {
    return { delivered: 'value', at, value: JSON.parse(text) };
  } catch {
    return cutOff
      ? truncated(fault)
      : fault('LINE_JSON', '本行不是完整的 JSON，未读取。一行应为一个 JSON 对象，行内不能换行。');
  }
}

function truncated(fault: (code: string, words: string) => DeliveredFault): DeliveredFault {
  return fault('LINE_TRUNCATED', '末行不完整，文件可能没有传完。请重新传送后再导入。');
}
