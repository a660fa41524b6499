import { expect } from 'chai';
import { callEventsAnswerSchema } from '../../bridge/protocol/rest.ts';
import type { City } from '../real/bridge/city.ts';
import type { Measured } from '../real/bridge/measured.ts';
import type { Operator, Phase } from '../real/bridge/operator.ts';
import { until } from '../real/bridge/patience.ts';
import { ANSWERS } from '../real/floor.ts';
import type { SipCall } from '../real/sip-user-agent.ts';

const TRUE_WITHIN_MS = 2000;
/** Ping every 5 s, answered within 5 s, and what two busy cores take. */
const NOTICED_WITHIN_MS = 12_000;

/** The way between bridge and exchange breaks while both live, and calls go on. */
export function linkCut(city: () => City, measured: Measured): void {
  const wire = () => {
    const { wire } = city();
    if (wire === null) throw new Error('there is no wire to break');
    return wire;
  };
  const sits = async (seat: string, login: string, ...queues: string[]) => {
    const operator = await city().operator(login);
    const telephone = await city().floor.seat(seat, ANSWERS);
    await operator.takesSeat(seat, ...queues);
    return { operator, telephone };
  };

  describe('the link to the exchange', () => {
    /** A citizen in a talk at a seat. */
    const talk = async (
      digit: string,
      number: string,
      { operator, telephone }: Awaited<ReturnType<typeof sits>>,
    ) => {
      const from = operator.here;
      const call = await city().floor.citizen(digit, number);
      const atSeat = await telephone.nextCall();
      const { card } = await operator.cardIn('talking', { from });
      return { call, atSeat, callId: card.callId };
    };

    it('is cut during three calls; one ends, one is transferred, one comes: mended, all is true again, and nothing pops twice', async () => {
      const first = await sits('1001', 'zhang1203', 'policy');
      const ending = await talk('1', '13874803001', first);
      const second = await sits('1002', 'li1204', 'service-guide');
      const moving = await talk('2', '13874803002', second);
      const third = await sits('1003', 'wang1205', 'business');
      const going = await talk('4', '13874803003', third);
      const target = await sits('1004', 'zhao1206', 'disclosure');
      const free = await sits('1005', 'qian1207', 'policy');
      const everybody = [first, second, third, target, free].map(({ operator }) => operator);
      const before = await city().figures();
      const board = await (await city().supervisor()).open({ kind: 'floor' });

      await wire().cut();
      for (const operator of everybody)
        await operator.shows('the link is lost', ({ link }) => link.state === 'lost');
      const frozen = everybody.map(({ here }) => here);
      await ending.call.hangUp();
      await moving.atSeat.transferTo('1004');
      await (await target.telephone.nextCall()).answered;
      const coming: SipCall = await city().floor.citizen('1', '13874803004');
      await (await free.telephone.nextCall()).answered;
      await city().floor.seen({ Event: 'AgentConnect', Interface: 'PJSIP/1005' });
      for (const [index, operator] of everybody.entries())
        expect(
          operator.page.frames.all
            .slice(frozen[index])
            .filter(({ it }) => it.type === 'desk' && it.desk.link.state === 'up'),
          'nothing stale is shown as live',
        ).to.deep.equal([]);

      await wire().mend();
      const mended = new Map(everybody.map((operator) => [operator, operator.here]));
      const found = (operator: Operator, phase: Phase, callId?: string) =>
        operator.cardIn(phase, {
          from: mended.get(operator) ?? 0,
          withinMs: 15_000,
          ...(callId === undefined ? {} : { callId }),
        });
      const shown = {
        ended: await found(first.operator, 'ended', ending.callId),
        left: await found(second.operator, 'ended', moving.callId),
        still: await found(third.operator, 'talking', going.callId),
        moved: await found(target.operator, 'talking', moving.callId),
        came: await found(free.operator, 'talking'),
      };
      await first.operator.isIn('ACW');
      await second.operator.isIn('ACW');
      for (const { operator } of [third, target, free]) await operator.isIn('TALKING');
      const rows = await board.first('the supervisor sees two in wrap-up and three in a talk', (_, at) => {
        const states = new Map<string, string>();
        for (const { it } of board.frames.all) {
          const seats =
            it.type === 'floor' ? it.floor.seats : it.type === 'floor-changes' ? it.changes.seats : [];
          for (const { seat, state } of seats) states.set(seat, state);
        }
        const told = ['1001', '1002', '1003', '1004', '1005'].map((seat) => states.get(seat)).join();
        return told === 'ACW,ACW,TALKING,TALKING,TALKING' && at;
      });
      const login = wire().logins.at(-1) ?? 0;
      const trueAt = Math.max(rows, ...Object.values(shown).map(({ at }) => at));
      measured.note('link mended: login → floor true at all pages', trueAt - login);

      for (const name of ['ended', 'left', 'moved', 'came'] as const)
        expect(shown[name].card.reconciled, `${name} is marked`).to.be.true;
      expect(shown.still.card.reconciled, 'what did not differ is not marked').to.be.false;
      expect(shown.came.card).to.include({ number: '13874803004', kind: 'inbound' });
      expect(shown.moved.card).to.include({ number: '13874803002', kind: 'inbound' });
      for (const operator of everybody)
        for (const callId of [ending.callId, moving.callId, going.callId, shown.came.card.callId])
          expect(operator.popsOf(callId), `pops of ${callId} at ${operator.browser.login}`).to.be.at.most(1);
      expect(target.operator.popsOf(moving.callId), 'it was answered before it was found').to.equal(0);
      for (const seat of ['1004', '1005']) await city().isPaused(seat, 'acw');

      const key = encodeURIComponent(`recordings/${ending.callId}`);
      const { events } = callEventsAnswerSchema.parse(
        await (await city().supervisor()).json(`api/calls/${key}/events`),
      );
      expect(events.filter(({ certainty }) => certainty === 'reconciled').map(({ type }) => type)).to.include(
        'leg-ended',
      );
      await Promise.all([moving, going].map(({ call }) => call.hangUp()));
      await coming.hangUp();
      for (const operator of everybody) await operator.isIn('ACW');
      // What the queue says of a call that nobody saw join it comes last, and on a busy machine late (AgentComplete).
      let now = before;
      const rose = (id: string) => (now.get(id) ?? 0) - (before.get(id) ?? 0);
      await until(
        'the call that came counts once, and no other twice',
        async () => {
          now = await city().figures();
          return ['n-in', 'n-queued', 'n-answered'].every((id) => rose(id) === 1);
        },
        { instead: () => JSON.stringify([...now]) },
      );
      await board.close();
      expect(trueAt - login, 'floor true after the login').to.be.at.most(TRUE_WITHIN_MS);
    });

    it('goes dead without a word: Ping notices, console and pages say so, and it comes back', async () => {
      const { operator } = await sits('1001', 'zhang1203', 'policy');
      const lines = city().bridge.lines.all.length;
      const deadAt = Date.now();
      wire().goDead();
      const { line, at } = await city().bridge.says(/连接断开/, { from: lines, withinMs: 20_000 });
      expect(line).to.contain('did not answer Ping');
      measured.note('wire dead → noticed', at - deadAt);
      await operator.shows('the link is lost', ({ link }) => link.state === 'lost');
      const logins = wire().logins.length;
      wire().revive();
      await operator.shows('the link is up again', ({ link }) => link.state === 'up', { withinMs: 15_000 });
      expect(wire().logins.length).to.equal(logins + 1);
      await operator.isIn('READY');
      expect(at - deadAt).to.be.at.most(NOTICED_WITHIN_MS);
    });
  });
}
