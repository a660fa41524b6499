import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { copyFile, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { renderTo } from '../../telephony-config/asterisk/render.ts';
import { readConfig } from '../../telephony-config/load.ts';
import { amiAddress } from '../../telephony-config/schema/pbx.ts';
import type { HotlineConfig } from '../../telephony-config/schema.ts';
import type { SiteSecrets } from '../../telephony-config/secrets.ts';
import type { Address } from './address.ts';
import { AmiReader } from './ami-reader.ts';
import { asteriskProgram, asteriskRoot } from './asterisk-root.ts';
import { diesWithUs } from './dies-with-us.ts';
import { handOver, unprivileged } from './unprivileged.ts';

/** Any address of 127.0.0.0/8 can be bound on Linux: the carrier is one of its own, as in the recordings. */
export const CARRIER_HOST = '127.0.0.2';

const RECORDINGS_SITE = join(import.meta.dirname, '../../telephony-config/examples/recordings.yaml');
const READY_WITHIN_MS = 15_000;
const STOP_WITHIN_MS = 5000;

/**
 * One real Asterisk that serves a site, on ports of its own, with all it writes in a temporary folder. Several run side
 * by side. Its configuration is what `telephony-config` renders, unchanged: only ports, secrets, sound language and
 * folders are this machine's, and they go in as a site's own settings do.
 */
export class AsteriskServer {
  readonly config: HotlineConfig;
  readonly secrets: SiteSecrets;
  readonly folder: string;
  readonly ami: Address;
  readonly sip: Address;
  /** where calls go out by the trunk: a telephone there plays the citizen who is called */
  readonly carrier: Address;
  readonly #root: string;
  #process: ChildProcess | null = null;

  /** Starts the recordings' site, or that site with what `change` makes of it. */
  static async start(
    change: (config: HotlineConfig) => HotlineConfig = (config) => config,
  ): Promise<AsteriskServer> {
    const root = asteriskRoot();
    const folder = await mkdtemp(join(tmpdir(), 'yihaoda-asterisk-'));
    const [amiPort, sipPort, carrierPort, rtpFrom] = await Promise.all([
      freeTcpPort(),
      freeUdpPort('127.0.0.1'),
      freeUdpPort(CARRIER_HOST),
      freeUdpPort('127.0.0.1'),
    ]);
    const voiceFrom = Math.min(rtpFrom, 60_000) & ~1;
    const site = change(await readConfig(RECORDINGS_SITE));
    const config: HotlineConfig = {
      ...site,
      pbx: {
        ...site.pbx,
        ami: { ...site.pbx.ami, url: `ami://bridge@127.0.0.1:${amiPort}` },
        // The ports above a free one: with no voice sent, none of them is ever heard.
        sip: {
          ...site.pbx.sip,
          bind: '127.0.0.1',
          port: sipPort,
          rtpFrom: voiceFrom,
          rtpTo: voiceFrom + 400,
        },
      },
      trunks: site.trunks.map((trunk) => ({
        ...trunk,
        match: [CARRIER_HOST],
        contact: `sip:${CARRIER_HOST}:${carrierPort}`,
      })),
      announcements: { ...site.announcements, language: 'en_US_f_Allison', musicFolder: join(folder, 'moh') },
    };
    const secrets = {
      ami: randomBytes(16).toString('hex'),
      seats: new Map(config.seats.map(({ seat }) => [seat, randomBytes(12).toString('hex')])),
    };
    const server = new AsteriskServer(root, folder, config, secrets, carrierPort);
    await server.#prepare();
    await server.#run();
    return server;
  }

  private constructor(
    root: string,
    folder: string,
    config: HotlineConfig,
    secrets: SiteSecrets,
    carrierPort: number,
  ) {
    const ami = amiAddress(config.pbx.ami.url);
    if (ami === null) throw new Error(`not a manager address: ${config.pbx.ami.url}`);
    this.#root = root;
    this.folder = folder;
    this.config = config;
    this.secrets = secrets;
    this.ami = { host: ami.host, port: ami.port };
    this.sip = { host: config.pbx.sip.bind, port: config.pbx.sip.port };
    this.carrier = { host: CARRIER_HOST, port: carrierPort };
  }

  /** A reader logged in as the bridge, with the bridge's rights. */
  async reader(): Promise<AmiReader> {
    const reader = await AmiReader.connect(this.ami);
    if (await reader.login('bridge', this.secrets.ami)) return reader;
    await reader.close();
    throw new Error('the manager interface refused the bridge');
  }

  /** While it runs. */
  get pid(): number {
    const pid = this.#process?.pid;
    if (pid === undefined) throw new Error('Asterisk does not run');
    return pid;
  }

  /** Stops it as an administrator would: calls are hung up, then `Shutdown` is told. */
  async stop(): Promise<void> {
    await this.#end('SIGTERM');
  }

  /** As when the power fails: nothing is told to anybody. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Runs it again, on the same ports, with what it kept on disk. */
  async restart(): Promise<void> {
    await this.stop();
    await this.#run();
  }

  /** Stops it and removes all it wrote. */
  async dispose(): Promise<void> {
    await this.kill();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** The lines of queue_log so far: time, call, queue, agent, event, what belongs to it. */
  async queueLog(): Promise<string[][]> {
    const text = await this.#written('queue_log');
    return text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => line.split('|'));
  }

  /** A command of its console, as an administrator gives it: `manager reload`. */
  async console(command: string): Promise<void> {
    const program = asteriskProgram(this.#root);
    const configuration = join(this.folder, 'etc/asterisk.conf');
    const console = spawn(program.command, [...program.args, '-C', configuration, '-rx', command], {
      ...unprivileged,
      stdio: 'ignore',
    });
    await once(console, 'exit');
    if (console.exitCode !== 0) throw new Error(`the console refused: ${command}`);
  }

  /** Telephones that it would still know after a kill: it writes them to disk within a second. */
  keptRegistrations(): number {
    const database = new DatabaseSync(join(this.folder, 'db/astdb.sqlite3'), {
      readOnly: true,
      timeout: 5000,
    });
    try {
      const kept = database
        .prepare("select count(*) as kept from astdb where key like '/registrar/contact/%'")
        .get();
      return Number(kept?.kept);
    } finally {
      database.close();
    }
  }

  /** What Asterisk complained of: the lines of its own log. */
  async messages(): Promise<string> {
    return this.#written('messages.log');
  }

  async #prepare(): Promise<void> {
    const at = (name: string) => join(this.folder, name);
    for (const name of ['log/cdr-csv', 'run', 'spool', 'db/keys', 'moh'])
      await mkdir(at(name), { recursive: true });
    // Any sound will do as music.
    const sounds = join(this.#root, 'usr/share/asterisk/sounds/en_US_f_Allison');
    await copyFile(join(sounds, 'queue-thankyou.gsm'), at('moh/music.gsm'));
    await renderTo(at('etc'), this.config, this.secrets, {
      astmoddir: asteriskProgram(this.#root).modules,
      astvarlibdir: join(this.#root, 'var/lib/asterisk'),
      astdbdir: at('db'),
      astkeydir: at('db'),
      astdatadir: join(this.#root, 'usr/share/asterisk'),
      astagidir: join(this.#root, 'usr/share/asterisk/agi-bin'),
      astspooldir: at('spool'),
      astrundir: at('run'),
      astlogdir: at('log'),
    });
    await handOver(this.folder);
  }

  async #run(): Promise<void> {
    const { command, args } = asteriskProgram(this.#root);
    const child = spawn(command, [...args, '-f', '-C', join(this.folder, 'etc/asterisk.conf')], {
      ...unprivileged,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    this.#process = child;
    diesWithUs(child);
    let said = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-4000);
    });
    const deadline = Date.now() + READY_WITHIN_MS;
    while (!(await this.#isReady())) {
      if (child.exitCode === null && child.signalCode === null && Date.now() < deadline) continue;
      await this.kill();
      throw new Error(`Asterisk did not start: ${said}\n${await this.messages()}`);
    }
  }

  /** Fully booted: the manager interface answers before app_queue is there (recording after-restart). */
  async #isReady(): Promise<boolean> {
    let reader: AmiReader | null = null;
    try {
      reader = await this.reader();
      await reader.seen({ Event: 'FullyBooted' }, { withinMs: 5000 });
      return true;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50));
      return false;
    } finally {
      await reader?.close();
    }
  }

  async #end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const child = this.#process;
    this.#process = null;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    const impatience = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
    await gone;
    clearTimeout(impatience);
  }

  async #written(name: string): Promise<string> {
    try {
      return await readFile(join(this.folder, 'log', name), 'utf8');
    } catch {
      return '';
    }
  }
}

async function freeTcpPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}

async function freeUdpPort(host: string): Promise<number> {
  const socket = createSocket('udp4');
  socket.bind(0, host);
  await once(socket, 'listening');
  const { port } = socket.address();
  socket.close();
  await once(socket, 'close');
  return port;
}
