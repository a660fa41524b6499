import { CallBridge } from './call-bridge.ts';
import { type Channel, channelState } from './channel.ts';
import type { Exchange } from './exchange.ts';
import { type Header, Headers } from './message.ts';

/* How legs are answered, meet, are held, part and end. */

const causeWords: Readonly<Record<number, string>> = {
  0: 'Unknown',
  16: 'Normal Clearing',
  17: 'User busy',
  19: 'User alerting, no answer',
  26: 'Answered elsewhere',
};
const normalClearing = 16;

/** The far end of a leg that rings lifts the receiver; false where nothing rings. */
export function answer(x: Exchange, leg: Channel): boolean {
  if (leg.ended || leg.told.state !== channelState.ringing) return false;
  x.setState(leg, channelState.up);
  const ringer = leg.ringer;
  leg.ringer = null;
  ringer?.answered(leg);
  return true;
}

/** The exchange answers a leg that called it. What a Local pair's second half is told, the first half is told too. */
export function answerCaller(x: Exchange, caller: Channel): void {
  if (caller.isUp || caller.ended) return;
  x.setState(caller, channelState.up);
  const first = caller.mate;
  if (first === null || first.isUp || first.ended) return;
  const rang = first.told.state === channelState.ringing;
  const number = rang ? first.told.number : caller.told.connectedNumber;
  first.set({ number });
  x.setState(first, channelState.up);
  if (!rang) x.identify(first, number);
  const ringer = first.ringer;
  first.ringer = null;
  ringer?.answered(first);
}

/** A leg that called hears that it rings at the other end. */
export function indicateRinging(x: Exchange, caller: Channel, rung: Channel): void {
  const first = caller.mate;
  if (first === null || first.ended || first.told.state !== channelState.down) return;
  first.set({ number: rung.told.number });
  x.setState(first, channelState.ringing);
  x.identify(first, rung.told.number);
  first.ringer?.ringing?.(first);
}

export function openBridge(x: Exchange, room: string | null = null): CallBridge<Channel> {
  const id = x.random.hex(32).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  const bridge = new CallBridge<Channel>(id, room);
  x.say('BridgeCreate', 'call', bridge.headers());
  return bridge;
}

/** In a talk the linked id of all becomes that of the oldest; in a conference everyone keeps theirs (three-way). */
export function enter(
  x: Exchange,
  bridge: CallBridge<Channel>,
  leg: Channel,
  inPlaceOf: Channel | null = null,
): void {
  if (bridge.room === null) linkToOldest([...bridge.members, leg]);
  bridge.add(leg);
  leg.bridge = bridge;
  leg.wasBridged = true;
  const swap: Header[] = inPlaceOf === null ? [] : [['SwapUniqueid', inPlaceOf.uniqueid]];
  x.say('BridgeEnter', 'call', bridge.headers(), new Headers(swap), leg.headers());
  x.witness?.met(leg);
  if (bridge.members.size < 2) return;
  for (const member of [...bridge.members]) member.telephone?.joined?.(member);
}

function linkToOldest(legs: readonly Channel[]): void {
  let linkedid = legs[0]?.linkedid ?? '';
  for (const leg of legs) if (bornOrder(leg.linkedid) < bornOrder(linkedid)) linkedid = leg.linkedid;
  for (const leg of legs) leg.link(linkedid);
}

function bornOrder(uniqueid: string): number {
  return Number(uniqueid.slice(uniqueid.indexOf('.') + 1));
}

/** Out of its bridge, which goes on with the others, if there are any. */
export function part(x: Exchange, leg: Channel): void {
  const bridge = leg.bridge;
  if (bridge === null) return;
  const held = bridge.otherThan(leg)?.held === true;
  bridge.remove(leg);
  leg.bridge = null;
  if (held) x.music(leg, false);
  x.say('BridgeLeave', 'call', bridge.headers(), leg.headers());
  x.witness?.parted(leg, [...bridge.members]);
}

export function closeBridge(x: Exchange, bridge: CallBridge<Channel>): void {
  x.say('BridgeDestroy', 'call', bridge.headers());
}

/** Leaves a talk, which is over with that: the other goes on in the dialplan, or ends. */
export function leave(x: Exchange, leg: Channel): void {
  const bridge = leg.bridge;
  if (bridge === null) return;
  part(x, leg);
  if (bridge.room !== null) return;
  const others = [...bridge.members];
  // three in a talk: the two who stay go on
  if (others.length > 1) return;
  for (const other of others) {
    part(x, other);
    // who goes on after a talk knows how calls end: their HangupRequest tells the cause (seat-vanishes-mid-call)
    other.cause ??= normalClearing;
  }
  closeBridge(x, bridge);
  for (const other of others) afterBridge(x, other);
}

