import { expect } from 'chai';
import { RememberedResults } from '../../bridge/application/remember-results.ts';

type Answer = { outcome: 'done' | 'refused'; n: number };

describe('a command that is sent twice', () => {
  const results = () => new RememberedResults<Answer>();

  it('is done once and answered twice, also when the first is still on its way', async () => {
    const remembered = results();
    let times = 0;
    const run = async (): Promise<Answer> => {
      times += 1;
      return { outcome: 'done', n: times };
    };
    const [one, two] = await Promise.all([remembered.once('a', 'c1', run), remembered.once('a', 'c1', run)]);
    expect([one, two, await remembered.once('a', 'c1', run)]).to.deep.equal(
      Array(3).fill({ outcome: 'done', n: 1 }),
    );
  });

  it('is another person’s own', async () => {
    const remembered = results();
    await remembered.once('a', 'c1', async () => ({ outcome: 'done', n: 1 }));
    expect(await remembered.once('b', 'c1', async () => ({ outcome: 'done', n: 2 }))).to.include({ n: 2 });
  });

  it('is tried again where it was refused or failed', async () => {
    const remembered = results();
    await remembered.once('a', 'c1', async () => ({ outcome: 'refused', n: 1 }));
    expect(await remembered.once('a', 'c1', async () => ({ outcome: 'done', n: 2 }))).to.include({ n: 2 });
    await remembered.once('a', 'c2', () => Promise.reject(new Error('lost'))).catch(() => {});
    expect(await remembered.once('a', 'c2', async () => ({ outcome: 'done', n: 3 }))).to.include({ n: 3 });
  });

  it('is forgotten after some hundred others', async () => {
    const remembered = results();
    for (let n = 0; n < 300; n += 1)
      await remembered.once('a', `c${n}`, async () => ({ outcome: 'done', n }));
    expect(await remembered.once('a', 'c0', async () => ({ outcome: 'done', n: -1 }))).to.include({ n: -1 });
    expect(await remembered.once('a', 'c299', async () => ({ outcome: 'done', n: -1 }))).to.include({
      n: 299,
    });
  });
});
