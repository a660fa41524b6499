import { addDays, chinaDay } from '../../../domain/figures/period.ts';
import type { SourceRun } from '../../source-store.ts';
import type { Retries } from './source.ts';

/** When a source is read. Hours are counted from the beginning of the last run; times are China's, `HH:MM`. */
export type Schedule = { kind: 'every'; hours: number } | { kind: 'at'; times: readonly string[] };

export interface NextRun {
  /** ms since the epoch; in the past where it is overdue */
  at: number;
  /** 1: of the schedule; 2 and on: a try after a failure */
  attempt: number;
}

type LastRun = Pick<SourceRun, 'state' | 'startedAt' | 'endedAt' | 'attempt'>;

const hourMs = 3_600_000;
/** A bridge that comes back after a run was cut off reads again soon, but lets people sign in first. */
const afterInterruptionMs = 60_000;

/**
 * After a failure the next try, with ever longer pauses, unless the schedule comes first or the tries are used up;
 * then the next time of the schedule.
 * @param since when the source was first known: a time of day before it is not made up for
 */
export function nextRunOf(
  schedule: Schedule,
  { times, firstAfterMs }: Retries,
  last: LastRun | null,
  since: number,
): NextRun {
  const planned = { at: nextOf(schedule, last?.startedAt ?? null, since), attempt: 1 };
  if (last === null || last.state === 'done' || last.state === 'running' || last.attempt > times)
    return planned;
  const pause = last.state === 'interrupted' ? afterInterruptionMs : firstAfterMs * 2 ** (last.attempt - 1);
  const retry = { at: (last.endedAt ?? last.startedAt) + pause, attempt: last.attempt + 1 };
  return retry.at < planned.at ? retry : planned;
}

function nextOf(schedule: Schedule, last: number | null, since: number): number {
  switch (schedule.kind) {
    case 'every':
      return last === null ? since : last + schedule.hours * hourMs;
    case 'at':
      return nextTimeOf(schedule.times, last ?? since);
    default:
      return schedule satisfies never;
  }
}

/** The first of the times of day that lies after. */
function nextTimeOf(times: readonly string[], after: number): number {
  const today = chinaDay(after);
  const candidates = [today, addDays(today, 1)].flatMap((day) =>
    times.map((time) => Date.parse(`${day}T${time}:00+08:00`)),
  );
  return Math.min(...candidates.filter((at) => at > after));
}

/** 每 6 小时；每天 02:30、14:30 */
export function scheduleWords(schedule: Schedule): string {
  switch (schedule.kind) {
    case 'every':
      return `每 ${schedule.hours} 小时`;
    case 'at':
      return `每天 ${schedule.times.join('、')}`;
    default:
      return schedule satisfies never;
  }
}
