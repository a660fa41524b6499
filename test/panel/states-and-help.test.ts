import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { type Door, openDoor } from '../adapters/http/open-door.ts';
import { turns } from '../application/hand-timer.ts';
import { requireService } from '../real/services.ts';
import { chromiumIsHere, HOW_TO_GET, type Opened, openBrowser } from './browser.ts';
import { builtPanel } from './built-panel.ts';

/**
 * The real bridge with SQLite and two browsers: an operator's and a team lead's. Its clock is moved by hand, and theirs
 * stand with it.
 */
describe('states with limits, and help, from the desk to the floor', function () {
  this.timeout(120_000);
  requireService(this, 'chromium', chromiumIsHere, HOW_TO_GET);

  let door: Door;
  const browsers: Opened[] = [];
  let desk: Page;
  let floor: Page;
  let call: ReturnType<Door['house']['pbx']['citizenCalls']>;

  before('an operator sits down, a team lead looks on', async () => {
    // Minutes pass in a moment here: no page could answer its pings so fast.
    door = await openDoor({ panelFolder: await builtPanel(), limits: { heartbeatMs: 3_600_000 } });
    const zhang = await door.house.person('zhang1203', ['operator'], 'cs', '张敏');
    await door.house.person('li0001', ['team-lead'], 'cs', '李某');
    await door.house.hotline.signInSeat.signIn(zhang, { seat: '1001', queues: [], takeOver: false });
    desk = await openedBy('zhang1203');
    floor = await openedBy('li0001');
    await desk.locator('.state-button', { hasText: '示闲' }).waitFor();
    await floor.locator('.seat').first().waitFor();
  });
  after(async () => {
    for (const browser of browsers) await browser.close();
    await door?.close();
  });

  async function openedBy(login: string): Promise<Page> {
    const opened = await openBrowser();
    browsers.push(opened);
    const [name = '', value = ''] = (await door.signIn(login)).split('=');
    await opened.context.addCookies([{ name, value, url: `${door.url}/` }]);
    await opened.page.clock.setFixedTime(door.house.timer.now());
    await opened.page.goto(`${door.url}/`);
    return opened.page;
  }

  /** The house's time goes on, and the browsers' with it. */
  async function pass(seconds: number): Promise<void> {
    await door.house.timer.advance(seconds * 1000);
    for (const { page } of browsers) await page.clock.setFixedTime(door.house.timer.now());
  }
  /** What was done is told to the floor, at most ten times a second. */
  async function told(): Promise<void> {
    await turns();
    await door.house.timer.advance(200);
  }

  it('a state beyond its limit is 超时 at the desk and on the floor, with colour, sign and word', async () => {
    await desk.keyboard.press('Alt+s');
    await desk.locator('.menu-item', { hasText: '30 分钟' }).waitFor();
    await desk.keyboard.press('2');
    await desk.locator('.state-button.tone-warn', { hasText: '示忙' }).waitFor();
    await told();
    await pass(11 * 60);
    await desk.locator('.state-button.tone-bad', { hasText: '超时 01:0' }).waitFor();
    await floor.locator('.seat.tone-bad[data-over]', { hasText: '示忙 超时' }).waitFor();
    await floor.locator('.seat-count', { hasText: '超时 1' }).waitFor();
    await desk.locator('.idle button', { hasText: '示闲' }).click();
    await desk.locator('.state-button', { hasText: '示闲' }).waitFor();
  });

  it('wrap-up counts down, is given more time by Alt+E, is over time on both pages, and nobody is 示闲 by that', async () => {
    door.house.pbx.citizenCalls('13874801115').rings('1001').answers('1001').citizenHangsUp();
    await told();
    await pass(10);
    await desk.locator('.wrap-up', { hasText: /余 00:(49|50)/ }).waitFor();
    await desk.keyboard.press('Alt+e');
    await desk.locator('.wrap-up', { hasText: '余 01:' }).waitFor();
    await pass(120);
    await desk.locator('.wrap-up.tone-bad', { hasText: '超时' }).waitFor();
    await floor.locator('.seat.tone-bad[data-over]', { hasText: '整理 超时' }).waitFor();
    expect(door.house.hotline.floor.seat('1001')?.state).to.equal('ACW');
    await desk.keyboard.press('Alt+p');
    await desk.locator('.state-button', { hasText: '示闲' }).waitFor();
  });

  it('help is asked for by two keys, answered with a word, outlives a reload, and ends on both pages', async () => {
    call = door.house.pbx.citizenCalls('13900000000').rings('1001').answers('1001');
    await desk.locator('.call-head[data-phase="talking"]').waitFor();
    await desk.keyboard.press('Alt+h');
    await desk.locator('.help-reason:focus').waitFor();
    await desk.keyboard.press('2');
    await desk.locator('.help-line', { hasText: /已求助 00:0\d.*对方情绪激动/ }).waitFor();
    await desk.locator('#answer-search:focus').waitFor();
    await told();
    const request = floor.locator('.help-request', { hasText: '对方情绪激动' });
    await request.waitFor();
    expect(await request.textContent())
      .to.contain('1001 张敏')
      .and.not.contain('0000');
    await floor
      .locator('[aria-live="assertive"]', { hasText: '座席 1001 张敏 求助' })
      .waitFor({ state: 'attached' });
    await request.locator('.help-words').fill('马上到');
    await request.getByText('答复', { exact: true }).click();
    await desk.locator('.help-line', { hasText: '李某：马上到' }).waitFor();
    await desk.reload();
    await desk.locator('.help-line', { hasText: '李某：马上到' }).waitFor();
    await told();
    await request.getByText('已处理').click();
    await desk.locator('.help-line', { hasText: '李某 已处理' }).waitFor();
    await told();
    await request.waitFor({ state: 'detached' });
    await desk.locator('.help-line button', { hasText: '知道了' }).click();
    await desk.locator('.help-line').waitFor({ state: 'detached' });
  });

  it('help that is asked for with own words is taken back by who asked', async () => {
    await desk.keyboard.press('Alt+h');
    await desk.locator('.help-words').fill('要求见领导');
    await desk.keyboard.press('Enter');
    await desk.locator('.help-line', { hasText: '其他 · 要求见领导' }).waitFor();
    await told();
    await floor.locator('.help-request', { hasText: '要求见领导' }).waitFor();
    await desk.locator('.help-line button', { hasText: '取消求助' }).click();
    await told();
    await floor.locator('.help-request').waitFor({ state: 'detached' });
    await floor.getByText('现在无人求助').waitFor();
  });

  it('状态不对: a call whose end nobody told ends by two keys, and what was written stays', async () => {
    await desk.fill('#record-question', '公积金提取，来电人问租房');
    door.house.pbx.unheard(() => call.citizenHangsUp());
    await pass(5);
    await desk.locator('.call-head[data-phase="talking"]').waitFor();
    await desk.keyboard.press('Alt+s');
    await desk.locator('.menu-item', { hasText: '状态不对' }).waitFor();
    await desk.keyboard.press('0');
    await desk.locator('.band', { hasText: '正在与话务系统核对' }).waitFor();
    await pass(2);
    await desk.locator('.band', { hasText: '状态已更正' }).waitFor();
    await desk.locator('.call-head[data-phase="ended"]').waitFor();
    await desk.locator('.state-button', { hasText: '整理' }).waitFor();
    expect(await desk.inputValue('#record-question')).to.equal('公积金提取，来电人问租房');
  });

  it('a seat in use is taken over only by who says so, and both are told', async () => {
    await door.house.person('wang1204', ['operator'], 'cs', '王芳');
    const other = await openedBy('wang1204');
    await other.locator('#seat:focus').waitFor();
    await other.keyboard.type('1001');
    await other.keyboard.press('Enter');
    await other.getByText('接管：张敏 将被签出').waitFor();
    expect(door.house.hotline.desks.at('1001')?.account.name).to.equal('张敏');
    await other.getByText('接管并签入').click();
    await desk.getByText('座席 1001 已由 王芳 接管').waitFor();
    await other.locator('.state-button').waitFor();
    expect(door.house.hotline.desks.at('1001')?.account.name).to.equal('王芳');
  });
});
