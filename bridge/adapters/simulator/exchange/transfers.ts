import { closeBridge, end, hold, part } from './bridging.ts';
import type { Channel } from './channel.ts';
import { type FindDialplan, runAt } from './dialplan-thread.ts';
import type { Exchange } from './exchange.ts';
import { Headers } from './message.ts';

/* A citizen is handed on without a word: by the seat's telephone (REFER), or by the exchange. */

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

/** app_queue's account of the talk ends with it. */
export function tellTransferred(leg: Channel): void {
  for (const watch of [...leg.watches]) watch.transferred();
}
