import { DeliveryRefused } from '../../content/delivery.ts';

/**
 * The bytes of a CSV as text, piece by piece. Excel of a Chinese desk writes GBK without saying so, its “CSV UTF-8”
 * a mark at the front, its “Unicode 文本” UTF-16: the mark decides, else what the bytes can be.
 */
export interface CsvText {
  encoding: 'utf-8' | 'gb18030' | 'utf-16le' | 'utf-16be';
  pieces(): Generator<string, void, undefined>;
}

const PIECE_BYTES = 64 * 1024;
/** GBK that is UTF-8 too for this many characters in a row was never seen; a text with one bad byte is. */
const SURELY_UTF8 = 4;

/** @throws DeliveryRefused where the bytes are no text, naming the byte and its line */
export function textOf(bytes: Uint8Array, fileName: string): CsvText {
  const refuse = (code: string, words: string, row: number | null = null) =>
    new DeliveryRefused(code, { in: fileName, row, column: null }, words);
  const encoding = markOf(bytes) ?? encodingOf(bytes, refuse);
  const bad = firstBadByte(bytes, encoding);
  if (bad !== null) throw undecodable(bytes, bad, encoding, refuse);
  if (encoding !== 'utf-16le' && encoding !== 'utf-16be' && bytes.includes(0))
    throw refuse(
      'TABLE_NOT_TEXT',
      '文件不是表格，也不是文本。请另存为“Excel 工作簿（*.xlsx）”或“CSV UTF-8”后再导入。',
    );
  return { encoding, pieces: () => piecesOf(bytes, encoding) };
}

type Encoding = CsvText['encoding'];
type Refuse = (code: string, words: string, row?: number | null) => DeliveryRefused;

function markOf([first, second, third]: Uint8Array): Encoding | null {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : null;
}

function encodingOf(bytes: Uint8Array, refuse: Refuse): Encoding {
  const bad = firstBadByte(bytes, 'utf-8');
  if (bad === null) return 'utf-8';
  const before = new TextDecoder('utf-8').decode(bytes.subarray(0, bad), { stream: true });
  let wide = 0;
  for (const sign of before) if (sign > '\u007f') wide += 1;
  if (wide >= SURELY_UTF8) throw undecodable(bytes, bad, 'utf-8', refuse);
  return 'gb18030';
}

const encodingNames: Readonly<Record<Encoding, string>> = {
  'utf-8': 'UTF-8',
  gb18030: 'GBK/GB18030',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16',
};

function undecodable(bytes: Uint8Array, bad: number, encoding: Encoding, refuse: Refuse): DeliveryRefused {
  const before = new TextDecoder(encoding).decode(bytes.subarray(0, bad), { stream: true });
  const line = before.split(/\r\n|\r|\n/).length;
  return refuse(
    'TABLE_ENCODING',
    `第 ${line} 行（第 ${bad + 1} 个字节）处的文字无法按 ${encodingNames[encoding]} 识别。请另存为“CSV UTF-8”或“Excel 工作簿（*.xlsx）”后再导入。`,
    line,
  );
}

/** Where the first sign begins that is none; null when all can be read. */
function firstBadByte(bytes: Uint8Array, encoding: Encoding): number | null {
  if (isReadable(bytes, encoding, false)) return null;
  let good = 0;
  let bad = bytes.length;
  while (good + 1 < bad) {
    const middle = (good + bad) >>> 1;
    if (isReadable(bytes.subarray(0, middle), encoding, true)) good = middle;
    else bad = middle;
  }
  return good;
}

function isReadable(bytes: Uint8Array, encoding: Encoding, goesOn: boolean): boolean {
  const decoder = new TextDecoder(encoding, { fatal: true });
  try {
    for (let at = 0; at < bytes.length; at += PIECE_BYTES)
      decoder.decode(bytes.subarray(at, at + PIECE_BYTES), { stream: true });
    if (!goesOn) decoder.decode();
    return true;
  } catch {
    // The one thing that decode throws, and the question asked.
    return false;
  }
}

function* piecesOf(bytes: Uint8Array, encoding: Encoding): Generator<string, void, undefined> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  for (let at = 0; at < bytes.length; at += PIECE_BYTES)
    yield decoder.decode(bytes.subarray(at, at + PIECE_BYTES), { stream: true });
  yield decoder.decode();
}
