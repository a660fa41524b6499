import { expect } from 'chai';
import { fuzzGuard } from '../adapters/asterisk/guard-fuzz.ts';

describe('random byte streams into the guard, at length', () => {
  it('end in whole messages or in a clear end, 100,000 of them, in bounded memory', async function () {
    this.timeout(1_800_000);
    const before = process.memoryUsage().rss;
    const { messages } = await fuzzGuard(100_000, Math.floor(Math.random() * 2 ** 32));
    expect(messages).to.be.greaterThan(50_000);
    expect(process.memoryUsage().rss - before).to.be.lessThan(300 * 1024 * 1024);
  });
});
