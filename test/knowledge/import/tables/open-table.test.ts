import { expect } from 'chai';
import ExcelJS from 'exceljs';
import { DeliveryRefused } from '../../../../knowledge/content/delivery.ts';
import { openTable } from '../../../../knowledge/import/tables/open-table.ts';
import type { Sheet, SheetRow } from '../../../../knowledge/import/tables/sheet.ts';
import { makeZip, type Part } from '../archive/make-zip.ts';
import { makeWorkbook, partsOf, textRow } from './make-workbook.ts';

async function rowsIn(sheet: Sheet | undefined): Promise<SheetRow[]> {
  const rows: SheetRow[] = [];
  for await (const row of sheet?.rows() ?? []) rows.push(row);
  return rows;
}

async function openedRows(bytes: Uint8Array): Promise<SheetRow[]> {
  await using table = await openTable(bytes, '来件.xlsx');
  return await rowsIn(table.sheets[0]);
}

async function refusalOf(bytes: Uint8Array): Promise<DeliveryRefused> {
  try {
    await openedRows(bytes);
  } catch (error) {
    if (error instanceof DeliveryRefused) return error;
    throw error;
  }
  throw new Error('it was read');
}

describe('a workbook', () => {
  it('as a spreadsheet program writes it gives its sheets, rows and cells', async () => {
    const workbook = new ExcelJS.Workbook();
    const sheet = workbook.addWorksheet('表一');
    workbook.addWorksheet('藏着', { state: 'hidden' });
    sheet.getCell('A1').value = '编号';
    sheet.getCell('C3').value = { richText: [{ text: '甲' }, { text: '乙', font: { bold: true } }] };
    sheet.getCell('D3').value = new Date('2026-01-31T00:00:00Z');
    sheet.getCell('E3').value = 1001;
    sheet.getCell('F3').value = { formula: 'E3+1', result: 1002 };
    sheet.getCell('G3').value = { error: '#N/A' };
    sheet.getCell('H3').value = true;
    sheet.getCell('I3').value = '甲_x000D_乙\u0001';
    sheet.getCell('J3').value = { text: '网址', hyperlink: 'https://example.cn/' };
    sheet.getCell('A5').value = '  ';
    await using table = await openTable(Buffer.from(await workbook.xlsx.writeBuffer()), '来件.xlsx');
    expect(table.sheets.map(({ name, hidden }) => ({ name, hidden }))).to.deep.equal([
      { name: '表一', hidden: false },
      { name: '藏着', hidden: true },
    ]);
    const [first, third, ...none] = await rowsIn(table.sheets[0]);
    expect(none).to.deep.equal([]);
    expect(first?.row).to.equal(1);
    expect(third).to.deep.include({ row: 3, merged: false, tooLong: false });
    expect([...(third?.cells ?? [])]).to.deep.include.members([
      [3, { cell: 'text', text: '甲乙' }],
      [4, { cell: 'number', written: '46053', day: { day: '2026-01-31', byFormat: true } }],
      [5, { cell: 'number', written: '1001', day: null }],
      [6, { cell: 'formula' }],
      [7, { cell: 'error', text: '#N/A' }],
      [8, { cell: 'text', text: '是' }],
      [10, { cell: 'text', text: '网址' }],
    ]);
  });

  it('names rows that a cell reaches over, wherever the merge is told', async () => {
    const rows = [1, 2, 3, 4, 5].map((row) => textRow(row, ['甲'])).join('');
    const merges = '<mergeCells><mergeCell ref="A4:B4"/><mergeCell ref="A2:A3"/></mergeCells>';
    const found = await openedRows(makeWorkbook(rows, [], merges));
    expect(found.filter(({ merged }) => merged).map(({ row }) => row)).to.deep.equal([2, 3, 4]);
  });

  it('counts days from 1904 where the workbook says so', async () => {
    const styles: Part = {
      name: 'xl/styles.xml',
      bytes: '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
    };
    const sheet =
      '<worksheet><sheetData><row r="1"><c r="A1" s="1"><v>0</v></c></row></sheetData></worksheet>';
    const parts = partsOf(sheet, [], '<workbookPr date1904="1"/>').map((part) =>
      part.name === 'xl/_rels/workbook.xml.rels'
        ? {
            ...part,
            bytes: String(part.bytes).replace(
              '</Rel',
              '<Relationship Id="y" Type="x/styles" Target="styles.xml"/></Rel',
            ),
          }
        : part,
    );
    const [row] = await openedRows(makeZip([...parts, styles]));
    expect(row?.cells.get(1)).to.deep.equal({
      cell: 'number',
      written: '0',
      day: { day: '1904-01-01', byFormat: true },
    });
  });

  it('of a million empty rows and cells is read through without keeping any', async () => {
    let rows = '';
    for (let row = 1; row <= 50_000; row += 1)
      rows += `<row r="${row}"><c r="A${row}" s="0"/><c r="XFD${row}"/></row>`;
    const last = `<row r="1048576"><c r="B1048576" t="inlineStr"><is><t>末行</t></is></c></row>`;
    const found = await openedRows(makeWorkbook(rows + last));
    expect(found.map(({ row }) => row)).to.deep.equal([1_048_576]);
  });

  it('reads elements with a prefix as those without', async () => {
    const sheet =
      '<x:worksheet xmlns:x="u"><x:sheetData><x:row r="2"><x:c r="B2" t="inlineStr"><x:is><x:t>甲</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>';
    const [row] = await openedRows(makeZip(partsOf(sheet)));
    expect([...(row?.cells ?? [])]).to.deep.equal([[2, { cell: 'text', text: '甲' }]]);
  });

  it('marks a row of 50 MB as too long and keeps a million characters of it', async () => {
    const cell = '<c t="s"><v>0</v></c>';
    const found = await openedRows(
      makeWorkbook(`<row r="1">${cell.repeat(1_600)}</row>${textRow(2, ['甲'])}`, ['长'.repeat(32_000)]),
    );
    expect(found.map(({ row, tooLong }) => ({ row, tooLong }))).to.deep.equal([
      { row: 1, tooLong: true },
      { row: 2, tooLong: false },
    ]);
    expect(found[0]?.cells.size).to.equal(31);
  });

  it('tells of links to other files, and does not open them', async () => {
    const parts = [
      ...partsOf('<worksheet/>'),
      { name: 'xl/externalLinks/externalLink1.xml', bytes: '<broken' },
    ];
    await using table = await openTable(makeZip(parts), '来件.xlsx');
    expect(table.notes.map(({ code }) => code)).to.deep.equal(['TABLE_EXTERNAL_LINKS']);
  });
});

