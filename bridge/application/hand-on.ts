import { may } from '../domain/people/role.ts';
import type { HandOverNotes } from '../domain/record/hand-over.ts';
import type { AwaitFloor } from './await-floor.ts';
import type { Card } from './card.ts';
import type { Desk } from './desk.ts';
import type { Desks } from './desks.ts';
import { type Destination, type DialRules, destinationOf, type Target } from './dialling.ts';
import type { FloorKeeper } from './floor-keeper.ts';
import type { HandOvers } from './hand-overs.ts';
import { type OwnLeg, ownLeg } from './own-leg.ts';
import type { Clock, PbxCapabilities, PbxCommand, PbxSource } from './ports.ts';
import { done, noRight, type Refused, type Result, refused } from './result.ts';
import type { Account, AuditStore } from './store.ts';

/** Where somebody may be put through to: on a break they may be asked, in a talk they are not rung. */
const reachable: ReadonlySet<string> = new Set(['READY', 'BUSY', 'BREAK', 'ACW']);

type Phase = OwnLeg['phase'];

interface Act {
  verb: string;
  capability: keyof PbxCapabilities;
  /** the phases of the operator's leg in which it can be done */
  from: readonly Phase[];
  /** words where it is another phase */
  otherwise: string;
  command(leg: OwnLeg): PbxCommand | Refused;
  /** what the floor shows when it is done */
  came(leg: OwnLeg | null): boolean;
}

/** 咨询、三方、转接: a citizen is handed on, with what the seat has found out. */
export class HandOn {
  readonly #floor: FloorKeeper;
  readonly #desks: Desks;
  readonly #source: PbxSource;
  readonly #rules: DialRules;
  readonly #handOvers: HandOvers;
  readonly #await: AwaitFloor;
  readonly #audit: AuditStore;
  readonly #clock: Clock;

  constructor(needs: {
    floor: FloorKeeper;
    desks: Desks;
    source: PbxSource;
    rules: DialRules;
    handOvers: HandOvers;
    awaitFloor: AwaitFloor;
    audit: AuditStore;
    clock: Clock;
  }) {
    this.#floor = needs.floor;
    this.#desks = needs.desks;
    this.#source = needs.source;
    this.#rules = needs.rules;
    this.#handOvers = needs.handOvers;
    this.#await = needs.awaitFloor;
    this.#audit = needs.audit;
    this.#clock = needs.clock;
  }

