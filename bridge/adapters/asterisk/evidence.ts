import type { Finding } from '../../application/ports.ts';
import { type AmiMessage, field } from './ami-message.ts';
import { eventFilterLines } from './ami-noise.ts';

/** So many calls and telephones must have been seen before silence means a missing right. */
const enough = 10;
/** Legs that were asked to hang up; older ones are forgotten. */
const remembered = 10_000;

/**
 * Learns from the running stream what no action of AMI tells: whether `read` lacks a class, whether events carry
 * their time, whether the dialplan says why a caller left the queue. Each finding is told once a connection.
 */
export class Evidence {
  readonly #user: string;
  readonly #found = new Map<string, Finding>();
  readonly #asked = new Set<string>();
  /** Legs that their queue put out, and whose dialplan has not said why yet. */
  readonly #putOut = new Set<string>();
  readonly #memberDevices = new Set<string>();
  #callEvents = 0;
  #agentEvents = 0;
  #joins = 0;
  #deviceChanges = 0;
  #messages = 0;
  #timeIsTold: boolean | null = null;

  constructor(user: string) {
    this.#user = user;
  }

  get findings(): Finding[] {
    return [...this.#found.values()];
  }

  /** @returns whether something new was found */
  message(message: AmiMessage): boolean {
    this.#messages += 1;
    if (message.kind === 'response') return false;
    const before = this.#found.size;
    const privilege = field(message, 'privilege') ?? '';
    if (privilege.startsWith('call,')) this.#callEvents += 1;
    else if (privilege.startsWith('agent,')) this.#agentEvents += 1;
    if (this.#timeIsTold === null) this.#judgeTime(message, privilege);
    this.#look(message);
    return this.#found.size > before;
  }

  /** @returns whether noise is a good part of what the exchange sends; worth a line in its configuration */
  noise(dropped: ReadonlyMap<string, number>, advancedFilters: boolean): boolean {
    const count = [...dropped.values()].reduce((sum, each) => sum + each, 0);
    if (count < 1_000 || count < this.#messages / 4 || this.#found.has('noise')) return false;
    const lines = eventFilterLines(dropped.keys(), advancedFilters).join('; ');
    this.#tell('info', 'noise', {
      zh: `交换机发来的消息中有 ${count} 条与话务无关，已丢弃。可在 manager.conf 的 [${this.#user}] 段加：${lines}`,
      en: `${count} messages of the exchange say nothing of calls and were dropped. For section [${this.#user}] of manager.conf: ${lines}`,
    });
    return true;
  }

  /** Neither the items of a list nor the FullyBooted that greets a login carry a time, whatever is configured. */
  #judgeTime(message: AmiMessage, privilege: string): void {
    if (field(message, 'timestamp') !== null) this.#timeIsTold = true;
    else if (privilege !== '' && field(message, 'actionid') === null && message.name !== 'FullyBooted') {
      this.#timeIsTold = false;
      this.#tell('warning', 'no-timestamps', {
        zh: '交换机的事件不带时间：通话时长按到达时间计算，误差不可控。请在 manager.conf 的 [general] 段设 timestampevents = yes',
        en: 'events carry no time: durations are taken from their arrival. Set timestampevents = yes in [general] of manager.conf',
      });
    }
  }

  #look(message: AmiMessage): void {
    const leg = field(message, 'uniqueid') ?? '';
    switch (message.name) {
      case 'QueueMember':
        this.#memberDevices.add(field(message, 'stateinterface') ?? '');
        return;
      case 'DeviceStateChange':
        this.#deviceChanged(message);
        return;
      case 'HangupRequest':
      case 'SoftHangupRequest':
        if (this.#asked.size >= remembered) this.#asked.clear();
        this.#asked.add(leg);
        return;
      case 'QueueCallerJoin':
        this.#joined();
        return;
      case 'QueueCallerAbandon':
        // It comes also when the queue gives up on a caller who is still there (queue-timeout.ami, leave-empty.ami).
        if (!this.#asked.has(leg) && this.#putOut.size < remembered) this.#putOut.add(leg);
        return;
      case 'UserEvent':
        if (field(message, 'userevent') === 'QueueLeft') this.#putOut.delete(leg);
        return;
      case 'Hangup':
        this.#asked.delete(leg);
        if (this.#putOut.delete(leg)) this.#reasonIsNotTold();
        return;
    }
  }

  /** A seat's telephone changes, and its queues say nothing: class `agent` is not read. */
  #deviceChanged(message: AmiMessage): void {
    if (field(message, 'actionid') !== null || !this.#memberDevices.has(field(message, 'device') ?? ''))
      return;
    this.#deviceChanges += 1;
    if (this.#deviceChanges >= enough && this.#agentEvents === 0)
      this.#notRead('agent', '队列事件', 'queue events');
  }

  #joined(): void {
    this.#joins += 1;
    if (this.#joins >= enough && this.#callEvents === 0) this.#notRead('call', '通话事件', 'call events');
  }

  #notRead(right: string, zh: string, en: string): void {
    this.#tell('error', `read-missing-${right}`, {
      zh: `收不到${zh}：AMI 账号 ${this.#user} 缺少权限 read=${right}，或被 eventfilter 滤掉。请核对 manager.conf`,
      en: `no ${en} arrive: AMI account ${this.#user} lacks read=${right}, or an eventfilter takes them out. Check manager.conf`,
    });
  }

  #reasonIsNotTold(): void {
    const line = `UserEvent(QueueLeft,Queue: …,Status: ${'$'}{QUEUESTATUS})`;
    this.#tell('warning', 'dialplan-silent', {
      zh: `来电被队列放弃后，拨号方案没有说明原因，超时、无人值守和放弃无法区分。请在 Queue() 之后加 ${line}，并给 AMI 账号 read=user`,
      en: `a queue gave up on a caller and the dialplan did not say why, so time-out, empty queue and abandonment look alike. After Queue() add ${line}, and give the AMI account read=user`,
    });
  }

  #tell(severity: Finding['severity'], code: string, words: { zh: string; en: string }): void {
    if (!this.#found.has(code)) this.#found.set(code, { severity, code, ...words });
  }
}
