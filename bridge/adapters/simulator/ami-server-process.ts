import { parseArgs } from 'node:util';
import type { Burst, LoadPlan } from './load/load-plan.ts';
import { LoadServer } from './load/load-server.ts';

/*
 * A simulated exchange under load, as a process of its own, so that measuring it costs the measured one nothing:
 *
 *   node scripts/run.cjs bridge/adapters/simulator/ami-server-process.ts --seats 200 --events 200 --seconds 60 \
 *     --burst 20:10:2000
 *
 * It prints one line of JSON when it listens (`{"listening":{"port":…}}`), one when the load is over
 * (`{"over":{"sent":…,"calls":…,"seconds":…}}`), and stops by itself: `--linger` seconds after the load, after
 * `--limit` seconds whatever happens, on SIGTERM, and with `--tied` when its standard input ends. User `bridge`; the
 * secret comes from the environment (SIMULATOR_AMI_SECRET), never from the command line.
 */

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    socket: { type: 'string' },
    seats: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    /** calls that begin each second … */
    calls: { type: 'string' },
    /** … or events each second */
    events: { type: 'string' },
    seconds: { type: 'string', default: '30' },
    'at-most': { type: 'string' },
    /** after:for:perSecond, any number of times */
    burst: { type: 'string', multiple: true, default: [] },
    /** ends with the last event, and leaves the calls that are up */
    abrupt: { type: 'boolean', default: false },
    /** begins at once, not with the first client's snapshot */
    'at-once': { type: 'boolean', default: false },
    linger: { type: 'string', default: '5' },
    limit: { type: 'string', default: '600' },
    tied: { type: 'boolean', default: false },
  },
});

const inEvents = values.events !== undefined;
const plan: LoadPlan = {
  seats: whole(values.seats),
  seed: values.seed,
  unit: inEvents ? 'events' : 'calls',
  perSecond: amount(values.events ?? values.calls ?? '1'),
  bursts: values.burst.map(burst),
  seconds: amount(values.seconds),
  atMost: values['at-most'] === undefined ? Number.POSITIVE_INFINITY : whole(values['at-most']),
  windsDown: !values.abrupt,
};

const timer = {
  now: () => performance.timeOrigin + performance.now(),
  after: (ms: number, run: () => void) => {
    const timeout = setTimeout(run, ms);
    return () => clearTimeout(timeout);
  },
};

const server = new LoadServer({
  plan,
  account: { user: 'bridge', secret: process.env.SIMULATOR_AMI_SECRET ?? 'simulator' },
  timer,
  waitsForClient: !values['at-once'],
});
let stopping = false;

async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  cancelLimit();
  await server.close();
  if (values.tied) process.stdin.destroy();
}

const cancelLimit = timer.after(amount(values.limit) * 1000, () => void stop());
process.once('SIGTERM', () => void stop());
process.once('SIGINT', () => void stop());
if (values.tied) process.stdin.resume().once('end', () => void stop());

tell({
  listening: await server.listen(
    values.socket === undefined ? { port: whole(values.port) } : { path: values.socket },
  ),
});
const over = await server.over;
tell({ over });
timer.after(amount(values.linger) * 1000, () => void stop());

function tell(what: unknown): void {
  process.stdout.write(`${JSON.stringify(what)}\n`);
}

function amount(text: string): number {
  const count = Number(text);
  if (!Number.isFinite(count) || count < 0) throw new Error(`not an amount: ${text}`);
  return count;
}

function whole(text: string): number {
  const count = amount(text);
  if (!Number.isInteger(count)) throw new Error(`not a whole number: ${text}`);
  return count;
}

function burst(text: string): Burst {
  const [after, length, perSecond] = text.split(':').map(amount);
  if (after === undefined || length === undefined || perSecond === undefined)
    throw new Error(`a burst is after:for:perSecond, not ${text}`);
  return { after, for: length, perSecond };
}
