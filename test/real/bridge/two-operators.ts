import { expect } from 'chai';
import { ANSWERS } from '../floor.ts';
import type { City } from './city.ts';

const DISABLED_WITHIN_MS = 1000;

/** One person a seat, one page a person, and nobody whose account is closed. */
export function twoOperators(city: () => City): void {
  describe('two operators', () => {
    it('do not sit at one seat: the second is told who sits there, and takes it over only by saying so', async () => {
      const first = await city().operator('zhang1203');
      await city().floor.seat('1001', ANSWERS);
      await first.takesSeat('1001', 'policy');
      const second = await city().operator('li1204');
      const asked = await second.do({ type: 'sign-in-seat', seat: '1001', queues: [], takeOver: false });
      expect(asked).to.include({ outcome: 'refused', code: 'seat-taken' });
      expect(asked).to.have.property('message').that.contains('zhang1203');
      await second.does({ type: 'sign-in-seat', seat: '1001', queues: ['policy'], takeOver: true });
      const { code, message } = await first.page.goodbye();
      expect(code).to.equal('taken-over');
      expect(message).to.contain('1001').and.to.contain('li1204');
      await second.isIn('READY');

      await city().floor.citizen('1');
      const { card } = await second.cardIn('talking');
      await first.comeBack();
      expect(first.desk).to.deep.include({ seat: null, cards: [] });
      const during = await first.do({ type: 'sign-in-seat', seat: '1001', queues: [], takeOver: true });
      expect(during, 'during a call').to.include({ outcome: 'refused', code: 'seat-in-call' });
      expect(card.number).to.equal('13874801001');
    });

    it('a record left open at a seat that was taken over waits at its own operator’s page', async () => {
      const first = await city().operator('zhang1203');
      await city().floor.seat('1001', ANSWERS);
      await first.takesSeat('1001', 'policy');
      const call = await city().floor.citizen('1');
      const { card } = await first.cardIn('talking');
      await call.hangUp();
      await first.cardIn('ended', { callId: card.callId });
      const second = await city().operator('li1204');
      await second.does({ type: 'sign-in-seat', seat: '1001', queues: ['policy'], takeOver: true });
      await second.isIn('READY');
      expect(second.desk.cards).to.deep.equal([]);
      await first.page.goodbye();
      await first.comeBack();
      const [parked] = first.desk.cards;
      expect(parked).to.include({ callId: card.callId, phase: 'ended' });
      expect(parked?.record?.parked).to.be.true;
      if (parked !== undefined) await first.saves(parked);
    });

    it('one with a second page: the first page ends with words, the second has the call', async () => {
      const operator = await city().operator('zhang1203');
      await city().floor.seat('1001', ANSWERS);
      await operator.takesSeat('1001', 'policy');
      await city().floor.citizen('1');
      const { card } = await operator.cardIn('talking');
      const older = operator.page;
      operator.page = await operator.browser.open();
      expect((await older.goodbye()).code).to.equal('taken-over');
      expect(operator.desk.cards.map(({ callId, phase }) => ({ callId, phase }))).to.deep.equal([
        { callId: card.callId, phase: 'talking' },
      ]);
    });

    it('whoever’s account is disabled on the command line is out within a second, and does not come in again', async () => {
      const dismissed = await city().operator('liu1299');
      const colleague = await city().operator('zhang1203');
      const { code, output, at } = await city().bridge.command('account', 'disable', '--login', 'liu1299');
      expect(code, output).to.equal(0);
      const goodbye = await dismissed.page.goodbye();
      expect(goodbye.code).to.equal('disabled');
      expect(goodbye.at - at, 'ms after the command').to.be.below(DISABLED_WITHIN_MS);
      expect((await dismissed.browser.get('api/me')).status).to.equal(401);
      expect(await dismissed.browser.open().then(String, (error: Error) => error.message)).to.contain('401');
      expect(colleague.page.isOpen).to.be.true;
    });
  });
}
