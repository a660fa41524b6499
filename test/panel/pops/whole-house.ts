import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { AsteriskSource } from '../../../bridge/adapters/asterisk/asterisk-source.ts';
import { systemTimer } from '../../../bridge/adapters/asterisk/system-timer.ts';
import { Ledger } from '../../../bridge/adapters/simulator/floor/ledger.ts';
import { queueSettings } from '../../../bridge/adapters/simulator/floor/queue-settings.ts';
import { SimulatedPbx } from '../../../bridge/adapters/simulator/pbx.ts';
import type { Random } from '../../../bridge/adapters/simulator/prng.ts';
import { SimulatorAmiServer } from '../../../bridge/adapters/simulator/simulator-ami-server.ts';
import { millis, VirtualClock } from '../../../bridge/adapters/simulator/virtual-clock.ts';
import { openStore } from '../../../bridge/adapters/sqlite/open-store.ts';
import { readJournal } from '../../../bridge/application/read-journal.ts';
import { addAccount } from '../../../bridge/commands/account.ts';
import { recordContentSchema } from '../../../bridge/domain/record/consultation.ts';
import type { TelephonyEvent } from '../../../bridge/domain/telephony/event.ts';
import type { SiteFacts } from '../../../bridge/domain/telephony/site.ts';
import { type RunningBridge, startBridge } from '../../../bridge/main.ts';
import { readConfig } from '../../../telephony-config/load.ts';
import { siteFacts } from '../../../telephony-config/site-facts.ts';
import { ScriptedAnswers } from '../../application/house.ts';
import { builtPanel } from '../built-panel.ts';
import { FaultyWire } from './faulty-wire.ts';
import { UntidyExchange } from './untidy-exchange.ts';

export const seats = ['1001', '1002', '1003'] as const;
const secretEnv = 'YIHAODA_POPS_SECRET';

/** A day's work in half a minute: whatever takes seconds there takes tenths of one here. */
const quick = {
  policy: { ringSeconds: 6, retrySeconds: 0.1, wrapUpSeconds: 0, autopause: 'no' },
  'service-guide': { ringSeconds: 0.6, retrySeconds: 0.1, wrapUpSeconds: 0, autopause: 'no' },
  business: {
    strategy: 'ringall',
    ringSeconds: 6,
    retrySeconds: 0.1,
    wrapUpSeconds: 0,
    autopause: 'no',
  },
} as const;

interface SavedRecord {
  interactionId: string;
  question: string;
}

/** A simulated exchange, the bridge as it is started for a site, and a wire before each of the two. */
export class WholeHouse {
  readonly facts: SiteFacts;
  readonly pbx: SimulatedPbx;
  readonly ledger: Ledger;
  readonly untidy: UntidyExchange;
  /** between exchange and bridge */
  readonly trunk: FaultyWire;
  readonly password: string;
  readonly #exchange: SimulatorAmiServer;
  readonly #bridge: RunningBridge;
  readonly #data: string;
  readonly #parts: AsyncDisposableStack;

  static async open(random: Random): Promise<WholeHouse> {
    await using parts = new AsyncDisposableStack();
    const folder = await mkdtemp(join(tmpdir(), 'whole-house-'));
    parts.defer(() => rm(folder, { recursive: true, force: true }));
    const secret = randomBytes(12).toString('hex');
    const data = join(folder, 'data');
    const config = join(folder, 'hotline.yaml');
    await writeFile(config, siteText(0));
    const facts = siteFacts(await readConfig(config));
    const pbx = new SimulatedPbx({
      clock: new VirtualClock(Math.floor(Date.now() * 1000)),
      random: random.fork('exchange'),
      site: facts,
      queues: queueSettings(facts, quick),
      behaviour: { busyAtOne: true, deviceEvents: true, musicOnHold: true },
      style: 'rendered',
      channelVariables: ['YHD_DID', 'YHD_REGION'],
      digitWaitSeconds: 0.5,
      ratingWaitSeconds: 0.1,
      wordsSeconds: 0,
      ringSeconds: 6,
    });
    const untidy = new UntidyExchange(random.fork('untidy'));
    const exchange = new SimulatorAmiServer({
      pbx,
      account: { user: 'bridge', secret, system: true },
      timer: systemTimer,
      through(message, send) {
        untidy.tell(message, send);
        pbx.x.clock.after(millis(5), () => untidy.flush(send));
      },
    });
    const place = await exchange.listen({ port: 0 });
    parts.defer(() => exchange.close());
    const trunk = await FaultyWire.open('port' in place ? place.port : 0);
    parts.defer(() => trunk.close());
    await writeFile(config, siteText(trunk.port));
    const bridge = await startBridge({
      config,
      data,
      port: 0,
      panelFolder: await builtPanel(),
      env: { [secretEnv]: secret },
      index: new ScriptedAnswers(),
      source: ({ exchange: plan }) => {
        if (plan === null) throw new Error('the site has an exchange');
        return new AsteriskSource({ ...plan, pace: { first: 150, longest: 600, connectWithin: 2_000 } });
      },
      tell() {},
      logLevel: process.env.SAY === '1' ? 'warn' : 'silent',
    });
    parts.defer(() => bridge.stop());
    return new WholeHouse({ facts, pbx, untidy, exchange, trunk, bridge, data, parts: parts.move() });
  }

