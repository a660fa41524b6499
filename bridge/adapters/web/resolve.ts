import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { forbiddenKind } from './address.ts';
import type { CheckedUrl } from './checked-url.ts';
import { failed, refused } from './web-error.ts';

/** All addresses of a name. */
export type Resolve = (host: string) => Promise<readonly string[]>;

export const systemResolve: Resolve = async (host) =>
  (await lookup(host, { all: true, order: 'ipv4first' })).map(({ address }) => address);

/**
 * The addresses that may be connected to. The connection goes to one of them as it stands here: a second look-up
 * could be answered otherwise (DNS rebinding). A name with a public and an inner address is refused whole.
 * @throws WebError WEB_ADDRESS, WEB_DNS
 */
export async function addressesOf(target: CheckedUrl, resolve: Resolve): Promise<readonly string[]> {
  const { host, listed } = target;
  const addresses = isIP(host) !== 0 ? [host] : await resolved(host, resolve);
  if (listed) return addresses;
  for (const address of addresses) {
    const kind = forbiddenKind(address);
    if (kind !== null)
      throw refused(
        'WEB_ADDRESS',
        `${host} 指向 ${address}（${kind}），不是公开网站，未访问。确为内部网站的，请在配置中列出 ${target.url.hostname}:${target.port}。`,
      );
  }
  return addresses;
}

async function resolved(host: string, resolve: Resolve): Promise<readonly string[]> {
  let addresses: readonly string[];
  try {
    addresses = await resolve(host);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? `（${String(error.code)}）` : '';
    throw failed('WEB_DNS', `查不到 ${host} 的地址${code}。请核对域名，或稍后再试。`);
  }
  if (addresses.length === 0) throw failed('WEB_DNS', `查不到 ${host} 的地址。请核对域名，或稍后再试。`);
  return addresses;
}
