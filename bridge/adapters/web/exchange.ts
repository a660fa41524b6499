import { type IncomingHttpHeaders, type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import type { Timer } from '../../application/ports.ts';
import type { CheckedUrl } from './checked-url.ts';
import { readBody } from './read-body.ts';
import { failed, WebError } from './web-error.ts';

/** Of one request and its answer; ms and bytes. */
export interface ExchangeLimits {
  connectMs: number;
  firstByteMs: number;
  wholeMs: number;
  bytes: number;
}

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  /** empty where the body was not wanted */
  body: Uint8Array;
}

export interface Asking {
  target: CheckedUrl;
  /** GET where none is given */
  method?: 'POST';
  body?: string;
  /** checked: the connection goes here and nowhere else */
  address: string;
  headers: Readonly<Record<string, string>>;
  limits: ExchangeLimits;
  /** certificates (PEM) of inner sites, beside those that the system trusts */
  ca: readonly string[];
  /** asked as soon as the head is there; may throw a WebError */
  wantsBody(status: number, headers: IncomingHttpHeaders): boolean;
}

/**
 * One request on a connection of its own. No agent, hence no proxy of the environment and no connection that another name
 * has left open.
 * @throws WebError WEB_TIME, WEB_CONNECT, and those of readBody and `wantsBody`
 */
export async function exchange(asking: Asking, timer: Timer): Promise<Answer> {
  const { target, address, headers, limits, ca } = asking;
  const { url, host, port } = target;
  const secure = url.protocol === 'https:';
  const request = (secure ? requestHttps : requestHttp)({
    host: address,
    port,
    method: asking.method ?? 'GET',
    path: url.pathname + url.search,
    headers: { ...headers, Host: url.host },
    agent: false,
    maxHeaderSize: 16 * 1024,
    ...(secure
      ? { servername: isIP(host) === 0 ? host : '', ...(ca.length > 0 ? { ca: [...ca] } : {}) }
      : {}),
  });
  // What a timer says counts, whatever the torn connection says after it.
  let late: WebError | null = null;
  const within = (ms: number, what: string) =>
    timer.after(ms, () => {
      late ??= failed('WEB_TIME', `${host} ${what}超过 ${ms / 1000} 秒，已放弃。将稍后再试。`);
      request.destroy(late);
    });
  const endWhole = within(limits.wholeMs, '传送网页');
  let endPhase = within(limits.connectMs, '建立连接');
  request.once('socket', (socket) => {
    socket.once(secure ? 'secureConnect' : 'connect', () => {
      endPhase();
      endPhase = within(limits.firstByteMs, '开始应答');
    });
  });
  try {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      request.once('response', resolve);
      request.once('error', reject);
      request.end(asking.body);
    });
    // A connection that is torn after the head tells it to the reader of the body and here; the first is enough.
    request.on('error', () => {});
    endPhase();
    const status = response.statusCode ?? 0;
    const body = asking.wantsBody(status, response.headers)
      ? await readBody(response, limits.bytes)
      : new Uint8Array();
    return { status, headers: response.headers, body };
  } catch (error) {
    if (late !== null) throw late;
    if (error instanceof WebError) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw failed('WEB_CONNECT', `无法从 ${host} 读取网页（${code}）。请核对网址和网络，或稍后再试。`);
  } finally {
    endPhase();
    endWhole();
    request.destroy();
  }
}
