import type { AmiNoise } from './ami-noise.ts';

/** Bounds of what the far end may make us hold. The longest line of a real exchange so far has 203 bytes. */
export interface FramerLimits {
  /** bytes of one line without its CRLF */
  line: number;
  /** bytes of one message with its empty line */
  message: number;
  /**
   * lines of one message: the time that asterisk-manager takes grows with their square (200,000 of three bytes each
   * stopped the process for 85 s); the longest of a real exchange, the answer to ListCommands, has some 200
   */
  lines: number;
}

export const framerLimits: FramerLimits = { line: 64 * 1024, message: 1024 * 1024, lines: 10_000 };

export interface FramerOptions {
  /** A recording may start in mid-stream; a live connection starts with the banner or is no AMI. */
  banner: 'required' | 'optional';
  drop: AmiNoise;
  limits?: FramerLimits;
}

type LimitCode = 'line-too-long' | 'message-too-long' | 'too-many-lines';

/** The bytes broke a rule of the protocol; what came whole before them stays good. */
export class AmiProtocolError extends Error {
  readonly code: 'not-ami' | LimitCode;

  constructor(code: AmiProtocolError['code'], message: string) {
    super(message);
    this.name = 'AmiProtocolError';
    this.code = code;
  }
}

const CR = 13;
const LF = 10;
const SPACE = 32;
const COLON = 58;
const banner = 'Asterisk Call Manager/';
const bannerBytes = Buffer.from(banner);
const bannerLimit = 256;
/** A chunk is worked on in pieces, so that its size does not decide how much is held. */
const piece = 64 * 1024;
const capacity = 2 * piece;
/** So much of a message's first line is looked at: event names are shorter, and the rest is one of few words. */
const firstLineLimit = 64;
/** What an event begins with; a response begins with another letter. */
const EVENT = 'E'.charCodeAt(0);

/**
 * Bytes of the exchange → bytes for asterisk-manager: whole messages only, each ending in an empty line, each
 * beginning with `Event: ` or `Response: `, without noise and without anything that its reader stumbles over.
 *
 * Its reader breaks lines at LF as well as at CRLF, takes `Response: … follow…` for the start of raw output that
 * swallows all messages up to a line `--END COMMAND--`, makes an empty item of each superfluous empty line
 * (three-way.ami has them), keeps half a message over a drop and glues the next greeting to it. Here a line ends at
 * CRLF alone (a lone LF is data, and becomes a space), such responses are dropped, and half a message is never handed
 * on.
 */
export class AmiFramer {
  /** The version in the greeting, once it was read: `11.0.0` is AMI's own, not that of Asterisk. */
  banner: string | null = null;
  failure: AmiProtocolError | null = null;
  /** Dropped messages by event name; `odd` are those that are no event and no usable response. */
  readonly dropped = new Map<string, number>();
  odd = 0;

  readonly #drop: AmiNoise;
  readonly #noiseHeader: HeaderNames;
  readonly #limits: FramerLimits;
  readonly #bannerAnywhere: boolean;
  #awaitsBanner: boolean;

  #buffer = Buffer.allocUnsafe(capacity);
  #end = 0;
  #scanned = 0;
  #lineStart = 0;
  #messageStart = 0;
  #lines = 0;
  /** Whether the message that is being read will be handed on. */
  #passes = false;
  /** Whether its headers are looked at: it is an event that passes. */
  #sifted = false;
  /** Headers of it that are left out: pairs of begin and end, counted from the start of the message. */
  readonly #cuts: number[] = [];
  /** Messages side by side leave as one range; -1 while there is none. */
  #from = -1;
  #to = -1;
  #out: Buffer | null = null;
  #outEnd = 0;

  constructor(options: FramerOptions) {
    this.#drop = options.drop;
    this.#noiseHeader = new HeaderNames(options.drop.headers);
    this.#limits = options.limits ?? framerLimits;
    this.#awaitsBanner = options.banner === 'required';
    this.#bannerAnywhere = options.banner === 'optional';
  }

  /** Bytes of the unfinished message. */
  get held(): number {
    return this.#end;
  }

  /** Bytes of memory that the framer keeps for itself. */
  get memory(): number {
    return this.#buffer.length;
  }

