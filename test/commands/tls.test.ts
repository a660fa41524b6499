import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { startPlan } from '../../bridge/commands/start-plan.ts';
import { startBridge } from '../../bridge/main.ts';
import { certificate as signed, trustItsAuthority } from '../adapters/http/certificate.ts';
import { HandTimer } from '../application/hand-timer.ts';
import { ScriptedAnswers } from '../application/house.ts';
import { ScriptedPbx } from '../application/scripted-pbx.ts';
import { siteWith } from '../telephony-config/site.ts';

const env = { YHD_AMI_SECRET: 'a-secret-of-the-manager-1' };

describe('the certificate of a site', () => {
  let folder: string;
  let certificate: typeof signed;

  trustItsAuthority();
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tls-'));
    // A checkout's files can be read by everybody, and such a key is refused.
    certificate = { ...signed, keyFile: join(folder, 'panel.key') };
    await writeFile(certificate.keyFile, await readFile(signed.keyFile), { mode: 0o600 });
  });
  after(() => rm(folder, { recursive: true }));

  const siteWithTls = async ({ certFile, keyFile }: typeof certificate) => {
    const config = join(folder, 'hotline.yaml');
    const add = `bridge: { tls: { certFile: ${certFile}, keyFile: ${keyFile} } }\n`;
    await writeFile(config, siteWith({ add }));
    return config;
  };

  it('is read from the files that the configuration names', async () => {
    const { tls } = await startPlan({ config: await siteWithTls(certificate) }, env);
    expect(tls?.cert).to.equal(await readFile(certificate.certFile, 'utf8'));
    expect(tls?.key).to.equal(await readFile(certificate.keyFile, 'utf8'));
  });

  it('is what the bridge shows at its door', async () => {
    const bridge = await startBridge({
      config: await siteWithTls(certificate),
      env,
      data: join(folder, 'data'),
      host: 'localhost',
      port: 0,
      panelFolder: folder,
      source: ({ site }) => new ScriptedPbx(site, new HandTimer()),
      index: new ScriptedAnswers(),
      tell: () => {},
      logLevel: 'silent',
    });
    try {
      expect(bridge.url).to.match(/^https:/);
      expect((await fetch(`${bridge.url}healthz`)).status).to.equal(200);
    } finally {
      await bridge.stop();
    }
  }).timeout(20_000);

  it('that is of no use is told by key, file and remedy', async () => {
    const { certFile } = certificate;
    const open = join(folder, 'open.key');
    await writeFile(open, await readFile(signed.keyFile), { mode: 0o644 });
    const other = join(folder, 'other.key');
    const { privateKey } = generateKeyPairSync('ed25519');
    await writeFile(other, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
    const noPem = join(folder, 'hotline.yaml');
    const cases: [Partial<typeof certificate>, string][] = [
      [{ certFile: '/nowhere/panel.pem' }, 'bridge.tls.certFile /nowhere/panel.pem：读不了（ENOENT）'],
      [{ certFile: folder }, `bridge.tls.certFile ${folder}：读不了（EISDIR）`],
      [{ certFile: noPem }, `bridge.tls.certFile ${noPem}：不是 PEM 证书`],
      [{ keyFile: '/nowhere/panel.key' }, 'bridge.tls.keyFile /nowhere/panel.key：读不了（ENOENT）'],
      [{ keyFile: open }, `chmod 600 ${open}`],
      [{ keyFile: other }, `bridge.tls.keyFile ${other}：与证书 ${certFile} 不配套`],
    ];
    for (const [change, expected] of cases) {
      const config = await siteWithTls({ ...certificate, ...change });
      const words = await startPlan({ config }, env).then(
        () => 'planned',
        (error: Error) => error.message,
      );
      expect(words).to.contain(expected);
    }
  });
});
