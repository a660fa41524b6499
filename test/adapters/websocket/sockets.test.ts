import { expect } from 'chai';
import type { Account } from '../../../bridge/application/store.ts';
import type { ServerFrame } from '../../../bridge/protocol/frames.ts';
import { eventually, turns } from '../../application/hand-timer.ts';
import { content, hit } from '../../application/house.ts';
import { type Door, openDoor, PageClient } from '../http/open-door.ts';

const number = '13874801115';

describe('the operator’s page', () => {
  let door: Door;
  let cookie: string;

  beforeEach(async () => {
    door = await openDoor();
    await door.house.person('zhang1203');
    cookie = await door.signIn('zhang1203');
  });
  afterEach(() => door.close());

  const signInSeat = (client: PageClient) =>
    client.command({ type: 'sign-in-seat', seat: '1001', queues: [], takeOver: false });

  it('is greeted and gets its whole desk, numbered from one', async () => {
    const client = await door.open(cookie);
    expect(client.frames.map(({ type }) => type)).to.deep.equal(['welcome', 'desk']);
    expect(client.frames.map(({ seq }) => seq)).to.deep.equal([1, 2]);
    expect(client.last('welcome')?.me.login).to.equal('zhang1203');
    expect(client.last('desk')?.desk).to.deep.include({ seat: null, state: 'LOGGED_OUT', cards: [] });
    expect(client.last('desk')?.desk.seats.map(({ seat }) => seat)).to.deep.equal(['1001', '1002', '1003']);
  });

  it('shows the caller, then the answers, while it rings', async () => {
    const client = await door.open(cookie);
    expect(await signInSeat(client)).to.deep.equal({ outcome: 'done' });
    const from = client.frames.length;
    door.house.pbx.citizenCalls(number).rings('1001');
    await client.until(() => client.last('pop-answers') !== undefined, 'answers');
    const since = client.frames.slice(from);
    const pop = since.findIndex((frame) => frame.type === 'desk' && frame.desk.cards.length === 1);
    const answers = since.findIndex((frame) => frame.type === 'pop-answers');
    expect(pop).to.be.within(0, answers - 1);
    expect(client.last('desk')?.desk.cards[0]).to.deep.include({
      phase: 'ringing',
      number,
      numberMasked: false,
      queueName: '政策咨询',
      place: { regionCode: '430102', name: '芙蓉区', basis: '号段' },
    });
    expect(client.last('pop-answers')?.answers.hits).to.deep.equal([hit]);
  });

  it('saves the record and gives the same answer to the same command sent again on another socket', async () => {
    const client = await door.open(cookie);
    await signInSeat(client);
    door.house.pbx.citizenCalls(number).rings('1001').answers('1001').citizenHangsUp();
    await client.until(() => client.last('desk')?.desk.cards[0]?.phase === 'ended', 'wrap-up');
    const interactionId = client.last('desk')?.desk.cards[0]?.interactionId ?? '';
    const command = { type: 'save-record', interactionId, baseRev: 0, content } as const;
    const saved = await client.command(command, 'save-1');
    expect(saved).to.include({ outcome: 'saved', rev: 1 });
    await client.until(() => client.last('desk')?.desk.cards.length === 0, 'the card is gone');
    const again = await door.open(cookie);
    expect(await again.command(command, 'save-1')).to.deep.equal(saved);
    expect(await client.goodbye()).to.equal('taken-over');
  });

  it('refuses in words what may not be', async () => {
    const client = await door.open(cookie);
    const answer = await client.command({ type: 'set-state', state: 'READY', reason: '' });
    expect(answer).to.include({ outcome: 'refused', code: 'not-signed-in' });
    expect(
      await client.command({ type: 'force-state', seat: '1002', state: 'BUSY', reason: 'x' }),
    ).to.include({ code: 'no-right' });
  });

  it('answers a search', async () => {
    const client = await door.open(cookie);
    const answer = await client.command({
      type: 'search',
      text: 'gjj',
      serviceFunction: null,
      regionCode: null,
      date: null,
    });
    expect(answer).to.deep.include({ outcome: 'hits', hits: [hit], ready: true });
  });

  it('ends on the older socket when the same person opens it again', async () => {
    const older = await door.open(cookie);
    const newer = await door.open(cookie);
    expect(await older.goodbye()).to.equal('taken-over');
    expect(newer.isClosed).to.equal(false);
  });

  it('ends when somebody takes the seat over', async () => {
    const zhang = await door.open(cookie);
    await signInSeat(zhang);
    await door.house.person('li1204');
    const li = await door.open(await door.signIn('li1204'));
    expect(
      await li.command({ type: 'sign-in-seat', seat: '1001', queues: [], takeOver: true }),
    ).to.deep.equal({ outcome: 'done' });
    expect(await zhang.goodbye()).to.equal('taken-over');
    expect(zhang.last('goodbye')?.message).to.contain('li1204');
  });

  it('says with the seat’s state what the exchange refuses', async () => {
    const client = await door.open(cookie);
    await signInSeat(client);
    door.house.pbx.refuses = (command) => (command.type === 'pause' ? 'Permission denied' : null);
    door.house.pbx.citizenCalls(number).rings('1001').answers('1001');
    await door.house.timer.advance(3000);
    await client.until(
      () => client.last('desk')?.desk.unsettled?.includes('Permission denied') ?? false,
      'the refusal',
    );
  });
});

