import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** One message of the manager interface. A header that comes more than once (ChanVariable) keeps all its values. */
export class AmiMessage {
  readonly #values = new Map<string, string[]>();

  constructor(text: string) {
    for (const line of text.split('\r\n')) {
      const colon = line.indexOf(':');
      const name = line.slice(0, colon).trim().toLowerCase();
      const value = line.slice(colon + 1).trim();
      this.#values.set(name, [...(this.#values.get(name) ?? []), value]);
    }
  }

  get(name: string): string {
    return this.#values.get(name.toLowerCase())?.[0] ?? '';
  }

  all(name: string): string[] {
    return this.#values.get(name.toLowerCase()) ?? [];
  }

  /** Whether every given header has this value. */
  has(wanted: Record<string, string>): boolean {
    return Object.entries(wanted).every(([name, value]) => this.get(name) === value);
  }
}

/**
 * The barest reader of a manager interface, for tests of the telephone exchange alone: it trusts what it reads, and
 * keeps every event. The bridge's own connection is tested elsewhere.
 */
export class AmiReader {
  readonly events: AmiMessage[] = [];
  /** resolves when the connection has ended, whoever ended it */
  readonly closed: Promise<void>;
  readonly #socket: Socket;
  readonly #responses = new Map<string, (message: AmiMessage) => void>();
  readonly #watchers = new Set<() => void>();
  #rest = '';
  #actions = 0;

  static async connect(address: { host: string; port: number }): Promise<AmiReader> {
    const socket = connect(address);
    await once(socket, 'connect');
    return new AmiReader(socket);
  }

  private constructor(socket: Socket) {
    this.#socket = socket;
    this.closed = new Promise((resolve) => socket.once('close', () => resolve()));
    socket.setEncoding('utf8').on('data', (text: string) => this.#read(text));
    socket.on('error', () => undefined);
  }

  /** Logs in; true where the secret was right. */
  async login(user: string, secret: string): Promise<boolean> {
    return (await this.act('Login', { Username: user, Secret: secret })).get('Response') === 'Success';
  }

  /** Sends an action and gives its response. */
  act(action: string, fields: Record<string, string> = {}): Promise<AmiMessage> {
    this.#actions += 1;
    const id = `t${this.#actions}`;
    const lines = Object.entries({ Action: action, ActionID: id, ...fields }).map(
      ([name, value]) => `${name}: ${value}`,
    );
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no response to ${action}`)), 5000);
      this.#responses.set(id, (message) => {
        clearTimeout(timer);
        resolve(message);
      });
      this.#socket.write(`${lines.join('\r\n')}\r\n\r\n`);
    });
  }

  /** Sends an action that answers with a list, and gives the items between its response and its end. */
  async list(action: string, fields: Record<string, string> = {}): Promise<AmiMessage[]> {
    const from = this.events.length;
    const response = await this.act(action, fields);
    if (response.get('Response') !== 'Success') throw new Error(`${action}: ${response.get('Message')}`);
    const id = response.get('ActionID');
    const end = await this.seen({ ActionID: id, EventList: 'Complete' }, { from });
    return this.events.slice(from).filter((event) => event !== end && event.get('ActionID') === id);
  }

  /** The first event with these headers, among those from `from` on or still to come. */
  async seen(
    wanted: Record<string, string>,
    { from = 0, withinMs = 8000 }: { from?: number; withinMs?: number } = {},
  ): Promise<AmiMessage> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const found = this.events.slice(from).find((event) => event.has(wanted));
        if (found === undefined) return;
        clearTimeout(timer);
        this.#watchers.delete(look);
        resolve(found);
      };
      const timer = setTimeout(() => {
        this.#watchers.delete(look);
        const names = this.events.slice(from).map((event) => event.get('Event'));
        reject(
          new Error(`no event ${JSON.stringify(wanted)} within ${withinMs} ms; seen: ${names.join(' ')}`),
        );
      }, withinMs);
      this.#watchers.add(look);
      look();
    });
  }

  /** Ends the connection; resolves when it is closed. */
  async close(): Promise<void> {
    this.#socket.destroy();
    await this.closed;
  }

  #read(text: string): void {
    this.#rest += text;
    const parts = this.#rest.split('\r\n\r\n');
    this.#rest = parts.pop() ?? '';
    for (const part of parts) {
      const message = new AmiMessage(part.replace(/^Asterisk Call Manager\/[^\r]*\r\n/, ''));
      // Not by the absence of Response: OriginateResponse, an event, carries one.
      if (message.get('Event') !== '') this.events.push(message);
      else this.#responses.get(message.get('ActionID'))?.(message);
    }
    for (const look of [...this.#watchers]) look();
  }
}
