import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect } from 'chai';
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { type Delivered, DeliveryRefused, inWords } from '../../../../knowledge/content/delivery.ts';
import { contentSchema } from '../../../../knowledge/content/entry.ts';
import { readKnowledgeTable } from '../../../../knowledge/import/tables/read-knowledge-table.ts';
import { writeTemplate } from '../../../../knowledge/import/tables/write-knowledge-table.ts';
import { makeZip } from '../archive/make-zip.ts';
import { faqHeader, makeWorkbook, partsOf, textRow } from './make-workbook.ts';

const source = { fileName: '来件.xlsx', regionCode: '430100', today: '2026-11-30' };

async function read(bytes: Uint8Array): Promise<Delivered[]> {
  const all: Delivered[] = [];
  for await (const each of readKnowledgeTable(bytes, source)) all.push(each);
  return all;
}

const csv = (...lines: string[]) => read(Buffer.from(lines.join('\n')));
const fixture = (name: string) => readFileSync(join(import.meta.dirname, 'fixtures', name));
const told = (all: readonly Delivered[]) =>
  all.map((each) =>
    each.delivered === 'fault' ? `${each.code} ${inWords(each.at)}` : `${each.delivered} ${each.sourceId}`,
  );

async function refusalOf(work: Promise<unknown>): Promise<DeliveryRefused> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof DeliveryRefused)) throw new Error(`not refused: ${String(error)}`);
  return error;
}

const articleHeader = '编号,标题,发文机关,层级,正文,文号,发布日期,施行日期,失效日期,适用对象,废止文件,关键词';
const faqLine = '编号,问题,口语答复';

