import { expect } from 'chai';
import fc from 'fast-check';
import { type Deviation, type Disturbance, deviations, without } from './compare.ts';
import type { AtSeat, JournalAccount } from './journal-account.ts';
import type { PageHistory, Pop, Shown, ShownCard, Span } from './shown.ts';

const bounds = { short: 250, late: 2_000, silence: 6_000 };
const seats = ['1001', '1002', '1003'] as const;
/** ms between a telephone that rings and its page that shows it */
const latency = 20;

/** One call at one seat: rings, is perhaps answered, ends. */
interface Turn {
  seat: (typeof seats)[number];
  who: string;
  from: number;
  answeredAt: number | null;
  to: number;
}

/** Calls one after the other at each seat, each with a caller of its own. */
const turns: fc.Arbitrary<Turn[]> = fc
  .array(
    fc.record({
      seat: fc.constantFrom(...seats),
      gap: fc.integer({ min: 400, max: 4_000 }),
      rings: fc.integer({ min: 400, max: 5_000 }),
      talks: fc.option(fc.integer({ min: 400, max: 9_000 })),
    }),
    { minLength: 1, maxLength: 25 },
  )
  .map((list) => {
    const freeAt = new Map<string, number>();
    return list.map(({ seat, gap, rings, talks }, i) => {
      const from = (freeAt.get(seat) ?? 1_000) + gap;
      const answeredAt = talks === null ? null : from + rings;
      const to = from + rings + (talks ?? 0);
      freeAt.set(seat, to);
      return { seat, who: `138${String(i).padStart(4, '0')}`, from, answeredAt, to };
    });
  });

function accountOf(list: readonly Turn[]): JournalAccount {
  const at = ({ seat, who }: Turn, from: number, to: number): AtSeat => {
    return { callId: who, seat, who, from, to, truly: from, reconciled: false };
  };
  return {
    rings: list.map((turn) => at(turn, turn.from, turn.answeredAt ?? turn.to)),
    talks: list.flatMap((turn) => (turn.answeredAt === null ? [] : [at(turn, turn.answeredAt, turn.to)])),
    exchangeAway: [],
  };
}

/** What pages without a fault show of it. */
function historiesOf(list: readonly Turn[]): PageHistory[] {
  const until = Math.max(...list.map(({ to }) => to)) + 10_000;
  return seats.map((seat) => {
    const own = list.filter((turn) => turn.seat === seat);
    const shown = [view(0), ...own.flatMap(viewsOf)];
    const pops = own.map(({ who, from }, i): Pop => {
      return { n: i + 1, who, at: from + latency, paintedAt: from + 2 * latency, namedAt: null };
    });
    return { seat, shown, pops, until };
  });
}

function viewsOf({ who, from, answeredAt, to }: Turn): Shown[] {
  return [
    view(from + latency, card({ who, phase: 'ringing' })),
    ...(answeredAt === null ? [] : [view(answeredAt + latency, card({ who, phase: 'talking' }))]),
    view(to + latency, card({ who, phase: answeredAt === null ? 'missed' : 'ended' })),
  ];
}

function card(what: Partial<ShownCard>): ShownCard {
  return { who: null, phase: 'ringing', place: 'front', live: true, by: null, reconciled: false, ...what };
}

function view(at: number, ...cards: ShownCard[]): Shown {
  return { at, bridge: true, exchange: true, cards, strangers: [], written: '', state: '' };
}

const undisturbed = new Map<string, Disturbance[]>();

function found(
  list: readonly Turn[],
  histories: readonly PageHistory[],
  disturbed: ReadonlyMap<string, readonly Disturbance[]> = undisturbed,
): Deviation[] {
  return deviations(accountOf(list), histories, disturbed, bounds);
}

/** A fault planted in the history of the page at which a call of the list was. */
type Plant = (history: PageHistory, turn: Turn) => PageHistory;

