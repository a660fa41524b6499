import { expect } from 'chai';
import type { SqliteStore } from '../../../bridge/adapters/sqlite/store.ts';
import type { CallFact } from '../../../bridge/domain/telephony/call-facts.ts';
import { fact, refusal, Site, stored } from './builders.ts';

describe('call facts', function () {
  this.timeout(60_000);
  const site = new Site();
  let store: SqliteStore;
  before(async () => {
    store = await site.open();
  });
  after(async () => {
    await store.close();
    site.remove();
  });
  const arriving = (callKey: string, time: string | null, over = {}) =>
    stored(callKey, { fact: fact({ callId: callKey, arrivedAt: time, ...over }) });

  it('are replaced by key when late evidence comes, and move the position to resume from', async () => {
    expect(await store.facts.resumeFrom('pbx/cs')).to.equal(null);
    await store.facts.put('pbx/cs', [arriving('cs/1', '2026-11-24T08:00:00.000+08:00')], 50, 10);
    const late = arriving('cs/1', '2026-11-24T08:00:00.000+08:00', { result: 'answered', rating: 5 });
    await store.facts.put('pbx/cs', [{ ...late, lastPosition: 80 }], 80, 60);
    expect(await store.facts.byKey('cs/1')).to.deep.equal({ ...late, lastPosition: 80 });
    expect(await store.facts.resumeFrom('pbx/cs')).to.equal(60);
    await store.facts.put('pbx/cs', [], 90, 90);
    expect(await store.facts.resumeFrom('pbx/cs')).to.equal(90);
    expect(await store.facts.byKey('cs/never')).to.equal(null);
  });

  it('are found by arrival, from inclusive, to exclusive, whatever the zone they are asked in', async () => {
    const times = [
      '2026-11-25T00:00:00.000+08:00',
      '2026-11-25T09:00:00.500+08:00',
      '2026-11-26T00:00:00.000+08:00',
    ];
    const facts = times.map((time, i) => arriving(`day/${i}`, time));
    await store.facts.put('pbx/cs', [...facts.toReversed(), arriving('day/unseen', null)], 100, 100);
    const keys = async (from: string, to: string) =>
      (await store.facts.arrivedBetween(from, to)).map(({ callKey }) => callKey);
    expect(await keys('2026-11-25T00:00:00+08:00', '2026-11-26T00:00:00+08:00')).to.deep.equal([
      'day/0',
      'day/1',
    ]);
    expect(await keys('2026-11-24T16:00:00Z', '2026-11-25T16:00:00.001Z')).to.deep.equal([
      'day/0',
      'day/1',
      'day/2',
    ]);
    expect(await refusal(store.facts.arrivedBetween('yesterday', 'today'))).to.have.property(
      'code',
      'store.not-a-time',
    );
  });

  it('come in slices without a number, each once, though thousands arrived at one moment', async () => {
    const number = '13900002222';
    const [first, crowd] = ['2026-12-01T08:00:00.000+08:00', '2026-12-01T09:00:00.000+08:00'];
    const many = Array.from({ length: 4_500 }, (_, i) =>
      arriving(`slice/${i}`, i % 1000 === 0 ? first : crowd, { caller: number }),
    );
    await store.facts.put('pbx/cs', many, 120, 120);
    const slices: CallFact[][] = [];
    const [from, to] = ['2026-12-01T00:00:00+08:00', '2026-12-02T00:00:00+08:00'];
    for await (const slice of store.facts.withoutNumbers(from, to)) slices.push(slice);
    const whole = await store.facts.arrivedBetween(from, to);
    expect(whole).to.have.length(4_500);
    expect(whole[0]?.fact.caller).to.equal(number);
    expect(slices.length).to.be.greaterThan(1);
    expect(slices.flat().map(({ callId }) => callId)).to.deep.equal(whole.map(({ callKey }) => callKey));
    expect(JSON.stringify(slices)).not.to.include(number);
    const [one] = slices.flat();
    expect(one).to.deep.equal({ ...whole[0]?.fact, caller: one?.caller });
  });

  it('of one caller come newest first', async () => {
    const callerRef = store.sealer.reference('13900001111');
    const facts = ['2026-11-27T08:00:00.000+08:00', '2026-11-28T08:00:00.000+08:00'].map((time, i) => ({
      ...arriving(`caller/${i}`, time, { caller: '13900001111' }),
      callerRef,
    }));
    await store.facts.put('pbx/cs', facts, 110, 110);
    const found = await store.facts.ofCaller(callerRef, 5);
    expect(found.map(({ callKey, fact: { caller } }) => `${callKey} ${caller}`)).to.deep.equal([
      'caller/1 13900001111',
      'caller/0 13900001111',
    ]);
    expect(await store.facts.ofCaller(callerRef, 1)).to.have.length(1);
  });

  it('and the position are one: a fact that is refused moves nothing', async () => {
    const good = arriving('atomic/1', '2026-11-29T08:00:00.000+08:00');
    const bad = arriving('atomic/2', 'no time');
    expect(await refusal(store.facts.put('pbx/cs', [good, bad], 200, 200))).to.have.property(
      'code',
      'store.not-a-time',
    );
    expect(await store.facts.byKey('atomic/1')).to.equal(null);
    expect(await store.facts.resumeFrom('pbx/cs')).to.equal(110);
  });
});
