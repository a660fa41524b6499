import { spyApp } from './apps/chan-spy.ts';
import { askSoftHangup, end } from './exchange/bridging.ts';
import type { Channel } from './exchange/channel.ts';
import { originate } from './exchange/originate.ts';
import { redirect, redirectBoth } from './exchange/transfers.ts';
import type { SimulatedPbx } from './pbx.ts';
import type { NewMember } from './queues/queue-system.ts';

/** How the exchange takes an order: its own words, as AMI says them. */
export interface Ordered {
  ok: boolean;
  message: string;
}

/* What can be ordered from the exchange, whichever way the order comes in. */

export function queueAdd(pbx: SimulatedPbx, queue: string, member: NewMember): Ordered {
  switch (pbx.queues.add(queue, member)) {
    case 'added':
      return { ok: true, message: 'Added interface to queue' };
    case 'already-there':
      return { ok: false, message: 'Unable to add interface: Already there' };
    case 'no-such-queue':
      return { ok: false, message: 'Unable to add interface to queue: No such queue' };
  }
}

export function queueRemove(pbx: SimulatedPbx, queue: string, line: string): Ordered {
  switch (pbx.queues.remove(queue, line)) {
    case 'removed':
      return { ok: true, message: 'Removed interface from queue' };
    case 'not-there':
      return { ok: false, message: 'Unable to remove interface: Not there' };
    case 'no-such-queue':
      return { ok: false, message: 'Unable to remove interface from queue: No such queue' };
  }
}

export function queuePause(
  pbx: SimulatedPbx,
  queue: string | null,
  line: string,
  paused: boolean,
  reason: string,
): Ordered {
  if (!pbx.queues.pause(queue, line, paused, reason)) return { ok: false, message: 'Interface not found' };
  return { ok: true, message: `Interface ${paused ? 'paused' : 'unpaused'} successfully` };
}

export function queuePenalty(
  pbx: SimulatedPbx,
  queue: string | null,
  line: string,
  penalty: number,
): Ordered {
  if (!pbx.queues.setPenalty(queue, line, penalty)) return { ok: false, message: 'Invalid interface' };
  return { ok: true, message: 'Interface penalty set successfully' };
}

export function channelNamed(pbx: SimulatedPbx, name: string): Channel | null {
  for (const channel of pbx.x.channels.values())
    if (channel.name === name || channel.uniqueid === name) return channel;
  return null;
}

/** Hangup: the exchange ends the channel; nobody's telephone asked for it. */
export function hangup(pbx: SimulatedPbx, name: string): Ordered {
  const channel = channelNamed(pbx, name);
  if (channel === null) return { ok: false, message: 'No such channel' };
  orderEnd(pbx, channel);
  return { ok: true, message: 'Channel Hungup' };
}

export function redirectTo(
  pbx: SimulatedPbx,
  name: string,
  context: string,
  exten: string,
  extra: { name: string; exten: string } | null = null,
): Ordered {
  const channel = channelNamed(pbx, name);
  if (channel === null) return { ok: false, message: 'Channel does not exist' };
  if (extra !== null) {
    const other = channelNamed(pbx, extra.name);
    if (other === null) return { ok: false, message: 'ExtraChannel does not exist' };
    const both = redirectBoth(
      pbx.x,
      pbx.find,
      { channel, exten },
      { channel: other, exten: extra.exten },
      context,
    );
    return both
      ? { ok: true, message: 'Dual Redirect successful' }
      : { ok: false, message: 'Redirect failed' };
  }
  if (!redirect(pbx.x, pbx.find, channel, context, exten)) return { ok: false, message: 'Redirect failed' };
  return { ok: true, message: 'Redirect successful' };
}

export interface OriginateOrder {
  actionId: string;
  channel: string;
  callerId: string;
  timeoutSeconds: number;
  context: string;
  exten: string;
  application: string;
  data: string;
}

/** The answer says that it was begun; OriginateResponse tells what became of it. */
export function originateCall(pbx: SimulatedPbx, order: OriginateOrder): Ordered {
  const { application, data, context, exten } = order;
  if (application !== '' && application !== 'ChanSpy')
    return { ok: false, message: `Originate failed: application ${application} is not simulated` };
  const to =
    application === ''
      ? ({ kind: 'extension', context, exten } as const)
      : ({ kind: 'application', name: application, data, app: spyApp(data.split(',')[0] ?? '') } as const);
  const { actionId, channel, callerId, timeoutSeconds } = order;
  pbx.x.soon(() => originate(pbx.x, pbx.find, { actionId, channel, callerId, timeoutSeconds, to }));
  return { ok: true, message: 'Originate successfully queued' };
}

/** A channel that rings is cancelled by who rings it; a channel that is up ends. */
function orderEnd(pbx: SimulatedPbx, channel: Channel): void {
  const ringer = channel.ringer;
  if (ringer === null) {
    pbx.x.witness?.hungUp(channel);
    askSoftHangup(pbx.x, channel);
    if (!channel.lingers) end(pbx.x, channel);
    return;
  }
  channel.ringer = null;
  ringer.refused(channel);
}
