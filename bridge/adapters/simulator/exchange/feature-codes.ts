import { seconds } from '../virtual-clock.ts';
import { attendedHeaders } from './attended-transfers.ts';
import { closeBridge, end, enter, hold, openBridge, part } from './bridging.ts';
import type { Channel } from './channel.ts';
import type { FindDialplan } from './dialplan-thread.ts';
import type { Exchange } from './exchange.ts';
import { bearLeg, beginRinging, sayDialEnd } from './ringing.ts';
import { tellTransferred, transferBlind } from './transfers.ts';

/* Transfers by keys that are typed into a talk (features.conf). */

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
