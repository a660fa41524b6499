import type { CallFact } from '../domain/telephony/call-facts.ts';
import type { TelephonyEvent } from '../domain/telephony/event.ts';
import { createFloor, type FloorState } from '../domain/telephony/floor.ts';
import type { FloorChange, LiveCall, QueueView, SeatView } from '../domain/telephony/floor-change.ts';
import {
  liveCall,
  liveCallIds,
  queueViews,
  seatView,
  waitingViews,
} from '../domain/telephony/floor-views.ts';
import { follow } from '../domain/telephony/follow.ts';
import { legsAround, legsBeside, legsIn, livingLegs } from '../domain/telephony/living-legs.ts';
import { callFact } from '../domain/telephony/project-call.ts';
import { endedUnheard, membershipsUnheard } from '../domain/telephony/reconcile.ts';
import { reduceFloor } from '../domain/telephony/reduce-floor.ts';
import type { SiteFacts } from '../domain/telephony/site.ts';
import { CallSpans } from './call-spans.ts';
import { ClockOffset } from './clock-offset.ts';
import type {
  Finding,
  FoundMemberships,
  JournalPosition,
  JournalWriter,
  LinkState,
  Log,
  PbxSource,
  Timer,
} from './ports.ts';
import { readJournal } from './read-journal.ts';
import type { Store } from './store.ts';
import { FactKeeper } from './store-facts.ts';

/** So many events tell the exchange's clock where nothing else has to be read again. */
const eventsForClock = 200;

/** Told after each event of the living floor; never while the journal is read again at the start. */
export interface FloorWatcher {
  /** what the event changed; queries on the keeper already give the state after it */
  changed?(changes: readonly FloorChange[]): void;
  /** a membership or a pause was told; null: all of them, by a snapshot */
  membershipTold?(seat: string | null): void;
  linked?(link: LinkState): void;
  /** the start-up report, whole, whenever it changes */
  reported?(findings: readonly Finding[]): void;
}

export interface FloorKeeperNeeds {
  source: PbxSource;
  site: SiteFacts;
  store: Pick<Store, 'journal' | 'facts' | 'sealer'>;
  timer: Timer;
  log: Log;
}

/**
 * The floor, alive: every event of the exchange is folded at once, pushed to who watches, and journaled beside that
 * (group commit, never waited for here). What is known of the floor is asked of this object and nowhere else.
 */
export class FloorKeeper {
  readonly site: SiteFacts;
  readonly stream: string;
  readonly #needs: FloorKeeperNeeds;
  readonly #floor: FloorState;
  readonly #spans = new CallSpans();
  readonly #offset = new ClockOffset();
  readonly #watchers: FloorWatcher[] = [];
  readonly #seatOfInterface: ReadonlyMap<string, string>;
  readonly #facts: FactKeeper;
  #writer: JournalWriter | null = null;
  #head: JournalPosition;
  #link: LinkState;
  #findings: Finding[] = [];
  #snapshotTaken = false;
  #unjournaled = 0;

