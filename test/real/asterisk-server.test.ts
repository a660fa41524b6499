import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import { asteriskRoot, INSTALL_ASTERISK } from './asterisk-root.ts';
import { AsteriskServer } from './asterisk-server.ts';
import { requireService } from './services.ts';

describe('an Asterisk of one’s own', function () {
  this.timeout(15_000);
  this.slow(10_000);
  requireService(this, 'Asterisk', () => asteriskRoot() !== '', INSTALL_ASTERISK);

  const servers: AsteriskServer[] = [];
  const start = async () => {
    const server = await AsteriskServer.start();
    servers.push(server);
    return server;
  };

  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.dispose()));
  });

  it('runs beside another', async () => {
    const [one, two] = await Promise.all([start(), start()]);
    for (const server of [one, two]) {
      const reader = await server.reader();
      expect((await reader.act('Ping')).get('Ping')).to.equal('Pong');
      await reader.close();
    }
  });

  it('runs as a user without privileges, also where the tests run as root', async () => {
    const { pid } = await start();
    const status = await readFile(`/proc/${pid}/status`, 'utf8');
    const users = /^Uid:.*/m.exec(status)?.[0].split(/\s+/);
    expect(users, 'real, effective, saved, of files').to.have.lengthOf(5).and.not.include('0');
    expect(status).to.match(/^CapEff:\t0+$/m);
  });

  it('says Shutdown when stopped, and comes back on the same ports without its queue members', async () => {
    const server = await start();
    const reader = await server.reader();
    await reader.act('QueueAdd', { Queue: 'policy', Interface: 'PJSIP/1001', MemberName: 'Seat 1001' });
    const restarted = server.restart();
    await reader.seen({ Event: 'Shutdown' });
    await restarted;
    const again = await server.reader();
    const members = (await again.list('QueueStatus')).filter((item) => item.get('Event') === 'QueueMember');
    expect(members).to.be.empty;
    await again.close();
    await reader.close();
    expect(
      (await server.queueLog()).map(([, , queue, agent, event]) => [queue, agent, event]),
    ).to.deep.include(['policy', 'PJSIP/1001', 'ADDMEMBER']);
  });

  it('says nothing when killed', async () => {
    const server = await start();
    const reader = await server.reader();
    await reader.seen({ Event: 'FullyBooted' });
    await server.kill();
    await reader.closed;
    expect(reader.events.map((event) => event.get('Event'))).to.deep.equal(['FullyBooted']);
    await server.restart();
  });
});
