import { expect } from 'chai';
import { waitBefore } from '../../../agent-panel/src/link/backoff.ts';
import { BridgeClock } from '../../../agent-panel/src/link/liveness.ts';
import { createStore } from '../../../agent-panel/src/link/store.ts';

describe('a store', () => {
  it('tells its watchers of a new value, and not of the same one', () => {
    const store = createStore(1);
    const seen: number[] = [];
    store.subscribe(() => seen.push(store.get()));
    store.set(2);
    store.set(2);
    store.set(3);
    expect(seen).to.deep.equal([2, 3]);
  });

  it('lets a watcher leave while the others are told', () => {
    const store = createStore('a');
    let told = 0;
    const leave = store.subscribe(() => leave());
    store.subscribe(() => {
      told += 1;
    });
    store.set('b');
    store.set('c');
    expect(told).to.equal(2);
  });
});

describe('the wait before an attempt', () => {
  it('is half chance, so that two hundred panels do not come back together', () => {
    expect([waitBefore(3, 0), waitBefore(3, 1)]).to.deep.equal([2_000, 4_000]);
  });
});

describe('the bridge’s clock', () => {
  it('takes the quickest frame as the truest, and follows a step', () => {
    const clock = new BridgeClock();
    clock.observe(10_000, 400);
    clock.observe(10_900, 1_000);
    clock.observe(11_000, 1_500);
    expect(clock.read(2_000)).to.equal(11_900);
    clock.observe(60_000, 3_000);
    expect(clock.read(3_000)).to.equal(60_000);
  });
});
