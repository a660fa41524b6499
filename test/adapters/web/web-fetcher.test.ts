import { readFileSync } from 'node:fs';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { usualOptions, webFetcher } from '../../../bridge/adapters/web/web-fetcher.ts';
import { fetcherFor, fetchersFor, html, hurriedTimer, playSite, wallTimer } from './played-site.ts';

async function outcomeOf(fetching: ReturnType<ReturnType<typeof fetcherFor>>) {
  const got = await fetching;
  return got.outcome === 'page' || got.outcome === 'unchanged' || got.outcome === 'gone'
    ? got.outcome
    : got.code;
}

describe('Fetching a page', () => {
  it('brings the bytes with what the header tells of them', async () => {
    await using site = await playSite({
      '/a.html': html('<p>政策</p>', { ETag: '"1"', 'Last-Modified': 'Mon, 02 Mar 2026 00:00:00 GMT' }),
    });
    const got = await fetcherFor(site)(`${site.origin}/a.html#top`, null);
    expect(got).to.deep.equal({
      outcome: 'page',
      url: `${site.origin}/a.html`,
      mediaType: 'text/html',
      charset: 'utf-8',
      etag: '"1"',
      lastModified: 'Mon, 02 Mar 2026 00:00:00 GMT',
      bytes: Buffer.from('<p>政策</p>'),
    });
  });

  it('says who it is and asks for robots.txt first, once', async () => {
    await using site = await playSite({ '/a': html('a'), '/b': html('b') });
    const fetch = fetcherFor(site);
    await fetch(`${site.origin}/a`, null);
    await fetch(`${site.origin}/b`, null);
    expect(site.asked).to.deep.equal(['/robots.txt', '/a', '/b']);
    expect(site.requests[1]?.headers['user-agent']).to.match(
      /^yihaoda\/.*\+https:\/\/12345\.example\/robot\)$/,
    );
    expect(site.requests[1]?.headers.host).to.equal(site.place);
  });

  it('asks for what has changed only', async () => {
    await using site = await playSite({
      '/a': (request, response) => {
        const same =
          request.headers['if-none-match'] === '"1"' && request.headers['if-modified-since'] === 'x';
        response.writeHead(same ? 304 : 200, { 'Content-Type': 'text/html' }).end();
      },
    });
    const fetch = fetcherFor(site);
    expect(await outcomeOf(fetch(`${site.origin}/a`, { etag: '"1"', lastModified: 'x' }))).to.equal(
      'unchanged',
    );
    expect(await outcomeOf(fetch(`${site.origin}/a`, { etag: '"2"', lastModified: null }))).to.equal('page');
  });

  it('tells a page that is gone from one that it may not see', async () => {
    await using site = await playSite({
      '/gone': (_request, response) => response.writeHead(410).end(),
      '/secret': (_request, response) => response.writeHead(403).end(),
    });
    const fetch = fetcherFor(site);
    expect(await fetch(`${site.origin}/gone`, null)).to.include({ outcome: 'gone', status: 410 });
    expect(await fetch(`${site.origin}/none`, null)).to.include({ outcome: 'gone', status: 404 });
    expect(await fetch(`${site.origin}/secret`, null)).to.include({ outcome: 'refused', code: 'WEB_STATUS' });
  });

  it('reads gzip and Brotli', async () => {
    await using site = await playSite({
      '/gzip': (_request, response) =>
        response
          .writeHead(200, { 'Content-Type': 'text/html', 'Content-Encoding': 'gzip' })
          .end(gzipSync('政策')),
      '/br': (_request, response) =>
        response
          .writeHead(200, { 'Content-Type': 'text/html', 'Content-Encoding': 'br' })
          .end(brotliCompressSync('政策')),
    });
    for (const path of ['/gzip', '/br']) {
      const got = await fetcherFor(site)(site.origin + path, null);
      expect(got.outcome === 'page' && Buffer.from(got.bytes).toString()).to.equal('政策');
    }
  });

  it('refuses what is no page by its kind', async () => {
    await using site = await playSite({ '/a': html('%PDF', { 'Content-Type': 'application/pdf' }) });
    const got = await fetcherFor(site)(`${site.origin}/a`, null);
    expect(got).to.include({ outcome: 'refused', code: 'WEB_TYPE' });
    expect(got.outcome === 'refused' && got.words).to.contain('application/pdf');
  });

  it('reads a page by TLS under the name that was asked, not under the address', async () => {
    const folder = join(import.meta.dirname, '../asterisk/tls');
    const tls = {
      key: readFileSync(join(folder, 'server.key')),
      cert: readFileSync(join(folder, 'server.pem')),
    };
    const server = createTlsServer(tls, (request, response) => {
      response.writeHead(request.url === '/a' ? 200 : 404, { 'Content-Type': 'text/html' }).end('TLS');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const { port } = server.address() as AddressInfo;
      const ca = [readFileSync(join(folder, 'authority.pem'), 'utf8')];
      const ask = (host: string, trusted: string[]) =>
        outcomeOf(
          fetcherFor(
            { place: `${host}:${port}` },
            { options: { ca: trusted }, resolve: async () => ['127.0.0.1'] },
          )(`https://${host}:${port}/a`, null),
        );
      expect(await ask('localhost', ca)).to.equal('page');
      expect(await ask('www.example.gov.cn', ca)).to.equal('WEB_ROBOTS_UNREAD');
      expect(await ask('localhost', [])).to.equal('WEB_ROBOTS_UNREAD');
    } finally {
      await new Promise((resolve) => server.close(resolve));
    }
  });

  it('wants a contact that a header can bear', () => {
    expect(() =>
      webFetcher({ ...usualOptions, contact: 'a\r\nX: 1' }, { timer: wallTimer, resolve: async () => [] }),
    ).to.throw(TypeError);
  });
});

