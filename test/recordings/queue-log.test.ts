import { expect } from 'chai';
import type { CallFact } from '../../bridge/domain/telephony/call-facts.ts';
import {
  compareQueueLog,
  type KnownError,
  type QueueLogDifference,
  type QueueLogLine,
} from '../../bridge/domain/telephony/compare-queue-log.ts';
import { queueLogLines, queueLogOf, seatOfAgent } from './queue-log.ts';
import { recordingNames, replayed } from './recorded.ts';

interface Known {
  uniqueId: string;
  what: QueueLogDifference['what'];
  log: string;
  because: KnownError;
}

/** All that the exchange's own account gets wrong in the recordings. Whatever else differs is an error of ours. */
const knownErrors: Readonly<Record<string, readonly Known[]>> = {
  // AMI Redirect: 7 s are charged to the first seat, who talked 2.9 s, and its talk is said to end by the caller
  'transfer-ami-redirect': [
    { uniqueId: '1795511310.17', what: 'talk', log: '7', because: 'redirect' },
    { uniqueId: '1795511310.17', what: 'end', log: 'COMPLETECALLER', because: 'redirect' },
  ],
  // the exchange hangs everybody up as it stops, and writes that the seats did, and that who waited gave up
  'restart-during-call': [
    { uniqueId: '1795511942.614', what: 'end', log: 'COMPLETEAGENT', because: 'put-out-as-agent' },
    { uniqueId: '1795511944.616', what: 'end', log: 'COMPLETEAGENT', because: 'put-out-as-agent' },
    { uniqueId: '1795511947.618', what: 'outcome', log: 'ABANDON', because: 'put-out-as-abandon' },
  ],
  // 2.9 s with the citizen, 3.5 s on the way into the conference and 1.3 s in it are one talk
  'more/three-way': [{ uniqueId: '1795514736.7', what: 'talk', log: '7', because: 'conference' }],
};

/** Entries of the log, of one event or of several. */
function countOf(lines: readonly QueueLogLine[], ...events: string[]): number {
  return lines.filter(({ event }) => events.includes(event)).length;
}

describe('the exchange’s own queue_log', function () {
  this.timeout(30_000);

  for (const name of recordingNames) {
    const lines = queueLogOf(name);
    if (lines === null) continue;

    it(`${name}: agrees call by call, known errors of the exchange apart`, async () => {
      const { calls } = await replayed(name);
      const { agreed, differences } = compareQueueLog(calls, lines, seatOfAgent);
      const found = differences.map(({ uniqueId, what, log, because }) => ({ uniqueId, what, log, because }));
      expect(found).to.deep.equal(knownErrors[name] ?? []);
      const wrong = new Set(differences.map(({ uniqueId, queue }) => `${uniqueId} ${queue}`)).size;
      expect(agreed, 'entries in agreement').to.equal(countOf(lines, 'ENTERQUEUE') - wrong);
    });

    it(`${name}: tells as many answers, time-outs and blind transfers as were found`, async () => {
      const { calls } = await replayed(name);
      const stays = calls.flatMap(({ queueStays }) => queueStays);
      const left = (result: string) => stays.filter((stay) => stay.result === result).length;
      expect({
        answered: left('answered'),
        gaveUp: left('abandoned') + left('shutdown'),
        timeout: left('timeout'),
        empty: left('left-empty'),
        blind: calls.flatMap(({ transfers }) => transfers.filter(({ kind }) => kind === 'blind')).length,
        attended: calls.flatMap(({ transfers }) => transfers.filter(({ kind }) => kind === 'attended'))
          .length,
      }).to.deep.equal({
        answered: countOf(lines, 'CONNECT'),
        gaveUp: countOf(lines, 'ABANDON'),
        timeout: countOf(lines, 'EXITWITHTIMEOUT'),
        empty: countOf(lines, 'EXITEMPTY'),
        blind: countOf(lines, 'BLINDTRANSFER'),
        attended: countOf(lines, 'ATTENDEDTRANSFER'),
      });
    });
  }

  it('knows no event that is not compared', () => {
    const compared = new Set(
      'ENTERQUEUE CONNECT ABANDON EXITWITHTIMEOUT EXITEMPTY RINGNOANSWER RINGCANCELED COMPLETEAGENT COMPLETECALLER BLINDTRANSFER ATTENDEDTRANSFER'.split(
        ' ',
      ),
    );
    // what a member does by itself is no call: seat states tell it
    const ofMembers = new Set('ADDMEMBER REMOVEMEMBER PAUSE UNPAUSE PAUSEALL UNPAUSEALL PENALTY'.split(' '));
    for (const name of recordingNames)
      for (const { event } of queueLogOf(name) ?? [])
        expect(compared.has(event) || ofMembers.has(event), event).to.equal(true);
  });

  it('has no known error that no recording shows', () => {
    const shown = Object.values(knownErrors).flatMap((known) => known.map(({ because }) => because));
    const all: Record<KnownError, true> = {
      redirect: true,
      conference: true,
      'put-out-as-abandon': true,
      'put-out-as-agent': true,
    };
    expect([...new Set(shown)].sort()).to.deep.equal(Object.keys(all).sort());
    for (const name of Object.keys(knownErrors)) expect(recordingNames).to.include(name);
  });
});

