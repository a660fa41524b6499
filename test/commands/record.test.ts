import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { type RunningBridge, startBridge } from '../../bridge/main.ts';
import { AmiServer } from '../adapters/asterisk/ami-server.ts';
import { eventually } from '../application/hand-timer.ts';
import { ScriptedAnswers } from '../application/house.ts';

const secret = 'a-secret-of-the-manager-1';

describe('the bridge that keeps the raw bytes of its exchange', function () {
  this.timeout(20_000);
  let folder: string;
  let exchange: AmiServer;
  let bridge: RunningBridge;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'record-'));
    exchange = await AmiServer.start();
  });
  afterEach(() => bridge.stop());
  after(async () => {
    await exchange.close();
    await rm(folder, { recursive: true });
  });

  const start = async (record?: string) => {
    bridge = await startBridge({
      pbx: `ami://bridge@127.0.0.1:${exchange.port}`,
      env: { YIHAODA_AMI_SECRET: secret },
      data: join(folder, 'data'),
      port: 0,
      panelFolder: folder,
      index: new ScriptedAnswers(),
      tell: () => {},
      logLevel: 'silent',
      ...(record === undefined ? {} : { record }),
    });
  };
  const captures = async () =>
    (await bridge.store.audit.read(0, 100)).filter(({ action }) => action === 'raw-capture-started');

  it('audits nothing where it is not told to keep them', async () => {
    await start();
    expect(await captures()).to.deep.equal([]);
  });

  it('audits the folder that they go to, where nobody else can read them', async () => {
    const raw = join(folder, 'raw');
    await start(raw);
    expect((await captures()).map(({ subject }) => subject)).to.deep.equal([raw]);

    const kept = async () => {
      const [name = ''] = await readdir(raw);
      return join(raw, name);
    };
    await eventually(async () => (await readFile(await kept(), 'utf8')).includes('FullyBooted'), 'bytes');
    expect(await readdir(raw)).to.have.lengthOf(1);
    expect((await stat(await kept())).mode & 0o777).to.equal(0o600);
    expect(await readFile(await kept(), 'utf8')).to.not.contain(secret);
  });
});
