import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { RenderProblem, renderAsterisk, renderTo } from '../../../telephony-config/asterisk/render.ts';
import { SMALLEST_SITE, secretsFor, sectionOf, siteFrom, siteWith } from '../site.ts';

function rendered(text: string): Map<string, string> {
  const config = siteFrom(text);
  return renderAsterisk(config, secretsFor(config), { astetcdir: '/etc/asterisk-yihaoda' });
}

const section = (text: string, file: string, name: string) => sectionOf(rendered(text).get(file) ?? '', name);

describe('rendering an Asterisk', () => {
  it('reads its own folder, not the system’s', () => {
    expect(section(SMALLEST_SITE, 'asterisk.conf', 'directories')).to.deep.equal([
      'astetcdir = /etc/asterisk-yihaoda',
    ]);
  });

  it('does not start without an authenticator: REGISTER would be taken without a password', () => {
    expect(section(SMALLEST_SITE, 'modules.conf', 'modules')).to.include(
      'require = res_pjsip_authenticator_digest.so',
    );
  });

  it('holds no telephone’s password, only its digest', () => {
    const config = siteFrom(SMALLEST_SITE);
    const pjsip = rendered(SMALLEST_SITE).get('pjsip.conf') ?? '';
    for (const password of secretsFor(config).seats.values()) expect(pjsip).not.to.contain(password);
    // printf '1001:yihaoda:password-of-1001' | md5sum
    expect(pjsip).to.contain('password_digest = MD5:0c9dacdd218b6467e9017f7f1b017e33');
  });

  it('gives every seat a password', () => {
    const pjsip = rendered(SMALLEST_SITE).get('pjsip.conf') ?? '';
    expect(pjsip.match(/^auth = /gm)).to.have.lengthOf(3);
    const config = siteFrom(SMALLEST_SITE);
    expect(() => renderAsterisk(config, { ami: 'x', seats: new Map() }, { astetcdir: '/x' })).to.throw(
      '1001',
    );
  });

  it('keeps what differs between lines out of their template', () => {
    const queues = rendered(SMALLEST_SITE).get('queues.conf') ?? '';
    for (const key of ['strategy', 'joinempty', 'leavewhenempty', 'timeout ', 'autopause']) {
      expect(
        sectionOf(queues, '_line').some((line) => line.startsWith(key)),
        key,
      ).to.be.false;
      expect(
        sectionOf(queues, 'policy').some((line) => line.startsWith(key)),
        key,
      ).to.be.true;
    }
  });

  it('lets everybody in and puts nobody out where no state counts as nobody there', () => {
    const open = 'serviceFunction: POLICY\n    joinEmpty: []\n    leaveWhenEmpty: []';
    const policy = section(siteWith({ replace: ['serviceFunction: POLICY', open] }), 'queues.conf', 'policy');
    expect(policy).to.include.members(['joinempty = yes', 'leavewhenempty = no']);
  });

  it('gives the bridge no right that amounts to a shell, unless the site asks for control of telephones', () => {
    const rights = (text: string) =>
      section(text, 'manager.conf', 'bridge').find((line) => line.startsWith('write ='));
    expect(rights(SMALLEST_SITE)).to.equal('write = agent,call,originate,reporting');
    const asked = siteWith({
      replace: ['secretEnv: YHD_AMI_SECRET', 'secretEnv: YHD_A\n    telephoneControl: true'],
    });
    expect(rights(asked)).to.equal('write = agent,call,originate,reporting,system');
  });

  it('opens the manager interface to other machines encrypted only', () => {
    const url = 'ami://bridge@127.0.0.1:5038';
    const keys = 'permit: [10.1.2.3/32]\n    certFile: /etc/k.pem\n    keyFile: /etc/k.key';
    const general = section(
      siteWith({ replace: [url, `amis://bridge@10.1.2.3:5039\n    ${keys}`] }),
      'manager.conf',
      'general',
    );
    expect(general).to.include.members([
      'bindaddr = 127.0.0.1',
      'tlsenable = yes',
      'tlsbindaddr = 10.1.2.3:5039',
    ]);
  });

  it('refuses what it cannot render', () => {
    expect(() =>
      rendered(siteWith({ replace: ['{ from: 1001, to: 1003 }', '{ seat: 1001, interface: SIP/1001 }'] })),
    ).to.throw(RenderProblem, 'SIP/1001');
    expect(() => rendered(siteWith({ replace: ['ami://bridge@127', 'amis://bridge@127'] }))).to.throw(
      RenderProblem,
      'certFile',
    );
  });

  describe('into a folder', () => {
    let folder: string;

    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'yihaoda-render-'));
    });
    afterEach(() => rm(folder, { recursive: true }));

    const config = siteFrom(SMALLEST_SITE);
    const render = () => renderTo(folder, config, secretsFor(config));

    it('writes whole files for its owner’s eyes only, and again over its own', async () => {
      await render();
      const names = await render();
      expect((await readdir(folder)).sort()).to.deep.equal([...names].sort());
      for (const name of names) expect((await stat(join(folder, name))).mode & 0o777, name).to.equal(0o600);
    });

    it('touches nothing where a file is somebody else’s, or was changed by hand', async () => {
      await render();
      const file = join(folder, 'extensions.conf');
      const changed = `${await readFile(file, 'utf8')}\n[mine]\n`;
      await writeFile(file, changed);
      await writeFile(join(folder, 'queues.conf'), '[general]\n');
      let message = '';
      await render().catch((error: Error) => {
        message = error.message;
      });
      expect(message).to.contain('extensions.conf, queues.conf');
      expect(await readFile(file, 'utf8')).to.equal(changed);
      expect((await readdir(folder)).some((name) => name.endsWith('.tmp'))).to.be.false;
    });
  });
});
