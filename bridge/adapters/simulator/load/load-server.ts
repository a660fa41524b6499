import type { Timer } from '../../../application/ports.ts';
import type { AmiAccount } from '../ami/ami-session.ts';
import type { ExchangeMessage } from '../exchange/message.ts';
import type { Floor } from '../floor/floor.ts';
import { type Place, SimulatorAmiServer } from '../simulator-ami-server.ts';
import { seconds, VirtualClock } from '../virtual-clock.ts';
import { EventPacer, type EventPacerNeeds } from './event-pacer.ts';
import { loadFloor, scheduleCalls } from './load-floor.ts';
import type { LoadPlan } from './load-plan.ts';

export interface LoadServerOptions {
  plan: LoadPlan;
  account: AmiAccount;
  timer: Timer;
  /** the load begins with the first snapshot that a client takes; false: at once */
  waitsForClient: boolean;
}

export interface LoadResult {
  sent: number;
  calls: number;
  seconds: number;
}

/** Calls a virtual second in event mode; how fast that second passes is decided by the pace of events. */
const virtualCallsPerSecondPerSeat = 0.04;

/** A manager interface with a load behind it. `over` resolves when the plan is done. */
export class LoadServer {
  readonly over: Promise<LoadResult>;
  readonly #server: SimulatorAmiServer;
  readonly #load: Load;
  readonly #waits: boolean;

  constructor({ plan, account, timer, waitsForClient }: LoadServerOptions) {
    this.#waits = waitsForClient;
    const clock = new VirtualClock(Math.floor(timer.now() * 1000));
    const { promise, resolve } = Promise.withResolvers<LoadResult>();
    this.over = promise;
    const inCalls = plan.unit === 'calls';
    const rate = inCalls ? plan.perSecond : plan.seats * virtualCallsPerSecondPerSeat;
    const floor = loadFloor(plan, clock, rate);
    let begunAt = timer.now();
    const over = () =>
      resolve({ sent: this.#server.sent, calls: floor.calls, seconds: (timer.now() - begunAt) / 1000 });
    const begin = () => {
      begunAt = timer.now();
      this.#load.begin();
    };
    const send = (message: ExchangeMessage, at: number) => this.#server.send(message, at);
    const flush = () => this.#server.flush();
    this.#load = inCalls
      ? callsLoad(plan, floor, clock, over)
      : eventsLoad(floor, rate, { plan, timer, clock, send, flush, over });
    const { take } = this.#load;
    this.#server = new SimulatorAmiServer({
      pbx: floor.pbx,
      account,
      timer,
      keepsPace: inCalls,
      ...(take === undefined ? {} : { through: take }),
      ...(waitsForClient ? { ready: begin } : {}),
    });
  }

  async listen(place: Place): Promise<{ port: number } | { path: string }> {
    const where = await this.#server.listen(place);
    if (!this.#waits) this.#load.begin();
    return where;
  }

  async close(): Promise<void> {
    this.#load.stop();
    await this.#server.close();
  }
}

interface Load {
  begin: () => void;
  stop: () => void;
  /** what the exchange says goes through here */
  take?: (message: ExchangeMessage) => void;
}

/** At the pace of the wall; over when every call is. */
function callsLoad(plan: LoadPlan, floor: Floor, clock: VirtualClock, over: () => void): Load {
  const whenQuiet = () => {
    if (!plan.windsDown || floor.pbx.x.channels.size === 0) over();
    else clock.after(seconds(0.5), whenQuiet);
  };
  return { begin: () => scheduleCalls(plan, floor, clock, whenQuiet), stop: () => {} };
}

function eventsLoad(floor: Floor, callsPerSecond: number, needs: Omit<EventPacerNeeds, 'closing'>): Load {
  let closed = false;
  const pacer = new EventPacer({
    ...needs,
    closing: () => {
      closed = true;
    },
  });
  const call = () => {
    if (closed) return;
    floor.call();
    needs.clock.after(seconds(1 / callsPerSecond), call);
  };
  return {
    begin: () => pacer.begin(call),
    stop: () => pacer.stop(),
    take: (message) => pacer.take(message),
  };
}
