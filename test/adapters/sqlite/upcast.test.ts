import { expect } from 'chai';
import { type Upcaster, upcasters, upcastWith } from '../../../bridge/adapters/sqlite/journal/upcast.ts';
import { Site } from './builders.ts';

/** A type that no release has had: version 1 had one name, 2 split it, 3 called the parts otherwise. */
const steps: Upcaster[] = [
  {
    type: 'fake',
    from: 1,
    lift(event) {
      const { name } = event as { name: string };
      const [first = '', last = ''] = name.split(' ');
      return { v: 2, first, last };
    },
  },
  {
    type: 'fake',
    from: 2,
    lift(event) {
      const { first, last } = event as { first: string; last: string };
      return { v: 3, given: first, family: last };
    },
  },
];

describe('events of older versions', function () {
  this.timeout(60_000);

  it('are lifted step by step to the version of now, and newer ones are left alone', () => {
    const upcast = upcastWith(steps);
    const now = { v: 3, given: '华', family: '李' };
    expect(upcast('fake', 1, { v: 1, name: '华 李' })).to.deep.equal(now);
    expect(upcast('fake', 2, { v: 2, first: '华', last: '李' })).to.deep.equal(now);
    expect(upcast('fake', 3, now)).to.equal(now);
    const other = { name: 'x' };
    expect(upcast('another', 1, other)).to.equal(other);
  });

  it('have no step yet: this is the first release', () => {
    expect(upcasters).to.deep.equal([]);
  });

  it('are lifted when they are read; what is stored stays under its hash', async () => {
    const site = new Site();
    const old = await site.open();
    const writer = await old.journal.open('pbx/old');
    writer.append('fake', { v: 1, name: '华 李' });
    await old.close();

    // `name` is a personal field: it comes back from under its seal before it is lifted.
    const store = await site.open({ upcasters: steps });
    const [entry] = await store.journal.read('pbx/old', 0, 1);
    await store.close();
    expect(entry?.event).to.deep.equal({ v: 3, given: '华', family: '李' });
    expect((await site.verify()).problems).to.deep.equal([]);
    site.remove();
  });
});
