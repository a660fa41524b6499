import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { AmiReader } from './ami-reader.ts';
import { asteriskRoot, INSTALL_ASTERISK } from './asterisk-root.ts';
import { ANSWERS, CITIZEN, Floor, RINGS } from './floor.ts';
import { requireService } from './services.ts';

describe('who may do what on the rendered site, on a real Asterisk', function () {
  this.timeout(15_000);
  this.slow(10_000);
  requireService(this, 'Asterisk', () => asteriskRoot() !== '', INSTALL_ASTERISK);

  let floor: Floor;

  before(async () => {
    floor = await Floor.open();
  });
  afterEach(() => floor?.clear());
  after(() => floor?.close());

  describe('a stranger', () => {
    it('with a wrong password does not become a seat’s telephone, and the attempt is on record', async () => {
      const agent = await floor.telephone('1008', ANSWERS, 'guessed-password');
      expect(await agent.register()).to.equal(401);
      expect(await (await floor.telephone('1008', ANSWERS)).register()).to.equal(200);
      const record = await readFile(join(floor.server.folder, 'log/security.log'), 'utf8');
      expect(record).to.match(/ChallengeResponseFailed.*AccountID="1008"/);
    });

    it('with a seat’s number but not its password cannot call', async () => {
      const agent = await floor.telephone('1008', ANSWERS, 'guessed-password');
      expect((await agent.call('7001').ended).status).to.equal(401);
    });

    it('with an unknown number neither registers nor calls', async () => {
      const agent = await floor.telephone('1999', ANSWERS, 'guessed-password');
      expect(await agent.register()).to.equal(401);
      expect((await agent.call('12345').ended).status).to.equal(401);
    });

    it('behind the carrier reaches the one number only', async () => {
      const agent = await floor.outside(CITIZEN, ANSWERS);
      for (const number of ['1001', '7001', '8001', '110', '913874801114']) {
        expect((await agent.call(number).ended).status, number).to.equal(404);
      }
    });

    it('who is a citizen cannot transfer', async () => {
      await floor.seat('1001', ANSWERS, 'policy');
      const call = await floor.citizen('1');
      await floor.talking();
      expect(await call.transferTo('913874801114')).to.be.within(400, 699);
    });

    it('with a wrong manager secret gets no further than the login', async () => {
      const stranger = await AmiReader.connect(floor.server.ami);
      expect(await stranger.login('bridge', 'x'.repeat(32))).to.be.false;
      await stranger.close();
    });
  });

  describe('the bridge’s rights', () => {
    it('suffice for the queues', async () => {
      const member = { Queue: 'policy', Interface: 'PJSIP/1009' };
      for (const [action, fields] of [
        ['QueueAdd', { ...member, MemberName: '座席 1009', Penalty: '2', Paused: 'true', Reason: 'acw' }],
        ['QueuePause', { ...member, Paused: 'true', Reason: '小休' }],
        ['QueuePenalty', { ...member, Penalty: '5' }],
        ['QueueMemberRingInUse', { ...member, RingInUse: 'no' }],
        ['QueueRemove', member],
      ] as const) {
        expect((await floor.ami.act(action, fields)).get('Response'), action).to.equal('Success');
      }
    });

    it('suffice to see and to steer a call', async () => {
      await floor.seat('1009', ANSWERS, 'policy');
      await floor.seat('1010', ANSWERS);
      const call = await floor.citizen('1');
      const channel = (await floor.seen({ Event: 'AgentConnect' })).get('Channel');
      await floor.talking();
      expect(await floor.ami.list('QueueStatus')).to.have.length.above(4);
      expect(await floor.ami.list('CoreShowChannels')).to.have.lengthOf(2);
      expect(await floor.ami.list('DeviceStateList')).not.to.be.empty;
      expect(await floor.ami.list('Status', { Channel: channel })).to.have.lengthOf(1);
      const [bridge] = await floor.ami.list('BridgeList');
      const legs = await floor.ami.list('BridgeInfo', {
        BridgeUniqueid: bridge?.get('BridgeUniqueid') ?? '',
      });
      expect(legs).to.have.lengthOf(2);
      const one = { Channel: channel };
      for (const [action, fields] of [
        ['Ping', {}],
        ['CoreStatus', {}],
        ['Setvar', { ...one, Variable: 'YHD_LEVEL', Value: 'urgent' }],
        ['Redirect', { ...one, Context: 'seats', Exten: '1010', Priority: '1' }],
      ] as const) {
        expect((await floor.ami.act(action, fields)).get('Response'), action).to.equal('Success');
      }
      await floor.seen({ Event: 'DialEnd', DestCallerIDNum: '1010', DialStatus: 'ANSWER' });
      expect((await floor.ami.act('Hangup', one)).get('Response')).to.equal('Success');
      await call.ended;
    });

    it('suffice to call a citizen from a seat, and to listen to a seat', async () => {
      await floor.seat('1009', ANSWERS);
      await floor.seat('1010', ANSWERS);
      const citizen = await floor.outside('13874801114', ANSWERS);
      const place = {
        Channel: 'PJSIP/1009',
        Context: 'seats',
        Exten: '913874801114',
        Priority: '1',
        Async: 'true',
      };
      expect((await floor.ami.act('Originate', place)).get('Response')).to.equal('Success');
      expect((await floor.seen({ Event: 'OriginateResponse' })).get('Response')).to.equal('Success');
      await (await citizen.nextCall()).answered;
      await floor.talking();
      const spy = { Channel: 'PJSIP/1010', Application: 'ChanSpy', Data: 'PJSIP/1009,q', Async: 'true' };
      expect((await floor.ami.act('Originate', spy)).get('Response')).to.equal('Success');
      await floor.seen({ Event: 'ChanSpyStart' });
    });

    it('go no further: no shell, no files, no modules, no telephones’ addresses', async () => {
      for (const [action, fields] of [
        ['Command', { Command: 'core show uptime' }],
        ['Originate', { Channel: 'Local/7001@seats', Application: 'System', Data: 'true' }],
        ['MixMonitor', { Channel: 'PJSIP/1009-00000000', File: 'x.wav', Command: 'true' }],
        ['ModuleLoad', { Module: 'app_queue.so', LoadType: 'unload' }],
        ['GetConfig', { Filename: 'manager.conf' }],
        ['Filter', { Operation: 'Add', Filter: 'Event: VarSet' }],
        ['PJSIPShowContacts', {}],
      ] as const) {
        const answer = await floor.ami.act(action, fields);
        expect(answer.get('Message'), action).to.match(/permission denied|forbidden/i);
      }
    });

    it('bring no event that nobody reads', async () => {
      const names = new Set(floor.ami.events.map((event) => event.get('Event')));
      for (const noise of ['TestEvent', 'VarSet', 'Newexten', 'RTCPSent', 'RTCPReceived', 'DTMFEnd', 'Cdr']) {
        expect(names.has(noise), noise).to.be.false;
      }
    });
  });
});

