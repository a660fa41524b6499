import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { AmiFramer, type AmiProtocolError, type FramerOptions } from './ami-framer.ts';
import { AmiOutgoing, type AnnouncedAction, OutgoingError } from './ami-outgoing.ts';

export interface GuardOptions extends FramerOptions {
  /** The exchange's bytes: a socket, TLS or not, or a recording. */
  bytes: AsyncIterable<Uint8Array>;
  /** Takes whole actions; a recording has nobody to take them. */
  send(bytes: Buffer): void;
  /** Lets the far end go. */
  release(): void;
  /** Sees the bytes before anything else does. */
  tap?(chunk: Uint8Array): void;
  onBanner?(version: string): void;
  /** An action left for the exchange. */
  onSent?(actionId: string): void;
}

export type GuardEnd =
  /** the far end is done, or we are */
  | { kind: 'ended'; reason: string }
  /** the bytes could not be read: the network, a file */
  | { kind: 'failed'; error: Error }
  /** one side broke the rules */
  | { kind: 'broken'; error: AmiProtocolError | OutgoingError };

/**
 * So much is handed over at once, in bytes. asterisk-manager takes lines one by one off the front of an array of all
 * that it has read: 64 KiB of three-byte lines stop the process for a tenth of a second, 16 KiB for a tenth of that.
 * Each handing over costs a turn of the event loop and two system calls, half of that with 16 KiB instead of 8.
 */
const handedOver = 16 * 1024;

/**
 * Stands between the wire and asterisk-manager, which has no TLS, no limits and no framing of its own. It connects
 * to `path` as if that were the exchange and gets whole messages only (`AmiFramer`); what it writes leaves only as
 * announced (`AmiOutgoing`). One guard serves one connection.
 */
export class AmiGuard {
  /** What asterisk-manager is given in the place of a port. */
  readonly path: string;
  readonly framer: AmiFramer;
  /** Resolves after the last whole message was handed on. */
  readonly ended: Promise<GuardEnd>;

  readonly #options: GuardOptions;
  readonly #outgoing = new AmiOutgoing();
  readonly #server: Server;
  readonly #folder: string | null;
  #inner: Socket | null = null;
  #end: GuardEnd | null = null;
  #tellEnded: (end: GuardEnd) => void = () => {};

  static async open(options: GuardOptions): Promise<AmiGuard> {
    // A folder of mode 0700: another user of this machine must not be able to connect first.
    const folder = process.platform === 'win32' ? null : await mkdtemp(join(shortFolder(), 'yihaoda-ami-'));
    const path = folder === null ? `\\\\.\\pipe\\yihaoda-${randomUUID()}` : join(folder, 'ami');
    const server = createServer();
    server.listen(path);
    await once(server, 'listening');
    return new AmiGuard(options, server, path, folder);
  }

  private constructor(options: GuardOptions, server: Server, path: string, folder: string | null) {
    this.#options = options;
    this.#server = server;
    this.#folder = folder;
    this.path = path;
    this.framer = new AmiFramer(options);
    this.ended = new Promise((resolve) => {
      this.#tellEnded = resolve;
    });
    server.once('connection', (inner) => {
      this.#shutDoor();
      this.#inner = inner;
      inner.on('data', (chunk: Buffer) => this.#outward(chunk));
      // What breaks here is our own end of a pipe inside this process; `close` follows and is what counts.
      inner.on('error', () => {});
      inner.once('close', () => this.close('asterisk-manager closed its side'));
      void this.#inward(inner);
    });
  }

  announce(action: AnnouncedAction): void {
    this.#outgoing.announce(action);
  }

  /** Ends both sides. What asterisk-manager was given by then is still delivered. */
  close(reason: string): void {
    this.#finish({ kind: 'ended', reason });
  }

  async #inward(inner: Socket): Promise<void> {
    const { bytes, tap, onBanner } = this.#options;
    const { framer } = this;
    let greeted = false;
    try {
      for await (const chunk of bytes) {
        if (this.#end !== null) return;
        tap?.(chunk);
        const whole = framer.push(chunk);
        if (!greeted && framer.banner !== null) {
          greeted = true;
          onBanner?.(framer.banner);
        }
        await this.#forward(inner, whole);
        if (framer.failure !== null) return this.#finish({ kind: 'broken', error: framer.failure });
      }
      this.#finish({ kind: 'ended', reason: 'the exchange closed the connection' });
    } catch (error) {
      this.#finish({ kind: 'failed', error: error instanceof Error ? error : new Error(String(error)) });
    }
  }

  async #forward(inner: Socket, whole: Buffer): Promise<void> {
    for (let at = 0; at < whole.length; at += handedOver) {
      if (at > 0) await setImmediate();
      if (this.#end !== null) return;
      if (!inner.write(whole.subarray(at, at + handedOver))) await writable(inner);
    }
  }

  #outward(chunk: Buffer): void {
    if (this.#end !== null) return;
    try {
      for (const { bytes, actionId } of this.#outgoing.push(chunk)) {
        this.#options.onSent?.(actionId);
        this.#options.send(bytes);
      }
    } catch (error) {
      if (!(error instanceof OutgoingError)) throw error;
      this.#finish({ kind: 'broken', error });
    }
  }

  /** The first end counts: closing one side makes the other say that it was closed. */
  #finish(end: GuardEnd): void {
    if (this.#end !== null) return;
    this.#end = end;
    this.#shutDoor();
    this.#options.release();
    this.#inner?.end();
    this.#tellEnded(end);
  }

  #shutDoor(): void {
    if (this.#server.listening) this.#server.close();
    if (this.#folder !== null) void rm(this.#folder, { recursive: true, force: true });
  }
}

/** Waits until a slow reader has room again: it is the exchange that has to wait then, not our memory that grows. */
function writable(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const settle = () => {
      socket.off('drain', settle).off('close', settle);
      resolve();
    };
    if (socket.destroyed) resolve();
    else socket.once('drain', settle).once('close', settle);
  });
}

/** The path of a socket has 107 bytes at most. */
function shortFolder(): string {
  const folder = tmpdir();
  return Buffer.byteLength(folder) < 80 ? folder : '/tmp';
}
