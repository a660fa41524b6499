import { posix } from 'node:path';
import { DeliveryRefused } from '../../content/delivery.ts';
import type { Archive } from '../archive/open-archive.ts';
import { readXml, XmlUnreadable } from '../tables/xml-events.ts';
import { type DocumentLines, MOST_CHARACTERS } from './document-lines.ts';
import { type PlacedText, placedLines } from './placed-lines.ts';

/**
 * OFD (GB/T 33190-2016): a zip of XML. OFD.xml names the document, the document its pages in order, a page its
 * TextObjects, each with its place (Boundary, mm from the top left) and pieces of text (TextCode).
 */
const MOST_PAGES = 500;

/** @throws DeliveryRefused DOC_DAMAGED, DOC_NO_TEXT, DOC_TOO_LONG, DOC_PAGES */
export async function readOfd(archive: Archive, fileName: string): Promise<DocumentLines> {
  const refuse = (code: string, words: string) =>
    new DeliveryRefused(code, { in: fileName, row: null, column: null }, words);
  try {
    const root = await valuesOf(archive, 'OFD.xml', 'DocRoot');
    const document = pathOf('', root[0] ?? '');
    const pages = await pagesOf(archive, document);
    if (pages.length > MOST_PAGES)
      throw refuse('DOC_PAGES', `文档有 ${pages.length} 页，多于 ${MOST_PAGES} 页。请拆分后分别导入。`);
    const lines: string[] = [];
    let characters = 0;
    for (const page of pages) {
      for (const line of placedLines(await textsOf(archive, page))) {
        characters += line.length;
        if (characters > MOST_CHARACTERS)
          throw refuse(
            'DOC_TOO_LONG',
            `文档超过 ${MOST_CHARACTERS / 10_000} 万字，一次读不完。请拆分后分别导入。`,
          );
        lines.push(line);
      }
    }
    if (lines.length === 0)
      throw refuse(
        'DOC_NO_TEXT',
        '此 OFD 为扫描件，没有文字层。请提供由办公软件生成的版本（docx、ofd 或 pdf）。',
      );
    return { lines, notes: [] };
  } catch (error) {
    if (!(error instanceof XmlUnreadable)) throw error;
    throw refuse('DOC_DAMAGED', '文档的内部结构有误，无法读取。请重新导出后再导入。');
  }
}

/** Text of all elements of a name. */
async function valuesOf(archive: Archive, part: string, wanted: string): Promise<string[]> {
  const values: string[] = [];
  let inside = false;
  const handlers = {
    open(name: string) {
      if (name !== wanted || values.length >= MOST_PAGES) return;
      inside = true;
      values.push('');
    },
    close(name: string) {
      if (name === wanted) inside = false;
    },
    text(text: string) {
      if (inside) values.push(`${values.pop() ?? ''}${text}`.slice(0, 500));
    },
  };
  for await (const _ of readXml(archive.stream(part), handlers));
  return values.map((value) => value.trim());
}

async function pagesOf(archive: Archive, document: string): Promise<string[]> {
  const pages: string[] = [];
  const open = (name: string, { BaseLoc }: Readonly<Record<string, string>>) => {
    if (name === 'Page' && BaseLoc !== undefined && pages.length <= MOST_PAGES)
      pages.push(pathOf(posix.dirname(document), BaseLoc));
  };
  for await (const _ of readXml(archive.stream(document), { open, close() {}, text() {} }));
  return pages;
}

function pathOf(folder: string, location: string): string {
  return location.startsWith('/') ? location.slice(1) : posix.join(folder, location.trim());
}

async function textsOf(archive: Archive, page: string): Promise<PlacedText[]> {
  const texts: PlacedText[] = [];
  let box = [0, 0, 0, 0];
  let size = 0;
  let code: { x: number; y: number; text: string } | null = null;
  const handlers = {
    open(name: string, attributes: Readonly<Record<string, string>>) {
      if (name === 'TextObject') {
        box = (attributes.Boundary ?? '').trim().split(/\s+/).map(Number);
        size = Number(attributes.Size ?? '0');
      } else if (name === 'TextCode') {
        const [left = 0, top = 0] = box;
        // Y is the base line inside the box, and may be left out for all but the first piece.
        code = { x: left + Number(attributes.X ?? '0'), y: top + Number(attributes.Y ?? size), text: '' };
      }
    },
    close(name: string) {
      if (name !== 'TextCode' || code === null) return;
      const { x, y, text } = code;
      code = null;
      const sure = Number.isFinite(x) && Number.isFinite(y) && Number.isFinite(size);
      if (sure && text.trim() !== '') texts.push({ x, y, size: size || 4, width: size * text.length, text });
    },
    text(text: string) {
      if (code !== null && code.text.length < MOST_CHARACTERS) code.text += text;
    },
  };
  for await (const _ of readXml(archive.stream(page), handlers));
  return texts;
}
