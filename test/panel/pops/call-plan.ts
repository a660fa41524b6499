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

type Kind = 'answered' | 'abandoned' | 'refused' | 'ignored' | 'elsewhere' | 'blind' | 'attended';

/** Of each twenty calls: so that a short run has them all. */
const ofTwenty: readonly (readonly [Kind, number])[] = [
  ['answered', 3],
  ['abandoned', 6],
  ['refused', 2],
  ['ignored', 2],
  ['elsewhere', 3],
  ['blind', 2],
  ['attended', 2],
];

export function planCalls(random: Random, count: number): CallPlan[] {
  const kinds: Kind[] = [];
  for (let n = 0; kinds.length < count; n += 1) kinds.push(...shuffledTwenty(random.fork(`twenty/${n}`)));
  return kinds.slice(0, count).map((kind, i) => planCall(random.fork(`call/${i}`), i, kind));
}

function shuffledTwenty(random: Random): Kind[] {
  const kinds = ofTwenty.flatMap(([kind, n]) => Array<Kind>(n).fill(kind));
  return kinds
    .map((kind) => ({ kind, place: random.next() }))
    .toSorted((one, other) => one.place - other.place)
    .map(({ kind }) => kind);
}

function planCall(random: Random, i: number, kind: Kind): CallPlan {
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
  switch (kind) {
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
