import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { recordedBytes } from '../../../bridge/adapters/recording/recorded-stream.ts';

describe('the bytes of recorded files', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'yihaoda-recorded-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const file = (name: string, bytes: Uint8Array) => {
    writeFileSync(join(folder, name), bytes);
    return join(folder, name);
  };
  const read = async (...files: string[]) => {
    const chunks: Buffer[] = [];
    for await (const chunk of recordedBytes(...files)) chunks.push(chunk);
    return Buffer.concat(chunks);
  };

  it('are given as they are, in chunks', async () => {
    const bytes = Buffer.alloc(300_000, 'Event: Hangup\r\n');
    const chunks: Buffer[] = [];
    for await (const chunk of recordedBytes(file('a.ami', bytes))) chunks.push(chunk);
    expect(Buffer.concat(chunks).equals(bytes)).to.equal(true);
    expect(chunks.length).to.be.greaterThan(2);
  });

  it('are unzipped where they are gzip, whatever the name says', async () => {
    const bytes = Buffer.alloc(300_000, 'Event: Hold\r\n');
    expect((await read(file('a.ami', gzipSync(bytes)))).equals(bytes)).to.equal(true);
    expect((await read(file('b.gz', bytes))).equals(bytes)).to.equal(true);
  });

  it('of several files are one stream', async () => {
    const files = [
      file('1.ami', Buffer.from('Event: Han')),
      file('2.ami.gz', gzipSync(Buffer.from('gup\r\n'))),
      file('3', Buffer.from('\r\n')),
    ];
    expect((await read(...files)).toString()).to.equal('Event: Hangup\r\n\r\n');
  });

  it('of an empty file and of one byte are what they are', async () => {
    expect((await read(file('0.ami', Buffer.alloc(0)), file('1.ami', Buffer.from('E')))).toString()).to.equal(
      'E',
    );
  });

  it('that cannot be read or unzipped are an error where they are read', async () => {
    const failed = (name: string) =>
      read(name).then(
        () => 'read',
        (error: Error) => error.message,
      );
    expect(await failed(join(folder, 'none.ami'))).to.include('ENOENT');
    const torn = gzipSync(Buffer.alloc(300_000, 'a')).subarray(0, 200);
    expect(await failed(file('torn.gz', torn))).to.include('unexpected end of file');
    expect(
      await failed(file('wrong.gz', Buffer.concat([Buffer.from([0x1f, 0x8b]), Buffer.alloc(100, 'x')]))),
    ).to.not.equal('read');
  });
});
