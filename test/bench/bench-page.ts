import WebSocket, { type RawData } from 'ws';
import type { CommandResult, ServerFrame } from '../../bridge/protocol/frames.ts';
import { monotonic } from './clock.ts';
import type { Pop } from './pages-calls.ts';
import type { Person } from './people.ts';

export interface PageListener {
  popped(pop: Pop): void;
  frame(bytes: number): void;
  saved(result: CommandResult): void;
  searched(ms: number): void;
  trouble(words: string): void;
}

export interface PageOptions {
  url: string;
  pops: 'desk' | 'offer';
  saveAfterMs: number;
}

const content = {
  serviceFunction: 'POLICY',
  appealType: '咨询',
  regionCode: '430100',
  regionBasis: 'said',
  question: '公积金能不能取出来付房租',
  answers: [],
  outcomeCode: 'D2',
  outcomeNote: '',
  flags: [],
  confidential: false,
};
const rings = Buffer.from('"phase":"ringing"');
const ended = Buffer.from('"phase":"ended"');
const result = Buffer.from('"type":"result"');
const ping = Buffer.from('"type":"ping"');
const goodbye = Buffer.from('"type":"goodbye"');
/** Where the kind of a frame stands: number and token come before it. */
const head = 200;

/**
 * One page and the person before it: sees pops, saves the record of each call when it is over, searches. It parses
 * only the frames that it has something to do with, so that the clock of 200 pages in one process stays true.
 */
export class BenchPage {
  readonly #options: PageOptions;
  readonly #listener: PageListener;
  readonly #socket: WebSocket;
  readonly #awaited = new Map<string, (result: CommandResult) => void>();
  readonly #popped = new Set<string>();
  readonly #saving = new Set<string>();
  readonly #ready = Promise.withResolvers<void>();
  #commands = 0;

  constructor(person: Person, options: PageOptions, listener: PageListener) {
    this.#options = options;
    this.#listener = listener;
    const { origin } = new URL(options.url);
    const socket = `${options.url.replace(/^http/, 'ws')}api/socket?seat=${person.seat ?? ''}`;
    this.#socket = new WebSocket(socket, {
      headers: { cookie: person.cookie, origin },
      perMessageDeflate: false,
    });
    this.#socket.on('message', (data) => this.#take(data));
    this.#socket.once('open', () =>
      this.#send({ type: 'hello', version: 1, page: person.page, resume: null }),
    );
    this.#socket.once('error', (error) => {
      this.#ready.reject(error);
      listener.trouble(error.message);
    });
  }

  get isOpen(): boolean {
    return this.#socket.readyState === WebSocket.OPEN;
  }

  ready(): Promise<void> {
    return this.#ready.promise;
  }

  signIn(seat: string): Promise<CommandResult> {
    return this.#command({ type: 'sign-in-seat', seat, queues: [], takeOver: false });
  }

  async search(text: string): Promise<void> {
    const began = monotonic();
    await this.#command({ type: 'search', text, serviceFunction: null, regionCode: null, date: null });
    this.#listener.searched((monotonic() - began) / 1e6);
  }

  #take(data: RawData): void {
    const at = monotonic();
    if (!Buffer.isBuffer(data)) return;
    this.#ready.resolve();
    this.#listener.frame(data.length);
    const start = data.subarray(0, head);
    if (start.includes(result)) this.#answered(data);
    else if (start.includes(ping)) this.#send({ type: 'pong', at: 0 });
    else if (start.includes(goodbye)) this.#listener.trouble(data.toString());
    else if (this.#options.pops === 'offer') this.#offered(data, at);
    else if (data.includes(rings) || data.includes(ended)) this.#desk(data, at);
  }

  #desk(data: Buffer, at: number): void {
    const frame = JSON.parse(data.toString()) as ServerFrame;
    if (frame.type !== 'desk') return;
    for (const { callId, interactionId, phase, record } of frame.desk.cards) {
      if (phase === 'ringing') this.#pop(callId, at);
      if (phase === 'ended' && record?.saved === null) this.#saveLater(interactionId);
    }
  }

  /** The relay: the very bytes of AgentCalled. Nobody tells this page when the call is over. */
  #offered(data: Buffer, at: number): void {
    const call = /\r\nLinkedid: (\S+)/.exec(data.toString())?.[1];
    if (call === undefined) return;
    this.#pop(call, at);
    this.#saveLater(call);
  }

  #pop(callId: string, at: number): void {
    if (this.#popped.has(callId)) return;
    this.#popped.add(callId);
    this.#listener.popped([callId, at]);
  }

  #saveLater(interactionId: string): void {
    if (this.#saving.has(interactionId)) return;
    this.#saving.add(interactionId);
    setTimeout(async () => {
      const command = { type: 'save-record', interactionId, baseRev: 0, content };
      this.#listener.saved(await this.#command(command));
    }, this.#options.saveAfterMs);
  }

  #command(command: object): Promise<CommandResult> {
    this.#commands += 1;
    const id = `c${this.#commands}`;
    const answered = new Promise<CommandResult>((resolve) => this.#awaited.set(id, resolve));
    this.#send({ type: 'command', id, command });
    return answered;
  }

  #answered(data: Buffer): void {
    const frame = JSON.parse(data.toString()) as ServerFrame;
    if (frame.type !== 'result') return;
    this.#awaited.get(frame.id)?.(frame.result);
    this.#awaited.delete(frame.id);
  }

  #send(frame: object): void {
    if (this.isOpen) this.#socket.send(JSON.stringify(frame));
  }
}
