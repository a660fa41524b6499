import type { Random } from '../../../bridge/adapters/simulator/prng.ts';

/** What becomes of a call. Times are seconds. */
export interface CallPlan {
  number: string;
  digit: '1' | '2' | '3';
  /** what the telephones that ring do, ring by ring; the last goes on for ever */
  rings: readonly Ring[];
  /** what becomes of the talks, talk by talk; the last goes on for ever */
  talks: readonly Talk[];
  /** hangs up so long after the first ring, talked to or not; null: waits */
  leavesAfterRing: number | null;
}

export type Ring =
  /** the operator lifts the receiver so long after the pop, by F2 or by hand */
  { does: 'lift'; after: number; by: 'F2' | 'hand' } | { does: 'refuse'; after: number } | { does: 'ignore' };

export interface Talk {
  length: number;
  ends: 'citizen' | 'seat' | 'blind' | 'attended';
}

/** A queue that rings one seat after another, one that gives up a ring soon, one that rings all at once. */
export const digits = { one: '1', impatient: '2', all: '3' } as const;

export function planCalls(random: Random, count: number): CallPlan[] {
  return Array.from({ length: count }, (_, i) => planCall(random.fork(`call/${i}`), i));
}

function planCall(random: Random, i: number): CallPlan {
  const lift = (): Ring => ({
    does: 'lift',
    after: random.between(0, 0.25),
    by: random.chance(0.25) ? 'F2' : 'hand',
  });
  const talk = (ends: Talk['ends']): Talk => ({ length: random.between(0.15, 0.5), ends });
  const end = () => talk(random.chance(0.5) ? 'citizen' : 'seat');
  const plan: CallPlan = {
    number: `138${String(2000 + Math.floor(i / 10_000))}${String(i % 10_000).padStart(4, '0')}`,
    digit: digits.one,
    rings: [lift()],
    talks: [end()],
    leavesAfterRing: null,
  };
  const kind = random.weighted([
    { value: 'answered', weight: 24 },
    { value: 'abandoned', weight: 22 },
    { value: 'refused', weight: 12 },
    { value: 'ignored', weight: 10 },
    { value: 'elsewhere', weight: 14 },
    { value: 'blind', weight: 10 },
    { value: 'attended', weight: 8 },
  ] as const);
  switch (kind) {
    case undefined:
    case 'answered':
      return plan;
    case 'abandoned':
      return {
        ...plan,
        digit: random.chance(0.3) ? digits.all : digits.one,
        rings: [{ does: 'ignore' }],
        leavesAfterRing: random.between(0.03, 0.7),
      };
    case 'refused':
      return { ...plan, rings: [{ does: 'refuse', after: random.between(0.1, 0.5) }, lift()] };
    case 'ignored':
      return { ...plan, digit: digits.impatient, rings: [{ does: 'ignore' }, lift()] };
    case 'elsewhere':
      return { ...plan, digit: digits.all };
    case 'blind':
      return { ...plan, talks: [talk('blind'), end()] };
    case 'attended':
      return { ...plan, talks: [talk('attended'), end()] };
    default:
      return kind satisfies never;
  }
}
