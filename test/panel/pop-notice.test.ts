import { expect } from 'chai';
import { eventually } from '../application/hand-timer.ts';
import { requireService } from '../real/services.ts';
import { chromiumIsHere, HOW_TO_GET } from './browser.ts';
import { openStage, type Stage, signedInAs } from './on-stage.ts';
import { card, desk } from './sample-people.ts';

/**
 * A headless browser has no desktop and never hides a page: what it would show is written down, and the page is hidden
 * by hand. Everything else is the page's own.
 */
const standIn = `
  window.shown = [];
  window.asked = 0;
  window.permission = localStorage.getItem('stand-in') ?? 'default';
  window.Notification = class {
    static get permission() { return window.permission; }
    static async requestPermission() {
      window.asked += 1;
      window.permission = 'granted';
      return 'granted';
    }
    constructor(title, options) {
      this.text = JSON.stringify({ title, ...options });
      window.shown.push(this);
      this.open = true;
    }
    close() { this.open = false; }
  };
  window.hide = (hidden) => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
    document.dispatchEvent(new Event('visibilitychange'));
  };
`;

describe('a pop while the page is behind others', function () {
  this.timeout(60_000);
  requireService(this, 'chromium', chromiumIsHere, HOW_TO_GET);

  let stage: Stage;
  before(async () => {
    stage = await openStage();
    await stage.opened.context.addInitScript({ content: standIn });
    await signedInAs(stage, '1203');
  });
  after(() => stage?.close());

  const shown = () => stage.page.evaluate<string[]>('window.shown.map(({ text }) => text)');

  /** Asked from outside: the page's own policy allows no code that is made of text. */
  async function until(expression: string): Promise<void> {
    await eventually(() => stage.page.evaluate<boolean>(expression), expression);
  }

  async function open(permission: 'default' | 'granted'): Promise<void> {
    const { bridge, page, url } = stage;
    bridge.desk = desk(Date.now());
    await page.goto(url);
    await page.evaluate(`localStorage.clear(); localStorage.setItem('stand-in', '${permission}')`);
    await page.reload();
    await page.locator('.idle').waitFor();
  }

  it('is asked about in a line while nobody calls, at a press and never at load', async () => {
    await open('default');
    const { page } = stage;
    await page.locator('.ask-consent').waitFor();
    expect(await page.evaluate('window.asked'), 'asked at load').to.equal(0);
    await page.getByText('开启提醒', { exact: true }).click();
    await page.getByText('已开启').waitFor();
    expect(await page.evaluate('window.asked')).to.equal(1);
  });

  it('is not asked about again after 不再问', async () => {
    await open('default');
    const { page } = stage;
    await page.getByText('不再问').click();
    await page.locator('.ask-consent').waitFor({ state: 'detached' });
    await page.reload();
    await page.locator('.idle').waitFor();
    expect(await page.locator('.ask-consent').count()).to.equal(0);
  });

  it('flashes in the title and tells the desktop once, without number or name, until the page is seen', async () => {
    await open('granted');
    const { bridge, page } = stage;
    await page.evaluate('window.hide(true)');
    const ringing = card(Date.now(), { number: '13874801115', numberMasked: false });
    bridge.tell({ state: 'RINGING', cards: [ringing] });
    await until('window.shown.length === 1');
    await until("document.title.startsWith('●')");
    bridge.tell({ cards: [{ ...ringing, callsThisWeek: 4 }] });
    await page.locator('.call-head').waitFor();
    const [notice = ''] = await shown();
    expect(await shown(), 'once for one offer').to.have.lengthOf(1);
    expect(`${notice} ${await page.title()}`)
      .to.match(/来电振铃/)
      .and.not.match(/138|1115|芙蓉|周敏/);
    await page.evaluate('window.hide(false)');
    expect(await page.evaluate('window.shown[0].open'), 'taken away').to.equal(false);
    expect(await page.title()).to.not.contain('●');
    bridge.tell({ state: 'READY', cards: [] });
    await until("document.title === '一号答 座席'");
  });

  it('comes to the front by a click on it', async () => {
    await open('granted');
    const { bridge, page } = stage;
    await page.evaluate(
      'window.hide(true); window.focused = 0; window.focus = () => { window.focused += 1; }',
    );
    bridge.tell({ state: 'RINGING', cards: [card(Date.now())] });
    await until('window.shown.length === 1');
    await page.evaluate('window.shown[0].onclick()');
    expect(await page.evaluate('[window.focused, window.shown[0].open]')).to.deep.equal([1, false]);
  });

  it('is not told to a desktop whose page is in sight', async () => {
    await open('granted');
    const { bridge, page } = stage;
    bridge.tell({ state: 'RINGING', cards: [card(Date.now())] });
    await page.locator('.call-head[data-phase="ringing"]').waitFor();
    expect(await shown()).to.deep.equal([]);
  });

  it('may have been missed by a page that the browser froze: it says so and how that is prevented', async () => {
    await open('granted');
    const { page } = stage;
    await page.evaluate("document.dispatchEvent(new Event('freeze'))");
    await page.evaluate("document.dispatchEvent(new Event('resume'))");
    await page.locator('.band', { hasText: /休眠了.*核对未接来电.*始终保持活动的网站/ }).waitFor();
    expect(await page.locator('.band').textContent()).to.contain(new URL(stage.url).host);
    await page.getByText('知道了').click();
    await page.locator('.band').waitFor({ state: 'detached' });
  });

  it('may have been missed by a page that the browser threw away', async () => {
    await stage.opened.context.addInitScript({
      content: "Object.defineProperty(document, 'wasDiscarded', { get: () => true });",
    });
    await open('granted');
    await stage.page.locator('.band', { hasText: /曾把本页丢弃.*始终保持活动的网站/ }).waitFor();
  });
});
