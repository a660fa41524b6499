import { assert } from 'chai';
import fc from 'fast-check';
import { createObserver } from '../../../bridge/adapters/asterisk/observe.ts';
import { createCallFloor } from '../../../bridge/adapters/simulator/call-floor.ts';
import {
  type ExchangeMessage,
  parsed,
  wireText,
} from '../../../bridge/adapters/simulator/exchange/message.ts';
import { type FaultPlan, noFaults, withFaults } from '../../../bridge/adapters/simulator/faults.ts';
import { scenario, scenarioNames } from '../../../bridge/adapters/simulator/scenario.ts';
import type { LinkState } from '../../../bridge/application/ports.ts';
import { createFloor } from '../../../bridge/domain/telephony/floor.ts';
import { follow } from '../../../bridge/domain/telephony/follow.ts';
import { callFact } from '../../../bridge/domain/telephony/project-call.ts';
import { FollowedFloor, micros, opensAt, site } from './followed-floor.ts';
import { HandTimer } from './hand-timer.ts';

const messages: readonly ExchangeMessage[] = (() => {
  const work = new FollowedFloor({ seed: 11 });
  work.keepMessages = true;
  return work.work(20).messages;
})();

const text = (list: readonly ExchangeMessage[]) => list.map((message) => wireText(message));

describe('faults between an exchange and who listens', () => {
  it('are none where none are planned', () => {
    assert.deepEqual(text(withFaults(messages, noFaults)), text(messages));
  });

  it('are the same for the same seed, and others for another', () => {
    const plan = {
      ...noFaults,
      drop: 0.05,
      duplicate: 0.05,
      reorder: 0.05,
      delay: { probability: 0.05, seconds: 2 },
    };
    const told = (seed: number) => text(withFaults(messages, { ...plan, seed }));
    assert.deepEqual(told(1), told(1));
    assert.notDeepEqual(told(1), told(2));
  });

  it('drop some', () => {
    const told = withFaults(messages, { ...noFaults, drop: 0.1 });
    assert.closeTo(told.length / messages.length, 0.9, 0.02);
    assert.deepEqual(
      told,
      messages.filter((message) => told.includes(message)),
    );
  });

  it('tell some twice', () => {
    const told = withFaults(messages, { ...noFaults, duplicate: 0.1 });
    assert.closeTo(told.length / messages.length, 1.1, 0.02);
    assert.deepEqual([...new Set(told)], [...messages]);
  });

  it('let neighbours change places, and lose none', () => {
    const told = withFaults(messages, { ...noFaults, reorder: 0.1 });
    assert.notDeepEqual(told, [...messages]);
    assert.equal(new Set(told).size, messages.length);
    for (const [i, message] of told.entries())
      assert.closeTo(messages.indexOf(message), i, 8, 'never far from its place');
  });

  it('tell some later than the others, with their own time', () => {
    const told = withFaults(messages, { ...noFaults, delay: { probability: 0.02, seconds: 3 } });
    assert.equal(new Set(told).size, messages.length);
    const behind = told.filter((message, i) => (message.at ?? 0) < (told[i - 1]?.at ?? 0));
    assert.isNotEmpty(behind);
  });

  it('step the exchange’s clock', () => {
    const told = withFaults(messages, { ...noFaults, clock: [{ after: 60, ahead: -90 }] });
    const steps = told.filter((message, i) => (message.at ?? 0) < (told[i - 1]?.at ?? 0));
    assert.lengthOf(steps, 1);
  });

  it('lose all that is told while the link is down', () => {
    const told = withFaults(messages, { ...noFaults, linkLosses: [{ after: 100, for: 50 }] });
    const begun = messages[0]?.at ?? 0;
    const down = told.filter(({ at }) => (at ?? 0) >= begun + 100_000_000 && (at ?? 0) < begun + 150_000_000);
    assert.isEmpty(down);
    assert.isNotEmpty(told.filter(({ at }) => (at ?? 0) >= begun + 150_000_000));
  });
});

const plans = fc.record<FaultPlan>({
  seed: fc.integer(),
  drop: fc.double({ min: 0, max: 0.2, noNaN: true }),
  duplicate: fc.double({ min: 0, max: 0.2, noNaN: true }),
  reorder: fc.double({ min: 0, max: 0.3, noNaN: true }),
  delay: fc.record({
    probability: fc.double({ min: 0, max: 0.1, noNaN: true }),
    seconds: fc.double({ min: 0, max: 5, noNaN: true }),
  }),
  clock: fc.array(fc.record({ after: fc.nat(20), ahead: fc.integer({ min: -10, max: 10 }) }), {
    maxLength: 2,
  }),
  linkLosses: fc.array(fc.record({ after: fc.nat(20), for: fc.nat(5) }), { maxLength: 1 }),
});

describe('the bridge behind a faulty link', () => {
  it('follows every scenario without an error and without negative durations', function () {
    this.timeout(60_000);
    fc.assert(
      fc.property(fc.constantFrom(...scenarioNames), plans, (name, plan) => {
        const state = createFloor(site);
        const observer = createObserver();
        for (const message of withFaults(scenario(name, 1), plan))
          for (const event of observer.message(parsed(message), 0)) follow(state, event, () => {});
        for (const id of state.calls.keys()) {
          const fact = callFact(state, id);
          for (const { from, to } of fact?.talks ?? [])
            if (from !== null && to !== null) assert.isAtMost(micros(from) ?? 0, micros(to) ?? 0);
          for (const { waitSeconds } of fact?.queueStays ?? []) assert.isAtLeast(waitSeconds ?? 0, 0);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('knows after each loss of the link what became of the calls, within the live floor', () => {
    const timer = new HandTimer(opensAt / 1000);
    const links: LinkState[] = [];
    const state = createFloor(site);
    const source = createCallFloor({
      site,
      seed: 4,
      observe: createObserver,
      timer,
      faults: {
        ...noFaults,
        duplicate: 0.05,
        linkLosses: [
          { after: 60, for: 20 },
          { after: 200, for: 45 },
        ],
      },
    });
    source.start({
      event: (event) => follow(state, event, () => {}),
      link: (link) => links.push(link),
      report: () => {},
    });
    timer.pass(1_200_000);
    assert.deepEqual(
      links.map((link) => link.state),
      ['connecting', 'up', 'lost', 'connecting', 'up', 'lost', 'connecting', 'up'],
    );
    const facts = [...state.calls.keys()].flatMap((id) => callFact(state, id) ?? []);
    assert.isAbove(facts.length, 50);
    const stuck = facts.filter(
      ({ result, arrivedAt }) =>
        result === 'in-progress' && timer.now() - Date.parse(arrivedAt ?? '') > 400_000,
    );
    assert.deepEqual(stuck, []);
    assert.isTrue(facts.some(({ estimated, endedBefore }) => estimated.length > 0 || endedBefore !== null));
  });
});
