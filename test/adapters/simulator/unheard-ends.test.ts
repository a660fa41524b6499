import { assert } from 'chai';
import fc from 'fast-check';
import { createObserver } from '../../../bridge/adapters/asterisk/observe.ts';
import { type ExchangeMessage, parsed } from '../../../bridge/adapters/simulator/exchange/message.ts';
import { noFaults, withFaults } from '../../../bridge/adapters/simulator/faults.ts';
import { createFloor, type FloorState } from '../../../bridge/domain/telephony/floor.ts';
import { follow } from '../../../bridge/domain/telephony/follow.ts';
import { legsAround, livingLegs } from '../../../bridge/domain/telephony/living-legs.ts';
import { endedUnheard } from '../../../bridge/domain/telephony/reconcile.ts';
import { FollowedFloor, opensAt, site } from './followed-floor.ts';

const inCall = new Set(['RINGING', 'TALKING', 'HOLD', 'CONSULT', 'CONFERENCE', 'OUTBOUND']);
const busySeats = (state: FloorState) => [...state.seats.values()].filter((seat) => inCall.has(seat.state));

describe('legs whose end nobody told', () => {
  const messages: readonly ExchangeMessage[] = (() => {
    const work = new FollowedFloor({ seed: 23 });
    work.keepMessages = true;
    return work.work(12).messages;
  })();

  /** The floor as it is after so many messages of which some were lost. */
  function heard(seed: number, drop: number, part: number): FloorState {
    const state = createFloor(site);
    const observer = createObserver();
    const told = withFaults(messages, { ...noFaults, seed, drop });
    for (const message of told.slice(0, Math.ceil(told.length * part)))
      for (const event of observer.message(parsed(message), opensAt / 1000)) follow(state, event, () => {});
    return state;
  }

  function end(state: FloorState, legs: readonly string[]): void {
    const found = { at: state.lastAt ?? opensAt, receivedAt: opensAt / 1000 };
    for (const event of endedUnheard(state, new Set(legs), found)) follow(state, event, () => {});
  }

  const losses = fc.record({
    seed: fc.integer({ min: 0, max: 100_000 }),
    drop: fc.constantFrom(0.02, 0.1, 0.3),
    part: fc.double({ min: 0.05, max: 1, noNaN: true }),
  });

  it('free a seat, whatever was lost, once all legs that hold it are ended', function () {
    this.timeout(60_000);
    let freed = 0;
    fc.assert(
      fc.property(losses, ({ seed, drop, part }) => {
        const state = heard(seed, drop, part);
        for (const seat of busySeats(state)) {
          freed += 1;
          end(state, legsAround(state, seat.seat));
          assert.notInclude([...inCall], seat.state, `seat ${seat.seat}`);
        }
      }),
      { numRuns: 12 },
    );
    assert.isAbove(freed, 10);
  });

  it('leave nothing behind: no call lives, nobody waits or talks', function () {
    this.timeout(60_000);
    let ended = 0;
    fc.assert(
      fc.property(losses, ({ seed, drop, part }) => {
        const state = heard(seed, drop, part);
        const living = livingLegs(state);
        ended += living.length;
        end(state, living);
        assert.deepEqual(livingLegs(state), []);
        assert.deepEqual(busySeats(state), []);
        for (const call of state.calls.values()) {
          assert.isTrue(call.over, call.id);
          assert.isFalse(call.talks.some(({ open }) => open));
        }
        for (const line of state.waiting.values()) assert.isEmpty(line);
      }),
      { numRuns: 12 },
    );
    assert.isAbove(ended, 10);
  });
});
