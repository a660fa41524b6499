import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { requireService } from '../../real/services.ts';
import { chromiumIsHere, HOW_TO_GET } from '../browser.ts';
import { builtPanel } from '../built-panel.ts';
import { type Login, RealDesk } from './real-desk.ts';

const LIMIT_KB = 400;

describe('the first load of the knowledge pages', function () {
  this.timeout(60_000);
  requireService(this, 'chromium', chromiumIsHere, HOW_TO_GET);

  let desk: RealDesk;
  let page: Page;
  before(async () => {
    desk = await RealDesk.open();
    page = (await desk.browser()).page;
  });
  after(() => desk?.close());

  const pages: readonly [hash: string, login: Login, ready: string][] = [
    ['#knowledge/imports', 'editor', '.new-import'],
    ['#knowledge/usage', 'editor', '.usage-columns'],
    ['#library', 'operator', '.news .blank'],
  ];
  for (const [hash, login, ready] of pages)
    it(`${hash}: at most ${LIMIT_KB} kB compressed, all of it from our own origin`, async () => {
      await desk.signIn(page, login, hash);
      const folder = await builtPanel();
      const files = new Set<string>();
      const strangers: string[] = [];
      page.on('request', (request) => {
        const address = request.url().replace(/#.*/, '');
        if (!address.startsWith(desk.url)) strangers.push(address);
        else if (!address.startsWith(`${desk.url}api/`))
          files.add(address.slice(desk.url.length) || 'index.html');
      });
      await page.reload();
      await page.locator(ready).first().waitFor();
      page.removeAllListeners('request');
      const bytes = [...files].map((file) => gzipSync(readFileSync(join(folder, file))).length);
      const kb = bytes.reduce((sum, one) => sum + one, 0) / 1_000;
      console.log(`    ${hash}: ${kb.toFixed(0)} kB gzip`);
      expect(files.size).to.be.greaterThan(3);
      expect(kb).to.be.at.most(LIMIT_KB);
      expect(strangers).to.deep.equal([]);
    });
});
