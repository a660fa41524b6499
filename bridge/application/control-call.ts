import { may } from '../domain/people/role.ts';
import type { Desks } from './desks.ts';
import type { FloorKeeper } from './floor-keeper.ts';
import type { PbxCommand, PbxSource } from './ports.ts';
import { done, noRight, type Result, refused } from './result.ts';
import type { Account } from './store.ts';

/** 接听、保持、挂断: the operator's own leg of their own call, and nobody else's. */
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
      command: (channel) => ({ type: 'answer', channel }),
    });
  }

  hold(account: Account, callId: string, held: boolean): Promise<Result> {
    return this.#control(account, callId, {
      verb: held ? '保持' : '恢复',
      able: this.#source.capabilities.hold,
      command: (channel) => ({ type: 'hold', channel, held }),
    });
  }

  hangUp(account: Account, callId: string): Promise<Result> {
    return this.#control(account, callId, {
      verb: '挂断',
      able: this.#source.capabilities.hangUp,
      command: (channel) => ({ type: 'hang-up', channel }),
    });
  }

  async #control(
    account: Account,
    callId: string,
    act: { verb: string; able: boolean; command(channel: string): PbxCommand },
  ): Promise<Result> {
    if (!may(account.roles, 'take-calls')) return noRight;
    const { verb } = act;
    if (!act.able) return refused('not-capable', `本话务系统不支持在面板上${verb}，请在话机上${verb}。`);
    const seat = this.#desks.of(account).session?.seat;
    const party = this.#floor
      .call(callId)
      ?.parties.findLast((one) => one.seat === seat && one.phase !== 'gone' && one.channel !== null);
    if (party?.channel == null) return refused('no-call', `这个通话已经不在您的座席上，不能${verb}。`);
    const answer = await this.#source.command(act.command(party.channel));
    if (answer.outcome === 'done') return done;
    return refused('pbx-refused', `没有${verb}：${answer.message}。请在话机上${verb}；登记内容不受影响。`);
  }
}
