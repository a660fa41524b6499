import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from 'chai';

const ROOT = join(import.meta.dirname, '../..');
const SERVICES = pathToFileURL(join(ROOT, 'test/real/services.ts')).href;

type Run = { exitCode: number | null; output: string; lastLine: string | undefined };

describe('the last line of a test run', function () {
  this.timeout(30_000);
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'reporter-'));
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  /** Runs mocha with this repository's configuration on a test file of that content. */
  async function run(content: string, environment: NodeJS.ProcessEnv = {}): Promise<Run> {
    const file = join(folder, 'the.test.ts');
    writeFileSync(file, content);
    const mocha = spawn(
      process.execPath,
      [join(ROOT, 'node_modules/mocha/bin/mocha.js'), '--reporter-option', 'graceMs=500', file],
      {
        cwd: ROOT,
        env: { ...process.env, REQUIRE_SERVICES: '', ...environment },
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    let output = '';
    mocha.stdout.setEncoding('utf8').on('data', (part: string) => {
      output += part;
    });
    const exitCode = await new Promise<number | null>((resolve) => mocha.on('close', resolve));
    return { exitCode, output, lastLine: output.trimEnd().split('\n').at(-1) };
  }

  it('counts what passed', async () => {
    const { exitCode, lastLine } = await run(
      `describe('a', () => { it('b', () => {}); it('c', () => {}); });`,
    );
    expect({ exitCode, lastLine }).to.deep.equal({ exitCode: 0, lastLine: '2 passed, 0 failed' });
  });

  it('counts what failed, and the run fails', async () => {
    const { exitCode, lastLine, output } = await run(
      `it('a', () => {}); it('b', () => { throw new Error('the reason'); });`,
    );
    expect({ exitCode, lastLine }).to.deep.equal({ exitCode: 1, lastLine: '1 passed, 1 failed' });
    expect(output).to.include('the reason');
  });

  it('says so when there was no test, and the run fails', async () => {
    const { exitCode, lastLine } = await run(`describe('a', () => {});`);
    expect({ exitCode, lastLine }).to.deep.equal({ exitCode: 1, lastLine: '0 passed, 0 failed' });
  });

  it('counts a rejection that nobody handled', async () => {
    const { exitCode, lastLine } = await run(`it('a', () => { Promise.reject(new Error('lost')); });`);
    expect(exitCode).to.equal(1);
    expect(lastLine).to.match(/, 1 failed$/);
  });

  it('counts an error thrown after the last test', async () => {
    const { exitCode, lastLine, output } = await run(
      `it('a', () => { setTimeout(() => { throw new Error('too late'); }, 200); });`,
    );
    expect({ exitCode, lastLine }).to.deep.equal({ exitCode: 1, lastLine: '1 passed, 1 failed' });
    expect(output).to.include('too late');
  });

  it('counts a process.exit(0) in the code under test', async () => {
    const { exitCode, lastLine } = await run(`it('a', () => {}); it('b', () => { process.exit(0); });`);
    expect({ exitCode, lastLine }).to.deep.equal({ exitCode: 1, lastLine: '1 passed, 1 failed' });
  });

  it('counts a server that a test left open', async () => {
    const { exitCode, lastLine, output } = await run(
      `import { createServer } from 'node:net'; it('a', () => { createServer().listen(0, '127.0.0.1'); });`,
    );
    expect({ exitCode, lastLine }).to.deep.equal({ exitCode: 1, lastLine: '1 passed, 1 failed' });
    expect(output).to.include('TCPServerWrap');
  });

  describe('of a suite that needs a service which is missing', () => {
    const suite = `
      import { requireService } from '${SERVICES}';
      it('elsewhere', () => {});
      describe('a real exchange', function () {
        requireService(this, 'Asterisk', () => false, 'apt-get install asterisk');
        it('rings', () => {});
        describe('at night', () => { it('rings', () => {}); });
      });`;

    it('counts it as skipped and names it', async () => {
      const { exitCode, lastLine, output } = await run(suite);
      expect({ exitCode, lastLine }).to.deep.equal({
        exitCode: 0,
        lastLine: '1 passed, 0 failed, 2 skipped',
      });
      expect(output).to.match(/SKIPPED.*a real exchange\n +Asterisk: [^\n]*apt-get install asterisk/s);
    });

    it('counts it as failed where services are required', async () => {
      const { exitCode, lastLine } = await run(suite, { REQUIRE_SERVICES: '1' });
      expect({ exitCode, lastLine }).to.deep.equal({ exitCode: 1, lastLine: '1 passed, 1 failed' });
    });
  });
});
