import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { expect } from 'chai';
import { asLines, expectedFile, expectedFolder, expectedLines } from './expected.ts';
import { overTwoConnections, recordingNames, replayed } from './recorded.ts';

const all = [...recordingNames, ...overTwoConnections];

function objects(lines: string | null): unknown[] {
  return (lines ?? '')
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line));
}

describe('the exact outcome of every recording', function () {
  this.timeout(30_000);

  for (const name of all) {
    it(`${name}: calls`, async () => {
      const { calls } = await replayed(name);
      expect(JSON.parse(JSON.stringify(calls))).to.deep.equal(objects(expectedLines(name, 'calls')));
      expect(asLines(calls)).to.equal(expectedLines(name, 'calls'));
    });

    it(`${name}: seats`, async () => {
      const { seats } = await replayed(name);
      expect(seats).to.deep.equal(objects(expectedLines(name, 'seats')));
      expect(asLines(seats)).to.equal(expectedLines(name, 'seats'));
    });
  }

  it('is kept for these recordings and for no others', () => {
    const files = all.flatMap((name) => [expectedFile(name, 'calls'), expectedFile(name, 'seats')]);
    expect(readdirSync(expectedFolder).sort()).to.deep.equal(files.map((file) => basename(file)).sort());
  });
});