  constructor(needs: FloorKeeperNeeds) {
    this.#needs = needs;
    this.site = needs.site;
    this.stream = `pbx/${needs.site.pbxId}`;
    this.#floor = createFloor(needs.site);
    this.#head = { stream: this.stream, epoch: 0, position: 0 };
    this.#link = { state: 'connecting', attempt: 0, since: needs.timer.now() };
    this.#seatOfInterface = new Map(needs.site.seats.map(({ seat, interface: line }) => [line, seat]));
    this.#facts = new FactKeeper({
      floor: this.#floor,
      spans: this.#spans,
      stream: this.stream,
      pbxId: needs.site.pbxId,
      facts: needs.store.facts,
      sealer: needs.store.sealer,
      timer: needs.timer,
      log: needs.log,
      position: () => this.#head.position,
      flush: async () => {
        await this.#writer?.flush();
      },
    });
  }

  /** Reads what the journal holds of calls that were alive at the last stop, so that they are whole. */
  async read(): Promise<void> {
    const { journal, facts } = this.#needs.store;
    this.#writer = await journal.open(this.stream);
    const from = await facts.resumeFrom(this.stream);
    for await (const { event, position } of readJournal(journal, this.stream, from, this.#needs.log)) {
      this.#head = { ...this.#head, position };
      this.#offset.note(event);
      this.#spans.note(event, position);
      await this.#facts.noteRead(reduceFloor(this.#floor, event), position);
    }
    await this.#facts.storeRead(this.#head.position);
    const head = await journal.head(this.stream);
    const position = Math.max(this.#head.position, head?.position ?? 0);
    this.#head = { stream: this.stream, epoch: this.#writer.epoch, position };
    if (!this.#offset.known) await this.#readClock(position);
  }

  /** Who was signed in when is by the bridge's clock: it must be comparable to the exchange's before the first event. */
  async #readClock(head: number): Promise<void> {
    const after = Math.max(0, head - eventsForClock);
    for await (const { event } of readJournal(this.#needs.store.journal, this.stream, after, this.#needs.log))
      this.#offset.note(event);
  }

  /** From here on the floor lives. */
  listen(): void {
    this.#needs.source.start({
      event: (event) => this.#take(event),
      link: (state) => this.#linked(state),
      report: (findings) => {
        this.#findings = findings;
        for (const watcher of this.#watchers) watcher.reported?.(findings);
      },
    });
  }

  async stop(): Promise<void> {
    await this.#needs.source.stop();
    await this.#facts.settle();
    await this.#writer?.close();
  }

  watch(watcher: FloorWatcher): void {
    this.#watchers.push(watcher);
  }

  get link(): LinkState {
    return this.#link;
  }

  get findings(): readonly Finding[] {
    return this.#findings;
  }

  /** Whether what is known of queues and pauses was told by the exchange since the link is up. */
  get membershipsKnown(): boolean {
    return this.#snapshotTaken && this.#link.state === 'up';
  }

  get head(): JournalPosition {
    return this.#head;
  }

  seat(seat: string): SeatView | null {
    return seatView(this.#floor, seat);
  }

  queues(): QueueView[] {
    return queueViews(this.#floor);
  }

  waiting(): Pick<QueueView, 'queue' | 'waiting'>[] {
    return waitingViews(this.#floor);
  }

  call(callId: string): LiveCall | null {
    return liveCall(this.#floor, callId);
  }

  /** Whether the call is alive, or over and not forgotten yet. */
  knows(callId: string): boolean {
    return this.#floor.calls.has(callId);
  }

  /** Also of a call that is forgotten. */
  isOver(callId: string): boolean {
    return this.#floor.calls.get(callId)?.over ?? true;
  }

  fact(callId: string): CallFact | null {
    return callFact(this.#floor, callId);
  }

  liveCalls(): string[] {
    return liveCallIds(this.#floor);
  }

  /** Also those that are over and not forgotten yet. */
  knownCalls(): string[] {
    return [...this.liveCalls(), ...this.#facts.ended()];
  }

  /** The first position of a call's events, for a call that is still known here. */
  span(fact: CallFact): { first: number; last: number } | null {
    return this.#spans.of(fact.uniqueIds);
  }

  /** Ids of all legs that are taken for alive. */
  livingLegs(): string[] {
    return livingLegs(this.#floor);
  }

  /** Of those, the ones that hold a seat in its state. */
  legsAround(seat: string): string[] {
    return legsAround(this.#floor, seat);
  }

  legsIn(callId: string): string[] {
    return legsIn(this.#floor, callId);
  }

  /** The living legs of the call that a leg is of. */
  legsBeside(leg: string): string[] {
    return legsBeside(this.#floor, leg);
  }

  /** The exchange said that it has these no more: their end is folded and journaled, marked `reconciled`. */
  endUnheard(legs: ReadonlySet<string>): void {
    for (const event of endedUnheard(this.#floor, legs, this.#now())) this.#take(event);
  }

  /**
   * What the exchange has of a telephone's memberships: where it differs it is folded and journaled likewise.
   * @returns in how many places
   */
  membershipsFound(line: string, { queues, members }: FoundMemberships): number {
    const told = { listed: queues, members };
    const differences = membershipsUnheard(this.#floor, line, told, this.#now());
    for (const event of differences) this.#take(event);
    return differences.length;
  }

  callKey(callId: string): string {
    return `${this.site.pbxId}/${callId}`;
  }

  /** µs of the exchange → ms of the bridge */
  toBridge(micros: number): number {
    return this.#offset.toBridge(micros);
  }

  /** ms of the bridge → µs of the exchange */
  toExchange(ms: number): number {
    return this.#offset.toExchange(ms);
  }

  /** What a snapshot shows to be different follows it as events of their own, journaled like those that were seen. */
  #take(event: TelephonyEvent): void {
    this.#offset.note(event);
    if (event.type === 'queues-found') this.#snapshotTaken = true;
    if (event.type === 'link-lost') this.#snapshotTaken = false;
    follow(this.#floor, event, (each, changes) => this.#tell(each, changes));
    // Told once the whole snapshot is folded: a half of it must not look like lost memberships.
    const told = this.#membershipsTold(event);
    if (told !== undefined)
      for (const watcher of this.#watchers) this.#guard(event, () => watcher.membershipTold?.(told));
  }

  #tell(event: TelephonyEvent, changes: FloorChange[]): void {
    this.#journal(event);
    this.#facts.noteChanges(changes);
    if (changes.length === 0) return;
    for (const watcher of this.#watchers) this.#guard(event, () => watcher.changed?.(changes));
  }

  /** A disk that refuses must not stop the floor: what is missing then, the next snapshot finds and marks. */
  #journal(event: TelephonyEvent): void {
    try {
      const position = this.#writer?.append(event.type, event) ?? this.#head.position;
      this.#head = { ...this.#head, position };
      if (this.#unjournaled > 0) {
        this.#needs.log.warn('the journal takes events again; those between are missing', {
          missing: this.#unjournaled,
        });
        this.#unjournaled = 0;
      }
    } catch (error) {
      if (this.#unjournaled === 0)
        this.#needs.log.error('the journal takes no events; the floor goes on without it', { error });
      this.#unjournaled += 1;
    }
    this.#spans.note(event, this.#head.position);
  }

  /** One watcher's fault is not the floor's, nor the next watcher's. */
  #guard(event: TelephonyEvent, run: () => void): void {
    try {
      run();
    } catch (error) {
      this.#needs.log.error('what an event changed could not be dealt with', { type: event.type, error });
    }
  }

  #membershipsTold(event: TelephonyEvent): string | null | undefined {
    switch (event.type) {
      case 'queues-found':
        return null;
      case 'member-seen':
        return this.#seatOf(event.member.interface) ?? this.#seatOf(event.member.stateInterface) ?? undefined;
      case 'member-removed':
        return this.#seatOf(event.interface) ?? this.#seatOf(event.stateInterface) ?? undefined;
      default:
        return undefined;
    }
  }

  #now(): Pick<TelephonyEvent, 'at' | 'receivedAt'> {
    const receivedAt = this.#needs.timer.now();
    return { at: Math.floor(receivedAt * 1000), receivedAt };
  }

  #seatOf(line: string): string | null {
    return this.#seatOfInterface.get(line) ?? null;
  }

  #linked(state: LinkState): void {
    this.#link = state;
    if (state.state !== 'up') this.#snapshotTaken = false;
    for (const watcher of this.#watchers) watcher.linked?.(state);
  }
}
