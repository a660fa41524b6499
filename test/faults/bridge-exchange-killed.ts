import { expect } from 'chai';
import { callEventsAnswerSchema } from '../../bridge/protocol/rest.ts';
import type { City, Membership } from '../real/bridge/city.ts';
import type { Measured } from '../real/bridge/measured.ts';
import { until } from '../real/bridge/patience.ts';
import { ANSWERS, RINGS, STANDBY, STANDBY_PENALTY } from '../real/floor.ts';

const TRUE_WITHIN_MS = 2000;
const BACK_WITHIN_MS = 5000;

/** kill -9 of the exchange in the middle of calls: it comes back knowing nothing of queues, seats and calls. */
export function exchangeKilled(city: () => City, measured: Measured): void {
  describe('the exchange is killed during calls and started again', () => {
    it('and the floor is true, every seat is back in its queues, and the next caller rings, without anybody pressing a key', async () => {
      const { floor, bridge } = city();
      const telephones = await Promise.all(
        ['1001', '1002', '1003', '1004', STANDBY].map((seat) => floor.seat(seat, ANSWERS)),
      );
      const [talks, holds, rings, pauses, ready] = await Promise.all(
        ['zhang1203', 'li1204', 'wang1205', 'zhao1206', 'qian1207'].map((login) => city().operator(login)),
      );
      if (!talks || !holds || !rings || !pauses || !ready) throw new Error('nobody is there');
      const everybody = [talks, holds, rings, pauses, ready];

      await talks.takesSeat('1001', 'policy', 'service-guide');
      const first = await floor.citizen('1', '13874802001');
      const talk = (await talks.cardIn('talking')).card;
      await holds.takesSeat('1002', 'service-guide', 'business');
      await floor.citizen('2', '13874802002');
      const held = (await holds.cardIn('talking')).card;
      await (await (telephones[1]?.nextCall() ?? Promise.reject())).hold();
      await holds.cardIn('held', { callId: held.callId });
      if (telephones[2] !== undefined) telephones[2].manner = RINGS;
      await rings.takesSeat('1003', 'business');
      await floor.citizen('4', '13874802003');
      const ringing = (await rings.cardIn('ringing')).card;
      await pauses.takesSeat('1004', 'policy', 'business');
      await pauses.does({ type: 'set-state', state: 'BREAK', reason: '用餐' });
      await pauses.isIn('BREAK');
      await ready.takesSeat(STANDBY, 'disclosure', 'policy');
      const board = await (await city().supervisor()).open({ kind: 'floor' });

      await until(
        'every registration is on the exchange’s disk',
        () => floor.server.keptRegistrations() === 5,
      );
      const killedAt = Date.now();
      await floor.server.kill();
      for (const operator of everybody) {
        const link = await operator.shows('the link is lost', ({ link }) => link.state === 'lost' && link);
        expect(link.since).to.be.within(killedAt - 1000, Date.now());
        expect(link.zh).to.contain('已断开').and.to.contain('重连');
      }
      const from = everybody.map(({ here }) => here);
      if (telephones[2] !== undefined) telephones[2].manner = ANSWERS;

      await floor.server.restart();
      const bootedAt = Date.now();
      await floor.listenAgain();
      const upAt = await ready.shows('the link is up again', ({ link }, at) => link.state === 'up' && at, {
        from: from[4] ?? 0,
      });
      await talks.isIn('ACW');
      await holds.isIn('ACW');
      await rings.isIn('READY');
      await pauses.isIn('BREAK');
      await ready.isIn('READY');
      const trueAt = Date.now();

      const wanted: Record<string, Membership[]> = {
        '1001': inQueues('acw', 'policy', 'service-guide'),
        '1002': inQueues('acw', 'service-guide', 'business'),
        '1003': inQueues(null, 'business'),
        '1004': inQueues('用餐', 'policy', 'business'),
        [STANDBY]: inQueues(null, 'disclosure', 'policy').map((one) => ({
          ...one,
          penalty: STANDBY_PENALTY,
        })),
      };
      for (const [seat, memberships] of Object.entries(wanted)) {
        let found: Membership[] = [];
        await until(
          `seat ${seat} is back in its queues, as it was`,
          async () => {
            found = await city().memberships(seat);
            return JSON.stringify(sorted(found)) === JSON.stringify(sorted(memberships));
          },
          { instead: () => JSON.stringify(found) },
        );
      }
      const backAt = Date.now();
      measured.note('Asterisk booted → link up', upAt - bootedAt);
      measured.note('Asterisk booted → floor true at the pages', trueAt - bootedAt);
      measured.note('Asterisk booted → every seat in its queues again', backAt - bootedAt);

      // Calls are over, their records are open; nobody waits, nobody talks.
      for (const [operator, { callId }] of [
        [talks, talk],
        [holds, held],
      ] as const) {
        const { card } = await operator.cardIn('ended', { callId });
        expect(card.reconciled, 'found, not seen').to.be.true;
        expect(card.record).to.include({ saved: null, parked: false });
      }
      expect((await rings.cardIn('missed', { callId: ringing.callId })).card.reconciled).to.be.true;
      const rows = (await (await city().supervisor()).open({ kind: 'floor' })).last('floor')?.floor;
      expect(rows?.queues.map(({ waiting }) => waiting)).to.deep.equal([0, 0, 0, 0]);
      for (const { callId } of [talk, held, ringing]) {
        const fact = await city().fact(callId, 'it is over', ({ endedBefore }) => endedBefore !== null);
        expect(fact.endedAt).to.equal(null);
        const key = encodeURIComponent(`recordings/${callId}`);
        const answer = await (await city().supervisor()).json(`api/calls/${key}/events`);
        const { events } = callEventsAnswerSchema.parse(answer);
        expect(
          events.filter(({ certainty }) => certainty === 'reconciled').map(({ type }) => type),
        ).to.include('leg-ended');
      }

      // Nobody has pressed a key: whoever was ready is rung.
      const next = await floor.citizen('1', '13874802004');
      const popped = await ready.cardIn('ringing');
      expect(popped.card).to.include({ number: '13874802004', reconciled: false });
      await ready.cardIn('talking', { callId: popped.card.callId });
      await next.hangUp();
      await first.hangUp();
      for (const operator of everybody)
        for (const { callId } of [talk, held, ringing, popped.card])
          expect(operator.popsOf(callId), `${operator.browser.login} ${callId}`).to.be.at.most(1);
      expect(talks.phasesOf(talk.callId)).to.deep.equal(['ringing', 'talking', 'ended']);
      expect(bridge.said().match(/与话务系统的连接断开/g)?.length).to.be.at.least(1);
      await board.close();

      expect(trueAt - bootedAt, 'floor true after FullyBooted').to.be.at.most(TRUE_WITHIN_MS);
      expect(backAt - bootedAt, 'seats back after FullyBooted').to.be.at.most(BACK_WITHIN_MS);
    });
  });
}

function inQueues(pause: string | null, ...queues: string[]): Membership[] {
  return queues.map((queue) => ({ queue, paused: pause !== null, reason: pause ?? '', penalty: 0 }));
}

function sorted(memberships: readonly Membership[]): Membership[] {
  return memberships.toSorted((one, other) => one.queue.localeCompare(other.queue));
}