describe('a site with control of telephones, recording and a narrow network, on a real Asterisk', function () {
  this.timeout(15_000);
  this.slow(10_000);
  requireService(this, 'Asterisk', () => asteriskRoot() !== '', INSTALL_ASTERISK);

  let floor: Floor;

  before(async () => {
    floor = await Floor.open((site) => ({
      ...site,
      pbx: {
        ...site.pbx,
        ami: { ...site.pbx.ami, telephoneControl: true },
        sip: { ...site.pbx.sip, seatNetworks: ['127.0.0.1/32'] },
      },
      recording: { notice: 'beep' },
    }));
  });
  afterEach(() => floor?.clear());
  after(() => floor?.close());

  it('the bridge makes a ringing telephone answer', async () => {
    const agent = await floor.seat('1001', { does: 'answers-when-told' }, 'policy');
    await floor.citizen('1');
    const atSeat = await agent.nextCall();
    const channel = (await floor.seen({ Event: 'AgentCalled' })).get('DestChannel');
    // The NOTIFY belongs to the dialog, which there is only once the telephone rings.
    await floor.seen({ Event: 'Newstate', Channel: channel, ChannelStateDesc: 'Ringing' });
    await floor.ami.act('PJSIPNotify', { Channel: channel, Variable: 'Event=talk' });
    await atSeat.answered;
    await floor.talking();
  });

  it('the talk is recorded, and muted while the citizen says what must not be kept', async () => {
    await floor.seat('1002', ANSWERS, 'policy');
    await floor.citizen('1');
    const channel = (await floor.seen({ Event: 'MixMonitorStart' })).get('Channel');
    const muted = await floor.ami.act('MixMonitorMute', { Channel: channel, State: '1', Direction: 'both' });
    expect(muted.get('Response')).to.equal('Success');
    await floor.seen({ Event: 'MixMonitorMute' });
  });

  it('a telephone outside the seats’ network does not register, even with the password', async () => {
    const password = floor.server.secrets.seats.get('1003') ?? '';
    const elsewhere = await floor.telephoneAt('127.0.0.9', '1003', RINGS, password);
    expect(await elsewhere.register()).to.be.oneOf([401, 403]);
    expect(await (await floor.telephone('1003', RINGS)).register()).to.equal(200);
  });
});
