import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import {
  AsteriskSource,
  type AsteriskSourceOptions,
} from '../../../bridge/adapters/asterisk/asterisk-source.ts';
import { createObserver } from '../../../bridge/adapters/asterisk/observe.ts';
import { replayMessages } from '../../../bridge/adapters/asterisk/replay-connection.ts';
import { recordedBytes } from '../../../bridge/adapters/recording/recorded-stream.ts';
import type { Finding, FoundMemberships, LinkState, PbxCommand } from '../../../bridge/application/ports.ts';
import {
  type TelephonyEvent,
  type TelephonyEventType,
  telephonyEventSchema,
} from '../../../bridge/domain/telephony/event.ts';
import { asteriskRoot, INSTALL_ASTERISK } from '../../real/asterisk-root.ts';
import { ANSWERS, Floor } from '../../real/floor.ts';
import { requireService } from '../../real/services.ts';
import { eventually } from './eventually.ts';

const seat = { queue: 'policy', interface: 'PJSIP/1001' };
const join1001: PbxCommand = {
  type: 'join-queue',
  ...seat,
  name: '席位 1001',
  penalty: 2,
  paused: true,
  reason: '小休',
};
const pace = { first: 100, longest: 500, pingEvery: 500, pingWithin: 2_000 };

describe('the source on a real Asterisk', function () {
  this.timeout(20_000);
  this.slow(10_000);
  requireService(this, 'Asterisk', () => asteriskRoot() !== '', INSTALL_ASTERISK);

  let floor: Floor | undefined;
  let source: AsteriskSource | undefined;
  let events: TelephonyEvent[];
  let states: LinkState[];
  let findings: Finding[];

  before(async () => {
    floor = await Floor.open();
  });
  afterEach(async () => {
    await source?.stop();
    source = undefined;
    await floor?.clear();
  });
  after(() => floor?.close());

  function start(options: Partial<AsteriskSourceOptions> = {}): AsteriskSource {
    if (floor === undefined) throw new Error('there is no Asterisk');
    const { ami, secrets } = floor.server;
    events = [];
    states = [];
    findings = [];
    source = new AsteriskSource({
      pbxId: 'main',
      host: ami.host,
      port: ami.port,
      user: 'bridge',
      secret: secrets.ami,
      pace,
      ...options,
    });
    source.start({
      event: (event) => events.push(telephonyEventSchema.parse(event)),
      link: (state) => states.push(state),
      report: (all) => {
        findings = all;
      },
    });
    return source;
  }

  const isIn = (state: LinkState['state']) =>
    eventually(`the link is ${state}`, () => states.at(-1)?.state === state, 15_000);
  const came = (type: TelephonyEventType, times = 1) =>
    eventually(
      `${times} × ${type}`,
      () => events.filter((event) => event.type === type).length >= times,
      10_000,
    );

  it('has nothing to report of the configuration that this project renders', async () => {
    start();
    await isIn('up');
    expect(findings.map(({ code }) => code)).to.deep.equal(['version']);
    expect(source?.capabilities).to.deep.include({
      memberControl: true,
      hangUp: true,
      redirect: true,
      originate: true,
      answer: false,
    });
  });

  it('signs a seat in, changes what it signed in with, pauses it and signs it out', async () => {
    const pbx = start();
    await isIn('up');
    expect(await pbx.command(join1001)).to.deep.equal({ outcome: 'done' });
    await came('member-seen');
    const member = () => events.findLast((event) => event.type === 'member-seen');
    expect(member())
      .to.have.property('member')
      .that.deep.includes({ ...seat, name: '席位 1001', penalty: 2, paused: true, reason: '小休' });
    expect(await pbx.command({ ...join1001, penalty: 5, paused: false, reason: '' })).to.deep.equal({
      outcome: 'done',
    });
    await eventually('the change is seen', () => {
      const seen = member();
      return seen?.type === 'member-seen' && seen.member.penalty === 5 && !seen.member.paused;
    });
    expect(
      await pbx.command({ type: 'pause', ...seat, queue: null, paused: true, reason: 'acw' }),
    ).to.deep.equal({ outcome: 'done' });
    expect(await pbx.command({ type: 'leave-queue', ...seat })).to.deep.equal({ outcome: 'done' });
    expect(await pbx.command({ type: 'leave-queue', ...seat }), 'again').to.deep.equal({ outcome: 'done' });
    await came('member-removed');
    expect(await pbx.command({ ...join1001, queue: 'nowhere' })).to.deep.include({ outcome: 'refused' });
    expect(await pbx.command({ type: 'hang-up', channel: 'PJSIP/1001-ffffffff' })).to.deep.equal({
      outcome: 'refused',
      message: 'No such channel',
    });
  });

  it('sees a call from its first to its last leg, hangs it up, and what it recorded replays to the same events', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'yihaoda-real-'));
    try {
      const pbx = start({ record: { folder } });
      await isIn('up');
      await floor?.seat('1001', ANSWERS, 'policy');
      await floor?.citizen('1');
      await came('leg-joined', 2);
      const atSeat = events.find(
        (event) => event.type === 'leg-appeared' && event.channel.startsWith('PJSIP/1001-'),
      );
      const { channel, leg } = atSeat?.type === 'leg-appeared' ? atSeat : { channel: '', leg: '' };
      const asked = [leg, '1795511224.99999'];
      expect(await pbx.livingLegs(asked)).to.deep.equal({ outcome: 'told', living: new Set([leg]) });
      expect(await pbx.command({ type: 'hang-up', channel })).to.deep.equal({ outcome: 'done' });
      await came('queue-completed');
      await came('leg-ended', 2);
      expect(await pbx.livingLegs(asked)).to.deep.equal({ outcome: 'told', living: new Set() });
      const types = events.map(({ type }) => type);
      expect(types).to.include.members([
        'queue-joined',
        'queue-offered',
        'dial-began',
        'queue-connected',
        'leg-parted',
        'path-closed',
      ]);
      expect(findings.map(({ code }) => code)).to.deep.equal(['version']);

      await pbx.stop();
      const observer = createObserver();
      const again: TelephonyEvent[] = [];
      const files = readdirSync(folder)
        .sort()
        .map((file) => join(folder, file));
      await replayMessages(
        recordedBytes(...files),
        (message) => void again.push(...observer.message(message, 0)),
      );
      const ofPbx = (all: TelephonyEvent[]) =>
        all
          .filter(({ type }) => !type.startsWith('link-'))
          .map(({ receivedAt: _, at, ...rest }) => (rest.clock === 'pbx' ? { at, ...rest } : rest));
      expect(ofPbx(again)).to.deep.equal(ofPbx(events));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('tells the memberships of one telephone to who asks, and nobody else', async () => {
    const pbx = start();
    await isIn('up');
    await pbx.command(join1001);
    await came('member-seen');
    const before = events.length;
    const told: FoundMemberships[] = [];
    expect(await pbx.memberships(seat.interface, (found) => told.push(found))).to.deep.equal({
      outcome: 'done',
    });
    expect(told).to.have.lengthOf(1);
    expect(told[0]?.queues).to.include('policy');
    expect(told[0]?.members).to.have.lengthOf(1);
    expect(told[0]?.members[0]).to.include({ ...seat, name: '席位 1001', paused: true, reason: '小休' });
    expect(events.slice(before).map(({ type }) => type)).not.to.include('queues-found');
    await pbx.command({ type: 'leave-queue', ...seat });
  });

  it('says that the password is wrong', async () => {
    start({ secret: 'wrong' });
    await isIn('refused');
    expect(findings.map(({ code }) => code)).to.deep.equal(['login-refused']);
  });

  it('finds an Asterisk again that was killed and restarted, with an empty floor for what it is', async () => {
    const pbx = start();
    await isIn('up');
    await pbx.command(join1001);
    await floor?.server.kill();
    await isIn('lost');
    expect(events.at(-1)?.type).to.equal('link-lost');
    expect(await pbx.command(join1001)).to.have.property('outcome', 'unreachable');
    await floor?.server.restart();
    await isIn('up');
    const found = events.findLast((event) => event.type === 'queues-found');
    expect(found).to.have.property('queues').that.includes('policy');
    expect(found).to.have.property('members').that.deep.equals([]);
    expect(events.findLast((event) => event.type === 'legs-found'))
      .to.have.property('legs')
      .that.deep.equals([]);
    expect(findings.map(({ code }) => code)).to.deep.equal(['version']);
    await floor?.close();
    floor = undefined;
  });
});
