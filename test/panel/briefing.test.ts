import { expect } from 'chai';
import { requireService } from '../real/services.ts';
import { chromiumIsHere, HOW_TO_GET } from './browser.ts';
import { openStage, type Stage, signedInAs } from './on-stage.ts';
import { newsOfToday } from './sample-news.ts';
import { card, desk } from './sample-people.ts';

describe('班前播报 in the status bar', function () {
  this.timeout(60_000);
  requireService(this, 'chromium', chromiumIsHere, HOW_TO_GET);

  let stage: Stage;
  before(async () => {
    stage = await openStage();
    await signedInAs(stage, '1203');
    stage.bridge.briefing = newsOfToday;
    stage.bridge.desk = desk(Date.now());
    await stage.page.goto(stage.url);
  });
  after(() => stage?.close());

  const unread = () => stage.page.locator('.briefing-button b');
  const lines = () => stage.page.locator('.briefing-line');

  it('counts today’s changes that nobody here has looked at, and tells them at one key, what is gone first', async () => {
    const { page } = stage;
    await unread().getByText('3', { exact: true }).waitFor();
    await page.keyboard.press('Alt+z');
    await page.locator('.briefing-panel:focus').waitFor();
    expect((await lines().allInnerTexts()).map((text) => text.trim())).to.deep.equal(
      newsOfToday.changes.map(({ words }, at) => `${['下架', '失效', '发布'][at]}\n没看过\n${words}`),
    );
    expect(await unread().count(), 'what is in sight is no longer new').to.equal(0);
  });

  it('opens a text in another tab, so that the seat stays where it is; what was withdrawn leads nowhere', async () => {
    const { page, opened } = stage;
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowDown');
    const [next] = await Promise.all([opened.context.waitForEvent('page'), page.keyboard.press('Enter')]);
    expect(opened.context.pages()).to.have.length(2);
    expect(new URL(next.url()).hash).to.equal('#library/news?open=E2');
    await next.close();
    await page.keyboard.press('Escape');
    await page.locator('.briefing-panel').waitFor({ state: 'detached' });
  });

  it('knows after a reload what was seen, and counts only what came since', async () => {
    const { bridge, page } = stage;
    await page.reload();
    await page.locator('.briefing-button').waitFor();
    await page.keyboard.press('Alt+z');
    await lines().nth(2).waitFor();
    expect(await page.locator('.briefing-line', { hasText: '没看过' }).count()).to.equal(0);
    const later = { ...newsOfToday.changes[2], entryId: 'E4', title: '新办法', words: '《新办法》已发布。' };
    bridge.briefing = { ...newsOfToday, changes: [...newsOfToday.changes, later as never] };
    await page.reload();
    await unread().getByText('1', { exact: true }).waitFor();
  });

  it('counts nothing of another day', async () => {
    const { bridge, page } = stage;
    bridge.briefing = { ...newsOfToday, since: '2026-11-25', day: '2026-11-25' };
    await page.reload();
    await unread().getByText('3', { exact: true }).waitFor();
  });

  it('takes neither the cursor nor a key from who writes: it opens by its key alone, and gives the cursor back', async () => {
    const { bridge, page } = stage;
    const now = Date.now();
    bridge.desk = desk(now, {
      state: 'TALKING',
      cards: [card(now, { phase: 'talking', answeredAt: now - 9_000 })],
    });
    await page.reload();
    await page.locator('#answer-search').focus();
    await page.keyboard.type('z gongjijin');
    expect(await page.locator('.briefing-panel').count()).to.equal(0);
    await page.keyboard.press('Alt+z');
    await page.locator('.briefing-panel:focus').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('#answer-search:focus').waitFor();
    expect(await page.inputValue('#answer-search')).to.equal('z gongjijin');
  });

  it('says why where the changes cannot be told', async () => {
    const { bridge, page } = stage;
    bridge.briefing = null;
    await page.reload();
    await page.locator('.briefing-button').click();
    await page.locator('.briefing-panel', { hasText: '答复库正忙' }).waitFor();
    bridge.briefing = newsOfToday;
  });
});