describe('Fetching a page that leads elsewhere', () => {
  it('connects to the address that was checked, although the name says another one the next time', async () => {
    await using site = await playSite({ '/a': html('of the site') }, '127.0.0.2');
    let looked = 0;
    // The page's own look-up comes first, then that of robots.txt, then any that there must not be.
    const rebinding = async () => {
      looked += 1;
      return [looked <= 2 ? '127.0.0.2' : '127.0.0.3'];
    };
    const place = `rebind.example:${site.port}`;
    const fetch = fetcherFor({ place }, { resolve: rebinding });
    expect(await outcomeOf(fetch(`http://${place}/a`, null))).to.equal('page');
    expect(looked).to.equal(2);
  });

  it('refuses to be sent on to a name that leads inside', async () => {
    await using site = await playSite({ '/a': html('a'), '/secret': html('secret') });
    const to = (response: import('node:http').ServerResponse) =>
      response.writeHead(302, { Location: 'http://rebind.example/secret' }).end();
    await using first = await playSite({ '/go': (_request, response) => to(response) });
    const fetch = fetcherFor(first, { resolve: async () => ['127.0.0.1'] });
    expect(await outcomeOf(fetch(`${first.origin}/go`, null))).to.equal('WEB_ADDRESS');
    expect(site.asked).to.deep.equal([]);
  });

  it('never lets the system look the name up again', async () => {
    await using site = await playSite({ '/a': html('here') });
    const place = `name.invalid:${site.port}`;
    let looked = 0;
    const fetch = fetcherFor(
      { place },
      {
        resolve: async () => {
          looked += 1;
          return ['127.0.0.1'];
        },
      },
    );
    // .invalid is in no DNS (RFC 6761): a second look-up by the system would fail.
    expect(await outcomeOf(fetch(`http://${place}/a`, null))).to.equal('page');
    expect(looked).to.equal(2);
    expect(site.requests[1]?.headers.host).to.equal(place);
  });

  it('refuses a name with one public and one inner address', async () => {
    const fetch = fetcherFor(null, { resolve: async () => ['8.8.8.8', '10.0.0.1'] });
    const got = await fetch('http://two.example/', null);
    expect(got.outcome === 'refused' && got.words).to.contain('10.0.0.1（内网地址）');
  });

  for (const url of [
    'http://127.0.0.1/',
    'http://localhost/',
    'http://2130706433/',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://169.254.169.254/latest/meta-data/',
    'http://[64:ff9b::a9fe:a9fe]/',
  ])
    it(`does not ask ${url}`, async () => {
      expect(await outcomeOf(fetcherFor(null)(url, null))).to.equal('WEB_ADDRESS');
    });

  it('checks every hop: a listed site cannot send it to another inner place', async () => {
    await using inner = await playSite({ '/a': html('secret') });
    const to = (url: string) => (_request: unknown, response: import('node:http').ServerResponse) =>
      response.writeHead(302, { Location: url }).end();
    await using site = await playSite({
      '/port': to(`${inner.origin}/a`),
      '/address': to('http://169.254.169.254/'),
      '/ami': to('http://127.0.0.1:5038/%0d%0aAction:%20Logoff'),
      '/scheme': to('file:///etc/passwd'),
      '/credentials': to('http://a:b@www.example.gov.cn/'),
      '/none': (_request, response) => response.writeHead(302).end(),
      '/here': to('/a'),
      '/a': html('here'),
    });
    const fetch = fetcherFor(site);
    expect(await outcomeOf(fetch(`${site.origin}/port`, null))).to.equal('WEB_PORT');
    expect(await outcomeOf(fetch(`${site.origin}/address`, null))).to.equal('WEB_ADDRESS');
    expect(await outcomeOf(fetch(`${site.origin}/ami`, null))).to.equal('WEB_URL');
    expect(await outcomeOf(fetch(`${site.origin}/scheme`, null))).to.equal('WEB_SCHEME');
    expect(await outcomeOf(fetch(`${site.origin}/credentials`, null))).to.equal('WEB_CREDENTIALS');
    expect(await outcomeOf(fetch(`${site.origin}/none`, null))).to.equal('WEB_STATUS');
    expect(await fetch(`${site.origin}/here`, null)).to.include({ outcome: 'page', url: `${site.origin}/a` });
    expect(inner.asked).to.deep.equal([]);
  });

  it('does not follow robots.txt to an inner place', async () => {
    await using inner = await playSite({ '/robots.txt': html('') });
    await using site = await playSite({
      '/robots.txt': (_request, response) =>
        response.writeHead(301, { Location: `${inner.origin}/robots.txt` }).end(),
      '/a': html('a'),
    });
    expect(await outcomeOf(fetcherFor(site)(`${site.origin}/a`, null))).to.equal('WEB_ROBOTS_UNREAD');
    expect(inner.asked).to.deep.equal([]);
  });

  it('gives up a ring of redirects', async () => {
    await using site = await playSite({
      '/a': (_request, response) => response.writeHead(302, { Location: '/a' }).end(),
    });
    expect(await outcomeOf(fetcherFor(site)(`${site.origin}/a`, null))).to.equal('WEB_REDIRECTS');
    expect(site.asked.filter((path) => path === '/a')).to.have.length(6);
  });
});

