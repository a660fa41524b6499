import { setTimeout as later } from 'node:timers/promises';
import { expect } from 'chai';
import type { BrowserContext } from 'playwright-core';
import { Random } from '../../bridge/adapters/simulator/prng.ts';
import { requireService } from '../real/services.ts';
import { chromiumIsHere, HOW_TO_GET, type Opened, openBrowser } from './browser.ts';
import { type CallPlan, digits, planCalls } from './pops/call-plan.ts';
import { deviations, deviationWords } from './pops/compare.ts';
import type { FaultyWire, WireFault } from './pops/faulty-wire.ts';
import { accountOf, type JournalAccount } from './pops/journal-account.ts';
import { OperatorHands, questionOf } from './pops/operator-hands.ts';
import type { PageHistory } from './pops/shown.ts';
import { fateOfPage, fateOfTrunk, suffer } from './pops/suffering.ts';
import { Telephones } from './pops/telephones.ts';
import { untrueRings } from './pops/truth.ts';
import { seats, WholeHouse } from './pops/whole-house.ts';

const long = process.env.LONG === '1';
/** every day the same few; a long run is another one each time */
const calls = Number(process.env.CALLS ?? (long ? 500 : 24));
/** a run again: SEED=… CALLS=…; which message a fault meets depends on the machine as well */
const seed = process.env.SEED ?? (long ? String(Date.now() % 1_000_000) : '12');
/** calls at a time: as many as there are seats, and one who waits */
const atOnce = 4;
/** looks of 50 ms for seats that are ready */
const patientLooks = 100;
/** ms. A ring of less may begin and end in one breath of a wire; a busy machine is late, but not by more. */
const bounds = { short: 250, late: 2_000, silence: 6_000 };
/** longer than a page may be silent without a word, and than a picture may be old without its age */
const longFaults: readonly WireFault[] = [
  { kind: 'stall', forMs: 9_500 },
  { kind: 'cut', forMs: 4_000 },
  { kind: 'left-behind', forMs: 800 },
];

/**
 * The real panel in two browsers, the real bridge with its journal on disk, a simulated exchange behind the manager
 * interface, and a faulty wire before each. What each page drew, change by change, is compared with the journal, and the
 * journal with the exchange's own account.
 */
