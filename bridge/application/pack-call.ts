import { z } from 'zod';
import { arrivalOf } from '../domain/figures/count-call.ts';
import { chinaTime } from '../domain/figures/period.ts';
import { may } from '../domain/people/role.ts';
import type { CallFact } from '../domain/telephony/call-facts.ts';
import type { TelephonyEvent } from '../domain/telephony/event.ts';
import { actsSince } from './acts-since.ts';
import { interactionIdOf } from './card.ts';
import type { Desks } from './desks.ts';
import { type CallEvent, eventsOfCall, findCall } from './find-call.ts';
import type { FloorKeeper } from './floor-keeper.ts';
import { maskFact } from './mask-call.ts';
import type { Clock, LinkState, Log, PbxCapabilities } from './ports.ts';
import { type Refused, refused } from './result.ts';
import type { Scopes } from './scopes.ts';
import type { Account, AuditStore, Store } from './store.ts';
import { unitOfCall } from './unit-of-call.ts';

/** Of an act no more than what it was and when: neither words nor reasons, and of a record only its number. */
const packedActSchema = z.object({
  type: z.string(),
  receivedAt: z.number(),
  seat: z.string().optional(),
  recordNo: z.string().optional(),
  interactionId: z.string().optional(),
  pause: z.object({ reason: z.string() }).nullable().optional(),
});

export interface PackedCall {
  format: 'yihaoda-call';
  formatVersion: 1;
  madeAt: string;
  exchange: { pbxId: string; link: LinkState; capabilities: PbxCapabilities };
  call: { callKey: string; fact: CallFact };
  /** of the call, and of the link in its time */
  events: CallEvent[];
  /** of its seats while it went on and until a while after, oldest first */
  acts: { at: string; type: string; seat: string | null; recordNo: string | null; pause: string | null }[];
}

/** What is told beside the call's own events: what may have kept them away. */
const aboutTheLink: ReadonlySet<TelephonyEvent['type']> = new Set([
  'link-up',
  'link-lost',
  'pbx-booted',
  'pbx-stopping',
  'clock-stepped',
]);
/** A record is closed after its call; what was done later is another call's. */
const afterwardsMs = 30 * 60_000;
const mostActs = 500;

const unknown = refused('unknown-call', '没有这个通话，可能已过保存期限。');
const notYours = refused('no-right', '只能上报自己接的通话；其他通话由班长、主管或质检员上报。');

/** 上报本通: what was seen of one call, for the site engineer. Numbers are masked, names hidden, records left out. */
export class PackCall {
  readonly #needs: {
    floor: FloorKeeper;
    desks: Desks;
    store: Pick<Store, 'facts' | 'records' | 'journal' | 'acts'>;
    scopes: Scopes;
    audit: AuditStore;
    clock: Clock;
    log: Log;
    capabilities(): PbxCapabilities;
  };

  constructor(needs: {
    floor: FloorKeeper;
    desks: Desks;
    store: Pick<Store, 'facts' | 'records' | 'journal' | 'acts'>;
    scopes: Scopes;
    audit: AuditStore;
    clock: Clock;
    log: Log;
    capabilities(): PbxCapabilities;
  }) {
    this.#needs = needs;
  }

  /** @param call its key, or its id on this bridge's own exchange */
  async pack(account: Account, call: string): Promise<Refused | PackedCall> {
    const { floor, store, clock, audit, log } = this.#needs;
    const mayAny = may(account.roles, 'trace-figures');
    if (!mayAny && !may(account.roles, 'take-calls')) return notYours;
    const callKey = call.includes('/') ? call : floor.callKey(call);
    const found = await findCall(floor, store.facts, callKey);
    // Whose call it is not is not told whether there is one.
    if (found === null) return mayAny ? unknown : notYours;
    const sees = mayAny && this.#needs.scopes.sees(account, unitOfCall(found.fact, floor.site));
    if (!sees && !(await this.#isOwn(account, callKey, found.fact))) return notYours;
    const events = await eventsOfCall({ floor, journal: store.journal, log }, found, ({ type }) =>
      aboutTheLink.has(type),
    );
    const at = clock.now();
    const detail = `${events.length} events`;
    await audit.append({
      at,
      accountId: account.id,
      action: 'pack-call',
      subject: `call ${callKey}`,
      detail,
      success: true,
    });
    return {
      format: 'yihaoda-call',
      formatVersion: 1,
      madeAt: chinaTime(at),
      exchange: { pbxId: floor.site.pbxId, link: floor.link, capabilities: this.#needs.capabilities() },
      call: { callKey, fact: maskFact(found.fact) },
      events,
      acts: await this.#acts(callKey, found.fact),
    };
  }

  /** It is on their desk, or they wrote its record. */
  async #isOwn(account: Account, callKey: string, fact: CallFact): Promise<boolean> {
    const { desks, store } = this.#needs;
    for (const id of seatsOf(fact).map((seat) => interactionIdOf(callKey, seat))) {
      if (desks.of(account).cards.some(({ interactionId }) => interactionId === id)) return true;
      if ((await store.records.byInteraction(id))?.accountId === account.id) return true;
    }
    return false;
  }

  async #acts(callKey: string, fact: CallFact): Promise<PackedCall['acts']> {
    const { store, floor } = this.#needs;
    const arrival = arrivalOf(fact);
    if (arrival === null) return [];
    const seats = new Set(seatsOf(fact));
    const own = new Set([...seats].map((seat) => interactionIdOf(callKey, seat)));
    // Acts are in the bridge's time, the call in the exchange's.
    const since = floor.toBridge(Date.parse(arrival) * 1000);
    const end = fact.endedAt === null ? null : floor.toBridge(Date.parse(fact.endedAt) * 1000);
    const acts = await actsSince(store.journal, store.acts.stream, since, packedActSchema);
    return acts
      .filter(({ seat, interactionId, receivedAt }) => {
        if (interactionId !== undefined) return own.has(interactionId);
        return seat !== undefined && seats.has(seat) && (end === null || receivedAt <= end + afterwardsMs);
      })
      .slice(0, mostActs)
      .map(({ type, receivedAt, seat, recordNo, pause }) => ({
        at: chinaTime(receivedAt),
        type,
        seat: seat ?? null,
        recordNo: recordNo ?? null,
        pause: pause?.reason ?? null,
      }));
  }
}

function seatsOf({ talks, offers }: CallFact): string[] {
  const seats = new Set([...talks.flatMap(({ seat }) => seat ?? []), ...offers.map(({ seat }) => seat)]);
  return [...seats];
}
