import { expect } from 'chai';
import fc from 'fast-check';
import { faultOf } from '../../../../knowledge/content/delivery.ts';
import { decodePage } from '../../../../knowledge/import/website/decode-page.ts';
import { readInfoTable } from '../../../../knowledge/import/website/info-table.ts';
import { mainContent } from '../../../../knowledge/import/website/main-content.ts';
import { readMeta } from '../../../../knowledge/import/website/page-meta.ts';
import { linesOf } from '../../../../knowledge/import/website/page-text.ts';
import { PageUnreadable } from '../../../../knowledge/import/website/page-unreadable.ts';
import { readArticlePage } from '../../../../knowledge/import/website/read-article-page.ts';
import { readHtml } from '../../../../knowledge/import/website/read-html.ts';
import { ORIGIN, pageBytes, pageText, siteWith } from './page-files.ts';

const site = siteWith();
const address = `${ORIGIN}/zwgk/gfxwj/t20250220_1001.html`;

function read(html: string, url = address, selector: string | null = null) {
  return readArticlePage(readHtml(html), url, site, selector);
}

function articleFrom(html: string, url = address, selector: string | null = null) {
  const article = read(html, url, selector);
  if (article.read !== 'article') throw new Error(`no article: ${JSON.stringify(article)}`);
  expect(faultOf(article.content)).to.equal(null);
  return article;
}

describe('A page of a government site', () => {
  it('becomes a policy article with what its box and its head tell', () => {
    const { content, unread, remarks, attachments } = articleFrom(pageText('policy.shtml'));
    expect(content).to.deep.include({
      title: '星沙市共享单车停放管理办法',
      docNo: { written: '星政发〔2025〕7号', issuerCode: '星政发', year: 2025, serial: 7 },
      issuers: ['星沙市人民政府'],
      level: '市',
      regionCode: '430100',
      signedOn: '2025-02-18',
      publishedOn: '2025-02-20',
      keywords: ['共享单车', '停放', '城市管理'],
      openAttribute: '主动公开',
      ending: { kind: 'none' },
    });
    expect(content.commencement).to.include({ kind: 'known', ruleFrom: '2025-04-01' });
    expect(unread).to.deep.equal([]);
    expect(remarks).to.deep.equal([]);
    expect(attachments).to.deep.equal([
      { name: '停放点位申请表', url: `${ORIGIN}/zwgk/gfxwj/P020250220001.docx` },
    ]);
  });

  it('is split into its clauses, with the table as rows, and nothing of markup or of what is hidden', () => {
    const { content } = articleFrom(pageText('policy.shtml'));
    expect(content.clauses.map(({ no, text }) => `${no} ${text}`)).to.deep.equal([
      '第一条 为了规范共享单车停放秩序，根据有关规定，制定本办法。',
      '第二条 本市行政区域内共享单车的停放管理，适用本办法。',
      '第三条 运营企业应当遵守下列规定：\n（一）及时清理违规停放的车辆；\n（二）不得占用盲道。\n区域 | 限停数量\n中心城区 | 20000辆',
      '第四条 本办法自2025年4月1日起施行，有效期五年。',
    ]);
    expect(content.clauses[0]?.heading).to.deep.equal(['第一章　总则']);
  });

  it('has the head tags of 国办发〔2017〕47号', () => {
    expect(readMeta(readHtml(pageText('policy.shtml')))).to.deep.equal({
      SiteName: '星沙市人民政府门户网站',
      SiteDomain: 'www.xingsha.example',
      SiteIDCode: '4301000000',
      ColumnName: '规范性文件',
      ColumnType: '政策文件',
      ArticleTitle: '星沙市共享单车停放管理办法',
      PubDate: '2025-02-20 09:30',
      ContentSource: '星沙市城市管理局',
      Keywords: '共享单车;停放,城市管理',
      Author: '办公室',
      Description: '为了规范共享单车停放秩序',
      Url: address,
    });
  });

  it('has a box whose labels are written in any way', () => {
    const boxOf = (name: string) => {
      const page = readHtml(decodePage(pageBytes(name), null).text);
      return readInfoTable(page, mainContent(page, null));
    };
    expect(boxOf('policy.shtml')).to.deep.include({ index: '430100/2025-00017', validity: '有效' });
    expect(boxOf('disagreeing.shtml')).to.deep.equal({
      index: '430100/2025-1',
      title: '星沙市燃气安全管理规定',
      docNo: '星政办发〔2025〕2号',
      publishedOn: '2025-01-06',
      issuer: '星沙市人民政府办公室 星沙市应急管理局',
      validity: '失效',
      endsOn: '2025年12月31日',
    });
  });

  it('is read by where its words are, in GBK, in tables, with paragraphs that nobody closed', () => {
    const { text } = decodePage(pageBytes('dogs-gbk.shtml'), null);
    const { content } = articleFrom(text, `${ORIGIN}/zwgk/gfxwj/t20250301_1002.html`);
    expect(content.title).to.equal('星沙市养犬管理规定');
    expect(content.clauses.map(({ no }) => no)).to.deep.equal(['第一条', '第二条', '第三条', '第四条']);
    expect(content.clauses.at(-1)?.text).to.equal('本规定自公布之日起施行。');
    expect(content.issuers).to.deep.equal(['星沙市公安局']);
    expect(content.docNo?.written).to.equal('星公发〔2025〕3号');
    expect(content.commencement).to.include({ kind: 'known', ruleFrom: '2025-03-01' });
  });

  it('is read from the place that the configuration names', () => {
    const html = `<body><article>${'别处的一段很长的文字，不是正文。'.repeat(5)}</article><div class="wz">第一条 这里才是正文。</div></body>`;
    expect(articleFrom(html, address, '.wz').content.clauses[0]?.text).to.equal('这里才是正文。');
    expect(read(html, address, '.none')).to.include({ read: 'nothing', code: 'PAGE_EMPTY' });
  });

  it('is told where head, box and text disagree, with both', () => {
    const { content, remarks } = articleFrom(pageText('disagreeing.shtml'));
    expect(remarks.map(({ field }) => field)).to.deep.equal(['标题', '发布日期', '发文字号', 'Url']);
    expect(remarks[0]?.words).to.contain('“星沙市燃气管理规定”').and.to.contain('“星沙市燃气安全管理规定”');
    expect(remarks[2]?.words).to.contain('2号').and.to.contain('3号');
    expect(content).to.deep.include({
      title: '星沙市燃气安全管理规定',
      publishedOn: '2025-01-06',
      issuers: ['星沙市人民政府办公室', '星沙市应急管理局'],
    });
    expect(content.ending).to.include({ kind: 'ended', on: '2025-12-31' });
  });

  it('is withdrawn where it says that its text has ended, and nothing where it says that it is not there', () => {
    expect(read(pageText('withdrawn.shtml'))).to.deep.equal({
      read: 'withdrawn',
      words: '提示：该文件已废止。',
    });
    expect(read(pageText('missing.shtml'))).to.include({ read: 'nothing', code: 'PAGE_ERROR' });
    expect(read('<body><div id="app"></div><script>render()</script></body>')).to.include({
      code: 'PAGE_EMPTY',
    });
  });
});

