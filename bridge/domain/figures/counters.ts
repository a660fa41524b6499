/**
 * Every figure is a sum of counters over a sum of counters, and a period's counters are the sum of its calls' and
 * records' own. So figures can be kept by adding and taking away whole numbers, exactly, in any order, and the calls
 * behind a figure are those that hold one of its counters.
 */
const counterNames = [
  'in',
  'queued',
  'queuedLasting',
  'answered',
  'answeredInTime',
  'notAnswered',
  'abandoned',
  'abandonedShort',
  'abandonedInTime',
  'abandonedLate',
  'timeout',
  'leftEmpty',
  'joinEmpty',
  'shutdown',
  'unknown',
  'waiting',
  'waitKnown',
  'waitMs',
  'abandonKnown',
  'abandonMs',
  'talkKnown',
  'contactMs',
  'holdKnown',
  'holdMs',
  'ratingAsked',
  'rated',
  'ratedSatisfied',
  'records',
  'recordsAccepted',
  'recordsDirect',
  'answersUsed',
  'notices',
  'noticesWhole',
  'wrapUps',
  'wrapUpMs',
] as const;

export type Counter = (typeof counterNames)[number];

/** Whole numbers only; what is absent is 0. */
export type Counters = Partial<Record<Counter, number>>;

/** Adds in place (a day is added to a hundred thousand times); `sign` −1 takes away. */
export function addCounters(sum: Counters, part: Counters, sign: 1 | -1 = 1): void {
  for (const name of counterNames) {
    const value = part[name];
    if (value !== undefined) sum[name] = (sum[name] ?? 0) + sign * value;
  }
}

export function totalOf(counters: Counters, names: readonly Counter[]): number {
  return names.reduce((total, name) => total + (counters[name] ?? 0), 0);
}
