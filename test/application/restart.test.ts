import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { WorkerTrialRunner } from '../../bridge/adapters/answers/trial-runner.ts';
import { openStore } from '../../bridge/adapters/sqlite/open-store.ts';
import { type Hotline, openHotline } from '../../bridge/application/hotline.ts';
import type { PbxSource, PbxSourceListener } from '../../bridge/application/ports.ts';
import type { Account, Store } from '../../bridge/application/store.ts';
import { usualDuties } from '../../bridge/domain/duty/usual-duties.ts';
import { defaultBindings } from '../../bridge/domain/keys/bindings.ts';
import { NumberPlaces } from '../../bridge/domain/people/number-places.ts';
import { usualTags } from '../../bridge/domain/people/usual-tags.ts';
import { eventually, HandTimer, turns } from './hand-timer.ts';
import {
  content,
  factsStored,
  figureRules,
  type House,
  openHouse,
  packRules,
  ScriptedAnswers,
  sessionRules,
  site,
  stateRules,
  testSecrets,
} from './house.ts';
import { onSameThread } from './same-thread.ts';
import { ScriptedPbx } from './scripted-pbx.ts';

const number = '13874801115';

describe('after a restart of the exchange', () => {
  let house: House;

  beforeEach(async () => {
    house = await openHouse();
    house.pbx.connect();
  });
  afterEach(() => house.close());

  it('every signed-in seat is back in its queues, with its penalty and pause, at once', async () => {
    const people: Account[] = [];
    for (const [login, seat] of [
      ['zhang1203', '1001'],
      ['li1204', '1002'],
      ['wang1205', '1003'],
    ] as const) {
      const account = await house.person(login);
      people.push(account);
      await house.hotline.signInSeat.signIn(account, { seat, queues: [], takeOver: false });
    }
    const [zhang] = people;
    if (zhang === undefined) throw new Error('nobody');
    await house.hotline.chooseState.now(zhang, { state: 'BREAK', reason: '用餐' });
    house.pbx.citizenCalls(number).rings('1002').answers('1002').citizenHangsUp();
    await turns();
    house.pbx.restart();
    await turns();
    expect(house.pbx.membershipsOf('1001').map(({ reason }) => reason)).to.deep.equal(['用餐', '用餐']);
    expect(house.pbx.membershipsOf('1002').map(({ reason }) => reason)).to.deep.equal(['acw', 'acw']);
    expect(
      house.pbx.membershipsOf('1003').map(({ paused, penalty }) => ({ paused, penalty })),
      'a seat that stands by',
    ).to.deep.equal([
      { paused: false, penalty: 5 },
      { paused: false, penalty: 5 },
    ]);
  });

  it('a record that was open stays open, marked as found again', async () => {
    const zhang = await house.person('zhang1203');
    await house.hotline.signInSeat.signIn(zhang, { seat: '1001', queues: [], takeOver: false });
    house.pbx.citizenCalls(number).rings('1001').answers('1001');
    await turns();
    house.pbx.restart();
    await turns();
    const [card] = house.hotline.desks.of(zhang).cards;
    expect(card).to.include({ phase: 'ended', talked: true, reconciled: true });
    expect(card?.record?.saved).to.equal(null);
  });
});

describe('after a loss of the link', () => {
  let house: House;
  let zhang: Account;

  beforeEach(async () => {
    house = await openHouse();
    house.pbx.connect();
    zhang = await house.person('zhang1203');
    await house.hotline.signInSeat.signIn(zhang, { seat: '1001', queues: [], takeOver: false });
    house.pbx.lose();
  });
  afterEach(() => house.close());

  it('a call that was answered meanwhile is in hand at its seat: wrap-up is in force, a record is due', async () => {
    const call = house.pbx.citizenCalls(number).rings('1001').answers('1001');
    house.pbx.connect();
    await turns();
    const [card] = house.hotline.desks.of(zhang).cards;
    expect(card).to.include({ callId: call.callId, phase: 'talking', reconciled: true, answeredAt: null });
    expect(card?.record).to.include({ saved: null });
    expect(house.pbx.membershipsOf('1001').map(({ reason }) => reason)).to.deep.equal(['acw', 'acw']);
    call.citizenHangsUp();
    expect(card).to.include({ phase: 'ended', talked: true });
  });
});

