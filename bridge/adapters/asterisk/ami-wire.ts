import { readFile } from 'node:fs/promises';
import { BlockList, connect, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { Timer } from '../../application/ports.ts';
import { authorityUnreadable, certificateRefused, plainRefused } from './refused.ts';

export interface AmiAddress {
  host: string;
  port: number;
  tls: AmiTls | null;
  /** Without TLS only loopback is allowed, unless the site says that the network between is its own. */
  plainAllowed: boolean;
}

export interface AmiTls {
  /** the name in the certificate, where it differs from `host` */
  serverName?: string;
  /** PEM file of the authority that signed the exchange's certificate; without it, those that Node.js knows */
  caFile?: string;
}

export function addressText({ host, port }: AmiAddress): string {
  return `${host}:${port}`;
}

/**
 * Connects to the exchange; nothing has been sent yet when this resolves.
 *
 * @throws RefusedError where the configuration forbids it or the certificate is not to be trusted, Error otherwise
 */
export async function openWire(
  address: AmiAddress,
  within: number,
  timer: Timer,
  signal?: AbortSignal,
): Promise<Socket> {
  const { host, port, tls } = address;
  if (tls === null && !address.plainAllowed && isIP(host) !== 0 && !isLoopback(host))
    throw plainRefused(addressText(address));

  const socket = tls === null ? connect({ host, port }) : connectTls(await tlsOptions(address, tls));
  try {
    await opened(socket, tls === null ? 'connect' : 'secureConnect', within, timer, signal);
    // The address that was reached counts, not the name: `localhost` is what a hosts file says it is.
    if (tls === null && !address.plainAllowed && !isLoopback(socket.remoteAddress ?? ''))
      throw plainRefused(addressText(address));
  } catch (error) {
    socket.destroy();
    throw tls === null ? error : judged(address, error);
  }
  socket.setNoDelay(true);
  socket.setKeepAlive(true, 30_000);
  return socket;
}

function opened(
  socket: Socket,
  event: 'connect' | 'secureConnect',
  within: number,
  timer: Timer,
  signal: AbortSignal | undefined,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = timer.after(within, () => settle(new Error(`no connection within ${within} ms`)));
    const settle = (error?: Error) => {
      cancel();
      signal?.removeEventListener('abort', onAbort);
      socket.off(event, onOpen).off('error', settle).off('close', onClose);
      // A socket that fails later, between this promise and who takes over, must not end the process.
      socket.on('error', () => {});
      if (error === undefined) resolve();
      else reject(error);
    };
    const onOpen = () => settle();
    const onAbort = () => settle(new Error('the bridge was stopped'));
    const onClose = () => settle(new Error('the connection was closed while it was being opened'));
    socket.once(event, onOpen).once('error', settle).once('close', onClose);
    if (signal?.aborted === true) onAbort();
    else signal?.addEventListener('abort', onAbort);
  });
}

async function tlsOptions({ host, port }: AmiAddress, { serverName, caFile }: AmiTls) {
  const name = serverName ?? (isIP(host) === 0 ? host : undefined);
  return {
    host,
    port,
    minVersion: 'TLSv1.2' as const,
    ...(name === undefined ? {} : { servername: name }),
    ...(caFile === undefined ? {} : { ca: await authority(caFile) }),
  };
}

async function authority(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    throw authorityUnreadable(error instanceof Error ? error.message : String(error));
  }
}

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

export function isLoopback(address: string): boolean {
  const family = isIP(address);
  return family !== 0 && loopback.check(address, family === 4 ? 'ipv4' : 'ipv6');
}

/** A certificate that is not trusted stays so until somebody acts; a cut connection does not. */
function judged(address: AmiAddress, error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error;
  const lasting = /CERT|SELF_SIGNED|UNABLE_TO|ERR_TLS|ERR_SSL|EPROTO/.test(String(error.code));
  return lasting ? certificateRefused(addressText(address), error.message) : error;
}
