import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { doctor } from '../../bridge/commands/doctor.ts';
import { startPlan } from '../../bridge/commands/start-plan.ts';
import { roleSchema } from '../../bridge/domain/people/role.ts';
import { type BridgeOptions, startBridge } from '../../bridge/main.ts';
import { reversedWeights } from '../adapters/answers/reversed-weights.ts';
import { HandTimer } from '../application/hand-timer.ts';
import { ScriptedPbx } from '../application/scripted-pbx.ts';
import { Said } from './said.ts';

const secret = 'a-secret-of-the-manager-1';

describe('what is to run', () => {
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'start-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const refusal = (args: Parameters<typeof startPlan>[0], env: NodeJS.ProcessEnv = {}) =>
    startPlan(args, env).then(
      () => 'accepted',
      (error: Error) => error.message,
    );

  it('is the demo, on this machine alone, where nothing is said', async () => {
    const plan = await startPlan({}, {});
    expect(plan).to.include({ kind: 'demo', data: 'data/demo', exchange: null });
    expect(plan.listen).to.deep.equal({ host: '127.0.0.1', port: 12345 });
  });

  it('is a local exchange on trial, with the secret from the environment or a file of one’s own', async () => {
    const url = 'ami://bridge@127.0.0.1:5038';
    const plan = await startPlan({ pbx: url }, { YIHAODA_AMI_SECRET: secret });
    expect(plan.kind).to.equal('trial');
    expect(plan.data).to.equal('data/trial');
    expect(plan.exchange).to.include({ host: '127.0.0.1', port: 5038, user: 'bridge', secret });
    const file = join(folder, 'secret');
    await writeFile(file, `${secret}\n`, { mode: 0o600 });
    expect((await startPlan({ pbx: url }, { YIHAODA_AMI_SECRET_FILE: file })).exchange?.secret).to.equal(
      secret,
    );
  });

  it('is never given a password on the command line, and the remedy is said', async () => {
    const words = await refusal({ pbx: 'ami://bridge:geheim@127.0.0.1:5038' });
    expect(words).to.contain('YIHAODA_AMI_SECRET').and.to.contain('0600');
    expect(words).to.not.contain('geheim');
  });

  it('reaches an exchange on another machine by TLS alone', async () => {
    const env = { YIHAODA_AMI_SECRET: secret };
    const plan = await startPlan({ pbx: 'amis://bridge@pbx.example.gov.cn:5039' }, env);
    expect(plan.exchange).to.deep.include({ host: 'pbx.example.gov.cn', port: 5039, tls: {} });
    const here = await startPlan({ pbx: 'amis://bridge@127.0.0.1:5039' }, env);
    expect(here.exchange?.tls, 'also on this machine where it is asked for').to.deep.equal({});
    expect(await refusal({ pbx: 'ami://bridge@10.0.0.5:5038' }, env)).to.contain('amis://bridge@10.0.0.5');
  });

  it('needs a secret that others cannot read, and an address', async () => {
    const env = { YIHAODA_AMI_SECRET: secret };
    const file = join(folder, 'open-secret');
    await writeFile(file, secret, { mode: 0o644 });
    expect(await refusal({ pbx: 'ami://bridge@127.0.0.1:5038' })).to.contain('YIHAODA_AMI_SECRET');
    expect(
      await refusal({ pbx: 'ami://bridge@127.0.0.1:5038' }, { YIHAODA_AMI_SECRET_FILE: file }),
    ).to.contain('chmod 600');
    expect(await refusal({ pbx: 'http://127.0.0.1' }, env)).to.contain('ami://');
    expect(await refusal({ pbx: 'ami://bridge@127.0.0.1:5038', config: 'x.yaml' }, env)).to.contain(
      '只用其一',
    );
  });

  it('is a site with a folder of its own, never the demo’s', async () => {
    const config = await siteFile(folder);
    const plan = await startPlan({ config }, { YHD_AMI_SECRET: secret });
    expect(plan).to.include({ kind: 'site', data: join(folder, 'data') });
    expect(plan.site.pbxId).to.equal('cs-main');
    expect(plan.figureRules.answerWithinSeconds).to.equal(15);
    expect(plan.places.of('073188888888')?.name).to.equal('长沙市');
    expect(plan.sessionRules.idleMinutes).to.equal(15);
    const own = join(folder, 'own.yaml');
    const rules = 'rules: { breakReasons: [吃饭], shortAbandonSeconds: 3, sessions: { idleMinutes: 30 } }\n';
    await writeFile(own, `${await readFile(config, 'utf8')}units: [{ id: cs-yl, name: 岳麓区 }]\n${rules}`);
    const ownPlan = await startPlan({ config: own }, { YHD_AMI_SECRET: secret });
    expect(ownPlan.stateRules.breaks.map(({ name }) => name)).to.deep.equal(['吃饭']);
    expect(ownPlan.sessionRules).to.include({ idleMinutes: 30, lockMinutes: 15 });
    expect(ownPlan.figureRules.shortAbandonSeconds).to.equal(3);
    expect(ownPlan.units.find(({ id }) => id === 'cs-yl')).to.include({ name: '岳麓区', parentId: 'cs' });
    expect(await refusal({ config, data: 'data/demo' }, { YHD_AMI_SECRET: secret })).to.contain('data/demo');
  });
});