describe('after a crash of the bridge', () => {
  let house: House;
  let zhang: Account;

  beforeEach(async () => {
    house = await openHouse();
    house.pbx.connect();
    zhang = await house.person('zhang1203');
    await house.hotline.signInSeat.signIn(zhang, { seat: '1001', queues: [], takeOver: false });
    await turns();
  });
  afterEach(() => house.close());

  const desk = () => house.hotline.desks.of(zhang);
  const reasons = () => house.pbx.membershipsOf('1001').map(({ paused, reason }) => paused && reason);
  const inLedger = (reason: string | null) =>
    eventually(
      async () => ((await house.store.seats.all())[0]?.pause?.reason ?? null) === reason,
      `ledger says ${reason}`,
    );
  const stored = (callId: string) => factsStored(house, callId);

  it('the pause stays where a record is open, and the record can be saved', async () => {
    const call = house.pbx.citizenCalls(number).rings('1001').answers('1001').citizenHangsUp();
    await stored(call.callId);
    await inLedger('acw');
    const before = desk().cards[0]?.interactionId ?? '';
    house = await house.crash();
    house.pbx.connect();
    await turns();
    expect(reasons()).to.deep.equal(['acw', 'acw']);
    expect(desk().cards.map(({ interactionId }) => interactionId)).to.deep.equal([before]);
    const answer = await house.hotline.closeRecord.save(zhang, 'c1', {
      interactionId: before,
      baseRev: 0,
      content,
    });
    expect(answer).to.include({ outcome: 'saved' });
    await turns();
    expect(reasons()).to.deep.equal([false, false]);
  });

  it('a pause whose record was saved is lifted as soon as the exchange is back', async () => {
    const call = house.pbx.citizenCalls(number).rings('1001').answers('1001').citizenHangsUp();
    await stored(call.callId);
    await turns();
    // The bridge dies between the save and the lifting of the pause.
    house.pbx.silent = true;
    await house.hotline.closeRecord.save(zhang, 'c1', {
      interactionId: desk().cards[0]?.interactionId ?? '',
      baseRev: 0,
      content,
    });
    await inLedger(null);
    house = await house.crash();
    expect(reasons()).to.deep.equal(['acw', 'acw']);
    house.pbx.silent = false;
    house.pbx.connect();
    await turns();
    expect(reasons()).to.deep.equal([false, false]);
  });

  it('a call that goes on is whole: its beginning is read from the journal', async () => {
    const other = house.pbx.citizenCalls('13900000000');
    const call = house.pbx.citizenCalls(number).rings('1001').answers('1001');
    await inLedger('acw');
    await eventually(
      async () => ((await house.store.journal.head('pbx/cs-test'))?.position ?? 0) > 20,
      'journal',
    );
    house = await house.crash();
    expect(house.hotline.floor.call(call.callId)?.caller).to.equal(number);
    house.pbx.connect();
    await turns();
    expect(desk().cards[0]).to.include({ phase: 'talking', caller: number, reconciled: true });
    expect(reasons()).to.deep.equal(['acw', 'acw']);
    call.citizenHangsUp();
    other.citizenHangsUp();
    await stored(call.callId);
    const fact = (await house.store.facts.byKey(`cs-test/${call.callId}`))?.fact;
    expect(fact?.offers).to.have.length(1);
    expect(fact?.queueStays).to.have.length(1);
  });

  it('a call that ended while the bridge was down is found ended, and its record is still due', async () => {
    const call = house.pbx.citizenCalls(number).rings('1001').answers('1001');
    await inLedger('acw');
    house = await house.crash();
    call.citizenHangsUp();
    house.pbx.connect();
    await turns();
    expect(desk().cards[0]).to.include({ phase: 'ended', talked: true });
    expect(reasons()).to.deep.equal(['acw', 'acw']);
  });

  it('older records that were parked are still on the desk, parked', async () => {
    const call = house.pbx.citizenCalls(number).rings('1001').answers('1001').citizenHangsUp();
    await stored(call.callId);
    house.hotline.closeRecord.park(zhang, desk().cards[0]?.interactionId ?? '');
    await inLedger(null);
    await house.timer.advance(60_000);
    house = await house.crash();
    house.pbx.connect();
    await turns();
    expect(desk().cards[0]?.record?.parked).to.equal(true);
    expect(reasons()).to.deep.equal([false, false]);
  });

  it('a save that was acknowledged into the void is acknowledged again, once', async () => {
    const call = house.pbx.citizenCalls(number).rings('1001').answers('1001').citizenHangsUp();
    await stored(call.callId);
    const wish = { interactionId: desk().cards[0]?.interactionId ?? '', baseRev: 0, content };
    const first = await house.hotline.closeRecord.save(zhang, 'c1', wish);
    house = await house.crash();
    house.pbx.connect();
    const again = await house.hotline.closeRecord.save(zhang, 'c1', wish);
    expect(again).to.deep.equal({ ...first, repeated: true });
  });

  it('a pause that the exchange set while nobody looked is taken over, not lifted', async () => {
    house = await house.crash();
    house.pbx.pauseFromOutside('1001', true, 'Auto-Pause');
    house.pbx.connect();
    await turns();
    expect(desk().chosen).to.include({ state: 'BUSY' });
    expect(reasons()).to.deep.equal(['示忙', '示忙']);
  });

  it('a break that the operator chose is still a break', async () => {
    await house.hotline.chooseState.now(zhang, { state: 'BREAK', reason: '培训' });
    await inLedger('培训');
    house = await house.crash();
    house.pbx.connect();
    await turns();
    expect(reasons()).to.deep.equal(['培训', '培训']);
    expect(desk().chosen).to.deep.equal({ state: 'BREAK', reason: '培训' });
  });

  it('today’s figures are what they were', async () => {
    const call = house.pbx.citizenCalls(number).rings('1001').answers('1001').citizenHangsUp();
    house.pbx.citizenCalls('13900000000').citizenHangsUp();
    await stored(call.callId);
    await turns();
    const values = () => house.hotline.watchFloor.figures(zhang).map(({ id, value }) => `${id} ${value}`);
    const before = values();
    expect(before).to.include('n-in 2').and.to.include('n-answered 1').and.to.include('n-abandoned 1');
    const { position } = house.hotline.floor.head;
    await eventually(
      async () => (await house.store.journal.head('pbx/cs-test'))?.position === position,
      'the journal is on disk',
    );
    house = await house.crash();
    expect(values()).to.deep.equal(before);
  });
});

