import { expect } from 'chai';
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import {
  audienceSchema,
  instrumentSchema,
  levelSchema,
  materialClassSchema,
} from '../../../../knowledge/article.ts';
import type { ArticleContent, FaqContent } from '../../../../knowledge/content/entry.ts';
import { addDays } from '../../../../knowledge/day.ts';
import { loadLibrary } from '../../../../knowledge/import/load-library.ts';
import { splitBody } from '../../../../knowledge/import/split-body.ts';
import { readKnowledgeTable } from '../../../../knowledge/import/tables/read-knowledge-table.ts';
import {
  writeKnowledgeTable,
  writeTemplate,
} from '../../../../knowledge/import/tables/write-knowledge-table.ts';
import { parseDocNo } from '../../../../knowledge/text/doc-no.ts';

const source = { fileName: '来件.xlsx', regionCode: '000000', today: '2999-12-31' };
const formats = ['xlsx', 'csv'] as const;

async function read(bytes: Uint8Array): Promise<{ sourceId: string; url: string; content: unknown }[]> {
  const all = [];
  for await (const each of readKnowledgeTable(bytes, source)) {
    if (each.delivered !== 'entry') throw new Error(JSON.stringify(each));
    all.push({ sourceId: each.sourceId, url: each.url, content: each.content });
  }
  return all;
}

/** What an entry can hold after somebody wrote it: anything, but no blanks around it. */
const words = (maxLength: number) =>
  fc
    .string({
      unit: fc.oneof(
        fc.constantFrom(
          '=',
          '+',
          '-',
          '@',
          "'",
          '"',
          ',',
          '；',
          '|',
          '\\',
          '\n',
          '\t',
          '<',
          '&',
          '_x0041_',
          '甲',
          '𠀀',
          '第',
          '条',
          '一',
          '、',
        ),
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
      ),
      maxLength: Math.floor(maxLength / 8),
    })
    .map((text) => text.trim());
const some = (maxLength: number) => words(maxLength).filter((text) => text !== '');
const line = (maxLength: number) =>
  some(maxLength)
    .map((text) => text.replace(/\s+/g, ' '))
    .filter((text) => text.trim() === text && text !== '');
const day = fc.nat(40_000).map((days) => addDays('1980-01-01', days));
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const list = <T>(value: fc.Arbitrary<T>) => fc.uniqueArray(value, { maxLength: 4 });
const region = fc.constantFrom('000000', '430100', '430102001', '430102001005');

const faq: fc.Arbitrary<FaqContent> = fc.record({
  kind: fc.constant('faq' as const),
  question: some(200),
  similar: list(some(200)),
  answerSpoken: some(280),
  answerFull: words(4_000),
  basis: list(fc.record({ articleId: some(60), clauseNo: some(60) })),
  audience: list(fc.constantFrom(...audienceSchema.options)),
  regionCode: region,
  topic: some(40),
  materialClass: fc.constantFrom(...materialClassSchema.options),
  keywords: list(some(40)),
  validFrom: fc.constant(null),
  validTo: maybe(day),
});

const bodies = fc.constantFrom(
  '第一条　为了说明，制定本办法。\n第二条　本办法自2026年2月1日起施行。',
  '序言。\n第一章 总则\n第一条　=甲。\n第二章 附则\n第二条　乙。\n附件：清单\n一、丙',
  '一、总体要求\n（一）甲。\n（二）乙。\n二、给予补贴。\n附件\n1．丙',
  '没有结构的一段。',
);
const docNo = fc
  .constantFrom('长政办发〔2026〕1号', '国务院令第711号', '湘人社规[2024]5号')
  .map((written) => parseDocNo(written))
  .filter((found) => found !== null);
const ending: fc.Arbitrary<ArticleContent['ending']> = fc.oneof(
  fc.constant({ kind: 'none' as const }),
  fc.record({
    kind: fc.constantFrom('amended' as const, 'ended' as const, 'repealed' as const),
    on: day,
    basis: some(80),
    successorId: maybe(some(40)),
  }),
  fc.record({ kind: fc.constant('revised-elsewhere' as const), on: day, basis: some(80) }),
);
const commencement: fc.Arbitrary<ArticleContent['commencement']> = fc.oneof(
  fc.record({ kind: fc.constant('unknown' as const), basis: some(80) }),
  fc
    .record({ from: day, later: fc.nat(5_000), unseenFrom: maybe(day), basis: some(80) })
    .map(({ from, later, unseenFrom, basis }) => ({
      kind: 'known' as const,
      ruleFrom: from,
      textFrom: addDays(from, later),
      unseenFrom,
      basis,
    })),
);
const article: fc.Arbitrary<ArticleContent> = fc.record({
  kind: fc.constant('article' as const),
  title: line(100),
  docNo: maybe(docNo),
  formerDocNos: fc.array(docNo, { maxLength: 2 }),
  issuers: fc.array(some(60), { minLength: 1, maxLength: 3 }),
  instrument: fc.constantFrom(...instrumentSchema.options),
  level: fc.constantFrom(...levelSchema.options),
  regionCode: region,
  topic: some(40),
  materialClass: fc.constantFrom(...materialClassSchema.options),
  audience: list(fc.constantFrom(...audienceSchema.options)),
  signedOn: maybe(day),
  publishedOn: maybe(day),
  commencement,
  ending,
  endedClauses: fc.constant([]),
  clauses: bodies.map(splitBody),
  replaces: list(some(60)),
  summaryPlain: words(120),
  readAloud: words(280),
  keywords: list(some(40)),
  openAttribute: fc.constantFrom('主动公开' as const, '依申请公开' as const, '不予公开' as const),
  attachments: fc.constant([]),
});

