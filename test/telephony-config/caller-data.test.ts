import { expect } from 'chai';
import { planOrders } from '../../bridge/commands/orders-plan.ts';
import { usualTags } from '../../bridge/domain/people/usual-tags.ts';
import { errorsOf, SMALLEST_SITE, siteFrom, siteWith } from './site.ts';

const errors = (add: string) => errorsOf(siteWith({ add })).map(({ path, zh }) => `${path} ${zh}`);
const tags = (rules: string) => `rules:\n  callerTags:\n    tags:\n${rules}`;

describe('the tags that a site keeps of callers', () => {
  it('are those of the product where it writes none, and none where it writes an empty list', () => {
    expect(siteFrom(SMALLEST_SITE).rules.callerTags).to.deep.equal(usualTags);
    expect(
      siteFrom(siteWith({ add: 'rules: { callerTags: { tags: [] } }\n' })).rules.callerTags.tags,
    ).to.deep.equal([]);
  });

  it('judge nobody, and stand there once', () => {
    const one = (name: string) => `      - { name: ${name}, purpose: 放慢语速, longestDays: 30 }\n`;
    expect(errors(tags(one('长沙话')))).to.deep.equal([]);
    expect(errors(tags(one('难缠')))[0]).to.match(/^rules\.callerTags\.tags\[0\]\.name “难缠”评价来电人/);
    expect(errors(tags(one('长沙话') + one('长沙话')))[0]).to.contain('rules.callerTags.tags[1].name');
    expect(errors(tags(`      - { name: 长沙话, purpose: 放慢语速, longestDays: 9999 }\n`))).to.have.length(
      1,
    );
    expect(
      errors(tags(`      - { name: 长沙话, purpose: 放慢语速, longestDays: 9, setBy: [king] }\n`)),
    ).to.have.length(1);
  });
});

const system = (change: Record<string, unknown> = {}) => {
  const whole = {
    name: '市工单系统',
    url: 'https://gd.example.gov.cn/api/open-orders',
    secretEnv: 'YHD_ORDERS_SECRET',
    referenceKeyEnv: 'YHD_ORDERS_REFERENCE_KEY',
    ...change,
  };
  return `orderSystem: ${JSON.stringify(whole)}\n`;
};

describe('the keys of a site', () => {
  it('are checked when the file is read, and told where they are wrong', () => {
    expect(siteFrom(siteWith({ add: 'rules: { keys: { hold: F10 } }\n' })).rules.keys).to.deep.equal({
      hold: 'F10',
    });
    expect(errors('rules: { keys: { hold: F9 } }\n')).to.deep.equal([
      'rules.keys F9 同时分配给 hold 和 hang-up，请改其中一个',
    ]);
    expect(errors('rules: { keys: { hold: F5 } }\n')[0]).to.contain('F5 是浏览器自用的键');
    expect(errors('rules: { keys: { 保持: F10 } }\n')[0]).to.contain('没有“保持”这个操作');
  });
});

describe('the order system of a site', () => {
  it('is none where the site names none, and gets a digest where it says nothing else', () => {
    expect(siteFrom(SMALLEST_SITE).orderSystem).to.equal(undefined);
    expect(siteFrom(siteWith({ add: system() })).orderSystem).to.include({
      caller: 'reference',
      timeoutMs: 800,
      most: 5,
      restSeconds: 30,
    });
  });

  it('gets numbers only with a basis, and a digest only with a key', () => {
    expect(errors(system({ caller: 'number' }))[0]).to.contain('orderSystem.caller 提供号码须有依据');
    expect(errors(system({ caller: 'number', numberBasis: '对接协议第5条' }))).to.deep.equal([]);
    expect(errors(system({ referenceKeyEnv: undefined }))[0]).to.contain(
      'orderSystem.caller 用摘要查询须有摘要密钥',
    );
  });

  it('is asked over https, or inside where the site says so', () => {
    expect(errors(system({ url: 'http://10.1.2.4:8080/open' }))[0]).to.contain('明文');
    expect(errors(system({ url: 'http://10.1.2.4:8080/open', innerHosts: ['10.1.2.4:8080'] }))).to.deep.equal(
      [],
    );
    for (const url of [
      'ftp://gd.example.gov.cn/',
      'https://u@gd.example.gov.cn/',
      'https://gd.example.gov.cn/?a=1',
    ])
      expect(errors(system({ url })), url).to.not.have.length(0);
  });

  it('opens orders at its own hosts, whatever their number', () => {
    const link = (template: string, hosts = ['gd.example.gov.cn']) =>
      errors(system({ link: { template, hosts } }));
    expect(link('https://gd.example.gov.cn/orders/{orderNo}')).to.deep.equal([]);
    for (const template of [
      'https://gd.example.gov.cn/orders',
      'https://{orderNo}.example.gov.cn/',
      'javascript:alert("{orderNo}")',
      'data:text/html,{orderNo}',
      'https://u:p@gd.example.gov.cn/{orderNo}',
      'https://evil.example/{orderNo}',
      'https://gd.example.gov.cn/{orderNo}/{orderNo}',
      '/orders/{orderNo}',
    ])
      expect(link(template), template).to.have.length(1);
  });

  it('is not started without its secrets', async () => {
    const config = siteFrom(siteWith({ add: system() })).orderSystem;
    if (config === undefined) throw new Error('no order system');
    const strong = '0123456789abcdef0123456789abcdef';
    const env = { YHD_ORDERS_SECRET: strong, YHD_ORDERS_REFERENCE_KEY: `${strong}1` };
    expect(await planOrders(config, env)).to.deep.include({
      secret: strong,
      caller: { referenceKey: `${strong}1` },
      restMs: 30_000,
    });
    for (const missing of Object.keys(env))
      try {
        await planOrders(config, { ...env, [missing]: 'short' });
        expect.fail(`started without ${missing}`);
      } catch (error) {
        expect(String(error)).to.contain(missing).and.contain('工单系统');
      }
  });
});