function afterBridge(x: Exchange, leg: Channel): void {
  const next = leg.afterBridge;
  leg.afterBridge = null;
  if (next !== null) next();
  else end(x, leg);
}

/** Hold and Unhold come on the leg of who holds (recording hold-unhold); the other one hears music. */
export function hold(x: Exchange, leg: Channel, held: boolean, musicClass = true): void {
  if (leg.ended) return;
  const changes = leg.held !== held;
  leg.held = held;
  x.witness?.held(leg, held);
  if (held && musicClass) x.sayOf(leg, 'Hold', ['MusicClass', 'default']);
  else x.sayOf(leg, held ? 'Hold' : 'Unhold');
  const other = leg.bridge?.otherThan(leg) ?? null;
  if (other === null || !changes) return;
  x.music(other, held);
  x.deviceMayChange(other.endpoint);
}

/** The far end hangs up a leg that is up, or gives up calling. */
export function hangUp(x: Exchange, leg: Channel): void {
  if (leg.ended) return;
  x.witness?.hungUp(leg);
  askHangup(x, leg);
  if (!leg.lingers) end(x, leg);
}

/** The far end refuses a leg that rings: 486. Only the cause tells it from silence (recording seat-rejects-twice). */
export function refuse(x: Exchange, leg: Channel): void {
  if (leg.ended || leg.told.state !== channelState.ringing) return;
  leg.cause = 17;
  askHangup(x, leg, ['TechCause', '486']);
  giveUpRinging(x, leg);
}

/** A leg that was rung ends unanswered; who rang it says so in its own way and ends it. */
function giveUpRinging(x: Exchange, leg: Channel): void {
  const ringer = leg.ringer;
  leg.ringer = null;
  if (ringer === null) end(x, leg);
  else ringer.refused(leg);
}

function askHangup(x: Exchange, leg: Channel, ...more: readonly Header[]): void {
  if (leg.cause === null) x.sayOf(leg, 'HangupRequest', ...more);
  else x.sayOf(leg, 'HangupRequest', ['Cause', String(leg.cause)], ...more);
  tellWatches(leg);
}

export function askSoftHangup(x: Exchange, leg: Channel, cause = normalClearing): void {
  x.sayOf(leg, 'SoftHangupRequest', ['Cause', String(cause)]);
  tellWatches(leg);
}

function tellWatches(leg: Channel): void {
  for (const watch of [...leg.watches]) watch.hangupAsked(leg);
}

/** A leg ends, whoever wants it. A leg with a dialplan says so twice (SoftHangupRequest). */
export function end(x: Exchange, leg: Channel, cause: number | null = null): void {
  if (leg.ended) return;
  leg.ended = true;
  leg.ringer = null;
  const thread = leg.thread;
  leg.thread = null;
  thread?.interrupt('hangup');
  leave(x, leg);
  if (thread !== null) askSoftHangup(x, leg);
  for (const watch of [...leg.watches]) watch.ended?.(leg);
  leg.cause = cause ?? leg.cause ?? (leg.wasBridged ? normalClearing : 0);
  x.sayOf(
    leg,
    'Hangup',
    ['Cause', String(leg.cause)],
    ['Cause-txt', causeWords[leg.cause] ?? 'Unknown'],
    ...(leg.cause === 17 ? [['TechCause', '486'] as const] : []),
    ...(leg.cause === 19 ? [['TechCause', '480'] as const] : []),
  );
  x.channels.delete(leg.uniqueid);
  leg.endpoint.channels.delete(leg);
  x.deviceMayChange(leg.endpoint);
  endMate(x, leg);
  x.witness?.ended(leg);
  leg.telephone?.ended?.(leg);
}

/** One half of a Local pair does not live without the other. */
function endMate(x: Exchange, leg: Channel): void {
  const mate = leg.mate;
  leg.mate = null;
  if (mate === null || mate.ended) return;
  mate.mate = null;
  mate.cause = leg.cause ?? normalClearing;
  x.sayOf(mate, 'HangupRequest', ['Cause', String(mate.cause)]);
  if (mate.dueNumber !== null) x.identify(mate, mate.dueNumber);
  tellWatches(mate);
  if (mate.ringer === null) end(x, mate);
  else giveUpRinging(x, mate);
}
