import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { FrameLocator, Page } from 'playwright-core';
import { systemTimer } from '../../../bridge/adapters/asterisk/system-timer.ts';
import { type Gateway, openGateway } from '../../../bridge/adapters/http/gateway.ts';
import { type RunningBridge, startBridge } from '../../../bridge/main.ts';
import { certificate } from '../../adapters/http/certificate.ts';
import { ScriptedAnswers } from '../../application/house.ts';
import { ScriptedPbx } from '../../application/scripted-pbx.ts';
import { barriers } from '../../panel/accessible.ts';
import { chromiumIsHere, HOW_TO_GET, type Opened, openBrowser } from '../../panel/browser.ts';
import { builtPanel } from '../../panel/built-panel.ts';
import { requireService } from '../services.ts';
import { openForeignPage } from './foreign-page.ts';

const screenshots = join(import.meta.dirname, '../../../artefacts/screenshots/embedding');

/**
 * The demo's bridge and its foreign order system, each on an origin of its own, in a real browser. Only the exchange is a
 * script: its calls come when the test lets them.
 */
describe('the panel in another system’s frame', function () {
  this.timeout(60_000);
  requireService(this, 'chromium', chromiumIsHere, HOW_TO_GET);

  const folder = mkdtempSync(join(tmpdir(), 'yihaoda-embedding-'));
  const said: string[] = [];
  let pbx: ScriptedPbx;
  let bridge: RunningBridge;
  let browser: Opened;
  let page: Page;
  let panel: FrameLocator;

  before('the bridge starts', async () => {
    mkdirSync(screenshots, { recursive: true });
    bridge = await startBridge({
      data: join(folder, 'data'),
      port: 0,
      panelFolder: await builtPanel(),
      logLevel: 'silent',
      index: new ScriptedAnswers(),
      tell: (line) => said.push(line),
      source: ({ site }) => {
        pbx = new ScriptedPbx(site, systemTimer);
        return pbx;
      },
    });
    pbx.connect();
    browser = await openBrowser({ anyCertificate: true });
    page = browser.page;
    panel = page.frameLocator('#panel');
  });
  after(async () => {
    await browser?.close();
    await bridge?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const orderSystem = () => /http:\/\/127\.0\.0\.1:\d+\/demo\S+/.exec(said.join('\n'))?.[0] ?? '';
  const password = () => /^\s*operator\s+(\S+)/m.exec(said.join('\n'))?.[1] ?? '';
  const field = (name: string) => page.locator(`[name="${name}"]`);
  const shows = async (name: string, text: string | RegExp) => {
    const until = Date.now() + 20_000;
    for (;;) {
      const shown = await field(name).inputValue();
      if (typeof text === 'string' ? shown === text : text.test(shown)) return;
      if (Date.now() > until) throw new Error(`${name} shows “${shown}”, not ${text}`);
      await page.waitForTimeout(20);
    }
  };
  const asked = () => panel.locator('.asked');
  const panelFrame = () => {
    const frame = page.frames().find((one) => one.parentFrame() !== null);
    if (frame === undefined) throw new Error('no frame');
    return frame;
  };
  /** The panel at 420 px in both themes: nothing is too wide, and everybody can use it at night. */
  const look = async (name: string) => {
    const frame = panelFrame();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: join(screenshots, `${name}-${colorScheme}.png`) });
    }
    expect(await barriers(frame), name).to.deep.equal([]);
    await page.emulateMedia({ colorScheme: 'light' });
    expect(await frame.evaluate('document.documentElement.scrollWidth - innerWidth'), name).to.be.at.most(0);
  };
  /** a press before the question can have been read is no answer */
  const read = () => new Promise((resolve) => setTimeout(resolve, 700));

  it('signs in, takes a seat, and the page around it is told so', async () => {
    await page.goto(orderSystem());
    await panel.locator('#login').fill('operator');
    await panel.locator('#password').fill(password());
    await panel.locator('button[type="submit"]').click();
    await panel.locator('.seat-form button[type="submit"]').click();
    await page.locator('#state[data-connected]').waitFor();
  });

  it('tells it of a call with a masked number, of the answer used and the record saved', async () => {
    const call = pbx.citizenCalls('13874801115').rings('1001');
    await shows('phase', '振铃');
    await shows('number', '138****1115');
    await look('ringing');
    call.answers('1001');
    await shows('phase', '通话中');
    const search = panel.locator('#answer-search');
    await search.fill('公积金 租房');
    await panel.locator('.hit').first().waitFor();
    await search.press('ArrowDown');
    await search.press('Alt+u');
    await shows('answers', /《住房公积金提取管理办法》第六条 长金管发〔2024〕1号 现行有效/);
    await look('talking');
    call.citizenHangsUp();
    await shows('phase', '已结束');
    await panel.locator('#answer-search').press('Alt+r');
    await panel.locator('.outcome-code', { hasText: 'D1' }).waitFor();
    await look('wrap-up');
    await panel.locator('#answer-search').press('Control+Enter');
    await shows('recordNo', /^CS\d{14}$/);
    await shows('outcome', /^D1 直接解答/);
    expect(await page.content()).to.not.contain('13874801115');
  });

  it('opens the record again, and searches, because that page asks', async () => {
    await page.locator('#open-record').click();
    await panel.locator('.own-record', { hasText: await field('recordNo').inputValue() }).waitFor();
    await field('matter').fill('公积金能不能取出来付房租');
    await page.locator('#search').click();
    await page.locator('#result', { hasText: '检索：已办' }).waitFor();
    expect(await panel.locator('#answer-search').inputValue()).to.equal('公积金能不能取出来付房租');
    expect(await page.evaluate('document.activeElement.id'), 'the cursor stays where it was').to.equal(
      'search',
    );
  });

  it('believes nobody but the panel in its frame', async () => {
    const forged = { yihaoda: 1, type: 'event', event: { event: 'call', interactionId: 'x', number: '110' } };
    const before = await field('number').inputValue();
    await page.evaluate(`window.postMessage(${JSON.stringify(forged)}, '*')`);
    await page.evaluate('new Promise((resolve) => setTimeout(resolve, 50))');
    expect(await field('number').inputValue()).to.equal(before);
  });

  it('takes an address that was opened in another tab, instead of losing its desk to that tab', async () => {
    const other = await browser.context.newPage();
    await other.goto(`${bridge.url}#search/居住证`);
    await other.getByText('已在打开的座席面板中打开').waitFor();
    await panel.locator('.hits-note', { hasText: '找到' }).waitFor();
    expect(await panel.locator('#answer-search').inputValue()).to.equal('居住证');
    await other.close();
  });

  it('asks the operator before it dials for it: Esc is no, Enter is yes', async () => {
    const calls = () => pbx.commands.filter(({ type }) => type === 'originate');
    // Pressed in the very moment in which it is drawn: nobody can have read it.
    const pressed = panelFrame().evaluate(`new Promise((resolve) => {
      const watch = new MutationObserver(() => {
        const button = document.querySelector('.asked-acts button');
        if (button === null) return;
        watch.disconnect();
        button.click();
        resolve();
      });
      watch.observe(document.body, { childList: true, subtree: true });
    })`);
    await page.locator('[data-dial^="138"]').click();
    await asked().getByText('请求外呼 13800001115').waitFor();
    await pressed;
    await asked().getByRole('button', { name: '呼叫' }).and(panel.locator(':focus')).waitFor();
    await look('dial-asked');
    await page.keyboard.press('Escape');
    await page.locator('#result', { hasText: '座席没有同意' }).waitFor();
    expect(calls()).to.have.length(0);

    await page.locator('[data-dial^="138"]').click();
    await asked().waitFor();
    await read();
    await page.keyboard.press('Enter');
    await page.locator('#result', { hasText: '已办' }).waitFor();
    expect(calls()).to.have.length(1);
  });

  it('asks for no number that the city does not let that page ask for', async () => {
    await page.locator('[data-dial^="020"]').click();
    await page.locator('#result', { hasText: '不在可请求外呼的范围内' }).waitFor();
    expect(await asked().count()).to.equal(0);
  });

  it('dials no more often than the city lets it, and says so at both ends', async () => {
    const found = await bridge.store.accounts.byLogin('operator');
    if (found === null) throw new Error('no operator');
    const { account } = found;
    const { origin } = new URL(orderSystem());
    for (let n = 1; n < 10; n += 1)
      expect(await bridge.hotline.embedding.dial(account, origin, '13800001115')).to.include({
        outcome: 'done',
      });
    await page.locator('[data-dial^="138"]').click();
    await asked().waitFor();
    await read();
    await panel.locator('#answer-search').press('Alt+y');
    await page.locator('#result', { hasText: '一小时内已替演示工单系统外呼 10 次' }).waitFor();
    await panel.locator('.bands', { hasText: '一小时内已替演示工单系统外呼 10 次' }).waitFor();
  });

  it('does not take the page of a call away for it: in a call the search is asked about as well', async () => {
    const call = pbx.citizenCalls('13900002222').rings('1001').answers('1001');
    await shows('phase', '通话中');
    await field('matter').fill('居住证');
    await page.locator('#search').click();
    await asked().getByText('请求检索「居住证」').waitFor();
    expect(await panel.locator('#answer-search').inputValue()).to.equal('');
    await panel.locator('#answer-search').press('Alt+q');
    await page.locator('#result', { hasText: '座席没有同意' }).waitFor();
    await page.locator('[data-dial^="138"]').click();
    await page.locator('#result', { hasText: '座席正在通话' }).waitFor();
    call.citizenHangsUp();
    await shows('phase', '已结束');
    await panel.locator('#answer-search').press('Alt+p');
    await panel.locator('.state-button', { hasText: '示闲' }).waitFor();
  });

  it('says goodbye when the operator leaves', async () => {
    await panel.locator('.status-bar [aria-label="退出登录"]').click();
    await page.locator('#state:not([data-connected])').waitFor();
  });

  it('opens what an address points to after the sign-in, once', async () => {
    await page.goto(`${bridge.url}#search/公积金 租房`);
    await page.locator('#login').fill('operator');
    await page.locator('#password').fill(password());
    await page.locator('button[type="submit"]').click();
    await page.locator('.seat-form button[type="submit"]').click();
    await page.locator('.hits-note', { hasText: '找到' }).waitFor();
    expect(await page.locator('#answer-search').inputValue()).to.equal('公积金 租房');
    expect(new URL(page.url()).hash).to.equal('');
    await page.locator('.status-bar [aria-label="退出登录"]').click();
    await page.locator('#login').waitFor();
  });

  it('stands in no frame of another origin, though it differs by the host’s name only', async () => {
    const other = orderSystem().replace('127.0.0.1', 'localhost');
    const refused = page.waitForEvent('console', (message) => /frame-ancestors/.test(message.text()));
    await page.goto(other);
    await refused;
    expect(await panel.locator('#login').count()).to.equal(0);
    await page.locator('#state:not([data-connected])').waitFor();
  });

  describe('of another site, over https', () => {
    const tls = {
      cert: readFileSync(certificate.certFile, 'utf8'),
      key: readFileSync(certificate.keyFile, 'utf8'),
    };
    let gateway: Gateway;
    let foreign: Awaited<ReturnType<typeof openForeignPage>>;

    before(async () => {
      foreign = await openForeignPage(() => gateway.url, tls);
      gateway = await openGateway({
        hotline: bridge.hotline,
        listen: { host: 'localhost', port: 0 },
        tls,
        basePath: '/',
        trustedProxy: [],
        allowedOrigins: [foreign.origin],
        panelFolder: await builtPanel(),
        readings: [],
        sessionClosed: () => {},
      });
    });
    after(async () => {
      await foreign?.close();
      await gateway?.close();
    });

    it('keeps who has signed in, with a cookie that is that page’s alone', async () => {
      await page.goto(foreign.origin);
      await panel.locator('#login').fill('operator');
      await panel.locator('#password').fill(password());
      await panel.locator('button[type="submit"]').click();
      await panel.locator('.status-bar').waitFor();
      await page.reload();
      await panel.locator('.status-bar').waitFor();
      const [cookie] = (await browser.context.cookies(gateway.url)).filter(
        ({ name }) => name === 'yihaoda_session',
      );
      expect(cookie).to.include({ sameSite: 'None', secure: true, httpOnly: true });
      expect(cookie?.partitionKey, 'kept apart by the site around').to.contain('127.0.0.1');
      await page.goto(gateway.url);
      await page.locator('#login').waitFor();
    });
  });
});
