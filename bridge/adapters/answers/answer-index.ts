import { Worker } from 'node:worker_threads';
import type { AnswerPack, PackWish } from '../../../knowledge/content/answer-pack.ts';
import type { BuiltInEntry, BuiltInRow } from '../../../knowledge/content/built-in.ts';
import type { Basis } from '../../../knowledge/content/entry.ts';
import type { Synonym } from '../../../knowledge/content/synonyms.ts';
import type { Explanation } from '../../application/explanation.ts';
import type {
  AnswerHit,
  AnswerIndex,
  AnswerQuery,
  AnswerUpdate,
  ArticleView,
  SideBySide,
  SuggestQuery,
} from '../../application/ports.ts';
import type {
  AnswerCalls,
  AnswerReply,
  AnswerRequest,
  AnswersBuilt,
  AnswerWorkerSettings,
} from './answer-protocol.ts';
import { AnswersUnavailable } from './answers-unavailable.ts';
import type { CityWeights } from './city-weights.ts';

export interface AnswerIndexOptions {
  /** where the texts lie; the library that comes with the product by default */
  textsFolder?: string;
  /** where what is worked out of the texts is kept, so that the next start need not; nothing is kept without it */
  keptFolder?: string;
  /** the city's own; where they cannot be used, it is told as a fault and the built-in ones answer */
  weights?: CityWeights | null;
  /** an operator who waits longer types again */
  timeoutMs?: number;
  /** questions on their way at once; 2,000 seats typing ask about 50 a second, each is answered in a millisecond or two */
  maxWaiting?: number;
  /** the thread's heap; 125 texts fit into 64 MB, beside 16 MB of postings outside of it */
  memoryMb?: number;
  /** before a thread that ended by itself is started again; doubled each time it ends before it is ready */
  restartMs?: number;
  /** another thread than our own, for tests of what happens when it ends */
  worker?: URL;
  /** the thread is started when this has settled; until then nothing is ready */
  after?: Promise<void>;
  /** told once, when the index is built for the first time */
  built?(facts: AnswersBuilt): void;
  /** Something beside the answers went wrong, such as keeping the index for the next start. */
  fault?(message: string): void;
}

interface Waiting {
  resolve(answer: unknown): void;
  reject(error: AnswersUnavailable): void;
  timer: NodeJS.Timeout;
}

/** Room for what questions make and forget, in MB. */
const youngMb = 12;
const LAST_RESTART_MS = 30_000;
/** A slice of entries waits for the questions before it and is read in beside them. */
const UPDATE_MS = 60_000;
/** A thousand questions, each after those that callers wait for. */
const PACK_MS = 300_000;
const WORKER = new URL('./answer-worker.ts', import.meta.url);

/**
 * AnswerIndex on a thread of its own: reading the library takes half a second, building the index for the first time two
 * more, a question a millisecond or two, and the main thread has calls to show. Questions asked before it is ready wait for it, as long
 * as any other.
 */
export class WorkerAnswerIndex implements AnswerIndex {
  readonly ready: Promise<void>;
  readonly #settings: AnswerWorkerSettings;
  readonly #timeoutMs: number;
  readonly #maxWaiting: number;
  readonly #memoryMb: number;
  readonly #restartMs: number;
  readonly #file: URL;
  readonly #waiting = new Map<number, Waiting>();
  readonly #firstReady = Promise.withResolvers<void>();
  readonly #built: AnswerIndexOptions['built'];
  readonly #fault: AnswerIndexOptions['fault'];
  #worker: Worker | null = null;
  #state: 'building' | 'ready' | 'stopped' | 'refused' | 'closed' = 'building';
  #refusal = '';
  #lastId = 0;
  #restarts = 0;
  readonly #toldRebuilt: (() => void)[] = [];
  #restartTimer: NodeJS.Timeout | null = null;

