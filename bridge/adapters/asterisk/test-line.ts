import type { Finding, LinkState, PbxAnswer } from '../../application/ports.ts';
import type { EventOf, TelephonyEvent } from '../../domain/telephony/event.ts';
import { AmiLink } from './ami-link.ts';
import { field } from './ami-message.ts';
import type { AmiAction } from './ami-values.ts';
import type { AsteriskSourceOptions } from './asterisk-source.ts';
import { answerOf } from './commands.ts';
import { systemTimer } from './system-timer.ts';

export type TestLineOptions = Pick<
  AsteriskSourceOptions,
  'host' | 'port' | 'tls' | 'plainAllowed' | 'user' | 'secret' | 'telephoneControl'
>;

export type LineOpened =
  | { outcome: 'up'; line: TestLine; version: string | null; findings: readonly Finding[] }
  | { outcome: 'lost'; reason: string }
  | { outcome: 'refused'; reason: string; remedy: string };

/** A call that the exchange is to play to itself. */
export interface TestCall {
  /** unique id of its channel, which also names the call in every event; the dialplan gets `ID;2` */
  id: string;
  context: string;
  extension: string;
  /** `"name" <number>` */
  callerId: string;
  /** It ends by itself after so many seconds, whatever becomes of who began it. */
  longestSeconds: number;
}

/**
 * A connection of one's own for a call that is played to see where it stops, beside the bridge's. It logs in with the
 * bridge's account and says what the bridge's start-up report would say. One attempt: what is lost is told, not mended.
 */
export class TestLine {
  readonly #link: AmiLink;
  readonly #heard: (event: TelephonyEvent) => void;
  #state: LinkState | null = null;
  #findings: readonly Finding[] = [];
  #queues: EventOf<'queues-found'> | null = null;

  /** @param heard what happens at the exchange from the login on, in its order */
  static async open(
    options: TestLineOptions,
    heard: (event: TelephonyEvent) => void,
    signal: AbortSignal,
  ): Promise<LineOpened> {
    const first = Promise.withResolvers<LinkState>();
    const line = new TestLine(options, heard, (state) => {
      if (state.state !== 'connecting') first.resolve(state);
    });
    const abort = () => first.reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    try {
      signal.throwIfAborted();
      line.#link.start();
      const state = await first.promise;
      if (state.state === 'up')
        return { outcome: 'up', line, version: state.version, findings: line.#findings };
      await line.close();
      return state.state === 'refused'
        ? { outcome: 'refused', reason: state.reason, remedy: state.remedy }
        : { outcome: 'lost', reason: state.state === 'lost' ? state.reason : state.state };
    } catch (error) {
      await line.close();
      throw error;
    } finally {
      signal.removeEventListener('abort', abort);
    }
  }

  private constructor(
    options: TestLineOptions,
    heard: (event: TelephonyEvent) => void,
    told: (state: LinkState) => void,
  ) {
    const { host, port, tls, plainAllowed, user, secret, telephoneControl } = options;
    this.#heard = heard;
    this.#link = new AmiLink(
      {
        address: { host, port, tls: tls ?? null, plainAllowed: plainAllowed ?? false },
        account: { user, secret },
        telephoneControl: telephoneControl ?? false,
        timer: systemTimer,
        random: Math.random,
        // Somebody sits before it: an exchange without app_queue is told at once.
        pace: { askAtMost: 2 },
      },
      {
        event: (event) => this.#event(event),
        link: (state) => {
          this.#state = state;
          told(state);
        },
        report: (findings) => {
          this.#findings = findings;
        },
      },
    );
  }

  /** What is to be put right at the exchange, as the start-up report says it; it grows as events come. */
  get findings(): readonly Finding[] {
    return this.#findings;
  }

  /** Why there is no connection any more; null while there is one. */
  get lostBecause(): string | null {
    return this.#state?.state === 'lost' ? this.#state.reason : null;
  }

  /** One queue with its members and callers, or all of them; null where the exchange does not tell. */
  async queues(queue: string | null): Promise<EventOf<'queues-found'> | null> {
    this.#queues = null;
    const action = { Action: 'QueueStatus', ...(queue === null ? {} : { Queue: queue }) };
    const answer = await this.#link.send(action, { listEndsWith: 'QueueStatusComplete' });
    return answer.outcome === 'answered' ? this.#queues : null;
  }

  /** State of each device the exchange knows, e.g. `PJSIP/1001` → `NOT_INUSE`; null where it does not tell. */
  async devices(): Promise<ReadonlyMap<string, string> | null> {
    const answer = await this.#link.send(
      { Action: 'DeviceStateList' },
      { listEndsWith: 'DeviceStateListComplete' },
    );
    if (answer.outcome !== 'answered' || answer.response.name !== 'Success') return null;
    const device = (item: (typeof answer.items)[number]) =>
      [field(item, 'device') ?? '', field(item, 'state') ?? ''] as const;
    return new Map(answer.items.map(device));
  }

  /**
   * Done: it was begun, and its channels appear in the events. The pair of Local channels is never optimised away (`/n`):
   * the caller's half has nobody to be joined with.
   */
  call({ id, context, extension, callerId, longestSeconds }: TestCall): Promise<PbxAnswer> {
    return this.#act({
      Action: 'Originate',
      Channel: `Local/${extension}@${context}/n`,
      ChannelId: id,
      OtherChannelId: `${id};2`,
      Application: 'Wait',
      Data: String(longestSeconds),
      CallerID: callerId,
      Timeout: String(longestSeconds * 1000),
      Async: 'true',
    });
  }

  /** The caller's telephone presses a key. */
  press(channel: string, digit: string): Promise<PbxAnswer> {
    return this.#act({ Action: 'PlayDTMF', Channel: channel, Digit: digit });
  }

  hangUp(channel: string): Promise<PbxAnswer> {
    return this.#act({ Action: 'Hangup', Channel: channel });
  }

  close(): Promise<void> {
    return this.#link.stop();
  }

  async #act(action: AmiAction): Promise<PbxAnswer> {
    return answerOf(await this.#link.send(action));
  }

  #event(event: TelephonyEvent): void {
    if (event.type === 'queues-found') this.#queues = event;
    this.#heard(event);
  }
}
