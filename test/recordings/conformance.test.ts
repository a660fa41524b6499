import { expect } from 'chai';
import { type CallFact, callFactSchema } from '../../bridge/domain/telephony/call-facts.ts';
import { seatIntervalSchema } from '../../bridge/domain/telephony/seat-state.ts';
import { chinaTime, plainCalls, rawEvents } from './raw-events.ts';
import { overTwoConnections, recordingNames, replayed } from './recorded.ts';
import { type ToldCall, told, toldRepeated, toldSums } from './told.ts';

/** What is told is rounded to 0.1 s. */
const rounding = 0.06;

const all = [...recordingNames, ...overTwoConnections];
const busy = new Set(['busy', 'more/busy-music']);

function secondsOf(from: string | null, to: string | null): number | null {
  return from === null || to === null ? null : (Date.parse(to) - Date.parse(from)) / 1000;
}

function near(found: number | null, expected: number | null, of: string): void {
  if (expected === null) expect(found, of).to.equal(null);
  else expect(found, of).to.be.closeTo(expected, rounding);
}

/** Everything that is told of one call, without its times. */
function wordsOf(call: CallFact, calls: readonly CallFact[]) {
  return {
    kind: call.kind,
    caller: call.caller,
    did: call.did,
    result: call.result,
    failure: call.failure,
    endedBy: call.endedBy,
    stays: call.queueStays.map(({ queue, result }) => ({ queue, result })),
    offers: call.offers.map(({ queue, seat, result }) => ({ queue, seat, result })),
    talks: call.talks.map(({ seat, number }) => ({ seat, number })),
    transfers: call.transfers.map(({ kind, from, dialled, to }) => ({ kind, from, dialled, to })),
    conferences: call.conferences.map(({ seats }) => seats),
    monitored: call.monitored.map(({ seat, mode }): { seat: string; mode: string } => ({ seat, mode })),
    muted: call.muted.length,
    rating: call.rating as number | null,
    ratingAsked: call.ratingAsked,
    partOf: call.partOf === null ? null : calls.findIndex(({ callId }) => callId === call.partOf),
    estimated: call.estimated,
    endUnknown: call.endedAt === null,
    endedBeforeKnown: call.endedBefore !== null,
  };
}

function wordsTold(call: ToldCall): ReturnType<typeof wordsOf> {
  return {
    kind: call.kind,
    caller: call.caller,
    did: call.did ?? null,
    result: call.result,
    failure: call.failure ?? null,
    endedBy: call.endedBy,
    stays: call.stays.map(({ queue, result }) => ({ queue, result })),
    offers: call.offers,
    talks: call.talks.map(({ seat }) => ({ seat, number: undefined })),
    transfers: call.transfers,
    conferences: call.conferences.map(({ seats }) => seats),
    monitored: call.monitored,
    muted: call.muted.length,
    rating: call.rating,
    ratingAsked: call.ratingAsked === undefined ? false : call.ratingAsked,
    partOf: call.partOf,
    estimated: call.estimated,
    endUnknown: call.endUnknown ?? false,
    endedBeforeKnown: call.endedBeforeKnown ?? false,
  };
}

