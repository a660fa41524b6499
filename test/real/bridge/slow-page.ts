import { expect } from 'chai';
import { ANSWERS } from '../floor.ts';
import type { City } from './city.ts';
import type { Measured } from './measured.ts';
import type { Page } from './page.ts';

/** The longest text of the library: as a message about 100 KB, 33,000 characters of Chinese. */
const LONG_TEXT = 'P104';
/** More than the kernel takes on loopback (some 4 MB), and less than what makes the bridge give a page up. */
const HANGS = 80;
const HOPELESS = 360;
/** A pop that waited for somebody else's socket would take seconds. */
const NOT_DELAYED_MS = 1000;

/** A page that hangs is its own trouble, nobody else's. */
export function slowPage(city: () => City, measured: Measured): void {
  describe('a page that takes nothing from its socket', () => {
    let page: Page;

    beforeEach(async () => {
      await city().knowsThePolicies();
      page = await (await city().supervisor()).open({ kind: 'floor' });
    });
    afterEach(() => page.close());

    /** Asks for long texts and reads none. The library answers in order, so after our own answer all are on their way. */
    const pileUp = async (texts: number, other: Page) => {
      page.stopReading();
      for (let asked = 0; asked < texts; asked += 1) {
        page.ask({ type: 'article', articleId: LONG_TEXT, date: null });
        if (asked % 20 === 19) await other.command({ type: 'article', articleId: LONG_TEXT, date: null });
      }
    };

    it('does not delay the others, and is cut back to one whole view when it reads again', async () => {
      const operator = await city().operator('zhang1203');
      await city().floor.seat('1001', ANSWERS);
      await operator.takesSeat('1001', 'policy');
      await pileUp(HANGS, operator.page);

      const before = page.here;
      const called = await city().floor.citizen('1');
      const { card, at } = await operator.cardIn('ringing');
      const offered = Number((await city().floor.seen({ Event: 'AgentCalled' })).get('Timestamp'));
      const delay = measured.note('AgentCalled → card, beside a page that hangs', at - offered * 1000);
      expect(delay).to.be.below(NOT_DELAYED_MS);
      await operator.cardIn('talking', { callId: card.callId });
      await called.hangUp();
      const ended = await operator.cardIn('ended', { callId: card.callId });
      await operator.saves(ended.card);
      await operator.isIn('READY');
      expect(page.here, 'nothing was read meanwhile').to.equal(before);

      page.readOn();
      await page.first('a whole view', ({ type }) => type === 'floor', { from: before, withinMs: 20_000 });
      const caughtUp = page.frames.all.slice(before).map(({ it }) => it);
      expect(caughtUp.filter(({ type }) => type === 'result')).to.have.lengthOf(HANGS);
      expect(caughtUp.filter(({ type }) => type === 'floor-changes').length, 'differences').to.be.below(5);
      expect(page.last('floor')?.floor.seats.find(({ seat }) => seat === '1001')?.state).to.equal('READY');
      const seqs = page.frames.all.map(({ it }) => it.seq);
      expect(seqs).to.deep.equal(seqs.map((_, index) => index + 1));
    });

    it('for too long has its socket cut, and comes back with a new one', async () => {
      const operator = await city().operator('zhang1203');
      await pileUp(HOPELESS, operator.page);
      await city().bridge.says(/takes nothing any more/);
      page.readOn();
      await page.gone;
      expect(page.last('goodbye')).to.equal(undefined);
      const again = await (await city().supervisor()).open({ kind: 'floor' });
      expect(again.last('floor')?.floor.seats).to.not.deep.equal([]);
      await again.close();
    });
  });
}