  /** The messages that this chunk completes, as they go to asterisk-manager. Empty after a failure. */
  push(chunk: Uint8Array): Buffer {
    const out: Buffer[] = [];
    for (let at = 0; at < chunk.length && this.failure === null; at += piece) {
      this.#append(chunk.subarray(at, at + piece));
      this.#scan();
      if (this.#out !== null) out.push(this.#out.subarray(0, this.#outEnd));
      this.#out = null;
      this.#outEnd = 0;
      this.#compact();
    }
    const [first] = out;
    return out.length === 1 && first !== undefined ? first : Buffer.concat(out);
  }

  #append(bytes: Uint8Array): void {
    const needed = this.#end + bytes.length;
    if (needed > this.#buffer.length) {
      const larger = Buffer.allocUnsafe(Math.max(needed, 2 * this.#buffer.length));
      this.#buffer.copy(larger, 0, 0, this.#end);
      this.#buffer = larger;
    }
    this.#buffer.set(bytes, this.#end);
    this.#end = needed;
  }

  #scan(): void {
    const buffer = this.#buffer;
    const end = this.#end;
    for (let at = this.#scanned; at < end; at += 1) {
      if (buffer[at] !== LF) continue;
      const lineEnd = at - 1;
      if (lineEnd < this.#lineStart || buffer[lineEnd] !== CR) {
        buffer[at] = SPACE;
        continue;
      }
      this.#line(lineEnd);
      if (this.failure !== null) break;
      this.#lineStart = at + 1;
    }
    this.#handOver();
    this.#scanned = end;
    if (this.failure === null) this.#checkUnfinished();
  }

  #line(lineEnd: number): void {
    const next = lineEnd + 2;
    const first = this.#lineStart === this.#messageStart;
    const empty = this.#lineStart === lineEnd;
    if (first && this.#isGreeting(lineEnd)) this.#messageStart = next;
    else if (this.#awaitsBanner) this.#notAmi();
    else if (first && empty) this.#messageStart = next;
    else if (lineEnd - this.#lineStart > this.#limits.line) this.#tooLong('line-too-long');
    else if (next - this.#messageStart > this.#limits.message) this.#tooLong('message-too-long');
    else if (!empty && this.#lines >= this.#limits.lines) this.#tooLong('too-many-lines');
    else if (first) this.#begin(lineEnd);
    else if (empty) this.#finishMessage(next);
    else if (this.#sifted) this.#sift(lineEnd);
    this.#lines = this.#messageStart === next ? 0 : this.#lines + 1;
  }

  #isGreeting(lineEnd: number): boolean {
    if (!this.#awaitsBanner && !this.#bannerAnywhere) return false;
    if (lineEnd - this.#lineStart > bannerLimit) return false;
    const line = this.#buffer.toString('latin1', this.#lineStart, lineEnd);
    if (!line.startsWith(banner)) return false;
    this.banner ??= line.slice(banner.length);
    this.#awaitsBanner = false;
    return true;
  }

  #begin(lineEnd: number): void {
    this.#passes = this.#isWanted(lineEnd);
    this.#sifted = this.#passes && this.#buffer[this.#messageStart] === EVENT;
    this.#cuts.length = 0;
  }

  /** Judges a message by its first line. */
  #isWanted(lineEnd: number): boolean {
    const start = this.#lineStart;
    const line = this.#buffer.toString('latin1', start, Math.min(lineEnd, start + firstLineLimit));
    if (line.startsWith('Event: ') && line.length > 'Event: '.length) {
      const name = line.slice('Event: '.length);
      if (!this.#drop.events.has(name)) return true;
      this.dropped.set(name, (this.dropped.get(name) ?? 0) + 1);
      return false;
    }
    const usable = line.startsWith('Response: ') && line.length < firstLineLimit && !/follow/i.test(line);
    if (!usable) this.odd += 1;
    return usable;
  }

  /** Headers side by side are one cut. */
  #sift(lineEnd: number): void {
    const start = this.#lineStart;
    if (!this.#noiseHeader.has(this.#buffer, start, lineEnd)) return;
    const cuts = this.#cuts;
    const from = start - this.#messageStart;
    if (cuts.at(-1) === from) cuts.pop();
    else cuts.push(from);
    cuts.push(lineEnd + 2 - this.#messageStart);
  }

  #finishMessage(next: number): void {
    if (this.#passes) {
      let from = this.#messageStart;
      for (let at = 0; at < this.#cuts.length; at += 2) {
        this.#keep(from, this.#messageStart + (this.#cuts[at] ?? 0));
        from = this.#messageStart + (this.#cuts[at + 1] ?? 0);
      }
      this.#keep(from, next);
    }
    this.#messageStart = next;
  }

  #keep(from: number, to: number): void {
    if (this.#to !== from) this.#handOver();
    if (this.#from === -1) this.#from = from;
    this.#to = to;
  }

  /** A copy, because the working buffer is used again. */
  #handOver(): void {
    if (this.#from !== -1) {
      this.#out ??= Buffer.allocUnsafe(this.#end);
      this.#outEnd += this.#buffer.copy(this.#out, this.#outEnd, this.#from, this.#to);
    }
    this.#from = -1;
    this.#to = -1;
  }

  /** What has no end yet is judged by the same measure, so that the cuts between chunks decide nothing. */
  #checkUnfinished(): void {
    const length = this.#end - this.#lineStart;
    if (this.#awaitsBanner) {
      const start = this.#lineStart;
      const known = Math.min(length, bannerBytes.length);
      const differs = this.#buffer.compare(bannerBytes, 0, known, start, start + known) !== 0;
      if (differs || length > bannerLimit + 1) this.#notAmi();
    } else if (length > this.#limits.line + 1) {
      this.#tooLong('line-too-long');
    } else if (this.#end - this.#messageStart > this.#limits.message) {
      this.#tooLong('message-too-long');
    }
  }

  #tooLong(code: LimitCode): void {
    const { line, message, lines } = this.#limits;
    const what = {
      'line-too-long': `a line of more than ${line} bytes`,
      'message-too-long': `a message of more than ${message} bytes`,
      'too-many-lines': `a message of more than ${lines} lines`,
    }[code];
    this.failure = new AmiProtocolError(code, `the exchange sent ${what}; the connection was ended`);
  }

  #notAmi(): void {
    const start = this.#buffer.toString('latin1', this.#lineStart, Math.min(this.#end, this.#lineStart + 40));
    const message = `what answers there is no Asterisk Manager Interface: it begins with ${JSON.stringify(start)}`;
    this.failure = new AmiProtocolError('not-ami', message);
  }

  /** Moves the unfinished message to the front, and gives memory back that a giant one had needed. */
  #compact(): void {
    if (this.failure !== null) {
      this.#buffer = Buffer.alloc(0);
      this.#end = 0;
      return;
    }
    const start = this.#messageStart;
    const rest = this.#buffer.subarray(start, this.#end);
    if (this.#buffer.length > capacity && rest.length < piece) {
      this.#buffer = Buffer.allocUnsafe(capacity);
      this.#buffer.set(rest);
    } else if (start > 0) {
      this.#buffer.copyWithin(0, start, this.#end);
    }
    this.#end -= start;
    this.#scanned -= start;
    this.#lineStart -= start;
    this.#messageStart = 0;
  }
}

/** Names of headers, told from bytes: tens of headers pass for each event, and no text is made of them for that. */
class HeaderNames {
  readonly #longest: number;
  readonly #byLength: readonly Uint8Array[][];

  constructor(names: ReadonlySet<string>) {
    this.#longest = Math.max(0, ...[...names].map(({ length }) => length));
    this.#byLength = Array.from({ length: this.#longest + 1 }, (_, length) =>
      [...names].filter((name) => name.length === length).map((name) => Buffer.from(name, 'latin1')),
    );
  }

  has(buffer: Buffer, start: number, lineEnd: number): boolean {
    const last = Math.min(lineEnd, start + this.#longest + 1);
    let colon = start;
    while (colon < last && buffer[colon] !== COLON) colon += 1;
    if (colon === last) return false;
    for (const name of this.#byLength[colon - start] ?? []) if (isAt(buffer, start, name)) return true;
    return false;
  }
}

function isAt(buffer: Buffer, start: number, name: Uint8Array): boolean {
  for (let i = 0; i < name.length; i += 1) if (buffer[start + i] !== name[i]) return false;
  return true;
}