describe('what is told of the recordings', function () {
  this.timeout(30_000);

  it('is told of every recording there is, the busy floors apart', () => {
    expect(Object.keys(told).sort()).to.deep.equal(all.filter((name) => !busy.has(name)).sort());
  });

  for (const [name, expected] of Object.entries(told)) {
    it(`${name}: ${expected.length === 0 ? 'no call' : expected.map(({ result }) => result).join(', ')}`, async () => {
      const { calls } = await replayed(name);
      expect(calls.map((call) => wordsOf(call, calls))).to.deep.equal(expected.map(wordsTold));
      for (const [i, call] of calls.entries()) {
        const toldCall = expected[i];
        for (const [n, stay] of (toldCall?.stays ?? []).entries())
          near(call.queueStays[n]?.waitSeconds ?? null, stay.seconds, `wait ${n} of call ${i}`);
        for (const [n, talk] of (toldCall?.talks ?? []).entries()) {
          const found = call.talks[n];
          near(secondsOf(found?.from ?? null, found?.to ?? null), talk.seconds, `talk ${n} of call ${i}`);
          near(found?.holdSeconds ?? null, talk.held, `hold in talk ${n} of call ${i}`);
        }
        for (const [n, conference] of (toldCall?.conferences ?? []).entries())
          near(
            secondsOf(call.conferences[n]?.from ?? null, call.conferences[n]?.to ?? null),
            conference.seconds,
            'conference',
          );
        for (const [n, seconds] of (toldCall?.muted ?? []).entries())
          near(
            secondsOf(call.muted[n]?.from ?? null, call.muted[n]?.to ?? null),
            seconds,
            'pause of the recording',
          );
      }
    });
  }

  for (const [name, [earlier, later]] of Object.entries(toldRepeated)) {
    it(`${name}: the second call is another one of the same caller`, async () => {
      const { calls } = await replayed(name);
      expect(calls[later]?.caller).to.be.a('string').and.equal(calls[earlier]?.caller);
      expect(calls[later]?.callId).not.to.equal(calls[earlier]?.callId);
      expect(secondsOf(calls[earlier]?.endedAt ?? null, calls[later]?.arrivedAt ?? null)).to.be.closeTo(
        0.6,
        rounding,
      );
    });
  }

  for (const [name, sums] of Object.entries(toldSums)) {
    it(`${name}: ${sums.calls} calls, ${sums.queueEntries} queue entries, ${sums.answered} of them answered`, async () => {
      const { calls } = await replayed(name);
      const stays = calls.flatMap(({ queueStays }) => queueStays);
      expect(calls).to.have.lengthOf(sums.calls);
      expect(stays).to.have.lengthOf(sums.queueEntries);
      expect(stays.filter(({ result }) => result === 'answered')).to.have.lengthOf(sums.answered);
      expect(stays.filter(({ result }) => result === 'abandoned')).to.have.lengthOf(sums.gaveUp);
      expect(rawEvents(name).filter(({ event }) => event === 'QueueCallerAbandon')).to.have.lengthOf(
        sums.gaveUp,
      );
      expect(calls.every(({ kind, endedAt }) => kind === 'inbound' && endedAt !== null)).to.equal(true);
    });
  }

  it('only one citizen was redirected by the exchange; the seats transferred all others', async () => {
    for (const name of all) {
      const { calls } = await replayed(name);
      const redirects = calls.flatMap(({ transfers }) => transfers.filter(({ kind }) => kind === 'redirect'));
      expect(redirects.length, name).to.equal(name === 'transfer-ami-redirect' ? 1 : 0);
    }
  });

  it('who gives up after a transfer did not end the talk before it (busy-music)', async () => {
    const { calls } = await replayed('more/busy-music');
    const handedOn = calls.filter(
      ({ queueStays, result }) => result === 'answered' && queueStays.at(-1)?.result === 'abandoned',
    );
    expect(handedOn).to.have.lengthOf(5);
    for (const call of handedOn) expect(call).to.include({ endedBy: 'seat', ratingAsked: false });
  });

  it('the supervisor listened from ChanSpyStart to their own hang-up, not to the ChanSpyStop at the end of the call', async () => {
    const { calls } = await replayed('supervisor-listens');
    const events = rawEvents('supervisor-listens');
    const start = events.find(({ event }) => event === 'ChanSpyStart')?.at ?? 0;
    const hangup = events.find(
      ({ event, get }) => event === 'HangupRequest' && get('Channel').startsWith('PJSIP/1005'),
    );
    expect(calls[0]?.monitored).to.deep.equal([
      { seat: '1005', from: chinaTime(start), to: chinaTime(hangup?.at ?? 0), mode: 'listen' },
    ]);
  });

  it('an attempt of the seat to call out that bore no channel is dated by the answer to it', async () => {
    const { calls } = await replayed('more/originate-citizen-busy-then-silent');
    const answers = rawEvents('more/originate-citizen-busy-then-silent').filter(
      ({ event }) => event === 'OriginateResponse',
    );
    const unborn = calls.slice(2);
    expect(unborn.map(({ callId }) => callId)).to.deep.equal(
      answers.slice(2).map(({ get }) => `originate/${get('ActionID')}`),
    );
    for (const [i, call] of unborn.entries()) {
      expect(call.arrivedAt).to.equal(chinaTime(answers[i + 2]?.at ?? 0));
      expect(call.endedAt).to.equal(call.arrivedAt);
      expect(call.uniqueIds).to.deep.equal([]);
    }
  });

  it('what the kill left open is known to be over by the first time told after it', async () => {
    const { calls } = await replayed('more/killed-during-call+more/after-kill');
    const booted = rawEvents('more/after-kill').find(({ event }) => event === 'FullyBooted')?.at ?? 0;
    for (const call of calls) expect(call.endedBefore).to.equal(chinaTime(booted));
    const before = await replayed('more/killed-during-call');
    for (const call of before.calls)
      expect(call).to.include({ endedAt: null, endedBefore: null, result: 'answered' });
  });

  it('a call found in a snapshot arrived in the second that its id begins with', async () => {
    for (const name of ['more/snapshot-mid-call', 'more/snapshot-mid-call-device-states']) {
      const { calls } = await replayed(name);
      for (const call of calls)
        expect(call.arrivedAt).to.equal(chinaTime(Number(call.callId.split('.')[0]) * 1_000_000));
      const events = rawEvents(name);
      const complete = events.find(({ event }) => event === 'AgentComplete');
      const connect = events.find(({ event }) => event === 'AgentConnect');
      expect(calls[0]?.talks[0]?.from).to.equal(
        chinaTime((complete?.at ?? 0) - Number(complete?.get('TalkTime')) * 1_000_000),
      );
      expect(calls[1]?.queueStays[0]?.joinedAt).to.equal(
        chinaTime((connect?.at ?? 0) - Number(connect?.get('HoldTime')) * 1_000_000),
      );
    }
  });
});

