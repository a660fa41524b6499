import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect } from 'chai';
import { systemTimer } from '../../../bridge/adapters/asterisk/system-timer.ts';
import { KeepOutbox } from '../../../bridge/application/notice/keep-outbox.ts';
import type { StoredNotification } from '../../../bridge/application/notification-store.ts';
import { PlayedGateway } from '../../adapters/notifier/played-gateway.ts';
import { Site } from '../../adapters/sqlite/builders.ts';
import { until } from '../../real/bridge/patience.ts';
import { notifierOf } from './outbox-parts.ts';

const program = join(import.meta.dirname, 'dying-outbox.ts');

describe('a bridge that is killed (kill -9) after it acknowledged a text message', function () {
  this.timeout(60_000);
  let site: Site;
  let gateway: PlayedGateway;
  let child: ChildProcess | undefined;

  beforeEach(async () => {
    site = new Site();
    gateway = await new PlayedGateway().open();
  });
  afterEach(async () => {
    child?.kill('SIGKILL');
    await gateway.close();
    site.remove();
  });

  async function killedWhen(isDone: () => boolean): Promise<void> {
    child = spawn(process.execPath, [program, site.data, gateway.place, gateway.secret], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    child.stdout?.on('data', (text) => {
      said += String(text);
    });
    const died = once(child, 'exit');
    await until('the message is acknowledged', async () => said.includes('acknowledged') && isDone(), {
      withinMs: 30_000,
    });
    child.kill('SIGKILL');
    await died;
  }

  async function startedAgain(): Promise<StoredNotification[]> {
    const store = await site.open({ bridgeId: 'main', clock: systemTimer });
    const changed: StoredNotification[] = [];
    const outbox = new KeepOutbox({
      store: store.notifications,
      notifier: notifierOf(gateway.place, gateway.secret),
      giveUpMs: 600_000,
      timer: systemTimer,
      log: { info() {}, warn() {}, error() {} },
      changed: (notification) => changed.push(notification),
    });
    outbox.wake();
    await until('the message is sent', async () => changed.length > 0, { withinMs: 30_000 });
    await outbox.stop();
    await store.close();
    return changed;
  }

  it('in the middle of sending it, sends it after its next start by the same key: one message at the gateway', async () => {
    // Taken, but the answer never comes: whoever asked does not know.
    gateway.play = () => true;
    await killedWhen(() => gateway.asked.length > 0);
    gateway.play = null;
    const changed = await startedAgain();
    expect(changed.map(({ messageId, state }) => [messageId, state])).to.deep.equal([['m-1', 'submitted']]);
    expect(new Set(gateway.asked)).to.deep.equal(new Set(['m-1']));
    expect([...gateway.messages.values()].map(({ to }) => to)).to.deep.equal(['13874801115']);
  });

  it('while nobody reaches the gateway, sends it after its next start', async () => {
    const { place } = gateway;
    gateway.play = (request) => {
      request.socket.destroy();
      return true;
    };
    await killedWhen(() => true);
    gateway.play = null;
    expect(place).to.equal(gateway.place);
    expect((await startedAgain()).at(-1)).to.include({ state: 'submitted' });
    expect(gateway.messages.size).to.equal(1);
  });
});
