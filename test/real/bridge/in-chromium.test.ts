import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { chinaIso, microsOf } from '../../../bridge/domain/telephony/exact-time.ts';
import type { HotlineConfig } from '../../../telephony-config/schema.ts';
import { chromiumIsHere, HOW_TO_GET, type Opened } from '../../panel/browser.ts';
import { builtPanel } from '../../panel/built-panel.ts';
import type { AmiMessage } from '../ami-reader.ts';
import { asteriskRoot, INSTALL_ASTERISK } from '../asterisk-root.ts';
import { ANSWERS } from '../floor.ts';
import { requireService } from '../services.ts';
import type { SipCall, SipUserAgent } from '../sip-user-agent.ts';
import { oneCity } from './one-city.ts';
import { OperatorInChromium } from './operator-in-chromium.ts';
import { type Counts, SupervisorInChromium } from './supervisor-in-chromium.ts';

const SCREENSHOTS = join(import.meta.dirname, '../../../artefacts/screenshots/asterisk');
/** A number that stands nowhere else, and the forms in which it, or too much of it, could slip out. */
const NUMBER = '13987654321';
const MASKED = '139****4321';
const SLIPS = [NUMBER, NUMBER.slice(0, 8), NUMBER.slice(3)];
/** Chromium reports the 401 by which the page learns that nobody is signed in. */
const NOT_SIGNED_IN = 'Failed to load resource: the server responded with a status of 401 (Unauthorized)';

const QUESTION = '公积金能不能取出来付房租';
const ONE_CALL: Counts = { 呼入总量: 1, 人工接通: 1, 咨询登记数: 1 };

/** The telephone rings until the page makes it answer, and nobody is taken away while a screenshot is made. */
function unhurried(site: HotlineConfig): HotlineConfig {
  return {
    ...site,
    pbx: { ...site.pbx, ami: { ...site.pbx.ami, telephoneControl: true } },
    lines: site.lines.map((line) => ({ ...line, ringSeconds: 30, maxWaitSeconds: 60 })),
  };
}

/** As the page shows it: Beijing time, to the millisecond. */
function clockOf(event: AmiMessage): string {
  return chinaIso(microsOf(Number(event.get('Timestamp')))).slice(11, 23);
}