describe('the form of an outcome', function () {
  this.timeout(30_000);

  for (const name of all) {
    it(`${name}: every time is at +08:00 with milliseconds, every span has no more than milliseconds`, async () => {
      const { calls, seats } = await replayed(name);
      const time = /^20\d\d-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\d\.\d{3}\+08:00$/;
      for (const call of calls) {
        expect(callFactSchema.strict().parse(JSON.parse(JSON.stringify(call)))).to.deep.equal(call);
        for (const [key, value] of leaves(call)) {
          if (/(At|endedBefore|from|to)$/.test(key) && !/transfers/.test(key) && value !== null)
            expect(value, key).to.match(time);
          if (/Seconds$/.test(key) && value !== null)
            expect(Number(value) * 1000, key).to.be.closeTo(Math.round(Number(value) * 1000), 1e-6);
        }
      }
      for (const interval of seats) {
        expect(seatIntervalSchema.strict().parse(interval)).to.deep.equal(interval);
        for (const at of [interval.from, interval.to]) if (at !== null) expect(at).to.match(time);
      }
    });

    it(`${name}: each channel belongs to the call of its first Linkedid, in the order of birth`, async () => {
      const { calls } = await replayed(name);
      const expected = new Map<string, string[]>();
      for (const part of name.split('+'))
        for (const call of plainCalls(rawEvents(part)).values()) expected.set(call.id, call.channels);
      const found = new Map(
        calls.flatMap((call) => (call.uniqueIds.length > 0 ? [[call.callId, call.uniqueIds]] : [])),
      );
      // a snapshot lists channels in no order
      const sorted = /snapshot-mid-call/.test(name);
      for (const ids of [...expected.values(), ...found.values()]) if (sorted) ids.sort();
      expect(found).to.deep.equal(expected);
    });

    it(`${name}: calls come in order of arrival`, async () => {
      const { calls } = await replayed(name);
      const times = calls.map(({ arrivedAt }) => arrivedAt ?? '');
      expect(times).to.deep.equal(times.toSorted());
    });
  }
});

function* leaves(value: unknown, path = ''): Generator<[string, unknown]> {
  if (typeof value !== 'object' || value === null) yield [path, value];
  else for (const [key, inner] of Object.entries(value)) yield* leaves(inner, `${path}.${key}`);
}