describe('comparing with queue_log', () => {
  type Wrong = [string, QueueLogDifference['what'][], (call: CallFact) => CallFact];
  const stays = (call: CallFact, change: Partial<CallFact['queueStays'][number]>): CallFact => ({
    ...call,
    queueStays: call.queueStays.map((stay) => ({ ...stay, ...change })),
  });
  const talks = (call: CallFact, change: Partial<CallFact['talks'][number]>): CallFact => ({
    ...call,
    talks: call.talks.map((talk) => ({ ...talk, ...change })),
  });
  const wrong: Wrong[] = [
    ['a wait that is 2 s off', ['wait'], (call) => stays(call, { waitSeconds: 5.5 })],
    ['another result of the wait', ['outcome'], (call) => stays(call, { result: 'timeout' })],
    [
      'a stay that is not in the log',
      ['entry'],
      (call) => ({ ...call, queueStays: [...call.queueStays, ...call.queueStays] }),
    ],
    ['a stay that was not found', ['entry'], (call) => ({ ...call, queueStays: [] })],
    ['another queue', ['entry', 'unanswered'], (call) => stays(call, { queue: 'business' })],
    ['another seat', ['seat'], (call) => talks(call, { seat: '1003' })],
    [
      'a talk that is 2 s too short',
      ['talk'],
      (call) => talks(call, { from: '2026-11-24T17:07:43.649+08:00' }),
    ],
    ['another end', ['end'], (call) => ({ ...call, endedBy: 'seat' })],
    [
      'a seat that rang in vain and was not found',
      ['unanswered'],
      (call) => ({ ...call, offers: call.offers.slice(1) }),
    ],
    [
      'another channel',
      ['entry', 'entry'],
      (call) => ({ ...call, uniqueIds: ['1.1', ...call.uniqueIds.slice(1)] }),
    ],
  ];

  for (const [name, what, change] of wrong) {
    it(`finds ${name}, and has no excuse for it`, async () => {
      const { calls } = await replayed('ring-no-answer-next-seat');
      const lines = queueLogOf('ring-no-answer-next-seat') ?? [];
      const { differences } = compareQueueLog(calls.map(change), lines, seatOfAgent);
      expect(differences.map((each) => each.what).sort()).to.deep.equal(what.toSorted());
      expect(differences.every(({ because }) => because === null)).to.equal(true);
    });
  }

  it('takes the end of a talk that is written after the next queue was entered', async () => {
    const { calls } = await replayed('blind-transfer-refer-to-queue');
    const lines = queueLogOf('blind-transfer-refer-to-queue') ?? [];
    const blind = lines.findIndex(({ event }) => event === 'BLINDTRANSFER');
    const late = [
      ...lines.slice(0, blind),
      ...lines.slice(blind + 1, blind + 2),
      ...lines.slice(blind, blind + 1),
      ...lines.slice(blind + 2),
    ];
    expect(late.map(({ event }) => event).join(' ')).to.include('ENTERQUEUE BLINDTRANSFER');
    expect(compareQueueLog(calls, late, seatOfAgent)).to.deep.equal({ agreed: 2, differences: [] });
  });

  it('names entries of calls that were never seen', () => {
    const lines = queueLogLines('1795511272|1795511271.9|policy|NONE|ENTERQUEUE||13874801005|1\n');
    expect(compareQueueLog([], lines, seatOfAgent).differences).to.deep.equal([
      {
        callId: null,
        uniqueId: '1795511271.9',
        queue: 'policy',
        what: 'entry',
        log: 'policy',
        found: 'no such call',
        because: null,
      },
    ]);
  });
});
