import type { Timer } from '../../application/ports.ts';
import type { SiteFacts } from '../../domain/telephony/site.ts';
import type { FaultPlan } from './faults.ts';
import type { Profile } from './floor/arrivals.ts';
import { Floor } from './floor/floor.ts';
import type { QueueChanges } from './floor/queue-settings.ts';
import { type Observe, SimulatorSource } from './simulator-source.ts';
import { VirtualClock } from './virtual-clock.ts';

export interface CallFloorOptions {
  site: SiteFacts;
  seed: number | string;
  /** makes observations of messages; the Asterisk adapter's `createObserver` */
  observe: Observe;
  timer: Timer;
  /** 1: talks take as long as they do; 4, the usual: a quarter of it, and four times as many calls */
  speed?: number;
  /** of the calls that such a floor would have */
  load?: number;
  /** `peak`, the usual: always the busiest hour; `clock`: as the hour has it */
  profile?: Profile;
  /** seats that work by themselves; else the second half of the site's seats */
  simulated?: (seat: string) => boolean;
  /** what a queue has otherwise than usual: `{ policy: { ringSeconds: 15 } }` */
  queues?: QueueChanges;
  /** what goes wrong between the exchange and the bridge, for tests and training */
  faults?: FaultPlan;
}

/** The built-in call floor: a hotline at work, without an exchange and without a network. */
export function createCallFloor(options: CallFloorOptions): SimulatorSource {
  const { site, seed, observe, timer } = options;
  const floor = new Floor({
    site,
    seed,
    clock: new VirtualClock(Math.floor(timer.now() * 1000)),
    speed: options.speed ?? 4,
    load: options.load ?? 1.5,
    profile: options.profile ?? 'peak',
    simulated: options.simulated ?? secondHalf(site),
    population: 400,
    callPeople: true,
    ...(options.queues === undefined ? {} : { queues: options.queues }),
  });
  return new SimulatorSource(site.pbxId, {
    pbx: floor.pbx,
    observe,
    timer,
    run: () => floor.run(),
    ...(options.faults === undefined ? {} : { faults: options.faults }),
  });
}

function secondHalf(site: SiteFacts): (seat: string) => boolean {
  const first = Math.ceil(site.seats.length / 2);
  const simulated = new Set(site.seats.slice(first).map(({ seat }) => seat));
  return (seat) => simulated.has(seat);
}