describe('a call without transfers, consultations and conferences', function () {
  this.timeout(30_000);

  let checked = 0;

  for (const name of recordingNames) {
    it(`${name}: agrees to the millisecond with a plain reading of its events`, async () => {
      const { calls } = await replayed(name);
      const facts = new Map(calls.map((call) => [call.callId, call]));
      for (const plain of plainCalls(rawEvents(name)).values()) {
        const fact = facts.get(plain.id);
        if (!plain.plain || fact?.kind !== 'inbound') continue;
        checked += 1;
        const time = (at: number | null) => (at === null ? null : chinaTime(at));
        const span = (from: number | null, to: number | null) =>
          from === null || to === null ? null : Number(((to - from) / 1e6).toFixed(6).slice(0, -3));
        const refused = fact.result === 'join-empty';
        expect(
          {
            caller: fact.caller ?? 'anonymous',
            arrived: fact.arrivedAt,
            ended: fact.endedAt,
            stay: refused ? null : (fact.queueStays[0]?.joinedAt ?? null),
            left: refused ? null : (fact.queueStays[0]?.leftAt ?? null),
            waited: refused ? null : (fact.queueStays[0]?.waitSeconds ?? null),
            seat: fact.talks[0]?.seat ?? '',
            from: fact.talks[0]?.from ?? null,
            to: fact.talks[0]?.to ?? null,
            held: fact.talks[0]?.holdSeconds ?? 0,
            talks: fact.talks.length,
            transfers: fact.transfers.length,
            endedBy: fact.endedBy === 'system' ? '' : (fact.endedBy ?? ''),
          },
          plain.id,
        ).to.deep.equal({
          caller: plain.caller,
          arrived: time(plain.born),
          ended: time(plain.ended),
          stay: time(plain.join),
          left: time(plain.leave),
          waited: span(plain.join, plain.leave),
          seat: plain.answeredBy,
          from: time(plain.from),
          to: time(plain.to),
          held: span(0, plain.held),
          talks: plain.from === null ? 0 : 1,
          transfers: 0,
          endedBy: plain.hungUpBy,
        });
      }
    });
  }

  it('is nearly every call of the busy floors', () => {
    expect(checked).to.be.greaterThan(680);
  });
});

describe('the states of a seat', function () {
  this.timeout(30_000);

  /** the leg of a talk ends some milliseconds after the path */
  const apart = 0.02;

  for (const name of [...busy]) {
    it(`${name}: add up to what it was rung for, talked and held`, async () => {
      const { calls, seats } = await replayed(name);
      const offers = calls.flatMap((call) => call.offers);
      const talks = calls.flatMap((call) => call.talks);
      for (const seat of new Set(seats.map((interval) => interval.seat))) {
        const intervals = seats.filter((interval) => interval.seat === seat);
        const own = talks.filter((talk) => talk.seat === seat);
        const lasted = (...states: string[]) =>
          intervals
            .filter(({ state }) => states.includes(state))
            .reduce((sum, { from, to }) => sum + (secondsOf(from, to) ?? 0), 0);
        const contact = own.reduce((sum, { from, to }) => sum + (secondsOf(from, to) ?? 0), 0);
        const held = own.reduce((sum, { holdSeconds }) => sum + (holdSeconds ?? 0), 0);
        expect(lasted('TALKING', 'HOLD'), `talks of ${seat}`).to.be.closeTo(
          contact,
          apart * own.length + 0.001,
        );
        expect(lasted('HOLD'), `holds of ${seat}`).to.be.closeTo(held, apart * own.length + 0.001);
        const rung = offers
          .filter((offer) => offer.seat === seat)
          .sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
        expect(intervals.filter(({ state }) => state === 'RINGING')).to.have.lengthOf(rung.length);
        for (const [i, offer] of rung.entries())
          expect(
            secondsOf(offer.at, intervals.filter(({ state }) => state === 'RINGING')[i]?.from ?? null),
          ).to.be.closeTo(0, apart);
      }
    });
  }

  for (const name of all) {
    it(`${name}: follow each other without a gap, but for what nobody saw`, async () => {
      const { seats } = await replayed(name);
      for (const [i, { seat, state, reason, from }] of seats.entries()) {
        const before = seats[i - 1];
        if (before?.seat !== seat) continue;
        expect(from, `${seat} from ${before.state} to ${state}`).to.equal(before.to);
        expect([state, reason]).not.to.deep.equal([before.state, before.reason]);
      }
    });
  }
});
