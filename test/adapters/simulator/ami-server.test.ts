import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assert } from 'chai';
import { AsteriskSource } from '../../../bridge/adapters/asterisk/asterisk-source.ts';
import { systemTimer } from '../../../bridge/adapters/asterisk/system-timer.ts';
import type { AmiAccount } from '../../../bridge/adapters/simulator/ami/ami-session.ts';
import { Floor } from '../../../bridge/adapters/simulator/floor/floor.ts';
import { type Place, SimulatorAmiServer } from '../../../bridge/adapters/simulator/simulator-ami-server.ts';
import { VirtualClock } from '../../../bridge/adapters/simulator/virtual-clock.ts';
import type { LinkState } from '../../../bridge/application/ports.ts';
import { createFloor } from '../../../bridge/domain/telephony/floor.ts';
import { seatView } from '../../../bridge/domain/telephony/floor-views.ts';
import { follow } from '../../../bridge/domain/telephony/follow.ts';
import { site } from './followed-floor.ts';

const account: AmiAccount = { user: 'bridge', secret: 'not so secret' };

/** A client of few words: writes an action, reads the messages. */
class Client {
  readonly #socket: Socket;
  #text = '';
  #wake: () => void = () => {};

  constructor(place: { port: number } | { path: string }) {
    this.#socket = connect(place);
    this.#socket.setEncoding('utf8').on('data', (text: string) => {
      this.#text += text;
      this.#wake();
    });
    this.#socket.on('close', () => this.#wake());
    this.#socket.on('error', () => {});
  }

  act(...lines: string[]): void {
    this.#socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  }

  async until(words: string): Promise<string> {
    while (!this.#text.includes(words)) {
      if (this.#socket.destroyed) throw new Error(`closed before it said ${words}: ${this.#text}`);
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    const end = this.#text.indexOf(words) + words.length;
    const told = this.#text.slice(0, end);
    this.#text = this.#text.slice(end);
    return told;
  }

  async closed(): Promise<string> {
    if (!this.#socket.closed) await once(this.#socket, 'close');
    return this.#text;
  }

  close(): void {
    this.#socket.destroy();
  }
}

describe('the simulated exchange behind the manager interface', () => {
  let server: SimulatorAmiServer;
  let floor: Floor;
  const clients: Client[] = [];

  async function open(with_: Partial<AmiAccount> = {}, place: Place = { port: 0 }) {
    floor = new Floor({
      site,
      clock: new VirtualClock(Date.now() * 1000),
      seed: 1,
      speed: 10,
      load: 10,
      profile: 'peak',
      simulated: (seat) => seat > '1010',
      population: 50,
      callPeople: false,
    });
    server = new SimulatorAmiServer({
      pbx: floor.pbx,
      account: { ...account, ...with_ },
      timer: systemTimer,
    });
    return server.listen(place);
  }

  async function client(place: { port: number } | { path: string }, loggedIn = true): Promise<Client> {
    const one = new Client(place);
    clients.push(one);
    await one.until('Asterisk Call Manager/');
    if (loggedIn) {
      one.act('Action: Login', 'ActionID: 1', `Username: ${account.user}`, `Secret: ${account.secret}`);
      await one.until('Status: Fully Booted\r\n\r\n');
    }
    return one;
  }

  afterEach(async () => {
    for (const each of clients.splice(0)) each.close();
    await server.close();
  });

  it('lets in who knows the secret, and nobody else', async () => {
    const place = await open();
    const stranger = await client(place, false);
    stranger.act('Action: QueueStatus', 'ActionID: 7');
    assert.include(
      await stranger.until('\r\n\r\n'),
      'Response: Error\r\nActionID: 7\r\nMessage: Permission denied',
    );
    stranger.act('Action: Login', 'ActionID: 8', 'Username: bridge', 'Secret: wrong');
    assert.include(await stranger.closed(), 'Message: Authentication failed');
    const known = await client(place);
    known.act('Action: Ping', 'ActionID: 9');
    assert.match(
      await known.until('\r\n\r\n'),
      /Response: Success\r\nActionID: 9\r\nPing: Pong\r\nTimestamp: \d+\.\d{6}/,
    );
    known.act('Action: Logoff', 'ActionID: 10');
    assert.include(await known.closed(), 'Response: Goodbye\r\nActionID: 10');
  });

  it('answers with lists, orders and errors as Asterisk does', async () => {
    const one = await client(await open());
    one.act('Action: QueueStatus', 'ActionID: a', 'Queue: policy');
    const queues = await one.until('Event: QueueStatusComplete\r\nActionID: a\r\nEventList: Complete\r\n');
    assert.include(queues, 'EventList: start\r\nMessage: Queue status will follow');
    assert.include(queues, 'Location: PJSIP/1011');
    one.act('Action: CoreShowChannels', 'ActionID: b');
    await one.until('Event: CoreShowChannelsComplete\r\nActionID: b');
    one.act(
      'Action: QueueAdd',
      'ActionID: c',
      'Queue: policy',
      'Interface: PJSIP/1001',
      'MemberName: 王',
      'Penalty: 2',
    );
    const added = await one.until('Message: Added interface to queue');
    assert.include(added, 'Event: QueueMemberAdded');
    assert.include(added, 'MemberName: 王');
    one.act('Action: QueueAdd', 'ActionID: d', 'Queue: policy', 'Interface: PJSIP/1001');
    await one.until('ActionID: d\r\nMessage: Unable to add interface: Already there');
    one.act('Action: QueueAdd', 'ActionID: e', 'Queue: nowhere', 'Interface: PJSIP/1001');
    await one.until('ActionID: e\r\nMessage: Unable to add interface to queue: No such queue');
    one.act('Action: QueuePause', 'ActionID: f', 'Interface: PJSIP/1001', 'Paused: true', 'Reason: 小休');
    assert.include(await one.until('Interface paused successfully'), 'PausedReason: 小休');
    one.act('Action: QueuePenalty', 'ActionID: g', 'Interface: PJSIP/1001', 'Penalty: 5');
    await one.until('Interface penalty set successfully');
    one.act('Action: QueueRemove', 'ActionID: h', 'Queue: policy', 'Interface: PJSIP/1001');
    await one.until('Removed interface from queue');
    one.act('Action: Hangup', 'ActionID: i', 'Channel: PJSIP/nobody-1');
    await one.until('Message: No such channel');
    one.act('Action: NoSuchAction', 'ActionID: j');
    await one.until('Message: Invalid/unknown command: NoSuchAction.');
    one.act('Action: ListCommands', 'ActionID: k');
    const commands = await one.until('Redirect: Redirect (transfer) a call.');
    assert.include(commands, 'QueueAdd: Add interface to queue.  (Priv: agent,all)');
    assert.notInclude(commands, 'Filter');
    one.act('Action: CoreSettings', 'ActionID: l');
    await one.until('AsteriskVersion: 22.');
  });

  it('keeps back the events that a client filters or switches off', async () => {
    const one = await client(await open({ system: true }));
    one.act(
      'Action: Filter',
      'ActionID: a',
      'Operation: Add',
      'MatchCriteria: action(exclude),name(Newstate)',
    );
    await one.until('Filter: Success');
    floor.call();
    const told = await one.until('Event: QueueCallerJoin');
    assert.include(told, 'Event: Newchannel');
    assert.notInclude(told, 'Event: Newstate');
    one.act('Action: Events', 'ActionID: b', 'EventMask: off');
    await one.until('Events: Off');
    floor.call();
    one.act('Action: Ping', 'ActionID: c');
    assert.notInclude(await one.until('Ping: Pong'), 'Event:');
  });

  it('listens at a socket in the file system too', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ami-'));
    try {
      const place = await open({}, { path: join(folder, 'ami.sock') });
      const one = await client(place);
      one.act('Action: Ping');
      await one.until('Ping: Pong');
      one.close();
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('drives the bridge’s own adapter, there and back', async function () {
    this.timeout(20_000);
    const place = await open();
    const state = createFloor(site);
    const links: LinkState[] = [];
    const findings = new Set<string>();
    let told: () => void = () => {};
    const source = new AsteriskSource({
      pbxId: site.pbxId,
      host: '127.0.0.1',
      port: 'port' in place ? place.port : 0,
      ...account,
    });
    source.start({
      event: (event) => {
        follow(state, event, () => {});
        told();
      },
      link: (link) => {
        links.push(link);
        told();
      },
      report: (list) => {
        for (const { code, severity } of list) if (severity !== 'info') findings.add(code);
      },
    });
    const until = async (isSo: () => boolean) => {
      while (!isSo())
        await new Promise<void>((resolve) => {
          told = resolve;
        });
    };
    const seat = () => seatView(state, '1001');
    await until(() => links.at(-1)?.state === 'up');
    assert.equal(seatView(state, '1011')?.state, 'READY');
    const line = { queue: 'policy', interface: 'PJSIP/1001' };
    const member = { ...line, name: '王', penalty: 0, paused: false, reason: '' };
    assert.deepEqual(await source.command({ type: 'join-queue', ...member }), { outcome: 'done' });
    await until(() => seat()?.state === 'READY');
    floor.call('policy');
    await until(() => seat()?.state === 'RINGING');
    const [leg] = state.seats.get('1001')?.legs ?? [];
    const channel = state.legs.get(leg ?? '')?.channel ?? '';
    assert.deepEqual(await source.command({ type: 'hang-up', channel }), { outcome: 'done' });
    await until(() => seat()?.state !== 'RINGING');
    assert.deepEqual(await source.command({ type: 'leave-queue', ...line }), { outcome: 'done' });
    await until(() => seat()?.state === 'LOGGED_OUT');
    assert.deepEqual([...findings], []);
    await source.stop();
  });
});
