import type { Ask, AskName, EventName, FromPanel, PanelEvent, ToPanel } from './messages.ts';

export type { Ask, EventName, PanelEvent } from './messages.ts';

type EventOf<E extends EventName> = Extract<PanelEvent, { event: E }>;
type Listener = (event: PanelEvent) => void;

/** How often a panel that does not answer yet (nobody signed in, still loading) is greeted again, ms. */
const HELLO_MS = 1_000;
/** An operator who is asked takes their time; after this the answer is `no-answer`, ms. */
const RESULT_MS = 60_000;

/** What was asked did not happen; `message` can be shown as it is. */
export class PanelRefused extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = 'PanelRefused';
    this.code = code;
  }
}

export interface PanelState {
  connected: boolean;
  /** what this page is told and may ask, by the panel's configuration; empty while not connected */
  events: readonly EventName[];
  asks: readonly AskName[];
  /** why it never will be, for people: the panel speaks another version */
  problem: string | null;
}

const apart: PanelState = { connected: false, events: [], asks: [], problem: null };

/**
 * The panel in a frame of this page. It says nothing before somebody has signed in there, and nothing ever to a page
 * whose origin the panel's site has not configured.
 */
export class Panel {
  readonly #frame: HTMLIFrameElement;
  readonly #origin: string;
  readonly #session = Math.random().toString(36).slice(2);
  readonly #listeners = new Map<EventName, Set<Listener>>();
  readonly #stateListeners = new Set<(state: PanelState) => void>();
  readonly #waiting = new Map<
    string,
    { done: () => void; failed: (error: PanelRefused) => void; timer: number }
  >();
  readonly #greeting: number;
  #state: PanelState = apart;
  #count = 0;

  /**
   * @param frame shows the panel
   * @param origin of the panel: scheme, host, port
   */
  constructor(frame: HTMLIFrameElement, origin: string) {
    this.#frame = frame;
    this.#origin = new URL(origin).origin;
    window.addEventListener('message', this.#receive);
    // The panel was loaded anew: it knows nothing of this page.
    frame.addEventListener('load', this.#apart);
    this.#greeting = window.setInterval(this.#hello, HELLO_MS);
    this.#hello();
  }

  get state(): PanelState {
    return this.#state;
  }

  /** Calls `listener` with each event of that name; the function that comes back ends it. */
  on<E extends EventName>(name: E, listener: (event: EventOf<E>) => void): () => void {
    const listeners = this.#listeners.get(name) ?? new Set<Listener>();
    this.#listeners.set(name, listeners);
    const listen = (event: PanelEvent) => {
      if (event.event === name) listener(event as EventOf<E>);
    };
    listeners.add(listen);
    return () => listeners.delete(listen);
  }

  /** Calls `listener` now and whenever the panel comes or goes. */
  onState(listener: (state: PanelState) => void): () => void {
    this.#stateListeners.add(listener);
    listener(this.#state);
    return () => this.#stateListeners.delete(listener);
  }

  /** Puts the words into the panel's search. Like all that is asked, it rejects with `PanelRefused`. */
  search(words: string): Promise<void> {
    return this.#ask({ do: 'search', words });
  }

  /** A record of the operator's own, to be read. */
  openRecord(recordNo: string): Promise<void> {
    return this.#ask({ do: 'open-record', recordNo });
  }

  openAnswer(articleId: string, clauseNo: string): Promise<void> {
    return this.#ask({ do: 'open-answer', articleId, clauseNo });
  }

  /** Asks the operator to call a number; resolves when their telephone rings. */
  dial(number: string): Promise<void> {
    const asked = this.#ask({ do: 'dial', number: number.replace(/[\s()（）-]/g, '') });
    // Who has pressed a number here answers there, with Enter or Esc.
    if (this.#state.connected) this.#frame.focus();
    return asked;
  }

  /** Listens and greets no more; what is still being asked is rejected. */
  disconnect(): void {
    window.removeEventListener('message', this.#receive);
    this.#frame.removeEventListener('load', this.#apart);
    window.clearInterval(this.#greeting);
    this.#apart();
  }

  readonly #receive = ({ source, origin, data }: MessageEvent<unknown>): void => {
    // Any window may send a message to this one: only the frame's own, and only the panel in it, is heard.
    if (source !== this.#frame.contentWindow || origin !== this.#origin || !isOurs(data)) return;
    switch (data.type) {
      case 'welcome':
        if (!this.#state.connected)
          this.#set({ ...apart, connected: true, events: data.events, asks: data.asks });
        return;
      case 'event':
        for (const listener of this.#listeners.get(data.event.event) ?? []) listener(data.event);
        return;
      case 'result': {
        const { id, result } = data;
        if (result.ok) this.#settle(id, null);
        else this.#settle(id, new PanelRefused(result.code, result.message));
        return;
      }
      case 'bye':
        this.#apart();
        return;
      case 'refused':
        window.clearInterval(this.#greeting);
        this.#set({ ...apart, problem: data.message });
    }
  };

  readonly #apart = (): void => {
    for (const id of [...this.#waiting.keys()])
      this.#settle(id, new PanelRefused('not-connected', '座席面板已退出或重新打开，此操作没有完成。'));
    if (this.#state.connected) this.#set(apart);
    this.#hello();
  };

  readonly #hello = (): void => {
    if (!this.#state.connected) this.#post({ yihaoda: 1, type: 'hello', id: this.#nextId(), versions: [1] });
  };

  #ask(ask: Ask): Promise<void> {
    if (!this.#state.connected)
      return Promise.reject(new PanelRefused('not-connected', '座席面板没有连接：请先在面板中登录。'));
    const id = this.#nextId();
    return new Promise((done, failed) => {
      const timer = window.setTimeout(
        () => this.#settle(id, new PanelRefused('no-answer', '座席没有回应，此操作没有完成。')),
        RESULT_MS,
      );
      this.#waiting.set(id, { done, failed, timer });
      this.#post({ yihaoda: 1, type: 'ask', id, ask });
    });
  }

  #settle(id: string, error: PanelRefused | null): void {
    const waiting = this.#waiting.get(id);
    if (waiting === undefined) return;
    this.#waiting.delete(id);
    window.clearTimeout(waiting.timer);
    if (error === null) waiting.done();
    else waiting.failed(error);
  }

  #set(state: PanelState): void {
    this.#state = state;
    for (const listener of this.#stateListeners) listener(state);
  }

  #nextId(): string {
    this.#count += 1;
    return `${this.#session}-${this.#count}`;
  }

  /** Only to the panel's origin: whatever else the frame may show by now does not get it. */
  #post(message: ToPanel): void {
    this.#frame.contentWindow?.postMessage(message, this.#origin);
  }
}

function isOurs(data: unknown): data is FromPanel {
  return typeof data === 'object' && data !== null && 'yihaoda' in data && data.yihaoda === 1;
}
