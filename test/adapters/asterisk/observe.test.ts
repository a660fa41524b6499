import { expect } from 'chai';
import fc from 'fast-check';
import type { AmiMessage } from '../../../bridge/adapters/asterisk/ami-message.ts';
import { createObserver } from '../../../bridge/adapters/asterisk/observe.ts';
import { type TelephonyEvent, telephonyEventSchema } from '../../../bridge/domain/telephony/event.ts';
import { recording, recordings, replayed } from './recordings.ts';

const arrival = 1_795_511_224_000;

function event(name: string, fields: Record<string, unknown> = {}): AmiMessage {
  return { kind: 'event', name, fields: { event: name, ...fields } };
}

function observed(message: AmiMessage): TelephonyEvent[] {
  return createObserver().message(message, arrival);
}

/** What was seen, without when. */
function sight(message: AmiMessage): Record<string, unknown> | undefined {
  const [first] = observed(message);
  if (!first) return undefined;
  const { v: _v, at: _at, clock: _clock, receivedAt: _receivedAt, certainty: _certainty, ...rest } = first;
  return rest;
}

const leg = { uniqueid: '1.2', linkedid: '1.1', channel: 'PJSIP/1002-00000002', exten: '12345' };
const seen = { leg: '1.2', call: '1.1', channel: 'PJSIP/1002-00000002', dialled: '12345' };

