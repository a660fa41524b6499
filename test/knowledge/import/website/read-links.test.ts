import { expect } from 'chai';
import { absolute, linkKind, sourceIdOf } from '../../../../knowledge/import/website/article-address.ts';
import { PageUnreadable } from '../../../../knowledge/import/website/page-unreadable.ts';
import { readHtml } from '../../../../knowledge/import/website/read-html.ts';
import { linksOfList, readFeed, readSitemap } from '../../../../knowledge/import/website/read-links.ts';
import { startsOf } from '../../../../knowledge/import/website/site.ts';
import { LIST, ORIGIN, pageText, siteWith } from './page-files.ts';

const bicycles = `${ORIGIN}/zwgk/gfxwj/t20250220_1001.html`;
const dogs = `${ORIGIN}/zwgk/gfxwj/t20250301_1002.html`;

describe('A list of a site', () => {
  it('gives each address once, with its whole title', () => {
    const links = linksOfList(readHtml(pageText('list.shtml')), LIST, '.news-list');
    expect(links.map(({ url, title }) => [url, title])).to.deep.equal([
      [bicycles, '星沙市共享单车停放管理办法'],
      [dogs, '星沙市养犬管理规定'],
      [`${ORIGIN}/zwgk/gfxwj/P020250301.pdf`, '星沙市公园条例（扫描件）'],
      ['https://www.gov.example/t20250301_9.html', '转载'],
    ]);
  });

  it('tells articles from files, and from what is not the site', () => {
    const site = siteWith();
    expect(linkKind(bicycles, site)).to.equal('article');
    expect(linkKind(`${ORIGIN}/zwgk/gfxwj/P020250301.pdf`, site)).to.equal('file');
    expect(linkKind(`${ORIGIN}/zwgk/other.html`, site)).to.equal(null);
    expect(linkKind(LIST, site)).to.equal(null);
    expect(linkKind('https://www.gov.example/zwgk/gfxwj/t1.html', site)).to.equal(null);
    expect(linkKind(`${ORIGIN}:8080/zwgk/gfxwj/t1.html`, site)).to.equal(null);
    expect(linkKind(`${ORIGIN}/zwgk/other.html`, siteWith({ articlePaths: [] }))).to.equal('article');
  });

  it('follows no link that is no page', () => {
    for (const href of [
      'javascript:alert(1)',
      'mailto:a@b.example',
      'data:text/html,x',
      '#top',
      '',
      ' ',
      'ftp://x.example/',
      'http://a:b@x.example/',
      `/${'a'.repeat(2_000)}`,
    ])
      expect(absolute(href, LIST), href).to.equal(null);
  });

  it('may have several pages', () => {
    const site = siteWith({ lists: [{ url: `${ORIGIN}/list_{n}.html`, from: 1, to: 3 }] });
    expect(startsOf(site).map(({ url }) => url)).to.deep.equal(
      [1, 2, 3].map((n) => `${ORIGIN}/list_${n}.html`),
    );
  });

  it('calls a page the same under http and https', () => {
    expect(sourceIdOf(bicycles)).to.equal(sourceIdOf(bicycles.replace('https', 'http')));
    expect(sourceIdOf(`${ORIGIN}/${'a'.repeat(1_000)}`)).to.have.length.below(301);
    expect(sourceIdOf(`${ORIGIN}/${'a'.repeat(1_000)}b`)).not.to.equal(
      sourceIdOf(`${ORIGIN}/${'a'.repeat(1_000)}c`),
    );
  });
});

describe('A sitemap and a feed', () => {
  it('name pages, and when they changed', () => {
    expect(readSitemap(pageText('sitemap.xml'), ORIGIN)).to.deep.equal({
      pages: [
        { url: bicycles, title: '', changed: '2025-02-20' },
        { url: `${dogs}?a=1&b=2`, title: '', changed: null },
      ],
      sitemaps: [],
    });
    expect(readSitemap(pageText('sitemap-index.xml'), ORIGIN).sitemaps).to.deep.equal([
      `${ORIGIN}/sitemap-1.xml`,
      `${ORIGIN}/sitemap-2.xml`,
    ]);
    expect(readFeed(pageText('rss.xml'), ORIGIN)).to.deep.equal([
      { url: bicycles, title: '星沙市共享单车停放管理办法', changed: 'Thu, 20 Feb 2025 09:30:00 +0800' },
      { url: dogs, title: '星沙市养犬管理规定', changed: '2025-03-01' },
    ]);
    expect(readFeed(pageText('atom.xml'), ORIGIN)).to.deep.equal([
      { url: dogs, title: '星沙市养犬管理规定', changed: '2025-03-01T00:00:00Z' },
    ]);
  });

  it('expand nothing and reach for nothing', () => {
    const laughs = `<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]><rss><item><link>/a</link><title>&b;&f;</title></item></rss>`;
    expect(() => readFeed(laughs, ORIGIN)).to.throw(PageUnreadable, '格式有误');
    expect(() => readSitemap('<html><p>not XML', ORIGIN)).to.throw(PageUnreadable);
  });

  it('are read in time however deep they are', () => {
    const started = performance.now();
    expect(() => readFeed(`<rss><item>${'<a>'.repeat(1_000_000)}`, ORIGIN)).to.throw(PageUnreadable);
    expect(performance.now() - started).to.be.below(4_000);
  }).timeout(10_000);
});
