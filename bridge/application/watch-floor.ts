import type { Figure } from '../domain/figures/kpi.ts';
import type { FloorChange } from '../domain/telephony/floor-change.ts';
import type { SeatState } from '../domain/telephony/seat-state.ts';
import type { Desks } from './desks.ts';
import type { FloorKeeper } from './floor-keeper.ts';
import { type QueueRow, queueRow, type SeatRow, seatRow } from './floor-rows.ts';
import type { HelpDesk, HelpRow } from './help/help-desk.ts';
import { type LinkView, linkView } from './link-words.ts';
import type { JournalPosition, LinkState, Timer } from './ports.ts';
import type { Scopes } from './scopes.ts';
import type { Account } from './store.ts';
import type { TimeLimits } from './time-limits.ts';
import type { TodaysFigures } from './todays-figures.ts';

/** At most ten times a second rows are told, and twice a second figures: more nobody can read. */
const rowsEveryMs = 100;
const figuresEveryMs = 500;

export type FigureRow = Figure & { asOf: JournalPosition | null };

export interface FloorBoard {
  link: LinkView;
  seats: SeatRow[];
  queues: QueueRow[];
  figures: FigureRow[];
  help: HelpRow[];
}

/** What changed since it was last told. */
export interface FloorNews {
  seats: ReadonlySet<string>;
  queues: ReadonlySet<string>;
  figures: boolean;
  link: boolean;
  help: boolean;
}

/** The live floor for team leads, supervisors and walls: whole, or the rows that changed, each by the viewer's scope. */
export class WatchFloor {
  readonly #floor: FloorKeeper;
  readonly #desks: Desks;
  readonly #figures: TodaysFigures;
  readonly #limits: TimeLimits;
  readonly #help: HelpDesk;
  readonly #scopes: Scopes;
  readonly #timer: Timer;
  readonly #listeners: ((news: FloorNews) => void)[] = [];
  #seats = new Set<string>();
  #queues = new Set<string>();
  #linkMoved = false;
  #helpMoved = false;
  #figuresMoved = false;
  #figuresToldAt = 0;
  #waiting = false;
  /** as the floor told them: asking it for each seat of each queue, ten times a second, is too dear */
  readonly #states = new Map<string, SeatState>();
  /** what the pages of each unit were told of each figure */
  readonly #toldFigures = new Map<string, Map<string, string>>();

  constructor(needs: {
    floor: FloorKeeper;
    desks: Desks;
    figures: TodaysFigures;
    limits: TimeLimits;
    help: HelpDesk;
    scopes: Scopes;
    timer: Timer;
  }) {
    this.#floor = needs.floor;
    this.#desks = needs.desks;
    this.#figures = needs.figures;
    this.#limits = needs.limits;
    this.#help = needs.help;
    this.#scopes = needs.scopes;
    this.#timer = needs.timer;
  }

  listen(listener: (news: FloorNews) => void): void {
    this.#listeners.push(listener);
  }

