import { end, leave } from './bridging.ts';
import type { Channel, Interruption, Running } from './channel.ts';
import type { Exchange } from './exchange.ts';

/** An application of the dialplan: begins on a channel, and says once how it came out. */
export type App = (x: Exchange, channel: Channel, done: (result: string) => void) => Running;

/** The steps of one extension, as extensions.conf would have them: each `yield` runs an application. */
export type Dialplan = Generator<App, void, string>;

/** Where a channel may go: null where there is no such extension. */
export type FindDialplan = (channel: Channel, context: string, exten: string) => Dialplan | null;

/** Runs the dialplan on one channel until it is over, hung up or taken elsewhere. */
class DialplanThread implements Running {
  readonly #x: Exchange;
  #channel: Channel;
  readonly #plan: Dialplan;
  #running: Running | null = null;
  #over = false;

  constructor(x: Exchange, channel: Channel, plan: Dialplan) {
    this.#x = x;
    this.#channel = channel;
    this.#plan = plan;
  }

  advance(result: string): void {
    if (this.#over) return;
    const step = this.#plan.next(result);
    if (step.done === true) {
      this.#over = true;
      end(this.#x, this.#channel, 16);
      return;
    }
    let done = false;
    const running = step.value(this.#x, this.#channel, (outcome) => {
      if (done) return;
      done = true;
      this.#running = null;
      // its next step is one of its own: who ended the last one is through with that by then
      this.#x.soon(() => this.advance(outcome));
    });
    if (!done) this.#running = running;
  }

  moveTo(channel: Channel): void {
    this.#channel.thread = null;
    this.#channel = channel;
    channel.thread = this;
    this.#running?.moveTo?.(channel);
  }

  interrupt(why: Interruption): void {
    this.#over = true;
    this.#running?.interrupt(why);
    this.#running = null;
  }
}

/** Puts a channel at an extension, whatever it was doing (Redirect, blind transfer, a new call). */
export function runAt(
  x: Exchange,
  find: FindDialplan,
  channel: Channel,
  context: string,
  exten: string,
): boolean {
  const plan = find(channel, context, exten);
  if (plan === null || channel.ended) return false;
  // from here on every event shows the new place, those of leaving the old one too (transfer-ami-redirect)
  channel.set({ context, exten, priority: 1 });
  const before = channel.thread;
  const thread = new DialplanThread(x, channel, plan);
  channel.thread = thread;
  before?.interrupt('taken');
  channel.afterBridge = null;
  leave(x, channel);
  if (channel.wasBridged) channel.cause ??= 16;
  thread.advance('');
  return true;
}

/** An application without a dialplan around it: Originate with ChanSpy. The channel ends with it. */
export function runApp(x: Exchange, channel: Channel, app: App): Running {
  return app(x, channel, () => end(x, channel));
}
