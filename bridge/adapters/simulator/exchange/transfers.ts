import { seconds } from '../virtual-clock.ts';
import { askSoftHangup, closeBridge, end, enter, hold, openBridge, part } from './bridging.ts';
import { type Channel, channelState } from './channel.ts';
import { type FindDialplan, runAt } from './dialplan-thread.ts';
import type { Exchange } from './exchange.ts';
import { type Header, Headers } from './message.ts';
import { bearLeg, beginRinging, pair, sayDialEnd } from './ringing.ts';

/* A citizen is handed on: by the seat's telephone (REFER), by feature codes, or by the exchange. */

/** AMI Redirect: taken away from whoever they talk to. Nothing announces it (transfer-ami-redirect). */
export function redirect(
  x: Exchange,
  find: FindDialplan,
  channel: Channel,
  context: string,
  exten: string,
): boolean {
  if (channel.ended || find(channel, context, exten) === null) return false;
  if (channel.endpoint.kind === 'trunk') x.witness?.transferred('redirect', null, channel, exten);
  return runAt(x, find, channel, context, exten);
}

/** Both legs of a talk at once, into a conference: neither hears the other leave (three-way). */
export function redirectBoth(
  x: Exchange,
  find: FindDialplan,
  one: { channel: Channel; exten: string },
  two: { channel: Channel; exten: string },
  context: string,
): boolean {
  for (const { channel, exten } of [one, two])
    if (channel.ended || find(channel, context, exten) === null) return false;
  const bridge = one.channel.bridge;
  for (const { channel, exten } of [one, two]) channel.set({ context, exten });
  if (bridge !== null && bridge === two.channel.bridge) {
    part(x, one.channel);
    part(x, two.channel);
    closeBridge(x, bridge);
  }
  for (const { channel, exten } of [one, two]) runAt(x, find, channel, context, exten);
  return true;
}

/** REFER: the seat's leg ends, the citizen goes on at the extension (blind-transfer-refer-to-seat). */
export function transferBlind(
  x: Exchange,
  find: FindDialplan,
  seatLeg: Channel,
  exten: string,
  byTelephone = true,
): boolean {
  const bridge = seatLeg.bridge;
  const citizen = bridge?.otherThan(seatLeg) ?? null;
  if (bridge === null || citizen === null || find(citizen, seatLeg.told.context, exten) === null)
    return false;
  // comes whether it was held or not, as the telephone takes its re-INVITE back
  hold(x, seatLeg, false);
  x.witness?.transferred('blind', seatLeg, citizen, exten);
  x.say(
    'BlindTransfer',
    'call',
    new Headers([['Result', 'Success']]),
    seatLeg.headers('Transferer'),
    citizen.headers('Transferee'),
    bridge.headers(),
    new Headers([
      ['IsExternal', byTelephone ? 'Yes' : 'No'],
      ['Context', seatLeg.told.context],
      ['Extension', exten],
    ]),
  );
  tellTransferred(seatLeg);
  part(x, seatLeg);
  end(x, seatLeg);
  return runAt(x, find, citizen, seatLeg.told.context, exten);
}

/**
 * REFER with Replaces: the seat joins its two calls and is out of both. How depends on where the second one stands: in a
 * talk of Dial's, in a talk of a queue's, or still ringing.
 */
export function transferAttended(x: Exchange, first: Channel, second: Channel): boolean {
  const citizen = first.bridge?.otherThan(first) ?? null;
  if (citizen === null || first.ended || second.ended) return false;
  const target = second.bridge?.otherThan(second) ?? null;
  if (target === null) return transferRinging(x, first, second, citizen);
  if (second.watches.length > 0) return transferLinked(x, first, second, citizen, target);
  return transferBridged(x, first, second, citizen, target);
}

