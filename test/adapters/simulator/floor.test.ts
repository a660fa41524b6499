import { assert } from 'chai';
import fc from 'fast-check';
import { wireText } from '../../../bridge/adapters/simulator/exchange/message.ts';
import type { CallFact } from '../../../bridge/domain/telephony/call-facts.ts';
import type { FloorState } from '../../../bridge/domain/telephony/floor.ts';
import { FollowedFloor, micros } from './followed-floor.ts';
import { differences } from './truth.ts';
import { WilfulPeople } from './wilful-people.ts';

const long = process.env.LONG === '1';

describe('the call floor and what the bridge makes of it', () => {
  it('derives of every call what truly happened in it, for thousands of calls', function () {
    this.timeout(long ? 600_000 : 60_000);
    let compared = 0;
    for (const seed of long ? Array.from({ length: 40 }, (_, i) => i) : [1, 2]) {
      const work = new FollowedFloor({ seed }).work(240);
      compared += work.ledger.calls.size;
      assert.deepEqual(wrongCalls(work), [], `seed ${seed}`);
    }
    assert.isAbove(compared, long ? 50_000 : 2000);
  });

  it('holds its invariants at every step, whatever the seed, the load and the habits', function () {
    this.timeout(120_000);
    fc.assert(
      fc.property(
        fc.record({
          seed: fc.integer({ min: 0, max: 1_000_000 }),
          minutes: fc.integer({ min: 1, max: 8 }),
          load: fc.double({ min: 0.5, max: 6, noNaN: true }),
          speed: fc.constantFrom(1, 4, 10),
          refuses: fc.double({ min: 0, max: 0.3, noNaN: true }),
          ignores: fc.double({ min: 0, max: 0.3, noNaN: true }),
          strategy: fc.constantFrom('leastrecent' as const, 'ringall' as const),
          maxWaitSeconds: fc.constantFrom(8, 30, 120),
          autopause: fc.constantFrom('no' as const, 'yes' as const, 'all' as const),
        }),
        ({ seed, minutes, load, speed, refuses, ignores, strategy, maxWaitSeconds, autopause }) => {
          const work = new FollowedFloor({
            seed,
            load,
            speed,
            habits: { refuses, ignores },
            queues: {
              policy: { strategy, maxWaitSeconds, autopause },
              disclosure: { strategy, maxWaitSeconds, autopause, joinEmpty: ['paused', 'unavailable'] },
            },
          });
          const waits = new WaitCount();
          work.step = (state, event) => {
            waits.note(event.type);
            assert.equal(waits.waiting, waitingIn(state), 'joins = leaves + waiting');
            assertOneTalkEach(state);
          };
          work.work(minutes);
          assert.equal(waits.waiting, 0);
          assert.deepEqual(wrongCalls(work), []);
          const facts = work.facts();
          for (const fact of facts) assertSound(fact);
          assertIdentity(facts.filter(({ kind }) => kind === 'inbound'));
          for (const call of work.state.calls.values())
            assert.isTrue(call.over, 'over when its legs are gone');
          assert.equal(work.floor.pbx.x.channels.size, 0);
        },
      ),
      { numRuns: long ? 500 : 12 },
    );
  });

  it('derives the truth too when people sit at telephones and do whatever they like', function () {
    this.timeout(120_000);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), (seed) => {
        const work = new FollowedFloor({ seed, callPeople: true, load: 2 });
        const people = new WilfulPeople(work, seed);
        work.work(10);
        people.goHome();
        work.clock.runUntil(work.clock.now + 1_800_000_000);
        assert.deepEqual(wrongCalls(work), []);
        for (const call of work.state.calls.values()) assert.isTrue(call.over);
        assert.isAbove(people.answered, 5);
      }),
      { numRuns: long ? 300 : 8 },
    );
  });

  it('makes the same bytes of the same seed, and others of another', () => {
    const bytes = (seed: number) => {
      const work = new FollowedFloor({ seed });
      work.keepMessages = true;
      return work
        .work(10)
        .messages.map((message) => wireText(message))
        .join('');
    };
    const first = bytes(7);
    assert.equal(bytes(7), first);
    assert.notEqual(bytes(8), first);
  });

  it('gives no two messages the same time, and never goes back', () => {
    const work = new FollowedFloor({ seed: 3 });
    work.keepMessages = true;
    let last = 0;
    for (const { at } of work.work(30).messages) {
      assert.isNotNull(at);
      assert.isAbove(at ?? 0, last);
      last = at ?? 0;
    }
  });

  it('has repeated callers, withheld numbers and every way a call can go', function () {
    this.timeout(60_000);
    const facts = new FollowedFloor({ seed: 5, load: 4, queues: { policy: { maxWaitSeconds: 20 } } })
      .work(300)
      .facts();
    const numbers = facts.flatMap(({ kind, caller }) =>
      kind === 'inbound' && caller !== null ? [caller] : [],
    );
    assert.isBelow(new Set(numbers).size, numbers.length / 2);
    for (const number of numbers) assert.match(number, /^(138748\d{5}|0731848\d{5})$/);
    assert.isTrue(facts.some(({ kind, caller }) => kind === 'inbound' && caller === null));
    for (const result of ['answered', 'abandoned', 'timeout', 'ivr-hangup'] as const)
      assert.isTrue(
        facts.some((fact) => fact.result === result),
        result,
      );
    for (const result of ['rejected', 'no-answer', 'withdrawn', 'answered'] as const)
      assert.isTrue(
        facts.some(({ offers }) => offers.some((offer) => offer.result === result)),
        result,
      );
    for (const kind of ['blind', 'attended'] as const)
      assert.isTrue(
        facts.some(({ transfers }) => transfers.some((transfer) => transfer.kind === kind)),
        kind,
      );
    assert.isTrue(facts.some(({ talks }) => talks.some(({ holdSeconds }) => (holdSeconds ?? 0) > 0)));
    assert.isTrue(facts.some(({ rating }) => rating === 5));
  });
});

