import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { text } from 'node:stream/consumers';
import { stringify } from 'yaml';
import type { HotlineConfig } from '../../../telephony-config/schema.ts';
import type { Address } from '../address.ts';
import { diesWithUs } from '../dies-with-us.ts';
import { Arrivals } from './patience.ts';

const REPOSITORY = join(import.meta.dirname, '../../..');
const RUN = join(REPOSITORY, 'scripts/run.cjs');
const START = join(import.meta.dirname, 'start-bridge.ts');
const CLI = join(REPOSITORY, 'bridge/cli.ts');
const SECRET_ENV = 'YHD_AMI_SECRET';
const START_WITHIN_MS = 30_000;
const STOP_WITHIN_MS = 10_000;

/** All that is served where nobody looks at it. */
const PAGE = '<!doctype html><meta name="csp-nonce" content="__CSP_NONCE__"><title>一号答</title>';
/** The loader turns them into grades; in the file they are words. */
const GRADES = ['', '非常不满意', '不满意', '基本满意', '满意', '非常满意'];

export interface BridgeOf {
  /** what the exchange was rendered from */
  config: HotlineConfig;
  ami: Address;
  secret: string;
  /** folder of a built panel; a page without anything where none is given */
  panel?: string;
}

/** The bridge as a process of its own, with a hotline.yaml and a data folder that outlive it. */
export class BridgeProcess {
  readonly folder: string;
  readonly data: string;
  /** everything it has said, on both outputs, also in earlier lives */
  readonly lines = new Arrivals<string>((line) => line);
  readonly #secret: string;
  readonly #panel: string;
  #process: ChildProcess | null = null;
  #exited: Promise<unknown> = Promise.resolve();
  #url: URL | null = null;

  static async start(site: BridgeOf): Promise<BridgeProcess> {
    const folder = await mkdtemp(join(tmpdir(), 'yihaoda-bridge-'));
    const bridge = new BridgeProcess(folder, site);
    await mkdir(join(folder, 'panel'));
    await writeFile(join(folder, 'panel/index.html'), PAGE);
    await writeFile(join(folder, 'hotline.yaml'), stringify(fileOf(site)));
    try {
      await bridge.startAgain();
    } catch (error) {
      await bridge.dispose();
      throw error;
    }
    return bridge;
  }

  private constructor(folder: string, { secret, panel }: BridgeOf) {
    this.folder = folder;
    this.data = join(folder, 'data');
    this.#secret = secret;
    this.#panel = panel ?? join(folder, 'panel');
  }

  /** The same house again: same data, same address. Resolves when people can sign in. */
  async startAgain(): Promise<void> {
    const from = this.lines.all.length;
    const args = [RUN, START, join(this.folder, 'hotline.yaml'), this.data, this.#url?.port ?? '0'];
    const child = spawn(process.execPath, [...args, this.#panel], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, [SECRET_ENV]: this.#secret },
    });
    this.#process = child;
    this.#exited = once(child, 'exit');
    diesWithUs(child);
    for (const output of [child.stdout, child.stderr])
      if (output !== null) createInterface({ input: output }).on('line', (line) => this.lines.add(line));
    const started = this.lines.first('the bridge starts', (line) => /已启动：(http\S+)/.exec(line)?.[1], {
      from,
      withinMs: START_WITHIN_MS,
    });
    const failed = this.#exited.then(() => {
      const said = this.lines.all.slice(from).map(({ it }) => it);
      throw new Error(`the bridge ended before it had started:\n${said.join('\n')}`);
    });
    this.#url = new URL(await Promise.race([started, failed]));
    failed.catch(() => undefined);
  }

  get url(): URL {
    if (this.#url === null) throw new Error('the bridge was never started');
    return this.#url;
  }

  /** All its lines so far. */
  said(): string {
    return this.lines.all.map(({ it }) => it).join('\n');
  }

  /** Waits for a line of this life or an earlier one, from the `from`th on. */
  says(words: RegExp, options?: { from?: number; withinMs?: number }): Promise<{ line: string; at: number }> {
    return this.lines.first(
      `the bridge says ${words}`,
      (line, at) => words.test(line) && { line, at },
      options,
    );
  }

  /** The pause that the ledger on disk has for a seat: what a new life of the bridge would believe. */
  ledgerPause(seat: string): string | null {
    const database = new DatabaseSync(join(this.data, 'yihaoda.db'), { readOnly: true, timeout: 5000 });
    try {
      const row = database
        .prepare('select pause_reason as reason from seat_session where seat = ?')
        .get(seat);
      return row?.reason == null ? null : String(row.reason);
    } finally {
      database.close();
    }
  }

  /** kill -9: nothing is told to anybody, nothing is written any more. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** As `systemctl stop` does. */
  async stop(): Promise<void> {
    await this.#end('SIGTERM');
  }

  async dispose(): Promise<void> {
    await this.kill();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** `yihaoda …` on this bridge's data, beside it. */
  async command(...args: string[]): Promise<{ code: number | null; output: string; at: number }> {
    const child = spawn(process.execPath, [RUN, CLI, ...args, '--data', this.data], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const exited = once(child, 'exit');
    const [said, complained] = await Promise.all([text(child.stdout), text(child.stderr)]);
    await exited;
    return { code: child.exitCode, output: `${said}${complained}`, at: Date.now() };
  }

  async #end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const child = this.#process;
    this.#process = null;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    const impatience = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
    await this.#exited;
    clearTimeout(impatience);
  }
}

/** The exchange's own site file, with the way to its manager interface. */
function fileOf({ config, ami }: BridgeOf): object {
  const keys = Object.entries(config.rating.keys).map(([key, grade]) => [key, GRADES[grade]]);
  return {
    ...config,
    rating: { ...config.rating, keys: Object.fromEntries(keys) },
    // A test waits less than a site may: that is the exchange's alone, and the bridge does not read it.
    lines: config.lines.map((line) => ({ ...line, ringSeconds: 10, maxWaitSeconds: 300 })),
    pbx: {
      ...config.pbx,
      ami: { ...config.pbx.ami, url: `ami://bridge@${ami.host}:${ami.port}`, secretEnv: SECRET_ENV },
    },
  };
}
