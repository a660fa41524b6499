import { answerCaller, end, enter, openBridge } from '../exchange/bridging.ts';
import type { Channel, Interruption, Running } from '../exchange/channel.ts';
import type { App } from '../exchange/dialplan-thread.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { type Header, Headers } from '../exchange/message.ts';
import type { StayEnd } from '../exchange/witness.ts';
import type { Queue, Waiting } from '../queues/queue.ts';
import { millis, seconds } from '../virtual-clock.ts';
import { AgentWatch } from './agent-watch.ts';
import { type Outgoing, RingRound, type Switchboard, sayAgent } from './ring-round.ts';

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
    if (queue !== undefined) return new QueueVisit(x, board, channel, queue, call, done);
    done('');
    return { interrupt: () => {} };
  };
}

/** A waiting caller looks again for a free seat after this and a second, each at their own beat (two-callers-one-seat). */
const beatSlack = millis(0.6);

class QueueVisit implements Running {
  readonly #x: Exchange;
  readonly #board: Switchboard;
  readonly #channel: Channel;
  readonly #queue: Queue;
  readonly #done: (status: string) => void;
  readonly #entry: Waiting;
  readonly #expiresAt: number;
  #waiting = false;
  #cancelBeat: () => void = () => {};
  #round: RingRound | null = null;

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
    // in a talk the bridge breaks up by itself
    if (!this.#waiting) return;
    this.#x.music(this.#channel, false);
    const legs = this.#round?.withdraw() ?? [];
    this.#abandon();
    for (const leg of legs) end(this.#x, leg, 0);
    this.#leave(why === 'hangup' ? 'abandoned' : 'taken');
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
    this.#say(
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
    if (!this.#isOurTurn() || !this.#beginRound()) this.#waitABeat();
  }

  #beginRound(): boolean {
    const { ringSeconds, timeoutPriority } = this.#queue.settings;
    const ring = seconds(ringSeconds);
    const left = this.#expiresAt - this.#x.clock.now;
    const round = new RingRound({
      x: this.#x,
      board: this.#board,
      queue: this.#queue,
      caller: this.#channel,
      time: timeoutPriority === 'app' ? Math.min(ring, left) : ring,
      won: (out, losers) => this.#talk(out, losers),
      over: () => {
        this.#round = null;
        this.#entry.ringing = false;
        if (!this.#hasToGo()) this.#waitABeat();
      },
    });
    if (!round.begin()) return false;
    this.#round = round;
    this.#entry.ringing = true;
    return true;
  }

  #talk(won: Outgoing, losers: readonly Channel[]): void {
    const x = this.#x;
    const caller = this.#channel;
    const { leg, member } = won;
    this.#round = null;
    x.music(caller, false);
    const holdTime = this.#board.queues.nowSeconds - Math.floor(this.#entry.joinedAt / 1_000_000);
    this.#leave('answered');
    sayAgent(x, this.#queue, caller, won, 'AgentConnect', ['HoldTime', String(holdTime)], ['RingTime', '0']);
    member.inCall = true;
    const startedAt = this.#board.queues.nowSeconds;
    new AgentWatch(x, this.#board.queues, { queue: this.#queue, member, caller, leg, holdTime, startedAt });
    answerCaller(x, caller);
    const bridge = openBridge(x);
    caller.afterBridge = () => this.#done('CONTINUE');
    enter(x, bridge, leg);
    for (const loser of losers) end(x, loser, 26);
    enter(x, bridge, caller);
  }

  #hasToGo(): boolean {
    const { leaveWhenEmpty } = this.#queue.settings;
    const expired = this.#x.clock.now >= this.#expiresAt;
    if (!expired && !this.#isEmpty(leaveWhenEmpty)) return false;
    // QueueCallerAbandon comes here too, though the queue gave up and not the caller (queue-timeout, leave-empty)
    this.#abandon();
    this.#leave(expired ? 'timeout' : 'left-empty');
    this.#x.music(this.#channel, false);
    this.#done(expired ? 'TIMEOUT' : 'LEAVEEMPTY');
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
      if (this.#board.queues.canRing(this.#queue, member)) free += 1;
      if (free > before) return true;
    }
    return false;
  }

  #abandon(): void {
    this.#queue.abandoned += 1;
    // whole seconds of the clock, as app_queue takes differences of time(): up to one second from the truth
    const waited = this.#board.queues.nowSeconds - Math.floor(this.#entry.joinedAt / 1_000_000);
    this.#say(
      'QueueCallerAbandon',
      ['Position', String(this.#queue.waiting.indexOf(this.#entry) + 1)],
      ['OriginalPosition', '1'],
      ['HoldTime', String(waited)],
    );
  }

  #leave(how: StayEnd): void {
    this.#waiting = false;
    const { waiting, settings } = this.#queue;
    const place = waiting.indexOf(this.#entry);
    waiting.splice(place, 1);
    if (waiting.length === 0) this.#x.sayDevice(`Queue:${settings.queue}`, 'NOT_INUSE');
    this.#x.witness?.queueLeft(this.#channel, settings.queue, how);
    this.#say('QueueCallerLeave', ['Position', String(place + 1)], ['Count', String(waiting.length)]);
  }

  #isEmpty(absences: Queue['settings']['joinEmpty']): boolean {
    return this.#queue.isEmpty(absences, this.#board.queues.nowSeconds, this.#x.behaviour.busyAtOne);
  }

  #say(name: string, ...more: readonly Header[]): void {
    const told = new Headers([['Queue', this.#queue.settings.queue], ...more]);
    this.#x.say(name, 'agent', this.#channel.headers(), told);
  }
}