  constructor(options: AnswerIndexOptions = {}) {
    const { textsFolder = null, keptFolder = null, weights = null } = options;
    this.#settings = { textsFolder, keptFolder, weights };
    this.#timeoutMs = options.timeoutMs ?? 2_000;
    this.#maxWaiting = options.maxWaiting ?? 200;
    this.#memoryMb = options.memoryMb ?? 256;
    this.#restartMs = options.restartMs ?? 1_000;
    this.#file = options.worker ?? WORKER;
    this.#built = options.built;
    this.#fault = options.fault;
    this.ready = this.#firstReady.promise;
    // Who starts it awaits `ready`; one that nobody awaits must not end the bridge.
    this.ready.catch(() => {});
    const start = () => {
      if (this.#state !== 'closed') this.#worker = this.#start();
    };
    if (options.after === undefined) start();
    else void options.after.then(start, start);
  }

  search(query: AnswerQuery): Promise<AnswerHit[]> {
    return this.#ask('search', query);
  }

  suggest(query: SuggestQuery): Promise<AnswerHit[]> {
    return this.#ask('suggest', query);
  }

  article(articleId: string, date: string, faqId: string | null = null): Promise<ArticleView | null> {
    return this.#ask('article', { articleId, date, faqId });
  }

  builtIn(): Promise<BuiltInRow[]> {
    return this.#ask('builtIn', null);
  }

  builtInEntry(entryId: string): Promise<BuiltInEntry | null> {
    return this.#ask('builtInEntry', { entryId });
  }

  compare(query: AnswerQuery): Promise<SideBySide | null> {
    return this.#ask('compare', query);
  }

  pack(wish: PackWish): Promise<AnswerPack> {
    return this.#ask('pack', wish, PACK_MS);
  }

  explain(query: AnswerQuery, about: Basis | null): Promise<Explanation> {
    return this.#ask('explain', { query, about });
  }

  async putSynonyms(own: readonly Synonym[]): Promise<void> {
    await this.#ask('putSynonyms', { own });
  }

  async update(update: AnswerUpdate): Promise<void> {
    await this.#ask('update', update, UPDATE_MS);
  }

  onRebuilt(told: () => void): void {
    this.#toldRebuilt.push(told);
  }

  async close(): Promise<void> {
    if (this.#state === 'closed') return;
    this.#state = 'closed';
    if (this.#restartTimer !== null) clearTimeout(this.#restartTimer);
    this.#refuseAll(new AnswersUnavailable('ANSWERS_CLOSED'));
    this.#firstReady.reject(new AnswersUnavailable('ANSWERS_CLOSED'));
    await this.#worker?.terminate();
  }

  #ask<Call extends keyof AnswerCalls>(
    call: Call,
    argument: AnswerCalls[Call]['argument'],
    timeoutMs = this.#timeoutMs,
  ): Promise<AnswerCalls[Call]['answer']> {
    const unable = this.#unable();
    if (unable !== null) return Promise.reject(unable);
    const worker = this.#worker;
    if (worker === null) return Promise.reject(new AnswersUnavailable('ANSWERS_NOT_READY'));
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(id);
        reject(
          new AnswersUnavailable(this.#state === 'building' ? 'ANSWERS_NOT_READY' : 'ANSWERS_TIMED_OUT'),
        );
      }, timeoutMs);
      // The worker answers what was asked: the reply carries the id of its call.
      const settle = resolve as (answer: unknown) => void;
      this.#waiting.set(id, { resolve: settle, reject, timer });
      const request = { id, call, argument, deadline: Date.now() + timeoutMs } as AnswerRequest;
      worker.postMessage(request);
    });
  }

  #unable(): AnswersUnavailable | null {
    if (this.#state === 'closed') return new AnswersUnavailable('ANSWERS_CLOSED');
    if (this.#state === 'refused') return new AnswersUnavailable('ANSWERS_REFUSED', this.#refusal);
    if (this.#state === 'stopped') return new AnswersUnavailable('ANSWERS_STOPPED');
    if (this.#waiting.size >= this.#maxWaiting) return new AnswersUnavailable('ANSWERS_BUSY');
    return null;
  }

  #start(): Worker {
    const worker = new Worker(this.#file, {
      workerData: this.#settings,
      resourceLimits: { maxOldGenerationSizeMb: this.#memoryMb, maxYoungGenerationSizeMb: youngMb },
    });
    worker.on('message', (reply: AnswerReply) => this.#hear(reply));
    // Without a listener it would be thrown on the main thread; `exit` follows and is where it is dealt with.
    worker.on('error', (error) => {
      this.#refusal = error instanceof Error ? error.message : String(error);
    });
    worker.on('exit', () => this.#ended());
    return worker;
  }

  #hear(reply: AnswerReply): void {
    if (this.#state === 'closed') return;
    switch (reply.kind) {
      case 'ready':
        this.#state = 'ready';
        if (this.#restarts === 0) this.#built?.(reply.built);
        else for (const told of this.#toldRebuilt) told();
        this.#restarts = 0;
        this.#firstReady.resolve();
        return;
      case 'fault':
        this.#fault?.(reply.message);
        return;
      case 'refused': {
        this.#state = 'refused';
        this.#refusal = reply.message;
        const refusal = new AnswersUnavailable('ANSWERS_REFUSED', reply.message);
        this.#firstReady.reject(refusal);
        this.#refuseAll(refusal);
        return;
      }
      case 'answer':
        this.#take(reply.id)?.resolve(reply.answer);
        return;
      case 'error':
        this.#take(reply.id)?.reject(new AnswersUnavailable('ANSWERS_REFUSED', reply.message));
        return;
      default:
        reply satisfies never;
    }
  }

  /** Out of memory, or a fault of our own: calls go on, and so should answers, so another thread takes its place. */
  #ended(): void {
    if (this.#state === 'closed' || this.#state === 'refused') return;
    this.#state = 'stopped';
    this.#refuseAll(new AnswersUnavailable('ANSWERS_STOPPED'));
    const wait = Math.min(this.#restartMs * 2 ** this.#restarts, LAST_RESTART_MS);
    this.#restarts += 1;
    this.#restartTimer = setTimeout(() => {
      this.#state = 'building';
      this.#worker = this.#start();
    }, wait);
  }

  #take(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    if (waiting !== undefined) {
      clearTimeout(waiting.timer);
      this.#waiting.delete(id);
    }
    return waiting;
  }

  #refuseAll(error: AnswersUnavailable): void {
    for (const { reject, timer } of this.#waiting.values()) {
      clearTimeout(timer);
      reject(error);
    }
    this.#waiting.clear();
  }
}
