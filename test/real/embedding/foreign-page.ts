import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';

/** A page of somebody else with one frame in it, from an origin of its own. */
export interface ForeignPage {
  origin: string;
  close(): Promise<void>;
}

/** @param tls with the given certificate; over plain http where it is null */
export async function openForeignPage(
  framed: () => string,
  tls: { cert: string; key: string } | null,
): Promise<ForeignPage> {
  const answer: RequestListener = (_request, response) => {
    response
      .setHeader('content-type', 'text/html; charset=utf-8')
      .end(
        `<!doctype html><title>另一个系统</title><iframe id="panel" width="420" height="640" src="${framed()}"></iframe>`,
      );
  };
  const server = tls === null ? createHttpServer(answer) : createHttpsServer(tls, answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `${tls === null ? 'http' : 'https'}://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
