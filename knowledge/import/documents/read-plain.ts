import { DeliveryRefused } from '../../content/delivery.ts';
import { type DocumentLines, MOST_CHARACTERS } from './document-lines.ts';

const LONGEST_MARKED = 2_000;

/**
 * TXT and Markdown, in UTF-8, UTF-16 with its mark, or GB18030. Marks of Markdown are taken off: the text is split by
 * its numbers as everything else.
 * @throws DeliveryRefused DOC_ENCODING, DOC_TOO_LONG
 */
export function readPlain(bytes: Uint8Array, fileName: string): DocumentLines {
  const refuse = (code: string, words: string) =>
    new DeliveryRefused(code, { in: fileName, row: null, column: null }, words);
  const text = decodedText(bytes);
  if (text === null || text.includes('\0'))
    throw refuse('DOC_ENCODING', '文件不是文本，或文字编码无法识别。请另存为 UTF-8 编码的文本后再导入。');
  if (text.length > MOST_CHARACTERS)
    throw refuse('DOC_TOO_LONG', `文档超过 ${MOST_CHARACTERS / 10_000} 万字，一次读不完。请拆分后分别导入。`);
  const lines = text.split(/\r\n|\r|\n/).map((line) =>
    // Marks that are never closed would be searched for to the end of the line, each of them.
    (line.length > LONGEST_MARKED ? line : line.replace(/(\*\*|__)(\S(?:.*?\S)?)\1/g, '$2'))
      .replace(/^\s{0,3}#{1,6}\s+/, '')
      .replace(/^\s{0,3}>\s?/, '')
      .trimEnd(),
  );
  return { lines: lines.filter((line) => line.trim() !== '' && !/^\s*<!--.*-->\s*$/.test(line)), notes: [] };
}

function decodedText(bytes: Uint8Array): string | null {
  const [first, second] = bytes;
  const marked =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : null;
  for (const encoding of marked === null ? ['utf-8', 'gb18030'] : [marked]) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
    }
  }
  return null;
}
