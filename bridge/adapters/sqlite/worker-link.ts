import { Worker } from 'node:worker_threads';
import { fromWire, StoreStopped } from './errors.ts';
import type { SignedHead } from './keys/head-key.ts';
import type { Calls, Reply, Request } from './protocol.ts';

/** What a thread makes and forgets within one request: it needs no more room for it, and there are several threads. */
const youngMb = 12;

/** Where a program of the store runs. */
export interface StoreThread {
  postMessage(message: unknown): void;
  on(event: 'message', heard: (reply: Reply) => void): unknown;
  on(event: 'error', failed: (error: unknown) => void): unknown;
  on(event: 'exit', ended: (code: number) => void): unknown;
  /** Resolves when it runs no more. */
  terminate(): Promise<unknown>;
}

/** @param program its script; @param settings what it is told at its start */
export type StartThread = (program: URL, settings: object) => StoreThread;

/** A thread of the process for each program. */
export const startThread: StartThread = (program, settings) =>
  new Worker(program, {
    workerData: settings,
    resourceLimits: { maxYoungGenerationSizeMb: youngMb },
  });

interface InFlight {
  resolve(answer: unknown): void;
  reject(error: Error): void;
}

/**
 * The main thread's end of a worker: numbered requests, their answers, and what happens when the worker is gone.
 *
 * What is asked during one turn of the event loop is posted at its end, together: to wake another thread takes longer
 * than most that is done in a turn, and the frame to a page has left by then.
 */
export class WorkerLink<C extends Calls> {
  readonly #worker: StoreThread;
  readonly #inFlight = new Map<number, InFlight>();
  readonly #ready: Promise<void>;
  readonly #gone: Promise<void>;
  #lastId = 0;
  #outbox: Request<C>[] = [];
  #stopped: StoreStopped | null = null;
  #closing = false;

  /**
   * @param anchor told of signed heads
   * @param died   told when the worker ended without being asked to
   */
  constructor(worker: StoreThread, told: { anchor(heads: SignedHead[]): void; died(error: Error): void }) {
    this.#worker = worker;
    const ready = Promise.withResolvers<void>();
    const gone = Promise.withResolvers<void>();
    this.#ready = ready.promise;
    this.#gone = gone.promise;
    // Who starts it awaits `ready`; a worker that dies later must not also be an unhandled rejection.
    this.#ready.catch(() => {});
    this.#worker.on('message', (reply: Reply) => {
      if (reply.kind === 'ready') ready.resolve();
      else if (reply.kind === 'refused') {
        this.#closing = true;
        // Told when the thread is gone, and with it all that it held.
        void gone.promise.then(() => ready.reject(fromWire(reply.error)));
      } else if (reply.kind === 'anchor') told.anchor(reply.heads);
      else this.#settle(reply);
    });
    this.#worker.on('error', (error) =>
      this.#stop(error instanceof Error ? error : new Error(String(error))),
    );
    this.#worker.on('exit', (code) => {
      const stopped = this.#stop(new Error(`worker ended with ${code}`));
      gone.resolve();
      if (this.#closing) return;
      ready.reject(stopped);
      told.died(stopped);
    });
  }

  ready(): Promise<void> {
    return this.#ready;
  }

  /** requests not answered yet */
  get load(): number {
    return this.#inFlight.size;
  }

  async call<K extends keyof C>(call: K, argument: C[K]['argument']): Promise<C[K]['answer']> {
    if (this.#stopped) throw this.#stopped;
    this.#lastId += 1;
    const id = this.#lastId;
    if (this.#outbox.length === 0) setImmediate(() => this.#post());
    this.#outbox.push({ id, call, argument });
    return new Promise<unknown>((resolve, reject) => this.#inFlight.set(id, { resolve, reject }));
  }

  /** From here on its end is no accident. */
  expectEnd(): void {
    this.#closing = true;
  }

  /** Resolves when the worker has ended by itself. */
  ended(): Promise<void> {
    return this.#gone;
  }

  /** Ends a worker that holds nothing to be finished. */
  async end(): Promise<void> {
    this.#closing = true;
    await this.#worker.terminate();
    await this.#gone;
  }

  #post(): void {
    const requests = this.#outbox;
    this.#outbox = [];
    try {
      this.#worker.postMessage(requests);
    } catch {
      for (const request of requests) this.#postAlone(request);
    }
  }

  /** One request that cannot be cloned takes no other with it. */
  #postAlone(request: Request<C>): void {
    try {
      this.#worker.postMessage([request]);
    } catch (error) {
      const waiting = this.#inFlight.get(request.id);
      this.#inFlight.delete(request.id);
      waiting?.reject(error instanceof Error ? error : new Error(String(error)));
    }
  }

  #settle(reply: Extract<Reply, { id: number }>): void {
    const waiting = this.#inFlight.get(reply.id);
    this.#inFlight.delete(reply.id);
    if (reply.kind === 'answer') waiting?.resolve(reply.answer);
    else waiting?.reject(fromWire(reply.error));
  }

  #stop(cause: Error): StoreStopped {
    if (this.#stopped) return this.#stopped;
    const stopped = new StoreStopped(
      'store.stopped',
      {
        zh: `存储线程已停止（${cause.message}）。`,
        en: `The thread of the store has stopped (${cause.message}).`,
      },
      {
        zh: '未确认的数据未必落盘；请重启话务桥。',
        en: 'What was not acknowledged may not be on disk; restart the bridge.',
      },
    );
    stopped.cause = cause;
    this.#stopped = stopped;
    for (const waiting of this.#inFlight.values()) waiting.reject(stopped);
    this.#inFlight.clear();
    return stopped;
  }
}
