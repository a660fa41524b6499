import { expect } from 'chai';
import { AmiLink } from '../../../bridge/adapters/asterisk/ami-link.ts';
import { backoff, linkPace, refusedWait } from '../../../bridge/adapters/asterisk/link-pace.ts';
import { systemTimer } from '../../../bridge/adapters/asterisk/system-timer.ts';
import type { Finding, LinkState } from '../../../bridge/application/ports.ts';
import { type TelephonyEvent, telephonyEventSchema } from '../../../bridge/domain/telephony/event.ts';
import { AmiServer, type AmiServerBehaviour } from './ami-server.ts';
import { eventually } from './eventually.ts';
import { amiText } from './recordings.ts';

/** The real pace, many times as fast. */
const pace = {
  connectWithin: 3_000,
  pingEvery: 50,
  pingWithin: 300,
  first: 10,
  longest: 80,
  refusedShortest: 60,
  refusedLongest: 60,
  steadyAfter: 1_000,
  bootedWithin: 50,
  askAgainAfter: 10,
  askAtMost: 10,
};

describe('the link to the exchange', () => {
  let server: AmiServer;
  let link: AmiLink;
  let events: TelephonyEvent[];
  let states: LinkState[];
  let reports: Finding[][];

  async function start(
    behaviour: Partial<AmiServerBehaviour> = {},
    change: Partial<typeof pace> = {},
  ): Promise<void> {
    server = await AmiServer.start(behaviour);
    connectTo(server.port, change);
  }

  function connectTo(port: number, change: Partial<typeof pace> = {}): void {
    events = [];
    states = [];
    reports = [];
    link = new AmiLink(
      {
        address: { host: '127.0.0.1', port, tls: null, plainAllowed: false },
        account: { user: 'bridge', secret: 'hunter2' },
        telephoneControl: false,
        timer: systemTimer,
        random: () => 0.5,
        pace: { ...pace, ...change },
      },
      {
        event: (event) => events.push(telephonyEventSchema.parse(event)),
        link: (state) => states.push(state),
        report: (findings) => reports.push(findings),
      },
    );
    link.start();
  }

  const types = () => events.map(({ type }) => type);
  const isUp = () => eventually('the link is up', () => states.at(-1)?.state === 'up');
  const wasLost = (times: number) =>
    eventually(`lost ${times} times`, () => states.filter(({ state }) => state === 'lost').length >= times);
  const codes = () => (reports.at(-1) ?? []).map(({ code }) => code);

  afterEach(async () => {
    await link.stop();
    await server?.close();
  });

  it('begins with link-up and a snapshot, and only then is said to be up', async () => {
    await start();
    await isUp();
    expect(types()).to.deep.equal(['link-up', 'pbx-booted', 'queues-found', 'legs-found']);
    expect(events[0]).to.deep.include({ type: 'link-up', version: '22.10.0' });
    expect(states.map(({ state }) => state)).to.deep.equal(['connecting', 'up']);
    expect(states[1]).to.deep.include({ version: '22.10.0' });
    expect(codes()).to.deep.equal(['version']);
    const asked = server.actions.map((action) => action.get('action')).filter((name) => name !== 'Ping');
    expect(asked.slice(0, 6)).to.deep.equal([
      'login',
      'CoreSettings',
      'QueueStatus',
      'ListCommands',
      'CoreShowChannels',
      'DeviceStateList',
    ]);
  });

  it('feeds live events on, in order and after link-up, whenever they come', async () => {
    await start({
      answer: (action) => {
        // An event in the same breath as the answer to the login.
        if (action.get('action') === 'login') {
          return (
            amiText('Response: Success', `ActionID: ${action.get('actionid')}`) +
            amiText('Event: Hangup', 'Uniqueid: 1')
          );
        }
        return null;
      },
    });
    await isUp();
    server.event('Hangup', 'Uniqueid: 2');
    await eventually(
      'the second has come',
      () => events.filter(({ type }) => type === 'leg-ended').length === 2,
    );
    expect(types().slice(0, 2)).to.deep.equal(['link-up', 'leg-ended']);
    expect(types().at(-1)).to.equal('leg-ended');
    const times = events.map(({ receivedAt }) => receivedAt);
    expect([...times].sort((one, other) => one - other)).to.deep.equal(times);
  });

  it('holds no endless flood back for want of a version', async () => {
    const flood = amiText('Event: Hangup', 'Uniqueid: 1').repeat(12_000);
    await start(
      { answer: (action) => (action.get('action') === 'CoreSettings' ? flood : null) },
      { pingEvery: 60_000 },
    );
    await eventually('it is let through', () => events.length > 12_000);
    expect(events[0]).to.deep.include({ type: 'link-up', version: null });
    expect(types().filter((type) => type === 'link-up')).to.have.lengthOf(1);
  });

  it('comes back by itself after a loss, with a new snapshot (C-01, C-02)', async () => {
    await start();
    await isUp();
    server.drop();
    await wasLost(1);
    await isUp();
    expect(types().slice(4)).to.deep.equal([
      'link-lost',
      'link-up',
      'pbx-booted',
      'queues-found',
      'legs-found',
    ]);
    const [first, , , , lost, second] = events;
    const connection = (event: TelephonyEvent | undefined) =>
      event && 'connection' in event ? event.connection : null;
    expect(connection(lost)).to.equal(connection(first));
    expect(connection(second)).to.not.equal(connection(first));
    expect(states.find(({ state }) => state === 'lost'))
      .to.have.property('nextAttemptAt')
      .that.is.a('number');
  });

  it('leaves nothing behind however often it comes back, and waits as after a first loss where it held', async () => {
    const warnings: Error[] = [];
    const warned = (warning: Error) => warnings.push(warning);
    process.on('warning', warned);
    await start({}, { steadyAfter: 0 });
    for (let times = 1; times <= 20; times += 1) {
      await isUp();
      server.drop();
      await wasLost(times);
    }
    await isUp();
    process.off('warning', warned);
    expect(warnings).to.be.empty;
    const attempts = states.map((state) => (state.state === 'connecting' ? state.attempt : 0));
    expect(Math.max(...attempts)).to.equal(2);
  });

  it('says since when there is no link, however often it tries', async () => {
    await start();
    await isUp();
    const { port } = server;
    await server.close();
    await wasLost(3);
    const down = states.filter(
      (state) => state.state === 'lost' || (state.state === 'connecting' && state.attempt > 1),
    );
    expect(new Set(down.map(({ since }) => since)).size).to.equal(1);
    expect(
      down.map((state) => (state.state === 'connecting' ? state.attempt : null)).filter(Boolean),
    ).to.deep.equal([2, 3]);
    server = await AmiServer.start();
    expect(server.port).to.not.equal(port);
  });

  it('keeps trying at the pace of a first loss while nobody listens: so it is there when the exchange is', async () => {
    await start({}, { longest: 60_000 });
    await isUp();
    await server.close();
    // Doubled each time, the waits before the twelfth would be 20 s.
    await wasLost(12);
    server = await AmiServer.start();
  });

  it('notices by Ping that the exchange is dead although the socket is open (C-01)', async () => {
    await start();
    await isUp();
    server.behaviour.answersPing = false;
    await wasLost(1);
    expect(states.find(({ state }) => state === 'lost'))
      .to.have.property('reason')
      .that.includes('did not answer Ping within 300 ms');
    expect(events.find(({ type }) => type === 'link-lost'))
      .to.have.property('reason')
      .that.includes('Ping');
    server.behaviour.answersPing = true;
    await isUp();
  });

  it('keeps a link that answers', async () => {
    await start();
    await isUp();
    await eventually('several Pings', () => server.named('Ping').length >= 4);
    expect(states.map(({ state }) => state)).to.deep.equal(['connecting', 'up']);
  });

  it('says loudly that the password is wrong, what to check, and tries again slowly', async () => {
    await start({ login: 'refuse' });
    await eventually('refused', () => states.at(-1)?.state === 'refused');
    const refused = states.at(-1);
    expect(refused).to.have.property('reason').that.includes('bridge').and.includes('Authentication failed');
    expect(refused)
      .to.have.property('remedy')
      .that.includes('manager.conf')
      .and.includes('[bridge]')
      .and.includes('secret');
    expect(codes()).to.deep.equal(['login-refused']);
    expect(JSON.stringify([states, reports])).to.not.include('hunter2');
    expect(types()).to.deep.equal([]);
    const tries = server.connections;
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(server.connections, 'not at once').to.equal(tries);
    server.behaviour.login = 'accept';
    await isUp();
    expect(codes()).to.deep.equal(['version']);
  });

  it('never waits in silence: no greeting and no answer to the login are told', async () => {
    await start({ greeting: null }, { connectWithin: 40 });
    await wasLost(1);
    expect(states.at(-1)).to.have.property('reason').that.includes('no greeting within 40 ms');
    server.behaviour.greeting = 'Asterisk Call Manager/11.0.0\r\n';
    server.behaviour.login = 'silence';
    await eventually('told', () =>
      states.some((state) => state.state === 'lost' && state.reason.includes('no answer to the login')),
    );
  });

  it('says that something else answers there', async () => {
    await start({ greeting: 'SSH-2.0-OpenSSH_9.2p1\r\n' });
    await eventually('refused', () => states.at(-1)?.state === 'refused');
    expect(states.at(-1)).to.have.property('reason').that.includes('SSH-2.0').and.includes('不是 Asterisk');
    expect(server.received, 'no password for strangers').to.equal('');
  });

  it('does not believe an exchange that is still loading (after-kill.ami): asks for the queues until they are there', async () => {
    await start({ loading: 3, booted: false });
    await isUp();
    expect(server.named('QueueStatus')).to.have.lengthOf(4);
    expect(types().filter((type) => type === 'queues-found')).to.have.lengthOf(1);
    expect(codes()).to.deep.equal(['version', 'boot-not-seen']);
    server.send(
      amiText('Event: FullyBooted', 'Privilege: system,all', 'Timestamp: 1795514806.552025', 'Uptime: 0'),
    );
    await eventually('a second snapshot', () => types().filter((type) => type === 'legs-found').length === 2);
    expect(types().filter((type) => type === 'queues-found')).to.have.lengthOf(2);
    await eventually('the report is put right', () => codes().join() === 'version');
  });

  it('waits for FullyBooted before it asks', async () => {
    await start({ booted: false }, { bootedWithin: 5_000 });
    await eventually('logged in', () => server.named('CoreSettings').length === 1);
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(server.named('QueueStatus')).to.be.empty;
    server.send(
      amiText('Event: FullyBooted', 'Privilege: system,all', 'Timestamp: 1795514806.552025', 'Uptime: 0'),
    );
    await isUp();
    expect(codes()).to.deep.equal(['version']);
  });

  it('goes on without queues where app_queue is never loaded, and says so', async () => {
    await start({ loading: 1_000 });
    await isUp();
    expect(types()).to.deep.equal(['link-up', 'pbx-booted', 'legs-found']);
    expect(codes()).to.include('queues-not-found');
  });

  it('answers what was asked while there is no link', async () => {
    await start();
    expect(await link.send({ Action: 'Ping' })).to.deep.include({ outcome: 'unreachable' });
    await isUp();
    expect(await link.send({ Action: 'Ping' })).to.deep.include({ outcome: 'answered' });
    server.drop();
    await wasLost(1);
    const answer = await link.send({ Action: 'Ping' });
    expect(['unreachable', 'answered']).to.include(answer.outcome);
  });

  it('does not ask for device states without the right to', async () => {
    await start({ commands: { CoreShowChannels: 'system,reporting,all' } });
    await isUp();
    expect(server.named('DeviceStateList')).to.be.empty;
    expect(codes()).to.include.members([
      'right-missing-agent',
      'right-missing-call',
      'right-missing-originate',
    ]);
  });

  it('asks the exchange to filter noise only where it may, and only by name', async () => {
    const commands = { Filter: 'system,all', QueueAdd: 'agent,all' };
    await start({ commands });
    await isUp();
    expect(server.named('Filter').map((action) => action.get('matchcriteria'))).to.include(
      'action(exclude),name(TestEvent)',
    );
    expect(codes()).to.include('right-in-excess-system');
    await link.stop();
    await server.close();
    await start({ commands, version: '18.9.0' });
    await isUp();
    expect(server.named('Filter')).to.be.empty;
    expect(codes()).to.include('version-old');
  });

  it('logs off when the bridge stops, tells the journal, and stays away', async () => {
    await start();
    await isUp();
    await link.stop();
    expect(server.named('Logoff')).to.have.lengthOf(1);
    expect(events.at(-1)).to.deep.include({ type: 'link-lost', reason: 'the bridge was stopped' });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(server.connections).to.equal(1);
    expect(states.map(({ state }) => state)).to.deep.equal(['connecting', 'up']);
  });

  it('stops at once in every state', async () => {
    await start({ greeting: null }, { connectWithin: 60_000 });
    await eventually('connected', () => server.connections === 1);
    await link.stop();
    connectTo(1, { first: 60_000 });
    await wasLost(1);
    await link.stop();
    connectTo(server.port);
    await link.stop();
  });
});

describe('the pace of a link', () => {
  it('doubles from 1 s to 30 s, a quarter more or less', () => {
    const waits = (random: number) =>
      [1, 2, 3, 4, 5, 6, 7, 100].map((failures) => backoff(linkPace, failures, random));
    expect(waits(0.5)).to.deep.equal([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
    expect(waits(0)).to.deep.equal([750, 1_500, 3_000, 6_000, 12_000, 22_500, 22_500, 22_500]);
    expect(Math.max(...waits(0.999))).to.be.at.most(37_500);
  });

  it('is 30 to 60 s where the exchange refused', () => {
    expect([refusedWait(linkPace, 0), refusedWait(linkPace, 0.999)]).to.deep.equal([30_000, 59_970]);
  });
});
