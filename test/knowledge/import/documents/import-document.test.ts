import { deflateSync } from 'node:zlib';
import { expect } from 'chai';
import { type Delivered, DeliveryRefused, faultOf } from '../../../../knowledge/content/delivery.ts';
import type { ArticleContent } from '../../../../knowledge/content/entry.ts';
import { expiryHint } from '../../../../knowledge/content/expiry-hint.ts';
import {
  type DocumentSource,
  importDocument,
} from '../../../../knowledge/import/documents/import-document.ts';
import type { PdfLimits } from '../../../../knowledge/import/documents/read-pdf.ts';
import { makeZip } from '../archive/make-zip.ts';
import {
  escaped,
  makeDocx,
  makeOfd,
  makePdf,
  NOTICE,
  numbering,
  type Piece,
  paragraph,
} from './make-documents.ts';

const source: DocumentSource = {
  fileName: '共享单车停放管理办法.docx',
  organ: '星沙市城市管理局',
  regionCode: '430100',
  topic: '环境与城管',
  places: [{ name: '三湘省', regionCode: '430000' }],
  today: '2026-03-02',
  sourceId: null,
};

async function read(bytes: Uint8Array, fileName = source.fileName, limits?: PdfLimits): Promise<Delivered[]> {
  const delivered: Delivered[] = [];
  for await (const one of importDocument(bytes, { ...source, fileName }, limits)) delivered.push(one);
  return delivered;
}

async function articleOf(bytes: Uint8Array, fileName?: string): Promise<ArticleContent> {
  const [first] = await read(bytes, fileName);
  if (first?.delivered !== 'entry' || first.content.kind !== 'article') throw new Error('no article came');
  expect(faultOf(first.content)).to.equal(null);
  return first.content;
}

async function refusalOf(bytes: Uint8Array, fileName: string, limits?: PdfLimits): Promise<DeliveryRefused> {
  try {
    await read(bytes, fileName, limits);
  } catch (error) {
    if (error instanceof DeliveryRefused) return error;
    throw error;
  }
  throw new Error('was taken');
}

function checkNotice(content: ArticleContent): void {
  expect(content).to.deep.include({
    title: '星沙市人民政府关于印发《星沙市共享单车停放管理办法》的通知',
    docNo: { written: '星政发〔2025〕7号', issuerCode: '星政发', year: 2025, serial: 7 },
    issuers: ['星沙市人民政府'],
    signedOn: '2025-02-18',
    publishedOn: null,
    level: '市',
    regionCode: '430100',
    materialClass: '政策文件',
    openAttribute: '主动公开',
  });
  expect(content.commencement).to.include({ kind: 'known', ruleFrom: '2025-04-01' });
  expect(content.clauses.map(({ no }) => no)).to.deep.equal(['序言', '第一条', '第二条', '第三条', '第四条']);
  expect(content.clauses[3]?.heading).to.deep.equal(['第二章 停放']);
  expect(content.clauses[3]?.text).to.contain('（二）第三条规定的车辆不得占用盲道。');
  const text = content.clauses.map((clause) => clause.text).join('\n');
  expect(text).not.to.match(/此件主动公开|2025年2月18日|星政发/);
}

/** Printed lines of 28 signs at most, indented like paragraphs. */
function printed(lines: readonly string[]): Piece[] {
  const pieces: Piece[] = [];
  let y = 30;
  for (const line of lines) {
    let rest = line;
    for (let first = true; rest !== ''; first = false) {
      const signs = first ? 26 : 28;
      pieces.push({ x: first ? 36.4 : 25, y, text: rest.slice(0, signs) });
      rest = rest.slice(signs);
      y += 9;
    }
  }
  return pieces;
}