describe('the panel in Chromium, beside a real Asterisk', function () {
  this.timeout(150_000);
  this.slow(20_000);
  requireService(this, 'Asterisk', () => asteriskRoot() !== '', INSTALL_ASTERISK);
  requireService(this, 'chromium', chromiumIsHere, HOW_TO_GET);

  const { city } = oneCity({ change: unhurried, panel: builtPanel });

  describe('an operator at the keyboard and a supervisor who watches', () => {
    let operator: OperatorInChromium;
    let supervisor: SupervisorInChromium;
    const browsers: Opened[] = [];
    let telephone: SipUserAgent;
    let atFirst: Counts;

    const shoot = async ({ opened }: { opened: Opened }, name: string) => {
      await opened.page.screenshot({ path: join(SCREENSHOTS, `${name}.png`) });
    };
    /** A citizen calls, and is in the talk. */
    const talk = async (): Promise<{ call: SipCall; atSeat: SipCall }> => {
      const call = await city().floor.citizen('1', NUMBER);
      const atSeat = await telephone.nextCall();
      await operator.cardIn('ringing');
      await operator.presses('F2');
      await operator.cardIn('talking');
      return { call, atSeat };
    };
    const record = async () => {
      await operator.cardIn('ended');
      await operator.writes(QUESTION);
      await operator.saves();
    };

    before('they sign in', async () => {
      mkdirSync(SCREENSHOTS, { recursive: true });
      supervisor = await SupervisorInChromium.signIn(city());
      browsers.push(supervisor.opened);
      operator = await OperatorInChromium.signIn(city(), 'zhang1203');
      browsers.push(operator.opened);
    });
    after(async () => {
      for (const browser of browsers) await browser.close();
    });

    beforeEach(async () => {
      telephone = await city().floor.seat('1001', { does: 'answers-when-told' });
      await operator.takesSeat('1001');
      atFirst = await supervisor.counts();
    });
    afterEach(async () => {
      await operator.leavesSeat();
      for (const { complaints } of browsers)
        expect(complaints.filter((text) => text !== NOT_SIGNED_IN)).to.deep.equal([]);
    });

    it('the card is drawn before the telephone is answered, and the record, saved twice, counts once', async () => {
      const call = await city().floor.citizen('1', NUMBER);
      const atSeat = await telephone.nextCall();
      let answered = false;
      void atSeat.answered.then(() => {
        answered = true;
      });
      const popped = await operator.cardIn('ringing');
      expect(answered, 'answered when the card was drawn').to.be.false;
      expect(popped).to.contain(NUMBER).and.to.contain('政策咨询');
      await shoot(operator, 'ringing');
      await operator.presses('F2');
      await atSeat.answered;
      await operator.cardIn('talking');
      await supervisor.seesSeat('1001', 'TALKING');
      await shoot(operator, 'talking');

      await call.hangUp();
      await operator.cardIn('ended');
      await operator.writes(QUESTION);
      await shoot(operator, 'wrap-up');
      await Promise.all([operator.presses('Control+Enter'), operator.presses('Control+Enter')]);
      await operator.isIn('示闲');
      await shoot(operator, 'saved');
      await supervisor.seesRise(atFirst, ONE_CALL);
      await shoot(supervisor, 'floor');
      const records = await supervisor.opensFigure('咨询登记数');
      expect(records, 'asked of the bridge anew').to.contain(`咨询登记数 ${(atFirst.咨询登记数 ?? 0) + 1}件`);
      await supervisor.closesPanel();
    });

    it('a figure leads to its calls, a call to what Asterisk told of it, and the number is masked wherever it stands', async () => {
      const documents: string[] = [];
      const look = async (name: string) => {
        documents.push(await supervisor.allThatIsShown());
        await shoot(supervisor, name);
      };
      const { call } = await talk();
      await supervisor.seesSeat('1001', 'TALKING');
      expect(await supervisor.opensSeat('1001')).to.contain(`通话对方 ${MASKED}`);
      await look('seat');
      await call.hangUp();
      await record();
      await supervisor.seesRise(atFirst, ONE_CALL);

      const calls = await supervisor.opensFigure('人工接通');
      expect(calls).to.contain(`人工接通 ${(atFirst.人工接通 ?? 0) + 1}通`);
      expect(calls).to.match(/139\*{4}4321 政策咨询 00:0\d 1001 接通 D2$/);
      await look('figure-calls');

      const events = await supervisor.opensLastCall();
      const joined = await city().floor.seen({ Event: 'QueueCallerJoin' });
      expect(events).to.contain(`一通电话 recordings/${joined.get('Linkedid')} `);
      for (const [event, summary] of [
        ['QueueCallerJoin', '进入队列 政策咨询，位次 1'],
        ['AgentCalled', '队列 政策咨询 呼叫座席 1001'],
        ['AgentConnect', '座席 1001 接通队列 政策咨询 的来电'],
      ] as const)
        expect(events).to.contain(`${clockOf(await city().floor.seen({ Event: event }))} 观察 ${summary}`);
      await look('call-events');
      await supervisor.closesPanel();

      for (const text of documents) {
        expect(text).to.contain(MASKED);
        for (const slip of SLIPS) expect(text.includes(slip), slip).to.be.false;
      }
    });

    it('no call between seats, to a citizen or for listening is counted, though the record of a call to a citizen is', async () => {
      await city().floor.seat('1006', ANSWERS);
      const internal = telephone.call('1006');
      await operator.isIn('通话');
      await internal.hangUp();
      await operator.isIn('示闲');

      await city().floor.outside('13874801114', ANSWERS);
      const outbound = telephone.call('913874801114');
      expect(await operator.cardIn('talking')).to.contain('外呼');
      await shoot(operator, 'outbound');
      await outbound.hangUp();
      await record();
      await supervisor.seesRise(atFirst, { 咨询登记数: 1 });

      const listener = await city().floor.seat('1010', ANSWERS);
      const { call } = await talk();
      await city().floor.listens('1010', '1001');
      await call.hangUp();
      await (await listener.nextCall()).hangUp();
      await record();
      await supervisor.seesRise(atFirst, { ...ONE_CALL, 咨询登记数: 2 });
    });

    it('a call that waits in a second queue and is answered there again counts once', async () => {
      const second = await city().operator('li1204');
      await city().floor.seat('1002', ANSWERS);
      await second.takesSeat('1002', 'service-guide');
      const { call, atSeat } = await talk();
      await atSeat.transferTo('7002');
      await second.cardIn('talking');
      await record();
      await supervisor.seesSeat('1002', 'TALKING');
      await supervisor.seesRise(atFirst, ONE_CALL);
      await call.hangUp();
      await second.saves((await second.cardIn('ended')).card);
      await supervisor.seesRise(atFirst, { ...ONE_CALL, 咨询登记数: 2 });
      await shoot(supervisor, 'second-stay');
    });
  });
});
