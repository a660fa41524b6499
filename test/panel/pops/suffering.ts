import { setTimeout as later } from 'node:timers/promises';
import type { Random } from '../../../bridge/adapters/simulator/prng.ts';
import type { FaultyWire, WireFault } from './faulty-wire.ts';

/** What befalls a wire, drawn again and again. Times are seconds. */
export interface Fate {
  apart: readonly [number, number];
  faults: readonly {
    value: { kind: WireFault['kind']; lasts: readonly [number, number] };
    weight: number;
  }[];
}

export const fateOfTrunk: Fate = {
  apart: [2, 5],
  faults: [
    { value: { kind: 'cut', lasts: [0.1, 1.5] }, weight: 3 },
    { value: { kind: 'cut-in-half', lasts: [0.05, 0.5] }, weight: 3 },
    { value: { kind: 'stall', lasts: [0.2, 0.9] }, weight: 3 },
    { value: { kind: 'crumble', lasts: [0.5, 1.5] }, weight: 2 },
  ],
};

export const fateOfPage: Fate = {
  apart: [1.5, 4],
  faults: [
    { value: { kind: 'cut', lasts: [0.05, 1.2] }, weight: 3 },
    { value: { kind: 'cut-in-half', lasts: [0.05, 0.4] }, weight: 3 },
    { value: { kind: 'stall', lasts: [0.2, 0.9] }, weight: 3 },
    { value: { kind: 'crumble', lasts: [0.5, 1.5] }, weight: 2 },
    { value: { kind: 'left-behind', lasts: [0.3, 0.8] }, weight: 3 },
  ],
};

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
  while (!until.aborted) {
    const drawn = random.weighted(fate.faults);
    await pause(random.between(...fate.apart) * 1_000);
    if (drawn === undefined || until.aborted) continue;
    const { kind, lasts } = drawn;
    await wire.suffer({ kind, forMs: Math.round(random.between(...lasts) * 1_000) });
  }
}
