import { answerCaller, end, enter, openBridge } from '../exchange/bridging.ts';
import type { Channel, Interruption, Ringer, Running } from '../exchange/channel.ts';
import type { App, FindDialplan } from '../exchange/dialplan-thread.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { type Header, Headers } from '../exchange/message.ts';
import { bearLeg, beginRinging, sayDialBegin, sayDialEnd, sayRinging } from '../exchange/ringing.ts';
import type { StayEnd } from '../exchange/witness.ts';
import type { Member, Queue, Waiting } from '../queues/queue.ts';
import type { QueueSystem } from '../queues/queue-system.ts';
import { millis, seconds } from '../virtual-clock.ts';
import { AgentWatch } from './agent-watch.ts';

export interface Switchboard {
  queues: QueueSystem;
  find: FindDialplan;
}

export interface QueueCall {
  queue: string;
  maxWaitSeconds: number;
  /** who comes back from a transfer that nobody answered goes in front */
  first?: boolean;
}

/** Queue(): the caller waits, seats are rung, and one talks. Its result is QUEUESTATUS; CONTINUE after a talk. */
export function queueApp(board: Switchboard, call: QueueCall): App {
  return (x, channel, done) => {
    const queue = board.queues.queues.get(call.queue);
    if (queue === undefined) {
      done('');
      return { interrupt: () => {} };
    }
    return new QueueVisit(x, board, channel, queue, call, done);
  };
}

interface Outgoing {
  leg: Channel;
  member: Member;
  rungAt: number;
}

/** A waiting caller looks again for a free seat after this long, each at their own beat (two-callers-one-seat). */
const beatSlack = millis(0.6);

class QueueVisit implements Running, Ringer {
  readonly #x: Exchange;
  readonly #board: Switchboard;
  readonly #channel: Channel;
  readonly #queue: Queue;
  readonly #done: (status: string) => void;
  readonly #entry: Waiting;
  readonly #expiresAt: number;
  #waiting = false;
  #cancelBeat: () => void = () => {};
  #cancelRing: (() => void) | null = null;
  readonly #outgoing = new Map<Channel, Outgoing>();
  readonly #tried = new Set<Member>();

  constructor(
    x: Exchange,
    board: Switchboard,
    channel: Channel,
    queue: Queue,
    call: QueueCall,
    done: (status: string) => void,
  ) {
    this.#x = x;
    this.#board = board;
    this.#channel = channel;
    this.#queue = queue;
    this.#done = done;
    this.#entry = { channel, joinedAt: x.clock.now, ringing: false };
    this.#expiresAt = x.clock.now + seconds(call.maxWaitSeconds);
    const refusal = this.#refusal();
    if (refusal === null) this.#join(call.first === true);
    else {
      x.witness?.queueRefused(channel, queue.settings.queue);
      done(refusal);
    }
  }

