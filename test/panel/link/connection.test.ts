import { expect } from 'chai';
import { Connection } from '../../../agent-panel/src/link/connection.ts';
import type { Wire, WireListener } from '../../../agent-panel/src/link/wire.ts';
import type { Command } from '../../../bridge/protocol/commands.ts';
import type { ClientFrame, ServerFrame } from '../../../bridge/protocol/frames.ts';
import { FakeTime, settle } from '../fake-time.ts';
import { desk, operator } from '../sample-people.ts';

/** One socket as the bridge sees it. */
class FakeSocket implements Wire {
  readonly sent: ClientFrame[] = [];
  closed = false;
  readonly #listener: WireListener;
  #seq = 0;

  constructor(listener: WireListener) {
    this.#listener = listener;
  }

  send(text: string): void {
    this.sent.push(JSON.parse(text) as ClientFrame);
  }

  close(): void {
    this.closed = true;
  }

  open(): void {
    this.#listener.opened();
  }

  drop(): void {
    this.#listener.closed();
  }

  tell(frame: Record<string, unknown>): void {
    this.#seq += 1;
    const token = { stream: 'pbx/demo', epoch: 1, position: this.#seq };
    this.#listener.text(JSON.stringify({ seq: this.#seq, token, ...frame }));
  }

  ids(): string[] {
    return this.sent.flatMap((frame) => (frame.type === 'command' ? [frame.id] : []));
  }
}

function setUp(page: 'operator' | 'floor' = 'operator') {
  const time = new FakeTime();
  const sockets: FakeSocket[] = [];
  const frames: ServerFrame[] = [];
  const signedIn = { still: true };
  let ids = 0;
  const connection = new Connection({
    page,
    openWire(listener) {
      const socket = new FakeSocket(listener);
      sockets.push(socket);
      return socket;
    },
    timers: time,
    random: () => 1,
    newId() {
      ids += 1;
      return `id-${ids}`;
    },
    stillSignedIn: () => Promise.resolve(signedIn.still),
    frame: (frame) => frames.push(frame),
  });
  connection.start();
  const socket = () => {
    const last = sockets[sockets.length - 1];
    if (last === undefined) throw new Error('no socket was opened');
    return last;
  };
  const welcome = (now = time.now()) => {
    socket().open();
    socket().tell({ type: 'welcome', version: 1, me: operator, now, heartbeatMs: 2_000 });
  };
  const live = () => {
    welcome();
    socket().tell({ type: 'desk', desk: desk(time.now()) });
  };
  const beat = async (seconds: number) => {
    for (let second = 0; second < seconds; second += 1) {
      socket().tell({ type: 'ping', now: time.now() });
      await time.pass(1_000);
    }
  };
  return { time, sockets, frames, signedIn, connection, socket, welcome, live, beat };
}

const search = {
  type: 'search',
  text: '公积金',
  serviceFunction: null,
  regionCode: null,
  date: null,
} as const;
const hangUp = { type: 'hang-up', callId: '1' } as const;
const save: Command = {
  type: 'save-record',
  interactionId: 'demo/1@1002',
  baseRev: 0,
  content: {
    serviceFunction: 'POLICY',
    appealType: '咨询',
    regionCode: '430102',
    regionBasis: 'number',
    question: '公积金',
    answers: [],
    outcomeCode: 'D2',
    outcomeNote: '',
    flags: [],
    confidential: false,
  },
};

describe('the connection of a page', () => {
  it('says hello without a token, and is live only when a whole view has come', () => {
    const { connection, socket, welcome, time } = setUp();
    welcome();
    expect(socket().sent).to.deep.equal([{ type: 'hello', version: 1, page: 'operator', resume: null }]);
    expect(connection.status.get().state).to.equal('connecting');
    socket().tell({ type: 'desk', desk: desk(time.now()) });
    expect(connection.status.get().state).to.equal('live');
  });

  it('answers each ping with its time', () => {
    const { socket, live } = setUp();
    live();
    socket().tell({ type: 'ping', now: 1_234 });
    expect(socket().sent[1]).to.deep.equal({ type: 'pong', at: 1_234 });
  });

  it('shows the time of the bridge, not of the PC', () => {
    const { connection, welcome, time } = setUp();
    welcome(time.now() - 3_600_000);
    expect(connection.now()).to.equal(time.now() - 3_600_000);
  });

  it('comes back after a loss, with the last token, and stays lost until it sees a view or is told that nothing changed', async () => {
    const { connection, sockets, socket, live, time, welcome } = setUp();
    live();
    socket().drop();
    expect(connection.status.get().state).to.equal('lost');
    await time.pass(600);
    expect(sockets).to.have.length(2);
    welcome();
    expect(socket().sent[0]).to.deep.include({ resume: { stream: 'pbx/demo', epoch: 1, position: 2 } });
    expect(connection.status.get().state).to.equal('lost');
    socket().tell({ type: 'resumed' });
    expect(connection.status.get().state).to.equal('live');
  });

  it('waits longer from attempt to attempt, at most eight seconds', async () => {
    const { sockets, socket, live, time } = setUp();
    live();
    const waits: number[] = [];
    for (let attempt = 0; attempt < 7; attempt += 1) {
      const before = time.now();
      const count = sockets.length;
      socket().drop();
      while (sockets.length === count) await time.pass(50);
      waits.push(time.now() - before);
    }
    expect(waits).to.deep.equal([500, 1_000, 2_000, 4_000, 8_000, 8_000, 8_000]);
  });

  it('tells how long it has been lost from the last thing it heard, over all attempts', async () => {
    const { connection, socket, live, beat, time } = setUp();
    live();
    await beat(2);
    const heard = connection.lastHeard();
    await time.pass(1_500);
    socket().drop();
    await time.pass(500);
    socket().drop();
    expect(connection.status.get()).to.include({ state: 'lost', since: heard });
  });

  it('does not hear a socket that it has given up', async () => {
    const { frames, sockets, socket, live, time } = setUp();
    live();
    const [first] = sockets;
    socket().drop();
    await time.pass(600);
    const count = frames.length;
    first?.tell({ type: 'desk', desk: desk(time.now()) });
    first?.drop();
    expect(frames).to.have.length(count);
    expect(sockets).to.have.length(2);
  });

  it('calls its view stale when a ping is overdue, and gives the socket up when it stays silent', async () => {
    const { connection, socket, sockets, live, time } = setUp();
    live();
    await time.pass(5_000);
    expect(connection.status.get().state).to.equal('live');
    await time.pass(1_000);
    expect(connection.status.get().state).to.equal('stale');
    await time.pass(5_000);
    expect(connection.status.get().state).to.equal('lost');
    expect(sockets[0]?.closed).to.equal(true);
    await time.pass(600);
    expect(socket()).not.to.equal(sockets[0]);
  });

  it('is live again when a stale link speaks', async () => {
    const { connection, socket, live, time } = setUp();
    live();
    await time.pass(7_000);
    socket().tell({ type: 'ping', now: time.now() });
    expect(connection.status.get().state).to.equal('live');
  });

  it('notices that the machine slept, says so, and reconnects at once', async () => {
    const { connection, sockets, live, beat, time } = setUp();
    live();
    await beat(3);
    const heard = connection.lastHeard();
    time.jump(192_000);
    await time.pass(0);
    expect(connection.slept.get()).to.include({ from: heard });
    expect(sockets).to.have.length(2);
  });

  it('does not call slow timers of a hidden tab sleep while frames still come', async () => {
    const { connection, socket, sockets, live, time } = setUp();
    live();
    // A minute without a timer, but the socket was heard just now.
    time.jump(60_000);
    socket().tell({ type: 'ping', now: time.now() });
    await time.pass(0);
    expect(connection.slept.get()).to.equal(null);
    expect(sockets).to.have.length(1);
  });

  it('gives up a socket that opens and brings no welcome', async () => {
    const { connection, sockets, socket, time } = setUp();
    socket().open();
    await time.pass(9_000);
    expect(sockets[0]?.closed).to.equal(true);
    expect(connection.status.get().state).to.equal('lost');
  });

  it('goes to the sign-in only when the server says that nobody is signed in', async () => {
    const { connection, signedIn, socket, time } = setUp();
    socket().drop();
    await settle();
    expect(connection.status.get().state).to.equal('lost');
    signedIn.still = false;
    await time.pass(600);
    socket().drop();
    await settle();
    expect(connection.status.get()).to.include({ state: 'ended', code: 'signed-out' });
  });

  it('stays away after being taken over, and comes back when it is asked to', async () => {
    const { connection, sockets, socket, live, time } = setUp();
    live();
    socket().tell({ type: 'goodbye', code: 'taken-over', message: '在别处打开' });
    await time.pass(60_000);
    expect(sockets).to.have.length(1);
    expect(connection.status.get()).to.include({ state: 'ended', code: 'taken-over', message: '在别处打开' });
    connection.retryNow();
    expect(sockets).to.have.length(2);
  });

  it('comes back by itself after any other goodbye: the bridge was only restarted', async () => {
    const { sockets, socket, live, time } = setUp();
    live();
    socket().tell({ type: 'goodbye', code: 'stopping', message: '' });
    await time.pass(600);
    expect(sockets).to.have.length(2);
  });

  it('stops when it does not understand a frame: the rest may be wrong as well', () => {
    const { connection, socket, live } = setUp();
    live();
    socket().tell({ type: 'desk', desk: { seat: 7 } });
    expect(connection.status.get()).to.include({ state: 'ended', code: 'unknown-frame' });
  });

  it('asks for a whole floor after a gap in the differences', async () => {
    const { sockets, socket, time, welcome } = setUp('floor');
    welcome();
    socket().tell({ type: 'ping', now: time.now(), seq: 9 });
    await time.pass(600);
    expect(sockets).to.have.length(2);
    socket().open();
    expect(socket().sent[0]).to.deep.include({ resume: null });
  });
});

describe('a command', () => {
  const done = { outcome: 'done' } as const;

  it('is answered by the result with its id', async () => {
    const { connection, socket, live } = setUp();
    live();
    const answer = connection.command(hangUp);
    socket().tell({ type: 'result', id: 'id-1', result: done });
    expect(await answer).to.deep.equal(done);
  });

  it('is sent again under the same id after a loss, and answered once', async () => {
    const { connection, socket, live, time } = setUp();
    live();
    let answers = 0;
    const answer = connection.command(save).then((result) => {
      answers += 1;
      return result;
    });
    socket().drop();
    await time.pass(600);
    live();
    expect(socket().ids()).to.deep.equal(['id-1']);
    const saved = { outcome: 'saved', recordNo: 'CS1', rev: 1, savedAt: '', repeated: true } as const;
    socket().tell({ type: 'result', id: 'id-1', result: saved });
    socket().tell({ type: 'result', id: 'id-1', result: saved });
    expect(await answer).to.deep.equal(saved);
    expect(answers).to.equal(1);
  });

  it('that saves a record waits for the link for as long as it takes', async () => {
    const { connection, socket, sockets, live, time } = setUp();
    live();
    socket().drop();
    void connection.command(save);
    await time.pass(3_600_000);
    const attempts = sockets.length;
    while (sockets.length === attempts) await time.pass(100);
    live();
    expect(socket().ids()).to.deep.equal(['id-1']);
  });

  it('that acts on the floor is refused while the link is down, in words', async () => {
    const { connection, socket, live } = setUp();
    live();
    socket().drop();
    expect(await connection.command(hangUp)).to.include({ outcome: 'refused', code: 'not-connected' });
  });

  it('that was under way is told as unconfirmed when nothing came for fifteen seconds', async () => {
    const { connection, live, beat } = setUp();
    live();
    const answer = connection.command(hangUp);
    await beat(17);
    expect(await answer).to.include({ outcome: 'refused', code: 'unconfirmed' });
  });

  it('that only asks ends with the link: an old answer is worthless', async () => {
    const { connection, socket, live } = setUp();
    live();
    const answer = connection.command(search);
    socket().drop();
    expect(await answer).to.include({ outcome: 'refused', code: 'not-connected' });
  });
});