  changed(changes: readonly FloorChange[]): void {
    for (const change of changes) {
      if (change.kind === 'seat-changed') this.#states.set(change.seat, change.to);
      if ('seat' in change) this.#seatMoved(change.seat);
      if (change.kind === 'queue-changed') this.#queues.add(change.queue);
      if (change.kind === 'link-changed') this.#linkMoved = true;
    }
    if (this.#figures.changed(changes)) this.#figuresMoved = true;
    this.#tellSoon();
  }

  membershipTold(seat: string | null): void {
    if (seat !== null) this.#seatMoved(seat);
    else for (const one of this.#floor.site.seats) this.#seatMoved(one.seat);
    this.#tellSoon();
  }

  linked(_link: LinkState): void {
    this.#linkMoved = true;
    this.#tellSoon();
  }

  /** Somebody sat down or stood up, or has more time. */
  seatTold(seat: string): void {
    this.#seatMoved(seat);
    this.#tellSoon();
  }

  /** Somebody asked for help, or it is not needed any more. */
  helpTold(): void {
    this.#helpMoved = true;
    this.#tellSoon();
  }

  recordSaved(): void {
    this.#figuresMoved = true;
    this.#tellSoon();
  }

  board(account: Account): FloorBoard {
    const { site } = this.#floor;
    // A page that begins now knows other values than those who were told last: next time all are told all.
    this.#toldFigures.delete(account.unitId);
    return {
      link: linkView(this.#floor.link),
      seats: this.#seatRows(
        account,
        site.seats.map(({ seat }) => seat),
      ),
      queues: this.#queueRows(account, new Set(site.queues.map(({ queue }) => queue))),
      figures: this.figures(account),
      help: this.#help.rows(account),
    };
  }

  /** To be asked once for each unit whenever there is news: it remembers what was told. */
  news(account: Account, news: FloorNews): FloorBoard {
    return {
      link: linkView(this.#floor.link),
      seats: this.#seatRows(account, news.seats),
      queues: this.#queueRows(account, news.queues),
      figures: news.figures ? this.#changedFigures(account) : [],
      help: news.help ? this.#help.rows(account) : [],
    };
  }

  figures(account: Account): FigureRow[] {
    const asOf = this.#floor.head;
    return this.#figures
      .figures((unitId) => this.#scopes.sees(account, unitId))
      .map((figure) => ({ ...figure, asOf }));
  }

  #changedFigures(account: Account): FigureRow[] {
    const told = this.#toldFigures.get(account.unitId) ?? new Map<string, string>();
    this.#toldFigures.set(account.unitId, told);
    return this.figures(account).filter(({ id, value, numerator, denominator }) => {
      const now = `${value} ${numerator} ${denominator}`;
      const moved = told.get(id) !== now;
      told.set(id, now);
      return moved;
    });
  }

  #seatMoved(seat: string): void {
    this.#seats.add(seat);
    for (const { queue } of this.#floor.seat(seat)?.queues ?? []) this.#queues.add(queue);
  }

  #tellSoon(): void {
    if (this.#waiting) return;
    this.#waiting = true;
    this.#timer.after(rowsEveryMs, () => this.#tell());
  }

  #tell(): void {
    this.#waiting = false;
    const now = this.#timer.now();
    const figures = this.#figuresMoved && now - this.#figuresToldAt >= figuresEveryMs;
    if (figures) {
      this.#figuresMoved = false;
      this.#figuresToldAt = now;
    }
    const [link, help] = [this.#linkMoved, this.#helpMoved];
    const news = { seats: this.#seats, queues: this.#queues, figures, link, help };
    this.#seats = new Set();
    this.#queues = new Set();
    this.#linkMoved = false;
    this.#helpMoved = false;
    if (this.#figuresMoved) this.#tellSoon();
    if (news.seats.size === 0 && news.queues.size === 0 && !figures && !link && !help) return;
    for (const listener of this.#listeners) listener(news);
  }

  #seatRows(account: Account, seats: Iterable<string>): SeatRow[] {
    const rows: SeatRow[] = [];
    for (const seat of seats) {
      const unitId = this.#desks.at(seat)?.account.unitId ?? null;
      const row = this.#scopes.sees(account, unitId)
        ? seatRow(this.#floor, this.#desks, this.#limits, seat)
        : null;
      if (row !== null) rows.push(row);
    }
    return rows;
  }

  #queueRows(account: Account, wanted: ReadonlySet<string>): QueueRow[] {
    if (wanted.size === 0) return [];
    const stateOf = (seat: string) => this.#stateOf(seat);
    const isPageLost = (seat: string) => (this.#desks.at(seat)?.pageLostSince ?? null) !== null;
    const rows: QueueRow[] = [];
    for (const view of this.#floor.queues()) {
      const facts = this.#floor.site.queues.find(({ queue }) => queue === view.queue);
      if (facts === undefined || !wanted.has(view.queue) || !this.#scopes.sees(account, facts.unitId))
        continue;
      rows.push(queueRow(this.#floor, view, facts.name, stateOf, isPageLost));
    }
    return rows;
  }

  #stateOf(seat: string): SeatState {
    const known = this.#states.get(seat) ?? this.#floor.seat(seat)?.state ?? 'LOGGED_OUT';
    this.#states.set(seat, known);
    return known;
  }
}
