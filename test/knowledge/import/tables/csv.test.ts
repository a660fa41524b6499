import { expect } from 'chai';
import fc from 'fast-check';
import Papa from 'papaparse';
import { DeliveryRefused } from '../../../../knowledge/content/delivery.ts';
import { textOf } from '../../../../knowledge/import/tables/csv-text.ts';
import { openTable } from '../../../../knowledge/import/tables/open-table.ts';

async function textsOf(bytes: Uint8Array): Promise<{ row: number; texts: (string | undefined)[] }[]> {
  await using table = await openTable(bytes, '来件.csv');
  const rows = [];
  for await (const { row, cells } of table.sheets[0]?.rows() ?? []) {
    const width = Math.max(...cells.keys());
    const texts = Array.from({ length: width }, (_, at) => {
      const cell = cells.get(at + 1);
      return cell?.cell === 'text' ? cell.text : undefined;
    });
    rows.push({ row, texts });
  }
  return rows;
}

function refusalOf(bytes: Uint8Array): DeliveryRefused {
  try {
    textOf(bytes, '来件.csv');
  } catch (error) {
    if (error instanceof DeliveryRefused) return error;
    throw error;
  }
  throw new Error('it was read');
}

const line = '编号,问题\r\nF1,"甲，乙\n""丙"""\r\n\r\nF2,丁';
const expected = [
  { row: 1, texts: ['编号', '问题'] },
  { row: 2, texts: ['F1', '甲，乙\n"丙"'] },
  { row: 4, texts: ['F2', '丁'] },
];
/** 编号,问题 and 丁 in GBK, as no encoder of Node's writes it */
const gbk = Buffer.concat([
  Buffer.from([0xb1, 0xe0, 0xba, 0xc5, 0x2c, 0xce, 0xca, 0xcc, 0xe2, 0x0d, 0x0a]),
  Buffer.from('F2,'),
  Buffer.from([0xb6, 0xa1]),
]);

describe('a CSV', () => {
  it('is read as UTF-8, with and without its mark, and as UTF-16', async () => {
    expect(await textsOf(Buffer.from(line))).to.deep.equal(expected);
    expect(await textsOf(Buffer.from(`\ufeff${line}`))).to.deep.equal(expected);
    const little = Buffer.from(`\ufeff${line}`, 'utf16le');
    expect(await textsOf(little)).to.deep.equal(expected);
    expect(await textsOf(Buffer.from(little).swap16())).to.deep.equal(expected);
  });

  it('is read as GBK where it is none of these, four-byte signs too', async () => {
    expect(await textsOf(gbk)).to.deep.equal([
      { row: 1, texts: ['编号', '问题'] },
      { row: 2, texts: ['F2', '丁'] },
    ]);
    const rare = Buffer.concat([gbk, Buffer.from([0x82, 0x35, 0x8f, 0x33])]);
    expect((await textsOf(rare))[1]?.texts[1]).to.equal(
      '丁㊣'.replace('㊣', new TextDecoder('gb18030').decode(Buffer.from([0x82, 0x35, 0x8f, 0x33]))),
    );
  });

  it('is refused where a byte is no text, naming the byte and its line', () => {
    const broken = Buffer.concat([Buffer.from('编号,问题\r\nF1,'), Buffer.from([0xff]), Buffer.from('甲')]);
    const refusal = refusalOf(broken);
    expect(refusal.code).to.equal('TABLE_ENCODING');
    expect(refusal.at.row).to.equal(2);
    expect(refusal.message)
      .to.include('第 2 行')
      .and.include('第 19 个字节')
      .and.include('UTF-8')
      .and.include('另存为');
    const gbkBroken = Buffer.concat([gbk, Buffer.from([0xff, 0x0a])]);
    expect(refusalOf(gbkBroken).message).to.include('第 17 个字节').and.include('GBK');
    expect(refusalOf(Buffer.from('编号,问题\n甲').subarray(0, -1)).code).to.equal('TABLE_ENCODING');
  });

  it('may be parted by tabs or semicolons, also under a title', async () => {
    expect((await textsOf(Buffer.from('编号\t问题\nF1\t甲,乙\n')))[1]?.texts).to.deep.equal(['F1', '甲,乙']);
    expect((await textsOf(Buffer.from('常见问题表\n编号;问题\nF1;甲,乙\n')))[2]?.texts).to.deep.equal([
      'F1',
      '甲,乙',
    ]);
  });

  it('is refused where a quotation mark stays open', async () => {
    const error = await textsOf(Buffer.from('编号,问题\nF1,"甲\nF2,乙\n')).then(
      () => null,
      (reason: unknown) => reason,
    );
    expect(error).to.be.instanceOf(DeliveryRefused).with.property('code', 'TABLE_QUOTE');
    expect(error).to.have.nested.property('at.row', 2);
  });

  it('reads one open quotation mark over 20 MB in time that grows with the file, not with its square', async () => {
    const bytes = Buffer.concat([Buffer.from('编号,问题\nF1,"'), Buffer.alloc(20 * 1024 * 1024, 'a\n')]);
    const began = performance.now();
    const error = await textsOf(bytes).then(
      () => null,
      (reason: unknown) => reason,
    );
    expect(error).to.be.instanceOf(DeliveryRefused);
    expect(performance.now() - began).to.be.lessThan(20_000);
  }).timeout(30_000);

  it('gives what papaparse gives, for any cells', async () => {
    const cell = fc.string({
      unit: fc.constantFrom('"', ',', '\n', '\r', ' ', '甲', '𠀀', 'a'),
      maxLength: 6,
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 }),
        async (rows) => {
          const written = `甲,乙\r\n${Papa.unparse(rows, { newline: '\r\n' })}`;
          const found = (await textsOf(Buffer.from(written))).slice(1);
          const wanted = rows
            .map((texts, at) => ({
              row: at + 2,
              texts: texts.map((text) => (text.trim() === '' ? undefined : text)),
            }))
            .map(({ row, texts }) => ({
              row,
              texts: texts.slice(0, texts.findLastIndex((text) => text !== undefined) + 1),
            }))
            .filter(({ texts }) => texts.length > 0);
          expect(found).to.deep.equal(wanted);
        },
      ),
      { numRuns: 500 },
    );
  });
});
