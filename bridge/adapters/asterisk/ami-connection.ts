import { randomBytes } from 'node:crypto';
import type { AsteriskManager } from 'asterisk-manager';
import type { Timer } from '../../application/ports.ts';
import { type ActionAnswer, type ActionOptions, AmiActions } from './ami-actions.ts';
import { AmiGuard, type GuardEnd } from './ami-guard.ts';
import { type AmiMessage, field } from './ami-message.ts';
import { amiNoise } from './ami-noise.ts';
import { type AmiAccount, connectParser } from './ami-parser.ts';
import { type AmiAction, refusedValue } from './ami-values.ts';
import { type AmiAddress, addressText, openWire } from './ami-wire.ts';
import { accountUnusable, loginRefused, notAmi } from './refused.ts';

export interface ConnectionOptions {
  address: AmiAddress;
  account: AmiAccount;
  timer: Timer;
  /** ms for each step: connection, greeting, answer to the login (a wrong password is answered after a second) */
  within: number;
  /** Gives up at once, in whatever step. */
  signal?: AbortSignal;
  /** Sees the bytes as they came. */
  tap?(chunk: Uint8Array): void;
}

export interface ConnectionListener {
  /** Every message, in the exchange's order; also before `open` has resolved. */
  message(message: AmiMessage, receivedAt: number): void;
  /** Once, after the last message. Not called where `open` rejected. */
  closed(end: Error): void;
}

const stopped = 'the bridge was stopped';

/** One connection to the exchange, logged in. When it is over, a new one is made; nothing of it is used again. */
export class AmiConnection {
  readonly id = randomBytes(6).toString('hex');
  readonly #options: ConnectionOptions;
  readonly #listener: ConnectionListener;
  readonly #actions: AmiActions;
  #guard: AmiGuard | null = null;
  #manager: AsteriskManager | null = null;
  #loginId: string | null = null;
  #step: { done(): void; failed(error: Error): void } | null = null;
  #open = false;
  #ended = false;
  readonly #onAbort = () => this.close(stopped);

  /** @throws RefusedError where only a change of configuration can help, Error where it is worth another try */
  static async open(options: ConnectionOptions, listener: ConnectionListener): Promise<AmiConnection> {
    const connection = new AmiConnection(options, listener);
    try {
      await connection.#connect();
    } catch (error) {
      connection.close('it could not be opened');
      throw error;
    }
    return connection;
  }

  private constructor(options: ConnectionOptions, listener: ConnectionListener) {
    this.#options = options;
    this.#listener = listener;
    this.#actions = new AmiActions(
      this.id,
      (action, actionId) => this.#write(action, actionId),
      options.timer,
    );
  }

  send(action: AmiAction, options?: ActionOptions): Promise<ActionAnswer> {
    return this.#actions.send(action, options);
  }

  /** What the guard kept away so far. */
  get dropped(): ReadonlyMap<string, number> {
    return this.#guard?.framer.dropped ?? new Map();
  }

  close(reason: string): void {
    this.#actions.drop(reason);
    this.#step?.failed(new Error(reason));
    this.#guard?.close(reason);
  }

  async #connect(): Promise<void> {
    const { address, account, timer, within, signal, tap } = this.#options;
    const unusable = refusedValue({ Action: 'Login', Username: account.user, Secret: account.secret });
    if (unusable !== null) throw accountUnusable(account.user, unusable.header, unusable.why);

    const socket = await openWire(address, within, timer, signal);
    let greeted = () => {};
    const guard = await AmiGuard.open({
      bytes: socket,
      banner: 'required',
      drop: amiNoise,
      send: (bytes) => socket.write(bytes),
      release: () => socket.destroy(),
      onBanner: () => greeted(),
      onSent: (actionId) => this.#sent(actionId),
      ...(tap === undefined ? {} : { tap }),
    }).catch((error: unknown) => {
      socket.destroy();
      throw error;
    });
    this.#guard = guard;
    if (signal?.aborted === true) throw new Error(stopped);
    signal?.addEventListener('abort', this.#onAbort);
    const greeting = this.#stepWithin('no greeting');
    greeted = () => this.#step?.done();
    const parser = connectParser(guard.path, account, {
      message: (message) => this.#received(message),
      closed: () => void guard.ended.then((end) => this.#over(end)),
    });
    const [manager] = await Promise.all([parser, greeting]);
    this.#manager = manager;
    await this.#login(guard, manager);
  }

  /** The library's own login: without its answer it holds all other actions back for ever, silently. */
  #login(guard: AmiGuard, manager: AsteriskManager): Promise<void> {
    const answered = this.#stepWithin('no answer to the login');
    guard.announce({ action: 'login', actionId: null, headers: 5 });
    manager.login(() => {});
    return answered;
  }

  /** The first action that leaves is the login, whose ActionID only the library knows. */
  #sent(actionId: string): void {
    if (!this.#open) this.#loginId ??= actionId;
  }

  #loginAnswered(manager: AsteriskManager, actionId: string, response: AmiMessage): void {
    const accepted = response.name === 'Success';
    // Tells the library that it is logged in; its own dispatch, which would have told it, is taken off.
    if (accepted) manager.emit(actionId, undefined, response.fields);
    manager.removeAllListeners(actionId);
    this.#open = accepted;
    if (accepted) this.#step?.done();
    else this.#step?.failed(this.#loginRefused(field(response, 'message') ?? response.name));
  }

  #loginRefused(message: string): Error {
    const { account, address } = this.#options;
    return loginRefused(account.user, addressText(address), message);
  }

  #received(message: AmiMessage): void {
    if (this.#ended) return;
    const { timer } = this.#options;
    const login = !this.#open && message.kind === 'response' && this.#loginId !== null;
    if (login && field(message, 'actionid') === this.#loginId && this.#manager !== null) {
      this.#loginAnswered(this.#manager, this.#loginId ?? '', message);
    }
    if (!this.#actions.message(message)) this.#listener.message(message, timer.now());
  }

  #write(action: AmiAction, actionId: string): void {
    const manager = this.#manager;
    if (manager === null || !this.#open || this.#ended) {
      this.#actions.drop('there is no connection to the exchange');
      return;
    }
    this.#guard?.announce({ action: action.Action, actionId, headers: Object.keys(action).length + 1 });
    manager.action({ ...action, actionid: actionId });
    // It waits for an event named after the ActionID, for ever; who waits for what is our own table's.
    manager.removeAllListeners(actionId);
  }

  #over(end: GuardEnd): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#options.signal?.removeEventListener('abort', this.#onAbort);
    const error = ending(addressText(this.#options.address), end);
    this.#actions.drop(error.message);
    this.#manager?.disconnect();
    if (this.#open) this.#listener.closed(error);
    else this.#step?.failed(error);
  }

  #stepWithin(otherwise: string): Promise<void> {
    const { timer, within } = this.#options;
    return new Promise((resolve, reject) => {
      const cancel = timer.after(within, () =>
        this.#step?.failed(new Error(`${otherwise} within ${within} ms`)),
      );
      this.#step = {
        done: () => {
          cancel();
          resolve();
        },
        failed: (error) => {
          cancel();
          reject(error);
        },
      };
    });
  }
}

function ending(at: string, end: GuardEnd): Error {
  if (end.kind === 'ended') return new Error(end.reason);
  const { error } = end;
  return end.kind === 'broken' && 'code' in error && error.code === 'not-ami'
    ? notAmi(at, error.message)
    : error;
}