describe('a hostile workbook', () => {
  const refused = (title: string, code: string, words: RegExp, make: () => Uint8Array) =>
    it(`is refused for ${title}`, async () => {
      const refusal = await refusalOf(make());
      expect(refusal.code).to.equal(code);
      expect(refusal.message).to.match(words);
    });
  const replaced = (name: string, bytes: string) => () =>
    makeZip(partsOf('<worksheet/>').map((part) => (part.name === name ? { ...part, bytes } : part)));
  const added =
    (name: string, bytes = '') =>
    () =>
      makeZip([...partsOf('<worksheet/>'), { name, bytes }]);
  const rows = (xml: string) => () => makeWorkbook(xml);

  refused('a macro', 'TABLE_MACRO', /宏.*另存为/, added('xl/vbaProject.bin'));
  refused('an old macro sheet', 'TABLE_MACRO', /宏/, added('xl/macrosheets/sheet1.xml'));
  refused('saying that it has macros', 'TABLE_MACRO', /宏/, () =>
    makeZip(
      partsOf('<worksheet/>').map((part) => ({
        ...part,
        bytes: String(part.bytes).replace(
          'spreadsheetml.sheet.main+xml',
          'ms-excel.sheet.macroEnabled.main+xml',
        ),
      })),
    ),
  );
  refused('being binary', 'TABLE_FORMAT', /xlsb.*另存为/, added('xl/workbook.bin'));
  refused('being another zip', 'TABLE_FORMAT', /不是 Excel/, () => makeZip([{ name: 'a.txt', bytes: '甲' }]));
  refused('entities that grow', 'TABLE_DOCTYPE', /实体/, () => {
    const entities = Array.from({ length: 9 }, (_, at) => `<!ENTITY e${at + 1} "${`&e${at};`.repeat(10)}">`);
    const doctype = `<!DOCTYPE x [<!ENTITY e0 "ha">${entities.join('')}]>`;
    return makeZip(
      partsOf(
        `${doctype}<worksheet><sheetData><row r="1"><c t="inlineStr"><is><t>&e9;</t></is></c></row></sheetData></worksheet>`,
      ),
    );
  });
  refused(
    'a DOCTYPE in its list of sheets',
    'TABLE_DOCTYPE',
    /实体/,
    replaced('xl/workbook.xml', '<!DOCTYPE x><workbook/>'),
  );
  refused('an entity that nobody declared', 'TABLE_DAMAGED', /结构有误/, rows('<row r="1">&xxe;</row>'));
  refused(
    'a text that is not there',
    'TABLE_DAMAGED',
    /结构/,
    rows('<row r="1"><c t="s"><v>7</v></c></row>'),
  );
  refused('a negative text', 'TABLE_DAMAGED', /结构/, rows('<row r="1"><c t="s"><v>-1</v></c></row>'));
  refused('a number that is none', 'TABLE_DAMAGED', /结构/, rows('<row r="1"><c><v>1e999</v></c></row>'));
  refused('rows that go back', 'TABLE_DAMAGED', /结构/, rows('<row r="2"></row><row r="1"></row>'));
  refused('a column beyond the last', 'TABLE_DAMAGED', /结构/, rows('<row r="1"><c r="XFE1"/></row>'));
  refused('elements without end', 'TABLE_DAMAGED', /结构/, rows('<a>'.repeat(100_000)));
  refused('a cell of many megabytes', 'TABLE_CELL_TOO_LONG', /32,767/, () => {
    const text = Array.from({ length: 900_000 }, (_, at) => `${at}`).join('');
    return makeWorkbook(textRow(1, [text]));
  });
  refused('a part cut off', 'TABLE_DAMAGED', /结构/, replaced('xl/workbook.xml', '<workbook><sheets>'));
  refused('having no workbook', 'TABLE_DAMAGED', /结构/, replaced('_rels/.rels', '<Relationships/>'));
  refused('bytes that are no UTF-8', 'TABLE_DAMAGED', /结构/, () =>
    makeZip(
      partsOf('<worksheet/>').map((part) =>
        part.name.startsWith('xl/w') ? { ...part, bytes: Buffer.from([0x3c, 0xff]) } : part,
      ),
    ),
  );
  refused('growing a thousandfold', 'ARCHIVE_TOO_LARGE', /倍/, rows(' '.repeat(2_000_000)));
});

describe('what is sent under the name of a table', () => {
  const refused = (title: string, code: string, words: RegExp, bytes: Uint8Array) =>
    it(`is refused where it is ${title}`, async () => {
      const refusal = await refusalOf(bytes);
      expect(refusal.code).to.equal(code);
      expect(refusal.message).to.match(words);
      expect(refusal.at.in).to.equal('来件.xlsx');
    });
  refused('an old .xls', 'TABLE_OLD_EXCEL', /另存为.*xlsx/, Buffer.from('d0cf11e0a1b11ae10000', 'hex'));
  refused('a PDF', 'TABLE_FORMAT', /PDF/, Buffer.from('%PDF-1.7\n'));
  refused('a page of a site', 'TABLE_FORMAT', /网页/, Buffer.from('<html><table>'));
  refused('nothing', 'TABLE_EMPTY', /空/, Buffer.alloc(0));
  refused(
    'a picture',
    'TABLE_NOT_TEXT',
    /不是表格/,
    Buffer.concat([Buffer.from('\u0089PNG', 'latin1'), Buffer.alloc(8)]),
  );
});
