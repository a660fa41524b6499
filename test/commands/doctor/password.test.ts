import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import type { ReadStream } from 'node:tty';
import { expect } from 'chai';
import { passwordFrom } from '../../../bridge/commands/doctor/password.ts';
import { Said } from '../said.ts';

/** A terminal, or a pipe, at which these keys are pressed. */
function input(keys: string, isTTY: boolean): ReadStream {
  const stream = new PassThrough();
  stream.end(keys);
  return Object.assign(stream, { isTTY, setRawMode: () => stream }) as unknown as ReadStream;
}

describe('the password of the doctor’s account', () => {
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'yihaoda-password-'));
  });
  after(() => rm(folder, { recursive: true }));

  const read = (
    env: NodeJS.ProcessEnv,
    keys = '',
    { isTTY = false, passwordStdin = false, said = new Said() } = {},
  ) =>
    passwordFrom({ passwordStdin, login: 'ceshi' }, env, input(keys, isTTY), said).catch(
      (error: Error) => error.message,
    );

  it('comes from the environment, a file that only its owner can read, or a pipe', async () => {
    expect(await read({ YIHAODA_DOCTOR_PASSWORD: 'Changsha-1' })).to.equal('Changsha-1');
    const own = join(folder, 'own');
    await writeFile(own, 'Changsha-2\n', { mode: 0o600 });
    expect(await read({ YIHAODA_DOCTOR_PASSWORD_FILE: own })).to.equal('Changsha-2');
    expect(await read({}, 'Changsha-3\n', { passwordStdin: true })).to.equal('Changsha-3');
  });

  it('is not taken from a file that others can read, nor empty', async () => {
    const open = join(folder, 'open');
    await writeFile(open, 'Changsha-4', { mode: 0o644 });
    expect(await read({ YIHAODA_DOCTOR_PASSWORD_FILE: open })).to.contain('chmod 600');
    expect(await read({ YIHAODA_DOCTOR_PASSWORD: '' })).to.contain('密码是空的');
    expect(await read({})).to.contain('没有密码');
  });

  it('is asked for at a terminal, where it is not shown and can be corrected', async () => {
    const said = new Said();
    expect(await read({}, 'Changx\u007fsha-5\r', { isTTY: true, said })).to.equal('Changsha-5');
    expect(said.text).to.equal('ceshi 的密码 password: \n');
    expect(await read({}, 'Chang\u0003', { isTTY: true })).to.contain('什么都没做');
  });
});
