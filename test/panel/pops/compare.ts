import type { AtSeat, JournalAccount } from './journal-account.ts';
import type { PageHistory, Pop, Shown, ShownCard, Span, Who } from './shown.ts';

/** The way between bridge and page was broken: `cut`, both ends know; `silent`, nobody is told. */
export interface Disturbance extends Span {
  kind: 'cut' | 'silent';
}

/** ms */
export interface Bounds {
  /** a ring or talk that could be seen for less than this need not have been shown */
  short: number;
  /** so long after it happened a page may still show what was before */
  late: number;
  /** a page that hears nothing for so long says so */
  silence: number;
}

export type DeviationKind =
  /** rang where it could be seen, and nothing came up */
  | 'missed'
  /** rang where it could be seen, and came up long after */
  | 'tardy'
  /** one ring came up twice */
  | 'double'
  /** came up, or was shown as going on, after it was over */
  | 'stale'
  /** came up where it neither rang nor was talked to */
  | 'foreign'
  /** talked where it could be seen, and the page never said so */
  | 'untold'
  /** drawn as what is so now, while a link was down */
  | 'unmarked'
  /** another caller's number beside the card in front */
  | 'stranger'
  /** said to be answered at a seat where it was not */
  | 'wrong-seat';

export interface Deviation {
  kind: DeviationKind;
  seat: string;
  who: Who;
  at: number;
  journal: string;
  page: string;
}

type InHand = 'ringing' | 'talk';

/** Where the histories of the pages and the journal do not agree; empty where they do. */
export function deviations(
  account: JournalAccount,
  histories: readonly PageHistory[],
  disturbed: ReadonlyMap<string, readonly Disturbance[]>,
  bounds: Bounds,
): Deviation[] {
  return histories
    .flatMap((history) => {
      const at = new OneSeat(account, history, disturbed.get(history.seat) ?? [], bounds);
      return [
        ...at.pops(),
        ...at.talks(),
        ...at.liveLooks(),
        ...at.marks(),
        ...at.strangers(),
        ...at.elsewhere(),
      ];
    })
    .toSorted((one, other) => one.at - other.at);
}

class OneSeat {
  readonly #account: JournalAccount;
  readonly #history: PageHistory;
  readonly #disturbed: readonly Disturbance[];
  readonly #bounds: Bounds;
  readonly #rings: readonly AtSeat[];
  readonly #talks: readonly AtSeat[];

  constructor(
    account: JournalAccount,
    history: PageHistory,
    disturbed: readonly Disturbance[],
    bounds: Bounds,
  ) {
    const here = ({ seat }: AtSeat) => seat === history.seat;
    this.#account = account;
    this.#history = history;
    this.#disturbed = disturbed;
    this.#bounds = bounds;
    this.#rings = account.rings.filter(here);
    this.#talks = account.talks.filter(here);
  }

  /** Each ring that could be seen has one pop, each pop its ring. */
  pops(): Deviation[] {
    const found: Deviation[] = [];
    const popOf = new Map<AtSeat, Pop>();
    for (const pop of this.#history.pops) {
      const rings = this.#rings.filter(({ who, from }) => who === pop.who && from <= pop.at + clockSlack);
      const ring = rings.findLast((one) => !popOf.has(one) && this.#seenUntil(one) >= pop.at);
      if (ring !== undefined) {
        popOf.set(ring, pop);
        continue;
      }
      const last = rings.at(-1);
      const kind = last === undefined ? 'foreign' : popOf.has(last) ? 'double' : 'stale';
      const before = last && popOf.get(last);
      found.push(
        this.#deviation(kind, pop.who, pop.at, {
          journal: last === undefined ? 'no such ring here' : spanWords(last),
          page:
            before === undefined
              ? `pop ${pop.n}`
              : `pop ${pop.n}, after pop ${before.n} at ${time(before.at)}`,
        }),
      );
    }
    for (const ring of this.#rings) {
      const pop = popOf.get(ring);
      const seenFrom = this.#seenFrom(ring);
      if (seenFrom === null) continue;
      if (pop !== undefined) {
        if (pop.at <= seenFrom + this.#bounds.late) continue;
        const sides = { journal: spanWords(ring), page: `pop ${pop.n}` };
        found.push(this.#deviation('tardy', ring.who, pop.at, sides));
        continue;
      }
      found.push(
        this.#deviation('missed', ring.who, ring.from, { journal: spanWords(ring), page: 'no pop' }),
      );
    }
    return found;
  }

  /** Each talk that could be seen was shown as one. */
  talks(): Deviation[] {
    const shown = this.#looks('talk', () => true);
    return this.#talks.flatMap((talk) => {
      // a number that is nobody's: one seat consults another
      if (talk.who === null || this.#seenFrom(talk) === null) return [];
      const until = this.#seenUntil(talk);
      if (shown.some(({ who, from, to }) => who === talk.who && from <= until && to >= talk.from)) return [];
      return [
        this.#deviation('untold', talk.who, talk.from, { journal: spanWords(talk), page: 'no such talk' }),
      ];
    });
  }

