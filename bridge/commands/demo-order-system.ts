import { readFile } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Embedder } from '../application/embedding/embedder.ts';
import type { Clock } from '../application/ports.ts';
import { DemoOrders, openOrdersPath, orderPage } from './demo-orders.ts';
import type { OrdersPlan } from './orders-plan.ts';

const folder = join(import.meta.dirname, '../../sdk/demo');
const files: Readonly<Record<string, string>> = {
  '/demo/order-system.html': 'text/html; charset=utf-8',
  '/demo/order-system.css': 'text/css; charset=utf-8',
  '/demo/order-system.js': 'text/javascript; charset=utf-8',
  [orderPage]: 'text/html; charset=utf-8',
  '/demo/order.js': 'text/javascript; charset=utf-8',
};
const startPage = '/demo/order-system.html';

/** 演示工单系统: a page of somebody else, from another origin, with the panel in its frame. Of the demo only. */
export interface OrderSystem {
  /** its page, as it is typed into a browser on this machine */
  url: string;
  embedder: Embedder;
  /** how it is asked what is open for a caller */
  orders: OrdersPlan;
  /** where the panel is: known once the bridge listens */
  show(panelUrl: string): void;
  close(): Promise<void>;
}

/** Listens on loopback only, on the port after the panel's; on any free one where that is taken. */
export async function openOrderSystem(panelPort: number, clock: Clock): Promise<OrderSystem> {
  let panelUrl = '';
  const orders = new DemoOrders(clock);
  const server = createServer((request, response) => {
    const path = URL.parse(request.url ?? '', 'http://demo')?.pathname ?? '';
    if (path === openOrdersPath) orders.answer(request, response);
    else answer(path, panelUrl, response).catch(() => response.destroy());
  });
  await listenOn(server, panelPort === 0 ? 0 : panelPort + 1);
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `${origin}${startPage}`,
    orders: orders.planFor(origin),
    embedder: {
      origin,
      name: '演示工单系统',
      events: ['call', 'answer', 'record'],
      fullNumber: null,
      dial: { prefixes: ['1', '0731'], perSeatAndHour: 10, basis: '演示' },
    },
    show(url) {
      panelUrl = url;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function answer(path: string, panelUrl: string, response: ServerResponse): Promise<void> {
  const type = files[path];
  if (type === undefined) {
    response.writeHead(path === '/' ? 302 : 404, { location: startPage }).end();
    return;
  }
  const panel = URL.parse(panelUrl)?.origin ?? "'none'";
  const text = await readFile(join(folder, path.slice('/demo/'.length)), 'utf8');
  response
    .writeHead(200, {
      'content-type': type,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'content-security-policy': `default-src 'self'; script-src 'self' ${panel}; frame-src ${panel}; frame-ancestors 'none'`,
    })
    .end(text.replaceAll('__PANEL__', panelUrl));
}

function listenOn(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const listening = () => {
      server.off('error', failed);
      resolve();
    };
    const failed = (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' && port !== 0) server.listen(0, '127.0.0.1');
      else reject(error);
    };
    server.on('error', failed);
    server.once('listening', listening);
    server.listen(port, '127.0.0.1');
  });
}
