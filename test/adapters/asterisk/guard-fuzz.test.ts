import { expect } from 'chai';
import { fuzzGuard } from './guard-fuzz.ts';

describe('random byte streams into the guard', () => {
  it('end in whole messages or in a clear end, 2,000 of them (100,000 in the long tier)', async function () {
    this.timeout(60_000);
    const { messages, failures } = await fuzzGuard(2_000, 12345);
    expect(messages).to.be.greaterThan(1_000);
    expect(failures).to.be.greaterThan(100);
  });
});