describe('Fetching a page within bounds', () => {
  const limits = { connectMs: 300, firstByteMs: 300, wholeMs: 600, bytes: 100_000 };

  it('stops at the size, told or not, and before an inflated page fills the memory', async () => {
    let sent = 0;
    const bomb = gzipSync(Buffer.alloc(50_000_000));
    await using site = await playSite({
      '/told': html('', { 'Content-Length': '999999999' }),
      '/endless': (_request, response) => {
        response.writeHead(200, { 'Content-Type': 'text/html' });
        const more = () => {
          while (!response.destroyed && response.write(Buffer.alloc(16_384))) sent += 16_384;
        };
        response.on('drain', more);
        more();
      },
      '/bomb': (_request, response) =>
        response.writeHead(200, { 'Content-Type': 'text/html', 'Content-Encoding': 'gzip' }).end(bomb),
    });
    // The size is what stops it: there is time enough, on a busy machine too.
    const patient = { ...limits, firstByteMs: 10_000, wholeMs: 20_000 };
    const fetch = fetcherFor(site, { options: { limits: patient } });
    for (const path of ['/told', '/endless', '/bomb'])
      expect(await outcomeOf(fetch(site.origin + path, null)), path).to.equal('WEB_TOO_LARGE');
    expect(sent).to.be.below(20_000_000);
  });

  it('gives up a server that does not answer, or never ends', async () => {
    await using site = await playSite({
      '/silent': () => {},
      '/slow': (_request, response) => {
        response.writeHead(200, { 'Content-Type': 'text/html' });
        const drip = setInterval(() => response.write('.'), 50);
        response.on('close', () => clearInterval(drip));
      },
    });
    const fetch = fetcherFor(site, { options: { limits } });
    const silent = await fetch(`${site.origin}/silent`, null);
    expect(silent).to.include({ outcome: 'failed', code: 'WEB_TIME' });
    expect(silent.outcome === 'failed' && silent.words).to.contain('开始应答');
    const slow = await fetch(`${site.origin}/slow`, null);
    expect(slow.outcome === 'failed' && slow.words).to.contain('传送网页');
  });

  it('gives up a page that is cut off, and an encoding that it did not ask for', async () => {
    await using site = await playSite({
      '/short': (_request, response) => {
        response.writeHead(200, { 'Content-Type': 'text/html', 'Content-Length': '100' });
        response.write('half');
        setTimeout(() => response.destroy(), 20);
      },
      '/torn': (_request, response) =>
        response
          .writeHead(200, { 'Content-Type': 'text/html', 'Content-Encoding': 'gzip' })
          .end(gzipSync('政策'.repeat(1000)).subarray(0, 30)),
      '/deflate': html('', { 'Content-Encoding': 'deflate' }),
    });
    const fetch = fetcherFor(site, { options: { limits } });
    expect(await outcomeOf(fetch(`${site.origin}/short`, null))).to.equal('WEB_BROKEN');
    expect(await outcomeOf(fetch(`${site.origin}/torn`, null))).to.equal('WEB_BROKEN');
    expect(await outcomeOf(fetch(`${site.origin}/deflate`, null))).to.equal('WEB_ENCODING');
  });

  it('says so where nobody listens, and where something else than HTTP answers', async () => {
    const ami = createServer((socket) =>
      socket
        .on('error', () => {})
        .resume()
        .end('Asterisk Call Manager/9.0.0\r\n'),
    );
    await new Promise<void>((resolve) => ami.listen(0, '127.0.0.1', resolve));
    const { port } = ami.address() as AddressInfo;
    const place = `127.0.0.1:${port}`;
    const fetch = fetcherFor({ place }, { options: { limits } });
    const spoken = await fetch(`http://${place}/`, null);
    await new Promise((resolve) => ami.close(resolve));
    const closed = await fetch(`http://${place}/`, null);
    for (const got of [spoken, closed])
      expect(got).to.include({ outcome: 'failed', code: 'WEB_ROBOTS_UNREAD' });
    expect(closed.outcome === 'failed' && closed.words).to.contain('ECONNREFUSED');
  });

  it('goes to the next address where one does not answer', async () => {
    await using site = await playSite({ '/a': html('a') }, '127.0.0.2');
    const place = `two.example:${site.port}`;
    const fetch = fetcherFor({ place }, { resolve: async () => ['127.0.0.3', '127.0.0.2'] });
    expect(await outcomeOf(fetch(`http://${place}/a`, null))).to.equal('page');
  });
});

