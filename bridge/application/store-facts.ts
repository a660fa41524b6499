import type { CallFact } from '../domain/telephony/call-facts.ts';
import type { FloorState } from '../domain/telephony/floor.ts';
import type { FloorChange } from '../domain/telephony/floor-change.ts';
import { forgetCall, legsOfCall, liveCallIds } from '../domain/telephony/floor-views.ts';
import { callFact } from '../domain/telephony/project-call.ts';
import type { CallSpans } from './call-spans.ts';
import type { Log, Timer } from './ports.ts';
import type { FactStore, Sealer, StoredFact } from './store.ts';

/** Late evidence (a completion that comes after the hang-up) is waited for so long before a call is forgotten. */
const lingerMs = 3000;
const retryMs = 1000;
/**
 * So long ended calls gather. What comes late of a call is then stored with it, and a busy floor writes a few times a
 * second: each time all events so far are written first, which must not become a commit for each call.
 */
const gatherMs = 200;
/** Of so many calls the oldest is looked for this often, not with each one that ends. */
const busyCalls = 500;
const resumeEveryMs = 500;
/** A transaction for each call would make the reading of a long journal take minutes. */
const readAtOnce = 500;
/** Spans of legs that no call knows are swept when there are so many more than live ones. */
const strayLegs = 20_000;

export interface FactKeeperNeeds {
  floor: FloorState;
  spans: CallSpans;
  stream: string;
  pbxId: string;
  facts: FactStore;
  sealer: Sealer;
  timer: Timer;
  log: Log;
  position(): number;
  /** everything appended so far is on disk */
  flush(): Promise<void>;
}

/**
 * Stores what ended calls came to, and lets go of them. Facts are written after the events they rest on are on disk,
 * with the position from which a new start must read so that every call that is still alive is whole.
 */
export class FactKeeper {
  readonly #needs: FactKeeperNeeds;
  /** over, and not yet stored as they are now */
  readonly #toStore = new Set<string>();
  /** on their way to the disk: if it refuses them, they are to be stored again */
  #underWay: ReadonlySet<string> = new Set();
  /** over and not yet forgotten */
  readonly #ended = new Set<string>();
  /** over in the journal that is read again, and not looked up yet */
  readonly #endedInReading = new Set<string>();
  #resume: { position: number; at: number } | null = null;
  #storing: Promise<void> | null = null;
  #closing = false;
  /** ends the gathering that is under way */
  #hurry = () => {};

  constructor(needs: FactKeeperNeeds) {
    this.#needs = needs;
  }

