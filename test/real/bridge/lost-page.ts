import { expect } from 'chai';
import { defaultLimits } from '../../../bridge/adapters/websocket/connection.ts';
import type { FloorView } from '../../../bridge/protocol/floor.ts';
import type { ServerFrame } from '../../../bridge/protocol/frames.ts';
import { ANSWERS } from '../floor.ts';
import type { City } from './city.ts';

const { heartbeatMs } = defaultLimits;

/** A page is not a telephone: who loses the one still has the other, and the supervisor sees it. */
export function lostPage(city: () => City): void {
  describe('an operator whose page is lost in a call', () => {
    it('keeps the call, is shown as held and never as ready, and finds the call at the page again', async () => {
      const operator = await city().operator('zhang1203');
      await city().floor.seat('1001', ANSWERS);
      await operator.takesSeat('1001', 'policy');
      const floor = await (await city().supervisor()).open({ kind: 'floor' });
      const call = await city().floor.citizen('1');
      const { card } = await operator.cardIn('talking');
      const lostAt = Date.now();
      await operator.page.close();

      const shown = (state: string, from: number) =>
        floor.first(
          `seat 1001 is ${state}`,
          (frame) => {
            const row = rowOf(frame, '1001');
            return row?.state === state && row;
          },
          { from },
        );
      const row = await shown('OFFLINE_HELD', floor.here);
      expect(row).to.include({ telephone: 'TALKING', caller: '138****1001', accountName: 'zhang1203' });
      expect(row.since, 'when it was last heard of').to.be.within(lostAt - 2 * heartbeatMs, lostAt + 50);
      const hungUp = floor.here;
      await call.hangUp();
      const after = await floor.first(
        'seat 1001 is in wrap-up at the exchange',
        (frame) => {
          const now = rowOf(frame, '1001');
          return now?.telephone === 'ACW' && now;
        },
        { from: hungUp },
      );
      expect(after).to.include({ state: 'OFFLINE_HELD', since: row.since });
      await city().isPaused('1001', 'acw');

      const { here } = floor;
      await operator.comeBack();
      await operator.cardIn('ended', { callId: card.callId });
      await shown('ACW', here);
      const states = floor.frames.all.flatMap(({ it }) => rowOf(it, '1001')?.state ?? []);
      expect(states.slice(states.indexOf('OFFLINE_HELD'))).to.not.include('READY');
      await operator.saves(card);
      await floor.close();
    });
  });
}

function rowOf(frame: ServerFrame, seat: string): FloorView['seats'][number] | undefined {
  const rows =
    frame.type === 'floor' ? frame.floor.seats : frame.type === 'floor-changes' ? frame.changes.seats : [];
  return rows.find((row) => row.seat === seat);
}
