import createManager, { type AsteriskManager } from 'asterisk-manager';
import { expect } from 'chai';
import { AmiConnection } from '../../../bridge/adapters/asterisk/ami-connection.ts';
import { type AmiMessage, field } from '../../../bridge/adapters/asterisk/ami-message.ts';
import { RefusedError } from '../../../bridge/adapters/asterisk/refused.ts';
import { systemTimer } from '../../../bridge/adapters/asterisk/system-timer.ts';
import { AmiServer, type AmiServerBehaviour } from './ami-server.ts';
import { eventually } from './eventually.ts';
import { amiText, recording, replayed } from './recordings.ts';

const text = (file: string) => recording(file).toString('latin1');
/** One message of a recording, as it was sent. */
const recorded = (file: string, event: string) =>
  `${text(file)
    .split('\r\n\r\n')
    .find((message) => message.startsWith(`Event: ${event}\r\n`))}\r\n\r\n`;

/**
 * What asterisk-manager 0.2.0 does wrong, each with bytes that a real Asterisk sent: first that it does so (else the
 * precaution could go), then that a connection of ours does not.
 */
describe('the traps of asterisk-manager', () => {
  let server: AmiServer;
  let messages: AmiMessage[];
  let ended: Error[];
  const open: { close(reason: string): void }[] = [];

  async function start(behaviour: Partial<AmiServerBehaviour> = {}): Promise<void> {
    server = await AmiServer.start(behaviour);
    messages = [];
    ended = [];
  }

  async function ours(secret = 'secret', within = 2_000): Promise<AmiConnection> {
    const connection = await AmiConnection.open(
      {
        address: { host: '127.0.0.1', port: server.port, tls: null, plainAllowed: false },
        account: { user: 'bridge', secret },
        timer: systemTimer,
        within,
      },
      { message: (message) => messages.push(message), closed: (error) => ended.push(error) },
    );
    open.push(connection);
    return connection;
  }

  /** The library alone, as its README says. */
  async function bare(): Promise<AsteriskManager & { events: Record<string, unknown>[] }> {
    const events: Record<string, unknown>[] = [];
    const manager = createManager(undefined, '', 'bridge', 'secret', true);
    manager.on('rawevent', (item) => events.push(item));
    await new Promise<void>((resolve) => connectBare(manager, server.port, resolve));
    open.push({ close: () => manager.disconnect() });
    return Object.assign(manager, { events });
  }

  function connectBare(manager: AsteriskManager, port: number, done: () => void): void {
    manager.connect(port, '127.0.0.1', () => manager.login(() => done()));
  }

  afterEach(async () => {
    for (const each of open.splice(0)) each.close('the test is over');
    await server?.close();
  });

  it('keepConnected on an open socket registers nothing, so it never reconnects; ours is in ami-link.test.ts', async () => {
    await start();
    const manager = await bare();
    const { keepConnected, listeners } = manager as unknown as {
      keepConnected(): void;
      listeners(event: string): unknown[];
    };
    const before = listeners('close').length;
    keepConnected();
    expect(listeners('close')).to.have.lengthOf(before);
  });

  it('an action in flight when the socket drops is never answered; ours is, once', async () => {
    await start({ answersPing: false });
    const connection = await ours();
    const ping = connection.send({ Action: 'Ping' });
    await eventually('Ping is under way', () => server.named('Ping').length === 1);
    server.drop();
    expect(await ping).to.deep.include({ outcome: 'unreachable' });
    await eventually('the end is told', () => ended.length === 1);
  });

  it('an action after the close is lost in silence; ours is answered at once', async () => {
    await start();
    const connection = await ours();
    server.drop();
    await eventually('the end is told', () => ended.length === 1);
    expect(await connection.send({ Action: 'Ping' })).to.deep.include({ outcome: 'unreachable' });
  });

  it('half an event at the drop is glued to the next greeting and invents a Hangup; ours is thrown away', async () => {
    const half = recorded('caller-hangs-up.ami', 'Hangup').slice(0, 150);
    await start();
    const manager = await bare();
    server.send(half);
    await new Promise((resolve) => setTimeout(resolve, 20));
    manager.disconnect();
    await new Promise<void>((resolve) => connectBare(manager, server.port, resolve)).catch(() => {});
    expect(
      manager.events.filter((item) => item.event === 'Hangup'),
      'invented',
    ).to.have.lengthOf(1);

    await ours();
    server.send(half);
    await new Promise((resolve) => setTimeout(resolve, 20));
    server.drop();
    await eventually('the end is told', () => ended.length === 1);
    await ours();
    expect(messages.filter(({ name }) => name === 'Hangup')).to.be.empty;
  });

  it('a wrong password holds all actions for ever; ours names the account and what to check', async () => {
    await start({ login: 'refuse' });
    const refused = await ours('wrong-secret').catch((error: unknown) => error);
    expect(refused).to.be.instanceOf(RefusedError);
    if (!(refused instanceof RefusedError)) return;
    expect(refused.code).to.equal('login-refused');
    expect(refused.words.en).to.include('AMI account bridge').and.include('Authentication failed');
    expect(refused.words.remedyZh).to.include('[bridge]').and.include('secret').and.include('permit');
    expect(JSON.stringify(refused.words)).to.not.include('wrong-secret');
  });

  it('no answer to the login is waited for without end; ours gives up', async () => {
    await start({ login: 'silence' });
    const silence = await ours('secret', 50).catch((error: unknown) => error);
    expect(String(silence)).to.include('no answer to the login within 50 ms');
  });

  it('VarSet comes with its value torn from its name (all-classes.ami); ours is not read at all', async () => {
    await start();
    const manager = await bare();
    server.send(recorded('more/all-classes.ami', 'VarSet'));
    await eventually('VarSet has come', () => manager.events.some((item) => item.event === 'VarSet'));
    const item = manager.events.find((each) => each.event === 'VarSet');
    expect(Object.values(item?.variable ?? {})).to.deep.equal(['']);
    const { messages: replay, end } = await replayed(recording('more/all-classes.ami'));
    expect(replay.some(({ name }) => name === 'VarSet')).to.equal(false);
    expect(end.dropped.get('VarSet')).to.equal(63);
  });

  it('the login says `Event: on`, which is no header of AMI; the exchange sends events all the same', async () => {
    await start();
    await ours();
    expect(server.named('login')[0]?.get('event')).to.equal('on');
    expect(server.named('login')[0]?.has('events')).to.equal(false);
    server.event('Hangup', 'Uniqueid: 1.1');
    await eventually('an event has come', () => messages.some(({ name }) => name === 'Hangup'));
  });

  it('lists are not collected; ours are, although events come in between (snapshot-login.ami)', async () => {
    const between = amiText('Event: Hangup', 'Privilege: call,all', 'Uniqueid: 1.1');
    const snapshot = text('snapshot-login.ami')
      .split('\r\n\r\n')
      .map((message) => `${message}\r\n\r\n`);
    const list = snapshot.filter((message) => message.includes('\r\nActionID: a2\r\n'));
    await start({
      answer: (action) => {
        if (action.get('action') !== 'QueueStatus') return null;
        const id = `ActionID: ${action.get('actionid')}`;
        return list.map((message) => message.replace('ActionID: a2', id)).join(between);
      },
    });
    const connection = await ours();
    const answer = await connection.send({ Action: 'QueueStatus' });
    expect(answer.outcome).to.equal('answered');
    if (answer.outcome !== 'answered') return;
    expect(answer.items.map(({ name }) => name).sort()).to.deep.equal([
      ...Array.from({ length: 5 }, () => 'QueueMember'),
      ...Array.from({ length: 4 }, () => 'QueueParams'),
    ]);
    expect(
      messages.filter(({ name }) => name === 'Hangup'),
      'nothing is kept from the observer',
    ).to.have.lengthOf(10);
  });

  it('keys are lower case, repeated ones arrays, Variable an object', async () => {
    const bytes = amiText('Event: UserEvent', 'Score: 1', 'Score: 2', 'Variable: YHD_DID=12345');
    const { messages } = await replayed(Buffer.from(bytes));
    const [said] = messages;
    expect(said?.fields.score).to.deep.equal(['1', '2']);
    expect(said?.fields.variable).to.deep.equal({ YHD_DID: '12345' });
    if (said === undefined) return;
    expect(field(said, 'score')).to.equal('1');
    expect(field(said, 'variable')).to.equal(null);
  });

  it('an OriginateResponse looks like the answer to its action; to us it is an event', async () => {
    const { messages: replay } = await replayed(recording('click-to-call-answered.ami'));
    const message = replay.find(({ name }) => name === 'OriginateResponse');
    expect(message?.kind).to.equal('event');
    expect(message?.fields).to.include.keys('response', 'actionid');

    let id = '';
    await start({
      answer: (action) => {
        if (action.get('action') !== 'Originate') return null;
        id = action.get('actionid') ?? '';
        return amiText('Event: OriginateResponse', `ActionID: ${id}`, 'Response: Failure', 'Reason: 0');
      },
    });
    const connection = await ours();
    const answer = connection.send({ Action: 'Originate' });
    await eventually('the event has come', () => messages.some(({ name }) => name === 'OriginateResponse'));
    server.send(amiText('Response: Success', `ActionID: ${id}`, 'Message: Originate successfully queued'));
    expect(await answer).to.have.nested.property('response.name', 'Success');
  });

  it('values are written as they are, line breaks and all; ours are refused before, naming the field', async () => {
    await start();
    const connection = await ours();
    const answer = await connection.send({
      Action: 'QueuePause',
      Interface: 'PJSIP/1001',
      Paused: 'true',
      Reason: 'lunch\r\n\r\nAction: Hangup\r\nChannel: /.*/',
    });
    expect(answer).to.deep.equal({
      outcome: 'invalid',
      message: 'QueuePause: Reason contains a line break or NUL; nothing was sent',
    });
    const manager = await bare();
    manager.action({ action: 'QueuePause', reason: 'lunch\r\n\r\nAction: Hangup' });
    await eventually('the injected action has come', () => server.named('Hangup').length === 1);
  });

  it('an answer with `follow` in it swallows all messages after it; it never reaches the library', async () => {
    const follows = amiText('Response: Follows', 'Privilege: Command');
    const hangup = recorded('caller-hangs-up.ami', 'Hangup');
    await start();
    const manager = await bare();
    server.send(follows + hangup);
    await ours();
    server.send(follows + hangup);
    await eventually('ours has read on', () => messages.some(({ name }) => name === 'Hangup'));
    expect(manager.events.filter((item) => item.event === 'Hangup')).to.be.empty;
  });

  it('an action waits under its id on the emitter that names events; ours leaves no listener there', async () => {
    await start();
    const connection = await ours();
    for (let count = 0; count < 20; count += 1) await connection.send({ Action: 'Ping' });
    const ids = new Set(server.named('Ping').map((action) => action.get('actionid')));
    expect(ids.size).to.equal(20);
    for (const id of ids) expect(id).to.match(/^yhd-[0-9a-f]{12}-\d+$/);
    server.send(amiText(`Event: ${[...ids][0]}`, 'Uniqueid: 1'));
    await eventually('it is an event like others', () => messages.at(-1)?.name === [...ids][0]);
  });
});
