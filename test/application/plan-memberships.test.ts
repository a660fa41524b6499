import { expect } from 'chai';
import fc from 'fast-check';
import {
  type ActualMembership,
  type DesiredSeat,
  planMemberships,
} from '../../bridge/application/plan-memberships.ts';
import type { PbxCommand } from '../../bridge/application/ports.ts';

const line = 'PJSIP/1001';
const queueNames = ['policy', 'guide', 'disclosure', 'business'];

const actualSeat: fc.Arbitrary<ActualMembership[]> = fc.uniqueArray(
  fc.record({
    queue: fc.constantFrom(...queueNames, 'of-others'),
    penalty: fc.integer({ min: 0, max: 2 }),
    paused: fc.boolean(),
    reason: fc.constantFrom('', 'acw', '用餐'),
  }),
  { selector: ({ queue }) => queue },
);

const desiredSeat: fc.Arbitrary<DesiredSeat> = fc
  .record({
    queues: fc.uniqueArray(
      fc.record({ queue: fc.constantFrom(...queueNames), penalty: fc.integer({ min: 0, max: 2 }) }),
      { selector: ({ queue }) => queue },
    ),
    pause: fc.constantFrom(null, 'acw', '用餐', ''),
    leave: fc.uniqueArray(fc.constantFrom(...queueNames)),
  })
  .map(({ queues, pause, leave }) => ({
    interface: line,
    name: '1203',
    queues,
    pause,
    leave: leave.filter((queue) => !queues.some((one) => one.queue === queue)),
  }));

/** What app_queue makes of commands; each state on the way is kept. */
function obey(actual: readonly ActualMembership[], commands: readonly PbxCommand[]): ActualMembership[][] {
  const states: ActualMembership[][] = [];
  let now = [...actual];
  for (const command of commands) {
    if (command.type === 'join-queue') {
      const { queue, penalty, paused, reason } = command;
      expect(
        now.some((one) => one.queue === queue),
        `joined twice: ${queue}`,
      ).to.equal(false);
      now = [...now, { queue, penalty, paused, reason }];
    } else if (command.type === 'leave-queue') {
      expect(
        now.some((one) => one.queue === command.queue),
        `left twice: ${command.queue}`,
      ).to.equal(true);
      now = now.filter(({ queue }) => queue !== command.queue);
    } else if (command.type === 'pause') {
      const { paused, reason } = command;
      now = now.map((one) =>
        command.queue === null || command.queue === one.queue
          ? { ...one, paused, reason: paused ? reason : '' }
          : one,
      );
    }
    states.push(now);
  }
  return states;
}

describe('what a seat’s memberships should be against what they are', () => {
  it('ends, after the commands, in exactly what should be, and there is nothing more to do', () => {
    fc.assert(
      fc.property(desiredSeat, actualSeat, (desired, actual) => {
        const commands = planMemberships(desired, actual);
        const after = obey(actual, commands).at(-1) ?? [...actual];
        expect(planMemberships(desired, after)).to.deep.equal([]);
        for (const { queue, penalty } of desired.queues)
          expect(after.find((one) => one.queue === queue)?.penalty).to.equal(penalty);
        for (const queue of desired.leave) expect(after.some((one) => one.queue === queue)).to.equal(false);
        if (desired.queues.length > 0)
          for (const { paused, reason } of after) expect(paused ? reason : null).to.equal(desired.pause);
      }),
    );
  });

  it('joins a queue paused, always: a member that joins ready can be rung before its pause arrives', () => {
    fc.assert(
      fc.property(desiredSeat, actualSeat, (desired, actual) => {
        for (const command of planMemberships(desired, actual))
          if (command.type === 'join-queue') expect(command.paused).to.equal(true);
      }),
    );
  });

  it('makes no seat ready on the way that should be paused in the end', () => {
    fc.assert(
      fc.property(
        desiredSeat.filter(({ pause, queues }) => pause !== null && queues.length > 0),
        actualSeat,
        (desired, actual) => {
          const readyBefore = new Set(actual.filter(({ paused }) => !paused).map(({ queue }) => queue));
          for (const state of obey(actual, planMemberships(desired, actual)))
            for (const { queue, paused } of state)
              if (!paused) expect(readyBefore.has(queue), `ready in ${queue} on the way`).to.equal(true);
        },
      ),
    );
  });

  it('leaves the memberships that others made alone', () => {
    fc.assert(
      fc.property(desiredSeat, actualSeat, (desired, actual) => {
        for (const command of planMemberships(desired, actual))
          if (command.type === 'leave-queue' || command.type === 'join-queue')
            expect(command.queue).to.not.equal('of-others');
      }),
    );
  });

  it('pauses all queues with one command where all need it', () => {
    const actual = queueNames.map((queue) => ({ queue, penalty: 0, paused: false, reason: '' }));
    const queues = queueNames.map((queue) => ({ queue, penalty: 0 }));
    const desired = { interface: line, name: '1203', queues, pause: 'acw', leave: [] };
    expect(planMemberships(desired, actual)).to.deep.equal([
      { type: 'pause', interface: line, queue: null, paused: true, reason: 'acw' },
    ]);
  });
});