  /** The citizen waits with music while the seat is put through; done once it rings there. */
  consult(account: Account, callId: string, target: Target, notes: HandOverNotes | null): Promise<Result> {
    return this.#to(account, callId, target, notes, (destination) => ({
      verb: '咨询',
      capability: 'consult',
      from: ['talking'],
      otherwise: '只有正在通话时才能咨询：保持中请先恢复。',
      command: ({ channel }) => ({
        type: 'consult',
        channel,
        context: this.#floor.site.seatContext,
        extension: destination.extension,
        mayGoOn: destination.mayGoOn,
      }),
      came: (leg) => leg?.phase === 'consulting',
    }));
  }

  /** 盲转: without a word beforehand. A seat that does not answer gives the citizen back to the line, in front. */
  transfer(account: Account, callId: string, target: Target, notes: HandOverNotes | null): Promise<Result> {
    return this.#to(account, callId, target, notes, (destination) => ({
      verb: '转接',
      capability: 'transfer',
      from: ['talking', 'held'],
      otherwise: '只有正在通话时才能直接转接：咨询中请先取消咨询，或完成转接。',
      command: ({ channel }) => ({
        type: 'blind-transfer',
        channel,
        context: this.#floor.site.seatContext,
        extension: destination.extension,
      }),
      came: (leg) => leg === null,
    }));
  }

  cancelConsult(account: Account, callId: string): Promise<Result> {
    return this.#act(account, callId, {
      verb: '取消咨询',
      capability: 'consult',
      from: ['consulting'],
      otherwise: '现在没有咨询。',
      command: (leg) => byTelephone(leg, '取消咨询') ?? { type: 'cancel-consult', channel: leg.channel },
      came: (leg) => leg?.phase === 'talking',
    });
  }

  /** 完成转接: only to somebody who is there; the seat is out of the call then, its record stays open. */
  async completeConsult(account: Account, callId: string, notes: HandOverNotes | null): Promise<Result> {
    const card = this.#cardOf(account, callId);
    // What was written down during the consultation goes along: there before the other seat has the citizen.
    if (card?.handedOn != null && notes !== null) this.#handOver(account, card, card.handedOn.to, notes);
    const result = await this.#act(account, callId, {
      verb: '完成转接',
      capability: 'consult',
      from: ['consulting'],
      otherwise: '现在没有咨询，不能完成转接。',
      command: (leg) =>
        byTelephone(leg, '完成转接') ??
        notYetThere(leg, '完成转接') ?? { type: 'complete-consult', channel: leg.channel },
      came: (leg) => leg === null,
    });
    if (result.outcome === 'done' && card?.handedOn != null) {
      card.handedOn = { ...card.handedOn, done: true };
      this.#desks.touch(this.#desks.of(account));
    }
    return result;
  }

  /** 三方: citizen, seat and the consulted one hear each other. */
  async conference(account: Account, callId: string): Promise<Result> {
    const card = this.#cardOf(account, callId);
    const result = await this.#act(account, callId, {
      verb: '三方通话',
      capability: 'conference',
      from: ['consulting'],
      otherwise: '先咨询，对方接听后才能三方通话。',
      command: (leg) =>
        byTelephone(leg, '三方通话') ??
        notYetThere(leg, '三方通话') ?? { type: 'join-three', channel: leg.channel },
      came: (leg) => leg?.phase === 'conference',
    });
    if (result.outcome === 'done' && card?.handedOn != null) {
      card.handedOn = { ...card.handedOn, outcome: card.handedOn.outcome === 'T3' ? 'T3' : 'T2', done: true };
      this.#desks.touch(this.#desks.of(account));
    }
    return result;
  }

  async #to(
    account: Account,
    callId: string,
    target: Target,
    notes: HandOverNotes | null,
    act: (destination: Destination) => Act,
  ): Promise<Result> {
    const card = this.#cardOf(account, callId);
    const desk = this.#desks.of(account);
    const destination = this.#destination(desk, target);
    if ('code' in destination) return destination;
    // Known before the other seat's telephone rings: their pop shows it.
    if (card !== null) this.#note(account, card, destination, notes);
    const what = act(destination);
    const result = await this.#act(account, callId, what);
    if (destination.outside) await this.#audited(account, callId, what.verb, destination, result);
    if (card === null) return result;
    if (result.outcome !== 'done') card.handedOn = null;
    else if (what.capability === 'transfer' && card.handedOn !== null)
      card.handedOn = { ...card.handedOn, done: true };
    this.#desks.touch(desk);
    return result;
  }

  #destination(desk: Desk, target: Target): Destination | Refused {
    const destination = destinationOf(target, {
      site: this.#floor.site,
      rules: this.#rules,
      nameOfSeat: (seat) => this.#desks.at(seat)?.account.name ?? null,
    });
    if ('code' in destination || destination.outside) return destination;
    const seat = this.#floor.seat(destination.extension);
    if (seat === null) return destination;
    if (desk.session?.seat === destination.extension)
      return refused('own-seat', '这是您自己的座席，请选择别人。');
    if (reachable.has(seat.state)) return destination;
    return refused(
      'target-not-there',
      `${destination.name} 现在不能接听（未签入、离线或正在通话），请另选。`,
    );
  }

  async #act(account: Account, callId: string, act: Act): Promise<Result> {
    if (!may(account.roles, 'take-calls')) return noRight;
    const { verb } = act;
    if (!this.#source.capabilities[act.capability])
      return refused('not-capable', `本话务系统不支持在面板上${verb}，请在话机上${verb}。`);
    const leg = ownLeg(this.#floor, this.#desks, account, callId);
    if (leg === null) return refused('no-call', `这个通话已经不在您的座席上，不能${verb}。`);
    if (!act.from.includes(leg.phase)) return refused('not-now', act.otherwise);
    const command = act.command(leg);
    if ('outcome' in command) return command;
    const answer = await this.#source.command(command);
    if (answer.outcome !== 'done')
      return refused('pbx-refused', `没有${verb}：${answer.message}。来电人仍在您这里，请在话机上${verb}。`);
    const came = await this.#await.shows(() => act.came(ownLeg(this.#floor, this.#desks, account, callId)));
    if (came) return done;
    return refused(
      'not-begun',
      `话务系统收到了${verb}，但没有看到它发生。请看左侧通话状态；来电人仍在时可在话机上${verb}。`,
    );
  }

  #note(account: Account, card: Card, destination: Destination, notes: HandOverNotes | null): void {
    const { name, outcome } = destination;
    card.handedOn = { to: name, outcome, done: false };
    if (notes !== null) this.#handOver(account, card, name, notes);
  }

  #handOver(account: Account, card: Card, to: string, notes: HandOverNotes): void {
    const { name, agentNo } = account;
    const at = this.#clock.now();
    this.#handOvers.note(card.callId, { seat: card.seat, name, agentNo, at, to, notes });
  }

  #audited(
    account: Account,
    callId: string,
    verb: string,
    { name, extension }: Destination,
    result: Result,
  ): Promise<void> {
    return this.#audit.append({
      at: this.#clock.now(),
      accountId: account.id,
      action: 'hand-on-outside',
      subject: `call ${this.#floor.callKey(callId)}`,
      detail: `${verb} ${name} ${extension}${result.outcome === 'refused' ? ` ${result.code}` : ''}`,
      success: result.outcome === 'done',
    });
  }

  #cardOf(account: Account, callId: string): Card | null {
    return this.#desks.of(account).cards.find((card) => card.callId === callId) ?? null;
  }
}

function byTelephone({ consultation }: OwnLeg, verb: string): Refused | null {
  if (consultation === null || consultation.by === 'exchange') return null;
  return refused('by-telephone', `这次咨询是在话机上开始的，请在话机上${verb}。`);
}

function notYetThere({ consultation }: OwnLeg, verb: string): Refused | null {
  if (consultation?.answered === true) return null;
  return refused('not-yet-there', `对方还没有接听，接听后才能${verb}；不等了请取消咨询。`);
}