describe('what Asterisk says, as observations', () => {
  const table: [string, Record<string, unknown>, Record<string, unknown>][] = [
    [
      'Newchannel',
      { ...leg, channelstate: '4', calleridnum: '13874801001', calleridname: '张三', context: 'from-trunk' },
      {
        type: 'leg-appeared',
        ...seen,
        number: '13874801001',
        name: '张三',
        state: 'calling',
        context: 'from-trunk',
      },
    ],
    ['Newstate', { ...leg, channelstate: '5' }, { type: 'leg-changed', ...seen, state: 'ringing' }],
    ['Newstate', { ...leg, channelstate: '99' }, { type: 'leg-changed', ...seen, state: 'other' }],
    ['Hold', leg, { type: 'leg-held', ...seen }],
    ['Unhold', { ...leg, exten: '' }, { type: 'leg-resumed', ...seen, dialled: null }],
    [
      'HangupRequest',
      { ...leg, cause: '17', techcause: '486' },
      { type: 'hangup-asked', ...seen, cause: 17, techCause: '486', soft: false },
    ],
    [
      'SoftHangupRequest',
      { ...leg, cause: '16' },
      { type: 'hangup-asked', ...seen, cause: 16, techCause: null, soft: true },
    ],
    ['Hangup', { ...leg, cause: 'x' }, { type: 'leg-ended', ...seen, cause: null, techCause: null }],
    [
      'DialBegin',
      { destuniqueid: '1.3', destlinkedid: '1.1', destchannel: 'PJSIP/1003-3', dialstring: '1003' },
      {
        type: 'dial-began',
        from: null,
        fromCall: null,
        fromDialled: null,
        to: '1.3',
        toCall: '1.1',
        toChannel: 'PJSIP/1003-3',
        dialString: '1003',
      },
    ],
    ['BridgeEnter', { ...leg, bridgeuniqueid: 'b' }, { type: 'leg-joined', ...seen, path: 'b' }],
    ['BridgeLeave', { ...leg, bridgeuniqueid: 'b' }, { type: 'leg-parted', ...seen, path: 'b' }],
    [
      'QueueCallerJoin',
      { ...leg, queue: 'policy', calleridnum: 'anonymous', position: '1', count: '2' },
      { type: 'queue-joined', ...seen, queue: 'policy', number: null, position: 1, waiting: 2 },
    ],
    ['QueueCallerAbandon', { ...leg, queue: 'policy' }, { type: 'queue-gave-up', ...seen, queue: 'policy' }],
    [
      'BlindTransfer',
      {
        transfereruniqueid: '1.2',
        transfererlinkedid: '1.1',
        transfererchannel: 'PJSIP/1002-00000002',
        transfererexten: '12345',
        transfereeuniqueid: '1.1',
        extension: '7002',
        result: 'Success',
      },
      { type: 'transferred-blind', ...seen, transferee: '1.1', target: '7002', result: 'Success' },
    ],
    ['MixMonitorMute', { ...leg, state: '1' }, { type: 'recording-changed', ...seen, change: 'muted' }],
    ['MixMonitorMute', { ...leg, state: '0' }, { type: 'recording-changed', ...seen, change: 'unmuted' }],
    [
      'UserEvent',
      { ...leg, userevent: 'Satisfaction', queue: 'policy', score: '5', secret: 'x' },
      {
        type: 'dialplan-said',
        leg: '1.2',
        call: '1.1',
        name: 'Satisfaction',
        fields: { queue: 'policy', score: '5' },
      },
    ],
    [
      'OriginateResponse',
      {
        response: 'Failure',
        actionid: 'a6',
        channel: 'PJSIP/1099',
        exten: '7001',
        reason: '0',
        uniqueid: '<unknown>',
        calleridnum: '<unknown>',
      },
      {
        type: 'originate-ended',
        actionId: 'a6',
        leg: null,
        success: false,
        reason: 0,
        channel: 'PJSIP/1099',
        dialled: '7001',
        number: null,
        application: null,
        data: null,
      },
    ],
    [
      'QueueMemberPause',
      {
        queue: 'policy',
        interface: 'Local/1002@seats',
        stateinterface: 'PJSIP/1002',
        membername: 'Seat 1002',
        penalty: '2',
        paused: '1',
        pausedreason: '小休',
        status: '6',
      },
      {
        type: 'member-seen',
        member: {
          queue: 'policy',
          interface: 'Local/1002@seats',
          stateInterface: 'PJSIP/1002',
          name: 'Seat 1002',
          penalty: 2,
          paused: true,
          reason: '小休',
          device: 6,
        },
      },
    ],
    [
      'PeerStatus',
      { peer: 'PJSIP/1001', peerstatus: 'Unreachable' },
      { type: 'endpoint-reachable', endpoint: 'PJSIP/1001', reachable: false },
    ],
    ['FullyBooted', { uptime: '3' }, { type: 'pbx-booted', uptimeSeconds: 3 }],
    ['Shutdown', { shutdown: 'Cleanly' }, { type: 'pbx-stopping' }],
  ];

  for (const [name, fields, expected] of table) {
    it(`${name} → ${String(expected.type)}`, () => {
      expect(sight(event(name, fields))).to.deep.equal(expected);
    });
  }

  it('has the exchange’s own time to the microsecond, and the time of arrival where it has none', () => {
    const [told] = observed(event('Hold', { ...leg, timestamp: '1795511322.440181' }));
    expect(told).to.include({ at: 1_795_511_322_440_181, clock: 'pbx' });
    const [untold] = observed(event('Hold', leg));
    expect(untold).to.include({ at: arrival * 1000, clock: 'arrival' });
  });

  for (const [stamp, at] of [
    ['1795511322', 1_795_511_322_000_000],
    ['1795511322.5', 1_795_511_322_500_000],
    ['1795511322.440181999', 1_795_511_322_440_181],
    ['0.000001', 1],
    ['9007199254.740991', Number.MAX_SAFE_INTEGER],
  ] as const) {
    it(`reads the time ${stamp}`, () => {
      expect(observed(event('Hold', { ...leg, timestamp: stamp }))[0]).to.include({ at, clock: 'pbx' });
    });
  }

  for (const stamp of [
    '',
    '.',
    '.5',
    '1.2.3',
    '-1.5',
    '1e9',
    '0x10',
    ' 1',
    '1 ',
    '٣',
    '99999999999.5',
    '9007199254.740992',
    '1.0123456789',
    'now',
  ]) {
    it(`does not take ${JSON.stringify(stamp)} for a time`, () => {
      expect(observed(event('Hold', { ...leg, timestamp: stamp }))[0]).to.include({
        at: arrival * 1000,
        clock: 'arrival',
      });
    });
  }

  it('keeps a Chinese name, and shows none that came in another encoding (chinese-name, gbk-name)', async () => {
    const names = async (file: string) => {
      const observer = createObserver();
      const { messages } = await replayed(recording(file));
      return messages
        .flatMap((message) => observer.message(message, arrival))
        .flatMap((each) =>
          each.type === 'leg-appeared' && each.channel.includes('trunk') ? [each.name] : [],
        );
    };
    expect((await names('chinese-name.ami'))[0]).to.match(/^\p{Script=Han}+$/u);
    expect(await names('more/gbk-name.ami')).to.deep.equal([null]);
  });

  it('says nothing of responses and of events that it does not know', () => {
    expect(observed({ kind: 'response', name: 'Success', fields: { uniqueid: '1.1' } })).to.deep.equal([]);
    for (const name of ['Newexten', 'ContactStatus', 'NoSuchEvent', '', '__proto__', 'constructor'])
      expect(observed(event(name, leg)), name).to.deep.equal([]);
    expect(observed(event('PeerStatus', { peer: 'PJSIP/1001', peerstatus: 'Rejected' }))).to.deep.equal([]);
  });

  it('says of every recording only what can be journaled', async () => {
    for (const file of recordings.filter((name) => !name.includes('busy'))) {
      const observer = createObserver();
      const { messages } = await replayed(recording(file));
      for (const message of messages)
        for (const each of observer.message(message, arrival))
          expect(telephonyEventSchema.parse(each), file).to.deep.equal(each);
    }
  });
});

