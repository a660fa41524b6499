import { expect } from 'chai';
import { Site } from '../adapters/sqlite/builders.ts';
import { expectKept, liveAndDie, Promised } from '../faults/kill-nine.ts';

describe('a bridge that is killed (kill -9) at two hundred random moments', function () {
  this.timeout(30 * 60_000);

  it('loses no record that it acknowledged, keeps none twice, and its journal verifies', async () => {
    const site = new Site();
    const promised = new Promised();
    const waiting = new Set<string>();
    const started = performance.now();
    let alive = 0;
    for (let life = 0; life < 200; life += 1) {
      const until = Math.random() * 600;
      alive += until;
      await liveAndDie(site, promised, waiting, until);
      if (life % 20 === 19) await expectKept(site, promised);
    }
    expect(promised.epochs).to.have.length(200);
    expect(promised.saved.size / (alive / 1000), 'saves a second').to.be.above(20);
    console.log(
      `      ${promised.saved.size} records acknowledged, ${promised.durable} events durable, ${Math.round((performance.now() - started) / 1000)} s`,
    );
    site.remove();
  });
});
