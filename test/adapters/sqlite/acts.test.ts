import { expect } from 'chai';
import type { SqliteStore } from '../../../bridge/adapters/sqlite/store.ts';
import type { SeatSession } from '../../../bridge/application/store.ts';
import { noon, Site } from './builders.ts';

describe('acts at a seat', function () {
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

  const session: SeatSession = {
    seat: '1001',
    accountId: 'operator-1',
    queues: [{ queue: 'policy', penalty: 0 }],
    pause: null,
    signedInAt: noon,
  };
  const sameSeat = { seat: '1001', accountId: 'operator-1' };

  it('change the ledger and are journaled with it', async () => {
    await store.acts.perform('c-1', 'operator-1', noon, { type: 'seat-signed-in', session });
    expect(await store.seats.all()).to.deep.equal([session]);
    const pause = { reason: 'acw', since: noon + 1000 };
    await store.acts.perform('c-2', 'operator-1', noon + 1000, {
      type: 'seat-pause-set',
      ...sameSeat,
      pause,
    });
    expect(await store.seats.all()).to.deep.equal([{ ...session, pause }]);
    await store.acts.perform('c-3', 'operator-1', noon + 2000, {
      type: 'seat-pause-set',
      ...sameSeat,
      pause: null,
    });
    expect(await store.seats.all()).to.deep.equal([session]);

    const acts = await store.journal.read('acts/test', 0, 10);
    expect(acts.map(({ type }) => type)).to.deep.equal([
      'seat-signed-in',
      'seat-pause-set',
      'seat-pause-set',
    ]);
    expect(acts[1]?.event).to.deep.equal({
      v: 1,
      type: 'seat-pause-set',
      at: (noon + 1000) * 1000,
      receivedAt: noon + 1000,
      commandId: 'c-2',
      ...sameSeat,
      pause,
    });
  });

  it('done twice are done once', async () => {
    const act = { type: 'seat-signed-out', ...sameSeat, reason: 'shift over' } as const;
    expect(await store.acts.perform('c-4', 'operator-1', noon, act)).to.deep.equal({ repeated: false });
    expect(await store.seats.all()).to.deep.equal([]);
    await store.acts.perform('c-5', 'operator-1', noon, { type: 'seat-signed-in', session });
    // The old sign-out comes once more, late: it must not sign out the new session.
    expect(await store.acts.perform('c-4', 'operator-1', noon, act)).to.deep.equal({ repeated: true });
    expect(await store.seats.all()).to.deep.equal([session]);
    expect((await store.journal.head('acts/test'))?.position).to.equal(5);
  });

  it('at a seat that somebody else takes replace its session', async () => {
    const other = { ...session, accountId: 'operator-2', queues: [] };
    await store.acts.perform('c-6', 'operator-2', noon, { type: 'seat-signed-in', session: other });
    expect(await store.seats.all()).to.deep.equal([other]);
  });

  it('outlive the bridge', async () => {
    await store.close();
    store = await site.open();
    expect((await store.seats.all()).map(({ accountId }) => accountId)).to.deep.equal(['operator-2']);
  });
});
