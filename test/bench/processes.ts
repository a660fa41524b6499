import { type ChildProcess, fork } from 'node:child_process';

/** What a process can be asked: by name, with one argument and one answer, both JSON. */
export type Calls = Record<string, { argument: unknown; answer: unknown }>;

type Question = { id: number; call: string; argument: unknown };
type Reply = { id: number; answer: unknown } | { id: number; error: string };

interface Waiting {
  resolve(answer: unknown): void;
  reject(error: Error): void;
}

const endsWithinMs = 10_000;

/** A process of the bench, seen from the bench. It ends when the bench does, whatever the reason. */
export class Child<C extends Calls> {
  readonly #process: ChildProcess;
  readonly #ended: Promise<void>;
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;

  /** @param file its script, in this folder */
  static start<C extends Calls>(file: string, execArgv: readonly string[] = []): Child<C> {
    return new Child<C>(new URL(file, import.meta.url), execArgv);
  }

  private constructor(file: URL, execArgv: readonly string[]) {
    // What the product tells on standard output must not come between the lines of the bench.
    this.#process = fork(file, [], { execArgv: [...execArgv], stdio: ['ignore', 2, 2, 'ipc'] });
    this.#process.on('message', (reply: Reply) => this.#take(reply));
    this.#ended = new Promise((resolve) => {
      this.#process.once('exit', (code, signal) => {
        const error = new Error(`${file.pathname} ended (${code ?? signal})`);
        for (const { reject } of this.#waiting.values()) reject(error);
        this.#waiting.clear();
        resolve();
      });
    });
  }

  get pid(): number {
    return this.#process.pid ?? 0;
  }

  ask<K extends keyof C & string>(call: K, argument: C[K]['argument']): Promise<C[K]['answer']> {
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise<unknown>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#process.send({ id, call, argument } satisfies Question, (error) => {
        if (error) reject(error);
      });
    });
  }

  /** Lets it end by itself, and ends it where it does not. */
  async end(): Promise<void> {
    if (this.#process.connected) this.#process.disconnect();
    const cut = setTimeout(() => this.#process.kill('SIGKILL'), endsWithinMs);
    await this.#ended;
    clearTimeout(cut);
  }

  #take(reply: Reply): void {
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if ('error' in reply) waiting?.reject(new Error(reply.error));
    else waiting?.resolve(reply.answer);
  }
}

export type Handlers<C extends Calls> = {
  [K in keyof C]: (argument: C[K]['argument']) => Promise<C[K]['answer']> | C[K]['answer'];
};

/** The same, seen from the process: it answers what it is asked, and ends when nobody is there to ask. */
export function serve<C extends Calls>(
  handlers: Handlers<C>,
  stop: () => Promise<void> = async () => {},
): void {
  process.on('message', async ({ id, call, argument }: Question) => {
    try {
      const handler: ((argument: unknown) => unknown) | undefined = handlers[call];
      if (handler === undefined) throw new Error(`nobody answers ${call}`);
      reply({ id, answer: await handler(argument) });
    } catch (error) {
      reply({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  });
  process.once('disconnect', () => {
    void stop().finally(() => process.exit(0));
  });
}

function reply(message: Reply): void {
  if (process.connected) process.send?.(message);
}