/** Tells the scripted exchange's events by a clock that is off by so much. */
class ClockApart implements PbxSource {
  readonly pbxId = site.pbxId;
  readonly #pbx: ScriptedPbx;
  readonly #micros: number;

  constructor(pbx: ScriptedPbx, ms: number) {
    this.#pbx = pbx;
    this.#micros = ms * 1000;
  }

  get capabilities() {
    return this.#pbx.capabilities;
  }

  start(listener: PbxSourceListener): void {
    this.#pbx.start({
      event: (event) => listener.event({ ...event, at: event.at + this.#micros }),
      link: (link) => listener.link(link),
      report: (findings) => listener.report(findings),
    });
  }

  command(command: Parameters<PbxSource['command']>[0]) {
    return this.#pbx.command(command);
  }

  memberships(line: string, found: Parameters<PbxSource['memberships']>[1]) {
    return this.#pbx.memberships(line, found);
  }

  livingLegs(legs: readonly string[]) {
    return this.#pbx.livingLegs(legs);
  }

  stop(): Promise<void> {
    return this.#pbx.stop();
  }
}

/** A bridge as it is run: its acts are in the stream that every start of it writes on. */
class Bridge {
  readonly timer: HandTimer;
  readonly pbx: ScriptedPbx;
  readonly #folder: string;
  readonly #clockApartMs: number;
  #open: { hotline: Hotline; store: Store } | null = null;

  constructor(folder: string, { now = '2026-11-24T10:00:00.000+08:00', clockApartMs = 0 } = {}) {
    this.#folder = folder;
    this.#clockApartMs = clockApartMs;
    this.timer = new HandTimer(Date.parse(now));
    this.pbx = new ScriptedPbx(site, this.timer);
  }

