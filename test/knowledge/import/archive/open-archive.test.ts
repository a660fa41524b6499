import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { DeliveryRefused } from '../../../../knowledge/content/delivery.ts';
import { openArchive, usualLimits } from '../../../../knowledge/import/archive/open-archive.ts';
import { makeZip } from './make-zip.ts';

const small = { entries: 5, entryBytes: 4 * 1024 * 1024, allBytes: 6 * 1024 * 1024, ratio: 200 };

/** Opens and reads everything; the code of the refusal, or 'read'. */
async function outcomeOf(bytes: Uint8Array, limits = usualLimits): Promise<string> {
  try {
    await using archive = await openArchive(bytes, '来件.zip', limits);
    for (const { name } of archive.entries) await archive.read(name);
    return 'read';
  } catch (error) {
    if (!(error instanceof DeliveryRefused)) throw error;
    expect(error.message).to.match(/[一-鿿]/);
    expect(error.at.in).to.equal('来件.zip');
    return error.code;
  }
}

const noise = (length: number) => Buffer.from(Array.from({ length }, (_, at) => (at * 7919) % 251));

describe('opening a zip', () => {
  const parts = [
    { name: '文件夹/', bytes: '', method: 0 },
    { name: '文件夹/甲.xml', bytes: '<a>第一条</a>' },
    { name: '乙.bin', bytes: noise(200_000), method: 0 },
  ];

  it('lists the files and reads each, from bytes', async () => {
    await using archive = await openArchive(makeZip(parts), '来件.zip');
    expect(archive.entries).to.deep.equal([
      { name: '文件夹/甲.xml', bytes: 16 },
      { name: '乙.bin', bytes: 200_000 },
    ]);
    expect(Buffer.from(await archive.read('文件夹/甲.xml')).toString()).to.equal('<a>第一条</a>');
    expect(noise(200_000).equals(await archive.read('乙.bin'))).to.equal(true);
    expect(archive.has('丙')).to.equal(false);
  });

  it('reads the same from a file, and lets go of it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'archive-'));
    const path = join(folder, 'a.zip');
    writeFileSync(path, makeZip(parts));
    {
      await using archive = await openArchive({ path }, 'a.zip');
      expect(noise(200_000).equals(await archive.read('乙.bin'))).to.equal(true);
      expect(Buffer.from(await archive.read('文件夹/甲.xml')).toString()).to.equal('<a>第一条</a>');
    }
    rmSync(folder, { recursive: true });
  });

  it('hands out chunks of at most 64 KB, and stops when the reader stops', async () => {
    const zeros = Buffer.alloc(1024 * 1024, noise(5_000));
    await using archive = await openArchive(makeZip([{ name: 'a', bytes: zeros }]), '来件.zip');
    let chunks = 0;
    for await (const chunk of archive.stream('a')) {
      expect(chunk.length).to.be.at.most(64 * 1024);
      chunks += 1;
      if (chunks === 3) break;
    }
    expect(chunks).to.equal(3);
  });

  it('refuses an entry that is not there', async () => {
    await using archive = await openArchive(makeZip(parts), '来件.zip');
    const error = await archive.read('丙').then(
      () => null,
      (reason: unknown) => reason,
    );
    expect(error).to.be.instanceOf(DeliveryRefused).with.property('code', 'ARCHIVE_MISSING');
  });
});

