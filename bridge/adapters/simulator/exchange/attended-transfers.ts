import { seconds } from '../virtual-clock.ts';
import { askSoftHangup, closeBridge, end, enter, hold, part } from './bridging.ts';
import { type Channel, channelState } from './channel.ts';
import type { Exchange } from './exchange.ts';
import { type Header, Headers } from './message.ts';
import { pair, sayDialEnd } from './ringing.ts';
import { tellTransferred } from './transfers.ts';

/* A citizen is handed on after a consultation, by the seat's telephone. */

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

export function attendedHeaders(
  first: Channel,
  second: Channel,
  citizen: Channel,
  target: Channel | null,
  kind: 'Bridge' | 'Link' | 'App' | 'Threeway',
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
