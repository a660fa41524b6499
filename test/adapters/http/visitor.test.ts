import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { expect } from 'chai';
import { isFromLoopback, TrustedProxies } from '../../../bridge/adapters/http/visitor.ts';

function requestFrom(address: string, headers: Record<string, string> = {}): IncomingMessage {
  const socket = new Socket();
  Object.defineProperty(socket, 'remoteAddress', { value: address });
  const request = new IncomingMessage(socket);
  Object.assign(request.headers, headers);
  return request;
}

const noProxies = new TrustedProxies([]);

describe('a request of this machine', () => {
  it('comes over loopback', () => {
    for (const address of ['127.0.0.1', '127.8.0.1', '::1', '::ffff:127.0.0.1'])
      expect(isFromLoopback(requestFrom(address), noProxies), address).to.equal(true);
    for (const address of ['10.0.0.9', '::ffff:10.0.0.9', 'fe80::1'])
      expect(isFromLoopback(requestFrom(address), noProxies), address).to.equal(false);
  });

  it('is none that a proxy here hands on, whichever header it leaves', () => {
    for (const header of [
      'forwarded',
      'via',
      'x-forwarded-for',
      'x-forwarded-host',
      'x-forwarded-proto',
      'x-real-ip',
    ])
      expect(isFromLoopback(requestFrom('127.0.0.1', { [header]: 'x' }), noProxies), header).to.equal(false);
  });

  it('is none that comes from a trusted proxy, even without any header', () => {
    const proxies = new TrustedProxies(['127.0.0.1']);
    expect(isFromLoopback(requestFrom('127.0.0.1'), proxies)).to.equal(false);
    expect(isFromLoopback(requestFrom('::ffff:127.0.0.1'), proxies)).to.equal(false);
    expect(isFromLoopback(requestFrom('::1'), proxies)).to.equal(true);
  });
});
