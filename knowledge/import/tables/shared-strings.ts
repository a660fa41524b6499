import { readXml } from './xml-events.ts';

/** Characters of all shared texts together: they must be in memory while a sheet is read. */
const ALL_CHARS = 64 * 1024 * 1024;

/** The texts that cells point at; null when there are more than fit. */
export async function readSharedStrings(chunks: AsyncIterable<Uint8Array>): Promise<string[] | null> {
  const strings: string[] = [];
  let parts = '';
  let inText = false;
  let phonetic = false;
  let chars = 0;
  const events = readXml(chunks, {
    open(name) {
      if (name === 'si') parts = '';
      if (name === 'rPh') phonetic = true;
      inText = name === 't';
    },
    close(name) {
      if (name === 'rPh') phonetic = false;
      inText = false;
      if (name !== 'si') return;
      strings.push(unescaped(parts));
      // A text of nothing takes room too.
      chars += parts.length + 8;
    },
    text(text) {
      if (inText && !phonetic) parts += text;
    },
  });
  for await (const _ of events) if (chars > ALL_CHARS) return null;
  return strings;
}

/** _x000D_ is how a workbook writes what XML can't (ECMA-376-1, 22.9.2.19 ST_Xstring). */
export function unescaped(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}