describe('A document of a department', () => {
  it('becomes a policy article, from DOCX', async () => {
    checkNotice(await articleOf(makeDocx(NOTICE.map((line) => paragraph(line)).join(''))));
  });

  it('becomes the same article from OFD and PDF, whose lines are joined to paragraphs again', async () => {
    const pages = [[...printed(NOTICE), { x: 100, y: 285, text: '— 1 —' }]];
    const ofd = await articleOf(makeOfd(pages), 'a.ofd');
    const pdf = await articleOf(makePdf(pages), 'a.pdf');
    for (const content of [ofd, pdf])
      expect(content.clauses).to.deep.equal(
        (await articleOf(makeDocx(NOTICE.map((line) => paragraph(line)).join('')))).clauses,
      );
    checkNotice(ofd);
    checkNotice(pdf);
  }).timeout(20_000);

  it('becomes the same article from text, in UTF-8, UTF-16 and GB18030, and from Markdown', async () => {
    const text = NOTICE.join('\r\n');
    checkNotice(await articleOf(Buffer.from(text), 'a.txt'));
    checkNotice(await articleOf(Buffer.from(`\ufeff${text}`, 'utf16le'), 'a.txt'));
    checkNotice(await articleOf(gb(text), 'a.txt'));
    checkNotice(
      await articleOf(
        Buffer.from(NOTICE.map((line) => (/^第.章/.test(line) ? `## **${line}**` : line)).join('\n\n')),
        'a.md',
      ),
    );
  });

  it('says what it could not read, and takes nothing for granted', async () => {
    const delivered = await read(
      Buffer.from('关于做好春季防火工作的几点要求\n一、加强值守。各单位要落实值班制度。\n二、及时上报'),
      'x.txt',
    );
    const [entry, fault] = delivered;
    if (entry?.delivered !== 'entry' || entry.content.kind !== 'article') throw new Error('no article');
    expect(entry.content).to.deep.include({
      docNo: null,
      signedOn: null,
      publishedOn: null,
      issuers: ['星沙市城市管理局'],
    });
    expect(entry.content.commencement.kind).to.equal('unknown');
    expect(entry.content.openAttribute).to.equal('依申请公开');
    expect(fault).to.include({ delivered: 'fault', code: 'DOC_UNREAD' });
    expect(fault?.delivered === 'fault' && fault.words).to.contain('发文机关、施行日期、公开属性');
  });

  it('tells the level and area of a text that a higher organ made', async () => {
    const notice = (organ: string) =>
      Buffer.from(`${organ}关于规范窗口服务的通知\n各单位：\n请遵照执行。\n${organ}\n2025年3月1日`);
    expect(await articleOf(notice('三湘省人民政府办公厅'), 'a.txt')).to.include({
      level: '省',
      regionCode: '430000',
    });
    expect(await articleOf(notice('国务院办公厅'), 'a.txt')).to.include({
      level: '国家',
      regionCode: '000000',
    });
    expect(await articleOf(notice('星沙市民政局'), 'a.txt')).to.include({
      level: '市',
      regionCode: '430100',
    });
  });

  it('is the same entry from the same bytes', async () => {
    const bytes = makeDocx(NOTICE.map((line) => paragraph(line)).join(''));
    expect(await read(bytes)).to.deep.equal(await read(bytes));
  });

  it('lets its own words propose when it ends', async () => {
    const content = await articleOf(Buffer.from(NOTICE.join('\n')), 'a.txt');
    expect(expiryHint(content)).to.include({ on: '2030-04-01', certainty: 'stated' });
  });

  it('reads a table of contents once, and 第3条 as 第三条', async () => {
    const text = [
      '星沙市公园管理规定',
      '目 录',
      '第一章 总则……1',
      '第二章 附则……2',
      '第一章 总则',
      '第1条 为了管理公园，制定本规定。',
      '第二章 附则',
      '第2条 本规定自2025年1月1日起施行。',
    ];
    const content = await articleOf(Buffer.from(text.join('\n')), 'a.txt');
    expect(content.clauses.map(({ no, heading, text: words }) => [no, heading, words])).to.deep.equal([
      ['第一条', ['第一章 总则'], '为了管理公园，制定本规定。'],
      ['第二条', ['第二章 附则'], '本规定自2025年1月1日起施行。'],
    ]);
  });
});

