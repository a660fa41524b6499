import { end } from '../exchange/bridging.ts';
import type { Channel, Ringer } from '../exchange/channel.ts';
import type { FindDialplan } from '../exchange/dialplan-thread.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { type Header, Headers } from '../exchange/message.ts';
import { bearLeg, beginRinging, sayDialBegin, sayDialEnd, sayRinging } from '../exchange/ringing.ts';
import type { Member, Queue } from '../queues/queue.ts';
import type { QueueSystem } from '../queues/queue-system.ts';

export interface Switchboard {
  queues: QueueSystem;
  find: FindDialplan;
}

/** A seat that is rung for a caller. */
export interface Outgoing {
  leg: Channel;
  member: Member;
  rungAt: number;
}

export interface RingRoundNeeds {
  x: Exchange;
  board: Switchboard;
  queue: Queue;
  caller: Channel;
  /** µs: how long the whole round may ring */
  time: number;
  /** a seat answered; the losers are told, but still there */
  won: (out: Outgoing, losers: readonly Channel[]) => void;
  /** nobody did */
  over: () => void;
}

/**
 * One round of ringing for one caller: all seats at once, or one after the other, each new one after a refusal, with what
 * is left of the time (seat-rejects-twice).
 */
export class RingRound implements Ringer {
  readonly #needs: RingRoundNeeds;
  readonly #outgoing = new Map<Channel, Outgoing>();
  readonly #tried = new Set<Member>();
  #cancelClock: () => void = () => {};

  constructor(needs: RingRoundNeeds) {
    this.#needs = needs;
  }

  /** Whether anybody rings; else the round was none. */
  begin(): boolean {
    const { x, time } = this.#needs;
    if (!this.#ringNext()) return false;
    this.#cancelClock = x.clock.after(time, () => this.#rungInVain());
    return true;
  }

  /** The caller is gone, or the round is won; what rings is told so. The legs still have to be ended. */
  withdraw(): Channel[] {
    this.#cancelClock();
    const legs = [...this.#outgoing.keys()];
    this.#outgoing.clear();
    for (const leg of legs) {
      leg.ringer = null;
      this.#needs.x.witness?.ringEnded(leg, 'withdrawn');
      // seen twice for one leg (caller-abandons)
      this.#sayEnd(leg, 'CANCEL');
      this.#sayEnd(leg, 'CANCEL');
    }
    return legs;
  }

  answered(leg: Channel): void {
    const out = this.#outgoing.get(leg);
    if (out === undefined) return;
    this.#outgoing.delete(leg);
    this.#needs.x.witness?.ringEnded(leg, 'answered');
    this.#sayEnd(leg, 'ANSWER');
    this.#needs.won(out, this.withdraw());
  }

  /** 486, or the Local pair in front of it fell apart. */
  refused(leg: Channel): void {
    const out = this.#outgoing.get(leg);
    if (out === undefined) return;
    const { x, queue, over } = this.#needs;
    this.#outgoing.delete(leg);
    // only its cause tells a refusal from a leg that somebody else ended
    x.witness?.ringEnded(leg, leg.cause === 17 ? 'rejected' : 'no-answer');
    this.#sayEnd(leg, 'NOANSWER');
    this.#sayUnanswered(out);
    end(x, leg);
    if (this.#outgoing.size > 0) return;
    if (queue.settings.strategy !== 'ringall' && this.#ringNext()) return;
    this.#cancelClock();
    over();
  }

  #ringNext(): boolean {
    const { queue, board } = this.#needs;
    for (;;) {
      const chosen = queue.next(this.#tried, board.queues.nowSeconds);
      if (chosen.length === 0) return this.#outgoing.size > 0;
      for (const member of chosen) {
        this.#tried.add(member);
        this.#ring(member);
      }
      if (this.#outgoing.size > 0) return true;
    }
  }

  #ring(member: Member): void {
    const { x, board, caller, queue } = this.#needs;
    const leg = bearLeg(x, { dialString: member.interface, caller, callerId: '' });
    if (leg === null) return;
    const out = { leg, member, rungAt: x.clock.now };
    this.#outgoing.set(leg, out);
    x.witness?.rung(leg, caller, queue.settings.queue);
    sayAgent(x, queue, caller, out, 'AgentCalled');
    sayDialBegin(x, caller, leg, member.interface);
    x.connectLine(caller, leg);
    beginRinging(x, board.find, leg, this);
    if (!leg.ended && leg.mate === null) sayRinging(x, caller, leg);
  }

  #rungInVain(): void {
    const outs = [...this.#outgoing.values()];
    this.#outgoing.clear();
    for (const out of outs) {
      this.#needs.x.witness?.ringEnded(out.leg, 'no-answer');
      this.#sayUnanswered(out);
      this.#sayEnd(out.leg, 'NOANSWER');
      this.#sayEnd(out.leg, 'CANCEL');
    }
    for (const { leg } of outs) {
      leg.ringer = null;
      end(this.#needs.x, leg, 0);
    }
    this.#needs.over();
  }

  /** RingTime is rounded to whole seconds (seat-rejects-twice: 0 or 1000 for half a second). */
  #sayUnanswered(out: Outgoing): void {
    const { x, queue, caller, board } = this.#needs;
    const rung = (board.queues.nowSeconds - Math.floor(out.rungAt / 1_000_000)) * 1000;
    sayAgent(x, queue, caller, out, 'AgentRingNoAnswer', ['RingTime', String(rung)]);
    board.queues.autopause(queue, out.member);
  }

  #sayEnd(leg: Channel, status: string): void {
    sayDialEnd(this.#needs.x, this.#needs.caller, leg, status);
  }
}

/** app_queue's own events name caller, leg and member. */
export function sayAgent(
  x: Exchange,
  queue: Queue,
  caller: Channel,
  { leg, member }: Outgoing,
  name: string,
  ...more: readonly Header[]
): void {
  x.say(
    name,
    'agent',
    caller.headers(),
    leg.headers('Dest'),
    new Headers([
      ['Queue', queue.settings.queue],
      ['Interface', member.interface],
      ['MemberName', member.name],
      ...more,
    ]),
  );
}