  noteChanges(changes: readonly FloorChange[]): void {
    for (const change of changes) {
      if (change.kind === 'call-ended') this.#end(change.callId);
      else if (change.kind === 'call-changed' && this.#ended.has(change.callId))
        this.#toStore.add(change.callId);
    }
    if (this.#toStore.size > 0) this.#storing ??= this.#storeAll();
  }

  /** What ends while the journal is read again at the start; some hundreds are then dealt with at once. */
  async noteRead(changes: readonly FloorChange[], position: number): Promise<void> {
    for (const change of changes) if (change.kind === 'call-ended') this.#endedInReading.add(change.callId);
    if (this.#endedInReading.size >= readAtOnce) await this.storeRead(position);
  }

  /**
   * A call that ends while the journal is read again was stored before the stop, unless the stop came between. It is
   * stored only if nothing fuller is there: a call that began before the reading did is seen in part.
   */
  async storeRead(position: number): Promise<void> {
    const { floor, facts, stream, spans } = this.#needs;
    const over = [...this.#endedInReading].filter((id) => floor.calls.get(id)?.over === true);
    this.#endedInReading.clear();
    const found = over.map((id) => this.#stored(id)).filter((stored) => stored !== null);
    const before = await Promise.all(found.map(({ callKey }) => facts.byKey(callKey)));
    const missing = found.filter((_stored, i) => before[i] === null);
    if (missing.length > 0) await facts.put(stream, missing, position, this.#resumeFrom());
    for (const { fact } of found) {
      forgetCall(floor, fact.callId);
      spans.forget(fact.uniqueIds);
    }
  }

  /** Everything that is over is stored, or it cannot be: then the next start reads it from the journal. */
  async settle(): Promise<void> {
    this.#closing = true;
    this.#hurry();
    await this.#storing;
  }

  ended(): Iterable<string> {
    return this.#ended;
  }

  #end(callId: string): void {
    if (!this.#ended.has(callId)) {
      this.#ended.add(callId);
      this.#needs.timer.after(lingerMs, () => this.#forget(callId));
    }
    this.#toStore.add(callId);
  }

  async #storeAll(): Promise<void> {
    const { facts, stream, log } = this.#needs;
    while (this.#toStore.size > 0) {
      await this.#gather();
      const ids = [...this.#toStore];
      try {
        await this.#needs.flush();
        const through = this.#needs.position();
        for (const id of ids) this.#toStore.delete(id);
        this.#underWay = new Set(ids);
        const batch = ids.map((id) => this.#stored(id)).filter((stored) => stored !== null);
        await facts.put(stream, batch, through, this.#resumeFrom());
      } catch (error) {
        for (const id of ids) this.#toStore.add(id);
        log.error('facts of ended calls could not be stored; they are kept and tried again', {
          calls: ids.length,
          error,
        });
        if (this.#closing) break;
        await new Promise<void>((resolve) => this.#needs.timer.after(retryMs, resolve));
      } finally {
        this.#underWay = new Set();
      }
    }
    this.#storing = null;
  }

  async #gather(): Promise<void> {
    if (this.#closing) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const cancel = this.#needs.timer.after(gatherMs, resolve);
    this.#hurry = resolve;
    await promise;
    cancel();
  }

  #forget(callId: string): void {
    if (this.#toStore.has(callId) || this.#underWay.has(callId)) {
      this.#needs.timer.after(lingerMs, () => this.#forget(callId));
      return;
    }
    const fact = callFact(this.#needs.floor, callId);
    this.#ended.delete(callId);
    forgetCall(this.#needs.floor, callId);
    if (fact !== null) this.#needs.spans.forget(fact.uniqueIds);
  }

  #stored(callId: string): StoredFact | null {
    const { floor, spans, sealer, pbxId } = this.#needs;
    const fact = callFact(floor, callId);
    if (fact === null) return null;
    const span = spans.of(fact.uniqueIds);
    const position = this.#needs.position();
    return {
      callKey: `${pbxId}/${callId}`,
      fact,
      callerRef: callerReference(fact, (number) => sealer.reference(number)),
      firstPosition: span?.first ?? position,
      lastPosition: span?.last ?? position,
    };
  }

  /**
   * Read after this position at the next start: just before the first event of the oldest call that is not stored. On a
   * busy floor it may be some moments old: the next start then reads a little more than it must.
   */
  #resumeFrom(): number {
    const { floor, timer } = this.#needs;
    const now = timer.now();
    const known = this.#resume;
    if (known !== null && floor.calls.size > busyCalls && now - known.at < resumeEveryMs)
      return known.position;
    const position = this.#oldest();
    this.#resume = { position, at: now };
    return position;
  }

  #oldest(): number {
    const { floor, spans } = this.#needs;
    const legs = new Set<string>();
    // Their legs alone: the facts of two thousand live calls, worked out for each one that ends, are too dear.
    for (const id of [...liveCallIds(floor), ...this.#toStore])
      for (const leg of legsOfCall(floor, id)) legs.add(leg);
    if (spans.size > legs.size + strayLegs) spans.keepOnly(legs.union(this.#endedLegs()));
    const oldest = spans.of(legs);
    return oldest === null ? this.#needs.position() : oldest.first - 1;
  }

  #endedLegs(): Set<string> {
    return new Set([...this.#ended].flatMap((id) => legsOfCall(this.#needs.floor, id)));
  }
}

/** A seat's extension is no citizen: only who called the city, or was called by it, gets a reference. */
function callerReference(fact: CallFact, reference: (number: string) => string): string | null {
  if (fact.caller === null || (fact.kind !== 'inbound' && fact.kind !== 'outbound')) return null;
  return reference(fact.caller);
}
