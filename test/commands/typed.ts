import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const repository = join(import.meta.dirname, '../..');

export interface Answer {
  code: number | null;
  out: string;
  err: string;
}

/** What `yihaoda` answers, as it is typed. */
export function typed(...args: string[]): Promise<Answer> {
  return answerOf(process.execPath, ['scripts/run.cjs', 'bridge/cli.ts', ...args]);
}

/** The same by the npm script that operators use. */
export function typedToNpm(...args: string[]): Promise<Answer> {
  return answerOf('npm', ['run', '-s', 'yihaoda', '--', ...args]);
}

async function answerOf(program: string, args: string[]): Promise<Answer> {
  const { YHD_AMI_SECRET: _unset, ...env } = process.env;
  const child = spawn(program, args, { cwd: repository, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const [out, err, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number | null]>,
  ]);
  return { code, out, err };
}
