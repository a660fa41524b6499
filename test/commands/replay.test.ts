import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { seatTable } from '../../bridge/commands/replay-table.ts';
import { recordingsFolder } from '../adapters/asterisk/recordings.ts';
import { asLines, expectedLines } from '../recordings/expected.ts';
import { bytesOf, replayed } from '../recordings/recorded.ts';
import { siteWith } from '../telephony-config/site.ts';
import { typed, typedToNpm } from './typed.ts';

/** One citizen, rung and connected; the seat hangs up and the citizen presses 5. */
const rated = 'seat-hangs-up-then-rating';
const fileOf = (name: string) => join(recordingsFolder, `${name}.ami`);

describe('yihaoda replay', function () {
  this.timeout(30_000);
  this.slow(5000);
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'replay-'));
  });
  after(() => rm(folder, { recursive: true }));

  const file = async (name: string, content: string | Buffer) => {
    await writeFile(join(folder, name), content);
    return join(folder, name);
  };

  it('prints one call a line as JSON, and nothing else, by the npm script', async () => {
    const name = 'supervisor-listens';
    const { code, out, err } = await typedToNpm('replay', fileOf(name), '--json');
    expect(err).to.equal('');
    expect(out).to.equal(expectedLines(name, 'calls'));
    expect(code).to.equal(0);
  });

  it('prints the states of the seats instead, where they are asked for', async () => {
    const { out } = await typed('replay', fileOf(rated), '--seats', '--json');
    expect(out).to.equal(expectedLines(rated, 'seats'));
  });

  it('reads a gzipped recording as it reads the plain one', async () => {
    const zipped = await file('zipped', gzipSync(bytesOf(rated)));
    const { out } = await typed('replay', zipped, '--json');
    expect(out).to.equal(expectedLines(rated, 'calls'));
  });

  it('takes several files for one exchange, seen over one connection after the other', async () => {
    // Glued together they would be one connection: what the kill left open would stay open.
    const parts = ['more/killed-during-call', 'more/after-kill'];
    const { out } = await typed('replay', ...parts.map(fileOf), '--json');
    expect(out).to.equal(expectedLines(parts.join('+'), 'calls'));
  });

  it('reads with the site that it is given: whose rating keys are turned round', async () => {
    const keys = 'rating: { keys: { 1: 非常满意, 2: 满意, 3: 基本满意, 4: 不满意, 5: 非常不满意 } }\n';
    const site = await file('hotline.yaml', siteWith({ add: keys }));
    const { out } = await typed('replay', fileOf(rated), '--site', site, '--json');
    const { calls } = await replayed(rated);
    expect(out).to.equal(asLines(calls.map((call) => ({ ...call, rating: 1 }))));
  });

  it('prints a table for people: each call, and what happened to it under it', async () => {
    const { out } = await typed('replay', fileOf(rated));
    expect(out.split('\n')).to.deep.equal([
      '17:07:13.686  inbound   138****1002   人工接通  座席结束  评价 5  [1795511233.2]',
      '    排队 policy 17:07:14.890 等待 0.6 秒 answered',
      '    振铃 1002 17:07:14.891 answered',
      '    通话 1002 17:07:15.494 – 17:07:19.394 其中保持 0.0 秒',
      '共 1 通',
      '',
    ]);
  });
});

describe('the table of the seats', () => {
  it('tells each state from when to when, and that a time is not known', async () => {
    const { seats } = await replayed(rated);
    const own = seats.filter(({ seat }) => seat === '1002');
    expect(seatTable(own).split('\n')).to.deep.equal([
      '1002  --:--:--.--- – 17:07:14.891  READY',
      '1002  17:07:14.891 – 17:07:15.494  RINGING',
      '1002  17:07:15.494 – 17:07:19.394  TALKING',
      '1002  17:07:19.394 – --:--:--.---  READY',
      '',
    ]);
  });
});
