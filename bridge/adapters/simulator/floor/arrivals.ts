import type { ServiceFunction, SiteFacts } from '../../../domain/telephony/site.ts';
import type { Random } from '../prng.ts';

/**
 * How many call in which hour: share of the day, China time. The peak hour has 12 % of it; Changsha has about 10,240
 * calls a day for 200 seats, so 1,230 in the peak hour, 6.15 a seat (news report on the 12345 of Changsha; the shape
 * within the day is our own).
 */
const shareOfHour: readonly number[] = [
  0.008, 0.005, 0.004, 0.003, 0.003, 0.005, 0.012, 0.028, 0.075, 0.12, 0.112, 0.082, 0.044, 0.05, 0.083,
  0.095, 0.083, 0.061, 0.038, 0.029, 0.023, 0.018, 0.012, 0.007,
];
const peakShare = Math.max(...shareOfHour);
const callsInPeakHourPerSeat = 6.15;
const chinaOffsetHours = 8;

export type Profile = 'peak' | 'clock';

/** Calls an hour for so many seats, now. `peak`: as in the busiest hour, whatever the time: a demo at night shows one. */
export function callsPerHour(seats: number, profile: Profile, nowMicros: number): number {
  const hour = (Math.floor(nowMicros / 3_600_000_000) + chinaOffsetHours) % 24;
  const share = profile === 'peak' ? peakShare : (shareOfHour[hour] ?? 0);
  return (callsInPeakHourPerSeat * seats * share) / peakShare;
}

/** What people ask for, by the three functions of the window; a second line of the same function is the rarer one. */
const shareOfFunction: Readonly<Record<ServiceFunction, number>> = {
  POLICY: 0.45,
  SERVICE_GUIDE: 0.35,
  DISCLOSURE_GUIDE: 0.08,
  OTHER: 0.1,
};
const shareOfSecondLine = 0.12;

type SiteLine = SiteFacts['queues'][number];

export function lineOf(site: SiteFacts, random: Random): SiteLine | undefined {
  const seen = new Set<ServiceFunction>();
  const weighed = site.queues.map((value) => {
    const again = seen.has(value.serviceFunction);
    seen.add(value.serviceFunction);
    return { value, weight: again ? shareOfSecondLine : shareOfFunction[value.serviceFunction] };
  });
  return random.weighted(weighed);
}