describe('A DOCX', () => {
  const numbered = (level: number) => `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="1"/></w:numPr>`;

  it('has the numbers that its program counts', async () => {
    const body = [
      paragraph('星沙市养犬管理办法'),
      paragraph('为了规范养犬，制定本办法。', numbered(0)),
      paragraph('养犬人应当：', numbered(0)),
      paragraph('束犬链；', numbered(1)),
      paragraph('清理粪便。', numbered(1)),
      paragraph('本办法自2025年1月1日起施行。', numbered(0)),
    ].join('');
    const parts = [
      numbering([
        { format: 'chineseCounting', text: '第%1条' },
        { format: 'chineseCounting', text: '（%2）' },
      ]),
    ];
    const { clauses } = await articleOf(makeDocx(body, parts));
    expect(clauses.map(({ no, text }) => `${no} ${text}`)).to.deep.equal([
      '第一条 为了规范养犬，制定本办法。',
      '第二条 养犬人应当：\n（一）束犬链；\n（二）清理粪便。',
      '第三条 本办法自2025年1月1日起施行。',
    ]);
  });

  it('is read without what was deleted in it, with what was inserted, and with tables as rows', async () => {
    const body = `${paragraph('关于收费标准的通知')}<w:p><w:del><w:r><w:t>旧标准</w:t><w:delText>每次五元</w:delText></w:r></w:del><w:ins><w:r><w:t>收费标准如下：</w:t></w:r></w:ins></w:p><w:tbl><w:tr><w:tc>${paragraph('项目')}</w:tc><w:tc>${paragraph('元')}</w:tc></w:tr><w:tr><w:tc>${paragraph('停车')}${paragraph('（小型车）')}</w:tc><w:tc>${paragraph('3')}</w:tc></w:tr></w:tbl>`;
    const { clauses } = await articleOf(makeDocx(body));
    expect(clauses[0]?.text).to.equal('收费标准如下：\n项目 | 元\n停车 （小型车） | 3');
  });

  it('is read once where a text box stands in it twice, and tells the objects that it does not open', async () => {
    const box = (text: string) => `<w:txbxContent>${paragraph(text)}</w:txbxContent>`;
    const body = `${paragraph('关于公示的公告')}<w:p><w:r><mc:AlternateContent xmlns:mc="m"><mc:Choice>${box('框内文字')}</mc:Choice><mc:Fallback>${box('框内文字')}</mc:Fallback></mc:AlternateContent><w:t>正文在此。</w:t></w:r></w:p><w:p><w:r><w:object/></w:r><w:r><w:drawing><a:blip xmlns:a="a"/></w:drawing></w:r></w:p>`;
    const delivered = await read(makeDocx(body));
    const [entry, ...faults] = delivered;
    expect(
      entry?.delivered === 'entry' && entry.content.kind === 'article' && entry.content.clauses[0]?.text,
    ).to.equal('框内文字\n正文在此。');
    expect(faults.map((fault) => fault.delivered === 'fault' && fault.code)).to.deep.equal([
      'DOC_OBJECTS',
      'DOC_PICTURES',
      'DOC_UNREAD',
    ]);
  });

  it('is refused with macros, however it is called', async () => {
    const body = paragraph('关于公示的公告') + paragraph('正文。');
    const type = 'application/vnd.ms-word.document.macroEnabled.main+xml';
    expect((await refusalOf(makeDocx(body, [], type), 'a.docx')).code).to.equal('DOC_MACRO');
    const withProject = makeDocx(body, [{ name: 'word/vbaProject.bin', bytes: 'x' }]);
    expect((await refusalOf(withProject, 'a.docx')).code).to.equal('DOC_MACRO');
    expect((await refusalOf(makeDocx(body), 'a.docm')).code).to.equal('DOC_MACRO');
  });

  it('is refused with entities, with broken XML, and as a bomb', async () => {
    const laughs = `<!DOCTYPE x [<!ENTITY a "哈哈哈哈"><!ENTITY b "&a;&a;&a;&a;">]><w:document><w:body>&b;</w:body></w:document>`;
    const plain = (xml: string) => makeZip([{ name: 'word/document.xml', bytes: xml }]);
    expect((await refusalOf(plain(laughs), 'a.docx')).code).to.equal('DOC_DAMAGED');
    expect((await refusalOf(plain('<w:document><w:body><w:p>'), 'a.docx')).code).to.equal('DOC_DAMAGED');
    expect((await refusalOf(plain('x'.repeat(50_000_000)), 'a.docx')).code).to.equal('ARCHIVE_TOO_LARGE');
    const long =
      paragraph(escaped('长'.repeat(1_500_000) + String.fromCharCode(0x4e00))) +
      paragraph('续'.repeat(1_000_000));
    const stored = makeZip([
      { name: 'word/document.xml', bytes: `<w:document>${long}</w:document>`, method: 0 },
    ]);
    expect((await refusalOf(stored, 'a.docx')).code).to.equal('DOC_TOO_LONG');
  }).timeout(20_000);
});