describe('a page that comes back', () => {
  let door: Door;
  let cookie: string;

  beforeEach(async () => {
    door = await openDoor();
    await door.house.person('zhang1203');
    cookie = await door.signIn('zhang1203');
  });
  afterEach(() => door.close());

  const token = async () => {
    const client = await door.open(cookie);
    await door.house.timer.advance(1000);
    // Something unrelated moves the journal on, and the heartbeat tells the page that it has missed nothing.
    door.house.pbx.tell({ type: 'device-changed', device: 'PJSIP/1003', state: 'NOT_INUSE' });
    await door.house.timer.advance(10_000);
    await client.until(() => client.last('ping') !== undefined, 'ping');
    const found = client.last('ping')?.token ?? null;
    client.socket.close();
    await client.goodbye();
    return found;
  };
  const types = async (resume: Awaited<ReturnType<typeof token>>) =>
    (await door.open(cookie, { resume })).frames.map(({ type }) => type);

  it('is only told so when nothing changed for it', async () => {
    expect(await types(await token())).to.deep.equal(['welcome', 'resumed']);
  });

  it('gets the whole view when something did', async () => {
    const resume = await token();
    const desk = door.house.hotline.desks.of((await door.house.store.accounts.list())[0] as Account);
    door.house.hotline.desks.touch(desk);
    await turns();
    expect(await types(resume)).to.deep.equal(['welcome', 'desk']);
  });

  it('gets the whole view on any doubt: another epoch, another stream, a position not reached yet', async () => {
    const resume = await token();
    if (resume === null) throw new Error('no token');
    for (const doubtful of [
      { ...resume, epoch: resume.epoch - 1 },
      { ...resume, stream: 'pbx/other' },
      { ...resume, position: resume.position + 1000 },
      { ...resume, position: 0 },
      null,
    ])
      expect(await types(doubtful), JSON.stringify(doubtful)).to.deep.equal(['welcome', 'desk']);
  });

  it('sees after a restart of the bridge that its position means nothing there', async () => {
    const resume = await token();
    expect(resume?.epoch).to.equal(door.house.hotline.floor.head.epoch);
    const house = await door.house.crash();
    expect(house.hotline.floor.head.epoch).to.be.greaterThan(resume?.epoch ?? 0);
    await house.close();
  });
});

