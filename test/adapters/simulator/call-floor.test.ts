import { assert } from 'chai';
import { createObserver } from '../../../bridge/adapters/asterisk/observe.ts';
import { type CallFloorOptions, createCallFloor } from '../../../bridge/adapters/simulator/call-floor.ts';
import { SimulatorSource } from '../../../bridge/adapters/simulator/simulator-source.ts';
import type { LinkState, PbxAnswer, PbxCommand, PbxSource } from '../../../bridge/application/ports.ts';
import type { TelephonyEvent } from '../../../bridge/domain/telephony/event.ts';
import { createFloor } from '../../../bridge/domain/telephony/floor.ts';
import type { LiveCall } from '../../../bridge/domain/telephony/floor-change.ts';
import { liveCall, liveCallIds, seatView } from '../../../bridge/domain/telephony/floor-views.ts';
import { follow } from '../../../bridge/domain/telephony/follow.ts';
import { callFact } from '../../../bridge/domain/telephony/project-call.ts';
import { opensAt, site } from './followed-floor.ts';
import { HandTimer } from './hand-timer.ts';

/** A person at seat 1001, and the bridge that follows the floor for them. */
class Desk {
  readonly timer = new HandTimer(opensAt / 1000);
  readonly source: PbxSource;
  readonly events: TelephonyEvent[] = [];
  readonly links: LinkState[] = [];
  readonly findings: string[] = [];
  readonly state = createFloor(site);
  readonly line = 'PJSIP/1001';

  constructor(options: Partial<CallFloorOptions> = {}) {
    this.source = createCallFloor({ site, seed: 1, observe: createObserver, timer: this.timer, ...options });
    this.source.start({
      event: (event) => {
        this.events.push(event);
        follow(this.state, event, () => {});
      },
      link: (state) => this.links.push(state),
      report: (findings) => this.findings.push(...findings.map(({ code }) => code)),
    });
  }

  async order(command: PbxCommand): Promise<PbxAnswer> {
    return this.source.command(command);
  }

  async signIn(...queues: string[]): Promise<void> {
    for (const queue of queues) {
      const member = { queue, interface: this.line, name: '王', penalty: 0 };
      await this.order({ type: 'join-queue', ...member, paused: true, reason: '' });
    }
    await this.order({ type: 'pause', queue: null, interface: this.line, paused: false, reason: '' });
  }

  get view() {
    return seatView(this.state, '1001');
  }

  get call(): LiveCall | null {
    const id = liveCallIds(this.state).find((each) =>
      liveCall(this.state, each)?.parties.some(({ seat, phase }) => seat === '1001' && phase !== 'gone'),
    );
    return id === undefined ? null : liveCall(this.state, id);
  }

  get channel(): string {
    return this.call?.parties.find(({ seat }) => seat === '1001')?.channel ?? '';
  }

  /** Lets time pass until it is so; the ms that took, or null where it never was. */
  until(isSo: () => boolean, atMostMs: number): number | null {
    for (let passed = 0; passed <= atMostMs; passed += 100) {
      if (isSo()) return passed;
      this.timer.pass(100);
    }
    return null;
  }

  untilRung(): number | null {
    return this.until(() => this.view?.state === 'RINGING', 60_000);
  }
}

