import { expect } from 'chai';
import fc from 'fast-check';
import { AmiFramer, framerLimits } from '../../../bridge/adapters/asterisk/ami-framer.ts';
import { type AmiNoise, amiNoise } from '../../../bridge/adapters/asterisk/ami-noise.ts';
import { amiText, nothingDropped, recording, recordings } from './recordings.ts';

const banner = 'Asterisk Call Manager/11.0.0\r\n';
const hangup = amiText('Event: Hangup', 'Uniqueid: 1.1');
const hold = amiText('Event: Hold', 'Uniqueid: 1.2');
const kilobyte = 1024;

function live(drop: AmiNoise = nothingDropped): AmiFramer {
  return new AmiFramer({ banner: 'required', drop });
}

const push = (framer: AmiFramer, text: string) => framer.push(Buffer.from(text)).toString();

describe('framing of what the exchange sends', () => {
  it('hands on whole messages, and keeps the greeting for itself', () => {
    const framer = live();
    expect(push(framer, `${banner}${hangup}Event: Ho`)).to.equal(hangup);
    expect(framer.banner).to.equal('11.0.0');
    expect(push(framer, 'ld\r\nUniqueid: 1.2\r\n')).to.equal('');
    expect(push(framer, '\r\n')).to.equal(hold);
    expect(framer.held).to.equal(0);
  });

  it('never hands on half a message, however the connection ends (row "half event at the drop")', () => {
    const framer = live();
    expect(push(framer, `${banner}${hangup}Event: Hangup\r\nUniqueid: 9.9\r\n`)).to.equal(hangup);
    expect(framer.held).to.be.greaterThan(0);
  });

  it('drops noise by its name without parsing it, and counts it', () => {
    const framer = live(amiNoise);
    const noise = amiText('Event: TestEvent', 'Type: StateChange');
    expect(push(framer, `${banner}${hangup}${noise}${noise}${hold}`)).to.equal(hangup + hold);
    expect([...framer.dropped]).to.deep.equal([['TestEvent', 2]]);
  });

  it('passes over superfluous empty lines, which asterisk-manager makes empty events of (three-way.ami)', () => {
    const framer = live();
    expect(push(framer, `${banner}\r\n\r\n${hangup}\r\n${hold}`)).to.equal(hangup + hold);
  });

  it('takes a lone line feed for a part of the value, where asterisk-manager would begin a new line', () => {
    const framer = live();
    const forged = 'Event: UserEvent\r\nReason: x\n\nEvent: Hangup\n\r\n\r\n';
    expect(push(framer, banner + forged)).to.equal('Event: UserEvent\r\nReason: x  Event: Hangup \r\n\r\n');
  });

  it('drops what would put asterisk-manager into raw mode, where it swallows all up to --END COMMAND--', () => {
    for (const first of ['Response: Follows', 'Response: follow', 'Response: Success, events will FOLLOW']) {
      const framer = live();
      expect(push(framer, banner + amiText(first, 'ActionID: 1') + hangup), first).to.equal(hangup);
      expect(framer.odd).to.equal(1);
    }
  });

  it('drops what is neither event nor response', () => {
    const framer = live();
    const odd =
      amiText('Asterisk Call Manager/11.0.0', 'Event: Hangup') + amiText('Event:', 'A: b') + amiText('x');
    expect(push(framer, banner + odd + hangup)).to.equal(hangup);
    expect(framer.odd).to.equal(3);
  });

  it('says at the first wrong byte that something else answers there', () => {
    for (const first of [
      'S',
      'SSH-2.0-OpenSSH_9.2',
      'HTTP/1.1 400',
      '\r\n',
      '\n',
      '\x15\x03\x03',
      'Asterisk Call Mana-',
    ]) {
      const framer = live();
      expect(push(framer, first), first).to.equal('');
      expect(framer.failure?.code, first).to.equal('not-ami');
      expect(push(framer, banner + hangup), first).to.equal('');
    }
    const endless = live();
    push(endless, `Asterisk Call Manager/${'1'.repeat(300)}`);
    expect(endless.failure?.code).to.equal('not-ami');
  });

  it('ends at a line above its limit, and hands on what came whole before it', () => {
    const longest = `X: ${'a'.repeat(framerLimits.line - 3)}`;
    const fits = live();
    const whole = amiText('Event: Hangup', longest);
    expect(push(fits, banner + whole)).to.equal(whole);
    const breaks = live();
    expect(push(breaks, banner + hangup + amiText('Event: Hangup', `${longest}a`) + hold)).to.equal(hangup);
    expect(breaks.failure?.code).to.equal('line-too-long');
    expect(breaks.failure?.message).to.include('65536 bytes');
  });

  it('ends at a message above its limit', () => {
    const header = `X: ${'a'.repeat(kilobyte - 5)}\r\n`;
    const message = (length: number) => {
      const start = `Event: Hangup\r\n${header.repeat(Math.floor((length - 100) / kilobyte))}`;
      return `${start}Y: ${'b'.repeat(length - start.length - 7)}\r\n\r\n`;
    };
    const fits = live();
    expect(push(fits, banner + message(framerLimits.message))).to.have.lengthOf(framerLimits.message);
    const breaks = live();
    expect(push(breaks, banner + message(framerLimits.message + 1))).to.equal('');
    expect(breaks.failure?.code).to.equal('message-too-long');
  });

  it('ends at a message of so many lines that asterisk-manager would stop the process over it', () => {
    const message = (lines: number) => `Event: X\r\n${'a\r\n'.repeat(lines - 1)}\r\n`;
    const fits = live();
    expect(push(fits, banner + message(framerLimits.lines).repeat(2))).to.have.lengthOf(
      2 * message(framerLimits.lines).length,
    );
    const breaks = live();
    expect(push(breaks, banner + hangup + message(framerLimits.lines + 1))).to.equal(hangup);
    expect(breaks.failure?.code).to.equal('too-many-lines');
  });

  it('keeps no more than a message and a piece of memory, whatever comes in whatever chunks', () => {
    const endless = live();
    const line = `X: ${'a'.repeat(1000)}\r\n`;
    push(endless, `${banner}Event: Hangup\r\n`);
    let most = 0;
    while (endless.failure === null) {
      push(endless, line);
      most = Math.max(most, endless.memory);
    }
    expect(most).to.be.at.most(2 * framerLimits.message);
    expect(endless.memory).to.equal(0);
  });

  it('gives the memory of a giant message back', () => {
    const framer = live();
    const giant = `Event: Hangup\r\n${`X: ${'a'.repeat(1000)}\r\n`.repeat(900)}\r\n`;
    push(framer, banner + giant.slice(0, -2));
    expect(framer.memory).to.be.greaterThan(giant.length - 2);
    push(framer, `\r\n${hangup}`);
    expect(framer.memory).to.be.at.most(256 * kilobyte);
  });

  it('reads a recording that starts in mid-stream from its first whole message on', () => {
    const framer = new AmiFramer({ banner: 'optional', drop: nothingDropped });
    expect(push(framer, `eid: 1.0\r\nLinkedid: 1.0\r\n\r\n${hangup}`)).to.equal(hangup);
    expect(framer.odd).to.equal(1);
    const whole = new AmiFramer({ banner: 'optional', drop: nothingDropped });
    expect(push(whole, hangup + banner + hold)).to.equal(hangup + hold);
  });

  it('hands on the same bytes wherever the chunks are cut, of lawful and of broken streams alike', () => {
    const limits = { line: 60, message: 150, lines: 8 };
    const fragments = [
      banner,
      hangup,
      hold,
      'Event: TestEvent\r\n',
      'Event: ',
      'Response: Success\r\n',
      'Response: Follows\r\n',
      'X: y\r\n',
      'InCall: 0\r\n',
      'Language',
      '\r\n',
      '\r',
      '\n',
      'a',
      ': ',
      '中文',
      '\0',
      'b'.repeat(50),
      '--END COMMAND--\r\n',
    ];
    const stream = fc.array(fc.oneof(fc.constantFrom(...fragments), fc.string({ maxLength: 5 })), {
      maxLength: 30,
    });
    const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(stream, sizes, fc.boolean(), fc.boolean(), (parts, cuts, greeted, required) => {
        const bytes = Buffer.from((greeted ? banner : '') + parts.join(''));
        const run = (chunks: readonly number[]) => {
          const framer = new AmiFramer({
            banner: required ? 'required' : 'optional',
            drop: amiNoise,
            limits,
          });
          const out: Buffer[] = [];
          for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
            const size = chunks[turn % chunks.length] ?? bytes.length;
            out.push(framer.push(bytes.subarray(at, at + size)));
            at += size;
          }
          // Where a line and its message grow too long together, the cuts decide which is said.
          return { text: Buffer.concat(out).toString('latin1'), failed: framer.failure !== null };
        };
        const inOne = run([bytes.length]);
        expect(run(cuts)).to.deep.equal(inOne);
        // Whatever comes out, asterisk-manager can be given it: whole messages, told apart by CRLF CRLF alone.
        expect(inOne.text).to.match(/^((Event|Response): [^\n]+\r\n([^\n]+\r\n)*\r\n)*$/);
      }),
      { numRuns: 2_000 },
    );
  });

  it('leaves headers out that nobody reads, in events alone, and no other that looks like one', () => {
    const framer = live({ events: new Set(), headers: new Set(['Priority', 'Language']) });
    const event =
      'Event: Hangup\r\nPriority: 1\r\nLanguage: zh\r\nLanguages: zh\r\nPriority\r\nLanguage: \r\nCause: 16\r\n';
    const response = amiText('Response: Success', 'Priority: 1');
    const kept = amiText('Event: Hangup', 'Languages: zh', 'Priority', 'Cause: 16');
    expect(push(framer, banner + event)).to.equal('');
    expect(push(framer, `\r\n${response}${hangup}`)).to.equal(kept + response + hangup);
  });

  it('loses nothing of any recording but noise, empty lines and greetings', () => {
    const noiseLine = new RegExp(`\r\n(?:${[...amiNoise.headers].join('|')}):[^\n]*(?=\r|$)`, 'g');
    for (const file of recordings) {
      const bytes = recording(file);
      const framer = new AmiFramer({ banner: 'required', drop: amiNoise });
      const kept = bytes
        .toString('latin1')
        .replace(/^Asterisk Call Manager[^\n]*\n/, '')
        .split('\r\n\r\n')
        .map((message) => message.replace(/^(\r\n)+/, ''))
        .filter((message) => message !== '' && !amiNoise.events.has(/^Event: (.*)/.exec(message)?.[1] ?? ''))
        .map((message) => (message.startsWith('Event: ') ? message.replace(noiseLine, '') : message));
      const out = framer.push(bytes).toString('latin1').split('\r\n\r\n').slice(0, -1);
      expect(out, file).to.deep.equal(kept);
      expect(framer.odd, file).to.equal(0);
    }
  });
});
