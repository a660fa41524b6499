import { expect } from 'chai';
import type { Role } from '../../../bridge/domain/people/role.ts';
import { may, roleSchema } from '../../../bridge/domain/people/role.ts';
import { eventually } from '../../application/hand-timer.ts';
import { type Door, openDoor } from './open-door.ts';

interface OpenApi {
  paths: Record<string, Record<string, { 'x-right'?: string; security: unknown[] }>>;
}

describe('the door', () => {
  let door: Door;

  before(async () => {
    door = await openDoor();
    for (const role of roleSchema.options) await door.house.person(role, [role]);
  });
  after(() => door.close());

  const pathOf = (path: string) =>
    path.replace(':day', 'today').replace(':id', 'n-in').replace(':callKey', 'cs-test%2F1.1');

  it('lets nobody in without a session, on any route that asks for one', async () => {
    for (const { method, path, access } of door.gateway.routes) {
      if (access === 'everybody') continue;
      const response = await door.fetch(pathOf(path), { method: method.toUpperCase() });
      expect(response.status, `${method} ${path}`).to.equal(401);
      expect(await response.json()).to.deep.equal({ code: 'not-signed-in', message: '请先登录。' });
    }
  });

  it('lets a role in only where it has the right that the route names', async () => {
    for (const role of roleSchema.options) {
      const cookie = await door.signIn(role);
      for (const { method, path, access } of door.gateway.routes) {
        if (access === 'everybody' || access === 'signed-in') continue;
        const response = await door.fetch(pathOf(path), {
          method: method.toUpperCase(),
          headers: { cookie },
        });
        const allowed = may([role as Role], access);
        expect(response.status === 403, `${role} ${method} ${path}`).to.equal(!allowed);
        expect(response.status, `${role} ${method} ${path}`).to.not.equal(401);
      }
    }
  });

  it('describes its routes, each with its right', async () => {
    const document = (await (await door.fetch('/api/openapi.json')).json()) as OpenApi;
    for (const { method, path, access } of door.gateway.routes) {
      const operation = document.paths[path.replace(/:(\w+)/g, '{$1}')]?.[method];
      expect(operation, path).to.not.equal(undefined);
      expect(operation?.['x-right'] ?? 'everybody').to.equal(access);
    }
  });

  it('says in words what it does not know', async () => {
    for (const path of ['/nowhere', '/api/nowhere', '/../../etc/passwd', '/assets/none.js']) {
      const response = await door.fetch(path);
      expect(response.status, path).to.equal(404);
      expect(await response.json()).to.have.keys('code', 'message');
    }
  });

  it('says in words what is wrong with what was sent', async () => {
    const send = (body: string, type = 'application/json') =>
      door.fetch('/api/session', { method: 'POST', headers: { 'content-type': type }, body });
    const cases: [string, number, string][] = [
      ['{"login":"zhang"}', 400, 'bad-body'],
      ['{"login":"zhang","password":"x","more":1}', 400, 'bad-body'],
      ['not json', 400, 'not-json'],
      [JSON.stringify({ login: 'zhang', password: 'x'.repeat(20_000) }), 413, 'too-large'],
    ];
    for (const [body, status, code] of cases) {
      const response = await send(body);
      expect(response.status, body.slice(0, 40)).to.equal(status);
      expect(await response.json()).to.include({ code });
    }
  });

  it('tells health to everybody and no secret with it', async () => {
    expect(await (await door.fetch('/healthz')).json()).to.deep.equal({
      status: 'ok',
      link: 'up',
      answers: true,
    });
  });

  it('tells metrics on this machine only, and not on behalf of others', async () => {
    expect(await (await door.fetch('/metrics')).text()).to.contain('yihaoda_pages 0');
    const proxied: [string, string][] = [
      ['forwarded', 'proto=https'],
      ['x-forwarded-for', '10.0.0.9'],
      ['x-forwarded-proto', 'https'],
      ['x-forwarded-host', 'rx.example.gov.cn'],
      ['x-real-ip', '10.0.0.9'],
      ['via', '1.1 proxy'],
    ];
    for (const [header, value] of proxied) {
      const forwarded = await door.fetch('/metrics', { headers: { [header]: value } });
      expect(forwarded.status, header).to.equal(403);
    }
    const cookie = await door.signIn('system-admin');
    const admin = await door.fetch('/metrics', { headers: { 'x-forwarded-for': '10.0.0.9', cookie } });
    expect(admin.status).to.equal(200);
  });
});

