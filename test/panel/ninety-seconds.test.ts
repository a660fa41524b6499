import { expect } from 'chai';
import { requireService } from '../real/services.ts';
import { chromiumIsHere, HOW_TO_GET } from './browser.ts';
import { Hands } from './hands.ts';
import { openStage, type Stage } from './on-stage.ts';
import { popHits, rentHits } from './sample-answers.ts';
import { card } from './sample-people.ts';

/** Notes when the frame with the ring arrived and when the pop stood in the page, by the browser's own clock. */
const stopWatch = `
  const Real = WebSocket;
  window.WebSocket = class extends Real {
    constructor(...given) {
      super(...given);
      this.addEventListener('message', ({ data }) => {
        if (!window.rang && data.includes('"phase":"ringing"')) window.rang = performance.now();
      });
    }
  };
  new MutationObserver(() => {
    if (!window.popped && document.querySelector('[data-phase="ringing"]')) window.popped = performance.now();
  }).observe(document, { subtree: true, childList: true, attributes: true });
`;

describe('an operator’s ninety seconds, by keyboard alone', function () {
  this.timeout(60_000);
  requireService(this, 'chromium', chromiumIsHere, HOW_TO_GET);

  let stage: Stage | undefined;
  after(() => stage?.close());

  it('take at most twenty key strokes after the answer, no mouse and no dialog', async () => {
    stage = await openStage();
    const { page, bridge, url, opened } = stage;
    const hands = await Hands.at(page);
    bridge.search = () => ({ hits: rentHits, ready: true });
    await page.addInitScript(stopWatch);

    // Sign in, take a seat.
    await page.goto(url);
    await page.locator('input[autocomplete="username"]:focus').waitFor();
    await page.keyboard.type('1203');
    await hands.press('Tab');
    await page.keyboard.type('correct');
    await hands.press('Enter');
    await page.locator('#seat:focus').waitFor();
    await page.keyboard.type('1002');
    await hands.press('Enter');
    await page.locator('button[type="submit"]:focus').waitFor();
    await hands.press('Enter');
    await page.locator('.state-button', { hasText: '示闲' }).waitFor();
    expect(bridge.desk).to.include({ seat: '1002', state: 'READY' });

    // It rings: the pop is there before the answer, with the answers already ranked.
    const now = Date.now();
    bridge.tellCard(card(now), { state: 'RINGING', since: now });
    bridge.tellAnswers('1700000000.12', 1, popHits);
    await page.locator('.call-head[data-phase="ringing"]').waitFor();
    await page.locator('.caller-number', { hasText: '138****1115' }).waitFor();
    const caller = (await page.locator('.caller').textContent()) ?? '';
    expect(caller.split('芙蓉区'), 'places that the card tells').to.have.length(2);
    await page.locator('.hit').nth(4).waitFor();
    const latency = await page.evaluate<number>('window.popped - window.rang');
    expect(latency, 'ms from the frame to the pop').to.be.within(0, 100);

    // The handset is lifted: the cursor is in the search field.
    bridge.tellCard(card(now, { phase: 'talking', answeredAt: now }), { state: 'TALKING', since: now });
    await page.locator('#answer-search:focus').waitFor();
    await hands.rest();
    await hands.press(...'zufang');
    await page.locator('.hit', { hasText: '第二十五条' }).waitFor();
    await hands.press('ArrowDown', 'Enter');
    // What is read to the caller, in large type, and the legal text that it rests on under it.
    await page.locator('.clause .read-aloud', { hasText: '可以。房租超出家庭工资收入规定比例的' }).waitFor();
    await page.locator('.clause .legal-text', { hasText: '房租超出家庭工资收入的规定比例' }).waitFor();
    await hands.press('Alt+u');
    await page.locator('.used', { hasText: '第二十四条' }).waitFor();

    // The caller hangs up: the record is already filled.
    bridge.tellCard(card(now, { phase: 'ended', answeredAt: now, endedAt: Date.now() }), {
      state: 'ACW',
      since: now,
    });
    await page.locator('.call-head[data-phase="ended"]').waitFor();
    expect(await page.inputValue('#record-question')).to.equal('咨询《住房公积金管理条例》第二十四条');
    expect(await page.locator('.outcome-chosen').textContent())
      .to.contain('D1')
      .and.to.contain('建议');
    await hands.press('Alt+r', 'd', '1', 'Control+Enter');
    await page.locator('.record-idle', { hasText: '已保存 CS20261124000001' }).waitFor();
    await page.locator('.state-button', { hasText: '示闲' }).waitFor();

    expect(hands.strokes, 'key strokes after the answer').to.be.at.most(20);
    expect(await hands.others()).to.deep.equal({ mouse: 0, dialogs: 0 });
    const saved = bridge.received.map(({ command }) => command).find(({ type }) => type === 'save-record');
    expect(saved).to.deep.include({
      interactionId: card(now).interactionId,
      baseRev: 0,
      content: {
        serviceFunction: 'POLICY',
        appealType: '咨询',
        regionCode: '430102',
        regionBasis: 'number',
        question: '咨询《住房公积金管理条例》第二十四条',
        answers: [
          {
            articleId: 'P024',
            articleRev: 1,
            clauseNo: '第二十四条',
            title: '住房公积金管理条例',
            docNo: '国务院令第262号',
            validityAtAnswer: '现行有效',
            rank: 1,
          },
        ],
        outcomeCode: 'D1',
        outcomeNote: '',
        flags: [],
        confidential: false,
      },
    });
    expect(bridge.faults, 'frames that broke the protocol').to.deep.equal([]);
    expect(opened.complaints, 'complaints of the browser').to.deep.equal(expectedComplaints);
  });
});

/** Chromium reports the 401 by which the page learns that nobody is signed in. */
const expectedComplaints = [
  'Failed to load resource: the server responded with a status of 401 (Unauthorized)',
];
