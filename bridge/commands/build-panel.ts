import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const panel = join(root, 'agent-panel');
export const panelFolder = join(panel, 'dist');

/** What the built panel is made of: newer than the build, they make it stale. */
const sources = [
  join(panel, 'src'),
  join(root, 'sdk'),
  join(root, 'bridge/protocol'),
  join(root, 'bridge/domain'),
  join(root, 'knowledge/text'),
];

/** Builds the panel where it is missing or older than its sources; says so, for it takes some seconds. */
export async function buildPanel(tell: (line: string) => void): Promise<void> {
  const missing = !existsSync(join(panelFolder, 'index.html'));
  if (!missing && !(await isStale())) return;
  tell(missing ? '首次启动，正在构建座席页面（约十几秒）…' : '座席页面的源码有更新，正在重新构建…');
  const started = Date.now();
  await run(process.execPath, [
    join(root, 'node_modules/vite/bin/vite.js'),
    'build',
    panel,
    '--logLevel',
    'warn',
  ]);
  tell(`座席页面已构建，用时 ${((Date.now() - started) / 1000).toFixed(1)} 秒。`);
}

async function isStale(): Promise<boolean> {
  const built = (await stat(join(panelFolder, 'index.html'))).mtimeMs;
  for (const folder of sources) if ((await newestIn(folder)) > built) return true;
  return false;
}

async function newestIn(folder: string): Promise<number> {
  // A package without the sources has nothing to be older than.
  if (!existsSync(folder)) return 0;
  let newest = 0;
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }))
    if (entry.isFile()) newest = Math.max(newest, (await stat(join(entry.parentPath, entry.name))).mtimeMs);
  return newest;
}

function run(program: string, args: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const collect = (part: string) => {
      output += part;
    };
    child.stdout.setEncoding('utf8').on('data', collect);
    child.stderr.setEncoding('utf8').on('data', collect);
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`座席页面构建失败 · the panel could not be built\n${output.trim()}`));
    });
  });
}
