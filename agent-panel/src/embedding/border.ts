import type { EmbedderView } from '../../../bridge/protocol/embedding.ts';
import type { Ask, AskName, AskResult, FromPanel, PanelEvent } from '../../../sdk/messages.ts';
import { toPanelSchema } from './message.ts';
import { Pace } from './pace.ts';
import { embeddingWords } from './words.ts';

/** A page that asks more than a person presses is broken or hostile. Greetings count: one a second while nobody answers. */
const ASKS_AT_ONCE = 12;
const ASKS_PER_SECOND = 2;

export interface BorderOptions {
  embedders: readonly EmbedderView[];
  /** the window around this one; nobody else is heard */
  around: unknown;
  /** delivers only while the window around shows a page of that origin */
  post(message: FromPanel, origin: string): void;
  now(): number;
  ask(ask: Ask, embedder: EmbedderView): Promise<AskResult>;
  /** a page has been let in: it is to be told how things stand */
  connected(embedder: EmbedderView): void;
}

export interface Incoming {
  source: unknown;
  origin: string;
  data: unknown;
}

/**
 * The border between the panel and the page around it. Who is not configured gets no answer at all, not even a refusal;
 * who is, gets what the configuration lets it know, and its wishes are handed on one by one.
 */
export class Border {
  readonly #options: BorderOptions;
  readonly #pace: Pace;
  #with: EmbedderView | null = null;

  constructor(options: BorderOptions) {
    this.#options = options;
    this.#pace = new Pace(ASKS_AT_ONCE, ASKS_PER_SECOND, options.now());
  }

  receive({ source, origin, data }: Incoming): void {
    const { around, embedders, now } = this.#options;
    if (source !== around) return;
    const embedder = embedders.find((one) => one.origin === origin);
    if (embedder === undefined || !this.#pace.take(now())) return;
    const read = toPanelSchema.safeParse(data);
    if (!read.success) return;
    const message = read.data;
    if (message.type === 'hello') this.#welcome(message.id, message.versions, embedder);
    // An ask before the greeting is of a page that was there before: it greets again by itself.
    else if (this.#with === embedder) void this.#ask(message.id, message.ask, embedder);
  }

  /** Told only to who may know of such events. */
  tell(event: PanelEvent): void {
    const embedder = this.#with;
    if (embedder?.events.includes(event.event)) this.#post({ type: 'event', event }, embedder);
  }

  close(): void {
    if (this.#with !== null) this.#post({ type: 'bye' }, this.#with);
    this.#with = null;
  }

  #welcome(id: string, versions: readonly number[], embedder: EmbedderView): void {
    if (!versions.includes(1)) {
      this.#post({ type: 'refused', id, code: 'version', message: embeddingWords.otherVersion }, embedder);
      return;
    }
    this.#with = embedder;
    this.#post(
      { type: 'welcome', id, version: 1, events: embedder.events, asks: asksOf(embedder) },
      embedder,
    );
    this.#options.connected(embedder);
  }

  async #ask(id: string, ask: Ask, embedder: EmbedderView): Promise<void> {
    const result = await this.#options.ask(ask, embedder);
    if (this.#with === embedder) this.#post({ type: 'result', id, result }, embedder);
  }

  #post(
    message: FromPanel extends infer M ? (M extends FromPanel ? Omit<M, 'yihaoda'> : never) : never,
    { origin }: EmbedderView,
  ): void {
    this.#options.post({ yihaoda: 1, ...message } as FromPanel, origin);
  }
}

function asksOf({ dialPrefixes }: EmbedderView): AskName[] {
  const always: AskName[] = ['search', 'open-record', 'open-answer'];
  return dialPrefixes.length > 0 ? [...always, 'dial'] : always;
}
