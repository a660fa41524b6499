import { posix } from 'node:path';
import { DeliveryRefused } from '../../content/delivery.ts';
import { type Archive, openArchive } from '../archive/open-archive.ts';
import { isDayFormat } from './excel-day.ts';
import { readSharedStrings } from './shared-strings.ts';
import type { Sheet, SheetRow, Table } from './sheet.ts';
import { mergedRowsOf, rowsOf, type Shared } from './sheet-rows.ts';
import { readXml, relationOf, XmlUnreadable } from './xml-events.ts';

/**
 * XLSX, read by parts as a stream. exceljs is not used for it: jszip inflates every part whole and without bound (a zip
 * of 196 KB cost 490 MB), all rows are kept, and it hands out what is stored beside a formula.
 */
export async function openWorkbook(bytes: Uint8Array, fileName: string): Promise<Table> {
  const archive = await openArchive(bytes, fileName);
  try {
    const refuse = (code: string, words: string) =>
      new DeliveryRefused(code, { in: fileName, row: null, column: null }, words);
    const names = new Map(archive.entries.map(({ name }) => [name.toLowerCase(), name]));
    checkKind(names, refuse);
    const parts = new Parts(archive, names, fileName);
    await checkContentTypes(parts, refuse);
    const { sheets, from1904, strings, styles } = await parts.workbook();
    const shared: Shared = {
      strings: strings === null ? [] : await parts.strings(strings),
      dayStyles: styles === null ? [] : await parts.dayStyles(styles),
      from1904,
    };
    const links = [...names.keys()].some((name) => name.startsWith('xl/externallinks/'));
    return {
      sheets: sheets.map(({ name, hidden, path }) => parts.sheet(name, hidden, path, shared)),
      notes: links
        ? [
            {
              code: 'TABLE_EXTERNAL_LINKS',
              words: '文件含有指向其他文件的链接。链接未打开，只读取本文件内填写的内容。',
            },
          ]
        : [],
      [Symbol.asyncDispose]: () => archive[Symbol.asyncDispose](),
    };
  } catch (error) {
    await archive[Symbol.asyncDispose]();
    throw error;
  }
}

type Refuse = (code: string, words: string) => DeliveryRefused;

function checkKind(names: ReadonlyMap<string, string>, refuse: Refuse): void {
  const all = [...names.keys()];
  if (all.some((name) => name.endsWith('vbaproject.bin') || name.startsWith('xl/macrosheets/')))
    throw macro(refuse);
  if (names.has('xl/workbook.bin'))
    throw refuse(
      'TABLE_FORMAT',
      '这是二进制工作簿（.xlsb），无法读取。请在表格软件中另存为“Excel 工作簿（*.xlsx）”后再导入。',
    );
  if (names.has('content.xml') && names.has('mimetype'))
    throw refuse(
      'TABLE_FORMAT',
      '这是 OpenDocument 文件，无法读取。请另存为“Excel 工作簿（*.xlsx）”后再导入。',
    );
  if (!names.has('[content_types].xml') || !names.has('_rels/.rels'))
    throw refuse('TABLE_FORMAT', '这不是 Excel 工作簿。请核对文件，另存为“Excel 工作簿（*.xlsx）”后再导入。');
}

function macro(refuse: Refuse): DeliveryRefused {
  return refuse(
    'TABLE_MACRO',
    '文件含有宏，不予读取。请在表格软件中另存为不含宏的“Excel 工作簿（*.xlsx）”后再导入。',
  );
}

async function checkContentTypes(parts: Parts, refuse: Refuse): Promise<void> {
  await parts.read('[content_types].xml', (name, { ContentType = '' }) => {
    if ((name === 'Override' || name === 'Default') && /macroenabled|vbaproject/i.test(ContentType))
      throw macro(refuse);
  });
}

interface SheetPart {
  name: string;
  hidden: boolean;
  path: string;
}

/** The parts of one workbook by their names in it. */
class Parts {
  readonly #archive: Archive;
  /** by lower case, as office programs look them up */
  readonly #names: ReadonlyMap<string, string>;
  readonly #fileName: string;

  constructor(archive: Archive, names: ReadonlyMap<string, string>, fileName: string) {
    this.#archive = archive;
    this.#names = names;
    this.#fileName = fileName;
  }

