import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { certificate, trustItsAuthority } from './certificate.ts';
import { type Door, openDoor } from './open-door.ts';

describe('the door with a certificate', () => {
  let door: Door;

  trustItsAuthority();
  before(async () => {
    door = await openDoor({
      tls: {
        cert: readFileSync(certificate.certFile, 'utf8'),
        key: readFileSync(certificate.keyFile, 'utf8'),
      },
      listen: { host: 'localhost', port: 0 },
    });
    await door.house.person('zhang1203');
  });
  after(() => door.close());

  it('answers over https, and the browser is to stay with it', async () => {
    expect(door.url).to.match(/^https:\/\/localhost:\d+$/);
    const response = await door.fetch('/healthz');
    expect(await response.json()).to.include({ status: 'ok' });
    expect(response.headers.get('strict-transport-security')).to.be.a('string');
  });

  it('gives a session that is never sent in the clear', async () => {
    const response = await door.fetch('/api/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ login: 'zhang1203', password: 'geheim-123' }),
    });
    expect(response.status).to.equal(200);
    expect(response.headers.getSetCookie()[0]).to.match(/; Secure(;|$)/);
  });

  it('opens its socket over wss', async () => {
    const page = await door.open(await door.signIn('zhang1203'));
    expect(page.socket.url).to.match(/^wss:/);
    expect(page.frames[0]?.type).to.equal('welcome');
    page.socket.close();
  });

  it('does not answer in the clear', async () => {
    const plain = await fetch(`${door.url.replace('https', 'http')}/healthz`).then(
      ({ status }) => `answered ${status}`,
      () => 'no answer',
    );
    expect(plain).to.equal('no answer');
  });
});
