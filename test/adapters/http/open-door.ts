import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import WebSocket from 'ws';
import { type Gateway, type GatewayOptions, openGateway } from '../../../bridge/adapters/http/gateway.ts';
import type { ConnectionLimits } from '../../../bridge/adapters/websocket/connection.ts';
import { Sockets } from '../../../bridge/adapters/websocket/sockets.ts';
import type { Embedder } from '../../../bridge/application/embedding/embedder.ts';
import type { Sources } from '../../../bridge/application/knowledge/sources/source.ts';
import type { Messaging } from '../../../bridge/application/notice/send-notice.ts';
import type { TrialRunner } from '../../../bridge/application/ports.ts';
import type { Command } from '../../../bridge/protocol/commands.ts';
import {
  type ClientFrame,
  type CommandResult,
  type ResumeToken,
  type ServerFrame,
  serverFrameSchema,
} from '../../../bridge/protocol/frames.ts';
import { eventually, type HandTimer } from '../../application/hand-timer.ts';
import { type House, type HouseOptions, openHouse } from '../../application/house.ts';

export const page =
  '<!doctype html><meta name="csp-nonce" content="__CSP_NONCE__"><script type="module" src="./assets/a.js"></script>';

/** The house with its door open on loopback. */
export interface Door {
  house: House;
  gateway: Gateway;
  sockets: Sockets;
  url: string;
  origin: string;
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** a cookie of somebody who signed in over HTTP */
  signIn(login: string): Promise<string>;
  open(cookie: string, options?: OpenOptions): Promise<PageClient>;
  close(): Promise<void>;
}

interface OpenOptions {
  page?: 'operator' | 'floor';
  resume?: ResumeToken | null;
  /** false: nothing is sent after the handshake */
  hello?: boolean;
}

export async function openDoor(
  options: Partial<GatewayOptions> & {
    limits?: Partial<ConnectionLimits>;
    trials?: TrialRunner;
    sources?: Sources;
    messaging?: (timer: HandTimer) => Messaging;
    embedders?: readonly Embedder[];
    house?: HouseOptions;
  } = {},
): Promise<Door> {
  const { limits, trials, sources, messaging, embedders = [], house: more, ...gatewayOptions } = options;
  const house = await openHouse({
    ...more,
    ...(trials === undefined ? {} : { trials }),
    ...(sources === undefined ? {} : { sources }),
    ...(messaging === undefined ? {} : { messaging }),
    embedders,
  });
  house.pbx.connect();
  const panelFolder = await mkdtemp(join(tmpdir(), 'panel-'));
  await mkdir(join(panelFolder, 'assets'));
  await writeFile(join(panelFolder, 'index.html'), page);
  await writeFile(join(panelFolder, 'assets/a.js'), 'export {};');
  const basePath = options.basePath ?? '/';
  const doors: { sockets: Sockets | null } = { sockets: null };
  const gateway = await openGateway({
    hotline: house.hotline,
    listen: { host: '127.0.0.1', port: 0 },
    tls: null,
    basePath,
    trustedProxy: [],
    allowedOrigins: embedders.map(({ origin }) => origin),
    panelFolder,
    readings: [{ name: 'pages', help: 'open pages', value: () => doors.sockets?.count ?? 0 }],
    sessionClosed: (tokenHash) => doors.sockets?.signedOut(tokenHash),
    ...gatewayOptions,
  });
  const sockets = new Sockets({
    hotline: house.hotline,
    path: `${basePath}api/socket`,
    authenticate: gateway.authenticate,
    isSameOrigin: gateway.isSameOrigin,
    ...(limits === undefined ? {} : { limits }),
  });
  doors.sockets = sockets;
  gateway.server.on('upgrade', (request, socket, head) => sockets.upgrade(request, socket, head));
  const { origin } = new URL(gateway.url);
  const url = gateway.url.replace(/\/$/, '');
  const door: Door = {
    house,
    gateway,
    sockets,
    url,
    origin,
    fetch: (path, init = {}) =>
      fetch(`${url}${path}`, { redirect: 'manual', ...init, headers: { origin, ...init.headers } }),
    async signIn(login) {
      const response = await door.fetch('/api/session', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ login, password: 'geheim-123' }),
      });
      return response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    },
    async open(cookie, { page: kind = 'operator', resume = null, hello = true } = {}) {
      const client = new PageClient(`${url.replace('http', 'ws')}/api/socket`, { cookie, origin });
      await client.opened;
      if (hello) {
        client.send({ type: 'hello', version: 1, page: kind, resume });
        await eventually(() => client.frames.length > 1 || client.isClosed, 'first view');
      }
      return client;
    },
    async close() {
      await sockets.stop();
      await gateway.close();
      await house.close();
      await rm(panelFolder, { recursive: true, force: true });
    },
  };
  return door;
}

/** A page as the bridge sees it; every frame it gets must be one of the protocol. */
export class PageClient {
  readonly frames: ServerFrame[] = [];
  readonly texts: string[] = [];
  readonly opened: Promise<void>;
  readonly socket: WebSocket;
  isClosed = false;
  closeCode: number | null = null;
  #commands = 0;

  constructor(url: string, headers: Record<string, string>) {
    this.socket = new WebSocket(url, { headers });
    this.opened = new Promise((resolve, reject) => {
      this.socket.once('open', resolve);
      this.socket.once('error', reject);
    });
    this.socket.on('message', (data) => {
      const text = String(data);
      this.texts.push(text);
      this.frames.push(serverFrameSchema.parse(JSON.parse(text)));
    });
    this.socket.on('close', (code) => {
      this.isClosed = true;
      this.closeCode = code;
    });
  }

  send(frame: ClientFrame): void {
    this.socket.send(JSON.stringify(frame));
  }

  async command(command: Command, id?: string): Promise<CommandResult> {
    this.#commands += 1;
    const commandId = id ?? `command-${this.#commands}`;
    const before = this.frames.length;
    this.send({ type: 'command', id: commandId, command });
    const answer = () =>
      this.frames.slice(before).find((frame) => frame.type === 'result' && frame.id === commandId);
    await eventually(() => answer() !== undefined, `result of ${command.type}`);
    const frame = answer();
    if (frame?.type !== 'result') throw new Error('no result');
    return frame.result;
  }

  last<T extends ServerFrame['type']>(type: T): Extract<ServerFrame, { type: T }> | undefined {
    return this.frames.findLast((frame): frame is Extract<ServerFrame, { type: T }> => frame.type === type);
  }

  async until(check: () => boolean, what: string): Promise<void> {
    await eventually(check, what);
  }

  async goodbye(): Promise<string | null> {
    await eventually(() => this.isClosed, 'the socket closes');
    return this.last('goodbye')?.code ?? null;
  }
}
