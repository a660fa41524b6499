import type { PbxCommand } from '../../application/ports.ts';
import { answer, hold } from './exchange/bridging.ts';
import type { Channel } from './exchange/channel.ts';
import { ExchangeConsult } from './exchange/exchange-consult.ts';
import { transferBlind } from './exchange/transfers.ts';
import {
  channelNamed,
  hangup,
  type Ordered,
  originateCall,
  queueAdd,
  queuePause,
  queuePenalty,
  queueRemove,
  redirectTo,
} from './manager.ts';
import type { SimulatedPbx } from './pbx.ts';

const done: Ordered = { ok: true, message: '' };
const originateSeconds = 30;
/** the consultations that were begun for a leg, the last of each */
const consults = new WeakMap<Channel, ExchangeConsult>();

const nobody: Ordered = { ok: false, message: 'nobody talks at that channel' };

function talkAt(pbx: SimulatedPbx, name: string): Channel | null {
  const channel = channelNamed(pbx, name);
  return channel?.bridge == null ? null : channel;
}

/** Carries out what the bridge asks of its exchange. */
export function obey(pbx: SimulatedPbx, command: PbxCommand): Ordered {
  switch (command.type) {
    case 'join-queue': {
      const { queue, interface: line, name, penalty, paused, reason } = command;
      const added = queueAdd(pbx, queue, { interface: line, name, penalty, paused, reason });
      if (added.ok || !pbx.queues.queues.has(queue)) return added;
      // a member already: with another penalty or pause, perhaps
      queuePenalty(pbx, queue, line, penalty);
      return queuePause(pbx, queue, line, paused, reason);
    }
    case 'leave-queue': {
      const removed = queueRemove(pbx, command.queue, command.interface);
      return pbx.queues.queues.has(command.queue) ? done : removed;
    }
    case 'pause':
      return queuePause(pbx, command.queue, command.interface, command.paused, command.reason);
    case 'hang-up':
      return hangup(pbx, command.channel);
    case 'mute':
      // Nobody's voice is simulated: that the exchange took it is all there is.
      return talkAt(pbx, command.channel) === null ? nobody : done;
    case 'press':
      return channelNamed(pbx, command.channel) === null ? nobody : done;
    case 'blind-transfer': {
      const leg = talkAt(pbx, command.channel);
      if (leg === null) return nobody;
      return transferBlind(pbx.x, pbx.find, leg, command.extension, false)
        ? { ok: true, message: 'Transfer succeeded' }
        : { ok: false, message: 'Invalid extension' };
    }
    case 'consult': {
      const leg = talkAt(pbx, command.channel);
      const consult = leg === null ? null : ExchangeConsult.begin(pbx.x, pbx.find, leg, command.extension);
      if (leg === null || consult === null) return nobody;
      consults.set(leg, consult);
      return done;
    }
    case 'cancel-consult':
    case 'complete-consult':
    case 'join-three': {
      const leg = channelNamed(pbx, command.channel);
      const consult = leg === null ? undefined : consults.get(leg);
      if (consult === undefined || consult.isOver) return nobody;
      if (command.type === 'cancel-consult') consult.cancel();
      else if (!consult.isAnswered) return { ok: false, message: 'the consulted telephone still rings' };
      else if (command.type === 'join-three') consult.joinThree();
      else consult.complete();
      return done;
    }
    case 'redirect':
      return redirectTo(pbx, command.channel, command.context, command.extension);
    case 'originate':
      return originateCall(pbx, {
        actionId: '',
        channel: command.interface,
        callerId: command.callerId,
        timeoutSeconds: originateSeconds,
        context: command.context,
        exten: command.extension,
        application: '',
        data: '',
      });
    case 'answer': {
      const channel = channelNamed(pbx, command.channel);
      const answered = channel !== null && answer(pbx.x, channel);
      return answered ? done : { ok: false, message: 'no telephone rings at that channel' };
    }
    case 'hold': {
      const channel = channelNamed(pbx, command.channel);
      if (channel?.bridge == null) return nobody;
      if (channel.held !== command.held) hold(pbx.x, channel, command.held);
      return done;
    }
    default:
      return command satisfies never;
  }
}
