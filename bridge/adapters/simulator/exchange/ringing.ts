import { type Channel, channelState, type Ringer, type Telephone } from './channel.ts';
import { type FindDialplan, runAt } from './dialplan-thread.ts';
import type { Exchange } from './exchange.ts';
import { Headers } from './message.ts';

/** What is rung: `PJSIP/1002`, `PJSIP/13874801015@trunk`, `Local/1002@seats`, `Local/1002@seats/n`. */
export interface Target {
  dialString: string;
  /** null: the call begins with this leg (Originate) */
  caller: Channel | null;
  /** what the called one sees; empty: nothing is told of it */
  callerId: string;
  /** false: the first half of a Local pair is named only when it rings (attended-transfer-feature-code) */
  firstHalfNamed?: boolean;
}

/** Bears the leg that will ring; null where there is no such telephone, or it is not registered. */
export function bearLeg(x: Exchange, target: Target): Channel | null {
  const local = /^Local\/([^@]+)@([^/]+)(\/n)?$/.exec(target.dialString);
  if (local) return bearPair(x, target, local[1] ?? '', local[2] ?? '', local[3] === undefined);
  const [place = '', trunk] = target.dialString.split('@');
  const outside = trunk === undefined ? null : place.slice(place.indexOf('/') + 1);
  const endpoint = outside === null ? x.endpoints.get(place) : x.trunk;
  if (endpoint === undefined || !endpoint.reachable) return null;
  const caller = target.caller;
  const leg = x.newChannel({
    endpoint,
    linkedid: caller?.linkedid ?? null,
    told: { context: endpoint.kind === 'trunk' ? 'seats' : endpoint.context },
  });
  if (outside !== null) leg.telephone = x.outside(outside);
  if (caller !== null) leg.set({ exten: caller.told.exten, variables: caller.told.variables });
  if (target.callerId !== '') x.identify(leg, target.callerId);
  else if (outside !== null && caller !== null) x.identify(leg, caller.told.exten);
  if (caller !== null) x.connectLine(leg, caller);
  return leg;
}

/** Two halves: the first is rung, on the second the dialplan runs (recording member-local-channel). */
function bearPair(
  x: Exchange,
  { caller, callerId, firstHalfNamed }: Target,
  exten: string,
  context: string,
  optimises: boolean,
): Channel {
  const endpoint = x.localEndpoint(exten, context);
  const name = x.localName(exten, context);
  const first = x.newChannel({
    endpoint,
    linkedid: caller?.linkedid ?? null,
    name: `${name};1`,
    told: { context, exten },
  });
  const second = x.newChannel({
    endpoint,
    linkedid: first.linkedid,
    name: `${name};2`,
    told: { context, exten, state: channelState.ring },
  });
  if (firstHalfNamed !== false) x.identify(first, callerId !== '' ? callerId : (caller?.told.exten ?? ''));
  x.identify(second, callerId !== '' ? callerId : (caller?.told.number ?? ''));
  pair(x, first, second, optimises);
  if (caller !== null) first.set({ exten: caller.told.exten, variables: caller.told.variables });
  return first;
}

export function pair(x: Exchange, first: Channel, second: Channel, optimises: boolean): void {
  first.mate = second;
  second.mate = first;
  x.say(
    'LocalBridge',
    'call',
    first.headers('LocalOne'),
    second.headers('LocalTwo'),
    new Headers([
      ['Context', second.told.context],
      ['Exten', second.told.exten],
      ['LocalOptimization', optimises ? 'Yes' : 'No'],
    ]),
  );
}

/** The leg begins to ring at its telephone; behind a Local half the dialplan begins to look for one. */
export function beginRinging(x: Exchange, find: FindDialplan, leg: Channel, ringer: Ringer): void {
  leg.ringer = ringer;
  const second = leg.mate;
  if (second !== null) {
    runAt(x, find, second, second.told.context, second.told.exten);
    return;
  }
  x.setState(leg, channelState.ringing);
  const telephone: Telephone | null = leg.telephone;
  telephone?.rings?.(leg);
}

/** DialBegin and DialEnd: `from` is absent where the exchange itself rings (recording click-to-call-answered). */
export function sayDialBegin(x: Exchange, from: Channel | null, leg: Channel, dialString: string): void {
  const told = new Headers([['DialString', dialString]]);
  if (from === null) x.say('DialBegin', 'call', leg.headers('Dest'), told);
  else x.say('DialBegin', 'call', from.headers(), leg.headers('Dest'), told);
}

export function sayDialEnd(x: Exchange, from: Channel | null, leg: Channel, status: string): void {
  const told = new Headers([['DialStatus', status]]);
  if (from === null) x.say('DialEnd', 'call', leg.headers('Dest'), told);
  else x.say('DialEnd', 'call', from.headers(), leg.headers('Dest'), told);
}

export function sayRinging(x: Exchange, from: Channel, leg: Channel): void {
  x.say('DialState', 'call', from.headers(), leg.headers('Dest'), new Headers([['DialStatus', 'RINGING']]));
}