describe('lists of Asterisk', () => {
  const member = (actionid: string, seat: string) =>
    event('QueueMember', {
      actionid,
      queue: 'policy',
      name: `Seat ${seat}`,
      location: `PJSIP/${seat}`,
      stateinterface: `PJSIP/${seat}`,
      paused: '0',
      status: '1',
    });

  it('are collected by their ActionID, with events between their items (snapshot-login)', () => {
    const observer = createObserver();
    const say = (message: AmiMessage) => observer.message(message, arrival);
    expect(say(member('a1', '1001'))).to.deep.equal([]);
    expect(say(member('b1', '1005'))).to.deep.equal([]);
    expect(say(event('Hold', leg))).to.have.lengthOf(1);
    say(event('QueueParams', { actionid: 'a1', queue: 'policy' }));
    say(
      event('QueueEntry', {
        actionid: 'a1',
        queue: 'policy',
        uniqueid: '1.1',
        channel: 'PJSIP/trunk-1',
        calleridnum: 'unknown',
        wait: '2',
      }),
    );
    say(member('a1', '1002'));
    const [list] = say(event('QueueStatusComplete', { actionid: 'a1' }));
    expect(list).to.include({ type: 'queues-found', clock: 'arrival' });
    if (list?.type !== 'queues-found') throw new Error('no list');
    expect(list.queues).to.deep.equal(['policy']);
    expect(list.members.map(({ interface: line }) => line)).to.deep.equal(['PJSIP/1001', 'PJSIP/1002']);
    expect(list.waiting).to.deep.equal([
      { queue: 'policy', leg: '1.1', channel: 'PJSIP/trunk-1', number: null, waitSeconds: 2 },
    ]);
  });

  it('of channels tell how long each has lived, and in which path it is', () => {
    const observer = createObserver();
    observer.message(
      event('CoreShowChannel', {
        actionid: 'a',
        ...leg,
        channelstate: '6',
        duration: '01:02:03',
        bridgeid: 'b',
        application: 'Queue',
      }),
      arrival,
    );
    observer.message(
      event('CoreShowChannel', { actionid: 'a', ...leg, uniqueid: '1.3', duration: 'long', bridgeid: '' }),
      arrival,
    );
    const [list] = observer.message(event('CoreShowChannelsComplete', { actionid: 'a' }), arrival);
    if (list?.type !== 'legs-found') throw new Error('no list');
    expect(list.legs.map(({ aliveSeconds, path, state }) => [aliveSeconds, path, state])).to.deep.equal([
      [3723, 'b', 'up'],
      [null, null, 'other'],
    ]);
  });

  it('are finished once: what comes under the same ActionID afterwards is another list', () => {
    const observer = createObserver();
    observer.message(member('a', '1001'), arrival);
    observer.message(event('QueueStatusComplete', { actionid: 'a' }), arrival);
    const [again] = observer.message(event('QueueStatusComplete', { actionid: 'a' }), arrival);
    expect(again?.type === 'queues-found' && again.members).to.deep.equal([]);
  });

  it('that never end are forgotten, the oldest first', () => {
    const observer = createObserver();
    for (let i = 0; i <= 64; i += 1) observer.message(member(`a${i}`, '1001'), arrival);
    const of = (actionid: string) => {
      const [list] = observer.message(event('QueueStatusComplete', { actionid }), arrival);
      return list?.type === 'queues-found' ? list.members.length : null;
    };
    expect(of('a64')).to.equal(1);
    expect(of('a0')).to.equal(0);
  });

  it('grow no further than the memory allows', function () {
    this.timeout(20_000);
    const observer = createObserver();
    const one = event('QueueParams', { actionid: 'a', queue: 'policy' });
    for (let i = 0; i <= 200_000; i += 1) observer.message(one, arrival);
    const [list] = observer.message(event('QueueStatusComplete', { actionid: 'a' }), arrival);
    expect(list?.type === 'queues-found' && list.queues.length).to.equal(200_000);
  });
});

