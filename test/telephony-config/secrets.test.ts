import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { readAmiSecret, readSecrets, SecretProblem } from '../../telephony-config/secrets.ts';
import { siteFrom, siteWith } from './site.ts';

const STRONG = '0123456789abcdef0123456789abcdef';

describe('the secrets of a site', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'yihaoda-secrets-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function file(name: string, text: string, mode = 0o600): Promise<string> {
    const path = join(folder, name);
    await writeFile(path, text);
    await chmod(path, mode);
    return path;
  }

  async function problemOf(reading: Promise<unknown>): Promise<string> {
    try {
      await reading;
    } catch (error) {
      if (error instanceof SecretProblem) return error.message;
      throw error;
    }
    return '';
  }

  const siteWithSeatFile = (path: string) => siteFrom(siteWith({ add: `seatSecretsFile: ${path}\n` }));

  it('come from the environment and from a file of the owner’s', async () => {
    const path = await file(
      'seats',
      '# 座席 密码\n1001 first-password\n1002 second-password\n\n1003 third-password\n',
    );
    const secrets = await readSecrets(siteWithSeatFile(path), { YHD_AMI_SECRET: STRONG });
    expect(secrets.ami).to.equal(STRONG);
    expect([...secrets.seats]).to.deep.equal([
      ['1001', 'first-password'],
      ['1002', 'second-password'],
      ['1003', 'third-password'],
    ]);
  });

  it('may come one by one from variables that the site names', async () => {
    const site = siteFrom(
      siteWith({ replace: ['{ from: 1001, to: 1003 }', '{ seat: 1001, secretEnv: YHD_SEAT_1001 }'] }),
    );
    const env = { YHD_AMI_SECRET: STRONG, YHD_SEAT_1001: 'first-password' };
    expect((await readSecrets(site, env)).seats.get('1001')).to.equal('first-password');
  });

  it('are refused from a file that others can read, with the command that mends it', async () => {
    const path = await file('seats', '1001 first-password\n', 0o640);
    const problem = await problemOf(readSecrets(siteWithSeatFile(path), { YHD_AMI_SECRET: STRONG }));
    expect(problem).to.contain(`chmod 600 ${path}`);
  });

  it('are missed by the name of their file', async () => {
    const problem = await problemOf(
      readSecrets(siteWithSeatFile('/nowhere/seats'), { YHD_AMI_SECRET: STRONG }),
    );
    expect(problem).to.contain('/nowhere/seats');
  });

  it('are refused when missing, short, or fit to break a configuration line, without being repeated', async () => {
    for (const secret of [
      undefined,
      'short',
      'has a blank in the middle',
      'has;a;semicolon;inside',
      'line\nbreak-in-the-middle',
    ]) {
      const site = siteFrom(siteWith({}));
      const problem = await problemOf(
        readAmiSecret(site, secret === undefined ? {} : { YHD_AMI_SECRET: secret }),
      );
      expect(problem).to.contain('YHD_AMI_SECRET');
      expect(problem).to.contain('openssl rand -hex 16');
      expect(problem).not.to.contain(secret ?? 'undefined');
    }
  });

  it('are asked for by seat: who has none, or the manager’s own', async () => {
    const path = await file('seats', `1001 first-password\n1002 ${STRONG}\n`);
    const problem = await problemOf(readSecrets(siteWithSeatFile(path), { YHD_AMI_SECRET: STRONG }));
    expect(problem).to.contain('1002、1003');
  });
});
