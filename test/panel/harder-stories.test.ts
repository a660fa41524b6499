import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { WorkerAnswerIndex } from '../../bridge/adapters/answers/answer-index.ts';
import { HttpNotifier } from '../../bridge/adapters/notifier/http-notifier.ts';
import { HmacSigning } from '../../bridge/adapters/signature/hmac-signing.ts';
import { posterLimits, webPoster } from '../../bridge/adapters/web/post.ts';
import { systemResolve } from '../../bridge/adapters/web/resolve.ts';
import { demoRules } from '../../bridge/commands/sms-plan.ts';
import { PlayedGateway } from '../adapters/notifier/played-gateway.ts';
import { eventually } from '../application/hand-timer.ts';
import { requireService } from '../real/services.ts';
import { chromiumIsHere, HOW_TO_GET, type Opened } from './browser.ts';
import { Hands } from './hands.ts';
import { RealDesk } from './knowledge/real-desk.ts';
import {
  cityRent,
  furongRent,
  hearingAidItem,
  newAllowance,
  oldAllowance,
  yueluRent,
} from './stories-content.ts';

/** 号段 of 芙蓉区 */
const number = '13874801115';
const night = Date.parse('2026-11-23T23:50:00.000+08:00');

/**
 * The real bridge with its store and its own answers, and the built panel; only the exchange is a script. One night
 * shift: its clock is moved by hand, over midnight once.
 */
