import { setTimeout as later } from 'node:timers/promises';
import type { Random } from '../../../bridge/adapters/simulator/prng.ts';
import type { FaultyWire, WireFault } from './faulty-wire.ts';

/** What befalls a wire, one after the other and again from the first. Times are seconds. */
export interface Fate {
  apart: readonly [number, number];
  faults: readonly { kind: WireFault['kind']; lasts: readonly [number, number] }[];
}

export const fateOfTrunk: Fate = {
  apart: [2, 5],
  faults: [
    { kind: 'cut-in-half', lasts: [0.05, 0.5] },
    { kind: 'crumble', lasts: [0.5, 1.5] },
    { kind: 'stall', lasts: [0.2, 0.9] },
    { kind: 'cut', lasts: [0.1, 1.5] },
  ],
};

const faultsOfPage: Fate['faults'] = [
  { kind: 'left-behind', lasts: [0.3, 0.8] },
  { kind: 'crumble', lasts: [0.5, 1.5] },
  { kind: 'cut-in-half', lasts: [0.05, 0.4] },
  { kind: 'stall', lasts: [0.2, 0.9] },
  { kind: 'cut', lasts: [0.05, 1.2] },
];

/** Each page begins somewhere else, so that a short run has them all. */
export function fateOfPage(n: number): Fate {
  const first = n % faultsOfPage.length;
  return { apart: [1.5, 4], faults: [...faultsOfPage.slice(first), ...faultsOfPage.slice(0, first)] };
}

/** So long that a page must say it: first of all, and at a moment at which there is something to say. */
export interface LongFault {
  fault: WireFault;
  /** a call is in hand at the page */
  when: () => boolean;
}

/** A moment for the long fault is waited for so long, in looks of 50 ms. */
const looks = 100;

/** One fault after the other until told to stop, and to the end of the last. */
export async function suffer(
  wire: FaultyWire,
  { random, fate, first }: { random: Random; fate: Fate; first: LongFault | null },
  until: AbortSignal,
): Promise<void> {
  const pause = (ms: number) => later(ms, undefined, { signal: until }).catch(() => {});
  if (first !== null) {
    for (let i = 0; i < looks && !first.when() && !until.aborted; i += 1) await pause(50);
    await wire.suffer(first.fault);
  }
  for (let n = 0; !until.aborted; n += 1) {
    const next = fate.faults[n % fate.faults.length];
    await pause(random.between(...fate.apart) * 1_000);
    if (next === undefined || until.aborted) continue;
    await wire.suffer({ kind: next.kind, forMs: Math.round(random.between(...next.lasts) * 1_000) });
  }
}
