import { createHash } from 'node:crypto';
import { expect } from 'chai';
import type { Delivered } from '../../../../knowledge/content/delivery.ts';
import type { FetchedPage, KnownPage } from '../../../../knowledge/content/fetched-page.ts';
import { type CrawlStep, crawl } from '../../../../knowledge/import/website/crawl.ts';
import {
  type CrawlState,
  crawlStateSchema,
  neverCrawled,
} from '../../../../knowledge/import/website/crawl-state.ts';
import type { Site } from '../../../../knowledge/import/website/site.ts';
import { makeDocx, paragraph } from '../documents/make-documents.ts';
import { LIST, ORIGIN, pageBytes, siteWith } from './page-files.ts';

const bicycles = `${ORIGIN}/zwgk/gfxwj/t20250220_1001.html`;
const dogs = `${ORIGIN}/zwgk/gfxwj/t20250301_1002.html`;

/** that the page of bicycles offers */
const application = `${ORIGIN}/zwgk/gfxwj/P020250220001.docx`;

type Answer =
  | Uint8Array
  | { status: 404 | 410 }
  | { failed: string }
  | { refused: string }
  | { movedTo: string };

/** A site that is played: pages by their address; each has the hash of its bytes as ETag unless `silent`. */
class PlayedPages {
  readonly pages: Map<string, Answer>;
  readonly asked: { url: string; known: KnownPage | null }[] = [];
  readonly askedFiles: { url: string; known: KnownPage | null }[] = [];
  readonly #silent: boolean;

  constructor(pages: Record<string, Answer>, silent = false) {
    this.pages = new Map(Object.entries(pages));
    this.#silent = silent;
  }

  readonly fetch = (url: string, known: KnownPage | null): Promise<FetchedPage> => {
    this.asked.push({ url, known });
    return this.#answer(url, known);
  };

  readonly fetchFile = (url: string, known: KnownPage | null): Promise<FetchedPage> => {
    this.askedFiles.push({ url, known });
    return this.#answer(url, known);
  };

  async #answer(url: string, known: KnownPage | null): Promise<FetchedPage> {
    const answer = this.pages.get(url) ?? { status: 404 as const };
    if ('status' in answer) return { outcome: 'gone', url, status: answer.status };
    if ('failed' in answer) return { outcome: 'failed', url, code: 'WEB_TIME', words: answer.failed };
    if ('refused' in answer) return { outcome: 'refused', url, code: 'WEB_ROBOTS', words: answer.refused };
    const moved = 'movedTo' in answer;
    const bytes = moved ? Buffer.from('<p>首页</p>') : answer;
    const etag = this.#silent ? null : `"${createHash('sha256').update(bytes).digest('hex')}"`;
    if (known?.etag === etag && etag !== null) return { outcome: 'unchanged', url };
    return {
      outcome: 'page',
      url: moved ? answer.movedTo : url,
      mediaType: 'text/html',
      charset: null,
      etag,
      lastModified: null,
      bytes,
    };
  }

  urls(): string[] {
    return this.asked.splice(0).map(({ url }) => url);
  }
}

/** A run whose gone pages are withdrawn, unless `keep`. */
async function run(site: Site, before: CrawlState, pages: PlayedPages, keep = false) {
  const steps: CrawlStep[] = [];
  const gone: CrawlStep['gone'] = [];
  const crawling = crawl(site, before, pages.fetch, pages.fetchFile);
  for (;;) {
    const next = await crawling.next();
    if (next.done === true) {
      const { run: count, readBy, pages: seen, ...end } = next.value;
      const withdrawn = keep ? {} : Object.fromEntries(gone.map((one) => [one.url, one.seen]));
      // As it is kept between runs.
      const kept = { run: count, readBy, pages: { ...seen, ...withdrawn } };
      const state = crawlStateSchema.parse(JSON.parse(JSON.stringify(kept)));
      const removals = gone.map(({ removal }) => removal);
      return {
        steps,
        end,
        delivered: [...steps.flatMap(({ delivered }) => delivered), ...removals],
        files: steps.flatMap(({ files }) => files),
        state,
      };
    }
    steps.push(next.value);
    gone.push(...next.value.gone);
  }
}

function told(delivered: readonly Delivered[]): string[] {
  return delivered.map((one) => {
    if (one.delivered === 'entry') return `entry ${one.sourceId.replace(/^.*\//, '')}`;
    if (one.delivered === 'removal') return `removal ${one.sourceId.replace(/^.*\//, '')}`;
    return `${one.code} ${one.at.in.replace(/^.*\//, '')}`;
  });
}