  async workbook() {
    const main = [...(await this.#relations('')).values()].find(({ type }) => type === 'officeDocument');
    if (main === undefined) throw this.#damaged();
    const relations = await this.#relations(main.target);
    const sheets: SheetPart[] = [];
    let from1904 = false;
    await this.read(main.target, (name, attributes) => {
      if (name === 'workbookPr') from1904 = attributes.date1904 === '1' || attributes.date1904 === 'true';
      if (name !== 'sheet') return;
      const relation = relations.get(relationOf(attributes) ?? '');
      // Charts and dialogues are sheets too, without rows.
      if (relation === undefined || relation.type !== 'worksheet') return;
      const hidden = attributes.state === 'hidden' || attributes.state === 'veryHidden';
      sheets.push({ name: attributes.name ?? '', hidden, path: relation.target });
    });
    const partOf = (wanted: string) =>
      [...relations.values()].find(({ type }) => type === wanted)?.target ?? null;
    return { sheets, from1904, strings: partOf('sharedStrings'), styles: partOf('styles') };
  }

  async strings(path: string): Promise<string[]> {
    const strings = await this.#guarded(() => readSharedStrings(this.#stream(path)));
    if (strings !== null) return strings;
    throw this.#refuse('TABLE_TOO_LARGE', '表内文字过多，一次读不完。请拆分成几个文件后分别导入。');
  }

  async dayStyles(path: string): Promise<boolean[]> {
    const codes = new Map<number, string>();
    const days: boolean[] = [];
    let inCells = false;
    await this.read(
      path,
      (name, attributes) => {
        if (name === 'numFmt') codes.set(Number(attributes.numFmtId), attributes.formatCode ?? '');
        if (name === 'cellXfs') inCells = true;
        if (name !== 'xf' || !inCells) return;
        const id = Number(attributes.numFmtId ?? 0);
        days.push(isDayFormat(id, codes.get(id)));
      },
      (name) => {
        if (name === 'cellXfs') inCells = false;
      },
    );
    return days;
  }

  sheet(name: string, hidden: boolean, path: string, shared: Shared): Sheet {
    const rows = () => this.#rows(path, shared);
    return { name, hidden, rows };
  }

  async *#rows(path: string, shared: Shared): AsyncGenerator<SheetRow, void, undefined> {
    try {
      const merged = await mergedRowsOf(() => this.#stream(path));
      yield* rowsOf(this.#stream(path), shared, merged);
    } catch (error) {
      throw this.#asRefusal(error);
    }
  }

  /** Every element of a part. */
  async read(
    path: string,
    open: (name: string, attributes: Readonly<Record<string, string>>) => void,
    close: (name: string) => void = () => {},
  ): Promise<void> {
    await this.#guarded(async () => {
      for await (const _ of readXml(this.#stream(path), { open, close, text() {} }));
    });
  }

  /** By id, of a part ('' for the workbook's file itself): what it is and where. Targets outside are left out. */
  async #relations(part: string): Promise<Map<string, { type: string; target: string }>> {
    const folder = posix.dirname(part);
    const path = posix.join(folder, '_rels', `${posix.basename(part)}.rels`);
    const relations = new Map<string, { type: string; target: string }>();
    if (!this.#names.has(path.toLowerCase())) return relations;
    await this.read(path, (name, { Id, Type = '', Target = '', TargetMode }) => {
      if (name !== 'Relationship' || Id === undefined || TargetMode === 'External') return;
      const target = Target.startsWith('/') ? Target.slice(1) : posix.join(folder, Target);
      relations.set(Id, { type: Type.slice(Type.lastIndexOf('/') + 1), target });
    });
    return relations;
  }

  #stream(path: string): AsyncGenerator<Uint8Array, void, undefined> {
    return this.#archive.stream(this.#names.get(path.toLowerCase()) ?? path);
  }

  async #guarded<T>(read: () => Promise<T>): Promise<T> {
    try {
      return await read();
    } catch (error) {
      throw this.#asRefusal(error);
    }
  }

  #asRefusal(error: unknown): unknown {
    if (!(error instanceof XmlUnreadable)) return error;
    switch (error.why) {
      case 'doctype':
        return this.#refuse(
          'TABLE_DOCTYPE',
          '文件内含有自定义的实体声明，表格软件不会写出这种内容，不予读取。请核对文件来源。',
        );
      case 'long':
        return this.#refuse(
          'TABLE_CELL_TOO_LONG',
          '有一个单元格远超 32,767 字的上限，无法读取。请核对文件后另存一份再导入。',
        );
      case 'deep':
      case 'malformed':
        return this.#damaged();
      default:
        return error.why satisfies never;
    }
  }

  #damaged(): DeliveryRefused {
    return this.#refuse(
      'TABLE_DAMAGED',
      '表格文件的内部结构有误，无法读取。请用表格软件打开并另存一份再导入。',
    );
  }

  #refuse(code: string, words: string): DeliveryRefused {
    return new DeliveryRefused(code, { in: this.#fileName, row: null, column: null }, words);
  }
}