describe('the session', () => {
  let door: Door;

  beforeEach(async () => {
    door = await openDoor({ trustedProxy: ['127.0.0.1/32'], signInsAMinute: 8 });
    await door.house.person('zhang1203');
  });
  afterEach(() => door.close());

  const signIn = (headers: Record<string, string> = {}, password = 'geheim-123') =>
    door.fetch('/api/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ login: 'zhang1203', password }),
    });

  it('is a cookie that no script reads and no other site sends', async () => {
    const [cookie] = (await signIn()).headers.getSetCookie();
    expect(cookie).to.contain('HttpOnly').and.to.contain('SameSite=Lax').and.to.contain('Path=/');
    expect(cookie).to.not.contain('Secure');
  });

  it('is never sent in the clear where a trusted proxy says https', async () => {
    const response = await signIn({
      origin: 'https://rx.example.gov.cn',
      'x-forwarded-proto': 'https',
      'x-forwarded-host': 'rx.example.gov.cn',
    });
    expect(response.status).to.equal(200);
    expect(response.headers.getSetCookie()[0]).to.contain('Secure');
    expect(response.headers.get('strict-transport-security')).to.be.a('string');
  });

  it('tells who one is, and ends with the sign-out', async () => {
    const cookie = await door.signIn('zhang1203');
    const me = await (await door.fetch('/api/me', { headers: { cookie } })).json();
    expect(me).to.deep.include({
      me: {
        accountId: 'id-zhang1203',
        login: 'zhang1203',
        name: 'zhang1203·姓名',
        agentNo: '1203',
        roles: ['operator'],
        rights: [
          'take-calls',
          'own-records',
          'number-of-own-call',
          'search-answers',
          'browse-knowledge',
          'report-knowledge',
        ],
        unitId: 'cs',
        unitName: '长沙市',
        regionCode: '430100',
        demo: false,
        dataAsOf: '2026-11-01',
      },
    });
    await door.fetch('/api/session', { method: 'DELETE', headers: { cookie } });
    expect((await door.fetch('/api/me', { headers: { cookie } })).status).to.equal(401);
  });

  it('is not for guessing: few attempts in a minute, five failures lock', async () => {
    for (let attempt = 0; attempt < 5; attempt += 1) expect((await signIn({}, 'wrong')).status).to.equal(401);
    const locked = await signIn();
    expect(locked.status).to.equal(429);
    expect(await locked.json()).to.include({ code: 'locked' });
    await signIn();
    await signIn();
    expect(await (await signIn()).json()).to.include({ code: 'too-many' });
  });

  it('changes nothing for a page of another origin, nor for who does not say where they come from', async () => {
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: door.origin.replace('127.0.0.1', 'localhost') },
      { origin: door.origin, 'sec-fetch-site': 'cross-site' },
      { origin: door.origin, 'sec-fetch-site': 'same-site' },
    ]) {
      const response = await signIn(headers);
      expect(response.status, JSON.stringify(headers)).to.equal(403);
      expect(await response.json()).to.include({ code: 'other-origin' });
    }
    const silent = await fetch(`${door.url}/api/session`, { method: 'POST', body: '{}' });
    expect(silent.status).to.equal(403);
  });
});

describe('the page', () => {
  it('carries a nonce of its own each time, and the policy names it', async () => {
    const door = await openDoor();
    try {
      const first = await door.fetch('/');
      const second = await door.fetch('/index.html');
      const nonce = /content="([^"]+)"/.exec(await first.text())?.[1] ?? '';
      expect(nonce).to.have.length.above(20);
      expect(first.headers.get('content-security-policy')).to.contain(`'nonce-${nonce}'`);
      expect(await second.text()).to.not.contain(nonce);
      expect(first.headers.get('cache-control')).to.equal('no-store');
    } finally {
      await door.close();
    }
  });

  it('stands in nobody’s frame, over plain http too', async () => {
    const door = await openDoor();
    try {
      const { headers } = await door.fetch('/');
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).to.contain("default-src 'self'");
      expect(policy).to.match(/frame-ancestors 'none'(;|$)/);
      expect(policy).to.not.contain('upgrade-insecure-requests');
      expect(policy).to.not.contain('unsafe-inline');
      expect(headers.get('x-frame-options')).to.equal('DENY');
      expect(headers.get('strict-transport-security')).to.equal(null);
    } finally {
      await door.close();
    }
  });

  it('stands below the site’s base path, with its files kept by their hash', async () => {
    const door = await openDoor({ basePath: '/yihaoda/' });
    try {
      expect((await door.fetch('/')).status).to.equal(200);
      const file = await door.fetch('/assets/a.js');
      expect(file.headers.get('cache-control')).to.contain('immutable');
      expect((await fetch(`${door.origin}/`)).status).to.equal(404);
      await door.house.person('zhang1203');
      const client = await door.open(await door.signIn('zhang1203'));
      expect(client.frames[0]?.type).to.equal('welcome');
    } finally {
      await door.close();
    }
  });
});

describe('the page behind the link of the first start', () => {
  let door: Door;
  let token: string;

  beforeEach(async () => {
    door = await openDoor();
    token = (await door.house.hotline.firstAdministrator.issue()) ?? '';
  });
  afterEach(() => door.close());

  const submit = (form: Record<string, string>, headers: Record<string, string> = {}) =>
    door.fetch(`/setup/${token}`, { method: 'POST', body: new URLSearchParams(form), headers });
  const form = { login: 'admin', name: '王管理', password: 'Changsha-12345', again: 'Changsha-12345' };

  it('makes the administrator once', async () => {
    const shown = await door.fetch(`/setup/${token}`);
    expect(await shown.text()).to.contain('设置系统管理员');
    // With `no-referrer` Chromium sends `Origin: null` with the page's own form, which is then refused.
    expect(shown.headers.get('referrer-policy')).to.equal('same-origin');
    expect((await submit(form)).status).to.equal(200);
    expect((await door.fetch(`/setup/${token}`)).status).to.equal(410);
    await eventually(async () => (await door.house.store.accounts.byLogin('admin')) !== null, 'the account');
  });

  it('says what is wrong, keeps what was typed but the password, and escapes it', async () => {
    const response = await submit({ ...form, name: '<b>王</b>', again: 'other' });
    const html = await response.text();
    expect(html).to.contain('两次输入的密码不一致').and.to.contain('&#60;b&#62;王');
    expect(html).to.not.contain('<b>').and.to.not.contain(form.password);
  });

  it('is closed to guesses and to other origins', async () => {
    expect((await door.fetch('/setup/guess')).status).to.equal(410);
    expect((await submit(form, { origin: 'https://evil.example' })).status).to.equal(403);
  });
});