function usualPages(silent = false): PlayedPages {
  return new PlayedPages(
    {
      [LIST]: pageBytes('list.shtml'),
      [bicycles]: pageBytes('policy.shtml'),
      [dogs]: pageBytes('dogs-gbk.shtml'),
      [application]: makeDocx(paragraph('停放点位申请表')),
    },
    silent,
  );
}

describe('A run over a site', () => {
  it('yields the articles of its lists, and what it did not read', async () => {
    const pages = usualPages();
    const { delivered, steps } = await run(siteWith(), neverCrawled, pages);
    expect(told(delivered)).to.deep.equal([
      'PAGE_IS_FILE P020250301.pdf',
      'entry t20250220_1001.html',
      'entry t20250301_1002.html',
    ]);
    expect(pages.urls()).to.deep.equal([LIST, bicycles, dogs]);
    expect(steps.at(-1)).to.include({ asked: 3, unchanged: 0, left: 0 });
  });

  it('asks the second time for what has changed, and yields that only', async () => {
    const pages = usualPages();
    const first = await run(siteWith(), neverCrawled, pages);
    pages.urls();
    const second = await run(siteWith(), first.state, pages);
    expect(second.delivered).to.deep.equal([]);
    expect(pages.asked.every(({ known }) => known?.etag !== null && known !== null)).to.equal(true);
    pages.pages.set(
      bicycles,
      Buffer.from(pageBytes('policy.shtml').toString().replace('有效期五年', '有效期三年')),
    );
    const third = await run(siteWith(), second.state, pages);
    expect(told(third.delivered)).to.deep.equal(['entry t20250220_1001.html']);
  });

  it('yields nothing for a page whose counter alone has changed, also from a server without ETag', async () => {
    const pages = usualPages(true);
    const first = await run(siteWith(), neverCrawled, pages);
    pages.pages.set(
      bicycles,
      Buffer.from(pageBytes('policy.shtml').toString().replace('网站地图', '访问量 12345')),
    );
    expect((await run(siteWith(), first.state, pages)).delivered).to.deep.equal([]);
  });

  it('does not ask again for a page whose sitemap says that it is the same', async () => {
    const map = `${ORIGIN}/sitemap.xml`;
    const pages = new PlayedPages(
      { [map]: pageBytes('sitemap.xml'), [bicycles]: pageBytes('policy.shtml') },
      true,
    );
    const site = siteWith({ lists: [], sitemaps: [map], articlePaths: ['/zwgk/gfxwj/t20250220*'] });
    const first = await run(site, neverCrawled, pages);
    expect(pages.urls()).to.deep.equal([map, bicycles]);
    const second = await run(site, first.state, pages);
    expect(pages.urls()).to.deep.equal([map]);
    pages.pages.set(
      map,
      Buffer.from(pageBytes('sitemap.xml').toString().replace('2025-02-20', '2025-06-01')),
    );
    await run(site, second.state, pages);
    expect(pages.urls()).to.deep.equal([map, bicycles]);
  });

  it('follows an index of sitemaps, once each', async () => {
    const index = `${ORIGIN}/sitemap.xml`;
    const loop = Buffer.from(
      pageBytes('sitemap-index.xml').toString().replace('/sitemap-2.xml', '/sitemap.xml'),
    );
    const pages = new PlayedPages({ [index]: loop, [`${ORIGIN}/sitemap-1.xml`]: pageBytes('sitemap.xml') });
    await run(siteWith({ lists: [], sitemaps: [index], articlePaths: ['/none'] }), neverCrawled, pages);
    expect(pages.urls()).to.deep.equal([index, `${ORIGIN}/sitemap-1.xml`]);
  });

  it('asks for no more pages than it may, and goes on with the others the next time', async () => {
    const pages = usualPages();
    const site = siteWith({ pagesARun: 2 });
    const first = await run(site, neverCrawled, pages);
    expect(told(first.delivered)).to.deep.equal(['PAGE_IS_FILE P020250301.pdf', 'entry t20250220_1001.html']);
    const second = await run(site, first.state, pages);
    expect(told(second.delivered)).to.deep.equal(['entry t20250301_1002.html']);
    pages.urls();
    await run(site, second.state, pages);
    expect(pages.urls()).to.deep.equal([LIST, bicycles]);
  });

  it('loses nothing when it is broken off after any step', async () => {
    const pages = usualPages();
    const whole = await run(siteWith(), neverCrawled, pages);
    for (let until = 0; until <= whole.steps.length; until += 1) {
      let kept: CrawlState = neverCrawled;
      const before: Delivered[] = [];
      let at = 0;
      for await (const { delivered, seen } of crawl(siteWith(), neverCrawled, pages.fetch, pages.fetchFile)) {
        if (at === until) break;
        at += 1;
        before.push(...delivered);
        kept = { ...kept, pages: { ...kept.pages, ...seen } };
      }
      const rest = await run(siteWith(), kept, pages);
      const entries = [...before, ...rest.delivered].filter((one) => one.delivered === 'entry');
      expect(told(entries), String(until)).to.have.members([
        'entry t20250220_1001.html',
        'entry t20250301_1002.html',
      ]);
    }
  });

  it('reads all pages anew under another configuration', async () => {
    const pages = usualPages();
    const first = await run(siteWith(), neverCrawled, pages);
    const second = await run(siteWith({ topic: '交通出行' }), first.state, pages);
    expect(told(second.delivered)).to.deep.equal(['entry t20250220_1001.html', 'entry t20250301_1002.html']);
  });
});

