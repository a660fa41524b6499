import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import {
  AsteriskSource,
  type AsteriskSourceOptions,
} from '../../../bridge/adapters/asterisk/asterisk-source.ts';
import type { Finding, LinkState, PbxCommand } from '../../../bridge/application/ports.ts';
import type { TelephonyEvent } from '../../../bridge/domain/telephony/event.ts';
import { AmiServer, type AmiServerBehaviour } from './ami-server.ts';
import { eventually } from './eventually.ts';
import { amiText, recording } from './recordings.ts';

const tlsFile = (name: string) => join(import.meta.dirname, 'tls', name);
const pause: PbxCommand = {
  type: 'pause',
  queue: null,
  interface: 'PJSIP/1001',
  paused: true,
  reason: 'acw',
};

describe('Asterisk as a source of telephony events', () => {
  let server: AmiServer;
  let source: AsteriskSource;
  let events: TelephonyEvent[];
  let states: LinkState[];
  let findings: Finding[];

  async function start(
    options: Partial<AsteriskSourceOptions> = {},
    behaviour: Partial<AmiServerBehaviour> = {},
    tls?: { key: Buffer; cert: Buffer },
  ): Promise<void> {
    server = await AmiServer.start(behaviour, tls);
    events = [];
    states = [];
    findings = [];
    source = new AsteriskSource({
      pbxId: 'main',
      host: '127.0.0.1',
      port: server.port,
      user: 'bridge',
      secret: 'hunter2',
      pace: { first: 10, longest: 20 },
      ...options,
    });
    source.start({
      event: (event) => events.push(event),
      link: (state) => states.push(state),
      report: (all) => {
        findings = all;
      },
    });
  }

  const isUp = () => eventually('the link is up', () => states.at(-1)?.state === 'up');

  afterEach(async () => {
    await source.stop();
    await server.close();
  });

  it('carries out commands, and shows by its capabilities what the account may not', async () => {
    await start({}, { commands: { QueueStatus: '<none>', QueueAdd: 'agent,all', QueuePause: 'agent,all' } });
    await isUp();
    expect(source.capabilities).to.deep.include({
      queueState: true,
      memberControl: true,
      redirect: false,
      originate: false,
    });
    expect(await source.command(pause)).to.deep.equal({ outcome: 'done' });
    expect(server.named('QueuePause')[0]?.get('reason')).to.equal('acw');
    expect(await source.command({ ...pause, reason: 'a\r\nb' })).to.have.property('outcome', 'refused');
    expect(server.named('QueuePause')).to.have.lengthOf(1);
  });

  it('answers a command although the link is lost while it is under way', async () => {
    await start({}, { answer: (action) => (action.get('action') === 'QueuePause' ? '' : null) });
    await isUp();
    const answer = source.command(pause);
    await eventually('it is under way', () => server.named('QueuePause').length === 1);
    server.drop();
    expect(await answer).to.have.property('outcome', 'unreachable');
  });

  it('answers a command before it is started, while it is down and after it is stopped', async () => {
    const idle = new AsteriskSource({
      pbxId: 'main',
      host: '127.0.0.1',
      port: 1,
      user: 'bridge',
      secret: 'x',
    });
    expect(await idle.command(pause)).to.have.property('outcome', 'unreachable');
    await start();
    expect(await source.command(pause)).to.have.property('outcome', 'unreachable');
    await isUp();
    await source.stop();
    expect(await source.command(pause)).to.have.property('outcome', 'unreachable');
  });

  it('turns what Asterisk sends into events (caller-hangs-up.ami)', async () => {
    await start();
    await isUp();
    const call = recording('caller-hangs-up.ami')
      .toString()
      .split('\r\n\r\n')
      .filter((each) => each.includes('\r\nTimestamp: '));
    server.send(`${call.join('\r\n\r\n')}\r\n\r\n`);
    await eventually(
      'the call is over',
      () => events.filter(({ type }) => type === 'leg-ended').length === 2,
    );
    expect(events.map(({ type }) => type)).to.include.members([
      'leg-appeared',
      'queue-joined',
      'queue-offered',
      'queue-connected',
      'queue-completed',
    ]);
    expect(findings.map(({ code }) => code)).to.deep.equal(['version']);
  });

  it('tells what it learns from the stream at once', async () => {
    await start();
    await isUp();
    server.send(amiText('Event: Newstate', 'Privilege: call,all', 'Uniqueid: 1'));
    await eventually('the finding', () => findings.some(({ code }) => code === 'no-timestamps'));
    expect(findings.map(({ code }) => code)).to.deep.equal(['version', 'no-timestamps']);
  });

  it('speaks TLS', async () => {
    const tls = { key: readFileSync(tlsFile('server.key')), cert: readFileSync(tlsFile('server.pem')) };
    await start({ tls: { caFile: tlsFile('authority.pem'), serverName: 'pbx.example' } }, {}, tls);
    await isUp();
    expect(await source.command(pause)).to.deep.equal({ outcome: 'done' });
  });

  it('never sends a password in the clear to another machine', async () => {
    await start({ host: '192.0.2.1' });
    await eventually('refused', () => states.at(-1)?.state === 'refused');
    expect(findings.map(({ code }) => code)).to.deep.equal(['plain-not-allowed']);
    expect(findings[0]?.zh).to.include('TLS');
  });

  it('refuses a password with a line break, as at the end of a file, without showing it', async () => {
    await start({ secret: 'hunter2\n' });
    await eventually('refused', () => states.at(-1)?.state === 'refused');
    expect(findings.map(({ code }) => code)).to.deep.equal(['account-unusable']);
    expect(JSON.stringify([findings, states])).to.not.include('hunter2');
    expect(server.connections).to.equal(0);
  });

  it('records what came, and nothing of what was sent', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'yihaoda-source-'));
    try {
      await start({ record: { folder } });
      await isUp();
      server.event('Hangup', 'Uniqueid: 7.7');
      await eventually('the event', () => events.some(({ type }) => type === 'leg-ended'));
      await source.stop();
      const files = readdirSync(folder);
      expect(files).to.have.lengthOf(1);
      const bytes = readFileSync(join(folder, files[0] ?? ''), 'utf8');
      expect(bytes)
        .to.match(/^Asterisk Call Manager\/11\.0\.0\r\nResponse: Success\r\n/)
        .and.include('Uniqueid: 7.7');
      expect(bytes).to.not.include('hunter2');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('goes on without its recording, and reports that', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'yihaoda-source-'));
    await start({ record: { folder: join(folder, 'raw') } });
    rmSync(folder, { recursive: true });
    await isUp();
    await eventually('reported', () => findings.some(({ code }) => code === 'recording-failed'));
    expect(states.at(-1)?.state).to.equal('up');
  });
});