function wrongCalls(work: FollowedFloor): string[] {
  return [...work.ledger.calls.values()].flatMap((truth) => {
    const found = differences(truth, work.fact(truth.callId));
    return found.length === 0 ? [] : [`${truth.callId}: ${found.join('; ')}`];
  });
}

class WaitCount {
  waiting = 0;

  note(type: string): void {
    if (type === 'queue-joined') this.waiting += 1;
    if (type === 'queue-left') this.waiting -= 1;
  }
}

function waitingIn(state: FloorState): number {
  let waiting = 0;
  for (const line of state.waiting.values()) waiting += line.length;
  return waiting;
}

function assertOneTalkEach(state: FloorState): void {
  const talking = new Set<string>();
  for (const seat of state.seats.values()) {
    for (const id of seat.legs) {
      for (const callId of state.legs.get(id)?.talksIn ?? []) {
        for (const talk of state.calls.get(callId)?.talks ?? []) {
          if (!talk.open || talk.leg !== id || talk.holdFrom !== null || talk.away !== null) continue;
          assert.isFalse(talking.has(seat.seat), `seat ${seat.seat} talks twice at once`);
          talking.add(seat.seat);
        }
      }
    }
  }
}

function assertSound(fact: CallFact): void {
  const inOrder = (from: string | null, to: string | null) =>
    assert.isAtMost(micros(from) ?? 0, micros(to) ?? Number.POSITIVE_INFINITY, fact.callId);
  inOrder(fact.arrivedAt, fact.endedAt);
  for (const { joinedAt, leftAt, waitSeconds } of fact.queueStays) {
    inOrder(joinedAt, leftAt);
    assert.isAtLeast(waitSeconds ?? 0, 0);
  }
  for (const { from, to, holdSeconds } of fact.talks) {
    inOrder(from, to);
    const contact = ((micros(to) ?? 0) - (micros(from) ?? 0)) / 1_000_000;
    assert.isAtMost(holdSeconds ?? 0, contact + 0.001, 'held no longer than talked');
  }
}

/** Whoever asked for a person is counted once: domain facts of the hotline, KPI formulas. */
function assertIdentity(inbound: readonly CallFact[]): void {
  const queued = inbound.filter(({ queueStays }) => queueStays.length > 0);
  const count = (result: CallFact['result']) => queued.filter((fact) => fact.result === result).length;
  const known = [
    'answered',
    'abandoned',
    'timeout',
    'left-empty',
    'join-empty',
    'shutdown',
    'unknown',
  ] as const;
  assert.equal(
    known.reduce((sum, result) => sum + count(result), 0),
    queued.length,
  );
  assert.equal(count('unknown'), 0);
}
