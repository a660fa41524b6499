import type { EventOf } from './event.ts';
import type { Call, FloorState, Leg, Seat } from './floor.ts';
import type { FloorChange } from './floor-change.ts';
import { citizenCallInHand, legOf } from './legs.ts';
import { touch } from './settle.ts';
import type { Moment } from './talks.ts';

/* A supervisor listens. */

export function spyBegan(
  state: FloorState,
  event: EventOf<'spy-began'>,
  { at }: Moment,
  changes: FloorChange[],
  touched: Set<Seat>,
): void {
  const leg = legOf(state, { leg: event.leg, call: event.call, channel: event.channel, dialled: null });
  const spied = state.legs.get(event.spied);
  const own = state.calls.get(leg.born);
  if (own) becomeMonitor(own, leg);
  const talking = spied?.seat ? citizenCallInHand(state, spied.seat, '') : null;
  const call = state.calls.get(talking ?? spied?.born ?? '');
  if (own && call) own.partOf = call.id;
  if (call && leg.seat !== null) {
    call.monitored.push({
      seat: leg.seat,
      leg: leg.id,
      from: at,
      to: null,
      mode: spyMode(own?.originate?.data),
    });
    changes.push({ kind: 'call-changed', callId: call.id });
  }
  touch(state, leg, touched);
}

export function becomeMonitor(call: Call, leg: Leg): void {
  leg.spying = true;
  // who listens from within a citizen's call does not make it another one
  if (call.kind === 'inbound' || call.talks.some((talk) => talk.citizenLeg !== null)) return;
  call.kind = 'monitor';
  call.did = null;
  // the listener was rung to listen: that is no offer of a call, and to listen is no talk
  call.offers = [];
  call.talks = [];
  leg.offeredIn = null;
}

/** ChanSpy's options: `B` barge, `w` and `W` whisper, otherwise it only listens. */
function spyMode(data: string | null | undefined): 'listen' | 'whisper' | 'barge' {
  const options = (data?.split(',')[1] ?? '').replace(/\([^)]*\)/g, '');
  if (options.includes('B')) return 'barge';
  return /[wW]/.test(options) ? 'whisper' : 'listen';
}

/** ChanSpyStop may wait for the spied leg to end: the listener's own hang-up is earlier (recording supervisor-listens). */
export function endSpying(state: FloorState, leg: Leg, { at, seen }: Moment): void {
  if (!leg.spying || !seen) return;
  const own = state.calls.get(leg.born);
  const call = own?.partOf ? state.calls.get(own.partOf) : undefined;
  for (const entry of call?.monitored ?? [])
    if (entry.leg === leg.id && entry.to === null) entry.to = Math.max(at, entry.from);
}
