import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { RawCapture } from '../../../bridge/adapters/asterisk/raw-capture.ts';
import { eventually } from './eventually.ts';

describe('the recording of raw bytes', () => {
  let folder: string;
  let failures: Error[];
  let clock: number;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'yihaoda-capture-'));
    failures = [];
    clock = Date.UTC(2026, 10, 24);
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const capture = (options: { fileBytes?: number; files?: number; folder?: string } = {}) =>
    new RawCapture({
      folder: join(folder, 'raw'),
      name: 'main',
      now: () => clock,
      onFailure: (error) => failures.push(error),
      ...options,
    });
  const files = () => readdirSync(join(folder, 'raw')).sort();
  const content = (file: string | undefined) =>
    file === undefined ? '' : readFileSync(join(folder, 'raw', file), 'utf8');

  it('keeps the bytes as they came, for the bridge alone', async () => {
    const recording = capture();
    const tap = recording.begin();
    tap(Buffer.from('Asterisk Call Man'));
    tap(Buffer.from('ager/11.0.0\r\n'));
    await recording.close();
    expect(files()).to.deep.equal(['main-2026-11-24T00-00-00-000Z-0001-0001.ami']);
    expect(content(files()[0])).to.equal('Asterisk Call Manager/11.0.0\r\n');
    if (process.platform === 'win32') return;
    expect(statSync(join(folder, 'raw')).mode & 0o777).to.equal(0o700);
    expect(statSync(join(folder, 'raw', files()[0] ?? '')).mode & 0o777).to.equal(0o600);
  });

  it('begins a file for each connection, so that no half message is glued to the next greeting', async () => {
    const recording = capture();
    recording.begin()(Buffer.from('half a mess'));
    recording.begin()(Buffer.from('Asterisk'));
    await recording.close();
    expect(files().map((file) => content(file))).to.deep.equal(['half a mess', 'Asterisk']);
  });

  it('goes on in a new file when one is full; together they are one stream', async () => {
    const recording = capture({ fileBytes: 10 });
    const tap = recording.begin();
    for (let index = 0; index < 10; index += 1) {
      tap(Buffer.from(String(index).repeat(6)));
      await eventually('it is on disk', () => content(files().at(-1)).endsWith(String(index)));
    }
    await recording.close();
    expect(files()).to.have.lengthOf(5);
    expect(files().every((file) => /-0001-000\d\.ami$/.test(file))).to.equal(true);
    expect(
      files()
        .map((file) => content(file))
        .join(''),
    ).to.equal('000000111111222222333333444444555555666666777777888888999999');
  });

  it('keeps so many files and no more', async () => {
    const recording = capture({ fileBytes: 1, files: 3 });
    const tap = recording.begin();
    for (let index = 0; index < 10; index += 1) {
      clock += 1_000;
      tap(Buffer.from(String(index)));
      await eventually('it is on disk', () => content(files().at(-1)) === String(index));
    }
    await recording.close();
    await eventually('the oldest are gone', () => files().length === 3);
    expect(
      files()
        .map((file) => content(file))
        .join(''),
    ).to.equal('789');
  });

  it('stops when the disk fails, says so once, and does not stop the line', async () => {
    const recording = capture();
    rmSync(join(folder, 'raw'), { recursive: true });
    const tap = recording.begin();
    for (let index = 0; index < 3; index += 1) {
      tap(Buffer.from('x'));
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    await recording.close();
    expect(failures.map(({ message }) => message)).to.have.lengthOf(1);
    expect(failures[0]?.message).to.include('ENOENT');
  });

  it('does without from the start where its folder cannot be made', async () => {
    const recording = capture({ folder: join(folder, 'file', 'raw') });
    expect(failures).to.be.empty;
    await recording.close();
    const impossible = capture({ folder: '/dev/null/raw' });
    impossible.begin()(Buffer.from('x'));
    await impossible.close();
    expect(failures).to.have.lengthOf(1);
  });

  it('leaves bytes out rather than wait for a slow disk, and begins a new stream after the hole', async () => {
    const recording = capture();
    const tap = recording.begin();
    const chunk = Buffer.alloc(1024 * 1024, 'a');
    // All in one tick: no disk can be so fast.
    for (let index = 0; index < 100; index += 1) tap(chunk);
    const size = () => statSync(join(folder, 'raw', files()[0] ?? '')).size;
    await eventually('the disk has caught up', () => files().length === 1 && size() >= 9 * chunk.length);
    await new Promise((resolve) => setTimeout(resolve, 100));
    tap(Buffer.from('b'));
    await recording.close();
    const [first, last] = [files()[0], files().at(-1)];
    expect([first, last].map((file) => file?.slice(-14))).to.deep.equal(['-0001-0001.ami', '-0002-0001.ami']);
    expect(content(last)).to.equal('b');
    expect(size()).to.equal(9 * chunk.length);
    expect(failures).to.be.empty;
  });
});