const entriesOf = <T>(content: fc.Arbitrary<T>) =>
  fc.uniqueArray(fc.record({ sourceId: some(80), url: words(80), content }), {
    maxLength: 5,
    selector: ({ sourceId }) => sourceId,
  });

/** Objects as they come from anywhere but a generator: with a prototype. */
const plain = <T>(value: T): T => structuredClone(value);

describe('a table that is written', () => {
  for (const format of formats) {
    it(`as ${format} reads back as the same questions, whatever they hold`, async () => {
      await fc.assert(
        fc.asyncProperty(entriesOf(faq), async (sample) => {
          const entries = plain(sample);
          const { bytes, leftOut } = writeKnowledgeTable('faq', format, entries);
          expect(leftOut).to.deep.equal([]);
          expect(await read(bytes)).to.deep.equal(entries);
        }),
        { numRuns: 200 },
      );
    }).timeout(20_000);

    it(`as ${format} reads back as the same policies, whatever they hold`, async () => {
      await fc.assert(
        fc.asyncProperty(entriesOf(article), async (sample) => {
          const entries = plain(sample);
          const { bytes, leftOut } = writeKnowledgeTable('article', format, entries);
          expect(leftOut).to.deep.equal([]);
          expect(await read(bytes)).to.deep.equal(entries);
        }),
        { numRuns: 200 },
      );
    }).timeout(20_000);

    it(`as ${format} holds every text of the library, the longest in several cells`, async () => {
      const entries = loadLibrary().articles.map(
        ({ id, rev: _, supersedes: __, supersededBy: ___, source: ____, ...rest }) => ({
          sourceId: id,
          url: '',
          content: {
            ...rest,
            kind: 'article' as const,
            replaces: [],
            summaryPlain: '',
            readAloud: '',
            keywords: [],
            openAttribute: '主动公开' as const,
            attachments: [],
          },
        }),
      );
      const whole = entries.filter(({ content }) => content.endedClauses.length === 0);
      const { bytes, leftOut } = writeKnowledgeTable('article', format, entries);
      expect(leftOut).to.have.lengthOf(entries.length - whole.length);
      expect(await read(bytes)).to.deep.equal(whole);
    }).timeout(20_000);
  }

  it('leaves out, and names, what its columns cannot say', async () => {
    const [content] = plain(fc.sample(article, 1));
    if (content === undefined) throw new Error('no sample');
    const attachment = {
      name: '样表.docx',
      sha256: 'a'.repeat(64),
      mediaType: 'application/msword',
      bytes: 1,
    };
    const { leftOut } = writeKnowledgeTable('article', 'csv', [
      { sourceId: 'A', url: '', content: { ...content, attachments: [attachment] } },
      {
        sourceId: 'B',
        url: '',
        content: { ...content, clauses: [{ no: '甲', text: '乙', anchor: 'x', heading: [] }] },
      },
      { sourceId: '示例一', url: '', content },
      { sourceId: 'C', url: '', content },
      { sourceId: 'C', url: '', content },
    ]);
    expect(leftOut.map(({ sourceId }) => sourceId)).to.deep.equal(['A', 'B', '示例一', 'C']);
    expect(leftOut.every(({ words: said }) => said.includes('未导出'))).to.equal(true);
  });

  it('holds no cell that another program would run', () => {
    const [content] = plain(fc.sample(faq, 1));
    if (content === undefined) throw new Error('no sample');
    const entry = {
      sourceId: '=cmd|calc',
      url: '@x',
      content: { ...content, question: '+1', answerSpoken: '-1' },
    };
    const text = Buffer.from(writeKnowledgeTable('faq', 'csv', [entry]).bytes).toString();
    expect(text).to.include("'=cmd|calc").and.include("'+1").and.include("'-1").and.include("'@x");
  });

  it('is a workbook to another program too: header, words to choose from, notes', async () => {
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load(Buffer.from(writeTemplate('article', 'xlsx')).buffer);
    expect(workbook.worksheets.map(({ name }) => name)).to.deep.equal(['政策条目', '填写说明']);
    const [sheet, notes] = workbook.worksheets;
    expect(sheet?.getCell('A1').text).to.equal('编号');
    expect(sheet?.getCell('A1').font.bold).to.equal(true);
    expect(sheet?.getCell('A2').text).to.match(/^示例/);
    expect(sheet?.getCell('G3').dataValidation).to.deep.include({
      type: 'list',
      formulae: ['"国家,省,市,区县,乡镇街道"'],
    });
    expect(notes?.getRow(2).values).to.include('必填');
  });

  it('is the same bytes for the same entries', () => {
    const entries = plain(fc.sample(entriesOf(faq), 1).flat());
    expect(writeKnowledgeTable('faq', 'xlsx', entries)).to.deep.equal(
      writeKnowledgeTable('faq', 'xlsx', entries),
    );
  });
});
