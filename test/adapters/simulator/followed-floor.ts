import { join } from 'node:path';
import { createObserver } from '../../../bridge/adapters/asterisk/observe.ts';
import { type ExchangeMessage, parsed } from '../../../bridge/adapters/simulator/exchange/message.ts';
import { Floor, type FloorOptions } from '../../../bridge/adapters/simulator/floor/floor.ts';
import { Ledger } from '../../../bridge/adapters/simulator/floor/ledger.ts';
import { VirtualClock } from '../../../bridge/adapters/simulator/virtual-clock.ts';
import type { CallFact } from '../../../bridge/domain/telephony/call-facts.ts';
import type { TelephonyEvent } from '../../../bridge/domain/telephony/event.ts';
import { createFloor, type FloorState } from '../../../bridge/domain/telephony/floor.ts';
import { follow } from '../../../bridge/domain/telephony/follow.ts';
import { callFact } from '../../../bridge/domain/telephony/project-call.ts';
import type { SiteFacts } from '../../../bridge/domain/telephony/site.ts';
import { readConfig } from '../../../telephony-config/load.ts';
import { siteFacts } from '../../../telephony-config/site-facts.ts';

/** The site of the recordings: seats 1001–1020, four lines. */
export const site: SiteFacts = siteFacts(
  await readConfig(join(import.meta.dirname, '../../../telephony-config/examples/recordings.yaml')),
);

/** A whole second, some time in a working morning. */
export const opensAt = 1_795_511_224_000_000;

/** A floor with everything that the bridge makes of it, in virtual time. */
export class FollowedFloor {
  readonly clock = new VirtualClock(opensAt);
  readonly floor: Floor;
  readonly ledger: Ledger;
  readonly state: FloorState = createFloor(site);
  readonly messages: ExchangeMessage[] = [];
  /** told after each event */
  step: (state: FloorState, event: TelephonyEvent) => void = () => {};
  keepMessages = false;

  constructor(options: Partial<FloorOptions> & { seed: number | string }) {
    this.floor = new Floor({
      site,
      clock: this.clock,
      speed: 4,
      load: 1.5,
      profile: 'peak',
      simulated: (seat) => seat > '1010',
      population: 200,
      callPeople: false,
      ...options,
    });
    this.ledger = new Ledger(this.floor.pbx.x);
    const observer = createObserver();
    this.floor.pbx.x.listen((message) => {
      if (this.keepMessages) this.messages.push(message);
      for (const event of observer.message(parsed(message), this.clock.now / 1000))
        follow(this.state, event, (each) => this.step(this.state, each));
    });
  }

  /** Lets citizens call for so long, and everybody finish. */
  work(minutes: number): this {
    this.floor.run();
    this.clock.runUntil(this.clock.now + minutes * 60_000_000);
    this.floor.stop();
    this.clock.runUntil(this.clock.now + 1_800_000_000);
    return this;
  }

  fact(callId: string): CallFact | null {
    return callFact(this.state, callId);
  }

  facts(): CallFact[] {
    return [...this.state.calls.keys()].flatMap((id) => this.fact(id) ?? []);
  }
}

/** µs of an ISO time, to the millisecond that it is cut to. */
export function micros(iso: string | null): number | null {
  return iso === null ? null : Date.parse(iso) * 1000;
}
