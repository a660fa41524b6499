import type { WebSocket } from 'ws';
import { type Card, isGone } from '../../application/card.ts';
import type { Hotline } from '../../application/hotline.ts';
import type { RememberedResults } from '../../application/remember-results.ts';
import { refused } from '../../application/result.ts';
import type { SignedIn } from '../../application/sign-in-account.ts';
import type { FloorNews } from '../../application/watch-floor.ts';
import { may } from '../../domain/people/role.ts';
import type { Command } from '../../protocol/commands.ts';
import {
  type ClientFrame,
  type CommandResult,
  protocolVersion,
  type ServerFrame,
} from '../../protocol/frames.ts';
import { Connection, type ConnectionLimits, tail } from './connection.ts';
import { deskMessage, type WaitingLines } from './desk-message.ts';
import { type Goodbye, goodbyes } from './goodbyes.ts';
import { isOnTheSeat, isRead, obey } from './obey.ts';
import { isUnchanged, type ViewChanges } from './resume.ts';

const mostCommandsAtOnce = 64;

/** What all pages share. */
export interface PageHouse {
  hotline: Hotline;
  changes: ViewChanges;
  results: RememberedResults<CommandResult>;
  /** acts on a seat, one after the other for each person */
  lanes: Map<string, Promise<unknown>>;
  limits: ConnectionLimits;
  operatorOpened(page: Page): void;
  closed(page: Page): void;
}

type Body = ServerFrame extends infer F ? (F extends ServerFrame ? Omit<F, 'seq' | 'token'> : never) : never;

/** One page of one person: what it is shown and what it asks. */
export class Page {
  readonly who: SignedIn;
  readonly #house: PageHouse;
  readonly #connection: Connection;
  #kind: 'operator' | 'floor' | null = null;
  #underWay = 0;

  constructor(house: PageHouse, socket: WebSocket, who: SignedIn) {
    this.who = who;
    this.#house = house;
    const { timer, log, floor } = house.hotline;
    this.#connection = new Connection({
      socket,
      timer,
      log,
      limits: house.limits,
      head: () => floor.head,
      listener: {
        hello: (frame) => this.#hello(frame),
        command: (frame) => void this.#command(frame.id, frame.command),
        drained: () => this.#showAll(),
        closed: () => house.closed(this),
      },
    });
  }

  get isDesk(): boolean {
    return this.#kind === 'operator';
  }

  /** when it was last heard of */
  get heardAt(): number {
    return this.#connection.heardAt;
  }

  isDeskOf(accountId: string): boolean {
    return this.isDesk && this.who.account.id === accountId;
  }

  showDesk(lines?: WaitingLines): void {
    if (this.#connection.isSlow) return;
    this.#view({ type: 'desk', desk: deskMessage(this.#house.hotline, this.who.account, lines) });
  }

  showAnswers(card: Card): void {
    if (card.suggested === null || isGone(card)) return;
    const { offer, hits } = card.suggested;
    this.#tell({ type: 'pop-answers', answers: { callId: card.callId, offer, hits } });
  }

  /** Differences are the same for all of one unit: they are worked out and written once, in `bodies`. */
  showNews(news: FloorNews, bodies: Map<string, string>): void {
    if (this.#kind !== 'floor') return;
    const { account } = this.who;
    let body = bodies.get(account.unitId);
    if (body === undefined) {
      const { link, seats, queues, figures, help } = this.#house.hotline.watchFloor.news(account, news);
      const changes = {
        ...(news.link ? { link } : {}),
        seats,
        queues,
        figures,
        ...(news.help ? { help } : {}),
      };
      body = tail({ type: 'floor-changes', changes } satisfies Body);
      bodies.set(account.unitId, body);
    }
    this.#connection.sendView(body);
  }

  goodbye(words: Goodbye): void {
    this.#connection.goodbye(words);
  }

  #hello({ page, resume }: Extract<ClientFrame, { type: 'hello' }>): void {
    const { hotline, changes } = this.#house;
    const { account } = this.who;
    if (!mayOpen(page, account.roles)) {
      this.goodbye(goodbyes.noRight);
      return;
    }
    this.#kind = page;
    this.#tell({
      type: 'welcome',
      version: protocolVersion,
      me: hotline.describeAccount.describe(account),
      now: hotline.timer.now(),
      heartbeatMs: this.#house.limits.heartbeatMs,
    });
    if (page === 'operator') this.#house.operatorOpened(this);
    const view = page === 'operator' ? `desk ${account.id}` : 'floor';
    if (!isUnchanged(resume, hotline.floor.head, changes.of(view))) {
      this.#showAll();
      return;
    }
    this.#connection.upToDate();
    this.#tell({ type: 'resumed' });
  }

  #showAll(): void {
    const { hotline } = this.#house;
    const { account } = this.who;
    if (this.#kind === 'floor') this.#view({ type: 'floor', floor: hotline.watchFloor.board(account) });
    if (this.#kind !== 'operator') return;
    this.showDesk();
    for (const card of hotline.desks.of(account).cards) this.showAnswers(card);
  }

  async #command(id: string, command: Command): Promise<void> {
    const { hotline } = this.#house;
    if (this.#underWay >= mostCommandsAtOnce) {
      this.goodbye(goodbyes.tooMany);
      return;
    }
    hotline.signInAccount.active(this.who.session.tokenHash);
    this.#underWay += 1;
    let result: CommandResult;
    try {
      result = await this.#result(id, command);
    } catch (error) {
      hotline.log.error('a command failed', { type: command.type, error });
      result = refused(
        'internal',
        '系统内部出错，此操作未完成；通话和已填内容不受影响。请重试或告知系统管理员。',
      );
    }
    this.#underWay -= 1;
    this.#tell({ type: 'result', id, result });
  }

  #result(id: string, command: Command): Promise<CommandResult> {
    const { hotline, results } = this.#house;
    const { account } = this.who;
    const run = () => obey(hotline, account, id, command);
    if (isRead(command)) return run();
    return results.once(account.id, id, () => (isOnTheSeat(command) ? this.#inLane(run) : run()));
  }

  #inLane(run: () => Promise<CommandResult>): Promise<CommandResult> {
    const { lanes } = this.#house;
    const { id } = this.who.account;
    const mine = (lanes.get(id) ?? Promise.resolve()).catch(() => {}).then(run);
    lanes.set(id, mine);
    return mine;
  }

  #view(body: Body): void {
    this.#connection.sendView(tail(body));
  }

  #tell(body: Body): void {
    this.#connection.send(tail(body));
  }
}

function mayOpen(page: 'operator' | 'floor', roles: SignedIn['account']['roles']): boolean {
  if (page === 'floor') return may(roles, 'watch-floor');
  return may(roles, 'take-calls') || may(roles, 'own-records') || may(roles, 'search-answers');
}