/** The far leg of the consultation takes the seat's place, and the citizen's linked id (attended-transfer). */
function transferBridged(
  x: Exchange,
  first: Channel,
  second: Channel,
  citizen: Channel,
  target: Channel,
): boolean {
  const bridge = first.bridge;
  const consulted = second.bridge;
  if (bridge === null || consulted === null) return false;
  hold(x, first, false);
  hold(x, second, false);
  x.witness?.transferred('attended', first, citizen, second.told.exten);
  const told = attendedHeaders(first, second, citizen, target, 'Bridge', [['DestBridgeUniqueid', bridge.id]]);
  part(x, target);
  part(x, first);
  enter(x, bridge, target, first);
  askSoftHangup(x, second, 1);
  part(x, second);
  x.say('AttendedTransfer', 'call', ...told);
  tellTransferred(first);
  closeBridge(x, consulted);
  end(x, second);
  end(x, first);
  return true;
}

/** Two bridges, and a Local pair between them; caller and new seat share none (attended-transfer-to-queue). */
function transferLinked(
  x: Exchange,
  first: Channel,
  second: Channel,
  citizen: Channel,
  target: Channel,
): boolean {
  const bridge = first.bridge;
  const consulted = second.bridge;
  if (bridge === null || consulted === null) return false;
  hold(x, first, false);
  hold(x, second, false);
  const endpoint = x.localEndpoint('_attended', 'transfer');
  const name = x.localName('_attended', 'transfer');
  const told = { context: 'transfer', exten: '_attended' };
  const half = (number: 1 | 2) =>
    x.newChannel({
      endpoint,
      linkedid: citizen.linkedid,
      name: `${name};${number}`,
      told: { ...told, state: number === 1 ? channelState.down : channelState.ring },
    });
  const one = half(1);
  const two = half(2);
  pair(x, one, two, true);
  x.setState(two, channelState.up);
  // the pair is in place half a second later
  x.clock.after(seconds(0.5015), () => {
    if (citizen.ended || target.ended || first.ended || second.ended) {
      end(x, one);
      return;
    }
    x.witness?.transferred('attended', first, citizen, second.told.exten);
    part(x, second);
    enter(x, consulted, two, second);
    askSoftHangup(x, second);
    x.identify(one, target.told.number);
    part(x, first);
    enter(x, bridge, one, first);
    x.setState(one, channelState.up);
    sayDialEnd(x, null, one, 'ANSWER');
    askSoftHangup(x, second, 1);
    x.say(
      'AttendedTransfer',
      'call',
      ...attendedHeaders(first, second, citizen, target, 'Link', []),
      one.headers('LocalOne'),
      two.headers('LocalTwo'),
    );
    x.identify(two, citizen.told.number);
    tellTransferred(first);
    second.afterBridge = null;
    const thread = second.thread;
    second.thread = null;
    thread?.interrupt('taken');
    end(x, second);
    end(x, first);
  });
  return true;
}

/** The citizen takes the seat's place in Dial, and hears it ring (attended-transfer-while-ringing). */
function transferRinging(x: Exchange, first: Channel, second: Channel, citizen: Channel): boolean {
  const bridge = first.bridge;
  const thread = second.thread;
  if (bridge === null || thread?.moveTo === undefined) return false;
  hold(x, first, false);
  x.witness?.transferred('attended', first, citizen, second.told.exten);
  x.say(
    'AttendedTransfer',
    'call',
    ...attendedHeaders(first, second, citizen, null, 'App', [['DestApp', 'Dial']]),
  );
  part(x, first);
  tellTransferred(first);
  const before = citizen.thread;
  citizen.thread = null;
  part(x, citizen);
  closeBridge(x, bridge);
  before?.interrupt('taken');
  citizen.afterBridge = null;
  citizen.set({ context: second.told.context, exten: second.told.exten });
  thread.moveTo(citizen);
  askSoftHangup(x, second);
  end(x, first);
  end(x, second, 16);
  return true;
}