describe('hostile values', () => {
  const names = [
    'Newchannel',
    'Newstate',
    'NewCallerid',
    'LocalBridge',
    'LocalOptimizationBegin',
    'Hold',
    'HangupRequest',
    'Hangup',
    'DialBegin',
    'DialEnd',
    'BridgeCreate',
    'BridgeEnter',
    'BridgeMerge',
    'ConfbridgeJoin',
    'QueueCallerJoin',
    'QueueCallerLeave',
    'AgentCalled',
    'AgentRingNoAnswer',
    'AgentConnect',
    'AgentComplete',
    'BlindTransfer',
    'AttendedTransfer',
    'ChanSpyStart',
    'ChanSpyStop',
    'MixMonitorMute',
    'UserEvent',
    'OriginateResponse',
    'QueueMemberPause',
    'QueueMemberRemoved',
    'DeviceStateChange',
    'PeerStatus',
    'FullyBooted',
    'Shutdown',
    'QueueParams',
    'QueueMember',
    'QueueEntry',
    'CoreShowChannel',
    'QueueStatusComplete',
    'CoreShowChannelsComplete',
  ];
  const headers = [
    'uniqueid',
    'linkedid',
    'channel',
    'exten',
    'channelstate',
    'calleridnum',
    'calleridname',
    'timestamp',
    'cause',
    'destuniqueid',
    'destchannel',
    'bridgeuniqueid',
    'queue',
    'interface',
    'stateinterface',
    'penalty',
    'status',
    'paused',
    'holdtime',
    'talktime',
    'position',
    'wait',
    'duration',
    'actionid',
    'userevent',
    'reason',
    'uptime',
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
  ];
  const value = fc.oneof(
    fc.anything({ withNullPrototype: true, withBigInt: true, withTypedArray: true }),
    fc.array(fc.oneof(fc.string(), fc.anything())),
    fc.constantFrom(
      '',
      '<unknown>',
      'NaN',
      'Infinity',
      '1e400',
      '-1',
      '9'.repeat(400),
      '\u0000',
      '\uFFFD',
      '１２３',
      'x'.repeat(100_000),
    ),
    fc.string({ unit: 'binary' }),
  );
  const fields = fc.dictionary(
    fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...headers) }, { weight: 1, arbitrary: fc.string() }),
    value,
    {
      noNullPrototype: false,
    },
  );

  it('never throw, and what comes of them can be journaled', function () {
    this.timeout(30_000);
    const observer = createObserver();
    fc.assert(
      fc.property(fc.constantFrom(...names), fields, (name, hostile) => {
        for (const each of observer.message({ kind: 'event', name, fields: hostile }, arrival))
          telephonyEventSchema.parse(each);
      }),
      { numRuns: 2_000 },
    );
  });

  it('what an object inherits was not sent', () => {
    const told = sight(event('Hangup', { ...leg, cause: '16' }));
    const poisoned: AmiMessage = {
      kind: 'event',
      name: 'Hangup',
      fields: Object.create({ uniqueid: '9.9', cause: '17' }),
    };
    expect(told).to.include({ leg: '1.2', cause: 16 });
    expect(sight(poisoned)).to.include({ leg: '', cause: null });
  });

  it('of a header that came twice the first one counts, as Asterisk’s own come first', () => {
    expect(sight(event('Hold', { ...leg, uniqueid: ['1.2', '6.6'] }))).to.include({ leg: '1.2' });
    expect(sight(event('Hold', { ...leg, uniqueid: [{}, 7, '1.2'] }))).to.include({ leg: '1.2' });
    expect(sight(event('Hold', { ...leg, uniqueid: {} }))).to.include({ leg: '' });
  });
});
