import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { styleText } from 'node:util';
import { cruise } from './cruise.ts';

const ROOT = join(import.meta.dirname, '..');

type Verdict = { ok: boolean; output: string };
type Check = { name: string; run: () => Promise<Verdict> };

// The tools' own files under node_modules, started with this Node: a bare `tsc` would be found only inside npm
// scripts, and would run the machine's Node.
const checks: Check[] = [
  { name: 'types', run: () => tool('@typescript/native/bin/tsc', '--project', 'tsconfig.json') },
  {
    name: 'format and lint',
    run: () =>
      tool(
        '@biomejs/biome/bin/biome',
        'check',
        '--reporter=concise',
        '--error-on-warnings',
        '--max-diagnostics=none',
      ),
  },
  { name: 'arrows', run: arrows },
  { name: 'unused code', run: () => tool('knip/bin/knip.js', '--no-progress', '--reporter', 'compact') },
];
if (existsSync(join(ROOT, 'agent-panel/tsconfig.json'))) {
  checks.push({
    name: 'types of the panel',
    run: () => tool('@typescript/native/bin/tsc', '--project', 'agent-panel/tsconfig.json', '--noEmit'),
  });
}

const verdicts = await Promise.all(
  checks.map(async ({ name, run }) => {
    const start = performance.now();
    const { ok, output } = await run();
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    console.log(`${ok ? styleText('green', '✓') : styleText('red', '✗')} ${name} (${seconds} s)`);
    if (output.trim() !== '') console.log(output.trimEnd().replaceAll(/^/gm, '    '));
    return ok;
  }),
);
process.exitCode = verdicts.every(Boolean) ? 0 : 1;

function tool(file: string, ...args: string[]): Promise<Verdict> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(ROOT, 'node_modules', file), ...args], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const collect = (part: string) => {
      output += part;
    };
    child.stdout.setEncoding('utf8').on('data', collect);
    child.stderr.setEncoding('utf8').on('data', collect);
    child.on('error', reject);
    child.on('close', (code) => resolve({ ok: code === 0, output }));
  });
}

async function arrows(): Promise<Verdict> {
  const { modules, violations } = await cruise(ROOT);
  if (modules === 0) return { ok: false, output: 'dependency-cruiser saw no module, so it checked nothing.' };
  return {
    ok: violations.length === 0,
    output: violations.map(({ rule, from, to }) => `${rule}: ${from} → ${to}`).join('\n'),
  };
}
