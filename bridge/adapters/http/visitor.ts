import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';
import type { TLSSocket } from 'node:tls';

/** Proxies whose word on the visitor is taken; nobody else's headers count. */
export class TrustedProxies {
  readonly #list = new BlockList();

  /** Addresses or networks as address/bits. */
  constructor(networks: readonly string[]) {
    for (const network of networks) {
      const [address = '', bits] = network.split('/');
      const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
      if (bits === undefined) this.#list.addAddress(address, family);
      else this.#list.addSubnet(address, Number(bits), family);
    }
  }

  has(address: string | undefined): boolean {
    if (address === undefined) return false;
    const plain = withoutMapping(address);
    const family = isIP(plain);
    return family !== 0 && this.#list.check(plain, family === 6 ? 'ipv6' : 'ipv4');
  }
}

/** Where the visitor believes to be, as the browser's address bar says it. */
export interface Origin {
  secure: boolean;
  /** with the port, where it is not the scheme's own */
  host: string;
}

export function originOf(request: IncomingMessage, proxies: TrustedProxies): Origin {
  const trusted = proxies.has(request.socket.remoteAddress);
  const proto = trusted ? first(request.headers['x-forwarded-proto']) : undefined;
  const host = trusted ? first(request.headers['x-forwarded-host']) : undefined;
  const secure = proto === undefined ? isEncrypted(request) : proto === 'https';
  return { secure, host: host ?? request.headers.host ?? '' };
}

/** What proxies add; some are told to send only one of these. */
const proxyHeaders = [
  'forwarded',
  'via',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-real-ip',
] as const;

/**
 * The request was made on this machine, and not on somebody's behalf by a proxy here. Where the configuration names
 * an address of this machine as a proxy's, what comes from it is the proxy's, whatever headers it left out.
 */
export function isFromLoopback(request: IncomingMessage, proxies: TrustedProxies): boolean {
  const { remoteAddress } = request.socket;
  if (proxyHeaders.some((header) => request.headers[header] !== undefined)) return false;
  if (proxies.has(remoteAddress)) return false;
  const address = withoutMapping(remoteAddress ?? '');
  return address === '::1' || address.startsWith('127.');
}

/**
 * Whether a page of our own asks. Browsers say where a request comes from with every one that changes something and
 * with every WebSocket; what says nothing is no browser's doing on somebody's behalf, but is not believed either.
 */
export function isSameOrigin(request: IncomingMessage, proxies: TrustedProxies): boolean {
  const site = first(request.headers['sec-fetch-site']);
  if (site !== undefined && site !== 'same-origin') return false;
  const given = first(request.headers.origin);
  if (given === undefined) return site === 'same-origin';
  const origin = URL.parse(given);
  const { secure, host } = originOf(request, proxies);
  const own = URL.parse(`${secure ? 'https' : 'http'}://${host}`);
  return origin !== null && own !== null && origin.origin === own.origin;
}

function isEncrypted({ socket }: IncomingMessage): boolean {
  return (socket as Partial<TLSSocket>).encrypted === true;
}

function first(header: string | string[] | undefined): string | undefined {
  const text = Array.isArray(header) ? header[0] : header;
  return text?.split(',')[0]?.trim();
}

/** ::ffff:127.0.0.1 is 127.0.0.1 on a socket that takes both. */
function withoutMapping(address: string): string {
  return address.startsWith('::ffff:') ? address.slice('::ffff:'.length) : address;
}