describe('A page that is not there any more', () => {
  it('is told the first time and taken back the second; 410 is meant the first time', async () => {
    const pages = usualPages();
    const first = await run(siteWith(), neverCrawled, pages);
    pages.pages.set(bicycles, { status: 404 });
    pages.pages.set(dogs, { status: 410 });
    const second = await run(siteWith(), first.state, pages);
    expect(told(second.delivered)).to.have.members([
      'PAGE_MISSING t20250220_1001.html',
      'removal t20250301_1002.html',
    ]);
    const third = await run(siteWith(), second.state, pages);
    expect(told(third.delivered)).to.deep.equal(['removal t20250220_1001.html']);
    const fourth = await run(siteWith(), third.state, pages);
    expect(fourth.delivered).to.deep.equal([]);
    pages.pages.set(bicycles, pageBytes('policy.shtml'));
    expect(told((await run(siteWith(), fourth.state, pages)).delivered)).to.deep.equal([
      'entry t20250220_1001.html',
    ]);
  });

  it('is taken as missing where the site says so with status 200', async () => {
    const pages = usualPages();
    const first = await run(siteWith(), neverCrawled, pages);
    pages.pages.set(bicycles, pageBytes('missing.shtml'));
    const second = await run(siteWith(), first.state, pages);
    expect(told(second.delivered)).to.deep.equal(['PAGE_MISSING t20250220_1001.html']);
    expect(told((await run(siteWith(), second.state, pages)).delivered)).to.deep.equal([
      'removal t20250220_1001.html',
    ]);
  });

  it('is taken back where it says that its text has ended, with its words', async () => {
    const pages = usualPages();
    const first = await run(siteWith(), neverCrawled, pages);
    pages.pages.set(dogs, pageBytes('withdrawn.shtml'));
    const { delivered } = await run(siteWith(), first.state, pages);
    expect(told(delivered)).to.deep.equal(['PAGE_ENDED t20250301_1002.html', 'removal t20250301_1002.html']);
    expect(delivered[0]?.delivered === 'fault' && delivered[0].words).to.contain('该文件已废止');
  });

  it('is told where it leads to the front page or to another site', async () => {
    const pages = usualPages();
    pages.pages.set(bicycles, { movedTo: `${ORIGIN}/` });
    pages.pages.set(dogs, { movedTo: 'https://elsewhere.example/a.html' });
    const { delivered } = await run(siteWith(), neverCrawled, pages);
    expect(told(delivered).slice(1)).to.deep.equal([
      'PAGE_MOVED t20250220_1001.html',
      'PAGE_MOVED t20250301_1002.html',
    ]);
  });
});