  interrupt(why: Interruption): void {
    this.#cancelBeat();
    this.#cancelRing?.();
    // in a talk the bridge breaks up by itself
    if (!this.#waiting) return;
    const legs = [...this.#outgoing.keys()];
    this.#outgoing.clear();
    if (legs.length === 0) this.#x.music(this.#channel, false);
    for (const leg of legs) this.#cancel(leg);
    this.#abandon();
    for (const leg of legs) end(this.#x, leg, 0);
    this.#leave(why === 'hangup' ? 'abandoned' : 'taken');
  }

  answered(leg: Channel): void {
    const won = this.#outgoing.get(leg);
    if (won === undefined) return;
    this.#cancelBeat();
    this.#cancelRing?.();
    this.#outgoing.delete(leg);
    const losers = [...this.#outgoing.keys()];
    this.#outgoing.clear();
    const x = this.#x;
    const caller = this.#channel;
    x.witness?.ringEnded(leg, 'answered');
    sayDialEnd(x, caller, leg, 'ANSWER');
    for (const loser of losers) this.#cancel(loser);
    x.music(caller, false);
    const holdTime = this.#seconds(this.#entry.joinedAt);
    this.#leave('answered');
    this.#sayAgent('AgentConnect', won, ['HoldTime', String(holdTime)], ['RingTime', '0']);
    won.member.inCall = true;
    const startedAt = this.#board.queues.nowSeconds;
    new AgentWatch(x, this.#board.queues, {
      queue: this.#queue,
      member: won.member,
      caller,
      leg,
      holdTime,
      startedAt,
    });
    answerCaller(x, caller);
    const bridge = openBridge(x);
    caller.afterBridge = () => this.#done('CONTINUE');
    enter(x, bridge, leg);
    for (const loser of losers) end(x, loser, 26);
    enter(x, bridge, caller);
  }

  /** 486, or the Local pair in front of it fell apart. The next seat is rung at once (seat-rejects-twice). */
  refused(leg: Channel): void {
    const out = this.#outgoing.get(leg);
    if (out === undefined) return;
    this.#outgoing.delete(leg);
    // only its cause tells a refusal from a leg that somebody else ended
    this.#x.witness?.ringEnded(leg, leg.cause === 17 ? 'rejected' : 'no-answer');
    sayDialEnd(this.#x, this.#channel, leg, 'NOANSWER');
    this.#silent(out, Math.round(this.#seconds(out.rungAt)) * 1000);
    end(this.#x, leg);
    if (this.#outgoing.size > 0) return;
    if (this.#queue.settings.strategy !== 'ringall' && this.#ringNext()) return;
    this.#attemptOver();
  }

  #refusal(): string | null {
    const { joinEmpty, maxWaiting } = this.#queue.settings;
    if (this.#isEmpty(joinEmpty)) return 'JOINEMPTY';
    return maxWaiting > 0 && this.#queue.waiting.length >= maxWaiting ? 'FULL' : null;
  }

  #join(first: boolean): void {
    const { waiting, settings } = this.#queue;
    if (waiting.length === 0) this.#x.sayDevice(`Queue:${settings.queue}`, 'RINGING');
    if (first) waiting.unshift(this.#entry);
    else waiting.push(this.#entry);
    this.#waiting = true;
    this.#x.witness?.queueJoined(this.#channel, settings.queue);
    this.#sayCaller(
      'QueueCallerJoin',
      ['Position', String(waiting.indexOf(this.#entry) + 1)],
      ['Count', String(waiting.length)],
    );
    this.#x.music(this.#channel, true);
    this.#look();
  }

  /** A beat of the wait: over, nobody there any more, or a seat may be rung. */
  #look(): void {
    if (this.#hasToGo()) return;
    if (this.#isOurTurn()) {
      this.#tried.clear();
      if (this.#ringNext()) return;
    }
    this.#waitABeat();
  }

  #hasToGo(): boolean {
    const status = this.#isExpired()
      ? 'TIMEOUT'
      : this.#isEmpty(this.#queue.settings.leaveWhenEmpty)
        ? 'LEAVEEMPTY'
        : null;
    if (status === null) return false;
    // QueueCallerAbandon comes here too, though the queue gave up and not the caller (queue-timeout, leave-empty)
    this.#abandon();
    this.#leave(status === 'TIMEOUT' ? 'timeout' : 'left-empty');
    this.#x.music(this.#channel, false);
    this.#done(status);
    return true;
  }

  #waitABeat(): void {
    const beat = seconds(this.#queue.settings.retrySeconds) + beatSlack;
    const left = this.#expiresAt - this.#x.clock.now;
    const wait = this.#queue.settings.timeoutPriority === 'app' ? Math.min(beat, left) : beat;
    this.#cancelBeat = this.#x.clock.after(wait, () => this.#look());
  }

  /** Free seats go to the callers in front; who is being offered to one already does not stand in the way. */
  #isOurTurn(): boolean {
    let before = 0;
    for (const entry of this.#queue.waiting) {
      if (entry === this.#entry) break;
      if (!entry.ringing) before += 1;
    }
    if (this.#queue.settings.strategy === 'ringall' && before > 0) return false;
    let free = 0;
    for (const member of this.#queue.members.values()) {
      if (this.#canRing(member)) free += 1;
      if (free > before) return true;
    }
    return false;
  }

  #ringNext(): boolean {
    const all = this.#queue.settings.strategy === 'ringall';
    for (;;) {
      const chosen = this.#queue.next(this.#tried, this.#board.queues.nowSeconds);
      if (chosen.length === 0) break;
      this.#startRingClock();
      for (const member of chosen) {
        this.#tried.add(member);
        if (this.#ring(member) && !all) return true;
      }
    }
    if (this.#outgoing.size > 0) return true;
    this.#stopRingClock();
    return false;
  }

  /** One time for the whole round: who is rung after a refusal has what is left of it. */
  #startRingClock(): void {
    if (this.#cancelRing !== null) return;
    const ring = seconds(this.#queue.settings.ringSeconds);
    const left = this.#expiresAt - this.#x.clock.now;
    const time = this.#queue.settings.timeoutPriority === 'app' ? Math.min(ring, left) : ring;
    this.#cancelRing = this.#x.clock.after(time, () => this.#rungInVain());
    this.#entry.ringing = true;
  }

  #stopRingClock(): void {
    this.#cancelRing?.();
    this.#cancelRing = null;
    this.#entry.ringing = false;
  }

  #ring(member: Member): boolean {
    const x = this.#x;
    const leg = bearLeg(x, { dialString: member.interface, caller: this.#channel, callerId: '' });
    if (leg === null) return false;
    const out = { leg, member, rungAt: x.clock.now };
    this.#outgoing.set(leg, out);
    x.witness?.rung(leg, this.#channel, this.#queue.settings.queue);
    this.#sayAgent('AgentCalled', out);
    sayDialBegin(x, this.#channel, leg, member.interface);
    x.connectLine(this.#channel, leg);
    beginRinging(x, this.#board.find, leg, this);
    if (!leg.ended && leg.mate === null) sayRinging(x, this.#channel, leg);
    return true;
  }

  #rungInVain(): void {
    const outs = [...this.#outgoing.values()];
    this.#outgoing.clear();
    for (const out of outs) {
      this.#x.witness?.ringEnded(out.leg, 'no-answer');
      this.#silent(out, Math.round(this.#seconds(out.rungAt)) * 1000);
      sayDialEnd(this.#x, this.#channel, out.leg, 'NOANSWER');
      sayDialEnd(this.#x, this.#channel, out.leg, 'CANCEL');
    }
    for (const { leg } of outs) {
      leg.ringer = null;
      end(this.#x, leg, 0);
    }
    this.#attemptOver();
  }

  #attemptOver(): void {
    this.#stopRingClock();
    if (!this.#hasToGo()) this.#waitABeat();
  }

  #silent(out: Outgoing, ringTime: number): void {
    this.#sayAgent('AgentRingNoAnswer', out, ['RingTime', String(ringTime)]);
    this.#board.queues.autopause(this.#queue, out.member);
  }

  /** Seen twice for one leg (caller-abandons). */
  #cancel(leg: Channel): void {
    leg.ringer = null;
    this.#x.witness?.ringEnded(leg, 'withdrawn');
    sayDialEnd(this.#x, this.#channel, leg, 'CANCEL');
    sayDialEnd(this.#x, this.#channel, leg, 'CANCEL');
  }

  #abandon(): void {
    this.#queue.abandoned += 1;
    this.#sayCaller(
      'QueueCallerAbandon',
      ['Position', String(this.#queue.waiting.indexOf(this.#entry) + 1)],
      ['OriginalPosition', '1'],
      ['HoldTime', String(this.#seconds(this.#entry.joinedAt))],
    );
  }

  #leave(how: StayEnd): void {
    this.#waiting = false;
    const { waiting, settings } = this.#queue;
    const place = waiting.indexOf(this.#entry);
    waiting.splice(place, 1);
    if (waiting.length === 0) this.#x.sayDevice(`Queue:${settings.queue}`, 'NOT_INUSE');
    this.#x.witness?.queueLeft(this.#channel, settings.queue, how);
    this.#sayCaller('QueueCallerLeave', ['Position', String(place + 1)], ['Count', String(waiting.length)]);
  }

  #canRing(member: Member): boolean {
    return this.#board.queues.canRing(this.#queue, member);
  }

  #isExpired(): boolean {
    return this.#x.clock.now >= this.#expiresAt;
  }

  #isEmpty(absences: Queue['settings']['joinEmpty']): boolean {
    return this.#queue.isEmpty(absences, this.#board.queues.nowSeconds, this.#x.behaviour.busyAtOne);
  }

  /** Whole seconds of the clock, as app_queue takes differences of time(): up to one second from the truth. */
  #seconds(since: number): number {
    return this.#board.queues.nowSeconds - Math.floor(since / 1_000_000);
  }

  #sayCaller(name: string, ...more: readonly Header[]): void {
    const told = new Headers([['Queue', this.#queue.settings.queue], ...more]);
    this.#x.say(name, 'agent', this.#channel.headers(), told);
  }

  #sayAgent(name: string, { leg, member }: Outgoing, ...more: readonly Header[]): void {
    this.#x.say(
      name,
      'agent',
      this.#channel.headers(),
      leg.headers('Dest'),
      new Headers([
        ['Queue', this.#queue.settings.queue],
        ['Interface', member.interface],
        ['MemberName', member.name],
        ...more,
      ]),
    );
  }
}