/** `#1` and an extension: the citizen is on hold while the seat types (blind-transfer-feature-code). */
export function typeBlindTransfer(
  x: Exchange,
  find: FindDialplan,
  seatLeg: Channel,
  exten: string,
  typingSeconds: number,
): void {
  hold(x, seatLeg, true, false);
  x.clock.after(seconds(typingSeconds), () => {
    if (!seatLeg.ended) transferBlind(x, find, seatLeg, exten, false);
  });
}

/**
 * `*2` and an extension: the seat consults through a Local pair, in a bridge of its own, with the same linked id, while
 * the citizen waits alone in the first; when the seat hangs up, the two are joined (attended-transfer-feature-code).
 */
export function typeAttendedTransfer(
  x: Exchange,
  find: FindDialplan,
  seatLeg: Channel,
  exten: string,
  typingSeconds: number,
): void {
  const bridge = seatLeg.bridge;
  const citizen = bridge?.otherThan(seatLeg) ?? null;
  if (bridge === null || citizen === null) return;
  hold(x, seatLeg, true, false);
  x.clock.after(seconds(typingSeconds), () => {
    if (seatLeg.ended || citizen.ended) return;
    const context = seatLeg.told.context;
    const first = bearLeg(x, {
      dialString: `Local/${exten}@${context}`,
      caller: seatLeg,
      callerId: '',
      firstHalfNamed: false,
    });
    if (first === null) return;
    first.set({ exten });
    const consulted = openBridge(x);
    enter(x, consulted, first);
    beginRinging(x, find, first, {
      answered: () => sayDialEnd(x, null, first, 'ANSWER'),
      refused: () => end(x, first),
    });
    part(x, seatLeg);
    enter(x, consulted, seatLeg);
    seatLeg.watches.unshift({
      transferred: () => {},
      hangupAsked: () => joinTyped(x, { seatLeg, citizen, first, bridge, consulted }),
    });
  });
}

function joinTyped(
  x: Exchange,
  {
    seatLeg,
    citizen,
    first,
    bridge,
    consulted,
  }: {
    seatLeg: Channel;
    citizen: Channel;
    first: Channel;
    bridge: NonNullable<Channel['bridge']>;
    consulted: NonNullable<Channel['bridge']>;
  },
): void {
  if (citizen.bridge !== bridge || first.bridge !== consulted) return;
  x.witness?.transferred('attended', seatLeg, citizen, first.told.exten);
  x.say('BridgeMerge', 'call', bridge.headers('To'), consulted.headers('From'));
  x.music(citizen, false);
  part(x, first);
  enter(x, bridge, first);
  seatLeg.held = false;
  x.deviceMayChange(citizen.endpoint);
  const told = attendedHeaders(seatLeg, seatLeg, citizen, first, 'Bridge', [
    ['DestBridgeUniqueid', bridge.id],
  ]);
  part(x, seatLeg);
  x.say('AttendedTransfer', 'call', ...told);
  closeBridge(x, consulted);
  if (first.mate !== null) first.mate.dueNumber = citizen.told.number;
  tellTransferred(seatLeg);
}

function attendedHeaders(
  first: Channel,
  second: Channel,
  citizen: Channel,
  target: Channel | null,
  kind: 'Bridge' | 'Link' | 'App',
  more: readonly Header[],
): Headers[] {
  return [
    new Headers([['Result', 'Success']]),
    first.headers('OrigTransferer'),
    ...(first.bridge === null ? [] : [first.bridge.headers('Orig')]),
    second.headers('SecondTransferer'),
    ...(second.bridge === null ? [] : [second.bridge.headers('Second')]),
    citizen.headers('Transferee'),
    ...(target === null ? [] : [target.headers('TransferTarget')]),
    new Headers([['IsExternal', 'No'], ['DestType', kind], ...more]),
  ];
}

function tellTransferred(leg: Channel): void {
  for (const watch of [...leg.watches]) watch.transferred();
}