describe('a hostile zip', () => {
  const refused = (title: string, code: string, make: () => Buffer) =>
    it(`is refused for ${title}`, async () => {
      expect(await outcomeOf(make(), small)).to.equal(code);
    });
  const bomb = Buffer.alloc(3 * 1024 * 1024);

  refused('leading out of its folder', 'ARCHIVE_NAME', () => makeZip([{ name: 'a/../../b', bytes: '' }]));
  refused('leading out by backslashes', 'ARCHIVE_NAME', () => makeZip([{ name: 'a\\..\\b', bytes: '' }]));
  refused('an absolute name', 'ARCHIVE_NAME', () => makeZip([{ name: '/etc/passwd', bytes: '' }]));
  refused('a drive in a name', 'ARCHIVE_NAME', () => makeZip([{ name: 'C:\\a', bytes: '' }]));
  refused('a zero in a name', 'ARCHIVE_NAME', () => makeZip([{ name: 'a\u0000.xml', bytes: '' }]));
  refused('an empty name', 'ARCHIVE_NAME', () => makeZip([{ name: '', bytes: '' }]));
  refused('the same name twice', 'ARCHIVE_DUPLICATE', () =>
    makeZip([
      { name: 'xl/workbook.xml', bytes: '1' },
      { name: 'xl/Workbook.xml', bytes: '2' },
    ]),
  );
  refused('a password', 'ARCHIVE_ENCRYPTED', () => makeZip([{ name: 'a', bytes: 'x', flags: 1 }]));
  refused('strong encryption', 'ARCHIVE_ENCRYPTED', () => makeZip([{ name: 'a', bytes: 'x', flags: 0x41 }]));
  refused('another compression', 'ARCHIVE_METHOD', () => makeZip([{ name: 'a', bytes: 'x', method: 12 }]));
  refused('too many files', 'ARCHIVE_TOO_LARGE', () =>
    makeZip(Array.from({ length: 6 }, (_, at) => ({ name: `${at}`, bytes: '' }))),
  );
  refused('a large file', 'ARCHIVE_TOO_LARGE', () =>
    makeZip([{ name: 'a', bytes: noise(5 * 1024 * 1024), method: 0 }]),
  );
  refused('a large sum', 'ARCHIVE_TOO_LARGE', () =>
    makeZip([
      { name: 'a', bytes: noise(3.5 * 1024 * 1024), method: 0 },
      { name: 'b', bytes: noise(3.5 * 1024 * 1024), method: 0 },
    ]),
  );
  refused('inflating a thousandfold', 'ARCHIVE_TOO_LARGE', () => makeZip([{ name: 'a', bytes: bomb }]));
  refused('inflating to more than it tells', 'ARCHIVE_DAMAGED', () =>
    makeZip([{ name: 'a', bytes: bomb, tellsSize: 10 }]),
  );
  refused('inflating to less than it tells', 'ARCHIVE_DAMAGED', () =>
    makeZip([{ name: 'a', bytes: 'x', tellsSize: 10 }]),
  );
  refused('bytes that are not those summed up', 'ARCHIVE_DAMAGED', () =>
    makeZip([{ name: 'a', bytes: 'x', tellsCrc: 1 }]),
  );
  refused('being no zip', 'ARCHIVE_DAMAGED', () => Buffer.from('%PDF-1.7'));
  refused('being empty', 'ARCHIVE_DAMAGED', () => Buffer.alloc(0));
  refused('being cut off', 'ARCHIVE_DAMAGED', () => {
    const zip = makeZip([{ name: 'a', bytes: noise(300), method: 0 }]);
    return zip.subarray(100);
  });
  refused('a directory beyond any file (zip64)', 'ARCHIVE_DAMAGED', hugeOffset);

  it('is refused from a file too, where an offset of 2^63 would throw in a callback', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'archive-'));
    const path = join(folder, 'a.zip');
    writeFileSync(path, hugeOffset());
    const error = await openArchive({ path }, 'a.zip').then(
      () => null,
      (reason: unknown) => reason,
    );
    expect(error).to.be.instanceOf(DeliveryRefused).with.property('code', 'ARCHIVE_DAMAGED');
    rmSync(folder, { recursive: true });
  });

  it('never crashes the reader, whatever bytes of a good one are changed', async () => {
    const good = makeZip([
      { name: 'a.xml', bytes: noise(300) },
      { name: 'b.xml', bytes: noise(50), method: 0 },
    ]);
    const changes = fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 });
    const codes = new Set<string>();
    await fc.assert(
      fc.asyncProperty(changes, async (list) => {
        const bytes = Buffer.from(good);
        for (const [at, value] of list) bytes[at] = value;
        codes.add(await outcomeOf(bytes, small));
      }),
      { numRuns: 1_000 },
    );
    expect([...codes])
      .to.include('read')
      .and.to.include('ARCHIVE_DAMAGED');
  });
});

/** No entries, and a zip64 record that is said to lie at 2^63. */
function hugeOffset(): Buffer {
  const zip = makeZip([]);
  const locator = Buffer.alloc(20);
  locator.write('PK\u0006\u0007', 'latin1');
  locator.writeBigUInt64LE(2n ** 63n, 8);
  return Buffer.concat([Buffer.alloc(64), locator, zip]);
}
