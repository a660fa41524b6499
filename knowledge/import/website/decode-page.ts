import { PageUnreadable } from './page-unreadable.ts';

export interface DecodedPage {
  text: string;
  encoding: string;
  /** what header or page declared, where that was wrong */
  wronglyDeclared: string | null;
}

/** Encodings that Chinese sites are written in, under the names of the WHATWG Encoding Standard. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ['utf-8', 'utf-8'],
  ['utf8', 'utf-8'],
  ['gbk', 'gb18030'],
  ['gb2312', 'gb18030'],
  ['gb18030', 'gb18030'],
  ['x-gbk', 'gb18030'],
  ['big5', 'big5'],
]);
const HEAD_BYTES = 4096;
/** Text in GBK is by chance also valid UTF-8 when it is very short (联通); eight signs of three bytes are no chance. */
const SURE_OF_UTF8 = 8;

/**
 * Byte order mark, then header, then <meta>, each believed only as far as the bytes agree: a page of UTF-8 under a GBK
 * header is common, and GB18030 reads nearly any bytes without complaint.
 * @throws PageUnreadable PAGE_ENCODING
 */
export function decodePage(bytes: Uint8Array, headerCharset: string | null): DecodedPage {
  const marked = byMark(bytes);
  if (marked !== null) return { text: decoded(bytes, marked) ?? '', encoding: marked, wronglyDeclared: null };
  const declared = [headerCharset, metaCharset(bytes)].flatMap((name) =>
    name === null ? [] : [NAMES.get(name.toLowerCase()) ?? name],
  );
  const utf8 = decoded(bytes, 'utf-8');
  const surelyUtf8 = utf8 !== null && bytes.length - utf8.length >= SURE_OF_UTF8 * 2;
  const candidates = surelyUtf8 ? ['utf-8'] : [...declared, 'utf-8', 'gb18030'];
  for (const read of [decoded, mended]) {
    for (const encoding of candidates) {
      const text = read(bytes, encoding);
      if (text === null) continue;
      const [first = encoding] = declared;
      return { text, encoding, wronglyDeclared: first === encoding ? null : first };
    }
  }
  throw new PageUnreadable(
    'PAGE_ENCODING',
    '网页的文字编码无法识别，未读取。请与网站管理单位联系，或改用文件导入。',
  );
}

function byMark(bytes: Uint8Array): string | null {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  return a === 0xfe && b === 0xff ? 'utf-16be' : null;
}

/** <meta charset="gbk"> or <meta http-equiv content="text/html; charset=gbk">, or that of an XML declaration. */
function metaCharset(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.subarray(0, HEAD_BYTES)).toString('latin1');
  const meta = /<meta[^>]{0,200}?charset\s*=\s*["']?\s*([a-z0-9_-]{2,20})/i.exec(head);
  return (meta ?? /^\s*<\?xml[^>]{0,100}encoding\s*=\s*["']([a-z0-9_-]{2,20})/i.exec(head))?.[1] ?? null;
}

/** null where the bytes are not of this encoding, or nobody knows it */
function decoded(bytes: Uint8Array, encoding: string): string | null {
  if (!isKnown(encoding)) return null;
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/** A page with a handful of broken signs among many good ones is read with them: an editor cut a sign in two. */
function mended(bytes: Uint8Array, encoding: string): string | null {
  if (!isKnown(encoding)) return null;
  const text = new TextDecoder(encoding).decode(bytes);
  let broken = 0;
  let good = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === 0xfffd) broken += 1;
    else if (unit > 0x7f) good += 1;
  }
  return broken * 50 <= good ? text : null;
}

function isKnown(encoding: string): boolean {
  return encoding.startsWith('utf-16') || [...NAMES.values()].includes(encoding);
}
