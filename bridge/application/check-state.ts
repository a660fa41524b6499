import { may } from '../domain/people/role.ts';
import { type Card, isInTalk } from './card.ts';
import type { Desks } from './desks.ts';
import type { FloorKeeper } from './floor-keeper.ts';
import type { MembershipKeeper } from './keep-memberships.ts';
import type { PbxSource } from './ports.ts';
import { noRight, type Refused, refused } from './result.ts';
import type { Account } from './store.ts';
import type { VerifyLegs } from './verify-legs.ts';

/** What came of holding a seat's state against the exchange; `ended`: legs that were over and nobody had told. */
export interface StateChecked {
  outcome: 'checked';
  ended: number;
  message: string;
}

/** 状态不对: the operator sees that the panel and their telephone differ. Nothing of the record is touched. */
export class CheckState {
  readonly #floor: FloorKeeper;
  readonly #desks: Desks;
  readonly #memberships: MembershipKeeper;
  readonly #source: PbxSource;
  readonly #verify: VerifyLegs;
  /** by seat: pressed again meanwhile, it is the same look */
  readonly #looking = new Map<string, Promise<StateChecked | Refused>>();

  constructor(needs: {
    floor: FloorKeeper;
    desks: Desks;
    memberships: MembershipKeeper;
    source: PbxSource;
    verify: VerifyLegs;
  }) {
    this.#floor = needs.floor;
    this.#desks = needs.desks;
    this.#memberships = needs.memberships;
    this.#source = needs.source;
    this.#verify = needs.verify;
  }

  async check(account: Account): Promise<StateChecked | Refused> {
    if (!may(account.roles, 'take-calls')) return noRight;
    const desk = this.#desks.of(account);
    if (desk.session === null) return refused('not-signed-in', '尚未签入座席，没有状态可以核对。请先签入。');
    const { seat } = desk.session;
    if (!this.#floor.membershipsKnown)
      return refused(
        'pbx-lost',
        '与话务系统的连接中断，现在不能核对状态；连接恢复后会自动核对，不用再按。登记内容不受影响。',
      );
    const looking = this.#looking.get(seat) ?? this.#look(seat, desk.cards);
    this.#looking.set(seat, looking);
    try {
      return await looking;
    } finally {
      if (this.#looking.get(seat) === looking) this.#looking.delete(seat);
      this.#desks.touch(desk);
    }
  }

  async #look(seat: string, cards: readonly Card[]): Promise<StateChecked | Refused> {
    const verified = await this.#verify.verify(this.#legsOf(seat, cards), { seat });
    if (verified.outcome !== 'told') return notChecked(verified.message);
    const { ended } = verified;
    const line = this.#desks.interfaceOf(seat);
    let differences = 0;
    const asked =
      line === null
        ? null
        : await this.#source.memberships(line, (told) => {
            differences = this.#floor.membershipsFound(line, told);
          });
    if (asked !== null && asked.outcome !== 'done')
      return ended > 0 ? checked(ended, endedWords + queuesUnknown) : notChecked(asked.message);
    // Whatever is to be put right for the seat is put right now, and not at the pace of a contest.
    const settlement = await this.#memberships.settled(seat);
    const words = [ended > 0 ? endedWords : '', differences > 0 ? queuesCorrected : ''].join('');
    if (settlement.state === 'refused') return notChecked(settlement.message);
    return checked(ended, words === '' ? sameWords : words);
  }

  #legsOf(seat: string, cards: readonly Card[]): string[] {
    const shown = cards.filter((card) => isInTalk(card) || card.phase === 'ringing');
    const legs = shown.flatMap(({ callId }) => this.#floor.legsIn(callId));
    return [...new Set([...this.#floor.legsAround(seat), ...legs])];
  }
}

function notChecked(message: string): Refused {
  return refused(
    'pbx-refused',
    `没有核对成：${message}。状态照旧，登记内容不受影响；请稍后再试，仍不对请告诉班组长。`,
  );
}

const endedWords = '已与话务系统核对：话务系统里这路通话已经结束，状态已更正，并记入系统日志。登记内容都在。';
const queuesCorrected = '已与话务系统核对：队列或示忙与话务系统有出入，已更正。';
const queuesUnknown = '队列和示忙没有核对成，请稍后再按一次。';
const sameWords =
  '已与话务系统核对：面板显示的与话务系统一致。若与话机仍不一致，请告诉班组长，并“上报本通”。';

function checked(ended: number, message: string): StateChecked {
  return { outcome: 'checked', ended, message };
}