describe('the built-in call floor', () => {
  it('connects with a snapshot of a floor at work, and says that it is not real', () => {
    const desk = new Desk();
    assert.deepEqual(
      desk.events.slice(0, 3).map(({ type }) => type),
      ['link-up', 'queues-found', 'legs-found'],
    );
    assert.deepEqual(
      desk.links.map(({ state }) => state),
      ['connecting', 'up'],
    );
    assert.include(desk.findings, 'simulator');
    assert.equal(seatView(desk.state, '1011')?.state, 'READY');
    assert.equal(desk.view?.state, 'LOGGED_OUT');
    desk.timer.pass(120_000);
    assert.isTrue(desk.events.some(({ type }) => type === 'queue-connected'));
  });

  it('never rings a person who has not signed in', () => {
    const desk = new Desk();
    assert.isNull(desk.untilRung());
  });

  it('calls a person soon after they are ready, each time, whatever the seed', async () => {
    for (const seed of [1, 2, 3, 'x']) {
      const desk = new Desk({ seed });
      desk.timer.pass(20_000);
      await desk.signIn('policy', 'service-guide');
      for (let calls = 0; calls < 3; calls += 1) {
        assert.isAtMost(desk.untilRung() ?? Number.NaN, 15_000, `seed ${seed}, call ${calls}`);
        await desk.order({ type: 'answer', channel: desk.channel });
        desk.timer.pass(5_000);
        assert.equal(desk.view?.state, 'TALKING');
        await desk.order({ type: 'hang-up', channel: desk.channel });
        desk.timer.pass(10_000);
      }
    }
  });

  it('rings until the receiver is lifted, talks in real time and ends by the person’s hang-up', async () => {
    const desk = new Desk();
    await desk.signIn('policy');
    desk.untilRung();
    const { channel } = desk;
    const callId = desk.call?.callId ?? '';
    desk.timer.pass(4_000);
    assert.equal(desk.view?.state, 'RINGING');
    assert.deepEqual(await desk.order({ type: 'answer', channel }), { outcome: 'done' });
    assert.equal(desk.view?.state, 'TALKING');
    await desk.order({ type: 'pause', queue: null, interface: desk.line, paused: true, reason: 'acw' });
    desk.timer.pass(40_000);
    assert.deepEqual(await desk.order({ type: 'hang-up', channel }), { outcome: 'done' });
    assert.equal(desk.view?.state, 'ACW');
    const fact = callFact(desk.state, callId);
    assert.equal(fact?.endedBy, 'seat');
    assert.equal(fact?.talks.at(0)?.seat, '1001');
    desk.timer.pass(30_000);
    assert.equal(callFact(desk.state, callId)?.ratingAsked, true);
    assert.equal((await desk.order({ type: 'answer', channel })).outcome, 'refused');
    assert.equal((await desk.order({ type: 'hang-up', channel })).outcome, 'refused');
  });

  it('lets the citizen hang up after their talk', async () => {
    const desk = new Desk();
    await desk.signIn('policy');
    desk.untilRung();
    const callId = desk.call?.callId ?? '';
    await desk.order({ type: 'answer', channel: desk.channel });
    const talked = desk.until(() => desk.view?.state !== 'TALKING', 310_000) ?? Number.NaN;
    assert.isAtLeast(talked, 59_000);
    assert.equal(callFact(desk.state, callId)?.endedBy, 'caller');
  });

  it('gives an unanswered call to the next seat, and pauses who let it ring', async () => {
    const desk = new Desk();
    await desk.signIn('policy');
    desk.untilRung();
    const callId = desk.call?.callId ?? '';
    desk.timer.pass(10_500);
    assert.equal(desk.view?.state, 'BUSY');
    assert.equal(desk.view?.reason, 'Auto-Pause');
    desk.timer.pass(8_000);
    const offers = callFact(desk.state, callId)?.offers ?? [];
    assert.deepEqual(offers[0]?.result, 'no-answer');
    assert.notEqual(offers[1]?.seat, '1001');
  });

  it('holds, and hands a citizen on to a seat and to a line', async () => {
    const desk = new Desk();
    await desk.signIn('policy');
    desk.untilRung();
    const callId = desk.call?.callId ?? '';
    await desk.order({ type: 'answer', channel: desk.channel });
    desk.timer.pass(2_000);
    await desk.order({ type: 'hold', channel: desk.channel, held: true });
    assert.equal(desk.view?.state, 'HOLD');
    desk.timer.pass(3_000);
    await desk.order({ type: 'hold', channel: desk.channel, held: false });
    assert.equal(desk.view?.state, 'TALKING');
    const citizen = [...desk.state.legs.values()].find(({ id }) => id === callId)?.channel ?? '';
    const to = { type: 'redirect', channel: citizen, context: site.seatContext } as const;
    assert.deepEqual(await desk.order({ ...to, extension: '7002' }), { outcome: 'done' });
    desk.timer.pass(20_000);
    const fact = callFact(desk.state, callId);
    assert.equal(fact?.transfers[0]?.kind, 'redirect');
    assert.equal(fact?.queueStays[1]?.queue, 'service-guide');
    assert.closeTo(fact?.talks[0]?.holdSeconds ?? 0, 3, 0.05);
    assert.equal((await desk.order({ ...to, extension: '88888' })).outcome, 'refused');
  });

  it('calls out: the seat first, then the citizen', async () => {
    const desk = new Desk();
    await desk.signIn('policy');
    await desk.order({ type: 'pause', queue: null, interface: desk.line, paused: true, reason: '外呼' });
    const call = { type: 'originate', interface: desk.line, context: site.seatContext } as const;
    const answer = await desk.order({ ...call, extension: '913874801015', callerId: '12345' });
    assert.deepEqual(answer, { outcome: 'done' });
    assert.isNotNull(desk.until(() => desk.view?.state === 'OUTBOUND', 5_000));
    desk.timer.pass(200_000);
    const fact = [...desk.state.calls.keys()]
      .flatMap((id) => callFact(desk.state, id) ?? [])
      .find(({ kind }) => kind === 'outbound');
    assert.equal(fact?.caller, '13874801015');
    assert.include(['outbound-answered', 'outbound-failed'], fact?.result);
  });

  it('refuses what the exchange would refuse', async () => {
    const desk = new Desk();
    const join = { type: 'join-queue', interface: desk.line, name: '王', penalty: 0, paused: false } as const;
    assert.equal((await desk.order({ ...join, queue: 'nowhere', reason: '' })).outcome, 'refused');
    assert.equal((await desk.order({ ...join, queue: 'policy', reason: 'a\r\nb: c' })).outcome, 'refused');
    assert.deepEqual(await desk.order({ ...join, queue: 'policy', reason: '' }), { outcome: 'done' });
    assert.deepEqual(await desk.order({ ...join, queue: 'policy', reason: '', penalty: 3 }), {
      outcome: 'done',
    });
    assert.equal(desk.view?.queues[0]?.penalty, 3);
    const leave = { type: 'leave-queue', queue: 'policy', interface: desk.line } as const;
    assert.deepEqual(await desk.order(leave), { outcome: 'done' });
    assert.deepEqual(await desk.order(leave), { outcome: 'done' });
    assert.equal(desk.view?.state, 'LOGGED_OUT');
    assert.equal(
      (await desk.order({ type: 'pause', queue: null, interface: desk.line, paused: true, reason: '' }))
        .outcome,
      'refused',
    );
  });

  it('is reconciled by a snapshot after a loss of the link', async () => {
    const desk = new Desk();
    await desk.signIn('policy');
    desk.timer.pass(60_000);
    assert.instanceOf(desk.source, SimulatorSource);
    if (desk.source instanceof SimulatorSource) desk.source.loseLink(20_000);
    assert.equal((await desk.order({ type: 'hang-up', channel: 'x' })).outcome, 'unreachable');
    assert.equal(desk.links.at(-1)?.state, 'lost');
    desk.timer.pass(21_000);
    assert.equal(desk.links.at(-1)?.state, 'up');
    desk.timer.pass(600_000);
    const facts = [...desk.state.calls.keys()].flatMap((id) => callFact(desk.state, id) ?? []);
    const stuck = facts.filter(({ arrivedAt, result }) => {
      const age = desk.timer.now() - Date.parse(arrivedAt ?? '');
      return result === 'in-progress' && age > 400_000;
    });
    assert.deepEqual(stuck, []);
  });

  it('stops', async () => {
    const desk = new Desk();
    await desk.source.stop();
    const told = desk.events.length;
    assert.equal(desk.events.at(-1)?.type, 'link-lost');
    desk.timer.pass(60_000);
    assert.equal(desk.events.length, told);
    assert.equal((await desk.order({ type: 'hang-up', channel: 'x' })).outcome, 'unreachable');
  });
});

