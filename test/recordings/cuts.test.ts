import { expect } from 'chai';
import { cutAtRandom, overlapping, wholeMessages } from './cuts.ts';
import { asLines } from './expected.ts';
import { bytesOf, recordingNames, replayBytes, replayed } from './recorded.ts';

describe('a recording cut into chunks', function () {
  this.timeout(60_000);

  it('loses no byte', () => {
    for (const name of ['caller-hangs-up', 'chinese-name']) {
      const bytes = bytesOf(name);
      expect(Buffer.concat(cutAtRandom(bytes, 50, 1)).equals(bytes)).to.equal(true);
      expect(Buffer.concat(wholeMessages(bytes)).equals(bytes)).to.equal(true);
      const [first, second] = overlapping(bytes, 40, 50);
      expect(first.length + second.length).to.be.greaterThan(bytes.length);
    }
  });

  for (const name of recordingNames) {
    it(`${name}: has the same outcome wherever the chunks end`, async () => {
      const { calls, seats } = await replayed(name);
      const cut = await replayBytes([cutAtRandom(bytesOf(name), 200, 20261124)]);
      expect(asLines(cut.calls)).to.equal(asLines(calls));
      expect(asLines(cut.seats)).to.equal(asLines(seats));
    });
  }
});

describe('a recording seen over two connections that overlap', function () {
  this.timeout(60_000);
  const overlap = 50;

  for (const name of recordingNames) {
    it(`${name}: has the same outcome wherever the first one is lost`, async () => {
      const { calls } = await replayed(name);
      const bytes = bytesOf(name);
      const length = wholeMessages(bytes).length;
      // what comes after a place in a long recording is read by the long tests
      const places = name.includes('busy') ? [0.5] : [0.1, 0.25, 0.4, 0.5, 0.6, 0.75, 0.9, 1];
      for (const part of places) {
        const place = Math.round(length * part);
        const [first, second] = overlapping(bytes, place, overlap);
        const { calls: found } = await replayBytes([[first], [second]]);
        expect(asLines(found), `lost after ${place} of ${length} messages`).to.equal(asLines(calls));
      }
    });
  }
});
