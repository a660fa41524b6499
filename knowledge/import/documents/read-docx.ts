import { DeliveryRefused } from '../../content/delivery.ts';
import type { Archive } from '../archive/open-archive.ts';
import { readXml, XmlUnreadable } from '../tables/xml-events.ts';
import { type DocumentLines, MOST_CHARACTERS } from './document-lines.ts';
import { readNumbering } from './docx-numbering.ts';

/**
 * WordprocessingML (ECMA-376-1, 17): paragraphs in order, rows of tables as lines. Deleted and moved-away text is not
 * of the document any more and is left out; inserted text is in it.
 */
const BODY = 'word/document.xml';
/** Text below these is not of the document, or stands in it a second time. */
const LEFT_OUT = new Set(['del', 'moveFrom', 'Fallback', 'instrText', 'delText', 'OLEObject']);

/** @throws DeliveryRefused DOC_MACRO, DOC_DAMAGED, DOC_TOO_LONG */
export async function readDocx(archive: Archive, fileName: string): Promise<DocumentLines> {
  const refuse = (code: string, words: string) =>
    new DeliveryRefused(code, { in: fileName, row: null, column: null }, words);
  try {
    await refuseMacros(archive, refuse);
    const numbering = await readNumbering(archive);
    const reader = new BodyReader(numbering, () =>
      refuse('DOC_TOO_LONG', `文档超过 ${MOST_CHARACTERS / 10_000} 万字，一次读不完。请拆分后分别导入。`),
    );
    const handlers = {
      open: (name: string, attributes: Readonly<Record<string, string>>) => reader.open(name, attributes),
      close: (name: string) => reader.close(name),
      text: (text: string) => reader.text(text),
    };
    for await (const _ of readXml(archive.stream(BODY), handlers));
    return { lines: reader.lines, notes: reader.notes() };
  } catch (error) {
    if (!(error instanceof XmlUnreadable)) throw error;
    throw refuse('DOC_DAMAGED', '文档的内部结构有误，无法读取。请用办公软件打开并另存一份再导入。');
  }
}

async function refuseMacros(
  archive: Archive,
  refuse: (code: string, words: string) => DeliveryRefused,
): Promise<void> {
  let macro = archive.entries.some(({ name }) => /(?:^|\/)vba(?:Project|Data)\.(?:bin|xml)$/i.test(name));
  const types = '[Content_Types].xml';
  if (archive.has(types)) {
    const open = (_: string, { ContentType = '' }: Readonly<Record<string, string>>) => {
      if (/macroEnabled|vbaProject/i.test(ContentType)) macro = true;
    };
    for await (const _ of readXml(archive.stream(types), { open, close() {}, text() {} }));
  }
  if (macro)
    throw refuse('DOC_MACRO', '文档含有宏，不予读取。请另存为不含宏的“Word 文档（*.docx）”后再导入。');
}

type Numbering = Awaited<ReturnType<typeof readNumbering>>;

interface OpenRow {
  cells: string[][];
}

class BodyReader {
  readonly lines: string[] = [];
  readonly #numbering: Numbering;
  readonly #tooLong: () => DeliveryRefused;
  readonly #rows: OpenRow[] = [];
  #leftOut = 0;
  #inText = false;
  #line = '';
  #style: string | null = null;
  #numberId: string | null = null;
  #level: number | null = null;
  #inNumbering = false;
  #objects = 0;
  #pictures = 0;
  #characters = 0;

  constructor(numbering: Numbering, tooLong: () => DeliveryRefused) {
    this.#numbering = numbering;
    this.#tooLong = tooLong;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (LEFT_OUT.has(name)) this.#leftOut += 1;
    const value = attributes['w:val'] ?? null;
    switch (name) {
      case 'p':
        // A paragraph inside a paragraph is that of a text box: it comes before what is still open around it.
        this.#endLine(false);
        this.#style = null;
        this.#numberId = null;
        this.#level = null;
        break;
      case 'pStyle':
        this.#style = value;
        break;
      case 'numPr':
        this.#inNumbering = true;
        break;
      case 'numId':
        if (this.#inNumbering) this.#numberId = value;
        break;
      case 'ilvl':
        if (this.#inNumbering) this.#level = Number(value ?? '0');
        break;
      case 't':
        this.#inText = true;
        break;
      case 'tab':
        if (this.#line !== '') this.#add(' ');
        break;
      case 'br':
      case 'cr':
        this.#endLine(false);
        break;
      case 'tr':
        this.#rows.push({ cells: [] });
        break;
      case 'tc':
        this.#rows.at(-1)?.cells.push([]);
        break;
      case 'object':
        this.#objects += 1;
        break;
      case 'blip':
        this.#pictures += 1;
        break;
      default:
        break;
    }
  }

  close(name: string): void {
    if (LEFT_OUT.has(name)) this.#leftOut -= 1;
    switch (name) {
      case 'p':
        this.#endLine(true);
        break;
      case 'numPr':
        this.#inNumbering = false;
        break;
      case 't':
        this.#inText = false;
        break;
      case 'tr': {
        const cells = (this.#rows.pop()?.cells ?? [])
          .map((lines) => lines.join(' '))
          .filter((cell) => cell !== '');
        if (cells.length > 0) this.#put(cells.join(' | '));
        break;
      }
      default:
        break;
    }
  }

  text(text: string): void {
    if (this.#inText && this.#leftOut === 0) this.#add(text);
  }

  notes(): DocumentLines['notes'] {
    const notes: DocumentLines['notes'] = [];
    if (this.#objects > 0)
      notes.push({
        code: 'DOC_OBJECTS',
        words: `文档中有 ${this.#objects} 个嵌入对象（如表格、附件），未打开。其中如有条文，请另行导入。`,
      });
    if (this.#pictures > 0)
      notes.push({
        code: 'DOC_PICTURES',
        words: `文档中有 ${this.#pictures} 幅图片，图中文字未读取。其中如有条文，请补录。`,
      });
    return notes;
  }

  #add(text: string): void {
    this.#characters += text.length;
    if (this.#characters > MOST_CHARACTERS) throw this.#tooLong();
    this.#line += text;
  }

  #endLine(whole: boolean): void {
    const line = this.#line.trim();
    this.#line = '';
    // A number belongs to the paragraph that has words; deleted paragraphs do not count.
    if (line === '') return;
    const label = this.#numbering.next(this.#numberId, this.#level, this.#style);
    this.#numberId = null;
    if (!whole) this.#style = null;
    this.#put(label === '' ? line : `${label}${/[、）)．.]$/.test(label) ? '' : '\u3000'}${line}`);
  }

  #put(line: string): void {
    const cell = this.#rows.at(-1)?.cells.at(-1);
    if (cell === undefined) this.lines.push(line);
    else cell.push(line);
  }
}
