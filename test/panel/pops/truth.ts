import type { CallTruth } from '../../../bridge/adapters/simulator/floor/ledger.ts';
import { time } from './compare.ts';
import type { JournalAccount } from './journal-account.ts';
import { type Span, whoOf } from './shown.ts';

/**
 * The exchange's own account of what rang, beside the journal: what rang while the link was whole is in the journal, and
 * the journal has no ring that was none. A fault that journal and pages share would be found here.
 *
 * @param broken when the wire to the exchange was not as it should be
 * @param bounds ms; a ring is told within `late`, and one of less than `short` may come and go in one breath
 */
export function untrueRings(
  truth: readonly CallTruth[],
  { rings, exchangeAway }: JournalAccount,
  broken: readonly Span[],
  { short, late }: { short: number; late: number },
): string[] {
  const blind = [...broken, ...exchangeAway];
  const known = rings.filter(({ who }) => who !== null);
  const truly = truth.flatMap(({ caller, offers }) =>
    offers.map(({ seat, at }) => ({ who: whoOf(caller ?? ''), seat, at: at / 1_000 })),
  );
  const same = (one: { who: string | null; seat: string }, other: { who: string | null; seat: string }) =>
    one.who === other.who && one.seat === other.seat;
  const untold = truly.filter(
    (ring) =>
      !blind.some(({ from, to }) => ring.at + short > from - short && ring.at < to + late) &&
      !known.some((one) => same(one, ring) && Math.abs(one.truly - ring.at) < late),
  );
  const invented = known.filter(
    (ring) => !truly.some((one) => same(one, ring) && one.at - short < ring.truly),
  );
  return [
    ...untold.map((ring) => {
      const others = rings.filter(
        ({ who, seat }) => who === ring.who || (who === null && seat === ring.seat),
      );
      const said = others.map((one) => `${one.who ?? one.callId} ${one.seat} ${time(one.truly)}`).join('; ');
      return `not in the journal: ${ring.who} rang at ${ring.seat}, ${time(ring.at)}; it has ${said}`;
    }),
    ...invented.map(({ who, seat, from }) => `did not ring: ${who} at ${seat}, ${time(from)}`),
  ];
}