  async start(): Promise<void> {
    const { timer } = this;
    const data = this.#folder;
    const store = await openStore({
      data,
      bridgeId: 'main',
      clock: timer,
      readers: 1,
      startThread: onSameThread,
    });
    const silent = () => {};
    const hotline = await openHotline({
      site,
      units: [{ id: 'cs', name: '长沙市', parentId: null, validFrom: null, validTo: null }],
      penalties: new Map(),
      stateRules,
      helpReasons: [],
      regions: [{ regionCode: '430100', name: '长沙市' }],
      places: new NumberPlaces([]),
      holidays: [],
      duties: usualDuties,
      demo: false,
      dataAsOf: null,
      figureRules,
      packRules,
      keys: defaultBindings,
      tagTable: usualTags,
      sameMatterDays: 7,
      sessionRules,
      source: new ClockApart(this.pbx, this.#clockApartMs),
      store,
      index: new ScriptedAnswers(),
      trials: new WorkerTrialRunner(),
      secrets: testSecrets,
      timer,
      newId: randomUUID,
      log: { info: silent, warn: silent, error: silent },
    });
    this.#open = { store, hotline };
  }

  get hotline() {
    return this.#running().hotline;
  }

  get store() {
    return this.#running().store;
  }

  async die(): Promise<void> {
    if (this.#open === null) return;
    const { hotline, store } = this.#open;
    this.#open = null;
    hotline.memberships.stop();
    await this.pbx.stop();
    await store.close();
  }

  async crash(): Promise<void> {
    await this.die();
    await this.start();
    this.pbx.connect();
    await turns();
  }

  async person(login: string): Promise<Account> {
    const account: Account = {
      id: `id-${login}`,
      login,
      name: login,
      agentNo: login.slice(-4),
      roles: ['operator'],
      unitId: 'cs',
      disabled: false,
      demo: false,
    };
    await this.store.accounts.create(account, await testSecrets.hashPassword('geheim-123'));
    return account;
  }

  async signIn(account: Account, seat = '1001', takeOver = false): Promise<void> {
    const answer = await this.hotline.signInSeat.signIn(account, { seat, queues: [], takeOver });
    expect(answer).to.deep.equal({ outcome: 'done' });
    await turns();
  }

  /** A call that was talked and is over, its facts on disk. */
  async talk(seat = '1001'): Promise<string> {
    const { callId } = this.pbx.citizenCalls(number).rings(seat).answers(seat).citizenHangsUp();
    await this.stored(callId);
    return `cs-test/${callId}@${seat}`;
  }

  async stored(callId: string): Promise<void> {
    await factsStored(this, callId);
    await turns();
  }

  async inLedger(reason: string | null): Promise<void> {
    await eventually(
      async () => ((await this.store.seats.all())[0]?.pause?.reason ?? null) === reason,
      `ledger says ${reason}`,
    );
  }

  cards(account: Account) {
    return this.hotline.desks
      .of(account)
      .cards.map(({ interactionId, record }) => ({ interactionId, parked: record?.parked }));
  }

  save(account: Account, interactionId: string) {
    const wish = { interactionId, baseRev: 0, content };
    return this.hotline.closeRecord.save(account, randomUUID(), wish);
  }

  #running() {
    if (this.#open === null) throw new Error('the bridge does not run');
    return this.#open;
  }
}

describe('what a bridge that starts again brings back', () => {
  let folder: string;
  let bridge: Bridge;
  let zhang: Account;

  const open = async (options: { now?: string; clockApartMs?: number } = {}) => {
    bridge = new Bridge(folder, options);
    await bridge.start();
    bridge.pbx.connect();
    await turns();
  };
  const openWithZhang = async (options: { now?: string; clockApartMs?: number } = {}) => {
    await open(options);
    zhang = await bridge.person('zhang1203');
    await bridge.signIn(zhang);
  };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'restart-'));
  });
  afterEach(async () => {
    await bridge.die();
    await rm(folder, { recursive: true, force: true });
  });

  it('is no record that was saved, however long its seat is signed in', async () => {
    await openWithZhang({ now: '2026-11-24T21:00:00.000+08:00' });
    const interactionId = await bridge.talk();
    expect(await bridge.save(zhang, interactionId)).to.include({ outcome: 'saved' });
    await bridge.inLedger(null);
    await bridge.die();
    await open({ now: '2026-11-26T00:30:00.000+08:00' });
    expect(bridge.cards(zhang)).to.deep.equal([]);
  });

  for (const [words, clockApartMs] of [
    ['behind', -60_000],
    ['ahead', 60_000],
  ] as const)
    describe(`with an exchange whose clock is a minute ${words}`, () => {
      beforeEach(async () => {
        await openWithZhang({ clockApartMs });
      });

      it('is the open record of a wrap-up, with its pause', async () => {
        await bridge.timer.advance(300_000);
        const interactionId = await bridge.talk();
        await bridge.inLedger('acw');
        await bridge.crash();
        expect(bridge.cards(zhang)).to.deep.equal([{ interactionId, parked: false }]);
        expect(bridge.pbx.membershipsOf('1001').map(({ reason }) => reason)).to.deep.equal(['acw', 'acw']);
      });

      it('is a call that was taken right after the sign-in', async () => {
        await bridge.timer.advance(20_000);
        const interactionId = await bridge.talk();
        await bridge.crash();
        expect(bridge.cards(zhang).map((card) => card.interactionId)).to.deep.equal([interactionId]);
      });

      it('is parked where a wrap-up of a later call is on', async () => {
        const first = await bridge.talk();
        await bridge.timer.advance(10_000);
        bridge.hotline.closeRecord.park(zhang, first);
        await bridge.timer.advance(20_000);
        const second = await bridge.talk();
        await bridge.inLedger('acw');
        await bridge.crash();
        expect(bridge.cards(zhang)).to.deep.equal([
          { interactionId: first, parked: true },
          { interactionId: second, parked: false },
        ]);
      });
    });

  it('has the exchange’s clock known before its first event, also where no call was alive', async () => {
    await openWithZhang({ clockApartMs: -60_000 });
    await bridge.talk();
    const { position } = bridge.hotline.floor.head;
    await eventually(
      async () => (await bridge.store.journal.head('pbx/cs-test'))?.position === position,
      'the journal is on disk',
    );
    // No call is alive: nothing has to be read again.
    await bridge.store.facts.put('pbx/cs-test', [], position, position);
    await bridge.die();
    await bridge.start();
    const now = bridge.timer.now();
    expect(bridge.hotline.floor.toBridge((now - 60_000) * 1000)).to.equal(now);
  });

  describe('of people who signed out', () => {
    beforeEach(() => openWithZhang());

    const parkOne = async () => {
      const interactionId = await bridge.talk();
      await bridge.timer.advance(10_000);
      bridge.hotline.closeRecord.park(zhang, interactionId);
      await bridge.timer.advance(10_000);
      return interactionId;
    };
    const signOut = async () => {
      expect(await bridge.hotline.signInSeat.signOut(zhang)).to.deep.equal({ outcome: 'done' });
      await bridge.timer.advance(10_000);
    };

    it('is the record they had parked, and it can be saved', async () => {
      const interactionId = await parkOne();
      await signOut();
      await bridge.crash();
      expect(bridge.cards(zhang)).to.deep.equal([{ interactionId, parked: true }]);
      await bridge.signIn(zhang, '1002');
      expect(await bridge.save(zhang, interactionId)).to.include({ outcome: 'saved' });
      expect((await bridge.store.records.byInteraction(interactionId))?.seat).to.equal('1001');
      expect(bridge.cards(zhang)).to.deep.equal([]);
      await bridge.crash();
      expect(bridge.cards(zhang)).to.deep.equal([]);
    });

    it('can be saved without signing in at a seat', async () => {
      const interactionId = await parkOne();
      await signOut();
      await bridge.crash();
      expect(await bridge.save(zhang, interactionId)).to.include({ outcome: 'saved' });
    });

    it('is the record they had parked also when they had signed in again', async () => {
      const first = await parkOne();
      await signOut();
      await bridge.signIn(zhang);
      const second = await bridge.talk();
      await bridge.inLedger('acw');
      await bridge.crash();
      expect(bridge.cards(zhang)).to.deep.equal([
        { interactionId: first, parked: true },
        { interactionId: second, parked: false },
      ]);
    });

    it('is what was parked when their seat was taken over, and it is nobody else’s', async () => {
      const li = await bridge.person('li1204');
      const first = await bridge.talk();
      await bridge.timer.advance(30_000);
      await bridge.signIn(li, '1001', true);
      await bridge.timer.advance(30_000);
      const second = await bridge.talk();
      await bridge.inLedger('acw');
      await bridge.crash();
      expect(bridge.cards(zhang)).to.deep.equal([{ interactionId: first, parked: true }]);
      expect(bridge.cards(li)).to.deep.equal([{ interactionId: second, parked: false }]);
      expect(await bridge.save(li, first)).to.include({ code: 'not-your-record' });
      expect(await bridge.save(zhang, first)).to.include({ outcome: 'saved' });
    });

    it('is the record of a call that goes on elsewhere', async () => {
      const li = await bridge.person('li1204');
      await bridge.signIn(li, '1002');
      const call = bridge.pbx.citizenCalls(number).rings('1001').answers('1001');
      await bridge.timer.advance(10_000);
      call.isPutBack('1001', 'business').rings('1002').answers('1002');
      await turns();
      const interactionId = `cs-test/${call.callId}@1001`;
      bridge.hotline.closeRecord.park(zhang, interactionId);
      await signOut();
      await eventually(
        async () =>
          (await bridge.store.journal.head('pbx/cs-test'))?.position === bridge.hotline.floor.head.position,
        'the journal is on disk',
      );
      await bridge.crash();
      expect(bridge.cards(zhang)).to.deep.equal([{ interactionId, parked: true }]);
      expect(bridge.cards(li).map((card) => card.interactionId)).to.deep.equal([
        `cs-test/${call.callId}@1002`,
      ]);
    });

    it('is no call that came to the seat after they had left', async () => {
      await signOut();
      await bridge.talk();
      await bridge.crash();
      expect(bridge.cards(zhang)).to.deep.equal([]);
    });
  });
});