function planted(list: readonly Turn[], of: number, plant: Plant): { turn: Turn; kinds: string[] } | null {
  const turn = list[of % list.length];
  if (turn === undefined) return null;
  const histories = historiesOf(list).map((history) =>
    history.seat === turn.seat ? plant(history, turn) : history,
  );
  const all = found(list, histories);
  for (const { seat, who } of all) expect({ seat, who }).to.deep.equal({ seat: turn.seat, who: turn.who });
  return { turn, kinds: [...new Set(all.map(({ kind }) => kind))].toSorted() };
}

/** Of any calls, and of any one of them: what the comparison says. */
function always(plant: Plant, says: (turn: Turn) => string[], lists = turns): void {
  fc.assert(
    fc.property(lists, fc.nat(), (list, of) => {
      const told = planted(list, of, plant);
      if (told !== null) expect(told.kinds).to.deep.equal(says(told.turn).toSorted());
    }),
  );
}

const withoutFrames = (history: PageHistory, isLost: (shown: Shown) => boolean): PageHistory => {
  return { ...history, shown: history.shown.filter((shown) => !isLost(shown)) };
};

const shows = ({ cards }: Shown, { who }: Turn, phase: ShownCard['phase']): boolean =>
  cards.some((one) => one.who === who && one.phase === phase);

