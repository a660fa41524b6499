import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { assert } from 'chai';
import { type LoadPlan, Schedule } from '../../../bridge/adapters/simulator/load/load-plan.ts';

const plan: LoadPlan = {
  seats: 20,
  seed: 1,
  unit: 'events',
  perSecond: 100,
  bursts: [{ after: 2, for: 1, perSecond: 1000 }],
  seconds: 5,
  atMost: Number.POSITIVE_INFINITY,
  windsDown: true,
};

describe('a load on a fixed schedule', () => {
  it('knows what is due when, before, in and after a burst', () => {
    const schedule = new Schedule(plan);
    assert.equal(schedule.dueBy(1), 100);
    assert.equal(schedule.dueBy(2.5), 700);
    assert.equal(schedule.dueBy(5), 1400);
    assert.equal(schedule.dueBy(100), 1400);
    for (const n of [0, 1, 199, 200, 777, 1199, 1200, 1399]) {
      const at = schedule.dueAt(n);
      assert.isNotNull(at);
      assert.closeTo(schedule.dueBy(at ?? 0), n, 1e-6);
    }
    assert.isNull(schedule.dueAt(1401));
    assert.isNull(new Schedule({ ...plan, atMost: 10 }).dueAt(10));
  });

  it('is sent by a process of its own, which tells where it listens and stops by itself', async function () {
    this.timeout(20_000);
    const server = startServer(
      '--seats',
      '20',
      '--events',
      '500',
      '--seconds',
      '2',
      '--abrupt',
      '--linger',
      '0',
    );
    const lines = createInterface({ input: server.stdout ?? process.stdin })[Symbol.asyncIterator]();
    const told = async () => JSON.parse((await lines.next()).value ?? '{}');
    const { listening } = await told();
    const seen = await stampsOf(listening.port);
    assert.deepEqual(Object.keys((await told()).over), ['sent', 'calls', 'seconds']);
    const [code] = await once(server, 'exit');
    assert.equal(code, 0);
    assert.equal(seen.length, 1000);
    // exactly on schedule: each 2 ms after the one before
    for (const [i, at] of seen.entries()) assert.closeTo(at - (seen[0] ?? 0), i * 2000, 2, `event ${i}`);
  });
});

function startServer(...args: string[]): ChildProcess {
  const program = new URL('../../../bridge/adapters/simulator/ami-server-process.ts', import.meta.url);
  const run = join(import.meta.dirname, '../../../scripts/run.cjs');
  return spawn(process.execPath, [run, program.pathname, '--limit', '15', '--tied', ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
}

/** Logs in, takes a snapshot, and reads the time of every event until the end. */
async function stampsOf(port: number): Promise<number[]> {
  const socket = connect(port, '127.0.0.1');
  socket.setEncoding('utf8');
  let text = '';
  socket.on('data', (more: string) => {
    text += more;
  });
  socket.write(
    'Action: Login\r\nUsername: bridge\r\nSecret: simulator\r\n\r\nAction: CoreShowChannels\r\n\r\n',
  );
  await once(socket, 'end');
  socket.destroy();
  return [...text.matchAll(/Timestamp: (\d+)\.(\d{6})/g)].map(
    ([, whole, fraction]) => Number(whole) * 1_000_000 + Number(fraction),
  );
}
