import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { requireService } from '../real/services.ts';
import { chromiumIsHere, HOW_TO_GET } from './browser.ts';
import { builtPanel } from './built-panel.ts';
import { openStage, type Stage, signedInAs } from './on-stage.ts';
import { floor } from './sample-floor.ts';

const LIMIT_KB = 400;

describe('the first load of a page', function () {
  this.timeout(60_000);
  requireService(this, 'chromium', chromiumIsHere, HOW_TO_GET);

  let stage: Stage;
  before(async () => {
    stage = await openStage();
    stage.bridge.floor = floor(Date.now());
  });
  after(() => stage?.close());

  async function load(login: string | null, ready: string): Promise<{ kb: number; strangers: string[] }> {
    const { page, url, opened } = stage;
    await opened.context.clearCookies();
    if (login !== null) await signedInAs(stage, login);
    const folder = await builtPanel();
    const files = new Set<string>();
    const strangers: string[] = [];
    page.removeAllListeners('request');
    page.on('request', (request) => {
      const address = request.url();
      if (!address.startsWith(url) && !address.startsWith(url.replace('http', 'ws'))) strangers.push(address);
      else if (!address.startsWith(`${url}api/`)) files.add(address.slice(url.length) || 'index.html');
    });
    await page.goto(url);
    await page.locator(ready).first().waitFor();
    const bytes = [...files].reduce(
      (sum, file) => sum + gzipSync(readFileSync(join(folder, file))).length,
      0,
    );
    return { kb: bytes / 1_000, strangers };
  }

  for (const [name, login, ready] of [
    ['sign-in', null, '.sign-in'],
    ['operator', '1203', '.seat-form'],
    ['floor', 'lead', '.seat'],
  ] as const) {
    it(`${name}: at most ${LIMIT_KB} kB compressed, all of it from our own origin`, async () => {
      const { kb, strangers } = await load(login, ready);
      console.log(`    ${name}: ${kb.toFixed(0)} kB gzip`);
      expect(kb).to.be.at.most(LIMIT_KB);
      expect(strangers).to.deep.equal([]);
    });
  }

  it('works under any path of a reverse proxy: no address in the build is absolute', async () => {
    const html = readFileSync(join(await builtPanel(), 'index.html'), 'utf8');
    const addresses = [...html.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, address]) => address);
    expect(addresses.length).to.be.greaterThan(2);
    for (const address of addresses) expect(address).to.match(/^\.\//);
  });

  it('says so where a part of the panel does not come, and is whole at the next load', async () => {
    const { page, url } = stage;
    await signedInAs(stage, '1203');
    await page.route(/operator-page-.*\.js$/, (route) => route.abort());
    await page.goto(url);
    const trouble = page.locator('.trouble', { hasText: '这一页没有从服务器取到' });
    await trouble.waitFor();
    await page.unroute(/operator-page-.*\.js$/);
    await trouble.getByRole('button', { name: '重试' }).click();
    await page.locator('.seat-form').waitFor();
  });
});
