import type { Socket } from 'node:net';
import { type ExchangeMessage, wireText } from '../exchange/message.ts';
import { response } from '../exchange/snapshot.ts';
import type { SimulatedPbx } from '../pbx.ts';
import { type Action, ActionReader } from './action.ts';
import { answerTo, idOf, needsSystem, perform } from './perform.ts';

export interface AmiAccount {
  user: string;
  secret: string;
  /** the right `write = system`: filters, and orders to telephones; a bridge should not have it */
  system?: boolean;
}

export interface SessionHost {
  pbx: SimulatedPbx;
  account: AmiAccount;
  /** does something by the exchange's own time */
  act(run: () => void): void;
  /** a client has asked for the channels: the last thing of a snapshot */
  ready(): void;
}

/** A client that does not read is dropped, as Asterisk's `writetimeout` does. */
const mostUnread = 256 * 1024 * 1024;

const greeting = 'Asterisk Call Manager/11.0.0\r\n';

/** One client of the manager interface. */
export class AmiSession {
  readonly #socket: Socket;
  readonly #host: SessionHost;
  readonly #reader = new ActionReader();
  readonly #excluded = new Set<string>();
  #loggedIn = false;
  #events = true;
  #unsent = '';

  constructor(socket: Socket, host: SessionHost) {
    this.#socket = socket;
    this.#host = host;
    socket.setNoDelay(true);
    socket.setEncoding('utf8');
    socket.on('data', (text: string) => this.#read(text));
    socket.on('error', () => socket.destroy());
    socket.write(greeting);
  }

  /** @param text the message as bytes, made once for all clients */
  event(name: string, text: () => string): void {
    if (this.#loggedIn && this.#events && !this.#excluded.has(name)) this.#unsent += text();
  }

  /** Everything since the last time, in one piece. */
  flush(): void {
    if (this.#unsent === '') return;
    const text = this.#unsent;
    this.#unsent = '';
    if (this.#socket.writableLength > mostUnread) this.#socket.destroy();
    else if (this.#socket.writable) this.#socket.write(text);
  }

  get unread(): number {
    return this.#socket.writableLength;
  }

  close(): void {
    this.flush();
    this.#socket.end();
  }

  destroy(): void {
    this.#socket.destroy();
  }

  #read(text: string): void {
    let actions: Action[];
    try {
      actions = this.#reader.read(text);
    } catch {
      this.#socket.destroy();
      return;
    }
    for (const action of actions) this.#host.act(() => this.#take(action));
  }

  #take(action: Action): void {
    const name = action.get('action') ?? '';
    const actionId = action.get('actionid') ?? '';
    switch (name.toLowerCase()) {
      case 'login':
        this.#logIn(action, actionId);
        break;
      case 'logoff':
        this.#answer(response('Goodbye', ...idOf(actionId), ['Message', 'Thanks for all the fish.']));
        this.close();
        return;
      default:
        if (this.#loggedIn) this.#perform(name, action, actionId);
        else this.#answer(answerTo(actionId, { ok: false, message: 'Permission denied' }));
    }
    this.flush();
  }

  #logIn(action: Action, actionId: string): void {
    const { user, secret } = this.#host.account;
    if (action.get('username') !== user || action.get('secret') !== secret) {
      this.#answer(answerTo(actionId, { ok: false, message: 'Authentication failed' }));
      this.close();
      return;
    }
    this.#loggedIn = true;
    this.#events = action.get('events')?.toLowerCase() !== 'off';
    this.#answer(answerTo(actionId, { ok: true, message: 'Authentication accepted' }));
    // to this client alone, and without a time (recording caller-hangs-up)
    const uptime = Math.floor((this.#host.pbx.x.clock.now - this.#host.pbx.startedAt) / 1_000_000);
    this.#unsent += `Event: FullyBooted\r\nPrivilege: system,all\r\nUptime: ${uptime}\r\nLastReload: ${uptime}\r\nStatus: Fully Booted\r\n\r\n`;
  }

  #perform(name: string, action: Action, actionId: string): void {
    const system = this.#host.account.system === true;
    if (needsSystem(name) && !system) {
      this.#answer(answerTo(actionId, { ok: false, message: 'Permission denied' }));
      return;
    }
    switch (name.toLowerCase()) {
      case 'events':
        this.#events = action.get('eventmask')?.toLowerCase() !== 'off';
        this.#answer(response('Success', ...idOf(actionId), ['Events', this.#events ? 'On' : 'Off']));
        return;
      case 'filter':
        this.#answer(answerTo(actionId, this.#addFilter(action)));
        return;
      default:
        for (const message of perform(this.#host.pbx, name, action, system)) this.#answer(message);
        if (name.toLowerCase() === 'coreshowchannels') this.#host.ready();
    }
  }

  /** Filters that keep back events by name, in the old form and the new one; others are refused. */
  #addFilter(action: Action): { ok: boolean; message: string } {
    const written = action.get('filter') ?? action.get('matchcriteria') ?? '';
    const excluded = /^!Event: (\w+)$/.exec(written) ?? /^action\(exclude\),name\((\w+)\)$/.exec(written);
    if (action.get('operation')?.toLowerCase() !== 'add' || excluded?.[1] === undefined)
      return { ok: false, message: 'Filter did not take effect: only events can be excluded, by name' };
    this.#excluded.add(excluded[1]);
    return { ok: true, message: 'Filter: Success' };
  }

  #answer(message: ExchangeMessage): void {
    this.#unsent += wireText(message);
  }
}
