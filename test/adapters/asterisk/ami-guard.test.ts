import { stat } from 'node:fs/promises';
import { connect } from 'node:net';
import { dirname } from 'node:path';
import { PassThrough } from 'node:stream';
import { expect } from 'chai';
import { AmiGuard } from '../../../bridge/adapters/asterisk/ami-guard.ts';
import { type AmiMessage, field } from '../../../bridge/adapters/asterisk/ami-message.ts';
import { connectParser } from '../../../bridge/adapters/asterisk/ami-parser.ts';
import { eventually } from './eventually.ts';
import { amiText, nothingDropped, recording, recordings, replayed } from './recordings.ts';

const banner = 'Asterisk Call Manager/11.0.0\r\n';

/** A guard between a wire that the test plays and a real asterisk-manager. */
async function guarded() {
  const wire = new PassThrough();
  const sent: string[] = [];
  const messages: AmiMessage[] = [];
  const guard = await AmiGuard.open({
    bytes: wire,
    banner: 'required',
    drop: nothingDropped,
    send: (bytes) => sent.push(bytes.toString()),
    release: () => wire.destroy(),
  });
  const closed = Promise.withResolvers<void>();
  const manager = await connectParser(
    guard.path,
    { user: 'bridge', secret: 'secret' },
    { message: (message) => messages.push(message), closed: closed.resolve },
  );
  return { wire, sent, messages, guard, manager, closed: closed.promise };
}

describe('the guard before asterisk-manager', () => {
  it('gives the same messages of every recording, wherever the chunks were cut', async function () {
    this.timeout(30_000);
    for (const file of recordings) {
      const bytes = recording(file);
      const whole = await replayed(bytes, [bytes.length]);
      const random = Array.from({ length: 50 }, () => 1 + Math.floor(Math.random() ** 3 * 3_000));
      const inPieces = await replayed(bytes, random);
      expect(inPieces.messages, `${file} cut ${random.join()}`).to.deep.equal(whole.messages);
      expect(whole.messages.length, file).to.be.greaterThan(5);
    }
  });

  it('gives the same messages byte by byte, also where a Chinese name is cut (chinese-name.ami)', async () => {
    const bytes = recording('chinese-name.ami');
    const { messages } = await replayed(bytes, [1]);
    expect(messages).to.deep.equal((await replayed(bytes)).messages);
    const names = messages.map((message) => field(message, 'calleridname'));
    expect(names.filter((name) => /^\p{Script=Han}+$/u.test(name ?? ''))).to.not.be.empty;
  });

  it('shows a name in another encoding as unreadable, and goes on (gbk-name.ami)', async () => {
    const { messages } = await replayed(recording('more/gbk-name.ami'));
    expect(messages.some((message) => field(message, 'calleridname')?.includes('\uFFFD'))).to.equal(true);
    expect(messages.at(-1)?.name).to.equal('Goodbye');
  });

  it('delivers all that came whole, in order, before the connection is said to be closed', async () => {
    const { wire, messages, closed } = await guarded();
    wire.write(banner);
    for (let index = 0; index < 5_000; index += 1) wire.write(amiText('Event: Hangup', `Uniqueid: ${index}`));
    wire.end('Event: Hangup\r\nUniqueid: half');
    await closed;
    expect(messages.map((message) => field(message, 'uniqueid'))).to.deep.equal(
      Array.from({ length: 5_000 }, (_, index) => String(index)),
    );
  });

  it('ends the connection at a broken rule, and says which', async () => {
    const { wire, messages, guard, closed } = await guarded();
    wire.write(banner + amiText('Event: Hangup', 'Uniqueid: 1'));
    wire.write(`Event: Hangup\r\nUniqueid: ${'x'.repeat(70_000)}`);
    await closed;
    const end = await guard.ended;
    expect(end.kind === 'broken' && end.error.message).to.include('a line of more than 65536 bytes');
    expect(messages).to.have.lengthOf(1);
    expect(wire.destroyed).to.equal(true);
  });

  it('lets nothing out that was not announced, ends the connection, and does not repeat what it was', async () => {
    const { wire, sent, guard, manager, closed } = await guarded();
    wire.write(banner);
    guard.announce({ action: 'login', actionId: null, headers: 5 });
    manager.login(() => {});
    await eventually('the login was let out', () => sent.length === 1);
    manager.action({ action: 'login', secret: 'hunter2' });
    await closed;
    const end = await guard.ended;
    expect(end.kind === 'broken' && end.error.message)
      .to.include('nobody had asked for')
      .and.not.include('hunter2');
    expect(sent).to.have.lengthOf(1);
    expect(wire.destroyed).to.equal(true);
  });

  it('lets no event be mistaken for something of the library itself', async () => {
    const { wire, messages, manager, closed } = await guarded();
    const faked: string[] = [];
    const names = [
      'error',
      'close',
      'connect',
      'end',
      'rawevent',
      'managerevent',
      'response',
      'asterisk',
      'userevent',
    ];
    manager.on('close', () => faked.push('close'));
    manager.on('error', () => faked.push('error'));
    wire.write(banner);
    for (const name of [...names, 'yhd-abc-1', '__proto__', 'constructor', 'newListener']) {
      wire.write(amiText(`Event: ${name}`, 'ActionID: rawevent', 'Uniqueid: 1'));
      wire.write(amiText('Response: Success', `ActionID: ${name}`));
    }
    wire.write(
      amiText(
        'Event: UserEvent',
        'UserEvent: x',
        '__proto__: y',
        'constructor: z',
        'length: 1',
        'Event: Hangup',
      ),
    );
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(faked).to.be.empty;
    wire.end();
    await closed;
    expect(messages).to.have.lengthOf(2 * 13 + 1);
    const last = messages.at(-1);
    expect(last?.name).to.equal('UserEvent');
    expect(last && field(last, 'constructor')).to.equal('z');
    expect(last && field(last, 'toString')).to.equal(null);
  });

  it('cannot be reached by another user of the machine, nor by a second program', async () => {
    const { guard, wire, closed } = await guarded();
    if (process.platform !== 'win32') {
      const isGone = () =>
        stat(dirname(guard.path)).then(
          () => false,
          () => true,
        );
      await eventually('the way in is gone after the first', isGone);
    }
    const second = await new Promise((resolve) => {
      const socket = connect(guard.path);
      socket.once('connect', () => resolve('connected')).once('error', () => resolve('refused'));
    });
    expect(second).to.equal('refused');
    wire.end();
    await closed;
    const waiting = await AmiGuard.open({
      bytes: new PassThrough(),
      banner: 'required',
      drop: nothingDropped,
      send: () => {},
      release: () => {},
    });
    if (process.platform !== 'win32')
      expect((await stat(dirname(waiting.path))).mode & 0o777).to.equal(0o700);
    waiting.close('test');
    await waiting.ended;
  });

  it('makes the exchange wait when we are slow, instead of filling the memory', async () => {
    let offered = 0;
    async function* flood(): AsyncGenerator<Buffer> {
      yield Buffer.from(banner);
      const chunk = Buffer.from(amiText('Event: Hangup', `X: ${'y'.repeat(1000)}`).repeat(60));
      for (; offered < 100_000_000; offered += chunk.length) yield chunk;
    }
    const guard = await AmiGuard.open({
      bytes: flood(),
      banner: 'required',
      drop: nothingDropped,
      send: () => {},
      release: () => {},
    });
    const reader = connect(guard.path);
    reader.pause();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(offered).to.be.lessThan(2_000_000);
    reader.destroy();
    guard.close('test');
    expect((await guard.ended).kind).to.equal('ended');
  });
});
