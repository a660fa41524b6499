import { expect } from 'chai';
import { requireService } from '../../real/services.ts';
import { chromiumIsHere, HOW_TO_GET } from '../browser.ts';
import { openStage, type Stage, signedInAs } from '../on-stage.ts';
import { desk } from '../sample-people.ts';
import { capable, consulting, inTalk, notes } from './scenes.ts';

describe('a citizen is handed on by keyboard, in Chromium', function () {
  this.timeout(20_000);
  this.slow(4_000);
  requireService(this, 'chromium', chromiumIsHere, HOW_TO_GET);

  let stage: Stage;
  before(async () => {
    stage = await openStage();
    await signedInAs(stage, '1203');
  });
  after(() => stage?.close());

  beforeEach(async () => {
    const { bridge, page, url } = stage;
    const now = Date.now();
    bridge.received.length = 0;
    bridge.refuse.clear();
    bridge.desk = desk(now, {
      seat: '1001',
      state: 'TALKING',
      cards: [inTalk(now)],
      capabilities: capable(now),
    });
    await page.goto(url);
    await page.locator('.call-controls').waitFor();
  });

  const sent = (type: string) =>
    stage.bridge.received.map(({ command }) => command).filter((command) => command.type === type);

  async function openDirectory() {
    await stage.page.keyboard.press('F7');
    await stage.page.locator('.hand-on-row').first().waitFor();
  }

  it('F7, letters of the name, Enter: the colleague is consulted, and the record goes along', async () => {
    const { page } = stage;
    await page.keyboard.press('Alt+r');
    await page.locator('#record-question').waitFor();
    await page.fill('#record-question', '营业执照怎么办');
    await openDirectory();
    await page.keyboard.type('lf');
    await page.keyboard.press('Enter');
    await page.locator('.hand-on').waitFor({ state: 'detached' });
    const [command] = sent('consult');
    expect(command).to.deep.include({ callId: '1700000000.12', target: { kind: 'seat', seat: '1002' } });
    expect(command).to.have.nested.property('notes.question', '营业执照怎么办');
  });

  it('F7 and one key: 120; digits that nobody has are dialled as they are; ↓ and Shift+Enter hand on unannounced', async () => {
    const { page } = stage;
    await openDirectory();
    await page.keyboard.press('Alt+8');
    await page.locator('.hand-on').waitFor({ state: 'detached' });
    await openDirectory();
    await page.keyboard.type('84110000');
    await page.keyboard.press('Enter');
    await page.locator('.hand-on').waitFor({ state: 'detached' });
    await openDirectory();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Shift+Enter');
    await page.locator('.hand-on').waitFor({ state: 'detached' });
    expect(sent('consult').map((one) => 'target' in one && one.target)).to.deep.equal([
      { kind: 'number', number: '120' },
      { kind: 'number', number: '84110000' },
    ]);
    expect(sent('transfer'))
      .to.have.nested.property('[0].target')
      .that.deep.equals({ kind: 'number', number: '119' });
  });

  it('110 that is pressed before the directory has come is rung all the same', async () => {
    const { page } = stage;
    await page.evaluate(twoKeysInOneTask);
    await page.locator('.hand-on').waitFor({ state: 'detached' });
    expect(sent('consult').map((one) => 'target' in one && one.target)).to.deep.equal([
      { kind: 'number', number: '110' },
    ]);
  });

  it('what the bridge refuses stands in the drawer, and a seat in a talk is not rung at all', async () => {
    const { page, bridge } = stage;
    const message = '没有咨询：线路忙。来电人仍在您这里。';
    bridge.refuse.set('consult', { outcome: 'refused', code: 'pbx-refused', message });
    await openDirectory();
    await page.keyboard.type('1003');
    await page.keyboard.press('Enter');
    await page.locator('.hand-on-told', { hasText: '现在不能接听' }).waitFor();
    expect(sent('consult')).to.deep.equal([]);
    await page.keyboard.press('Control+a');
    await page.keyboard.type('1002');
    await page.keyboard.press('Enter');
    await page.locator('.hand-on-told', { hasText: message }).waitFor();
    await page.keyboard.press('Escape');
    await page.locator('#answer-search:focus').waitFor();
  });

  it('while it rings there nothing is handed on, in words; once there: 三方, 完成转接, 取消咨询, each by its key', async () => {
    const { page, bridge } = stage;
    const now = Date.now();
    bridge.tell({ cards: [consulting(now, false)], state: 'CONSULT' });
    await page.locator('.consult', { hasText: '1002 李芳 振铃中' }).waitFor();
    await page.keyboard.press('Alt+t');
    await page.getByText('对方接听后才能转接或三方').first().waitFor();
    await page.keyboard.press('F9');
    expect(sent('complete-consult')).to.deep.equal([]);
    expect(sent('hang-up'), 'would hand the citizen on').to.deep.equal([]);
    bridge.tell({ cards: [consulting(now, true)] });
    await page.locator('.consult', { hasText: '已接听' }).waitFor();
    for (const key of ['Alt+j', 'Alt+t', 'Alt+x']) await page.keyboard.press(key);
    await expectSent('conference', 'complete-consult', 'cancel-consult');
  });

  it('F8: the sign is there once the bridge says so, and goes with it', async () => {
    const { page, bridge } = stage;
    await page.keyboard.press('F8');
    await expectSent('mute');
    expect(await page.locator('.muted-sign').count(), 'a hope').to.equal(0);
    bridge.tell({ cards: [inTalk(Date.now(), { muted: true })] });
    await page.locator('.muted-sign', { hasText: '静音中' }).waitFor();
    await page.keyboard.press('F8');
    await expectSent('mute', 'mute');
    expect(sent('mute').map((one) => 'muted' in one && one.muted)).to.deep.equal([true, false]);
  });

  it('what another seat found out stands beside the call, and the own record begins with it', async () => {
    const { page, bridge } = stage;
    const now = Date.now();
    const handOver = { seat: '1005', name: '赵静', agentNo: '1209', at: now, notes };
    bridge.tell({
      cards: [inTalk(now, { interactionId: 'demo/2@1001', callId: '2', handOver })],
    });
    await page.locator('.hand-over', { hasText: '赵静（1209）从 1005 转来' }).waitFor();
    await page.locator('.hand-over', { hasText: notes.outcomeNote }).waitFor();
    expect(await page.inputValue('#record-question')).to.equal(notes.question);
    await page.locator('.row-label', { hasText: '接手' }).waitFor();
  });

  it('a call that was handed to 110 needs no key but Ctrl+Enter: T3 and to whom are there', async () => {
    const { page, bridge } = stage;
    const now = Date.now();
    await page.fill('#record-question', '家里进了贼');
    const handedOn = { to: '110 公安报警', outcome: 'T3' as const };
    bridge.tell({ cards: [inTalk(now, { phase: 'ended', endedAt: now, handedOn })], state: 'ACW' });
    await page.locator('[data-phase="ended"]').waitFor();
    await page.keyboard.press('Control+Enter');
    await expectSent('save-record');
    expect(sent('save-record')).to.have.nested.property('[0].content').that.includes({
      outcomeCode: 'T3',
      outcomeNote: '已转 110 公安报警',
    });
  });

  it('without a call F7 calls out', async () => {
    const { page, bridge } = stage;
    bridge.tell({ cards: [], state: 'READY' });
    await page.locator('.idle').waitFor();
    await openDirectory();
    await page.keyboard.type('12315');
    await page.keyboard.press('Enter');
    await expectSent('dial');
  });

  async function expectSent(...types: string[]) {
    await stage.page.waitForTimeout(150);
    for (const type of new Set(types))
      expect(sent(type), type).to.have.lengthOf(types.filter((one) => one === type).length);
  }
});

/** No answer of the bridge can come between them. */
const twoKeysInOneTask = `(async () => {
  const press = (init) => document.body.dispatchEvent(new KeyboardEvent('keydown', { ...init, bubbles: true }));
  press({ code: 'F7', key: 'F7' });
  for (let turn = 0; turn < 20; turn += 1) await undefined;
  press({ code: 'Digit6', key: '6', altKey: true });
})()`;