describe('Fetching pages politely', () => {
  it('does not read what robots.txt forbids, nor anything while robots.txt cannot be read', async () => {
    await using site = await playSite({
      '/robots.txt': html('User-agent: *\nDisallow: /inner/'),
      '/inner/a': html('a'),
      '/moved': (_request, response) => response.writeHead(302, { Location: '/inner/a' }).end(),
    });
    expect(await outcomeOf(fetcherFor(site)(`${site.origin}/inner/a`, null))).to.equal('WEB_ROBOTS');
    expect(await outcomeOf(fetcherFor(site)(`${site.origin}/moved`, null))).to.equal('WEB_ROBOTS');
    expect(site.asked).not.to.include('/inner/a');
    await using ill = await playSite({
      '/robots.txt': (_request, response) => response.writeHead(503).end(),
      '/a': html('a'),
    });
    const got = await fetcherFor(ill)(`${ill.origin}/a`, null);
    expect(got).to.include({ outcome: 'failed', code: 'WEB_ROBOTS_UNREAD' });
    expect(ill.asked).not.to.include('/a');
  });

  it('leaves a pause between two requests, as long as the site asks, within reason', async () => {
    for (const [delay, waits] of [
      ['', 1_000],
      ['Crawl-delay: 5', 5_000],
      ['Crawl-delay: 86400', 30_000],
    ] as const) {
      await using site = await playSite({ '/robots.txt': html(`User-agent: *\n${delay}`), '/a': html('a') });
      const timer = hurriedTimer();
      const fetch = fetcherFor(site, { timer, options: { pauseMs: 1_000 } });
      await Promise.all([fetch(`${site.origin}/a`, null), fetch(`${site.origin}/a`, null)]);
      expect(timer.waits.at(-1), delay).to.equal(waits);
    }
  });

  it('tries again later and longer, and as late as the site says', async () => {
    let times = 0;
    await using site = await playSite({
      '/a': (_request, response) => {
        times += 1;
        if (times === 1) response.writeHead(503).end();
        else if (times === 2) response.writeHead(429, { 'Retry-After': '7' }).end();
        else if (times === 3)
          response.writeHead(503, { 'Retry-After': 'Mon, 02 Mar 2026 00:01:00 GMT' }).end();
        else html('at last')(_request, response);
      },
    });
    const timer = hurriedTimer();
    const fetch = fetcherFor(site, { timer, options: { tries: 4 } });
    expect(await outcomeOf(fetch(`${site.origin}/a`, null))).to.equal('page');
    // 08:00:00 in Beijing, 2 s and 7 s later; asked to come at 08:01:00.
    expect(timer.waits).to.deep.equal([2_000, 7_000, 51_000]);
  });

  it('leaves a site that asks for an hour for another time, and gives up in the end', async () => {
    await using site = await playSite({
      '/hour': (_request, response) => response.writeHead(429, { 'Retry-After': '3600' }).end(),
      '/ill': (_request, response) => response.writeHead(500).end(),
    });
    const timer = hurriedTimer();
    const fetch = fetcherFor(site, { timer, options: { tries: 3 } });
    const hour = await fetch(`${site.origin}/hour`, null);
    expect(hour.outcome === 'failed' && hour.words).to.contain('3600 秒后再来');
    expect(await outcomeOf(fetch(`${site.origin}/ill`, null))).to.equal('WEB_STATUS');
    expect(site.asked.filter((path) => path === '/ill')).to.have.length(3);
    expect(timer.waits).to.deep.equal([2_000, 4_000]);
  });
});