describe('the harder stories of a seat, by keyboard alone', function () {
  this.timeout(120_000);
  this.slow(8_000);
  requireService(this, 'chromium', chromiumIsHere, HOW_TO_GET);

  const gateway = new PlayedGateway();
  const answers = new WorkerAnswerIndex({ timeoutMs: 10_000 });
  let desk: RealDesk;
  let opened: Opened;
  let page: Page;
  let hands: Hands;
  /** ids of what is in the base */
  const ids = { city: '', furong: '', yuelu: '', old: '', now: '', item: '' };

  before('the base holds what two districts and a changed rule say; an operator sits down', async () => {
    await gateway.open();
    desk = await RealDesk.open({
      limits: { heartbeatMs: 3_600_000 },
      messaging: (timer) => ({
        notifier: new HttpNotifier({
          url: gateway.url,
          signing: new HmacSigning({ secret: gateway.secret, clock: timer }),
          timer,
          post: webPoster(
            { listed: [gateway.place], ca: [], limits: posterLimits },
            { timer, resolve: systemResolve },
          ),
        }),
        rules: demoRules,
      }),
      house: {
        answers,
        startsAt: night,
        regions: [
          { regionCode: '430100', name: '长沙市' },
          { regionCode: '430102', name: '芙蓉区' },
          { regionCode: '430104', name: '岳麓区' },
        ],
        dialling: {
          emergency: ['110', '119', '120', '122'],
          allows: () => false,
          mayGoOn: () => false,
          directory: [],
          perSeatAndHour: 0,
          basis: '测试规程',
        },
      },
    });
    await answers.ready;
    ids.city = await desk.entry(cityRent);
    ids.furong = await desk.entry(furongRent);
    ids.yuelu = await desk.entry(yueluRent);
    ids.old = await desk.entry(oldAllowance);
    ids.now = await desk.entry(newAllowance(ids.old, '二白'));
    // What was passed had a slip in it: the answers of the day are of its second version.
    await desk.revise(ids.now, newAllowance(ids.old));
    ids.item = await desk.entry(hearingAidItem);
    const isFed = async () => {
      await desk.door.house.timer.advance(100);
      return (await answers.article(ids.item, '2026-11-23')) !== null;
    };
    await eventually(isFed, 'the answers know the base', 20_000);
    opened = await desk.browser();
    page = opened.page;
    page.setDefaultTimeout(12_000);
    hands = await Hands.at(page);
    await desk.signIn(page, 'operator');
    await page.locator('#seat:focus').waitFor();
    await page.keyboard.type('1001');
    await page.keyboard.press('Enter');
    await page.locator('button[type="submit"]:focus').waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.idle').waitFor();
  });
  after(async () => {
    await desk?.close();
    await answers.close();
    await gateway.close();
  });
  afterEach(async () => {
    expect(await hands.others()).to.deep.equal({ mouse: 0, dialogs: 0 });
  });

  /** The house's time goes on, and the browser's with it. */
  async function pass(seconds: number): Promise<void> {
    await desk.door.house.timer.advance(seconds * 1000);
    await page?.clock.setFixedTime(desk.now());
  }
  async function rings() {
    const call = desk.door.house.pbx.citizenCalls(number).rings('1001');
    await page.locator('.call-head[data-phase="ringing"]').waitFor();
    return call;
  }
  async function takesCall() {
    const call = (await rings()).answers('1001');
    await page.locator('.call-head[data-phase="talking"]').waitFor();
    await page.locator('#answer-search:focus').waitFor();
    await hands.rest();
    return call;
  }
  async function ends(call: { citizenHangsUp(): unknown }): Promise<void> {
    call.citizenHangsUp();
    await page.locator('.call-head[data-phase="ended"]').waitFor();
  }
  async function saved() {
    const { house } = desk.door;
    const account = (await house.store.accounts.byLogin('operator'))?.account;
    if (account === undefined) throw new Error('nobody is signed in');
    const interactionId = house.hotline.desks.of(account).cards.at(-1)?.interactionId ?? '';
    await hands.press('Control+Enter');
    await page.locator('.record-idle', { hasText: '已保存' }).waitFor();
    const record = await house.store.records.byInteraction(interactionId);
    if (record === null) throw new Error('nothing was saved');
    return record.content;
  }
  /** ↓ until it is chosen, then Enter. */
  async function opens(title: string): Promise<void> {
    const all = await page.locator('.hit .hit-name').allInnerTexts();
    const at = all.findIndex((name) => name.includes(title));
    await hands.press(...Array<string>(at + 1).fill('ArrowDown'), 'Enter');
    await page.locator('.clause', { hasText: title }).waitFor();
  }
  const hit = (title: string) => page.locator('.hit', { hasText: title });
  const titles = async () => (await page.locator('.hit .hit-name').allInnerTexts()).join('\n');

  it('two districts, two subsidies: the rule of the one never stands in the list of the other', async () => {
    const call = await takesCall();
    await hands.type('zufangbutie');
    await hit('芙蓉区高校毕业生租房补贴办法').first().waitFor();
    expect(await titles())
      .to.contain('长沙市高校毕业生租房补贴办法（演示数据）')
      .and.to.not.contain('岳麓区');

    // “我租在岳麓区。”
    await hands.press('Alt+r', 'Tab', 'Tab');
    await page.locator('#record-regionCode:focus').waitFor();
    await hands.type('yl');
    await hands.press('Enter');
    await hit('岳麓区高校毕业生租房补贴办法').first().waitFor();
    expect(await titles())
      .to.contain('长沙市')
      .and.to.not.contain('芙蓉区');
    await page.locator('.levels-note', { hasText: '2 个层级' }).waitFor();
    await hands.press('Alt+v');
    await page.locator('.levels-pane', { hasText: '一千元' }).waitFor();
    const sides = await page.locator('.levels-pane .side-by-side').textContent();
    expect(sides).to.contain('五百元').and.to.contain('一千元').and.to.not.contain('八百元');
    await hands.press('Escape', 'Control+k');
    await opens('岳麓区');
    await page.locator('.clause .read-aloud', { hasText: '每月可以领一千元' }).waitFor();
    await hands.press('Alt+u');
    await ends(call);
    const content = await saved();
    expect(content).to.include({ regionCode: '430104', regionBasis: 'said', outcomeCode: 'D1' });
    expect(content.answers.map(({ articleId, clauseNo }) => [articleId, clauseNo])).to.deep.equal([
      [ids.yuelu, '第二条'],
    ]);
    expect(hands.strokes).to.be.at.most(26);
  });

  it('a rule that changes at midnight: yesterday’s text answers yesterday’s caller, and nobody after', async () => {
    const before = await takesCall();
    await hands.type('gaolingjintie');
    await hit('高龄津贴发放试行办法').first().waitFor();
    await opens('高龄津贴发放试行办法');
    await page.locator('.clause', { hasText: '一百元' }).waitFor();
    await hands.press('Alt+u');
    await ends(before);
    const yesterday = await saved();
    expect(yesterday.answers).to.have.length(1);
    expect(yesterday.answers[0]).to.include({
      articleId: ids.old,
      articleRev: 1,
      validityAtAnswer: '现行有效',
    });
    expect(hands.strokes).to.be.at.most(20);

    await pass(11 * 60);
    const call = await rings();
    const pop = page.locator('.hit', { hasText: '高龄津贴发放办法' });
    await pop.locator('.hit-why', { hasText: '曾据《高龄津贴发放试行办法（演示数据）》' }).waitFor();
    expect(await titles(), 'what is suggested').to.not.contain('试行');
    for (const tag of await page.locator('.hit').allInnerTexts()) expect(tag).to.contain('现行有效');

    call.answers('1001');
    await page.locator('#answer-search:focus').waitFor();
    await hands.rest();
    await hands.type('gaolingjintie');
    const over = page.locator('.hit[data-over][data-under]', { hasText: '试行办法' }).first();
    await over.locator('.hit-successor', { hasText: '现行规定：《高龄津贴发放办法（演示数据）》' }).waitFor();
    const rows = (await titles()).split('\n').filter((name) => name.includes('高龄津贴'));
    expect(rows[0]).to.contain('高龄津贴发放办法（演示数据） 第二条');
    expect(rows[1], 'under what took its place').to.contain('试行办法');
    expect(await page.evaluate(struckOut), 'what is over is struck out').to.equal(true);
    await opens('高龄津贴发放办法');
    await page.locator('.clause', { hasText: '二百元' }).waitFor();
    await hands.press('Alt+u', 'Escape', 'ArrowDown', 'Alt+u');
    await page.locator('.hits-note', { hasText: '不能作为答复依据' }).waitFor();
    await ends(call);
    const today = await saved();
    expect(today.answers.map(({ articleId, articleRev }) => [articleId, articleRev])).to.deep.equal([
      [ids.now, 2],
    ]);
    expect(hands.strokes).to.be.at.most(22);

    // 班前播报 of the next shift, in sentences to be read out.
    const next = await opened.context.newPage();
    await next.clock.setFixedTime(desk.now());
    await next.goto(`${desk.url}#library`);
    await next.locator('.news-line').first().waitFor();
    const news = (await next.locator('.news-line').allInnerTexts()).join('\n');
    expect(news).to.contain(
      '《高龄津贴发放试行办法（演示数据）》自2026年11月24日起不再适用，由《高龄津贴发放办法（演示数据）》替代。',
    );
    expect(news).to.contain('《高龄津贴发放办法（演示数据）》自2026年11月24日起适用。');
    await next.close();
    const kept = (await desk.door.house.store.records.ofDay('2026-11-23')).at(-1)?.content.answers[0];
    expect(kept, 'what was answered stays').to.deep.equal(yesterday.answers[0]);
  });

  it('a deaf caller by text relay: known before the answer, told in writing at once, and the record says so', async () => {
    const first = await takesCall();
    await hands.press('Alt+a', '1');
    await page.locator('.tag-consent input:focus').waitFor();
    await hands.press('Space', '1');
    await page.locator('.tag-list', { hasText: '听力不便' }).waitFor();
    expect(hands.strokes).to.equal(4);
    await ends(first);
    await hands.press('Alt+r');
    await hands.write('助听器补贴怎么领', 'zhutingqibutiezenmeling');
    await hands.press('Tab', 'Tab', 'Tab', 'Tab');
    await page.locator('#record-outcomeCode:focus').waitFor();
    await hands.type('d2');
    await saved();

    const call = await rings();
    const tag = page.locator('.tag-list li', { hasText: '听力不便' });
    await tag.locator('.tag-purpose', { hasText: '改用短信答复' }).waitFor();
    call.answers('1001');
    await page.locator('#answer-search:focus').waitFor();
    await hands.rest();
    await hands.press('Alt+2');
    await hands.type('zhutingqi');
    await hit('助听器').first().waitFor();
    await opens('助听器');
    await page.locator('.notice-count', { hasText: '已告知 0 / 4' }).waitFor();
    await hands.press('Alt+m');
    await page.locator('.notice-main:focus').waitFor();
    await hands.press('Enter');
    await page.locator('.sent-notices', { hasText: '已提交' }).waitFor();
    await page.locator('.notice-count', { hasText: '已全部告知' }).waitFor();
    await ends(call);
    await hands.press('Alt+r');
    await page.locator('#record-outcomeCode:focus').waitFor();
    await hands.type('d2');
    const content = await saved();
    expect(
      content.answers.map(({ articleId, readAloud, smsSent }) => [articleId, readAloud, smsSent]),
    ).to.deep.equal([[ids.item, undefined, true]]);
    expect(content.oneTimeNotice?.every(({ told }) => told)).to.equal(true);
    const [message] = [...gateway.messages.values()];
    expect(message).to.include({ to: number });
    expect(message?.text).to.contain('听力残疾证').and.to.contain('购买发票');
    expect(hands.strokes).to.be.at.most(20);
  });

  it('someone breaks in at the caller’s: 110 rings after two keys, all three talk, and the record is there', async () => {
    const { pbx } = desk.door.house;
    const call = await takesCall();
    pbx.commands.length = 0;
    await hands.press('F7', 'Alt+6');
    const asked = () => pbx.commands.find(({ type }) => type === 'consult');
    await eventually(() => asked() !== undefined, 'the exchange is asked for 110');
    expect(asked()).to.include({ extension: '9110' });
    expect(hands.strokes).to.be.at.most(4);
    const police = call.isPutThrough('1001', '9110', '110');
    await page.locator('.consult', { hasText: '110 公安报警 振铃中' }).waitFor();
    await page.locator('#answer-search:focus').waitFor();
    // What 110 asks first stays in sight.
    expect(await page.locator('.caller').textContent())
      .to.contain(number)
      .and.to.contain('芙蓉区');
    police.answers();
    await page.locator('.consult', { hasText: '已接听' }).waitFor();
    await hands.press('Alt+j');
    await eventually(() => pbx.commands.some(({ type }) => type === 'join-three'), 'three talk');
    police.joins();
    await page.locator('.call-head[data-phase="conference"]').waitFor();
    await pass(5);
    await hands.press('Alt+r');
    await hands.write('有人砸门', 'yourenzamen');
    await hands.press('F9');
    await eventually(() => pbx.commands.some(({ type }) => type === 'hang-up'), 'the seat leaves');
    police.seatLeaves();
    await page.locator('.call-head[data-phase="ended"]').waitFor();
    expect(await page.locator('.outcome-chosen').textContent()).to.contain('T3');
    const content = await saved();
    expect(content).to.include({
      outcomeCode: 'T3',
      outcomeNote: '已转 110 公安报警',
      question: '有人砸门',
      regionCode: '430102',
    });
    expect(hands.strokes).to.be.at.most(20);
    expect(opened.complaints.filter((text) => !text.includes('401'))).to.deep.equal([]);
  });
});

const struckOut = `[...document.querySelectorAll('.hit[data-over] .hit-name')].every((name) =>
  getComputedStyle(name).textDecorationLine.includes('line-through'))`;