describe('the floor’s page', () => {
  let door: Door;
  let cookie: string;

  beforeEach(async () => {
    door = await openDoor();
    await door.house.person('chen', ['supervisor']);
    cookie = await door.signIn('chen');
  });
  afterEach(() => door.close());

  it('gets the whole floor and then what changes, merged', async () => {
    const client = await door.open(cookie, { page: 'floor' });
    expect(client.frames.map(({ type }) => type)).to.deep.equal(['welcome', 'floor']);
    await door.house.timer.advance(1000);
    const from = client.frames.length;
    for (let n = 0; n < 20; n += 1) door.house.pbx.citizenCalls(number);
    await door.house.timer.advance(100);
    await client.until(() => client.frames.length > from, 'changes');
    const changes = client.last('floor-changes')?.changes;
    expect(changes?.queues[0]).to.include({ queue: 'policy', waiting: 20 });
    expect(changes?.seats).to.deep.equal([]);
    expect(client.frames.slice(from).filter(({ type }) => type === 'floor-changes').length).to.be.below(3);
  });

  it('shows a seat whose page is lost in a call as held, until the page is back; one that moved to another window is not', async () => {
    const { timer, pbx } = door.house;
    await door.house.person('zhang1203');
    const zhang = await door.signIn('zhang1203');
    const first = await door.open(zhang);
    await first.command({ type: 'sign-in-seat', seat: '1001', queues: [], takeOver: false });
    pbx.citizenCalls(number).rings('1001').answers('1001');
    const lead = await door.open(cookie, { page: 'floor' });
    const rows = (frame: ServerFrame) => {
      if (frame.type === 'floor') return frame.floor.seats;
      return frame.type === 'floor-changes' ? frame.changes.seats : [];
    };
    const row = () => lead.frames.flatMap(rows).findLast(({ seat }) => seat === '1001');
    const isShown = (state: string) =>
      eventually(async () => {
        await timer.advance(500);
        return row()?.state === state;
      }, `seat 1001 is ${state}`);

    const second = await door.open(zhang);
    expect(await first.goodbye()).to.equal('taken-over');
    await timer.advance(5000);
    expect(row()).to.include({ state: 'TALKING', telephone: 'TALKING' });

    const heardAt = timer.now();
    second.send({ type: 'pong', at: heardAt });
    await turns();
    await timer.advance(1000);
    second.socket.close();
    await isShown('OFFLINE_HELD');
    expect(row()).to.include({ telephone: 'TALKING', caller: '138****1115', since: heardAt });
    const third = await door.open(zhang);
    expect(third.last('desk')?.desk.cards[0]?.phase).to.equal('talking');
    await isShown('TALKING');
  });

  it('is not opened by an operator', async () => {
    await door.house.person('zhang1203');
    const client = await door.open(await door.signIn('zhang1203'), { page: 'floor' });
    expect(await client.goodbye()).to.equal('no-right');
  });
});