describe('the bridge', () => {
  let folder: string;
  let lines: string[];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bridge-'));
    lines = [];
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const start = (change: Partial<BridgeOptions> = {}) =>
    startBridge({
      port: 0,
      panelFolder: folder,
      tell: (line) => lines.push(line),
      source: ({ site }) => new ScriptedPbx(site, new HandTimer()),
      logLevel: 'silent',
      ...change,
    });

  it('makes one demo account a role, prints its password, and can print it again', async () => {
    const data = join(folder, 'demo');
    let pbx: ScriptedPbx | undefined;
    const source: BridgeOptions['source'] = ({ site }) => {
      pbx = new ScriptedPbx(site, new HandTimer());
      return pbx;
    };
    const bridge = await start({ data, source });
    pbx?.connect();
    const { origin } = new URL(bridge.url);
    const printed = new Map(
      lines.map((line) => /^ {2}(\S+) +(\S{12}) /.exec(line)).map((found) => [found?.[1], found?.[2]]),
    );
    for (const login of roleSchema.options) {
      const response = await fetch(`${bridge.url}api/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin },
        body: JSON.stringify({ login, password: printed.get(login) }),
      });
      const { me } = (await response.json()) as { me: { demo: boolean; dataAsOf: string; roles: string[] } };
      expect(me.roles).to.deep.equal([login]);
      expect(me.demo).to.equal(true);
      expect(me.dataAsOf).to.match(/^\d{4}-\d{2}-\d{2}$/);
    }

    const said = new Said();
    const password = { YIHAODA_DOCTOR_PASSWORD: printed.get('operator') };
    const { signal } = new AbortController();
    expect(await doctor({ url: bridge.url, login: 'operator' }, password, signal, said), said.text).to.equal(
      0,
    );
    expect(said.text.match(/^[✓✗–]/gmu)?.join('')).to.equal('✓––✓✓–––––––––');
    expect(said.text).to.contain('没有放测试来电').and.to.contain('--config hotline.yaml');
    await bridge.stop();
    const file = join(data, 'demo-passwords.txt');
    expect((await stat(file)).mode & 0o777).to.equal(0o600);
    const before = lines.filter((line) => line.startsWith('  '));
    lines = [];
    await (await start({ data })).stop();
    expect(lines.filter((line) => line.startsWith('  '))).to.deep.equal(before);
    expect((await readFile(join(data, 'yihaoda.db'))).includes(printed.get('operator') ?? '')).to.equal(
      false,
    );
  }).timeout(60_000);

  it('answers by the weights that lie in its data folder', async () => {
    const data = join(folder, 'weighed');
    await mkdir(data);
    await writeFile(join(data, 'knowledge-weights.json'), reversedWeights());
    const bridge = await start({ data });
    const { origin } = new URL(bridge.url);
    const password = lines.map((line) => /^ {2}operator +(\S{12}) /.exec(line)?.[1]).find(Boolean);
    const signedIn = await fetch(`${bridge.url}api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin },
      body: JSON.stringify({ login: 'operator', password }),
    });
    const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? '';
    while (!lines.some((line) => line.startsWith('知识库已就绪')))
      await new Promise((resolve) => setTimeout(resolve, 20));
    const path = `api/answers?text=${encodeURIComponent('年休假几天')}`;
    const response = await fetch(`${bridge.url}${path}`, { headers: { cookie } });
    const { hits } = (await response.json()) as { hits: { articleId: string; clauseNo: string }[] };
    expect(hits).to.not.have.lengthOf(0);
    expect(hits[0]).to.not.include({ articleId: 'P045', clauseNo: '第三条' });
    await bridge.stop();
  }).timeout(60_000);

  it('of a site has no account but the one that the link of the first start makes', async () => {
    const config = await siteFile(folder);
    const env = { YHD_AMI_SECRET: secret };
    const bridge = await start({ config, env });
    const link = /http\S+setup\/\S+/.exec(lines.join('\n'))?.[0] ?? '';
    expect(await bridge.store.accounts.list()).to.deep.equal([]);
    const password = 'Changsha-12345';
    const response = await fetch(link, {
      method: 'POST',
      headers: { origin: new URL(bridge.url).origin },
      body: new URLSearchParams({ login: 'admin', name: '王管理', password, again: password }),
    });
    expect(response.status).to.equal(200);
    await bridge.stop();
    lines = [];
    const again = await start({ config, env });
    expect(lines.join('\n')).to.not.contain('/setup/');
    await again.stop();
  }).timeout(60_000);

  it('of a site, a demo and a trial never run on each other’s data, wherever these are', async () => {
    const config = await siteFile(folder);
    const env = { YHD_AMI_SECRET: secret, YIHAODA_AMI_SECRET: secret };
    const pbx = 'ami://bridge@127.0.0.1:5038';
    const runs: Record<string, Partial<BridgeOptions>> = { site: { config }, demo: {}, trial: { pbx } };
    for (const [kind, run] of Object.entries(runs)) {
      const data = join(folder, kind);
      await (await start({ ...run, env, data })).stop();
      for (const [other, wrong] of Object.entries(runs)) {
        const words = await start({ ...wrong, env, data }).then(
          (bridge) => bridge.stop().then(() => 'started'),
          (error: Error) => error.message,
        );
        if (other === kind) expect(words, `${other} on its own data`).to.equal('started');
        else expect(words, `${other} on data of a ${kind}`).to.contain('数据文件夹').and.to.contain(data);
      }
    }
  }).timeout(60_000);

  it('says when the port is taken, and leaves nothing behind', async () => {
    const bridge = await start({ data: join(folder, 'one') });
    const port = Number(new URL(bridge.url).port);
    const code = await start({ data: join(folder, 'two'), port }).then(
      () => 'started',
      (error: NodeJS.ErrnoException) => error.code,
    );
    expect(code).to.equal('EADDRINUSE');
    await (await start({ data: join(folder, 'two') })).stop();
    await bridge.stop();
  }).timeout(60_000);
});

async function siteFile(folder: string): Promise<string> {
  const example = join(import.meta.dirname, '../../telephony-config/examples/changsha.yaml');
  const file = join(folder, 'hotline.yaml');
  const text = (await readFile(example, 'utf8'))
    .replace(/rules:[\s\S]*$/, `bridge:\n  dataFolder: ${join(folder, 'data')}\n`)
    .replace(/seatSecretsFile:.*\n/, '');
  await writeFile(file, text);
  return file;
}
