import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { publishDemoGuides } from '../../bridge/commands/demo-guides.ts';
import { hit } from '../application/house.ts';
import { requireService } from '../real/services.ts';
import { chromiumIsHere, HOW_TO_GET, type Opened } from './browser.ts';
import { RealDesk } from './knowledge/real-desk.ts';

const number = '13874801115';

/** The real bridge with its store and the built panel; only the exchange and what is found are scripted. */
describe('a caller asks for a file that is not there', function () {
  this.timeout(120_000);
  requireService(this, 'chromium', chromiumIsHere, HOW_TO_GET);

  let desk: RealDesk;
  let opened: Opened;
  let page: Page;

  before(async () => {
    desk = await RealDesk.open();
    await publishDemoGuides(desk.door.house.hotline);
    opened = await desk.browser();
    page = opened.page;
    await desk.signIn(page, 'operator');
    await page.locator('#seat:focus').waitFor();
    await page.keyboard.type('1001');
    await page.keyboard.press('Enter');
    await page.locator('button[type="submit"]:focus').waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.idle').waitFor();
  });
  after(() => desk?.close());

  async function takesCall() {
    const { pbx } = desk.door.house;
    const call = pbx.citizenCalls(number).rings('1001').answers('1001');
    await page.locator('.call-head[data-phase="talking"]').waitFor();
    await page.locator('#answer-search:focus').waitFor();
    return call;
  }
  const searches = async (text: string) => {
    await page.locator('#answer-search').focus();
    await page.keyboard.press('Control+a');
    await page.keyboard.type(text);
  };
  const proof = async () =>
    (await page.locator('.proof li').allInnerTexts()).map((text) => text.replace(/\s+/g, ' '));
  const outcome = () => page.locator('.outcome-chosen').textContent();
  const saved = async () => {
    await page.locator('.call-head[data-phase="ended"]').waitFor();
    const interactionId = await latest();
    await page.keyboard.press('Control+Enter');
    await page.locator('.record-idle', { hasText: '已保存' }).waitFor();
    return (await desk.door.house.store.records.byInteraction(interactionId))?.content;
  };
  const latest = async () => {
    const { desks } = desk.door.house.hotline;
    const account = (await desk.door.house.store.accounts.list()).find(({ login }) => login === 'operator');
    if (account === undefined) throw new Error('nobody is signed in');
    return desks.of(account).cards.at(-1)?.interactionId ?? '';
  };

  it('and is led from the search to the right organ, by keyboard, with the proof in the saved record', async () => {
    const { house } = desk.door;
    const call = await takesCall();
    house.index.found = [];
    await searches('危房改造');
    await page.locator('.nothing', { hasText: '没有找到' }).waitFor();
    expect(await page.locator('.proof').count(), 'asked as a policy, it is no proof').to.equal(0);

    await page.keyboard.press('Alt+3');
    await page.locator('.proof-elsewhere', { hasText: '“危房改造”' }).waitFor();
    expect(await proof(), 'asked for something else, it proves nothing here').to.deep.equal([]);
    await searches('危房改造补助资金分配方案');
    await page.locator('.proof li', { hasText: '分配方案' }).waitFor();
    await searches('农村危房补助名单');
    await page.locator('.proof li', { hasText: '名单' }).waitFor();
    expect((await proof()).at(-1)).to.match(/^农村危房补助名单 未标注 .*430102 · 10:00:00 · 0 条$/);
    expect(await outcome(), 'nothing is decided by itself').to.contain('—');

    await page.keyboard.press('Alt+n');
    await page.locator('#organ-search:focus').waitFor();
    // Typed and taken at once: the list of before must not be what is chosen from.
    await page.keyboard.type('芙蓉住建局');
    await page.keyboard.press('Enter');
    await page.locator('.holder-name', { hasText: '芙蓉区住房和城乡建设局（演示）' }).waitFor();
    await page.locator('.guide-facts', { hasText: '演示街 5 号 203 室' }).waitFor();
    await page.locator('#disclosure-channel:focus').waitFor();
    await page.keyboard.press('3');
    await page.locator('.deadlines', { hasText: '行政机关签收之日' }).waitFor();
    const days = await page.locator('.deadline-day').allInnerTexts();
    expect(days).to.deep.equal(['2026-12-03 周四', '2026-12-22 周二', '2027-01-19 周二']);
    expect(await page.locator('.deadline-guess').textContent()).to.contain(
      '未导入 2027 年放假安排，按周末推算，以受理机关为准',
    );
    expect(await outcome())
      .to.contain('D4')
      .and.to.contain('建议');

    await page.keyboard.press('Alt+l');
    await page.evaluate('window.printed = 0; window.print = () => { window.printed += 1; }');
    await page.locator('#slip-print:focus').waitFor();
    await page.keyboard.press('Enter');
    expect(await page.evaluate('window.printed')).to.equal(1);
    await page.emulateMedia({ media: 'print' });
    const paper = await page.evaluate<string>('document.body.innerText');
    await page.emulateMedia({ media: null });
    for (const words of [
      '政府信息公开申请指引单',
      '农村危房补助名单',
      '演示街 5 号 203 室',
      '申请人的姓名或者名称、身份证明、联系方式',
      '2026-12-22',
      '12345 不受理、不代为提交、不作出公开决定',
    ])
      expect(paper).to.contain(words);
    for (const words of [number, '138****1115', '挂断']) expect(paper, words).not.to.contain(words);
    await page.keyboard.press('Escape');
    await page.locator('#organ-search:focus').waitFor();

    call.citizenHangsUp();
    const content = await saved();
    expect(content).to.include({
      serviceFunction: 'DISCLOSURE_GUIDE',
      outcomeCode: 'D4',
      question: '危房改造补助资金分配方案',
    });
    expect(content?.disclosure).to.deep.include({
      holderOrgId: 'desk-demo-guide-5',
      organ: '芙蓉区住房和城乡建设局（演示）',
      channel: '邮寄',
      foundNothing: true,
    });
    const kept = content?.disclosure?.searched ?? [];
    expect(kept.map(({ verdict, hits }) => [verdict, hits])).to.deep.equal(kept.map(() => ['not-found', 0]));
    expect(kept.map(({ text }) => text)).to.include.members(['危房改造补助资金分配方案', '农村危房补助名单']);
    expect(kept[0]).to.include({
      regionCode: '430102',
      date: '2026-11-24',
      at: '2026-11-24T10:00:00.000+08:00',
    });
  });

  it('D4 is not saved without the proof, and says which keys bring it', async () => {
    const call = await takesCall();
    call.citizenHangsUp();
    await page.locator('.call-head[data-phase="ended"]').waitFor();
    await page.keyboard.press('Alt+r');
    await page.keyboard.type('要一份文件');
    await page.locator('#record-outcomeCode').focus();
    await page.keyboard.press('d');
    await page.keyboard.press('4');
    await page.keyboard.press('Control+Enter');
    await page.locator('.row-saying', { hasText: '按 Alt+3 检索' }).waitFor();
    await page.locator('#record-outcomeCode').focus();
    await page.keyboard.press('x');
    await page.keyboard.press('3');
    expect((await saved())?.outcomeCode).to.equal('X3');
  });

  it('but it is published after all: the search that found it says so, and D5 is suggested', async () => {
    const call = await takesCall();
    desk.door.house.index.found = [hit];
    // Typed before it was clear that a file is wanted: Enter says that it is what the caller wants to see.
    await searches('租房提取办法');
    await page.locator('.hit').first().waitFor();
    await page.keyboard.press('Alt+3');
    await page.locator('.proof-elsewhere', { hasText: '“租房提取办法”' }).waitFor();
    expect(await proof()).to.deep.equal([]);
    await page.locator('#answer-search').focus();
    await page.keyboard.press('Enter');
    await page.locator('.proof li', { hasText: '租房提取办法' }).waitFor();
    expect(await page.locator('.clause').count(), 'the first Enter opens nothing').to.equal(0);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.locator('.clause').waitFor();
    await page.locator('.guide-folded', { hasText: '检索' }).waitFor();
    await page.keyboard.press('Alt+u');
    await page.keyboard.press('Escape');
    await page.locator('.proof .tag', { hasText: '已公开' }).waitFor();
    call.citizenHangsUp();
    const content = await saved();
    expect(content?.outcomeCode).to.equal('D5');
    expect(content?.disclosure?.foundNothing).to.be.false;
  });

  it('and one who asks for a certificate is answered with fixed words: N2 by one key, never by itself', async () => {
    const call = await takesCall();
    desk.door.house.index.found = [];
    await searches('你们给我开个证明');
    await page.locator('.duty', { hasText: '出具证明、盖章由有权的机关办理' }).waitFor();
    expect(await outcome(), 'never by itself').to.contain('—');
    await page.keyboard.press('Alt+b');
    await page.locator('.duty .tag', { hasText: '已记 N2' }).waitFor();
    await page.locator('#record-outcomeNote').focus();
    await page.keyboard.press('End');
    await page.keyboard.type('，保证办好');
    await page.locator('.promise-hint', { hasText: '保证' }).waitFor();
    for (let n = 0; n < 5; n += 1) await page.keyboard.press('Backspace');
    await page.locator('.promise-hint').waitFor({ state: 'detached' });
    call.citizenHangsUp();
    const content = await saved();
    expect(content).to.include({ outcomeCode: 'N2', question: '你们给我开个证明' });
    expect(content?.outcomeNote).to.contain('窗口不出具证明');
  });

  it('a hint that is put away stays away for this caller, and is there for the next', async () => {
    const call = await takesCall();
    await searches('帮我盖个章');
    await page.locator('.duty').waitFor();
    await page.locator('.duty .plain').click();
    await page.locator('.duty').waitFor({ state: 'detached' });
    await searches('帮我盖个章吧');
    await page.locator('.nothing', { hasText: '盖个章吧' }).waitFor();
    expect(await page.locator('.duty').count()).to.equal(0);
    call.citizenHangsUp();
    await page.locator('.call-head[data-phase="ended"]').waitFor();
    await page.locator('#record-outcomeCode').focus();
    await page.keyboard.press('x');
    await page.keyboard.press('3');
    await saved();
    const next = await takesCall();
    await searches('帮我盖个章');
    await page.locator('.duty').waitFor();
    next.citizenHangsUp();
    await page.locator('.call-head[data-phase="ended"]').waitFor();
    await page.locator('#record-outcomeCode').focus();
    await page.keyboard.press('x');
    await page.keyboard.press('3');
    await saved();
    expect(opened.complaints.filter((text) => !text.includes('401'))).to.deep.equal([]);
  });
});
