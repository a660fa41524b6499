import { text } from 'node:stream/consumers';
import type { ReadStream } from 'node:tty';
import { readSecretFile, SecretProblem } from '../../../telephony-config/secrets.ts';
import type { Output } from '../output.ts';
import { WrongUse } from './wrong-use.ts';

/** Where the password of the account comes from: never the command line, which everybody on the machine can read. */
export async function passwordFrom(
  { passwordStdin, login }: { passwordStdin: boolean; login: string },
  env: NodeJS.ProcessEnv,
  terminal: ReadStream,
  output: Output,
): Promise<string> {
  if (passwordStdin) return given((await text(terminal)).replace(/\r?\n$/, ''), '--password-stdin');
  const { YIHAODA_DOCTOR_PASSWORD: direct, YIHAODA_DOCTOR_PASSWORD_FILE: file } = env;
  if (file !== undefined) return given(await readOwn(file), file);
  if (direct !== undefined) return given(direct, 'YIHAODA_DOCTOR_PASSWORD');
  if (terminal.isTTY) return given(await typed(login, terminal, output), login);
  throw new WrongUse(
    '没有密码：在终端里运行会问，或设 YIHAODA_DOCTOR_PASSWORD、以 YIHAODA_DOCTOR_PASSWORD_FILE 指明 0600 的文件、用 --password-stdin。密码不写在命令行上。',
    'No password: run it in a terminal and it asks, or set YIHAODA_DOCTOR_PASSWORD, name a 0600 file by YIHAODA_DOCTOR_PASSWORD_FILE, or use --password-stdin.',
  );
}

function given(password: string, where: string): string {
  if (password !== '') return password;
  throw new WrongUse(`${where}：密码是空的。`, `${where}: the password is empty.`);
}

async function readOwn(file: string): Promise<string> {
  try {
    return (await readSecretFile(file)).replace(/\r?\n$/, '');
  } catch (error) {
    throw error instanceof SecretProblem ? new WrongUse(error.message) : error;
  }
}

/** Typed without being shown. */
async function typed(login: string, terminal: ReadStream, output: Output): Promise<string> {
  // Before it is asked for: what is typed at once must not be shown either.
  terminal.setRawMode(true);
  terminal.setEncoding('utf8');
  output.write(`${login} 的密码 password: `);
  let password = '';
  try {
    for await (const keys of terminal)
      for (const key of String(keys)) {
        if (key === '\r' || key === '\n') return password;
        // Ctrl+C and Ctrl+D are keys like others while the terminal is raw.
        if (key === '\u0003' || key === '\u0004')
          throw new WrongUse('没有输入密码，什么都没做。', 'No password was given; nothing was done.');
        password = key === '\u007f' || key === '\b' ? [...password].slice(0, -1).join('') : password + key;
      }
    return password;
  } finally {
    terminal.setRawMode(false);
    terminal.pause();
    output.write('\n');
  }
}
