import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as later } from 'node:timers/promises';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { systemTimer } from '../../bridge/adapters/asterisk/system-timer.ts';
import { answer, hangUp } from '../../bridge/adapters/simulator/exchange/bridging.ts';
import type { Channel } from '../../bridge/adapters/simulator/exchange/channel.ts';
import { queueSettings } from '../../bridge/adapters/simulator/floor/queue-settings.ts';
import { SimulatedPbx } from '../../bridge/adapters/simulator/pbx.ts';
import { Random } from '../../bridge/adapters/simulator/prng.ts';
import { SimulatorAmiServer } from '../../bridge/adapters/simulator/simulator-ami-server.ts';
import { seconds, VirtualClock } from '../../bridge/adapters/simulator/virtual-clock.ts';
import { addAccount } from '../../bridge/commands/account.ts';
import { recordContentSchema } from '../../bridge/domain/record/consultation.ts';
import { readConfig } from '../../telephony-config/load.ts';
import { siteFacts } from '../../telephony-config/site-facts.ts';
import { BridgeProcess } from '../real/bridge/bridge-process.ts';
import { linked } from '../real/bridge/city.ts';
import { requireService } from '../real/services.ts';
import { signInOnPage } from '../real/sign-in-on-page.ts';
import { chromiumIsHere, HOW_TO_GET, type Opened, openBrowser } from './browser.ts';
import { builtPanel } from './built-panel.ts';

/* The bridge as a process that is killed, a simulated exchange that outlives it, and a browser that is killed too. */

const siteFile = join(import.meta.dirname, '../../telephony-config/examples/recordings.yaml');
const login = 'zhou1203';
const password = 'Changsha-12345';
/** A key that is older than this when something dies is never lost, ms. */
const oldest = 1_000;

interface Stroke {
  key: string;
  at: number;
}

