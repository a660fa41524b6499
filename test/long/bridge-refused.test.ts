import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { asteriskRoot, INSTALL_ASTERISK } from '../real/asterisk-root.ts';
import { AsteriskServer } from '../real/asterisk-server.ts';
import { BridgeProcess } from '../real/bridge/bridge-process.ts';
import { requireService } from '../real/services.ts';

const OTHER_SECRET = 'a-secret-that-the-exchange-has-not-yet';
/** 30 to 60 s between two tries, and a little for two busy cores. */
const NEXT_TRY_MS = 65_000;
const TOO_SOON_MS = 28_000;

describe('a bridge that the exchange refuses', function () {
  this.timeout(5 * 60_000);
  requireService(this, 'Asterisk', () => asteriskRoot() !== '', INSTALL_ASTERISK);

  let server: AsteriskServer | undefined;
  let bridge: BridgeProcess | undefined;

  after(async () => {
    await bridge?.dispose();
    await server?.dispose();
  });

  it('tries again after half a minute to a minute, says so each time, and is in by itself once the secret is mended', async () => {
    server = await AsteriskServer.start();
    const { ami, config, secrets, folder } = server;
    bridge = await BridgeProcess.start({ config, ami, secret: OTHER_SECRET });
    const first = await bridge.says(/话务系统拒绝连接/);
    const from = bridge.lines.all.length;
    const second = await bridge.says(/话务系统拒绝连接/, { from, withinMs: NEXT_TRY_MS });
    expect(second.at - first.at, 'ms between two tries').to.be.above(TOO_SOON_MS);

    // What whoever reads those lines does: the secret of the account is put right, and manager.conf read again.
    const file = join(folder, 'etc/manager.conf');
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace(secrets.ami, OTHER_SECRET));
    await server.console('manager reload');
    const connected = await bridge.says(/话务系统已连接/, { withinMs: NEXT_TRY_MS });
    expect(connected.at - second.at).to.be.below(NEXT_TRY_MS);
  });
});
