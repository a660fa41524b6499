import type { TestLine } from '../../adapters/asterisk/test-line.ts';
import type { TelephonyEvent } from '../../domain/telephony/event.ts';
import type { BridgeVisit } from './bridge-visit.ts';
import type { Mission, Wish } from './mission.ts';
import type { DoctorPage } from './page.ts';
import { Seen } from './seen.ts';
import type { Words } from './trouble.ts';

/** What one examination has found and begun so far; what was begun is taken back at its end, whatever happened. */
export class Scene {
  readonly wish: Wish;
  readonly password: string;
  readonly env: NodeJS.ProcessEnv;
  /** stops the looking, never the taking back */
  readonly signal: AbortSignal;
  readonly heard = new Seen<TelephonyEvent>();
  /** lines under the hop that is looked at */
  readonly notes: string[] = [];

  mission: Mission | null = null;
  url: URL | null = null;
  line: TestLine | null = null;
  visit: BridgeVisit | null = null;
  page: DoctorPage | null = null;
  seated = false;
  /** place in what was heard, before the seat was taken */
  seatedFrom = 0;
  call: CallBegun | null = null;
  offer: OfferSeen | null = null;

  constructor(wish: Wish, password: string, env: NodeJS.ProcessEnv, signal: AbortSignal) {
    this.wish = wish;
    this.password = password;
    this.env = env;
    this.signal = signal;
  }
}

export interface CallBegun {
  id: string;
  /** the caller's half; null: it has not appeared */
  channel: string | null;
  /** places in what was heard and shown, before it was begun */
  heardFrom: number;
  shownFrom: number;
}

export interface OfferSeen {
  seatLeg: string;
  /** when it was heard of, ms since the epoch, by this machine's clock */
  at: number;
  /** when it was made, by the exchange's clock */
  micros: number;
}

/** A hop looks at one thing: what it found in order, in words. @throws HopFailed */
export type Look = (scene: Scene) => Promise<Words>;

/** What an earlier hop has found; hops come in their order, so that it is there. */
export function found<T>(value: T | null): T {
  if (value === null) throw new RangeError('a hop was looked at before what it needs');
  return value;
}