describe('a table of policies', () => {
  it('as an office fills it in gives entries with their clauses, days and lists', async () => {
    const [first, ...others] = await read(fixture('policies.xlsx'));
    expect(told(others)).to.deep.equal(['entry ZC-002']);
    expect(first).to.deep.include({
      delivered: 'entry',
      sourceId: 'ZC-001',
      url: 'https://www.changsha.gov.cn/example/1.html',
    });
    const content = first?.delivered === 'entry' ? first.content : null;
    expect(content).to.deep.include({
      kind: 'article',
      title: '长沙市灵活就业补贴办法',
      docNo: { written: '长人社发〔2026〕3号', issuerCode: '长人社发', year: 2026, serial: 3 },
      issuers: ['长沙市人力资源和社会保障局', '长沙市财政局'],
      level: '市',
      regionCode: '430100',
      audience: ['个人', '个体工商户'],
      signedOn: '2026-01-31',
      publishedOn: '2026-02-03',
      replaces: ['长人社发〔2020〕12号'],
      openAttribute: '主动公开',
      ending: {
        kind: 'ended',
        on: '2031-03-01',
        basis: '来件填写：自2031年3月1日起失效。',
        successorId: null,
      },
      commencement: {
        kind: 'known',
        ruleFrom: '2026-03-01',
        textFrom: '2026-03-01',
        unseenFrom: null,
        basis: '第三条：本办法自2026年3月1日起施行。',
      },
    });
    expect(
      content?.kind === 'article' && content.clauses.map(({ no, heading }) => [no, heading]),
    ).to.deep.equal([
      ['第一条', ['第一章 总则']],
      ['第二条', ['第二章 补贴']],
      ['第三条', ['第二章 补贴']],
    ]);
  });

  it('takes the columns in any order, with marks beside their names', async () => {
    const [entry] = await csv('正文*,层级（必填）, 标题 ,发文机关,编号', '第一条 甲。,市,办法,某局,Z1');
    expect(entry).to.deep.include({ delivered: 'entry', sourceId: 'Z1' });
  });

  it('names an unknown column once, and reads on without it', async () => {
    const all = await csv(`${faqLine},备注,经办人`, 'F1,问,答,甲,乙', 'F2,问,答,甲,乙');
    expect(told(all)).to.deep.equal([
      'COLUMN_UNKNOWN 来件.xlsx 第 1 行“备注”列',
      'COLUMN_UNKNOWN 来件.xlsx 第 1 行“经办人”列',
      'entry F1',
      'entry F2',
    ]);
  });

  it('is refused whole without a required column, which is named', async () => {
    const refusal = await refusalOf(csv('编号,标题,层级,正文', 'Z1,办法,市,甲'));
    expect(refusal.code).to.equal('TABLE_COLUMN_MISSING');
    expect(refusal.message).to.include('政策条目').and.include('“发文机关”');
    expect((await refusalOf(csv('姓名,年龄', '甲,1'))).code).to.equal('TABLE_NO_HEADER');
    expect((await refusalOf(csv('编号,问题,问题,口语答复', ''))).code).to.equal('TABLE_HEADER_TWICE');
  });

  it('tells everything that is wrong with a row, by row and column', async () => {
    const all = await csv(
      articleHeader,
      'Z1,,某局,街道,第一条 甲。,没有文号,2026-02-30,2026/13/1,长期,老人,,',
      'Z2,办法,某局,市,第一条 甲。,,2062-01-01,,,,,',
      'Z3,办法,某局,市,第一条 甲。,,20260131,2026年2月1日,2031.2.1,不限,,补贴|扶持',
    );
    expect(told(all)).to.have.members([
      'ROW_DOC_NO 来件.xlsx 第 2 行“文号”列',
      'ROW_DATE 来件.xlsx 第 2 行“发布日期”列',
      'ROW_DATE 来件.xlsx 第 2 行“施行日期”列',
      'ROW_DATE 来件.xlsx 第 2 行“失效日期”列',
      'ROW_MISSING 来件.xlsx 第 2 行“标题”列',
      'ROW_WORD 来件.xlsx 第 2 行“层级”列',
      'ROW_WORD 来件.xlsx 第 2 行“适用对象”列',
      'ROW_DATE 来件.xlsx 第 3 行“发布日期”列',
      'entry Z3',
    ]);
    const faults = all.filter((each) => each.delivered === 'fault');
    expect(faults.map(({ words }) => words).join(''))
      .to.include('“2026-02-30”不是有效的日期')
      .and.include('2062年1月1日在今天以后');
    const [last] = all.slice(-1);
    expect(last?.delivered === 'entry' && last.content).to.deep.include({
      publishedOn: '2026-01-31',
      audience: [],
      keywords: ['补贴', '扶持'],
    });
  });

  it('takes of two rows with one 编号 the first, and names both', async () => {
    const all = await csv(faqLine, 'F1,甲,乙', 'F2,甲,乙', 'F1,丙,丁');
    expect(told(all)).to.deep.equal(['entry F1', 'entry F2', 'ROW_DUPLICATE 来件.xlsx 第 4 行“编号”列']);
    expect(all[2]).to.have.property('words').that.includes('第 2 行');
  });

  it('says in words where a field is too long', async () => {
    const all = await csv(faqLine, `F1,问,${'答'.repeat(281)}`);
    expect(all).to.have.lengthOf(1);
    expect(all[0]).to.deep.include({ code: 'ROW_FIELD', words: '“口语答复”超过 280 字。请缩短后再导入。' });
  });

  it('puts 正文 together that goes on in further columns', async () => {
    const [entry] = await csv(
      '编号,标题,发文机关,层级,正文续2,正文,正文续1',
      'Z1,办法,某局,市,丙,第一条 甲,乙',
    );
    expect(entry?.delivered === 'entry' && entry.content).to.have.nested.property(
      'clauses[0].text',
      '甲乙丙',
    );
  });
});

describe('a table of questions', () => {
  it('is read from GBK, UTF-8 with a mark and UTF-16 alike', async () => {
    const [utf8, gbk, utf16] = await Promise.all(
      ['faqs-utf8-bom.csv', 'faqs-gbk.csv', 'faqs-utf16.txt'].map((name) => read(fixture(name))),
    );
    expect(told(utf8 ?? [])).to.deep.equal(['entry CJ-001', 'entry CJ-002']);
    expect(gbk).to.deep.equal(utf8);
    expect(utf16).to.deep.equal(utf8);
    const [first] = utf8 ?? [];
    expect(first?.delivered === 'entry' && first.content).to.deep.include({
      question: '居住证怎么办理？',
      similar: ['暂住证去哪办', '居住证 材料'],
      basis: [
        { articleId: 'P024', clauseNo: '第二条' },
        { articleId: 'P024', clauseNo: '第九条' },
      ],
      validFrom: '2026-01-01',
      validTo: null,
      regionCode: '430100',
    });
  });

  it('lays 依据条目 and 依据条款 side by side, and says where they do not fit', async () => {
    const header = `${faqLine},依据条目,依据条款`;
    const all = await csv(
      header,
      'F1,问,答,P1；P2,第一条；第二条',
      'F2,问,答,P1；P2,第一条',
      'F3,问,答,P1,',
      'F4,问,答,,第一条',
    );
    expect(told(all)).to.deep.equal([
      'entry F1',
      'ROW_BASIS 来件.xlsx 第 3 行“依据条款”列',
      'ROW_BASIS 来件.xlsx 第 4 行“依据条款”列',
      'ROW_BASIS 来件.xlsx 第 5 行“依据条款”列',
    ]);
  });

  it('passes over the example of its template, in all four forms', async () => {
    for (const kind of ['article', 'faq'] as const)
      for (const format of ['xlsx', 'csv'] as const)
        expect(await read(writeTemplate(kind, format))).to.deep.equal([]);
  });
});

