import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { missionOf, type Wish, wishOf } from '../../../bridge/commands/doctor/mission.ts';
import { HopFailed } from '../../../bridge/commands/doctor/trouble.ts';
import { WrongUse } from '../../../bridge/commands/doctor/wrong-use.ts';

const EXAMPLE = join(import.meta.dirname, '../../../telephony-config/examples/recordings.yaml');
const env = { YHD_AMI_SECRET: 'a-secret-of-sixteen-and-more' };

describe('what the doctor is asked for', () => {
  const asked = { config: EXAMPLE, seat: '1001', login: 'ceshi' };

  it('has to name an account, and a seat where there is an exchange', () => {
    expect(() => wishOf({ config: EXAMPLE, seat: '1001' })).to.throw(WrongUse, '--login');
    expect(() => wishOf({ config: EXAMPLE, login: 'ceshi' })).to.throw(WrongUse, '--seat');
    expect(() => wishOf({ ...asked, pbx: 'ami://bridge@127.0.0.1' })).to.throw(WrongUse, '只用其一');
    expect(wishOf({ login: 'operator' }).seat).to.equal(null);
  });

  it('sends no password in the clear to another machine', () => {
    expect(() => wishOf({ ...asked, url: 'http://10.1.2.3/' })).to.throw(WrongUse, '明文');
    for (const url of ['ftp://127.0.0.1/', 'panel', 'https://a:b@panel/'])
      expect(() => wishOf({ ...asked, url }), url).to.throw(WrongUse, '不是面板的网址');
    expect(wishOf({ ...asked, url: 'https://12345.example.gov.cn/yihaoda?x#y' }).url?.href).to.equal(
      'https://12345.example.gov.cn/yihaoda/',
    );
    expect(wishOf({ ...asked, url: 'http://127.0.0.1:8080' }).url?.href).to.equal('http://127.0.0.1:8080/');
  });

  describe('read with the site file', () => {
    let folder: string;

    before(async () => {
      folder = await mkdtemp(join(tmpdir(), 'yihaoda-mission-'));
    });
    after(() => rm(folder, { recursive: true }));

    const mission = (change: Partial<Wish> = {}) => missionOf({ ...wishOf(asked), ...change }, env);
    const trouble = async (wish: Partial<Wish>, secrets: NodeJS.ProcessEnv = env) => {
      try {
        await missionOf({ ...wishOf(asked), ...wish }, secrets);
      } catch (error) {
        if (error instanceof HopFailed) return error.trouble;
        throw error;
      }
      throw new Error('no trouble');
    };
    const changed = async (name: string, change: (text: string) => string) => {
      const file = join(folder, name);
      await writeFile(file, change(await readFile(EXAMPLE, 'utf8')));
      return { source: { kind: 'site' as const, file } };
    };

    it('enters as a citizen does, with the key of the line', async () => {
      const first = await mission();
      expect(first.mission?.way).to.deep.equal({ context: 'from-trunk', extension: '12345', digit: '1' });
      expect(first.url.href).to.equal('http://127.0.0.1:12345/');
      const second = await mission({ queue: 'business', context: 'ivr-in' });
      expect(second.mission?.way).to.deep.equal({ context: 'ivr-in', extension: '12345', digit: '4' });
    });

    it('enters a line that no citizen can choose by its extension', async () => {
      const file = await changed('tests.yaml', (text) =>
        text.replace(
          '  - queue: disclosure\n',
          '  - { queue: tests, name: 测试, extension: "7099", serviceFunction: OTHER }\n  - queue: disclosure\n',
        ),
      );
      expect((await mission({ ...file, queue: 'tests' })).mission?.way).to.deep.equal({
        context: 'seats',
        extension: '7099',
        digit: null,
      });
      const shut = await changed('shut.yaml', (text) => text.replace('      digit: "4",\n', ''));
      expect(await trouble({ ...shut, queue: 'business' })).to.deep.equal({
        kind: 'no-way-in',
        queue: 'business',
      });
    });

    it('asks a bridge that listens to everybody on its own machine, under its path, with TLS where it has it', async () => {
      const file = await changed(
        'bridge.yaml',
        (text) =>
          `${text}bridge: { listen: { host: 0.0.0.0, port: 8443 }, basePath: /yihaoda/, tls: { certFile: /etc/a.pem, keyFile: /etc/a.key } }\n`,
      );
      expect((await mission(file)).url.href).to.equal('https://127.0.0.1:8443/yihaoda/');
    });

    it('tells what is wrong of the file, the seat, the queue and the secret', async () => {
      const wrong = await changed('wrong.yaml', (text) => text.replace('version: 1', 'version: 2'));
      expect(await trouble(wrong))
        .to.have.property('words')
        .that.contains('wrong.yaml:3');
      const none = { source: { kind: 'site' as const, file: join(folder, 'none.yaml') } };
      expect(await trouble(none))
        .to.have.property('words')
        .that.contains('没有这个文件');
      expect(await trouble({}, {}))
        .to.have.property('words')
        .that.contains('YHD_AMI_SECRET');
      expect(await trouble({ seat: '1999' })).to.deep.equal({ kind: 'seat-not-in-file', seat: '1999' });
      expect(await trouble({ queue: 'polcy' })).to.include({ kind: 'queue-not-in-file', queue: 'polcy' });
    });
  });
});