describe('a person at the built-in call floor hands a citizen on', () => {
  /** In a talk at seat 1001, with a colleague who is free and works by themselves. */
  async function inTalk(): Promise<{ desk: Desk; colleague: string; channel: string; callId: string }> {
    const desk = new Desk();
    await desk.signIn('policy');
    desk.untilRung();
    await desk.order({ type: 'answer', channel: desk.channel });
    assert.isNotNull(desk.until(() => desk.view?.state === 'TALKING', 5_000));
    const colleague = site.seats.find(
      ({ seat }) => seatView(desk.state, seat)?.state === 'READY' && seat > '1010',
    );
    assert.isDefined(colleague);
    return { desk, colleague: colleague?.seat ?? '', channel: desk.channel, callId: desk.call?.callId ?? '' };
  }

  const consult = (desk: Desk, channel: string, extension: string) =>
    desk.order({ type: 'consult', channel, context: 'seats', extension, mayGoOn: false });

  const own = (desk: Desk) => desk.call?.parties.find(({ seat }) => seat === '1001');

  it('consults, takes it back, and talks to the same citizen again', async () => {
    const { desk, colleague, channel } = await inTalk();
    assert.equal((await consult(desk, channel, colleague)).outcome, 'done');
    assert.isNotNull(desk.until(() => own(desk)?.consultation?.answered === true, 20_000));
    assert.equal(own(desk)?.phase, 'consulting');
    assert.equal((await desk.order({ type: 'cancel-consult', channel })).outcome, 'done');
    assert.isNotNull(desk.until(() => own(desk)?.phase === 'talking', 1_000));
    assert.isNotNull(desk.until(() => seatView(desk.state, colleague)?.state !== 'TALKING', 5_000));
  });

  it('completes: the colleague has the citizen, and it is a transfer of the facts', async () => {
    const { desk, colleague, channel, callId } = await inTalk();
    await consult(desk, channel, colleague);
    const early = await desk.order({ type: 'complete-consult', channel });
    assert.equal(early.outcome, 'refused', 'nobody is there yet');
    desk.until(() => own(desk)?.consultation?.answered === true, 20_000);
    assert.equal((await desk.order({ type: 'complete-consult', channel })).outcome, 'done');
    assert.isNotNull(desk.until(() => own(desk) === undefined, 1_000));
    const fact = callFact(desk.state, callId);
    assert.deepEqual(
      fact?.talks.map(({ seat }) => seat),
      ['1001', colleague],
    );
    assert.deepEqual(
      fact?.transfers.map(({ kind, from }) => `${kind} by ${from}`),
      ['attended by 1001'],
    );
    desk.timer.pass(600_000);
    assert.isNotNull(callFact(desk.state, callId)?.endedAt, 'it ends some time');
  });

  it('joins three, and who stays goes on', async () => {
    const { desk, colleague, channel, callId } = await inTalk();
    await consult(desk, channel, colleague);
    desk.until(() => own(desk)?.consultation?.answered === true, 20_000);
    await desk.order({ type: 'join-three', channel });
    assert.isNotNull(desk.until(() => own(desk)?.phase === 'conference', 1_000));
    await desk.order({ type: 'hang-up', channel });
    assert.isNotNull(desk.until(() => own(desk) === undefined, 1_000));
    const talks = liveCall(desk.state, callId)?.parties.map(({ seat, phase }) => `${seat} ${phase}`);
    assert.deepEqual(talks, ['1001 gone', `${colleague} talking`]);
  });

  it('hands on unannounced, and takes keys and mute', async () => {
    const { desk, colleague, channel, callId } = await inTalk();
    assert.equal((await desk.order({ type: 'mute', channel, muted: true })).outcome, 'done');
    const order = { type: 'blind-transfer', channel, context: 'seats', extension: colleague } as const;
    assert.equal((await desk.order(order)).outcome, 'done');
    assert.isNotNull(
      desk.until(
        () =>
          liveCall(desk.state, callId)?.parties.some(
            ({ seat, phase }) => seat === colleague && phase === 'talking',
          ) ?? false,
        30_000,
      ),
    );
    assert.equal((await desk.order({ type: 'mute', channel, muted: true })).outcome, 'refused');
  });
});
