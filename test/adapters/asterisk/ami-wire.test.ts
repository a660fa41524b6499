import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { type AmiAddress, isLoopback, openWire } from '../../../bridge/adapters/asterisk/ami-wire.ts';
import { RefusedError } from '../../../bridge/adapters/asterisk/refused.ts';
import { systemTimer } from '../../../bridge/adapters/asterisk/system-timer.ts';
import { AmiServer } from './ami-server.ts';
import { eventually } from './eventually.ts';

const tlsFile = (name: string) => join(import.meta.dirname, 'tls', name);
const caFile = tlsFile('authority.pem');

async function refusal(address: Partial<AmiAddress>, within = 2_000): Promise<string> {
  const whole = { host: '127.0.0.1', port: 1, tls: null, plainAllowed: false, ...address };
  try {
    (await openWire(whole, within, systemTimer)).destroy();
    return 'connected';
  } catch (error) {
    return error instanceof RefusedError ? error.code : String(error);
  }
}

describe('the way to the exchange', () => {
  let server: AmiServer | undefined;

  afterEach(async () => {
    await server?.close();
    server = undefined;
  });

  it('is plain on this machine only', async () => {
    server = await AmiServer.start();
    expect(await refusal({ port: server.port })).to.equal('connected');
    expect(await refusal({ host: 'localhost', port: server.port })).to.equal('connected');
    for (const host of ['192.0.2.1', '10.0.0.1', '2001:db8::1', '::ffff:10.0.0.1', '0.0.0.0']) {
      expect(await refusal({ host }), host).to.equal('plain-not-allowed');
    }
  });

  it('knows loopback by its address', () => {
    for (const address of ['127.0.0.1', '127.8.9.10', '::1', '::ffff:127.0.0.1'])
      expect(isLoopback(address), address).to.equal(true);
    for (const address of ['128.0.0.1', '::2', '', 'localhost', '126.255.255.255']) {
      expect(isLoopback(address), address).to.equal(false);
    }
  });

  it('is encrypted, with the exchange’s certificate checked by authority and name', async () => {
    server = await AmiServer.start(
      {},
      { key: readFileSync(tlsFile('server.key')), cert: readFileSync(tlsFile('server.pem')) },
    );
    const { port } = server;
    expect(await refusal({ port, tls: { caFile, serverName: 'pbx.example' } })).to.equal('connected');
    expect(await refusal({ host: 'localhost', port, tls: { caFile } })).to.equal('connected');
    expect(await refusal({ port, tls: { caFile, serverName: 'other.example' } })).to.equal('tls-not-trusted');
    expect(await refusal({ port, tls: { caFile } }), 'by an address that is not in it').to.equal(
      'tls-not-trusted',
    );
    expect(await refusal({ port, tls: { serverName: 'pbx.example' } })).to.equal('tls-not-trusted');
    expect(await refusal({ port, tls: { caFile: tlsFile('none.pem') } })).to.equal('tls-authority');
  });

  it('is not taken for encrypted where the port is the plain one', async () => {
    server = await AmiServer.start();
    expect(await refusal({ port: server.port, tls: { caFile, serverName: 'pbx.example' } })).to.equal(
      'tls-not-trusted',
    );
    expect(server.received, 'no password in the clear').to.not.include('Secret');
  });

  it('is given up where nobody answers, or when the bridge stops', async () => {
    expect(await refusal({ port: 1 })).to.include('ECONNREFUSED');
    server = await AmiServer.start();
    const stopping = new AbortController();
    const address = { host: '127.0.0.1', port: server.port, tls: { caFile }, plainAllowed: false };
    const opening = openWire(address, 60_000, systemTimer, stopping.signal).catch((error: unknown) =>
      String(error),
    );
    stopping.abort();
    expect(await opening).to.include('the bridge was stopped');
    await eventually(
      'the server has no connection',
      () => server?.sockets.every((socket) => socket.destroyed) ?? true,
    );
  });

  it('is given up where the handshake never ends', async () => {
    server = await AmiServer.start({ greeting: null });
    const address = { port: server.port, tls: { caFile, serverName: 'pbx.example' } };
    expect(await refusal(address, 100)).to.include('no connection within 100 ms');
  });
});
