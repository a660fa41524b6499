import { expect } from 'chai';
import { crawl } from '../../../knowledge/import/website/crawl.ts';
import { type CrawlState, neverCrawled } from '../../../knowledge/import/website/crawl-state.ts';
import { siteSchema } from '../../../knowledge/import/website/site.ts';
import { pageBytes } from '../../knowledge/import/website/page-files.ts';
import { fetcherFor, playSite } from './played-site.ts';

describe('A site that is read over the wire', () => {
  it('gives its articles the first time, and 304 the second', async () => {
    const statuses: number[] = [];
    const page = (name: string, etag: string) =>
      ((request, response) => {
        const status = request.headers['if-none-match'] === etag ? 304 : 200;
        statuses.push(status);
        response.writeHead(status, { 'Content-Type': 'text/html; charset=utf-8', ETag: etag });
        response.end(status === 304 ? undefined : pageBytes(name));
      }) satisfies Parameters<typeof playSite>[0][string];
    await using played = await playSite({
      '/zwgk/gfxwj/index.html': page('list.shtml', '"1"'),
      '/zwgk/gfxwj/t20250220_1001.html': page('policy.shtml', '"2"'),
      '/zwgk/gfxwj/t20250301_1002.html': page('dogs-gbk.shtml', '"3"'),
    });
    const site = siteSchema.parse({
      organ: '星沙市人民政府',
      regionCode: '430100',
      topic: '环境与城管',
      lists: [{ url: `${played.origin}/zwgk/gfxwj/index.html` }],
      articlePaths: ['/zwgk/gfxwj/t*.html'],
    });
    const run = async (before: CrawlState) => {
      const crawling = crawl(site, before, fetcherFor(played));
      const titles: string[] = [];
      for (;;) {
        const next = await crawling.next();
        if (next.done === true) return { titles, state: next.value };
        for (const one of next.value.delivered)
          if (one.delivered === 'entry' && one.content.kind === 'article') titles.push(one.content.title);
      }
    };
    const first = await run(neverCrawled);
    expect(first.titles).to.deep.equal(['星沙市共享单车停放管理办法', '星沙市养犬管理规定']);
    const second = await run(first.state);
    expect(second.titles).to.deep.equal([]);
    expect(statuses).to.deep.equal([200, 200, 200, 304, 304, 304]);
  });
});
