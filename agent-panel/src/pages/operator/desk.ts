import { createContext, useContext } from 'react';
import type { AnswerHitView } from '../../../../bridge/protocol/answers.ts';
import type { DeskView, Me } from '../../../../bridge/protocol/desk.ts';
import type { ServerFrame } from '../../../../bridge/protocol/frames.ts';
import { Wishes } from '../../embedding/wishes.ts';
import { Connection } from '../../link/connection.ts';
import { newId } from '../../link/ids.ts';
import { openSocket } from '../../link/socket.ts';
import { createStore, type Store } from '../../link/store.ts';
import { realTimers } from '../../link/wire.ts';
import { fetchPack } from '../../offline/fetch-pack.ts';
import { openPackThread } from '../../offline/open-thread.ts';
import { PackKeeper } from '../../offline/pack-keeper.ts';
import { openPackShelf } from '../../offline/pack-shelf.ts';
import { Drafts } from '../../record/drafts.ts';
import { openShelf } from '../../record/indexed-shelf.ts';
import { Saver } from '../../record/save.ts';
import { stillSignedIn } from '../../session.ts';
import { chinaDay } from '../../ui/time.ts';
import { words } from './words.ts';

export type Pops = ReadonlyMap<string, readonly AnswerHitView[]>;

/** Answers ranked for calls that are long over are of no use to anybody. */
const POPS_KEPT = 8;

/** Everything of the operator's page that outlives a render: the link, the view, the unsaved work. */
export class OperatorDesk {
  readonly me: Me;
  readonly view: Store<DeskView | null> = createStore<DeskView | null>(null);
  readonly pops: Store<Pops> = createStore<Pops>(new Map());
  /** why the last act on the floor was refused, until the next one */
  readonly refusal: Store<string | null> = createStore<string | null>(null);
  /** what the last look at the seat's state came to, until the next act */
  readonly told: Store<string | null> = createStore<string | null>(null);
  /** the line in which help is asked for */
  readonly helpOpen: Store<boolean> = createStore<boolean>(false);
  readonly connection: Connection;
  readonly drafts: Drafts;
  readonly saver: Saver;
  /** of the page around this one, and of addresses that were opened */
  readonly wishes: Wishes = new Wishes(realTimers.after);
  /** what can be looked up while the bridge is not reached */
  readonly pack: PackKeeper;
  #unwatch: () => void = () => {};

  constructor(me: Me) {
    this.me = me;
    this.connection = new Connection({
      page: 'operator',
      openWire: openSocket,
      timers: realTimers,
      random: Math.random,
      newId,
      stillSignedIn,
      frame: (frame) => this.#receive(frame),
    });
    this.drafts = new Drafts(me.accountId, openShelf(), realTimers.now);
    this.saver = new Saver({
      drafts: this.drafts,
      command: (command, id) => this.connection.command(command, id),
      newId,
      now: realTimers.now,
      after: realTimers.after,
    });
    this.pack = new PackKeeper({
      regionCode: me.regionCode,
      shelf: openPackShelf(),
      fetchPack,
      openThread: openPackThread,
      now: realTimers.now,
      after: realTimers.after,
    });
  }

  /** YYYY-MM-DD in China, by the bridge's clock as far as it is known. */
  today(): string {
    return chinaDay(this.connection.now());
  }

  async start(): Promise<void> {
    // Drafts first: a call that is already here must find its own.
    await this.drafts.load();
    await this.pack.load();
    this.#unwatch = this.#whenLinked();
    this.connection.start();
    this.saver.resume();
  }

  stop(): void {
    this.#unwatch();
    this.pack.stop();
    this.connection.stop();
  }

  /** An act on the floor; what the bridge refuses is said in the status bar. */
  async act(command: Parameters<Connection['command']>[0]): Promise<boolean> {
    return (await this.#ask(command)).outcome !== 'refused';
  }

  /** 状态不对: what is shown is held against the exchange, which may take some seconds. */
  async checkState(): Promise<void> {
    const asked = this.#ask({ type: 'check-state' });
    this.told.set(words.state.checking);
    const result = await asked;
    this.told.set(result.outcome === 'checked' ? result.message : null);
  }

  async #ask(command: Parameters<Connection['command']>[0]) {
    this.refusal.set(null);
    this.told.set(null);
    const result = await this.connection.command(command);
    if (result.outcome === 'refused') this.refusal.set(result.message);
    return result;
  }

  /** The pack is renewed as soon as the bridge is reached, and left alone while it is not. */
  #whenLinked(): () => void {
    let linked = false;
    return this.connection.status.subscribe(() => {
      const isLinked = this.connection.status.get().state === 'live';
      if (isLinked === linked) return;
      linked = isLinked;
      if (linked) void this.pack.renew();
      else this.pack.rest();
    });
  }

  #receive(frame: ServerFrame): void {
    if (frame.type === 'desk') this.view.set(frame.desk);
    if (frame.type !== 'pop-answers') return;
    const { callId, hits } = frame.answers;
    const older = [...this.pops.get()].filter(([other]) => other !== callId).slice(1 - POPS_KEPT);
    this.pops.set(new Map([...older, [callId, hits]]));
  }
}

export const DeskContext = createContext<OperatorDesk | null>(null);

export function useDesk(): OperatorDesk {
  const desk = useContext(DeskContext);
  if (desk === null) throw new Error('useDesk outside the operator page');
  return desk;
}
