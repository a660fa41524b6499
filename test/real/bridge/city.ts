import { z } from 'zod';
import { addAccount } from '../../../bridge/commands/account.ts';
import type { Role } from '../../../bridge/domain/people/role.ts';
import type { CallFact } from '../../../bridge/domain/telephony/call-facts.ts';
import {
  callEventsAnswerSchema,
  callsAnswerSchema,
  figuresAnswerSchema,
} from '../../../bridge/protocol/rest.ts';
import type { HotlineConfig } from '../../../telephony-config/schema.ts';
import { Floor } from '../floor.ts';
import { BreakableWire } from './breakable-wire.ts';
import { BridgeProcess } from './bridge-process.ts';
import { Browser } from './browser.ts';
import { Operator } from './operator.ts';
import { until } from './patience.ts';

/** Everybody's. */
export const PASSWORD = 'Changsha-12345';
const healthSchema = z.object({ link: z.string(), answers: z.boolean() });
const CITY_UNIT = '430100';

export interface CityOptions {
  change?: (site: HotlineConfig) => HotlineConfig;
  /** between bridge and exchange lies a wire that can be broken */
  wire?: boolean;
  /** the bridge serves the panel as it is shipped, for people with a real browser */
  panel?: () => Promise<string>;
}

export interface Membership {
  queue: string;
  paused: boolean;
  reason: string;
  penalty: number;
}

/** A whole hotline: a real Asterisk, the bridge as a process beside it, and people at telephones and pages. */
export class City {
  readonly floor: Floor;
  readonly wire: BreakableWire | null;
  readonly bridge: BridgeProcess;
  readonly #parts: AsyncDisposableStack;
  readonly #browsers = new Map<string, Browser>();
  #operators: Operator[] = [];
  #lastCame: Promise<unknown> = Promise.resolve();

  static async open({ change, wire = false, panel }: CityOptions = {}): Promise<City> {
    await using parts = new AsyncDisposableStack();
    const floor = await Floor.open(change);
    parts.defer(() => floor.close());
    const { ami, config, secrets } = floor.server;
    const way = wire ? await BreakableWire.open(ami) : null;
    parts.defer(() => way?.close());
    const bridge = await BridgeProcess.start({
      config,
      ami: way?.address ?? ami,
      secret: secrets.ami,
      ...(panel === undefined ? {} : { panel: await panel() }),
    });
    parts.defer(() => bridge.dispose());
    await linked(bridge);
    return new City(floor, way, bridge, parts.move());
  }

  private constructor(
    floor: Floor,
    wire: BreakableWire | null,
    bridge: BridgeProcess,
    parts: AsyncDisposableStack,
  ) {
    this.#parts = parts;
    this.floor = floor;
    this.wire = wire;
    this.bridge = bridge;
  }

  /** The library is read in. Its worker gives way to everybody else: on a busy machine that takes a while. */
  async knowsThePolicies(): Promise<void> {
    await isHealthy(this.bridge, 'knows the policies', ({ answers }) => answers);
  }

  /** Somebody with an account, signed in over REST; once per login. */
  person(login: string, roles: Role[], unit = CITY_UNIT): Promise<Browser> {
    // One after the other: two that write the same file from one thread wait for each other.
    const person = this.#lastCame.then(() => this.#browsers.get(login) ?? this.#come(login, roles, unit));
    this.#lastCame = person.catch(() => undefined);
    return person;
  }