describe('a record that is being written', function () {
  this.timeout(120_000);
  requireService(this, 'chromium', chromiumIsHere, HOW_TO_GET);

  const parts = new AsyncDisposableStack();
  const userDataDir = mkdtempSync(join(tmpdir(), 'mid-record-'));
  let exchange: SimulatorAmiServer;
  let pbx: SimulatedPbx;
  let bridge: BridgeProcess;
  let opened: Opened;
  let citizen: Channel | null = null;

  before(async () => {
    parts.defer(() => rmSync(userDataDir, { recursive: true, force: true }));
    const config = await readConfig(siteFile);
    const secret = randomBytes(12).toString('hex');
    openExchange(secret, siteFacts(config));
    const place = await exchange.listen({ port: 0 });
    parts.defer(() => exchange.close());
    const ami = { host: '127.0.0.1', port: 'port' in place ? place.port : 0 };
    bridge = await BridgeProcess.start({ config, ami, secret, panel: await builtPanel() });
    parts.defer(() => bridge.dispose());
    await linked(bridge);
    const said: string[] = [];
    const account = { data: bridge.data, login, name: '周敏', roles: 'operator', unit: config.city.unitId };
    const code = await addAccount(
      { ...account, agentNo: '1203', password },
      { write: (words) => void said.push(words) },
    );
    expect(code, said.join('')).to.equal(0);
    await sitDown();
  });
  after(async () => {
    await opened?.close();
    await parts.disposeAsync();
  });

  it('loses no key when the bridge is killed and started again under it, and neither the cursor nor the call', async () => {
    const { page } = opened;
    await talks('13874801115');
    await page.keyboard.press('Alt+r');
    await page.locator('#record-question:focus').waitFor();
    const back = later(800).then(async () => {
      await bridge.kill();
      await page.locator('.band', { hasText: '已断开' }).waitFor();
      await bridge.startAgain();
      await page.locator('.band', { hasText: '已断开' }).waitFor({ state: 'detached', timeout: 30_000 });
    });
    let isBack = false;
    void back.then(() => {
      isBack = true;
    });
    const strokes = await types(page, () => isBack);
    await back;
    const text = textOf([...strokes, ...(await types(page, forSoLong(400)))]);
    expect(await page.inputValue('#record-question')).to.equal(text);
    expect(await page.locator('#record-question:focus').count(), 'the cursor').to.equal(1);
    await page.locator('.call-head[data-phase="talking"]').waitFor();
    await hangsUp(page);
    for (const key of ['Alt+r', 'd', '3', 'Control+Enter']) await page.keyboard.press(key);
    await page.locator('.record-idle', { hasText: '已保存' }).waitFor();
    expect(questionsOnDisk()).to.deep.equal([text]);
  });

  it('loses no key older than a second when the browser is killed in the middle of a word while the bridge is away, and is saved once', async () => {
    const { page } = opened;
    await talks('13874801116');
    await page.keyboard.press('Alt+r');
    await page.locator('#record-question:focus').waitFor();
    await bridge.kill();
    await page.locator('.band', { hasText: '已断开' }).waitFor();
    const { strokes, killedAt } = await typesUntilKilled();
    await bridge.startAgain();
    await sitDown();
    const kept = await expectKept(strokes, killedAt);
    await hangsUp(opened.page);
    for (const key of ['Alt+r', 'd', '3', 'Control+Enter']) await opened.page.keyboard.press(key);
    await opened.page.locator('.record-idle', { hasText: '已保存' }).waitFor();
    const saved = questionsOnDisk();
    expect(saved).to.have.length(2);
    expect(saved[1]).to.equal(kept);
  });

  function openExchange(secret: string, site: ReturnType<typeof siteFacts>): void {
    pbx = new SimulatedPbx({
      clock: new VirtualClock(Math.floor(Date.now() * 1_000)),
      random: new Random('mid-record'),
      site,
      queues: queueSettings(site),
      behaviour: { busyAtOne: true, deviceEvents: true, musicOnHold: true },
      style: 'rendered',
      channelVariables: ['YHD_DID', 'YHD_REGION'],
      digitWaitSeconds: 1,
      ratingWaitSeconds: 0.1,
      wordsSeconds: 0,
      ringSeconds: 20,
    });
    exchange = new SimulatorAmiServer({ pbx, account: { user: 'bridge', secret }, timer: systemTimer });
    const endpoint = pbx.seat('1001');
    if (endpoint === null) throw new Error('there is no seat 1001');
    endpoint.telephone = { rings: (leg) => void pbx.x.clock.after(seconds(0.3), () => answer(pbx.x, leg)) };
  }

  async function sitDown(): Promise<void> {
    opened = await openBrowser({ userDataDir });
    const { page } = opened;
    const url = bridge.url.href;
    await page.goto(url);
    const asked = page.locator('input[autocomplete="username"]');
    const seat = page.locator('#seat:focus, button[type="submit"]:focus');
    await asked.or(page.locator('.columns')).or(seat).first().waitFor();
    // a browser that was killed may have kept its cookie, or not
    if (await asked.isVisible()) await signInOnPage(page, url, { login, password });
    await page.locator('.columns').or(seat).first().waitFor();
    if ((await page.locator('.columns').count()) > 0) return;
    if ((await page.locator('#seat:focus').count()) > 0) {
      await page.keyboard.type('1001');
      await page.keyboard.press('Enter');
      await page.locator('button[type="submit"]:focus').waitFor();
    }
    await page.keyboard.press('Enter');
    await page.locator('.columns').waitFor();
  }

  async function talks(number: string): Promise<void> {
    exchange.act(() => {
      citizen = pbx.citizenCalls(number, null, { press: () => ({ digit: '1', afterSeconds: 0.1 }) });
    });
    await opened.page.locator('.call-head[data-phase="talking"]').waitFor();
    await opened.page.locator('#answer-search:focus').waitFor();
  }

  async function hangsUp(page: Page): Promise<void> {
    exchange.act(() => citizen && hangUp(pbx.x, citizen));
    await page.locator('.call-head[data-phase="ended"]').waitFor();
  }

  async function typesUntilKilled(): Promise<{ strokes: Stroke[]; killedAt: number }> {
    const strokes: Stroke[] = [];
    const typing = types(opened.page, () => false, strokes).catch(() => {});
    await later(2_300);
    const killedAt = await killBrowser();
    await typing;
    return { strokes, killedAt };
  }

  /** The text in the field is what was typed, but for its last second at most. */
  async function expectKept(strokes: readonly Stroke[], killedAt: number): Promise<string> {
    const kept = await opened.page.inputValue('#record-question');
    const sure = textOf(strokes.filter(({ at }) => at < killedAt - oldest));
    expect(sure.length, 'typed before the last second').to.be.greaterThan(3);
    expect(textOf(strokes)).to.satisfy((text: string) => text.startsWith(kept), `kept: ${kept}`);
    expect(kept).to.satisfy((text: string) => text.startsWith(sure), `of ${sure}`);
    return kept;
  }

  async function killBrowser(): Promise<number> {
    const session = await opened.context.browser()?.newBrowserCDPSession();
    const { processInfo = [] } = (await session?.send('SystemInfo.getProcessInfo')) ?? {};
    const pid = processInfo.find(({ type }) => type === 'browser')?.id;
    if (pid === undefined) throw new Error('the browser did not tell its process');
    const at = Date.now();
    process.kill(pid, 'SIGKILL');
    await opened.context.close().catch(() => {});
    return at;
  }

  /** Everything that was saved, oldest first. */
  function questionsOnDisk(): string[] {
    const database = new DatabaseSync(join(bridge.data, 'yihaoda.db'), { readOnly: true, timeout: 5_000 });
    try {
      return database
        .prepare('select content from record_revision order by rowid')
        .all()
        .map(({ content }) => recordContentSchema.parse(JSON.parse(String(content))).question);
    } finally {
      database.close();
    }
  }
});

const words = '公积金能不能取出来付房租gongjijin fangzu 1203';

/** One key after the other, at the pace of a quick hand, each with the time at which the browser had taken it. */
async function types(page: Page, enough: () => boolean, strokes: Stroke[] = []): Promise<Stroke[]> {
  for (let n = 0; !enough(); n += 1) {
    const key = [...words][n % words.length] ?? '';
    const began = Date.now();
    await page.keyboard.type(key);
    strokes.push({ key, at: Date.now() });
    await later(Math.max(0, 60 - (Date.now() - began)));
  }
  return strokes;
}

function textOf(strokes: readonly Stroke[]): string {
  return strokes.map(({ key }) => key).join('');
}

function forSoLong(ms: number): () => boolean {
  const until = Date.now() + ms;
  return () => Date.now() > until;
}
