import { expect } from 'chai';
import { errorsOf, SMALLEST_SITE, siteFrom, siteWith } from './site.ts';

const proxy = 'bridge: { trustedProxy: [127.0.0.1] }\n';
const withSystem = (keys: string) =>
  siteWith({ add: `${proxy}embedding:\n  - { name: 工单系统, ${keys} }\n` });
const errors = (keys: string) => errorsOf(withSystem(keys)).map(({ path, zh }) => `${path} ${zh}`);

describe('the systems that may embed the panel', () => {
  it('are none where the site names none', () => {
    expect(siteFrom(SMALLEST_SITE).embedding).to.deep.equal([]);
  });

  it('are told nothing and may ask nothing that the site does not write', () => {
    expect(siteFrom(withSystem('origin: "https://gd.example.gov.cn:8443"')).embedding).to.deep.equal([
      { origin: 'https://gd.example.gov.cn:8443', name: '工单系统', events: [], fullNumber: false },
    ]);
  });

  it('are named by an exact origin over https, or by loopback', () => {
    for (const origin of [
      'https://10.0.0.9',
      'http://127.0.0.1:12346',
      'http://localhost',
      'http://[::1]:80',
    ])
      expect(errors(`origin: "${origin}"`).length, origin).to.equal(origin.endsWith(':80') ? 1 : 0);
    for (const origin of [
      '*',
      'null',
      'https://*.gov.cn',
      'https://gd.example.gov.cn/',
      'https://gd.example.gov.cn/orders',
      'https://gd.example.gov.cn:443',
      'https://GD.example.gov.cn',
      'https://u@gd.example.gov.cn',
      "https://gd.example.gov.cn'",
      'https://gd.example.gov.cn; script-src *',
      'https://gd.example.gov.cn,evil.example',
      'ftp://gd.example.gov.cn',
      'https://政务.cn',
    ])
      expect(errors(`origin: ${JSON.stringify(origin)}`), origin).to.have.length(1);
    expect(errors('origin: "http://gd.example.gov.cn"')[0]).to.contain('未加密');
  });

  it('get full numbers only with a basis, and only where calls are told at all', () => {
    const origin = 'origin: "https://gd.example.gov.cn"';
    expect(errors(`${origin}, events: [call], fullNumber: true`)[0]).to.contain('embedding[0].fullNumber');
    expect(errors(`${origin}, events: [record], fullNumber: true, fullNumberBasis: 协议`)[0]).to.contain(
      'call',
    );
    expect(errors(`${origin}, events: [call], fullNumber: true, fullNumberBasis: 协议`)).to.deep.equal([]);
  });

  it('need a panel that is encrypted as they are: no browser shows another in their page', () => {
    const add = 'embedding:\n  - { name: 工单系统, origin: "https://gd.example.gov.cn" }\n';
    const [error] = errorsOf(siteWith({ add }));
    expect(error?.path).to.equal('embedding[0].origin');
    expect(error?.remedyZh).to.contain('bridge.tls');
    expect(
      errorsOf(siteWith({ add: add.replace('https://gd.example.gov.cn', 'http://127.0.0.1:8080') })),
    ).to.deep.equal([]);
  });

  it('stand there once each', () => {
    const one = '  - { name: 工单系统, origin: "https://gd.example.gov.cn" }\n';
    expect(
      errorsOf(siteWith({ add: `${proxy}embedding:\n${one}${one}` })).map(({ path }) => path),
    ).to.deep.equal(['embedding[1].origin']);
  });

  it('may ask for calls by the digits they begin with', () => {
    const [system] = siteFrom(
      withSystem('origin: "https://gd.example.gov.cn", dial: { prefixes: [1, "0731"] }'),
    ).embedding;
    expect(system?.dial).to.include({ perSeatAndHour: 10 });
    expect(system?.dial?.prefixes).to.deep.equal(['1', '0731']);
    expect(errors('origin: "https://gd.example.gov.cn", dial: { prefixes: [] }')).to.have.length(1);
    expect(errors('origin: "https://gd.example.gov.cn", dial: { prefixes: ["+86"] }')).to.have.length(1);
  });
});
