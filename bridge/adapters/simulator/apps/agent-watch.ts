import type { Channel, ChannelWatch } from '../exchange/channel.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { Headers } from '../exchange/message.ts';
import type { Member, Queue } from '../queues/queue.ts';
import type { QueueSystem } from '../queues/queue-system.ts';

export interface AgentTalk {
  queue: Queue;
  member: Member;
  caller: Channel;
  leg: Channel;
  /** whole seconds, as app_queue counts */
  holdTime: number;
  startedAt: number;
}

/**
 * app_queue's account of a talk. It ends with the first hang-up that somebody asks for at either leg, or with a transfer.
 * A caller who is taken away by Redirect asks for none: the account goes on with whoever they talk to next, and is
 * charged to the first seat (recording transfer-ami-redirect).
 */
export class AgentWatch implements ChannelWatch {
  readonly #x: Exchange;
  readonly #system: QueueSystem;
  readonly #talk: AgentTalk;
  #over = false;

  constructor(x: Exchange, system: QueueSystem, talk: AgentTalk) {
    this.#x = x;
    this.#system = system;
    this.#talk = talk;
    talk.caller.watches.push(this);
    talk.leg.watches.push(this);
  }

  hangupAsked(channel: Channel): void {
    this.#complete(channel === this.#talk.caller ? 'caller' : 'agent');
  }

  transferred(): void {
    this.#complete('transfer');
  }

  #complete(reason: 'caller' | 'agent' | 'transfer'): void {
    if (this.#over) return;
    this.#over = true;
    const { queue, member, caller, leg, holdTime, startedAt } = this.#talk;
    for (const { watches } of [caller, leg]) {
      const at = watches.indexOf(this);
      if (at >= 0) watches.splice(at, 1);
    }
    member.inCall = false;
    this.#system.countCall(queue, member);
    const told = new Headers([
      ['Queue', queue.settings.queue],
      ['Interface', member.interface],
      ['MemberName', member.name],
      ['HoldTime', String(holdTime)],
      ['TalkTime', String(this.#system.nowSeconds - startedAt)],
      ['Reason', reason],
    ]);
    if (this.#x.channels.has(leg.uniqueid))
      this.#x.say('AgentComplete', 'agent', caller.headers(), leg.headers('Dest'), told);
    else this.#x.say('AgentComplete', 'agent', caller.headers(), told);
  }
}
