import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { light } from '../../../agent-panel/src/ui/palette.ts';
import { requireService } from '../../real/services.ts';
import { builtPanel } from '../built-panel.ts';
import { itemHits, popHits } from '../sample-answers.ts';
import { newsOfToday } from '../sample-news.ts';
import { card } from '../sample-people.ts';
import { StubBridge } from '../stub-bridge.ts';
import { chromium86IsHere, HOW_TO_GET, type OldPage, openChromium86 } from './chromium-86.ts';
import { notUnderstood } from './engine-verdict.ts';
import { knownInEngine } from './known-uses.ts';
import { looks, rgb, sceneOf } from './looks.ts';

const SHOTS = join(import.meta.dirname, '../../../artefacts/screenshots/chromium-86');

/** Who is not signed in, or has lost the bridge, is refused by it, and Chromium reports each refusal. */
const refusal = /WebSocket connection to .* failed|responded with a status of 401/;

/** Inline styles that the browser does not know: setting one leaves a mere property on the object. */
const strangeStyles = `(() => {
  const known = document.createElement('i').style;
  return [...document.querySelectorAll('*')].flatMap((element) =>
    Object.keys(element.style).filter((name) => !(name in known) && !/^\\d+$/.test(name)).map((name) => element.className + ': ' + name));
})()`;

