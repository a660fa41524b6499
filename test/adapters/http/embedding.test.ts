import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import type { Embedder } from '../../../bridge/application/embedding/embedder.ts';
import { embeddingAnswerSchema } from '../../../bridge/protocol/embedding.ts';
import { certificate, trustItsAuthority } from './certificate.ts';
import { type Door, openDoor } from './open-door.ts';

const orders: Embedder = {
  origin: 'https://gd.example.gov.cn',
  name: '市工单系统',
  events: ['call', 'record'],
  fullNumber: null,
  dial: { prefixes: ['1'], perSeatAndHour: 2, basis: '试行办法' },
};

describe('the door of a panel that another system may embed', () => {
  let door: Door;

  trustItsAuthority();
  before(async () => {
    door = await openDoor({
      embedders: [orders, { ...orders, origin: 'https://zx.example.gov.cn', name: '咨询平台', dial: null }],
      tls: {
        cert: readFileSync(certificate.certFile, 'utf8'),
        key: readFileSync(certificate.keyFile, 'utf8'),
      },
      listen: { host: 'localhost', port: 0 },
    });
    await door.house.person('zhang1203');
  });
  after(() => door.close());

  const signIn = (embedded?: boolean) =>
    door.fetch('/api/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ login: 'zhang1203', password: 'geheim-123', embedded }),
    });
  const cookieOf = (response: Response) => response.headers.getSetCookie()[0] ?? '';

  it('lets exactly the configured systems frame its page, not even itself', async () => {
    const { headers } = await door.fetch('/');
    expect(headers.get('content-security-policy')).to.match(
      /frame-ancestors https:\/\/gd\.example\.gov\.cn https:\/\/zx\.example\.gov\.cn(;|$)/,
    );
    expect(headers.get('x-frame-options')).to.equal(null);
  });

  it('gives a page in a frame a cookie of that frame, and every other page the one it always had', async () => {
    const framed = cookieOf(await signIn(true));
    for (const part of ['SameSite=None', 'Secure', 'Partitioned', 'HttpOnly'])
      expect(framed).to.contain(part);
    const alone = cookieOf(await signIn());
    expect(alone).to.contain('SameSite=Lax').and.to.contain('Secure');
    expect(alone).to.not.contain('Partitioned');
  });

  it('knows who comes by the cookie that still holds, where a browser sends two', async () => {
    const live = cookieOf(await signIn(true)).split(';')[0];
    const me = await door.fetch('/api/me', { headers: { cookie: `yihaoda_session=long-over; ${live}` } });
    expect(me.status).to.equal(200);
  });

  it('takes both cookies back with the sign-out', async () => {
    const cookie = cookieOf(await signIn(true)).split(';')[0] ?? '';
    const left = await door.fetch('/api/session', { method: 'DELETE', headers: { cookie } });
    const ended = left.headers.getSetCookie();
    expect(ended.map((one) => one.includes('Partitioned'))).to.deep.equal([false, true]);
    expect((await door.fetch('/api/me', { headers: { cookie } })).status).to.equal(401);
  });

  it('tells the panel who may stand around it, and nobody who is not signed in', async () => {
    expect((await door.fetch('/api/embedding')).status).to.equal(401);
    const cookie = await door.signIn('zhang1203');
    const answer = await door.fetch('/api/embedding', { headers: { cookie } });
    expect(embeddingAnswerSchema.parse(await answer.json()).embedders).to.deep.equal([
      {
        origin: 'https://gd.example.gov.cn',
        name: '市工单系统',
        events: ['call', 'record'],
        fullNumber: false,
        dialPrefixes: ['1'],
      },
      {
        origin: 'https://zx.example.gov.cn',
        name: '咨询平台',
        events: ['call', 'record'],
        fullNumber: false,
        dialPrefixes: [],
      },
    ]);
  });

  it('lets the pages of those systems load the SDK, and no other page', async () => {
    const allowed = async (origin: string) =>
      (await door.fetch('/sdk.js', { headers: { origin } })).headers.get('access-control-allow-origin');
    expect(await allowed('https://gd.example.gov.cn')).to.equal('https://gd.example.gov.cn');
    expect(await allowed('https://gd.example.gov.cn.evil.example')).to.equal(null);
  });
});

describe('the door over plain http', () => {
  it('keeps its cookie as it was: without encryption a frame of another site can have none', async () => {
    const door = await openDoor({ embedders: [{ ...orders, origin: 'http://127.0.0.1:9' }] });
    try {
      await door.house.person('zhang1203');
      const response = await door.fetch('/api/session', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ login: 'zhang1203', password: 'geheim-123', embedded: true }),
      });
      expect(response.headers.getSetCookie()[0]).to.contain('SameSite=Lax').and.to.not.contain('Secure');
    } finally {
      await door.close();
    }
  });
});