  async #come(login: string, roles: Role[], unit: string): Promise<Browser> {
    let said = '';
    const code = await addAccount(
      {
        data: this.bridge.data,
        login,
        name: login,
        roles: roles.join(),
        unit,
        password: PASSWORD,
        ...(roles.includes('operator') ? { agentNo: login.replace(/\D/g, '') } : {}),
      },
      {
        write: (words) => {
          said += words;
        },
      },
    );
    if (code !== 0) throw new Error(said);
    const browser = await Browser.signIn(this.bridge.url, login, PASSWORD);
    this.#browsers.set(login, browser);
    return browser;
  }

  /** An operator with their page open, at no seat yet. */
  async operator(login: string): Promise<Operator> {
    const operator = await Operator.open(await this.person(login, ['operator']));
    this.#operators.push(operator);
    return operator;
  }

  supervisor(): Promise<Browser> {
    return this.person('supervisor', ['supervisor']);
  }

  /** Today's figures by name, as a supervisor reads them. */
  async figures(): Promise<ReadonlyMap<string, number>> {
    const answer = await (await this.supervisor()).json('api/figures/today');
    const { figures } = figuresAnswerSchema.parse(answer);
    return new Map(figures.map(({ id, value }) => [id, value ?? Number.NaN]));
  }

  /** What is known of today's calls, as a supervisor reads it. */
  async facts(): Promise<CallFact[]> {
    const answer = await (await this.supervisor()).json('api/figures/today/n-in/calls');
    return callsAnswerSchema.parse(answer).calls.map(({ fact }) => fact);
  }

  /** A call's fact once it satisfies. */
  fact(callId: string, what: string, check: (fact: CallFact) => boolean): Promise<CallFact> {
    let last: CallFact | undefined;
    return until(
      `the facts say of ${callId}: ${what}`,
      async () => {
        last = (await this.facts()).find((fact) => fact.callId === callId);
        return last !== undefined && check(last) ? last : undefined;
      },
      { everyMs: 50, instead: () => JSON.stringify(last) },
    );
  }

  /** A seat's memberships, as the exchange has them. */
  async memberships(seat: string): Promise<Membership[]> {
    const items = await this.floor.ami.list('QueueStatus', { Member: `PJSIP/${seat}` });
    return items
      .filter((item) => item.get('Event') === 'QueueMember')
      .map((item) => ({
        queue: item.get('Queue'),
        paused: item.get('Paused') === '1',
        reason: item.get('PausedReason'),
        penalty: Number(item.get('Penalty')),
      }));
  }

  /** The seat is paused in every queue it is in, for this reason; null: in none. */
  async isPaused(seat: string, reason: string | null): Promise<void> {
    let found: Membership[] = [];
    await until(
      `seat ${seat} is ${reason === null ? 'not paused' : `paused with ${reason}`} at the exchange`,
      async () => {
        found = await this.memberships(seat);
        const isSo = (one: Membership) => one.paused === (reason !== null) && one.reason === (reason ?? '');
        return found.length > 0 && found.every(isSo);
      },
      { instead: () => JSON.stringify(found) },
    );
  }

  /**
   * The talk and its wrap-up are on the bridge's disk: a kill from here on loses nothing of them. It takes some
   * milliseconds, and on a busy disk more, in which what was seen is only in memory.
   */
  async isOnDisk(callId: string, seat: string): Promise<void> {
    const key = encodeURIComponent(`recordings/${callId}`);
    const supervisor = await this.supervisor();
    await until('the talk is in the journal, and its pause in the ledger', async () => {
      const { events } = callEventsAnswerSchema.parse(await supervisor.json(`api/calls/${key}/events`));
      const joined = events.filter(({ type }) => type === 'leg-joined').length;
      return joined === 2 && this.bridge.ledgerPause(seat) === 'acw';
    });
  }

  /** What the exchange and the bridge said of late, for who looks why a test failed. */
  async diary(): Promise<string> {
    const facts = ['Uniqueid', 'DestUniqueid', 'Interface', 'Paused', 'PausedReason', 'Queue', 'Cause'];
    const events = this.floor.ami.events
      .filter((event) => event.get('Timestamp') !== '')
      .slice(-40)
      .map((event) => [event.get('Timestamp'), event.get('Event'), ...facts.map((name) => event.get(name))]);
    const lines = this.bridge.lines.all.slice(-10).map(({ it }) => it);
    const complaints = (await this.floor.server.messages()).split('\n').slice(-10);
    const told = events.map((words) => words.filter((word) => word !== '').join(' '));
    return [...told, ...complaints, ...lines].join('\n');
  }

  /** After a test: everybody hangs up, closes their records, signs out and goes. */
  async clear(): Promise<void> {
    await this.floor.hangUp();
    await Promise.all(this.#operators.map((operator) => operator.leaves()));
    this.#operators = [];
    await this.floor.clear();
  }

  async close(): Promise<void> {
    await Promise.all(this.#operators.map(({ page }) => page.close()));
    await this.floor.hangUp();
    await this.#parts.disposeAsync();
  }
}

/** The bridge has taken its snapshot of the exchange. */
export async function linked(bridge: BridgeProcess): Promise<void> {
  await isHealthy(bridge, 'is linked to the exchange', ({ link }) => link === 'up');
}

async function isHealthy(
  bridge: BridgeProcess,
  what: string,
  check: (health: z.infer<typeof healthSchema>) => boolean,
): Promise<void> {
  let last: unknown;
  await until(
    `the bridge ${what}`,
    async () => {
      last = await (await fetch(new URL('healthz', bridge.url))).json();
      return check(healthSchema.parse(last));
    },
    { withinMs: 120_000, everyMs: 50, instead: () => `${JSON.stringify(last)}\n${bridge.said()}` },
  );
}
