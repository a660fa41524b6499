import { expect } from 'chai';
import { AmiFramer, framerLimits } from '../../../bridge/adapters/asterisk/ami-framer.ts';
import type { AmiMessage } from '../../../bridge/adapters/asterisk/ami-message.ts';
import { amiNoise } from '../../../bridge/adapters/asterisk/ami-noise.ts';
import { replayMessages } from '../../../bridge/adapters/asterisk/replay-connection.ts';
import { cut, recording } from './recordings.ts';

/** mulberry32: the same streams on every machine for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const fragments = [
  '\r\n',
  '\r\n\r\n',
  '\n',
  '\n\n',
  '\r',
  '\0',
  ': ',
  'Event: ',
  'Event: Hangup\r\n',
  'Response: ',
  'Response: Success\r\n',
  'Response: Follows\r\n',
  '--END COMMAND--\r\n',
  'Asterisk Call Manager/11.0.0\r\n',
  'ActionID: rawevent\r\n',
  '__proto__: x\r\n',
  'Variable: __proto__=x\r\n',
  'ChanVariable: a=b\r\n',
  'constructor: y\r\n',
  'Event: close\r\n',
  'Event: TestEvent\r\n',
  '中',
  '\u{1f4de}',
].map((each) => Buffer.from(each));

const seeds = ['caller-hangs-up.ami', 'three-way.ami', 'snapshot-login.ami', 'chinese-name.ami'];

/** A stream of some kind: noise, fragments of the protocol, a recording that was damaged. */
function stream(random: () => number, recorded: readonly Buffer[]): Buffer {
  const below = (limit: number) => Math.floor(random() * limit);
  const bytes = (length: number) => Buffer.from(Array.from({ length }, () => below(256)));
  const kind = below(4);
  if (kind === 0) return bytes(below(400));
  const parts: Buffer[] = kind === 1 ? [] : [Buffer.from('Asterisk Call Manager/11.0.0\r\n')];
  if (kind < 3) {
    for (let count = below(40); count > 0; count -= 1) {
      parts.push(random() < 0.8 ? (fragments[below(fragments.length)] ?? bytes(1)) : bytes(below(12)));
    }
    return Buffer.concat(parts);
  }
  const source = recorded[below(recorded.length)] ?? Buffer.alloc(0);
  const from = below(source.length);
  const damaged = Buffer.from(source.subarray(from, from + below(6_000)));
  for (let count = below(6); count > 0 && damaged.length > 0; count -= 1) {
    const at = below(damaged.length);
    if (random() < 0.5) damaged[at] = below(256);
    else (fragments[below(fragments.length)] ?? bytes(1)).copy(damaged, at);
  }
  return Buffer.concat([...parts, damaged]);
}

/**
 * Random byte streams, in random chunks, into the guard and through asterisk-manager behind it. Whatever comes: nothing
 * is thrown, memory stays bounded, only whole messages pass, and asterisk-manager makes exactly one message of each.
 */
export async function fuzzGuard(
  streams: number,
  seed: number,
): Promise<{ messages: number; failures: number }> {
  const random = randomFrom(seed);
  const recorded = seeds.map((file) => recording(file.startsWith('three') ? `more/${file}` : file));
  let messages = 0;
  let failures = 0;
  for (let count = 0; count < streams; count += 1) {
    const bytes = stream(random, recorded);
    const sizes = Array.from(
      { length: 1 + Math.floor(random() * 5) },
      () => 1 + Math.floor(random() ** 2 * 800),
    );
    const where = `stream ${count} of seed ${seed}: ${bytes.toString('latin1').slice(0, 300)}`;

    const live = await framed(bytes, sizes, 'required', where);
    if (live.failed) failures += 1;
    const { text } = await framed(bytes, sizes, 'optional', where);
    // Where the framer lets nothing pass there is nothing to go all the way.
    if (text === '') continue;
    const seen: AmiMessage[] = [];
    const end = await replayMessages(cut(bytes, sizes), (message) => seen.push(message));
    const events = text
      .split('\r\n\r\n')
      .slice(0, -1)
      .map((message) => message.startsWith('Event: '));
    expect(
      seen.map(({ kind }) => kind === 'event'),
      where,
    ).to.deep.equal(events);
    expect(end.messages, where).to.equal(seen.length);
    messages += seen.length;
  }
  return { messages, failures };
}

async function framed(bytes: Buffer, sizes: number[], banner: 'required' | 'optional', where: string) {
  const framer = new AmiFramer({ banner, drop: amiNoise });
  const out: Buffer[] = [];
  for await (const chunk of cut(bytes, sizes)) out.push(framer.push(chunk));
  const text = Buffer.concat(out).toString('latin1');
  expect(text, where).to.match(/^(?:(?:Event|Response): [^\n]*\r\n(?:[^\n]+\r\n)*\r\n)*$/);
  expect(framer.memory, where).to.be.at.most(2 * framerLimits.message);
  return { text, failed: framer.failure !== null };
}
