import type { PbxCommand } from '../../application/ports.ts';
import { answer, hold } from './exchange/bridging.ts';
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
      if (channel?.bridge == null) return { ok: false, message: 'nobody talks at that channel' };
      if (channel.held !== command.held) hold(pbx.x, channel, command.held);
      return done;
    }
    default:
      return command satisfies never;
  }
}
