import { createSocket, type Socket } from 'node:dgram';
import type { Address } from '../address.ts';

const EVERY_MS = 100;
const LAST_BREATH_MS = 1000;
const SAMPLES = 160;
/** A-law's silence. */
const SILENCE = 0xd5;

/**
 * The breath of a line: a packet of silence now and then while a call is up, and for a moment after it was hung up.
 * Telephones send one every 20 ms, and Asterisk relies on it: on a busy machine it slept through a hang-up once in some
 * forty calls, for ever (HangupRequest told, the channel's thread in poll(), no BridgeLeave), where nothing was heard.
 */
export class Voice {
  readonly #socket: Socket;
  readonly #lines = new Map<object, NodeJS.Timeout>();
  #sequence = 0;
  #cut = false;

  constructor(host: string) {
    this.#socket = createSocket('udp4');
    this.#socket.on('error', () => undefined);
    this.#socket.bind(0, host);
    this.#socket.unref();
  }

  /** @param call whose line it is */
  breathe(call: object, to: Address): void {
    this.#stop(call);
    if (this.#cut) return;
    this.#lines.set(call, setInterval(() => this.#send(to), EVERY_MS).unref());
  }

  /** The call is over. */
  expire(call: object): void {
    setTimeout(() => this.#stop(call), LAST_BREATH_MS).unref();
  }

  /** The telephone is taken away when the last call has breathed its last. */
  close(): void {
    setTimeout(() => this.cut(), LAST_BREATH_MS).unref();
  }

  /** The cable is pulled. */
  cut(): void {
    if (this.#cut) return;
    this.#cut = true;
    for (const call of [...this.#lines.keys()]) this.#stop(call);
    this.#socket.close();
  }

  #stop(call: object): void {
    clearInterval(this.#lines.get(call));
    this.#lines.delete(call);
  }

  /** RFC 3550 §5.1: version 2, payload type 8 (PCMA). */
  #send({ host, port }: Address): void {
    this.#sequence = (this.#sequence + 1) % 65_536;
    const packet = Buffer.alloc(12 + SAMPLES, SILENCE);
    packet.writeUInt16BE(0x8008, 0);
    packet.writeUInt16BE(this.#sequence, 2);
    packet.writeUInt32BE(this.#sequence * SAMPLES, 4);
    packet.writeUInt32BE(1, 8);
    this.#socket.send(packet, port, host, () => undefined);
  }
}

/** Where a session description wants the voice; null where it wants none. */
export function mediaOf(sdp: string): Address | null {
  const host = /^c=IN IP[46] (\S+?)\r?$/m.exec(sdp)?.[1];
  const port = Number(/^m=audio (\d+)/m.exec(sdp)?.[1] ?? 0);
  return host === undefined || port === 0 ? null : { host, port };
}
