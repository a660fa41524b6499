import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import fc from 'fast-check';
import { fold } from '../../../knowledge/text/normalise.ts';
import { TRADITIONAL } from '../../../knowledge/text/traditional.ts';
import { tableFile, traditionalTable } from '../../../scripts/traditional-table.ts';
import { realLibrary } from '../library.ts';

const traditional = [...TRADITIONAL].filter((_, at) => at % 2 === 0);

describe('the table of traditional signs', () => {
  it('is as the data of OpenCC are (else: node scripts/run.cjs scripts/traditional-table.ts)', () => {
    expect(readFileSync(tableFile, 'utf8') === traditionalTable()).to.equal(true);
  });

  it('has one unit for one unit, and gives no sign that is itself traditional', () => {
    expect([...TRADITIONAL]).to.have.lengthOf(TRADITIONAL.length);
    expect(new Set(traditional).size).to.equal(traditional.length);
    const simplified = [...TRADITIONAL].filter((_, at) => at % 2 === 1);
    expect(simplified.filter((sign) => traditional.includes(sign))).to.deep.equal([]);
  });

  it('leaves the texts of the library as they are: they are simplified', () => {
    const signs = new Set(traditional);
    for (const { title, clauses } of realLibrary().articles)
      for (const text of [title, ...clauses.map(({ text }) => text)])
        for (const sign of text) if (signs.has(sign)) expect.fail(`${title}: ${sign}`);
  }).timeout(20_000);
});

describe('traditional writing', () => {
  const pairs = {
    養老保險: '养老保险',
    醫療保險: '医疗保险',
    居住證: '居住证',
    勞動合同: '劳动合同',
    徵收補償: '征收补偿',
    戶口遷移: '户口迁移',
    關於發佈通知: '关于发布通知',
    衛生許可證與衞生: '卫生许可证与卫生',
  };
  for (const [written, meant] of Object.entries(pairs)) {
    it(`${written} is ${meant}`, () => {
      expect(fold(written)).to.equal(meant);
    });
  }

  it('does not touch what simplified texts write: 著作权, 覆盖, 乾陵', () => {
    for (const text of ['著作权', '覆盖', '乾陵']) expect(fold(text)).to.equal(text);
  });

  it('keeps every position, whatever stands around', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...traditional) }),
        fc.string({ unit: 'binary' }),
        (signs, around) => {
          const text = around + signs + around;
          expect(fold(text)).to.have.lengthOf(text.length);
          expect(fold(text)).to.equal(fold(around) + fold(signs) + fold(around));
        },
      ),
    );
  });
});