describe('A hostile page', () => {
  const long = '第一条 为了测试恶意网页，编写这一段足够长的正文文字，请勿当真。';

  for (const [what, html] of [
    [
      'scripts in every place',
      `<div id="zoom"><p>${long}<script>坏</script><img src=x onerror="坏"><a href="javascript:坏">。</a></p><style>坏</style><iframe srcdoc="坏">坏</iframe></div>`,
    ],
    [
      'a form with its fields',
      `<div id="zoom"><p>${long}</p><form><input value="坏"><textarea>坏</textarea><select><option>坏</option></select><button>坏</button></form></div>`,
    ],
    [
      'SVG and MathML',
      `<div id="zoom"><p>${long}</p><svg onload="坏"><text>坏</text><foreignObject>坏</foreignObject></svg><math><mtext>坏</mtext></math></div>`,
    ],
    ['a script that is never closed', `<div id="zoom"><p>${long}</p></div><script>坏`],
    ['a comment that is never closed', `<div id="zoom"><p>${long}</p></div><!-- 坏`],
    ['null bytes inside of tags', `<div id="zoom"><p>${long}</p><scr\0ipt>坏</scr\0ipt><p>\0</p></div>`],
    [
      'marks that turn the reading around',
      `<div id="zoom"><p>${long.replace('恶意', '恶\u202e\u200b意')}</p></div>`,
    ],
    ['marks of our own splitting', `<div id="zoom"><p>${long}</p></div><p><!-- INFO END --></p>`],
    ['tags that were never closed', `<div id="zoom"><p>${long}<b><i><u><span><p><div><table><tr><td>`],
  ] as const)
    it(`leaves nothing but its words: ${what}`, () => {
      const { content } = articleFrom(html);
      const text = content.clauses.map((clause) => clause.text).join('\n');
      expect(text).to.match(/^为了测试恶意网页，编写这一段足够长的正文文字，请勿当真。/);
      expect(text).not.to.match(/坏|[<>\0\u202e]/);
    });

  it('keeps a tag that is written as words as words', () => {
    const { content } = articleFrom(
      `<div id="zoom"><p>${long}</p><p>&lt;script&gt;alert(1)&lt;/script&gt;</p></div>`,
    );
    expect(content.clauses[0]?.text).to.contain('<script>alert(1)</script>');
  });

  for (const [what, html, code] of [
    ['10 MB of nested divisions', (share) => '<div>'.repeat(2_000_000 * share), 'PAGE_DEPTH'],
    [
      'formatting that multiplies',
      (share) =>
        Array.from({ length: 20_000 * share }, (_, at) => `<b id=${at}>`).join('') +
        '<p>x'.repeat(20_000 * share),
      'PAGE_DEPTH',
    ],
    ['a million of elements', (share) => '<br>'.repeat(1_000_000 * share), 'PAGE_DEPTH'],
    ['tables in tables', (share) => '<table><tr><td>'.repeat(100_000 * share), 'PAGE_DEPTH'],
  ] satisfies [string, (share: number) => string, string][])
    it(`is refused in time: ${what}`, () => {
      growsWithItsLength(html, (page) => {
        expect(() => read(page))
          .to.throw(PageUnreadable)
          .with.property('code', code);
      });
    }).timeout(60_000);

  for (const [what, html] of [
    [
      'attributes without end',
      (share) => `<div id="zoom" ${'a '.repeat(500_000 * share)}><p>${long}</p></div>`,
    ],
    [
      'closing tags for nothing',
      (share) => `${'</div>'.repeat(500_000 * share)}<div id="zoom"><p>${long}</p></div>`,
    ],
    [
      'boxes in boxes around a long text',
      (share) =>
        `${'<div class="TRS_Editor">'.repeat(200)}<p>${long}</p>${'<p>字字字</p>'.repeat(30_000 * share)}`,
    ],
    ['one line of 5 MB', (share) => `<div id="zoom"><p>${long}${'字'.repeat(1_600_000 * share)}</p></div>`],
    ['wide spaces', (share) => `<div id="zoom"><p>${long}${'　'.repeat(1_000_000 * share)}字</p></div>`],
    [
      'a table of contents of dots',
      (share) => `<div id="zoom"><p>${long}</p><p>目录</p><p>${'…'.repeat(500_000 * share)}字</p></div>`,
    ],
    [
      'marks of a 文号',
      (share) => `<div id="zoom"><p>${'发〔2025'.repeat(200_000 * share)}</p><p>${long}</p></div>`,
    ],
    ['spaces', (share) => `<div id="zoom"><p>${long}${' '.repeat(3_000_000 * share)}</p></div>`],
    ['entities', (share) => `<div id="zoom"><p>${long}${'&amp;'.repeat(500_000 * share)}</p></div>`],
    ['open brackets', (share) => `<div id="zoom"><p>${long}</p>${'<'.repeat(2_000_000 * share)}</div>`],
    ['100,000 lines', (share) => `<div id="zoom"><p>${long}</p>${'<p>字</p>'.repeat(90_000 * share)}</div>`],
  ] satisfies [string, (share: number) => string][])
    it(`is read in time: ${what}`, () => {
      growsWithItsLength(html, (page) => {
        expect(articleFrom(page).content.clauses).not.to.deep.equal([]);
      });
    }).timeout(60_000);

  it('makes nothing throw but what is said in words', () => {
    const part = fc.oneof(
      fc.constantFrom(
        '<p>',
        '</p>',
        '<table>',
        '<tr>',
        '<td>',
        '</table>',
        '<div id=zoom>',
        '<script>',
        '<!--',
        '-->',
        '<![CDATA[',
        '第一条 ',
        '一、',
        '附件：',
        '2025年1月1日',
        '标题：',
        '文号：',
        '<meta name=PubDate content=',
        '"',
        '&#0;',
        '&nbsp;',
        '目录',
        '第一章 总则',
      ),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 60 }), (parts) => {
        const html = parts.join('');
        try {
          const article = read(html);
          if (article.read === 'article') expect(faultOf(article.content), html).to.equal(null);
        } catch (error) {
          if (!(error instanceof PageUnreadable)) throw error;
        }
      }),
      { numRuns: 300 },
    );
  }).timeout(20_000);

  it('has no line with a break in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const page = readHtml(`<p>${text}</p>`);
        for (const line of page.root().toArray().flatMap(linesOf)) expect(line).not.to.match(/\p{Cc}/u);
      }),
    );
  });
});

/**
 * A page of four times the length may take eight times the processor time and half a second for a garbage collection,
 * whatever else the machine does; what grew with the square of it would take sixteen times, which is minutes here.
 */
function growsWithItsLength(html: (share: number) => string, use: (page: string) => void): void {
  const quarter = html(1 / 4);
  const whole = html(1);
  const short = processorMs(() => use(quarter));
  expect(processorMs(() => use(whole))).to.be.below(8 * short + 500);
}

function processorMs(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