describe('What is gone', () => {
  it('stays as it was, and is told again, until it is withdrawn', async () => {
    const pages = usualPages();
    const first = await run(siteWith(), neverCrawled, pages);
    pages.pages.set(bicycles, { status: 410 });
    pages.pages.set(dogs, pageBytes('withdrawn.shtml'));
    const second = await run(siteWith(), first.state, pages, true);
    const both = ['removal t20250220_1001.html', 'removal t20250301_1002.html'];
    expect(told(second.delivered)).to.include.members(both);
    expect(second.end).to.deep.include({ complete: true, known: 2, trouble: null });
    const third = await run(siteWith(), second.state, pages);
    expect(told(third.delivered)).to.include.members(both);
    expect((await run(siteWith(), third.state, pages)).delivered).to.deep.equal([]);
  });

  it('is not known from lists that were not read, or name nothing of the site any more', async () => {
    for (const [list, code] of [
      [{ failed: '太慢' }, 'WEB_TIME index.html'],
      [{ status: 404 as const }, 'PAGE_MISSING index.html'],
      [
        Buffer.from('<p>网站升级维护中，<a href="https://elsewhere.example/">返回</a></p>'),
        'LIST_EMPTY index.html',
      ],
    ] as const) {
      const pages = usualPages();
      const site = siteWith({ linkSelector: null, unlistedIsGone: true });
      const first = await run(site, neverCrawled, pages);
      expect(first.end.complete).to.equal(true);
      pages.pages.set(LIST, list);
      const second = await run(site, first.state, pages);
      expect(second.end.complete, code).to.equal(false);
      expect(second.end.trouble?.code, code).to.equal('LISTS_UNREAD');
      expect(told(second.delivered)).to.deep.equal([code]);
    }
  });

  it('is what is on no list any more, where the configuration says that lists are whole', async () => {
    const pages = usualPages();
    const shorter = Buffer.from(`<div class="news-list"><a href="${dogs}">养犬</a></div>`);
    const rolling = await run(siteWith(), neverCrawled, pages);
    const whole = await run(siteWith({ unlistedIsGone: true }), neverCrawled, pages);
    pages.pages.set(LIST, shorter);
    expect((await run(siteWith(), rolling.state, pages)).delivered).to.deep.equal([]);
    const second = await run(siteWith({ unlistedIsGone: true }), whole.state, pages);
    expect(told(second.delivered)).to.deep.equal(['PAGE_MISSING t20250220_1001.html']);
    const third = await run(siteWith({ unlistedIsGone: true }), second.state, pages);
    expect(told(third.delivered)).to.deep.equal(['removal t20250220_1001.html']);
  });

  it('is found although its sitemap, which tells of changes, merely names it no more', async () => {
    const map = `${ORIGIN}/sitemap.xml`;
    const pages = new PlayedPages({ [map]: pageBytes('sitemap.xml'), [bicycles]: pageBytes('policy.shtml') });
    const site = siteWith({ lists: [], sitemaps: [map], articlePaths: ['/zwgk/gfxwj/t20250*'] });
    const first = await run(site, neverCrawled, pages);
    pages.pages.set(
      map,
      Buffer.from(
        pageBytes('sitemap.xml')
          .toString()
          .replace(/1001\.html/g, '1003.html'),
      ),
    );
    pages.pages.set(bicycles, { status: 410 });
    const second = await run(site, first.state, pages);
    expect(told(second.delivered)).to.include('removal t20250220_1001.html');
  });
});

describe('The attachments of a page', () => {
  const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1]);
  const form = `${ORIGIN}/zwgk/gfxwj/P1/form.png`;
  const old = `${ORIGIN}/zwgk/gfxwj/P1/old.doc`;
  const linked = `<p>附件：<a href="./P1/form.png">申请表</a> <a href="./P1/old.doc">旧表</a> <a href="https://elsewhere.example/a.pdf">别处</a></p>`;
  const withFiles = () => {
    const pages = usualPages();
    const text = pageBytes('policy.shtml').toString();
    const at = text.lastIndexOf('</p>') + 4;
    pages.pages.set(bicycles, Buffer.from(text.slice(0, at) + linked + text.slice(at)));
    pages.pages.set(form, png);
    pages.pages.set(old, Buffer.from('OLE'));
    return pages;
  };
  const site = siteWith({ articlePaths: ['/zwgk/gfxwj/t20250220*'] });

  it('come with it under their hash; what cannot be kept stays a link, and is told', async () => {
    const pages = withFiles();
    const { delivered, files } = await run(site, neverCrawled, pages);
    const entry = delivered.find((one) => one.delivered === 'entry');
    if (entry?.delivered !== 'entry' || entry.content.kind !== 'article') throw new Error('no article');
    expect(entry.content.attachments.map(({ name }) => name)).to.deep.equal([
      '停放点位申请表.docx',
      '申请表.png',
    ]);
    expect(entry.content.attachments.slice(1)).to.deep.equal([
      {
        name: '申请表.png',
        sha256: createHash('sha256').update(png).digest('hex'),
        mediaType: 'image/png',
        bytes: png.length,
      },
    ]);
    expect(files.map(({ mediaType }) => mediaType)).to.have.length(2);
    expect(Buffer.from(files[1]?.bytes ?? []).equals(png)).to.equal(true);
    expect(entry.content.clauses.at(-1)?.text).to.equal(
      `旧表：${old}\n别处：https://elsewhere.example/a.pdf`,
    );
    const faults = delivered.flatMap((one) => (one.delivered === 'fault' ? [one.words] : []));
    expect(faults.filter((words) => words.startsWith('附件'))).to.have.length(2);
    expect(pages.askedFiles.map(({ url }) => url)).to.have.members([form, old, application]);
  });

  it('are asked for again by their ETag only where the page has changed', async () => {
    const pages = withFiles();
    const first = await run(site, neverCrawled, pages);
    pages.urls();
    const second = await run(site, first.state, pages);
    expect(second.delivered).to.deep.equal([]);
    expect(pages.urls()).to.deep.equal([LIST, bicycles]);
    const changed = pages.pages.get(bicycles) as Buffer;
    pages.pages.set(bicycles, Buffer.from(changed.toString().replace('有效期五年', '有效期三年')));
    const third = await run(site, second.state, pages);
    expect(pages.askedFiles.findLast(({ url }) => url === form)?.known?.etag).to.match(/^"/);
    const [entry] = third.delivered;
    expect(
      entry?.delivered === 'entry' && entry.content.kind === 'article' && entry.content.attachments,
    ).to.have.length(2);
    expect(third.files).to.deep.equal([]);
  });

  it('that were not there for a moment are looked for at the next run', async () => {
    const pages = withFiles();
    pages.pages.set(form, { failed: '太慢' });
    const first = await run(site, neverCrawled, pages);
    expect(first.files).to.have.length(1);
    pages.pages.set(form, png);
    const second = await run(site, first.state, pages);
    expect(second.files.map(({ mediaType }) => mediaType)).to.deep.equal(['image/png']);
    expect(told(second.delivered)).to.include('entry t20250220_1001.html');
  });

  it('stay links where the configuration says so', async () => {
    const pages = withFiles();
    const { delivered, files } = await run(
      { ...site, attachments: { fetch: false, ofPage: 1, ofRun: 1 } },
      neverCrawled,
      pages,
    );
    expect(files).to.deep.equal([]);
    expect(told(delivered).filter((one) => one.startsWith('ATTACHMENT_LINK'))).to.have.length(4);
    expect(pages.askedFiles).to.deep.equal([]);
  });
});

