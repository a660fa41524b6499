import { expect } from 'chai';
import { Site } from '../adapters/sqlite/builders.ts';
import { expectKept, liveAndDie, Promised } from './kill-nine.ts';

describe('a bridge that is killed (kill -9) at five random moments', function () {
  this.timeout(60_000);

  it('loses no record that it acknowledged, keeps none twice, and its journal verifies', async () => {
    const site = new Site();
    const promised = new Promised();
    const waiting = new Set<string>();
    for (let life = 0; life < 5; life += 1) {
      await liveAndDie(site, promised, waiting, Math.random() * 300);
      await expectKept(site, promised);
    }
    expect(promised.epochs).to.have.length(5);
    expect(promised.saved.size).to.be.above(0);
    site.remove();
  });
});
