import type { Endpoint } from '../exchange/channel.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { type Header, Headers } from '../exchange/message.ts';
import { type Member, Queue, type QueueSettings } from './queue.ts';

export interface NewMember {
  interface: string;
  /** the telephone behind a Local channel; the interface itself where it is one */
  stateInterface?: string;
  name: string;
  penalty: number;
  paused: boolean;
  reason: string;
}

/** app_queue: queues and their members. What a caller goes through in one is in `apps/queue-visit.ts`. */
export class QueueSystem {
  readonly queues = new Map<string, Queue>();
  readonly #x: Exchange;
  /** told after a member came, went, or was paused or not */
  readonly watchers: (() => void)[] = [];

  constructor(x: Exchange, settings: readonly QueueSettings[]) {
    this.#x = x;
    for (const each of settings) this.queues.set(each.queue, new Queue(each));
    x.deviceWatchers.push((endpoint) => this.#deviceChanged(endpoint));
  }

  get nowSeconds(): number {
    return Math.floor(this.#x.clock.now / 1_000_000);
  }

  canRing(queue: Queue, member: Member): boolean {
    return queue.canRing(member, this.nowSeconds);
  }

  add(queueName: string, added: NewMember): 'added' | 'already-there' | 'no-such-queue' {
    const queue = this.queues.get(queueName);
    if (queue === undefined) return 'no-such-queue';
    if (queue.members.has(added.interface)) return 'already-there';
    const stateInterface = added.stateInterface ?? added.interface;
    const member: Member = {
      interface: added.interface,
      stateInterface,
      name: added.name,
      penalty: added.penalty,
      paused: added.paused,
      reason: added.paused ? added.reason : '',
      lastPause: added.paused ? this.nowSeconds : 0,
      loginTime: this.nowSeconds,
      callsTaken: 0,
      lastCall: 0,
      inCall: false,
      endpoint: this.#x.endpoints.get(stateInterface) ?? null,
    };
    queue.join(member);
    this.#say('QueueMemberAdded', queue, member);
    this.#tellAvailable(queue);
    for (const watcher of this.watchers) watcher();
    return 'added';
  }

  remove(queueName: string, line: string): 'removed' | 'not-there' | 'no-such-queue' {
    const queue = this.queues.get(queueName);
    if (queue === undefined) return 'no-such-queue';
    const member = queue.members.get(line);
    if (member === undefined) return 'not-there';
    queue.leave(member);
    this.#say('QueueMemberRemoved', queue, member);
    if (member.paused) this.#x.sayDevice(`Queue:${queueName}_pause_${line}`, 'NOT_INUSE');
    this.#tellAvailable(queue);
    for (const watcher of this.watchers) watcher();
    return 'removed';
  }

  /** One event a queue, also where nothing changes by it (recording member-changes); false: in no such queue. */
  pause(queueName: string | null, line: string, paused: boolean, reason: string): boolean {
    let found = false;
    for (const [name, queue] of this.queues) {
      const member = queue.members.get(line);
      if (member === undefined || (queueName !== null && queueName !== name)) continue;
      found = true;
      this.#pauseIn(queue, member, paused, reason);
    }
    if (found) for (const watcher of this.watchers) watcher();
    return found;
  }

  /** in any of its queues */
  isPaused(line: string): boolean {
    for (const queue of this.queues.values()) if (queue.members.get(line)?.paused === true) return true;
    return false;
  }

  setPenalty(queueName: string | null, line: string, penalty: number): boolean {
    let found = false;
    for (const [name, queue] of this.queues) {
      const member = queue.members.get(line);
      if (member === undefined || (queueName !== null && queueName !== name)) continue;
      found = true;
      member.penalty = penalty;
      this.#say('QueueMemberPenalty', queue, member);
    }
    return found;
  }

  /** A member let it ring, or refused: `autopause` of queues.conf. */
  autopause(queue: Queue, member: Member): void {
    if (queue.settings.autopause === 'no') return;
    if (queue.settings.autopause === 'yes') this.#pauseIn(queue, member, true, 'Auto-Pause');
    else this.pause(null, member.interface, true, 'Auto-Pause');
    for (const watcher of this.watchers) watcher();
  }

  /** One seat serves several lines: its last call counts in all of them (`shared_lastcall`). */
  countCall(queue: Queue, member: Member): void {
    member.callsTaken += 1;
    queue.completed += 1;
    for (const each of this.queues.values()) {
      const same = each.members.get(member.interface);
      if (same !== undefined) same.lastCall = this.nowSeconds;
    }
  }

  /** The headers of a member that events tell; lists name some of them otherwise. */
  memberHeaders(queue: Queue, member: Member): Header[] {
    return [
      ['Queue', queue.settings.queue],
      ['MemberName', member.name],
      ['Interface', member.interface],
      ['StateInterface', member.stateInterface],
      ['Membership', 'dynamic'],
      ['Penalty', String(member.penalty)],
      ['CallsTaken', String(member.callsTaken)],
      ['LastCall', String(member.lastCall)],
      ['LastPause', String(member.lastPause)],
      ['LoginTime', String(member.loginTime)],
      ['InCall', member.inCall ? '1' : '0'],
      ['Status', String(queue.statusOf(member, this.#x.behaviour.busyAtOne))],
      ['Paused', member.paused ? '1' : '0'],
      ['PausedReason', member.reason],
      ['Ringinuse', '0'],
      ['Wrapuptime', '0'],
    ];
  }

  #pauseIn(queue: Queue, member: Member, paused: boolean, reason: string): void {
    const changed = member.paused !== paused;
    member.paused = paused;
    member.reason = paused ? reason : '';
    if (paused) member.lastPause = this.nowSeconds;
    if (changed)
      this.#x.sayDevice(
        `Queue:${queue.settings.queue}_pause_${member.interface}`,
        paused ? 'INUSE' : 'NOT_INUSE',
      );
    this.#tellAvailable(queue);
    this.#say('QueueMemberPause', queue, member);
  }

  #deviceChanged(endpoint: Endpoint): void {
    for (const queue of this.queues.values()) {
      for (const member of queue.membersAt(endpoint.name)) {
        this.#say('QueueMemberStatus', queue, member);
        this.#tellAvailable(queue);
      }
    }
  }

  #tellAvailable(queue: Queue): void {
    if (!this.#x.behaviour.deviceEvents) return;
    const available = queue.someoneAvailable(this.nowSeconds);
    if (available === queue.availableTold) return;
    queue.availableTold = available;
    this.#x.sayDevice(`Queue:${queue.settings.queue}_avail`, available ? 'NOT_INUSE' : 'INUSE');
  }

  #say(name: string, queue: Queue, member: Member): void {
    this.#x.say(name, 'agent', new Headers(this.memberHeaders(queue, member)));
  }
}