describe('the panel in a real Chromium 86', function () {
  this.timeout(60_000);
  requireService(this, 'Chromium 86', chromium86IsHere, HOW_TO_GET);

  let page: OldPage;
  let bridge: StubBridge;
  let port = 0;
  let url = '';
  /** what Ant Design put into the page, over all looks */
  const injected = new Set<string>();

  before(async () => {
    page = await openChromium86();
    mkdirSync(SHOTS, { recursive: true });
  });
  after(() => page?.close());

  // One address for all: the browser keeps the scripts, and what a look leaves behind is cleared away.
  beforeEach(async () => {
    bridge = new StubBridge(await builtPanel());
    url = await bridge.start(port);
    port = Number(new URL(url).port);
    page.complaints.length = 0;
    await page.forgetAll(new URL(url).origin);
  });
  afterEach(async () => {
    await page.goto('about:blank');
    await bridge.stop();
  });

  async function lookAt(name: string): Promise<void> {
    await page.screenshot(join(SHOTS, `${name}.png`));
    for (const text of await page.evaluate<string[]>(
      '[...document.querySelectorAll("style")].map(({ textContent }) => textContent)',
    ))
      injected.add(text);
    expect(
      page.complaints.filter((text) => !refusal.test(text)),
      name,
    ).to.deep.equal([]);
    expect(bridge.faults, name).to.deep.equal([]);
    expect(
      await page.evaluate('document.documentElement.scrollWidth - innerWidth'),
      `${name}: px too wide`,
    ).to.be.at.most(0);
    expect(await page.evaluate(strangeStyles), name).to.deep.equal([]);
  }

  it('is 86, not a later one', async () => {
    expect(await page.version()).to.match(/\/86\./);
  });

  it('serves a call from the sign-in to the saved record, by keys', async () => {
    bridge.search = () => ({ hits: itemHits, ready: true });
    bridge.briefing = newsOfToday;
    await page.goto(url);
    await page.waitFor('input[autocomplete="username"]:focus');
    await lookAt('sign-in');
    expect(await page.style('.ant-btn-primary', 'backgroundColor')).to.equal(rgb(light.press));
    expect(await page.style('.ant-btn-primary', 'borderRadius')).to.equal('4px');
    expect(await page.style('#password', 'borderColor')).to.equal(rgb(light.edge));
    await page.write('1203');
    await page.press('Tab');
    await page.write('wrong');
    await page.press('Enter');
    await page.waitFor('.sign-in-problem', '账号或密码不正确');
    await lookAt('sign-in-refused');
    await page.write('correct');
    await page.press('Enter');

    await page.waitFor('#seat:focus');
    await page.press('ArrowDown');
    await page.waitFor('.ant-select-item-option', '1002');
    await lookAt('seat-form-open');
    await page.write('1002');
    await page.press('Enter');
    await page.waitFor('button[type="submit"]:focus');
    await page.press('Shift+Tab');
    await lookAt('seat-form-checkbox');
    expect(await page.style('.ant-checkbox:focus-within', 'outline')).to.equal(
      `${rgb(light.accent)} solid 2px`,
    );
    expect(
      await page.style('.ant-checkbox-checked .ant-checkbox-inner, .ant-checkbox-checked', 'backgroundColor'),
    ).to.equal(rgb(light.press));
    await page.press('Tab', 'Enter');
    await page.waitFor('.state-button', '示闲');
    await lookAt('idle');
    await page.press('Control+Slash');
    await page.waitFor('.key-map');
    await lookAt('key-map');
    await page.press('Escape', 'Alt+z');
    await page.waitFor('.briefing-line');
    await lookAt('briefing');
    await page.press('Escape');
    await page.click('.who-button');
    await page.waitFor('.own-figure', '满意率');
    await lookAt('own-day');
    await page.press('Escape');

    const now = Date.now();
    bridge.tellCard(card(now), { state: 'RINGING', since: now });
    bridge.tellAnswers('1700000000.12', 1, popHits);
    await page.waitFor('.call-head[data-phase="ringing"]');
    await page.waitFor('.hit');
    await lookAt('ringing');
    expect(await page.style('.hit .tag', 'backgroundColor')).to.not.equal('rgba(0, 0, 0, 0)');

    bridge.tellCard(card(now, { phase: 'talking', answeredAt: now }), { state: 'TALKING', since: now });
    await page.waitFor('#answer-search:focus');
    await page.write('租房提取公积金');
    await page.waitFor('.hits-note', '找到');
    await page.press('ArrowDown', 'Enter');
    await page.waitFor('.notice');
    await page.press('Alt+u');
    await page.waitFor('.used');
    await lookAt('talking');

    const endedAt = Date.now();
    bridge.tellCard(card(now, { phase: 'ended', answeredAt: now, endedAt }), {
      state: 'ACW',
      since: endedAt,
    });
    await page.waitFor('[data-phase="ended"]');
    await page.press('Alt+r', 'd', '1');
    await lookAt('wrap-up');
    await page.press('Control+Enter');
    await page.until(
      () => bridge.received.some(({ command }) => command.type === 'save-record'),
      'the record at the bridge',
    );
    await page.waitFor('.record-idle', '已保存');
    await lookAt('saved');
  });

  for (const look of looks)
    it(`draws ${look.scene}${look.also === undefined ? '' : `, ${look.also}`}`, async () => {
      const scene = sceneOf(look);
      scene.before(bridge, Date.now());
      const me = bridge.people.get(scene.login);
      if (me === undefined) throw new Error(`the stub knows no ${scene.login}`);
      await page.signedInBy(bridge.openSession(me), url);
      await page.goto(url);
      await page.waitFor(scene.ready);
      await look.hands(page, bridge);
      await lookAt(look.scene);
      await page.colours('dark');
      await page.waitFor('[data-theme="dark"]');
      if (look.proof !== undefined || process.env.SCREENSHOTS === 'all')
        await page.screenshot(join(SHOTS, `${look.scene}-dark.png`));
      await look.proof?.(page);
      await page.colours('light');
    });

  it('understands every rule of the style sheets, and of what Ant Design puts beside, but for what may go unseen', async () => {
    const folder = join(await builtPanel(), 'assets');
    const sheets = readdirSync(folder)
      .filter((name) => name.endsWith('.css'))
      .map((name) => readFileSync(join(folder, name), 'utf8'));
    await page.goto(url);
    expect(injected.size).to.be.above(5);
    const found = await notUnderstood(page, [...sheets, ...injected]);
    expect(found.filter((one) => !knownInEngine.some(([what]) => what.test(one)))).to.deep.equal([]);
    const gone = knownInEngine.filter(([what]) => !found.some((one) => what.test(one)));
    expect(gone.map(String), 'dropped no more').to.deep.equal([]);
  });
});
