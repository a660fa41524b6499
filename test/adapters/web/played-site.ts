import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { systemResolve } from '../../../bridge/adapters/web/resolve.ts';
import { type FetcherOptions, usualOptions, webFetcher } from '../../../bridge/adapters/web/web-fetcher.ts';
import type { Timer } from '../../../bridge/application/ports.ts';

/** A real server that plays a website; robots.txt is not there unless a test puts it. */
export interface PlayedSite extends AsyncDisposable {
  port: number;
  origin: string;
  /** 127.0.0.1:port */
  place: string;
  /** paths in the order in which they were asked */
  asked: string[];
  requests: IncomingMessage[];
}

type Play = (request: IncomingMessage, response: ServerResponse) => void;

export async function playSite(pages: Record<string, Play>, host = '127.0.0.1'): Promise<PlayedSite> {
  const asked: string[] = [];
  const requests: IncomingMessage[] = [];
  const server: Server = createServer((request, response) => {
    asked.push(request.url ?? '');
    requests.push(request);
    const play = pages[(request.url ?? '').split('?')[0] ?? ''];
    if (play !== undefined) play(request, response);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    origin: `http://${host}:${port}`,
    place: `${host}:${port}`,
    asked,
    requests,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export function html(words: string, headers: Record<string, string> = {}): Play {
  return (_request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', ...headers }).end(words);
  };
}

export const wallTimer: Timer = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms).unref();
    return () => clearTimeout(timer);
  },
};

/** Time passes as soon as somebody waits for it; waits are noted. Limits of one exchange never come. */
export function hurriedTimer(): Timer & { waits: number[] } {
  let now = Date.parse('2026-03-02T08:00:00+08:00');
  const waits: number[] = [];
  const limits = new Set(Object.values(usualOptions.limits));
  return {
    waits,
    now: () => now,
    after(ms, run) {
      if (limits.has(ms)) return () => {};
      const soon = setImmediate(() => {
        waits.push(ms);
        now += ms;
        run();
      });
      return () => clearImmediate(soon);
    },
  };
}

export function fetcherFor(
  site: Parameters<typeof fetchersFor>[0],
  given: Parameters<typeof fetchersFor>[1] = {},
) {
  return fetchersFor(site, given).page;
}

export function fetchersFor(
  site: { place: string } | null,
  given: {
    options?: Partial<FetcherOptions>;
    timer?: Timer;
    resolve?: (host: string) => Promise<string[]>;
  } = {},
) {
  return webFetcher(
    {
      ...usualOptions,
      contact: 'https://12345.example/robot',
      pauseMs: 0,
      tries: 1,
      listed: site === null ? [] : [site.place],
      ...given.options,
    },
    { timer: given.timer ?? wallTimer, resolve: given.resolve ?? systemResolve },
  );
}
