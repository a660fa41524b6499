import { Floor } from '../floor/floor.ts';
import { seconds, type VirtualClock } from '../virtual-clock.ts';
import { type LoadPlan, Schedule } from './load-plan.ts';
import { loadSite } from './load-site.ts';

const meanTalkSeconds = 150;
/** ringing, wrap-up and what else keeps a seat from the next call */
const besidesTalkSeconds = 4;
const busyShare = 0.7;

/** A floor of seats that all work by themselves, busy for some 70 % of the time, with talks as long as that allows. */
export function loadFloor(plan: LoadPlan, clock: VirtualClock, callsPerSecond: number): Floor {
  const perCall = (busyShare * plan.seats) / callsPerSecond;
  const talkSeconds = Math.min(meanTalkSeconds, Math.max(1, perCall - besidesTalkSeconds));
  const site = loadSite(plan.seats);
  return new Floor({
    site,
    clock,
    seed: plan.seed,
    speed: meanTalkSeconds / talkSeconds,
    load: 1,
    profile: 'peak',
    simulated: () => true,
    population: 5000,
    callPeople: false,
    queues: Object.fromEntries(site.queues.map(({ queue }) => [queue, { autopause: 'no' as const }])),
    habits: { answerSeconds: [0.5, 2], wrapUpSeconds: [0.5, 1.5], refuses: 0.01, ignores: 0.002, breaks: 0 },
  });
}

/** Calls begin at the plan's times; `over` when the last has begun. */
export function scheduleCalls(plan: LoadPlan, floor: Floor, clock: VirtualClock, over: () => void): void {
  const begunAt = clock.now;
  const schedule = new Schedule(plan);
  const next = (n: number) => {
    const at = schedule.dueAt(n);
    if (at === null) over();
    else
      clock.at(begunAt + seconds(at), () => {
        floor.call();
        next(n + 1);
      });
  };
  next(0);
}
