import { may } from '../domain/people/role.ts';
import type { Card } from './card.ts';
import type { Desks } from './desks.ts';
import type { FloorKeeper } from './floor-keeper.ts';
import { type OwnLeg, ownLeg } from './own-leg.ts';
import type { PbxCommand, PbxSource } from './ports.ts';
import { done, noRight, type Refused, type Result, refused } from './result.ts';
import type { Account } from './store.ts';

/** 接听、保持、静音、按键、挂断: the operator's own leg of their own call, and nobody else's. */
export class ControlCall {
  readonly #floor: FloorKeeper;
  readonly #desks: Desks;
  readonly #source: PbxSource;

  constructor(needs: { floor: FloorKeeper; desks: Desks; source: PbxSource }) {
    this.#floor = needs.floor;
    this.#desks = needs.desks;
    this.#source = needs.source;
  }

  answer(account: Account, callId: string): Promise<Result> {
    return this.#control(account, callId, {
      verb: '接听',
      able: this.#source.capabilities.answer,
      command: ({ channel }) => ({ type: 'answer', channel }),
    });
  }

  hold(account: Account, callId: string, held: boolean): Promise<Result> {
    return this.#control(account, callId, {
      verb: held ? '保持' : '恢复',
      able: this.#source.capabilities.hold,
      command: ({ channel }) => ({ type: 'hold', channel, held }),
    });
  }

  /** 静音: nobody hears the seat. No event tells of it; what the exchange answered is what the card shows. */
  async mute(account: Account, callId: string, muted: boolean): Promise<Result> {
    const verb = muted ? '静音' : '取消静音';
    let channel = '';
    const result = await this.#control(account, callId, {
      verb,
      able: this.#source.capabilities.mute,
      command: (leg) => {
        if (leg.phase === 'ringing') return refused('not-now', `接通以后才能${verb}。`);
        channel = leg.channel;
        return { type: 'mute', channel, muted };
      },
    });
    const card = this.#card(account, callId);
    if (result.outcome === 'done' && card !== null) {
      card.muted = { channel, on: muted };
      this.#desks.touch(this.#desks.of(account));
    }
    return result;
  }

  /** Keys for the menu of whoever is consulted or was called. */
  press(account: Account, callId: string, keys: string): Promise<Result> {
    return this.#control(account, callId, {
      verb: '发送按键',
      able: this.#source.capabilities.press,
      command: ({ keysTo }) =>
        keysTo === null
          ? refused('not-now', '没有接收按键的一方：咨询外线、三方或外呼接通后才能按键。')
          : { type: 'press', channel: keysTo, keys },
    });
  }

  hangUp(account: Account, callId: string): Promise<Result> {
    return this.#control(account, callId, {
      verb: '挂断',
      able: this.#source.capabilities.hangUp,
      command: ({ phase, channel, consultation }) =>
        // The exchange would take it for the completion of the transfer.
        phase === 'consulting' && consultation?.by === 'exchange'
          ? refused('consulting', '正在咨询，来电人在等待。请先取消咨询，或完成转接。')
          : { type: 'hang-up', channel },
    });
  }

  #card(account: Account, callId: string): Card | null {
    return this.#desks.of(account).cards.find((card) => card.callId === callId) ?? null;
  }

  async #control(
    account: Account,
    callId: string,
    act: { verb: string; able: boolean; command(leg: OwnLeg): PbxCommand | Refused },
  ): Promise<Result> {
    if (!may(account.roles, 'take-calls')) return noRight;
    const { verb } = act;
    if (!act.able) return refused('not-capable', `本话务系统不支持在面板上${verb}，请在话机上${verb}。`);
    const leg = ownLeg(this.#floor, this.#desks, account, callId);
    if (leg === null) return refused('no-call', `这个通话已经不在您的座席上，不能${verb}。`);
    const command = act.command(leg);
    if ('outcome' in command) return command;
    const answer = await this.#source.command(command);
    if (answer.outcome === 'done') return done;
    return refused('pbx-refused', `没有${verb}：${answer.message}。请在话机上${verb}；登记内容不受影响。`);
  }
}