describe(`a run of ${calls} calls over faulty links (SEED=${seed})`, function () {
  this.timeout(calls * 1_500 + 90_000);
  requireService(this, 'chromium', chromiumIsHere, HOW_TO_GET);

  const random = new Random(seed);
  const parts = new AsyncDisposableStack();
  const people: OperatorHands[] = [];
  const wires: FaultyWire[] = [];
  let house: WholeHouse;
  let telephones: Telephones;
  let histories: PageHistory[];
  let account: JournalAccount;
  let restless: object[];

  before('three operators work while links break, and their pages are read to the end', async () => {
    await openUp();
    await callAndBreak();
    restless = people
      .filter(({ isQuiet }) => !isQuiet)
      .map(({ seat, last, troubles }) => ({ seat, ...last, troubles }));
    histories = people.map((person) => person.history());
    account = accountOf(house.facts, await house.journal());
  });
  after(() => parts.disposeAsync());

  async function openUp(): Promise<void> {
    house = await WholeHouse.open(random);
    parts.defer(() => house.close());
    telephones = new Telephones(house.pbx, seats);
    const browsers = await Promise.all([openBrowser(), openBrowser()]);
    for (const browser of browsers) parts.defer(() => browser.close());
    for (const [i, seat] of seats.entries()) people.push(await sitDown(seat, await contextOf(browsers, i)));
  }

  async function callAndBreak(): Promise<void> {
    const stop = new AbortController();
    const broken = [
      suffer(
        house.trunk,
        {
          random: random.fork('trunk'),
          fate: fateOfTrunk,
          first: {
            fault: { kind: 'cut', forMs: 4_000 },
            when: () => people.some(({ isInCall }) => isInCall),
          },
        },
        stop.signal,
      ),
      ...wires.map(async (wire, i) => {
        // not all at once: the first is the exchange's
        await later(4_000 * (i + 1), undefined, { signal: stop.signal }).catch(() => {});
        const fault = longFaults[i];
        const first = fault === undefined ? null : { fault, when: () => people[i]?.isInCall ?? false };
        await suffer(wire, { random: random.fork(`wire/${i}`), fate: fateOfPage(i), first }, stop.signal);
      }),
    ];
    const working = people.map((person) => person.work());
    await callsAreOver(planCalls(random.fork('calls'), calls));
    stop.abort();
    await Promise.all(broken);
    for (const person of people) person.leave(20_000);
    await Promise.all(working);
  }

  it('pops each ring once where it rang, shows nothing astray, nothing over as going on, and no look of life without a link', () => {
    const disturbed = new Map(people.map(({ seat }, i) => [seat, wires[i]?.disturbances ?? []]));
    const found = deviations(account, histories, disturbed, bounds);
    expect(found.map(deviationWords)).to.deep.equal([]);
  });

  it('has in the journal what truly rang, and no more', () => {
    const { ledger, trunk } = house;
    expect(untrueRings([...ledger.calls.values()], account, trunk.disturbances, bounds)).to.deep.equal([]);
  });

  it('saves one record of each talk, with the question of its own caller', () => {
    const talks = account.talks.filter(({ who }) => who !== null);
    const due = new Set(
      talks.map(({ callId, seat, who }) => `${house.facts.pbxId}/${callId}@${seat} ${questionOf(who)}`),
    );
    const saved = house.records().map(({ interactionId, question }) => `${interactionId} ${question}`);
    expect(saved.toSorted()).to.deep.equal([...due].toSorted());
  });

  it('comes to rest: every page is idle, live and ready', () => {
    expect(restless).to.deep.equal([]);
  });

  it('was a run worth the name', () => {
    const pops = histories.flatMap((history) => history.pops);
    const cards = histories.flatMap(({ shown }) => shown.flatMap((one) => one.cards));
    const kinds = new Set(
      [house.trunk, ...wires].flatMap(({ happened }) => happened.map(({ kind }) => kind)),
    );
    expect(account.rings.length, 'rings').to.be.at.least(calls * 0.8);
    expect(account.talks.length, 'talks').to.be.at.least(calls * 0.4);
    expect(pops.length, 'pops').to.be.at.least(account.rings.length * 0.7);
    expect(pops.filter(({ paintedAt }) => paintedAt !== null).length, 'painted').to.be.at.least(calls * 0.6);
    expect(account.exchangeAway.length, 'times without the exchange').to.be.greaterThan(1);
    // What else happens in a short run is chance.
    if (calls < 200) return;
    expect([...kinds], 'faults').to.include.members([
      'cut',
      'cut-in-half',
      'stall',
      'crumble',
      'left-behind',
    ]);
    expect(house.untidy.swaps * house.untidy.repetitions, 'swaps and repetitions').to.be.greaterThan(0);
    for (const phase of ['elsewhere', 'missed'] as const)
      expect(cards.filter((card) => card.phase === phase).length, phase).to.be.greaterThan(0);
    expect(cards.filter(({ reconciled }) => reconciled).length, 'found after a loss').to.be.greaterThan(0);
    const besides = cards.filter(({ place, phase }) => place === 'beside' && phase === 'ringing');
    expect(besides.length, 'rings that waited beside').to.be.greaterThan(0);
    expect(cards.filter(({ phase }) => phase === 'consulting').length, 'consulting').to.be.greaterThan(0);
  });

  async function sitDown(seat: string, context: BrowserContext): Promise<OperatorHands> {
    const login = `operator12${seat.slice(-2)}`;
    await house.person(login);
    const { wire, url } = await house.wireTo();
    wires.push(wire);
    return OperatorHands.sitDown(
      context,
      { seat, login, password: house.password, url },
      {
        popSeen: (who) => telephones.popSeen(seat, who),
        lift: () => house.act(() => telephones.lift(seat)),
      },
    );
  }

  /** So many at a time, until nobody is left. */
  async function callsAreOver(plans: readonly CallPlan[]): Promise<void> {
    const over = Promise.withResolvers<void>();
    let left = plans.length;
    let atWork = 0;
    let changed = Promise.withResolvers<void>();
    telephones.whenOver(() => {
      left -= 1;
      atWork -= 1;
      if (left === 0) over.resolve();
      changed.resolve();
      changed = Promise.withResolvers();
    });
    for (const plan of plans) {
      while (atWork >= atOnce) await changed.promise;
      // what rings at all seats is to be seen by more than one
      for (let i = 0; i < patientLooks && plan.digit === digits.all && ready() < 2; i += 1) await later(50);
      atWork += 1;
      house.act(() => telephones.call(plan));
    }
    await over.promise;
  }

  function ready(): number {
    return people.filter(({ isQuiet }) => isQuiet).length;
  }
});

/** Two browsers: the first is of one operator, the second of two, each with a sign-in of their own. */
async function contextOf([first, second]: Opened[], i: number): Promise<BrowserContext> {
  const own = i === 0 ? first : second;
  const browser = own?.context.browser();
  if (own === undefined || browser == null) throw new Error('there is no browser');
  if (i < 2) return own.context;
  return browser.newContext({ viewport: { width: 1366, height: 640 }, locale: 'zh-CN' });
}