describe('Fetching files and rows', () => {
  it('brings a file whatever its kind is called, up to its own size, where robots.txt lets it', async () => {
    await using site = await playSite({
      '/robots.txt': (_request, response) =>
        response.writeHead(200, { 'Content-Type': 'text/plain' }).end('User-agent: *\nDisallow: /closed/'),
      '/a.pdf': html('%PDF', { 'Content-Type': 'application/octet-stream' }),
      '/big.pdf': html('%PDF'.repeat(100)),
      '/closed/a.pdf': html('%PDF'),
    });
    const { file } = fetchersFor(site, { options: { fileBytes: 100 } });
    expect(await outcomeOf(file(`${site.origin}/a.pdf`, null))).to.equal('page');
    expect(await outcomeOf(file(`${site.origin}/big.pdf`, null))).to.equal('WEB_TOO_LARGE');
    expect(await outcomeOf(file(`${site.origin}/closed/a.pdf`, null))).to.equal('WEB_ROBOTS');
  });

  it('shows its token to the interface alone, and is not led elsewhere with it', async () => {
    await using other = await playSite({ '/rows': html('[]', { 'Content-Type': 'application/json' }) });
    await using site = await playSite({
      '/rows': (request, response) =>
        response
          .writeHead(request.headers.authorization === 'Bearer t0ken' ? 200 : 401, {
            'Content-Type': 'application/json',
          })
          .end('[]'),
      '/moved': (_request, response) => response.writeHead(302, { Location: `${other.origin}/rows` }).end(),
      '/here': (_request, response) => response.writeHead(302, { Location: '/rows' }).end(),
    });
    const fetchers = fetchersFor(site, { options: { listed: [site.place, other.place] } });
    expect(await outcomeOf(fetchers.rows('t0ken')(`${site.origin}/rows`, null))).to.equal('page');
    expect(await outcomeOf(fetchers.rows('t0ken')(`${site.origin}/here`, null))).to.equal('page');
    expect(await outcomeOf(fetchers.rows(null)(`${site.origin}/rows`, null))).to.equal('WEB_STATUS');
    expect(await outcomeOf(fetchers.rows('t0ken')(`${site.origin}/moved`, null))).to.equal('WEB_TOKEN');
    expect(other.asked).to.deep.equal([]);
    expect(site.asked).to.not.include('/robots.txt');
  });
});