  /** What is drawn as going on was going on. */
  liveLooks(): Deviation[] {
    const found: Deviation[] = [];
    for (const kind of ['ringing', 'talk'] as const) {
      const truth = kind === 'ringing' ? this.#rings : this.#talks;
      for (const look of this.#looks(kind, ({ live }) => live)) {
        if (look.who === null) continue;
        const own = truth.filter(({ who }) => who === look.who);
        const rest = without(
          look,
          own.map((one) => ({ from: one.from - clockSlack, to: this.#seenUntil(one) })),
        )[0];
        if (rest === undefined) continue;
        const before = own.findLast(({ from }) => from <= rest.from);
        found.push(
          this.#deviation(before === undefined ? 'foreign' : 'stale', look.who, rest.from, {
            journal: before === undefined ? `no such ${kind} here` : spanWords(before),
            page: `${kind} from ${time(look.from)} to ${time(look.to)}`,
          }),
        );
      }
    }
    return found;
  }

  /** While a link is down, nothing looks live. */
  marks(): Deviation[] {
    const { late, silence } = this.#bounds;
    const down = this.#disturbed.map(({ kind, from, to }) => ({
      why: `page ${kind}`,
      from: from + (kind === 'cut' ? 0 : silence) + late,
      to,
    }));
    const away = this.#account.exchangeAway.flatMap((span) =>
      // what the page could not be told, it could not show
      without(
        { from: span.from + late, to: span.to },
        this.#disturbed.map((one) => ({ ...one, to: one.to + late })),
      ),
    );
    const spans = [...down, ...away.map((span) => ({ why: 'exchange away', ...span }))];
    return (['ringing', 'talk'] as const).flatMap((kind) =>
      this.#looks(kind, ({ live }) => live).flatMap((look) => {
        const span = spans.find(({ from, to }) => look.from < to && look.to > from && from < to);
        if (span === undefined) return [];
        const journal = `${span.why} from ${time(span.from)} to ${time(span.to)}`;
        const page = `${kind}, live, from ${time(look.from)} to ${time(look.to)}`;
        return [this.#deviation('unmarked', look.who, Math.max(look.from, span.from), { journal, page })];
      }),
    );
  }

  strangers(): Deviation[] {
    return this.#history.shown.flatMap(({ at, cards, strangers }) => {
      const who = cards.find(({ place }) => place === 'front')?.who ?? null;
      const page = `beside it ${strangers.join()}`;
      return strangers.length === 0
        ? []
        : [this.#deviation('stranger', who, at, { journal: 'nobody else', page })];
    });
  }

  /** 已由 1003 接听: there it was. */
  elsewhere(): Deviation[] {
    return this.#history.shown.flatMap(({ at, cards }) =>
      cards.flatMap(({ who, by }) => {
        if (who === null || by === null) return [];
        const talks = this.#account.talks.filter((talk) => talk.who === who);
        if (talks.some(({ seat, from }) => seat === by && from <= at + clockSlack)) return [];
        const journal =
          talks.map((talk) => `${talk.seat} ${spanWords(talk)}`).join('; ') || 'nobody talked to it';
        return [this.#deviation('wrong-seat', who, at, { journal, page: `answered by ${by}` })];
      }),
    );
  }

  /** Stretches in which a caller was shown in this way. */
  #looks(kind: InHand, which: (card: ShownCard) => boolean): (Span & { who: Who })[] {
    const { shown, until } = this.#history;
    const open = new Map<Who, number>();
    const looks: (Span & { who: Who })[] = [];
    const close = (who: Who, from: number, to: number) => {
      open.delete(who);
      looks.push({ who, from, to });
    };
    for (const one of shown) {
      const now = new Set(
        one.cards.filter((card) => inHand(card) === kind && which(card)).map(({ who }) => who),
      );
      for (const [who, from] of [...open]) if (!now.has(who)) close(who, from, one.at);
      for (const who of now) if (!open.has(who)) open.set(who, one.at);
    }
    for (const [who, from] of [...open]) close(who, from, until);
    return looks;
  }

  /** Until when a page may show it: longer where it could not be told that it is over. */
  #seenUntil({ to }: AtSeat): number {
    if (to === null) return Number.POSITIVE_INFINITY;
    const { late } = this.#bounds;
    let until = to + late;
    for (const span of this.#disturbed.toSorted((one, other) => one.from - other.from))
      if (span.from <= until && span.to >= to) until = Math.max(until, span.to + late);
    return until;
  }

  /** When both links were up and the page looked alive for long enough at a stretch; null: never. */
  #seenFrom({ from, to }: AtSeat): number | null {
    const blind = [...this.#disturbed, ...this.#account.exchangeAway, ...this.#unheard()];
    const spans = without({ from, to: to ?? this.#history.until }, blind);
    return spans.find((span) => span.to - span.from >= this.#bounds.short)?.from ?? null;
  }

  /** The page said itself that it does not hear the bridge: it is back a while after the way is mended. */
  #unheard(): Span[] {
    const spans: Span[] = [];
    const { shown, until } = this.#history;
    for (const [i, one] of shown.entries())
      if (!one.bridge) spans.push({ from: one.at, to: next(shown, i)?.at ?? until });
    return [{ from: 0, to: shown[0]?.at ?? until }, ...spans];
  }

  #deviation(
    kind: DeviationKind,
    who: Who,
    at: number,
    sides: Pick<Deviation, 'journal' | 'page'>,
  ): Deviation {
    return { kind, seat: this.#history.seat, who, at, ...sides };
  }
}

/** Two processes that read one clock, and a turn of an event loop between. */
const clockSlack = 50;

function next(shown: readonly Shown[], i: number): Shown | undefined {
  return shown[i + 1];
}

function inHand({ phase }: ShownCard): InHand | null {
  switch (phase) {
    case 'ringing':
      return 'ringing';
    case 'talking':
    case 'held':
    case 'consulting':
    case 'conference':
      return 'talk';
    case 'ended':
    case 'elsewhere':
    case 'missed':
    case 'other':
      return null;
    default:
      return phase satisfies never;
  }
}

/** What is left of a span. */
export function without(span: Span, taken: readonly Span[]): Span[] {
  let left = [span];
  for (const { from, to } of taken)
    left = left.flatMap((one) =>
      to <= one.from || from >= one.to
        ? [one]
        : [
            { from: one.from, to: from },
            { from: to, to: one.to },
          ].filter((part) => part.to > part.from),
    );
  return left;
}

function spanWords({ from, to, reconciled }: AtSeat): string {
  return `${time(from)}–${to === null ? 'on' : time(to)}${reconciled ? ', reconciled' : ''}`;
}

/** `10:00:01.250`, UTC */
export function time(at: number): string {
  return Number.isFinite(at) ? new Date(at).toISOString().slice(11, 23) : String(at);
}

export function deviationWords({ kind, seat, who, at, journal, page }: Deviation): string {
  return `${kind.padEnd(10)} ${time(at)} seat ${seat}, caller ${who ?? 'without a number'} | journal: ${journal} | page: ${page}`;
}
