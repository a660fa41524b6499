import { expect } from 'chai';
import { figureValue } from '../../../agent-panel/src/floor/figure-value.ts';
import { applyChanges, countStates, inSeatOrder } from '../../../agent-panel/src/floor/floor-model.ts';
import { floor, seatRows } from '../sample-floor.ts';

const now = 1_700_000_000_000;

describe('the floor', () => {
  it('puts a changed row where the old one stood: nothing jumps', () => {
    const before = floor(now);
    const seat = before.seats[5];
    if (seat === undefined) throw new Error('two hundred seats');
    const after = applyChanges(before, { seats: [{ ...seat, state: 'ACW' }], queues: [], figures: [] });
    expect(after.seats.map((row) => row.seat)).to.deep.equal(before.seats.map((row) => row.seat));
    expect(after.seats[5]?.state).to.equal('ACW');
    expect(after.seats[6]).to.equal(before.seats[6]);
  });

  it('adds a row that it has not seen at the end', () => {
    const [seat] = seatRows(now);
    if (seat === undefined) throw new Error('two hundred seats');
    const after = applyChanges(floor(now), { seats: [{ ...seat, seat: '9001' }], queues: [], figures: [] });
    expect(after.seats[200]?.seat).to.equal('9001');
  });

  it('orders seats as people count', () => {
    const [seat] = seatRows(now);
    if (seat === undefined) throw new Error('two hundred seats');
    const rows = ['10', '9', '100'].map((number) => ({ ...seat, seat: number }));
    expect(inSeatOrder(rows).map((row) => row.seat)).to.deep.equal(['9', '10', '100']);
  });

  it('counts every seat in one state', () => {
    const total = countStates(seatRows(now)).reduce((sum, { count }) => sum + count, 0);
    expect(total).to.equal(200);
  });
});

describe('a figure', () => {
  it('without a value is a dash, never a nought', () => {
    expect(figureValue({ value: null, unit: 'ratio' }).text).to.equal('—');
  });

  it('is written in its unit', () => {
    expect(figureValue({ value: 0.9632, unit: 'ratio' })).to.deep.equal({ text: '96.3', unit: '%' });
    expect(figureValue({ value: 9.42, unit: 'seconds' })).to.deep.equal({ text: '9.4', unit: '秒' });
    expect(figureValue({ value: 4_318, unit: 'calls' })).to.deep.equal({ text: '4318', unit: '通' });
  });
});
