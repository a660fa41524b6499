import { expect } from 'chai';
import { cutAtRandom, overlapping, wholeMessages } from '../recordings/cuts.ts';
import { asLines } from '../recordings/expected.ts';
import { bytesOf, recordingNames, replayBytes, replayed } from '../recordings/recorded.ts';

describe('recordings cut at 1,000 random places', function () {
  this.timeout(600_000);

  for (const name of recordingNames) {
    it(`${name}: five times, the same outcome`, async () => {
      const { calls, seats } = await replayed(name);
      for (let seed = 1; seed <= 5; seed += 1) {
        const cut = await replayBytes([cutAtRandom(bytesOf(name), 1_000, seed)]);
        expect(asLines(cut.calls), `seed ${seed}`).to.equal(asLines(calls));
        expect(asLines(cut.seats), `seed ${seed}`).to.equal(asLines(seats));
      }
    });
  }
});

describe('recordings seen over two connections that overlap by 50 events', function () {
  this.timeout(600_000);

  for (const name of recordingNames) {
    it(`${name}: the same outcome wherever the first connection is lost`, async () => {
      const { calls } = await replayed(name);
      const bytes = bytesOf(name);
      const length = wholeMessages(bytes).length;
      const step = name.includes('busy') ? Math.floor(length / 10) : 1;
      for (let place = 1; place <= length; place += step) {
        const [first, second] = overlapping(bytes, place, 50);
        const { calls: found } = await replayBytes([[first], [second]]);
        expect(asLines(found), `lost after ${place} of ${length} messages`).to.equal(asLines(calls));
      }
    });
  }
});
