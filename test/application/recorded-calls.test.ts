import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { expect } from 'chai';
import { createObserver } from '../../bridge/adapters/asterisk/observe.ts';
import { replayMessages } from '../../bridge/adapters/asterisk/replay-connection.ts';
import { recordedBytes } from '../../bridge/adapters/recording/recorded-stream.ts';
import type { Card } from '../../bridge/application/card.ts';
import type {
  LivingLegs,
  PbxAnswer,
  PbxCommand,
  PbxSource,
  PbxSourceListener,
} from '../../bridge/application/ports.ts';
import type { Account } from '../../bridge/application/store.ts';
import { readConfig } from '../../telephony-config/load.ts';
import { siteFacts } from '../../telephony-config/site-facts.ts';
import { turns } from './hand-timer.ts';
import { type House, openHouse } from './house.ts';

const recordings = join(import.meta.dirname, '../recordings');
const site = siteFacts(
  await readConfig(join(import.meta.dirname, '../../telephony-config/examples/recordings.yaml')),
);

/** What an Asterisk told once, told again to the whole application; what it is asked to do is only noted. */
class RecordedExchange implements PbxSource {
  readonly pbxId = site.pbxId;
  readonly capabilities = {
    queueState: true,
    memberControl: true,
    answer: false,
    hangUp: true,
    hold: false,
    redirect: true,
    originate: true,
    mute: true,
    consult: true,
    conference: true,
    transfer: true,
    press: true,
    monitor: false,
  };
  readonly commands: PbxCommand[] = [];
  #listener: PbxSourceListener | null = null;

  start(listener: PbxSourceListener): void {
    this.#listener = listener;
    listener.link({ state: 'up', since: 0, version: null });
  }

  async command(command: PbxCommand): Promise<PbxAnswer> {
    this.commands.push(command);
    return { outcome: 'done' };
  }

  /** The recording tells of every end itself. */
  async livingLegs(legs: readonly string[]): Promise<LivingLegs> {
    return { outcome: 'told', living: new Set(legs) };
  }

  async memberships(): Promise<PbxAnswer> {
    return { outcome: 'unreachable', message: 'a recording answers nothing' };
  }

  async stop(): Promise<void> {}

  async play(name: string): Promise<void> {
    const observer = createObserver();
    await replayMessages(recordedBytes(join(recordings, `${name}.ami`)), (message) => {
      for (const event of observer.message(message, 0)) this.#listener?.event(event);
    });
  }
}

describe('recorded calls at the desks of 1001, 1002 and 1003', () => {
  let house: House;
  let exchange: RecordedExchange;
  let people: Map<string, Account>;
  /** seat → phases of its cards, in order */
  let seen: Map<string, string[]>;

  beforeEach(async () => {
    exchange = new RecordedExchange();
    house = await openHouse({ site, source: exchange });
    people = new Map();
    seen = new Map();
    for (const seat of ['1001', '1002', '1003']) {
      const account = await house.person(`agent${seat}-${randomUUID().slice(0, 4)}`);
      people.set(seat, account);
      seen.set(seat, []);
      // The exchange of the recording does not obey: the wish is enough here.
      void house.hotline.signInSeat.signIn(account, { seat, queues: [], takeOver: false });
    }
    await turns();
    house.hotline.floor.watch({
      changed: () => {
        for (const [seat, account] of people) {
          for (const card of house.hotline.desks.of(account).cards) {
            const line = `${card.kind} ${card.phase}`;
            const lines = seen.get(seat) ?? [];
            if (lines.at(-1) !== line) lines.push(line);
          }
        }
      },
    });
  });
  afterEach(() => house.close());

  const cards = (seat: string): Card[] => {
    const account = people.get(seat);
    return account === undefined ? [] : house.hotline.desks.of(account).cards;
  };
  const due = (seat: string) => cards(seat).map(({ record }) => record !== null);

  it('caller-hangs-up: rings, talks, and its record is due', async () => {
    await exchange.play('caller-hangs-up');
    expect(seen.get('1002')).to.deep.equal(['inbound ringing', 'inbound talking', 'inbound ended']);
    expect(seen.get('1001')).to.deep.equal([]);
    expect(due('1002')).to.deep.equal([true]);
  });

  it('blind-transfer-refer-to-seat: pops at the new seat although no queue offered it', async () => {
    await exchange.play('blind-transfer-refer-to-seat');
    expect(seen.get('1003')).to.deep.equal(['inbound ringing', 'inbound talking', 'inbound ended']);
    expect(cards('1003')[0]?.transferredFrom).to.equal('1002');
    expect(due('1002')).to.deep.equal([true]);
    expect(due('1003')).to.deep.equal([true]);
  });

  it('blind-transfer-refer-to-queue: each seat has its own record of the one call', async () => {
    await exchange.play('blind-transfer-refer-to-queue');
    expect(due('1002')).to.deep.equal([true]);
    expect(due('1003')).to.deep.equal([true]);
    expect(cards('1002')[0]?.callId).to.equal(cards('1003')[0]?.callId);
    expect(cards('1002')[0]?.interactionId).to.not.equal(cards('1003')[0]?.interactionId);
  });

  it('attended-transfer: the consulted seat gets the citizen’s call with the citizen’s number', async () => {
    await exchange.play('attended-transfer');
    expect(seen.get('1002')).to.include('inbound consulting');
    expect(seen.get('1003')?.at(-1)).to.equal('inbound ended');
    expect(cards('1003').map(({ caller }) => caller)).to.deep.equal(
      cards('1002').map(({ caller }) => caller),
    );
    expect(due('1003')).to.deep.equal([true]);
  });

  it('consult-then-return: the consulted seat owes no record', async () => {
    await exchange.play('consult-then-return');
    expect(due('1002')).to.deep.equal([true]);
    expect(due('1003')).to.deep.equal([]);
  });

  it('hold-unhold: is held and comes back', async () => {
    await exchange.play('hold-unhold');
    const [seat] = [...seen].find(([, lines]) => lines.length > 0) ?? [];
    expect(seen.get(seat ?? '')).to.deep.equal([
      'inbound ringing',
      'inbound talking',
      'inbound held',
      'inbound talking',
      'inbound held',
      'inbound ended',
    ]);
  });

  it('ring-no-answer-next-seat: missed at the one, taken by the other', async () => {
    await exchange.play('ring-no-answer-next-seat');
    expect(seen.get('1001')?.at(-1)).to.equal('inbound missed');
    expect(due('1001')).to.deep.equal([false]);
    expect(due('1002')).to.deep.equal([true]);
  });

  it('caller-abandons: missed, and no record is due', async () => {
    await exchange.play('caller-abandons');
    const lines = [...seen.values()].filter((phases) => phases.length > 0);
    expect(lines).to.deep.equal([['inbound ringing', 'inbound missed']]);
    expect(['1001', '1002', '1003'].flatMap(due)).to.deep.equal([false]);
  });

  it('click-to-call-answered: an outbound call to a citizen has its record too', async () => {
    await exchange.play('click-to-call-answered');
    expect(seen.get('1001')?.at(-1)).to.equal('outbound ended');
    expect(due('1001')).to.deep.equal([true]);
    expect(
      exchange.commands.some((command) => command.type === 'pause' && command.reason === 'acw'),
    ).to.equal(true);
  });

  it('supervisor-listens: who listens gets no card', async () => {
    await exchange.play('supervisor-listens');
    expect([...seen.values()].flat().filter((line) => line.startsWith('monitor'))).to.deep.equal([]);
  });
});
