import { mkdirSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { asLines, expectedFile, expectedFolder, expectedLines } from './expected.ts';
import { overTwoConnections, recordingNames, replayed } from './recorded.ts';

// node scripts/run.cjs test/recordings/write-expected.ts
//
// Writes what is printed today as what is expected, and names the files that it changed. Nothing that it writes is
// right because it was written: each change is to be read against the tables of the recordings and the raw events.

mkdirSync(expectedFolder, { recursive: true });
for (const name of [...recordingNames, ...overTwoConnections]) {
  const { calls, seats } = await replayed(name);
  for (const [reading, objects] of [['calls', calls] as const, ['seats', seats] as const]) {
    const lines = asLines(objects);
    if (lines === expectedLines(name, reading)) continue;
    const file = expectedFile(name, reading);
    writeFileSync(file, file.endsWith('.gz') ? gzipSync(lines, { level: 9 }) : lines);
    console.log(`changed: ${file}`);
  }
}