describe('a socket', () => {
  let door: Door;
  let cookie: string;

  beforeEach(async () => {
    door = await openDoor({ limits: { heartbeatMs: 10_000, missedPings: 2 } });
    await door.house.person('zhang1203');
    cookie = await door.signIn('zhang1203');
  });
  afterEach(() => door.close());

  const refusedWith = async (headers: Record<string, string>, path = '/api/socket') => {
    const client = new PageClient(`${door.url.replace('http', 'ws')}${path}`, headers);
    return client.opened.then(
      () => 'opened',
      (error: Error) => error.message,
    );
  };

  it('is not opened without a session, from another origin, or elsewhere', async () => {
    const { origin } = door;
    expect(await refusedWith({ origin })).to.contain('401');
    expect(await refusedWith({ cookie })).to.contain('403');
    expect(await refusedWith({ cookie, origin: 'https://evil.example' })).to.contain('403');
    expect(await refusedWith({ cookie, origin }, '/api/other')).to.contain('404');
    expect(await refusedWith({ cookie, origin })).to.equal('opened');
  });

  it('ends, with a code, for what is no frame of the protocol', async () => {
    const cases: [string | Buffer, string, number][] = [
      ['not json', 'bad-frame', 1008],
      ['{"type":"dance"}', 'bad-frame', 1008],
      [
        JSON.stringify({ type: 'command', id: 'c1', command: { type: 'sign-out-seat', more: 1 } }),
        'bad-frame',
        1008,
      ],
      [Buffer.from([1, 2, 3]), 'bad-frame', 1008],
      ['x'.repeat(70 * 1024), 'too-large', 1009],
      [JSON.stringify({ type: 'hello', version: 1, page: 'operator', resume: null }), 'out-of-order', 1008],
    ];
    for (const [frame, code, close] of cases) {
      const client = await door.open(cookie);
      client.socket.send(frame);
      expect(await client.goodbye(), String(frame).slice(0, 40)).to.equal(code);
      expect(client.closeCode).to.equal(close);
    }
  });

  it('ends for what comes before the greeting, for another version, and for silence', async () => {
    const early = await door.open(cookie, { hello: false });
    early.send({ type: 'command', id: 'c1', command: { type: 'sign-out-seat' } });
    expect(await early.goodbye()).to.equal('out-of-order');
    const old = await door.open(cookie, { hello: false });
    old.socket.send(JSON.stringify({ type: 'hello', version: 99, page: 'operator', resume: null }));
    expect(await old.goodbye()).to.equal('version');
    const silent = await door.open(cookie, { hello: false });
    await turns();
    await door.house.timer.advance(6000);
    expect(await silent.goodbye()).to.equal('out-of-order');
  });

  it('lives while its page answers the heartbeat, and ends after two pings without an answer', async () => {
    const client = await door.open(cookie);
    for (let beat = 1; beat <= 3; beat += 1) {
      await door.house.timer.advance(10_000);
      await client.until(() => client.frames.filter(({ type }) => type === 'ping').length === beat, 'ping');
      client.send({ type: 'pong', at: 0 });
      // Frames are taken in order: when this is answered, the pong was heard.
      await client.command({ type: 'article', articleId: 'P001', date: null });
    }
    expect(client.isClosed).to.equal(false);
    await door.house.timer.advance(30_000);
    expect(await client.goodbye()).to.equal('silent');
  });

  it('ends within a second when the account is disabled, also by another process', async () => {
    const client = await door.open(cookie);
    await new Promise((resolve) => setTimeout(resolve, 50));
    await door.house.store.accounts.setDisabled('id-zhang1203', true);
    await door.house.timer.advance(500);
    expect(await client.goodbye()).to.equal('disabled');
  });

  it('ends at once when the person signs out elsewhere, and when the session was idle too long', async () => {
    const client = await door.open(cookie);
    await door.fetch('/api/session', { method: 'DELETE', headers: { cookie } });
    expect(await client.goodbye()).to.equal('signed-out');
    const idle = await door.open(await door.signIn('zhang1203'));
    for (let minute = 0; minute < 17 * 6 && !idle.isClosed; minute += 1) {
      await door.house.timer.advance(10_000);
      idle.send({ type: 'pong', at: 0 });
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    expect(await idle.goodbye()).to.equal('session-ended');
  });

  it('never ends with the session in the middle of a call, but after its record', async () => {
    const client = await door.open(cookie);
    await client.command({ type: 'sign-in-seat', seat: '1001', queues: [], takeOver: false });
    door.house.pbx.citizenCalls(number).rings('1001').answers('1001').citizenHangsUp();
    await client.until(() => client.last('desk')?.desk.cards[0]?.phase === 'ended', 'wrap-up');
    await door.house.store.accounts.closeSessionsOf('id-zhang1203');
    door.sockets.recheck();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(client.isClosed).to.equal(false);
    const interactionId = client.last('desk')?.desk.cards[0]?.interactionId ?? '';
    expect(await client.command({ type: 'save-record', interactionId, baseRev: 0, content })).to.include({
      outcome: 'saved',
    });
    door.sockets.recheck();
    expect(await client.goodbye()).to.equal('session-ended');
  });

  it('is told when the bridge stops', async () => {
    const client = await door.open(cookie);
    await door.sockets.stop();
    expect(await client.goodbye()).to.equal('stopping');
  });
});

describe('the seat of an account that is disabled', () => {
  let door: Door;
  let zhang: Account;

  beforeEach(async () => {
    door = await openDoor();
    zhang = await door.house.person('zhang1203');
    await door.house.hotline.signInSeat.signIn(zhang, { seat: '1001', queues: [], takeOver: false });
    // What was so at the first look is no change.
    await new Promise((resolve) => setTimeout(resolve, 50));
  });
  afterEach(() => door.close());

  const setDisabled = async (disabled: boolean) => {
    await door.house.store.accounts.setDisabled(zhang.id, disabled);
    await door.house.timer.advance(500);
    await new Promise((resolve) => setTimeout(resolve, 50));
  };
  const memberships = () => door.house.pbx.membershipsOf('1001');
  const left = () =>
    eventually(
      async () =>
        memberships().length === 0 &&
        (await door.house.store.seats.all()).every(({ accountId }) => accountId !== zhang.id),
      'the seat has left its queues',
    );

  it('leaves its queues within a second, with no page open, and nobody else’s does', async () => {
    const li = await door.house.person('li1204');
    await door.house.hotline.signInSeat.signIn(li, { seat: '1002', queues: [], takeOver: false });
    await setDisabled(true);
    await left();
    expect(door.house.hotline.desks.at('1001')).to.equal(null);
    expect(door.house.pbx.membershipsOf('1002')).to.have.length(2);
    const entry = (await door.house.store.audit.read(0, 50)).find(
      ({ action }) => action === 'sign-out-disabled',
    );
    expect(entry).to.include({ accountId: null, subject: 'seat 1001', success: true });
    expect(entry?.detail).to.contain(zhang.id);
  });

  it('leaves them with the page open as well', async () => {
    const client = await door.open(await door.signIn('zhang1203'));
    await setDisabled(true);
    expect(await client.goodbye()).to.equal('disabled');
    await left();
  });

  it('leaves them after the call in hand, whose record waits for who may come back', async () => {
    const call = door.house.pbx.citizenCalls(number).rings('1001').answers('1001');
    await setDisabled(true);
    expect(memberships().map(({ reason }) => reason)).to.deep.equal(['acw', 'acw']);
    call.citizenHangsUp();
    await left();
    const desk = door.house.hotline.desks.of(zhang);
    expect(desk.cards.map(({ record }) => record?.parked)).to.deep.equal([true]);
    await setDisabled(false);
    expect(
      await door.house.hotline.signInSeat.signIn(zhang, { seat: '1001', queues: [], takeOver: false }),
    ).to.deep.equal({ outcome: 'done' });
    expect(desk.cards).to.have.length(1);
  });

  it('keeps them when the account is enabled again before the call in hand is over', async () => {
    const call = door.house.pbx.citizenCalls(number).rings('1001').answers('1001');
    await setDisabled(true);
    await setDisabled(false);
    call.citizenHangsUp();
    await turns();
    expect(memberships()).to.have.length(2);
  });

  it('leaves them at the next look when the first one failed', async () => {
    const { accounts } = door.house.hotline;
    const list = accounts.list;
    accounts.list = async () => {
      throw new Error('busy');
    };
    await setDisabled(true);
    expect(memberships()).to.have.length(2);
    accounts.list = list;
    await door.house.timer.advance(30_000);
    await left();
  });
});

describe('a page that takes its frames slowly', () => {
  it('is cut back to one whole view when it has caught up, and nothing piles up meanwhile', async () => {
    const door = await openDoor({ limits: { slowBytes: 64 * 1024, heartbeatMs: 10_000_000 } });
    try {
      await door.house.person('chen', ['supervisor']);
      const client = await door.open(await door.signIn('chen'), { page: 'floor' });
      client.socket.pause();
      for (let round = 0; round < 1300; round += 1) {
        door.house.pbx.citizenCalls(null).citizenHangsUp();
        await door.house.timer.advance(500);
        if (round % 20 === 0) await new Promise((resolve) => setImmediate(resolve));
      }
      client.socket.resume();
      await door.house.timer.advance(500);
      await eventually(async () => {
        await door.house.timer.advance(100);
        return client.frames.filter(({ type }) => type === 'floor').length > 1;
      }, 'a whole view after catching up');
      const seqs = client.frames.map(({ seq }) => seq);
      expect(seqs).to.deep.equal(seqs.map((_, index) => index + 1));
      expect(client.frames.length).to.be.below(1300);
      const figure = client.last('floor')?.floor.figures.find(({ id }) => id === 'n-in');
      expect(figure?.value).to.be.above(client.frames.length);
    } finally {
      await door.close();
    }
  }).timeout(60_000);
});