describe('cells of a workbook that cannot be trusted', () => {
  it('are named: formulas, errors, merged cells, codes that lost their end', async () => {
    const formula =
      '<row r="2"><c r="A2" t="inlineStr"><is><t>F2</t></is></c><c r="B2" t="str"><f>HYPERLINK("x")</f><v>问</v></c></row>';
    const error =
      '<row r="3"><c r="A3" t="inlineStr"><is><t>F3</t></is></c><c r="B3" t="e"><v>#REF!</v></c></row>';
    const long =
      '<row r="4"><c r="A4"><v>4.3010000000000001E+17</v></c><c r="B4" t="inlineStr"><is><t>问</t></is></c><c r="C4" t="inlineStr"><is><t>答</t></is></c></row>';
    const merged = textRow(5, ['F5', '问', '答']) + textRow(6, ['F6', '问', '答']);
    const good = textRow(7, ['F7', '问', '答']);
    const all = await read(
      makeWorkbook(
        faqHeader + formula + error + long + merged + good,
        [],
        '<mergeCells><mergeCell ref="B5:B6"/></mergeCells>',
      ),
    );
    const place = '来件.xlsx 工作表“表一”';
    expect(told(all)).to.deep.equal([
      `ROW_FORMULA ${place} 第 2 行“问题”列`,
      `ROW_CELL_ERROR ${place} 第 3 行“问题”列`,
      `ROW_NUMBER ${place} 第 4 行“编号”列`,
      `ROW_MERGED ${place} 第 5 行`,
      `ROW_MERGED ${place} 第 6 行`,
      'entry F7',
    ]);
    expect(all[0]).to.have.property('words').that.includes('含公式').and.includes('数值');
  });

  it('are days where they are numbers: with a format, of a size, or eight digits', async () => {
    const row = (number: number, value: string) =>
      `<row r="${number}"><c t="inlineStr"><is><t>F${number}</t></is></c><c t="inlineStr"><is><t>问</t></is></c><c t="inlineStr"><is><t>答</t></is></c><c><v>${value}</v></c></row>`;
    const all = await read(makeWorkbook(faqHeader + row(2, '46053') + row(3, '20260131') + row(4, '2026')));
    const days = all.map((each) =>
      each.delivered === 'entry' && each.content.kind === 'faq' ? each.content.validFrom : 'fault',
    );
    expect(days).to.deep.equal(['2026-01-31', '2026-01-31', 'fault']);
  });

  it('of other sheets are not read: the first visible one with a header is, the others are named', async () => {
    const workbook = new ExcelJS.Workbook();
    workbook.addWorksheet('封面').getCell('A1').value = '知识库';
    const hidden = workbook.addWorksheet('旧表', { state: 'veryHidden' });
    const faqs = workbook.addWorksheet('问答');
    const more = workbook.addWorksheet('问答二');
    for (const sheet of [hidden, faqs, more]) {
      sheet.addRow(['12345 知识库模板']);
      sheet.addRow(['编号', '问题', '口语答复']);
      sheet.addRow([sheet.name, '问', '答']);
    }
    workbook.addWorksheet('Sheet5');
    const all = await read(Buffer.from(await workbook.xlsx.writeBuffer()));
    expect(
      all.flatMap((each) =>
        each.delivered === 'fault' ? [each.words.slice(0, each.words.indexOf('未读取'))] : [each.sourceId],
      ),
    ).to.deep.equal(['工作表“封面”', '工作表“旧表”是隐藏的，', '工作表“问答二”', '问答']);
  });
});

