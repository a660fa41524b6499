import type {
  Finding,
  FoundMemberships,
  LivingLegs,
  PbxAnswer,
  PbxCapabilities,
  PbxCommand,
  PbxSource,
  PbxSourceListener,
  Timer,
} from '../../application/ports.ts';
import { AmiLink } from './ami-link.ts';
import type { Ask } from './ami-snapshot.ts';
import type { AmiTls } from './ami-wire.ts';
import { askForLegs, askForMemberships } from './asked-state.ts';
import { runCommand } from './commands.ts';
import type { LinkPace } from './link-pace.ts';
import { RawCapture } from './raw-capture.ts';
import { capabilitiesOf } from './startup-report.ts';
import { systemTimer } from './system-timer.ts';

export interface AsteriskSourceOptions {
  pbxId: string;
  host: string;
  port: number;
  /** Without it only an exchange on this machine is spoken to. */
  tls?: AmiTls;
  /** Plain text to another machine: only where the site says so, e.g. inside a VPN. */
  plainAllowed?: boolean;
  user: string;
  /** From the environment or a 0600 file; never logged, never in a message. */
  secret: string;
  /** The site's telephones answer and hold when told to by the exchange; it needs the right `system`. */
  telephoneControl?: boolean;
  /** Keeps the exchange's raw bytes in files of this folder. */
  record?: { folder: string; fileBytes?: number; files?: number };
  pace?: Partial<LinkPace>;
  timer?: Timer;
  random?: () => number;
}

type Unreachable = Extract<PbxAnswer, { outcome: 'unreachable' }>;

/** An Asterisk, through its manager interface. */
export class AsteriskSource implements PbxSource {
  readonly pbxId: string;
  readonly #options: AsteriskSourceOptions;
  readonly #timer: Timer;
  #link: AmiLink | null = null;
  #capture: RawCapture | null = null;
  #findings: Finding[] = [];
  #recordingFailed: Finding[] = [];

  constructor(options: AsteriskSourceOptions) {
    this.pbxId = options.pbxId;
    this.#options = options;
    this.#timer = options.timer ?? systemTimer;
  }

  /** As the account's rights allow; before they are known, what Asterisk can do. */
  get capabilities(): PbxCapabilities {
    return capabilitiesOf(this.#link?.rights ?? null, this.#options.telephoneControl ?? false);
  }

  start(listener: PbxSourceListener): void {
    const { host, port, tls, plainAllowed, user, secret, telephoneControl, pace, random } = this.#options;
    const capture = this.#openCapture(listener);
    this.#link = new AmiLink(
      {
        address: { host, port, tls: tls ?? null, plainAllowed: plainAllowed ?? false },
        account: { user, secret },
        telephoneControl: telephoneControl ?? false,
        timer: this.#timer,
        random: random ?? Math.random,
        ...(pace === undefined ? {} : { pace }),
        ...(capture === null ? {} : { openTap: () => capture.begin() }),
      },
      {
        event: (event) => listener.event(event),
        link: (state) => listener.link(state),
        report: (findings) => {
          this.#findings = findings;
          this.#report(listener);
        },
      },
    );
    this.#link.start();
  }

  command(command: PbxCommand): Promise<PbxAnswer> {
    return this.#through((ask) => runCommand(ask, command, this.#timer));
  }

  livingLegs(legs: readonly string[]): Promise<LivingLegs> {
    return this.#through((ask) => askForLegs(ask, legs));
  }

  memberships(line: string, found: (told: FoundMemberships) => void): Promise<PbxAnswer> {
    return this.#through((ask) => askForMemberships(ask, line, found));
  }

  async stop(): Promise<void> {
    await this.#link?.stop();
    await this.#capture?.close();
    this.#link = null;
  }

  async #through<T>(run: (ask: Ask) => Promise<T>): Promise<T | Unreachable> {
    const link = this.#link;
    if (link === null) return { outcome: 'unreachable', message: 'the link to the exchange was not started' };
    return run((action, options) => link.send(action, options));
  }

  #openCapture(listener: PbxSourceListener): RawCapture | null {
    const { record, pbxId } = this.#options;
    if (record === undefined) return null;
    const onFailure = (error: Error) => {
      this.#recordingFailed = [
        {
          severity: 'error',
          code: 'recording-failed',
          zh: `AMI 原始数据录制已停止：${error.message}`,
          en: `recording of the raw AMI bytes stopped: ${error.message}`,
        },
      ];
      this.#report(listener);
    };
    const name = pbxId.replace(/[^\w-]/g, '_');
    this.#capture = new RawCapture({ ...record, name, now: () => this.#timer.now(), onFailure });
    return this.#capture;
  }

  /** The whole list each time: what is no longer in it has been put right. */
  #report(listener: PbxSourceListener): void {
    listener.report([...this.#findings, ...this.#recordingFailed]);
  }
}
