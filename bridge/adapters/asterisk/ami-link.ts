import type { LinkState, PbxSourceListener } from '../../application/ports.ts';
import type { ActionAnswer, ActionOptions } from './ami-actions.ts';
import { AmiConnection, type ConnectionOptions } from './ami-connection.ts';
import type { AmiAction } from './ami-values.ts';
import { backoff, type LinkPace, linkPace, refusedWait } from './link-pace.ts';
import { LiveSession } from './live-session.ts';
import { RefusedError } from './refused.ts';
import { type AmiRights, refusedFinding } from './startup-report.ts';

export interface LinkOptions extends Pick<ConnectionOptions, 'address' | 'account' | 'timer'> {
  telephoneControl: boolean;
  pace?: Partial<LinkPace>;
  /** 0 ≤ x < 1 */
  random(): number;
  /** Called for each connection: where its raw bytes go. */
  openTap?(): (chunk: Uint8Array) => void;
}

/**
 * Keeps one connection to the exchange: connects, gives it over to a session, connects again when it is lost. It never
 * waits in silence: every state that it is in is told, with what to do where somebody has to act.
 */
export class AmiLink {
  readonly #options: LinkOptions;
  readonly #pace: LinkPace;
  readonly #listener: PbxSourceListener;
  readonly #stopping = new AbortController();
  #connection: AmiConnection | null = null;
  #session: LiveSession | null = null;
  /** Since when there is no link; null while there is one. */
  #downSince: number | null = null;
  #running: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(options: LinkOptions, listener: PbxSourceListener) {
    this.#options = options;
    this.#pace = { ...linkPace, ...options.pace };
    this.#listener = listener;
  }

  /** Of the present connection; null while they are not known. */
  get rights(): AmiRights | null {
    return this.#session?.rights ?? null;
  }

  start(): void {
    this.#running = this.#run();
  }

  send(action: AmiAction, options?: ActionOptions): Promise<ActionAnswer> {
    if (this.#connection !== null) return this.#connection.send(action, options);
    return Promise.resolve({
      outcome: 'unreachable',
      message: `${action.Action}: there is no link to the exchange`,
    });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#connection?.send({ Action: 'Logoff' }, { within: 500 });
    this.#stopping.abort();
    this.#connection?.close('the bridge was stopped');
    await this.#running;
  }

  async #run(): Promise<void> {
    const { timer, random } = this.#options;
    for (let failures = 0; !this.#stopped; ) {
      this.#downSince ??= timer.now();
      this.#tell({ state: 'connecting', attempt: failures + 1, since: this.#downSince });
      const { error, lasted } = await this.#oneConnection();
      if (this.#stopped) return;
      failures = lasted >= this.#pace.steadyAfter ? 1 : failures + 1;
      this.#downSince ??= timer.now();
      const since = this.#downSince;
      if (error instanceof RefusedError) {
        const { zh, en, remedyZh, remedyEn } = error.words;
        this.#listener.report([refusedFinding(error)]);
        this.#tell({ state: 'refused', since, reason: `${zh} / ${en}`, remedy: `${remedyZh} / ${remedyEn}` });
        await this.#pause(refusedWait(this.#pace, random()));
      } else {
        const wait = backoff(this.#pace, nobodyListens(error) ? 1 : failures, random());
        this.#tell({ state: 'lost', since, reason: error.message, nextAttemptAt: timer.now() + wait });
        await this.#pause(wait);
      }
    }
  }

  /** From first to last byte of one connection. */
  async #oneConnection(): Promise<{ error: Error; lasted: number }> {
    const { address, account, telephoneControl, timer, openTap } = this.#options;
    const session = new LiveSession(
      { user: account.user, telephoneControl, pace: this.#pace, timer },
      this.#listener,
    );
    const over = Promise.withResolvers<Error>();
    const tap = openTap?.();
    let connection: AmiConnection;
    try {
      connection = await AmiConnection.open(
        {
          address,
          account,
          timer,
          within: this.#pace.connectWithin,
          signal: this.#stopping.signal,
          ...(tap === undefined ? {} : { tap }),
        },
        {
          message: (message, receivedAt) => session.message(message, receivedAt),
          closed: (error) => {
            session.end(this.#stopped ? 'the bridge was stopped' : error.message);
            over.resolve(error);
          },
        },
      );
    } catch (error) {
      return { error: error instanceof Error ? error : new Error(String(error)), lasted: 0 };
    }
    const since = timer.now();
    this.#connection = connection;
    this.#session = session;
    const { complete, version } = await session.begin(connection);
    if (complete) {
      this.#downSince = null;
      this.#tell({ state: 'up', since: timer.now(), version });
    }
    const error = await over.promise;
    this.#connection = null;
    this.#session = null;
    return { error, lasted: timer.now() - since };
  }

  #tell(state: LinkState): void {
    this.#listener.link(state);
  }

  #pause(ms: number): Promise<void> {
    const { signal } = this.#stopping;
    return new Promise((resolve) => {
      if (signal.aborted) return resolve();
      const done = () => {
        cancel();
        signal.removeEventListener('abort', done);
        resolve();
      };
      const cancel = this.#options.timer.after(ms, done);
      signal.addEventListener('abort', done);
    });
  }
}

/**
 * The exchange is down or being started. Being refused costs neither side anything, and waiting for longer would leave
 * the floor without its bridge for up to half a minute after the exchange is back.
 */
function nobodyListens(error: Error): boolean {
  return 'code' in error && error.code === 'ECONNREFUSED';
}
