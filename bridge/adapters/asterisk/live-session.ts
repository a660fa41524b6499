import type { Finding, PbxSourceListener, Timer } from '../../application/ports.ts';
import { type TelephonyEvent, telephonyEventVersion } from '../../domain/telephony/event.ts';
import type { AmiConnection } from './ami-connection.ts';
import type { AmiMessage } from './ami-message.ts';
import { asteriskVersion, filtersByName, takeSnapshot } from './ami-snapshot.ts';
import { Evidence } from './evidence.ts';
import type { LinkPace } from './link-pace.ts';
import { createObserver } from './observe.ts';
import { type AmiRights, notBootedFinding, rightsFindings, versionFinding } from './startup-report.ts';

const heldAtMost = 10_000;

interface Held {
  message: AmiMessage;
  receivedAt: number;
}

export interface SessionOptions {
  /** the AMI account, for what is told to the people on site */
  user: string;
  telephoneControl: boolean;
  pace: LinkPace;
  timer: Timer;
}

/**
 * One connection from its login to its end: what the exchange says becomes events, in order, between one `link-up`
 * and one `link-lost`; a snapshot tells what there was before; Ping watches that it is still there.
 */
export class LiveSession {
  /** null until they are known */
  rights: AmiRights | null = null;

  readonly #options: SessionOptions;
  readonly #listener: PbxSourceListener;
  readonly #observer = createObserver();
  readonly #evidence: Evidence;
  readonly #bootAwaited = Promise.withResolvers<void>();
  #booted = false;
  /** What came before the version was known: `link-up` opens the stream of a connection. */
  #held: Held[] | null = [];
  #connection: AmiConnection | null = null;
  #version: string | null = null;
  #findings: Finding[] | null = null;
  #surveys: Promise<void> | null = null;
  #cancelBeat: () => void = () => {};
  #over = false;

  constructor(options: SessionOptions, listener: PbxSourceListener) {
    this.#options = options;
    this.#listener = listener;
    this.#evidence = new Evidence(options.user);
  }

  /** A message of the exchange, in its order. */
  message(message: AmiMessage, receivedAt: number): void {
    if (this.#held === null) this.#deliver(message, receivedAt);
    else this.#hold({ message, receivedAt });
    if (message.kind === 'event' && message.name === 'FullyBooted') this.#fullyBooted();
  }

  /** @returns whether the connection still held when the snapshot was complete, and the version */
  async begin(connection: AmiConnection): Promise<{ complete: boolean; version: string | null }> {
    this.#connection = connection;
    if (!this.#over) this.#beat(connection);
    this.#version = await asteriskVersion(connection.send.bind(connection));
    if (!this.#over) {
      this.#open(connection);
      await this.#waitUntilBooted();
      this.#surveys = this.#survey(connection);
      await this.#surveys;
    }
    return { complete: !this.#over, version: this.#version };
  }

  /** The connection is over. */
  end(reason: string): void {
    if (this.#over) return;
    this.#over = true;
    this.#cancelBeat();
    this.#bootAwaited.resolve();
    if (this.#connection === null || this.#held !== null) return;
    const connection = this.#connection.id;
    this.#listener.event({ ...arrival(this.#options.timer.now()), type: 'link-lost', connection, reason });
  }

  #hold(message: Held): void {
    this.#held?.push(message);
    // An exchange that floods us instead of telling its version does without.
    const full = this.#held !== null && this.#held.length >= heldAtMost;
    if (full && this.#connection !== null) this.#open(this.#connection);
  }

  /** `link-up`, and then all that has come since the login. */
  #open(connection: AmiConnection): void {
    if (this.#held === null) return;
    const held = this.#held;
    this.#held = null;
    this.#listener.event({
      ...arrival(held[0]?.receivedAt ?? this.#options.timer.now()),
      type: 'link-up',
      connection: connection.id,
      version: this.#version,
    });
    for (const { message, receivedAt } of held) this.#deliver(message, receivedAt);
  }

  #deliver(message: AmiMessage, receivedAt: number): void {
    const found = this.#evidence.message(message);
    for (const event of this.#observer.message(message, receivedAt)) this.#listener.event(event);
    if (found) this.#report();
  }

  #report(): void {
    if (this.#findings !== null) this.#listener.report([...this.#findings, ...this.#evidence.findings]);
  }

  /** Late, it means that what was asked was an exchange half loaded: it is asked again. */
  #fullyBooted(): void {
    this.#booted = true;
    this.#bootAwaited.resolve();
    const connection = this.#connection;
    if (connection !== null) this.#surveys = this.#surveys?.then(() => this.#survey(connection)) ?? null;
  }

  async #waitUntilBooted(): Promise<void> {
    const { timer, pace } = this.#options;
    const cancel = timer.after(pace.bootedWithin, () => this.#bootAwaited.resolve());
    await this.#bootAwaited.promise;
    cancel();
  }

  /** What there is, and what the account may do with it. */
  async #survey(connection: AmiConnection): Promise<void> {
    const { user, telephoneControl, pace } = this.#options;
    const found = await takeSnapshot(connection.send.bind(connection), this.#version, pace, this.#pause);
    if (this.#over || found === null) return;
    this.rights = found.rights;
    this.#findings = [
      versionFinding(this.#version),
      ...(found.rights === null ? [] : rightsFindings(user, found.rights, telephoneControl)),
      ...(this.#booted ? [] : [notBootedFinding(user)]),
      ...found.findings,
    ];
    this.#report();
  }

  readonly #pause = (ms: number) =>
    new Promise<void>((resolve) => void this.#options.timer.after(ms, resolve));

  /** A socket can stay open for hours after the exchange, or the way to it, has died. */
  #beat(connection: AmiConnection): void {
    const { timer, pace } = this.#options;
    const { pingEvery, pingWithin } = pace;
    this.#cancelBeat = timer.after(pingEvery, async () => {
      const answer = await connection.send({ Action: 'Ping' }, { within: pingWithin });
      if (answer.outcome === 'timed-out')
        connection.close(`the exchange did not answer Ping within ${pingWithin} ms`);
      if (this.#over || answer.outcome !== 'answered') return;
      if (this.#evidence.noise(connection.dropped, filtersByName(this.#version))) this.#report();
      this.#beat(connection);
    });
  }
}

/** What the bridge itself observes has its own clock alone. */
function arrival(
  receivedAt: number,
): Pick<TelephonyEvent, 'v' | 'at' | 'clock' | 'receivedAt' | 'certainty'> {
  const at = Math.floor(receivedAt * 1000);
  return { v: telephonyEventVersion, at, clock: 'arrival', receivedAt, certainty: 'observed' };
}