describe('A site in trouble', () => {
  it('costs no entry, and is told every time', async () => {
    const pages = usualPages();
    const first = await run(siteWith(), neverCrawled, pages);
    pages.pages.set(bicycles, { failed: '太慢' });
    const second = await run(siteWith(), first.state, pages);
    expect(told(second.delivered)).to.deep.equal(['WEB_TIME t20250220_1001.html']);
    pages.pages.set(bicycles, pageBytes('policy.shtml'));
    expect((await run(siteWith(), second.state, pages)).delivered).to.deep.equal([]);
  });

  it('is left after five failures in a row', async () => {
    const urls = Array.from({ length: 20 }, (_, at) => `${ORIGIN}/zwgk/gfxwj/t${at}.html`);
    const list = Buffer.from(
      `<div class="news-list">${urls.map((url) => `<a href="${url}">文件</a>`).join('')}</div>`,
    );
    const down = new PlayedPages({
      [LIST]: list,
      ...Object.fromEntries(urls.map((url) => [url, { failed: '连不上' }])),
    });
    const { delivered, end } = await run(siteWith(), neverCrawled, down);
    expect(down.urls()).to.have.length(6);
    expect(end).to.deep.include({ left: 15, complete: true });
    expect(end.trouble?.code).to.equal('SITE_UNREACHABLE');
    expect(told(delivered).at(-1)).to.equal('SITE_UNREACHABLE index.html');
  });

  it('tells once what it will not give, and a list in which nothing is found', async () => {
    const pages = usualPages();
    pages.pages.set(bicycles, { refused: 'robots.txt 不允许' });
    const first = await run(siteWith(), neverCrawled, pages);
    expect(told(first.delivered)).to.include('WEB_ROBOTS t20250220_1001.html');
    expect((await run(siteWith(), first.state, pages)).delivered).to.deep.equal([]);
    const { delivered } = await run(siteWith({ linkSelector: '.none' }), neverCrawled, usualPages());
    expect(told(delivered)).to.deep.equal(['LIST_EMPTY index.html']);
  });

  it('tells which page was declared in the wrong encoding, and reads it rightly', async () => {
    const wrong = pageBytes('policy.shtml')
      .toString()
      .replace('<meta charset="utf-8">', '<meta charset="gbk">');
    const pages = usualPages();
    pages.pages.set(bicycles, Buffer.from(wrong));
    const { delivered } = await run(siteWith(), neverCrawled, pages);
    expect(told(delivered)).to.include.members([
      'entry t20250220_1001.html',
      'PAGE_CHARSET t20250220_1001.html',
    ]);
  });
});
