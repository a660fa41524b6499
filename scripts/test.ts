import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { stripVTControlCharacters } from 'node:util';

/**
 * `npm test`: all of `test/` in two runs of mocha beside each other, since the suites with a browser
 * wait much of their time for it, while the others keep a processor busy. What is given on the command line goes
 * to one mocha as it is.
 *
 * A line that is done with is shown at once; what is more than a line (failures, what was skipped) stays together
 * and comes when its run has ended. The last line counts both.
 */

const MOCHA = join(import.meta.dirname, '../node_modules/mocha/bin/mocha.js');
/** Folders of suites that wait for a browser. Those of an exchange alone go with the others: both runs take as long. */
const WAITING = [
  'test/panel',
  'test/real/bridge',
  'test/real/caller',
  'test/real/demo',
  'test/real/embedding',
];

const given = process.argv.slice(2);
if (given.length > 0) {
  const mocha = spawn(process.execPath, [MOCHA, ...given], { stdio: 'inherit' });
  mocha.on('close', (code) => {
    process.exitCode = code ?? 1;
  });
} else {
  await bothLanes();
}

interface Lane {
  exitCode: number;
  passed: number;
  failed: number;
  skipped: number;
}

async function bothLanes(): Promise<void> {
  const lanes = await Promise.all([
    run(WAITING),
    run(WAITING.flatMap((folder) => ['--ignore', `${folder}/**`])),
  ]);
  const sum = (count: 'passed' | 'failed' | 'skipped') =>
    lanes.reduce((total, lane) => total + lane[count], 0);
  const skipped = sum('skipped');
  console.log(
    `\n${sum('passed')} passed, ${sum('failed')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`,
  );
  process.exitCode = Math.max(...lanes.map(({ exitCode }) => exitCode));
}

async function run(args: string[]): Promise<Lane> {
  const mocha = spawn(process.execPath, [MOCHA, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}) },
  });
  const ended = new Promise<number>((resolve) => mocha.on('close', (code) => resolve(code ?? 1)));
  const held: string[] = [];
  for await (const line of createInterface(mocha.stdout)) {
    if (/^[✓✗-] .*: \d+ passed, /.test(stripVTControlCharacters(line))) console.log(line);
    else held.push(line);
  }
  const exitCode = await ended;
  const last = held.findLast((line) => line.trim() !== '') ?? '';
  const counts = /^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/.exec(stripVTControlCharacters(last));
  const told = counts === null ? held : held.slice(0, held.lastIndexOf(last));
  const words = told.join('\n').trimEnd();
  if (words !== '') console.log(words);
  if (counts === null) {
    console.log(`mocha ended with ${exitCode} and without its last line: ${args.join(' ')}`);
    return { exitCode: Math.max(1, exitCode), passed: 0, failed: 1, skipped: 0 };
  }
  const [, passed, failed, skipped = '0'] = counts;
  return { exitCode, passed: Number(passed), failed: Number(failed), skipped: Number(skipped) };
}
