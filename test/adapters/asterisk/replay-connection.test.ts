import { expect } from 'chai';
import { field } from '../../../bridge/adapters/asterisk/ami-message.ts';
import { replayMessages } from '../../../bridge/adapters/asterisk/replay-connection.ts';
import { amiText, cut, recording, replayed } from './recordings.ts';

describe('replay of a recording', () => {
  it('gives every message up to the last, in order (busy-music.ami, in well under 2 s)', async () => {
    const bytes = recording('more/busy-music.ami.gz');
    const began = performance.now();
    const { messages, end } = await replayed(bytes);
    expect(performance.now() - began).to.be.lessThan(2_000);
    const kept = bytes
      .toString()
      .split('\r\n\r\n')
      .map(
        (message) =>
          /^(?:\r\n)*(?:Event|Response): (.*)/.exec(message)?.[1] ?? /\r\nResponse: (.*)/.exec(message)?.[1],
      )
      .filter((name) => name !== undefined && !end.dropped.has(name));
    expect(messages.map(({ name }) => name)).to.deep.equal(kept);
    expect(end).to.deep.include({ messages: 14_701, odd: 0, unfinished: 0, failure: null });
    expect(messages.at(-1)?.name).to.equal('Goodbye');
  });

  it('is not disturbed by the answer to somebody else’s login', async () => {
    const { messages } = await replayed(recording('snapshot-login.ami'));
    expect(messages.slice(0, 2).map(({ name }) => name)).to.deep.equal(['Success', 'FullyBooted']);
    expect(messages[0] && field(messages[0], 'message')).to.equal('Authentication accepted');
  });

  it('ends without the message that the exchange could not finish', async () => {
    const bytes = recording('caller-hangs-up.ami');
    const whole = await replayed(bytes);
    const torn = await replayed(bytes.subarray(0, bytes.length - 10));
    expect(torn.messages).to.deep.equal(whole.messages.slice(0, -1));
    expect(torn.end.unfinished).to.be.greaterThan(0);
    expect(whole.end.unfinished).to.equal(0);
  });

  it('starts with the first whole message where a recording starts in mid-stream', async () => {
    const bytes = recording('caller-hangs-up.ami');
    const whole = await replayed(bytes);
    const late = await replayed(bytes.subarray(7_000));
    expect(late.messages).to.deep.equal(whole.messages.slice(-late.messages.length));
    expect(late.messages.length).to.be.greaterThan(20);
    expect(late.end.odd).to.equal(1);
  });

  it('says where the rest cannot be read, after what could', async () => {
    const bytes = Buffer.from(amiText('Event: Hangup') + 'x'.repeat(100_000));
    const { messages, end } = await replayed(bytes);
    expect(messages).to.have.lengthOf(1);
    expect(end.failure?.code).to.equal('line-too-long');
  });

  it('of nothing is nothing', async () => {
    expect((await replayed(Buffer.alloc(0))).messages).to.deep.equal([]);
  });

  it('passes on the error of its source', async () => {
    async function* broken(): AsyncGenerator<Buffer> {
      yield* cut(recording('caller-hangs-up.ami'), [1_000]);
      throw new Error('the disk is gone');
    }
    let count = 0;
    const error = await replayMessages(broken(), () => (count += 1)).catch((reason: unknown) => reason);
    expect(String(error)).to.include('the disk is gone');
    expect(count).to.be.greaterThan(40);
  });
});