describe('A PDF', () => {
  it('is refused as a scan where it has no text, and tells pages without', async () => {
    const refusal = await refusalOf(makePdf([[]]), 'a.pdf');
    expect(refusal.code).to.equal('DOC_NO_TEXT');
    expect(refusal.message).to.contain('扫描件，没有文字层。请提供');
    const delivered = await read(makePdf([printed(NOTICE), []]), 'a.pdf');
    const told = delivered.find((one) => one.delivered === 'fault' && one.code === 'DOC_PAGES_WITHOUT_TEXT');
    expect(told?.delivered === 'fault' && told.words).to.contain('第 2 页');
  }).timeout(20_000);

  it('is refused when it is broken, has a password, or has too many pages', async () => {
    expect((await refusalOf(Buffer.from('%PDF-1.7\nnothing'), 'a.pdf')).code).to.equal('DOC_DAMAGED');
    const locked = makePdf([printed(NOTICE)])
      .toString('latin1')
      .replace(
        '/Root 1 0 R',
        `/Root 1 0 R /ID [<00> <00>] /Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O <${'ab'.repeat(32)}> /U <${'cd'.repeat(32)}> >>`,
      );
    expect((await refusalOf(Buffer.from(locked, 'latin1'), 'a.pdf')).code).to.equal('DOC_ENCRYPTED');
    const many = makePdf(Array.from({ length: 501 }, () => []));
    expect((await refusalOf(many, 'a.pdf')).message).to.contain('501 页');
  }).timeout(20_000);

  it('is given up when it takes too long or too much memory', async () => {
    const limits: PdfLimits = { pages: 500, wholeMs: 20_000, heapMb: 256, buffersMb: 64 };
    // 200 MB of blanks in 200 KB: PDF.js holds them all before it reads the first.
    const bomb = makePdf([[]], deflateSync(Buffer.alloc(200_000_000, 0x20)), '/Filter /FlateDecode');
    expect(bomb.length).to.be.below(300_000);
    const before = process.memoryUsage.rss();
    expect((await refusalOf(bomb, 'a.pdf', limits)).code).to.equal('DOC_TOO_COSTLY');
    expect(process.memoryUsage.rss() - before).to.be.below(400_000_000);
    const started = performance.now();
    expect((await refusalOf(makePdf([printed(NOTICE)]), 'a.pdf', { ...limits, wholeMs: 1 })).code).to.equal(
      'DOC_TOO_COSTLY',
    );
    expect(performance.now() - started).to.be.below(5_000);
  }).timeout(60_000);
});

describe('An OFD', () => {
  it('is refused as a scan where it has no text', async () => {
    expect((await refusalOf(makeOfd([[]]), 'a.ofd')).code).to.equal('DOC_NO_TEXT');
  });

  it('is read by the place of its pieces, not by their order', async () => {
    const shuffled = [...printed(NOTICE)].reverse();
    expect((await articleOf(makeOfd([shuffled]), 'a.ofd')).clauses).to.have.length(5);
  });
});

describe('What is no document', () => {
  for (const [name, bytes, code] of [
    ['a.doc', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), 'DOC_FORMAT'],
    ['a.docx', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), 'DOC_ENCRYPTED'],
    ['a.docx', Buffer.from('not a zip'), 'DOC_FORMAT'],
    ['a.docx', makeZip([{ name: 'a.txt', bytes: 'a' }]), 'DOC_FORMAT'],
    ['a.pdf', Buffer.from('not a pdf'), 'DOC_FORMAT'],
    ['a.ofd', makeZip([{ name: 'a.txt', bytes: 'a' }]), 'DOC_FORMAT'],
    ['a.txt', Buffer.from('MZ\u0090 program'), 'DOC_FORMAT'],
    ['a.txt', Buffer.from('a\0b'), 'DOC_ENCODING'],
    ['a.exe', Buffer.from('MZ'), 'DOC_FORMAT'],
    ['a', Buffer.from('text'), 'DOC_FORMAT'],
    ['a.txt', Buffer.from(' \n '), 'DOC_EMPTY'],
  ] as const)
    it(`is refused: ${name}, ${code}`, async () => {
      expect((await refusalOf(bytes, name)).code).to.equal(code);
    });

  it('costs no more time for lines that are made to', async () => {
    for (const line of [
      '**a'.repeat(500_000),
      `字${'　'.repeat(1_000_000)}字`,
      `目录\n${'…'.repeat(500_000)}字`,
    ]) {
      const started = performance.now();
      await read(Buffer.from(`关于测试的通知\n${line}`), 'a.txt');
      expect(performance.now() - started).to.be.below(3_000);
    }
  }).timeout(20_000);

  it('is refused naming what is taken', async () => {
    expect((await refusalOf(Buffer.from('x'), '清单.xls')).message).to.contain(
      '可导入 docx、pdf（有文字层）、ofd、txt、md',
    );
  });
});

/** Node writes no GB18030: each sign is looked up in what reads it. */
function gb(text: string): Buffer {
  const decoder = new TextDecoder('gb18030');
  const codes = new Map<string, Buffer>();
  for (let high = 0x81; high <= 0xfe; high += 1)
    for (let low = 0x40; low <= 0xfe; low += 1) {
      const bytes = Buffer.from([high, low]);
      codes.set(decoder.decode(bytes), bytes);
    }
  return Buffer.concat(
    [...text].map((sign) => (sign < '\u0080' ? Buffer.from(sign) : (codes.get(sign) ?? Buffer.from('?')))),
  );
}