  private constructor(has: {
    facts: SiteFacts;
    pbx: SimulatedPbx;
    untidy: UntidyExchange;
    exchange: SimulatorAmiServer;
    trunk: FaultyWire;
    bridge: RunningBridge;
    data: string;
    parts: AsyncDisposableStack;
  }) {
    this.facts = has.facts;
    this.pbx = has.pbx;
    this.ledger = new Ledger(has.pbx.x);
    this.untidy = has.untidy;
    this.trunk = has.trunk;
    this.password = `Pop-${randomBytes(9).toString('base64url')}-1`;
    this.#exchange = has.exchange;
    this.#bridge = has.bridge;
    this.#data = has.data;
    this.#parts = has.parts;
  }

  /** By the exchange's own time. */
  act(run: () => void): void {
    this.#exchange.act(run);
  }

  async person(login: string): Promise<void> {
    const said: string[] = [];
    const code = await addAccount(
      {
        data: this.#data,
        login,
        name: login,
        roles: 'operator',
        unit: this.facts.cityUnitId,
        agentNo: login.replace(/\D/g, ''),
        password: this.password,
      },
      { write: (words) => void said.push(words) },
    );
    if (code !== 0) throw new Error(said.join(''));
  }

  /** A wire of one page's own, and the address to open there. */
  async wireTo(): Promise<{ wire: FaultyWire; url: string }> {
    const bridge = new URL(this.#bridge.url);
    const wire = await FaultyWire.open(Number(bridge.port));
    this.#parts.defer(() => wire.close());
    return { wire, url: `http://127.0.0.1:${wire.port}/` };
  }

  /** Stops the bridge, and reads from its disk what it has journaled. */
  async journal(): Promise<TelephonyEvent[]> {
    await this.#bridge.stop();
    const store = await openStore({ data: this.#data, bridgeId: 'reader' });
    try {
      const events: TelephonyEvent[] = [];
      const log = { info() {}, warn: refuse, error: refuse };
      const stream = `pbx/${this.facts.pbxId}`;
      for await (const { event } of readJournal(store.journal, stream, null, log)) events.push(event);
      return events;
    } finally {
      await store.close();
    }
  }

  /** Every revision of a record that is on disk. After `journal`. */
  records(): SavedRecord[] {
    const database = new DatabaseSync(join(this.#data, 'yihaoda.db'), { readOnly: true });
    try {
      return database
        .prepare(
          'select interaction_id, record_revision.content as content from record_revision join record using (record_no)',
        )
        .all()
        .map(({ interaction_id, content }) => ({
          interactionId: String(interaction_id),
          question: recordContentSchema.parse(JSON.parse(String(content))).question,
        }));
    } finally {
      database.close();
    }
  }

  close(): Promise<void> {
    return this.#parts.disposeAsync();
  }
}

function refuse(words: string): void {
  throw new Error(words);
}

function siteText(amiPort: number): string {
  return `
version: 1
pbx:
  id: pops
  name: 弹屏测试主机
  ami: { url: "ami://bridge@127.0.0.1:${amiPort}", secretEnv: ${secretEnv}, telephoneControl: true }
number: "12345"
city: { unitId: cs, regionCode: "430100", name: 长沙市 }
trunks:
  - { name: trunk, endpoint: PJSIP/trunk, match: 127.0.0.2, contact: "sip:127.0.0.2:5080" }
lines:
  - { queue: policy, name: 政策咨询, digit: "1", extension: "7001", serviceFunction: POLICY }
  - { queue: service-guide, name: 办事指引, digit: "2", extension: "7002", serviceFunction: SERVICE_GUIDE }
  - { queue: business, name: 涉企政策, digit: "3", extension: "7003", serviceFunction: POLICY }
seats:
  - { from: ${seats[0]}, to: ${seats.at(-1)} }
dial:
  outboundPrefix: "9"
  allowed: ["_1[3-9]XXXXXXXXX"]
  seatPattern: _1XXX
  conferencePattern: _80XX
bridge:
  listen: { host: 127.0.0.1 }
`;
}