describe('the comparison of what pages showed with the journal', () => {
  it('finds nothing where the pages showed what the journal says', () => {
    fc.assert(
      fc.property(turns, (list) => {
        expect(found(list, historiesOf(list))).to.deep.equal([]);
      }),
    );
  });

  it('finds a page that lost the frame of a ring and did not ask again', () => {
    always(
      (history, turn) => ({
        ...withoutFrames(history, (shown) => shows(shown, turn, 'ringing')),
        pops: history.pops.filter(({ who }) => who !== turn.who),
      }),
      () => ['missed'],
    );
  });

  it('finds a page that lost the frame of an answer: the ring stands there, and no talk comes', () => {
    always(
      (history, turn) => withoutFrames(history, (shown) => shows(shown, turn, 'talking')),
      ({ answeredAt, to }) => {
        if (answeredAt === null) return [];
        return to + latency - answeredAt > bounds.late ? ['stale', 'untold'] : ['untold'];
      },
    );
  });

  it('finds a page that lost the frame of an end: what is over goes on', () => {
    always(
      (history, turn) => {
        const shown = history.shown.filter(({ at }) => at <= turn.to);
        return { ...history, shown, until: turn.to + 9_000 };
      },
      () => ['stale'],
      turns.map((list) => list.slice(0, 1)),
    );
  });

  it('finds a ring that came up twice', () => {
    always(
      (history, turn) => {
        const again = { n: 99, who: turn.who, at: turn.from + 3 * latency, paintedAt: null, namedAt: null };
        return { ...history, pops: [...history.pops, again].toSorted((one, other) => one.at - other.at) };
      },
      () => ['double'],
    );
  });

  it('finds a pop that comes when the telephone has rung for long', () => {
    always(
      (history, turn) => {
        const late = turn.from + bounds.late + 100;
        const pops = history.pops.map((pop) => (pop.who === turn.who ? { ...pop, at: late } : pop));
        return { ...history, pops };
      },
      () => ['tardy'],
    );
  });

  it('finds a pop of what was over long ago', () => {
    always(
      (history, turn) => {
        const late = (turn.answeredAt ?? turn.to) + bounds.late + 500;
        const pops = history.pops.map((pop) => (pop.who === turn.who ? { ...pop, at: late } : pop));
        return { ...history, pops };
      },
      () => ['missed', 'stale'],
    );
  });

  it('finds a pop of another seat’s call', () => {
    fc.assert(
      fc.property(turns, fc.nat(), (list, of) => {
        const turn = list[of % list.length];
        if (turn === undefined) return;
        const other = seats.find((seat) => seat !== turn.seat) ?? '';
        const astray = { n: 99, who: turn.who, at: turn.from + latency, paintedAt: null, namedAt: null };
        const histories = historiesOf(list).map((history) =>
          history.seat === other ? { ...history, pops: [...history.pops, astray] } : history,
        );
        const told = found(list, histories).map(({ kind, seat, who }) => ({ kind, seat, who }));
        expect(told).to.deep.equal([{ kind: 'foreign', seat: other, who: turn.who }]);
      }),
    );
  });

  it('finds another caller’s number beside a card', () => {
    always(
      (history, turn) => ({
        ...history,
        shown: history.shown.map((shown) =>
          shows(shown, turn, 'ringing') ? { ...shown, strangers: ['138****9999'] } : shown,
        ),
      }),
      () => ['stranger'],
    );
  });

  it('finds a seat named that did not answer', () => {
    always(
      (history, turn) => ({
        ...history,
        shown: history.shown.map((shown) =>
          shows(shown, turn, 'missed')
            ? { ...shown, cards: [card({ who: turn.who, phase: 'elsewhere', by: '1009' })] }
            : shown,
        ),
      }),
      ({ answeredAt }) => (answeredAt === null ? ['wrong-seat'] : []),
    );
  });

  it('lets a page miss what it could not be told, and finds it when it then looks alive', () => {
    const turn: Turn = { seat: '1001', who: '1380001', from: 10_000, answeredAt: 12_000, to: 30_000 };
    const cut = new Map([['1001', [{ kind: 'cut', from: 9_000, to: 20_000 } as const]]]);
    const blind = (live: boolean): PageHistory[] => [
      {
        seat: '1001',
        // rings in the cut, and is found to be a talk after it
        shown: [
          view(0, card({ who: '1380000', phase: 'talking', live: true })),
          { ...view(9_010, card({ who: '1380000', phase: 'talking', live })), bridge: live },
          view(20_500, card({ who: turn.who, phase: 'talking', reconciled: true })),
          view(30_010, card({ who: turn.who, phase: 'ended' })),
        ],
        pops: [],
        until: 40_000,
      },
    ];
    const before: Turn = { seat: '1001', who: '1380000', from: -5_000, answeredAt: -1_000, to: 9_900 };
    expect(found([before, turn], blind(false), cut).filter(({ at }) => at > 0)).to.deep.equal([]);
    expect(
      found([before, turn], blind(true), cut)
        .filter(({ at }) => at > 0)
        .map(({ kind }) => kind),
    ).to.include('unmarked');
  });

  it('finds a page that is silent for long and does not say so', () => {
    const turn: Turn = { seat: '1001', who: '1380001', from: 1_000, answeredAt: 2_000, to: 30_000 };
    const silent = new Map([['1001', [{ kind: 'silent', from: 3_000, to: 13_000 } as const]]]);
    const [history] = historiesOf([turn]);
    if (history === undefined) throw new Error('no history');
    expect(found([turn], [history], silent).map(({ kind }) => kind)).to.deep.equal(['unmarked']);
    const marked = [
      ...history.shown.slice(0, 3),
      { ...view(8_500, card({ who: turn.who, phase: 'talking', live: false })), bridge: false },
      view(13_100, card({ who: turn.who, phase: 'talking' })),
      ...history.shown.slice(3),
    ];
    expect(found([turn], [{ ...history, shown: marked }], silent)).to.deep.equal([]);
  });

  it('finds a look of life while the exchange is away', () => {
    const turn: Turn = { seat: '1001', who: '1380001', from: 1_000, answeredAt: 2_000, to: 30_000 };
    const account = { ...accountOf([turn]), exchangeAway: [{ from: 5_000, to: 12_000 }] };
    const all = deviations(account, historiesOf([turn]), undisturbed, bounds);
    expect(all.map(({ kind }) => kind)).to.deep.equal(['unmarked']);
  });
});

describe('what is left of a span', () => {
  const span: fc.Arbitrary<Span> = fc
    .tuple(fc.nat(100), fc.nat(100))
    .map(([from, length]) => ({ from, to: from + length }));

  it('is every instant of it that nothing took, and no other', () => {
    fc.assert(
      fc.property(span, fc.array(span, { maxLength: 5 }), fc.nat(200), (whole, taken, instant) => {
        const at = instant + 0.5;
        const isIn = ({ from, to }: Span) => from < at && at < to;
        expect(without(whole, taken).some(isIn)).to.equal(isIn(whole) && !taken.some(isIn));
      }),
    );
  });
});