describe('any bytes at all', () => {
  /** Whatever is not a refusal is a crash. What is delivered must be in order. */
  async function outcomeOf(bytes: Uint8Array): Promise<string> {
    try {
      for (const each of await read(bytes)) if (each.delivered === 'entry') contentSchema.parse(each.content);
      return 'read';
    } catch (error) {
      if (error instanceof DeliveryRefused) return error.code;
      throw error;
    }
  }

  it('are read or refused', async () => {
    const start = fc.constantFrom(
      '',
      'PK\u0003\u0004',
      '\u00ef\u00bb\u00bf',
      '\u00ff\u00fe',
      '编号,问题,口语答复\n',
    );
    await fc.assert(
      fc.asyncProperty(start, fc.uint8Array({ maxLength: 300 }), async (first, rest) => {
        await outcomeOf(Buffer.concat([Buffer.from(first, first.includes('编') ? 'utf8' : 'latin1'), rest]));
      }),
      { numRuns: 1_000 },
    );
  });

  it('in a good workbook are read or refused, in the zip and in the XML of every part', async () => {
    const good = writeTemplate('faq', 'xlsx');
    const sheet = `<worksheet><sheetData>${faqHeader}${textRow(2, ['F2', '问', '答', '2026-01-31'])}<row r="3"><c t="s" s="1"><v>0</v></c></row></sheetData><mergeCells><mergeCell ref="A9:B9"/></mergeCells></worksheet>`;
    const parts = partsOf(sheet, ['共享']);
    const codes = new Set<string>();
    const change = fc.tuple(fc.nat(), fc.constantFrom(0, 0x3c, 0x3e, 0x26, 0x22, 0x2f, 0x31, 0xff));
    await fc.assert(
      fc.asyncProperty(
        fc.nat(parts.length),
        fc.array(change, { minLength: 1, maxLength: 3 }),
        async (which, changes) => {
          const part = parts[which];
          const bytes = Buffer.from(part?.bytes ?? good);
          for (const [at, value] of changes) bytes[at % bytes.length] = value;
          codes.add(
            await outcomeOf(
              part === undefined
                ? bytes
                : makeZip(parts.map((each) => (each === part ? { ...each, bytes } : each))),
            ),
          );
        },
      ),
      { numRuns: 1_500 },
    );
    expect([...codes]).to.include.members(['read', 'TABLE_DAMAGED', 'ARCHIVE_DAMAGED']);
  }).timeout(20_000);
});

describe('a table of many rows', () => {
  const rows = 20_000;
  const cells = (row: number) => [
    `F${row}`,
    '问',
    '答',
    Array.from({ length: 200 }, (_, at) => (row * 7919 + at * 104_729) % 99_991).join(' '),
  ];
  const header = ['编号', '问题', '口语答复', '详细答复'];
  const heldBy = async (bytes: Uint8Array): Promise<number> => {
    setFlagsFromString('--expose-gc');
    const collect: () => void = runInNewContext('gc');
    const heldNow = () => {
      collect();
      return process.memoryUsage().heapUsed;
    };
    const before = heldNow();
    let most = 0;
    let count = 0;
    for await (const each of readKnowledgeTable(bytes, source)) {
      if (each.delivered === 'entry') count += 1;
      if (count % 4_000 === 0) most = Math.max(most, heldNow());
    }
    expect(count).to.equal(rows);
    return most - before;
  };

  it('as CSV of 24 MB holds one of them, and their 编号', async () => {
    const text = [header, ...Array.from({ length: rows }, (_, at) => cells(at))]
      .map((each) => each.join())
      .join('\n');
    expect(text.length).to.be.greaterThan(20 * 1024 * 1024);
    expect(await heldBy(Buffer.from(text))).to.be.lessThan(8 * 1024 * 1024);
  }).timeout(30_000);

  it('as XLSX of 24 MB holds one of them, and their 编号', async () => {
    const xml = Array.from({ length: rows }, (_, at) => textRow(at + 2, cells(at))).join('');
    expect(await heldBy(makeWorkbook(textRow(1, header) + xml))).to.be.lessThan(8 * 1024 * 1024);
  }).timeout(30_000);
});
