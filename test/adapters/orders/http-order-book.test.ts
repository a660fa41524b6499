import type { ServerResponse } from 'node:http';
import { expect } from 'chai';
import { systemTimer } from '../../../bridge/adapters/asterisk/system-timer.ts';
import { callerDigest } from '../../../bridge/adapters/orders/caller-digest.ts';
import { HttpOrderBook, type HttpOrderBookOptions } from '../../../bridge/adapters/orders/http-order-book.ts';
import { HmacSigning } from '../../../bridge/adapters/signature/hmac-signing.ts';
import { webGetter } from '../../../bridge/adapters/web/get.ts';
import { type Resolve, systemResolve } from '../../../bridge/adapters/web/resolve.ts';
import type { OrdersAnswer } from '../../../bridge/application/ports.ts';
import { PlayedOrderSystem } from './played-order-system.ts';

const number = '13874801115';
const key = 'the-key-of-digests-of-32-characters';
const digest = callerDigest(key, number);
const order = {
  orderNo: 'GD20261124-0007',
  title: '路灯不亮',
  state: '办理中',
  unit: '岳麓区城管局',
  openedAt: '2026-11-20T09:00:00+08:00',
  dueAt: '2026-11-27T18:00:00+08:00',
};
const timeoutMs = 150;

describe('the city’s order system over HTTP', () => {
  let system: PlayedOrderSystem;
  let now = Date.now();
  let logged: string[] = [];
  beforeEach(async () => {
    system = await new PlayedOrderSystem().open();
    system.orders.set(digest, [order]);
    now = Date.now();
    logged = [];
  });
  afterEach(() => system.close());

  const book = ({
    listed = [system.place],
    resolve = systemResolve as Resolve,
    ...change
  }: Partial<HttpOrderBookOptions> & { listed?: string[]; resolve?: Resolve } = {}) =>
    new HttpOrderBook({
      name: '市工单系统',
      url: system.url,
      numberBasis: null,
      callerOf: (of) => callerDigest(key, of),
      signing: new HmacSigning({ secret: system.secret, clock: systemTimer }),
      get: webGetter({ listed, ca: [], timeoutMs, bytes: 64 * 1024 }, { timer: systemTimer, resolve }),
      most: 5,
      restMs: 30_000,
      link: null,
      clock: { now: () => now },
      log: {
        info: () => {},
        warn: (words, facts) => logged.push(`${words} ${JSON.stringify(facts)}`),
        error: (words, facts) => logged.push(`${words} ${JSON.stringify(facts)}`),
      },
      ...change,
    });
  const orders = (answer: OrdersAnswer) => (answer.outcome === 'orders' ? answer.orders : []);
  const words = (answer: OrdersAnswer) => (answer.outcome === 'silent' ? answer.zh : 'it answered');
  const answerWith = (text: string, status = 200, headers: Record<string, string> = {}) => {
    system.play = (_request, response) => response.writeHead(status, headers).end(text);
  };

  it('is asked by a keyed digest, signed over path and query, and never told the number', async () => {
    const answer = await book().openOrdersOf(number);
    expect(answer).to.deep.equal({
      outcome: 'orders',
      more: false,
      orders: [{ ...order, confidential: false, url: null }],
    });
    expect(system.asked).to.deep.equal([digest]);
    expect(system.unsigned).to.equal(0);
    expect(digest).to.match(/^[0-9a-f]{64}$/);
    const forged = book({ signing: new HmacSigning({ secret: 'x'.repeat(40), clock: systemTimer }) });
    expect(words(await forged.openOrdersOf(number))).to.contain('工单系统未应答（状态 401）');
  });

  it('knows a caller alike however the exchange delivers the number', () => {
    for (const same of ['+8613874801115', '008613874801115', '013874801115', '138 7480 1115'])
      expect(callerDigest(key, same), same).to.equal(digest);
    expect(callerDigest(key, '13874801116')).to.not.equal(digest);
    expect(callerDigest(`${key}x`, number)).to.not.equal(digest);
    // openssl: printf 13874801115 | openssl dgst -sha256 -hmac the-key-of-digests-of-32-characters
    expect(digest).to.equal('79679cd66a4d42287e58dcca845e62100c0cc4b49d3d76368ad8a159970e78eb');
  });

  it('that is slow, hangs, or drips is given up in time', async () => {
    const silences: [string, (response: ServerResponse) => void][] = [
      ['hangs before the head', () => {}],
      ['hangs after the head', (response) => response.writeHead(200).write('{"orders":[')],
      [
        'drips',
        (response) => {
          response.writeHead(200);
          const drip = setInterval(() => response.write(' '), 20);
          response.once('close', () => clearInterval(drip));
        },
      ],
    ];
    for (const [how, silence] of silences) {
      system.play = (_request, response) => silence(response);
      const began = Date.now();
      expect(words(await book().openOrdersOf(number)), how).to.equal('工单系统未应答。通话和登记不受影响。');
      expect(Date.now() - began, how).to.be.below(timeoutMs + 5_000);
    }
  });

  it('whose name is never looked up, or that nobody answers for, is given up in time as well', async () => {
    const url = 'http://gd.example.gov.cn:8080/v1/open-orders';
    const listed = ['gd.example.gov.cn:8080'];
    const never = book({ url, listed, resolve: () => new Promise(() => {}) });
    const began = Date.now();
    expect(words(await never.openOrdersOf(number))).to.contain('工单系统未应答');
    expect(Date.now() - began).to.be.below(timeoutMs + 5_000);
    const gone = await new PlayedOrderSystem().open();
    const { url: goneUrl, place } = gone;
    await gone.close();
    expect(words(await book({ url: goneUrl, listed: [place] }).openOrdersOf(number))).to.contain(
      '工单系统未应答',
    );
  });

  it('of an inner address that the site does not list is not asked', async () => {
    expect(words(await book({ listed: [] }).openOrdersOf(number))).to.contain('工单系统未应答');
    expect(system.asked).to.deep.equal([]);
    expect(logged.join()).to.contain('WEB_PORT');
  });

  it('that answers rubbish is not believed', async () => {
    const rubbish = [
      '<html>ok</html>',
      '',
      '[]',
      '{"orders":{}}',
      '{"orders":[{"orderNo":"GD-1"}]}',
      JSON.stringify({ orders: [{ ...order, orderNo: '../../admin?x=' }] }),
      JSON.stringify({ orders: [{ ...order, dueAt: 'tomorrow' }] }),
      JSON.stringify({ orders: [order, { ...order, title: 7 }] }),
      '['.repeat(20_000),
    ];
    for (const text of rubbish) {
      answerWith(text);
      expect(words(await book().openOrdersOf(number)), text.slice(0, 60)).to.contain('答复无法识别');
    }
  });

  it('that sends 50 MB, said or unsaid or inflated, is cut off and costs no memory', async () => {
    const before = process.memoryUsage().rss;
    answerWith('', 200, { 'content-length': String(50 * 1024 * 1024) });
    expect(words(await book().openOrdersOf(number))).to.contain('工单系统未应答');
    let sent = 0;
    system.play = (_request, response) => {
      response.writeHead(200);
      const piece = Buffer.alloc(256 * 1024, 0x20);
      const more = () => {
        while (sent < 50 * 1024 * 1024 && !response.destroyed) {
          sent += piece.length;
          if (!response.write(piece)) return void response.once('drain', more);
        }
        response.end();
      };
      more();
    };
    expect(words(await book().openOrdersOf(number))).to.contain('工单系统未应答');
    expect(sent, 'bytes that it got rid of').to.be.below(20 * 1024 * 1024);
    const { gzipSync } = await import('node:zlib');
    const bomb = gzipSync(Buffer.alloc(50 * 1024 * 1024, 0x20));
    system.play = (_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb);
    expect(words(await book().openOrdersOf(number))).to.contain('工单系统未应答');
    expect(process.memoryUsage().rss - before).to.be.below(150 * 1024 * 1024);
  });

  it('that redirects is followed nowhere', async () => {
    const elsewhere = await new PlayedOrderSystem().open();
    elsewhere.orders.set(digest, [order]);
    for (const status of [301, 302, 307, 308]) {
      answerWith('', status, { location: elsewhere.url });
      expect(words(await book().openOrdersOf(number)), String(status)).to.contain(`状态 ${status}`);
    }
    expect(elsewhere.asked.length + elsewhere.unsigned).to.equal(0);
    await elsewhere.close();
  });

  it('shows no more than the site wants, with its words on one line, short, and in their own direction', async () => {
    system.orders.set(
      digest,
      Array.from({ length: 9 }, (_, at) => ({
        ...order,
        orderNo: `GD-${at}`,
        title: `第${at}件\u202e<b>\n\u0000${'长'.repeat(200)}`,
        unit: null,
        openedAt: null,
        dueAt: null,
      })),
    );
    const answer = await book({ most: 3 }).openOrdersOf(number);
    expect(answer).to.include({ outcome: 'orders', more: true });
    const [first] = orders(answer);
    expect(orders(answer).map(({ orderNo }) => orderNo)).to.deep.equal(['GD-0', 'GD-1', 'GD-2']);
    expect([...(first?.title ?? '')]).to.have.length(80);
    expect(first?.title).to.match(/^第0件 <b> 长+…$/);
    expect(first).to.include({ unit: null, dueAt: null });
  });

  it('keeps the title of who asked for confidence', async () => {
    system.orders.set(digest, [{ ...order, confidential: true }]);
    const [first] = orders(await book().openOrdersOf(number));
    expect(first).to.include({ confidential: true, title: '', state: '办理中' });
  });

  it('opens an order at the site’s address only, whatever its number', async () => {
    const link = { template: 'https://gd.example.gov.cn/orders/{orderNo}', hosts: ['gd.example.gov.cn'] };
    const url = async (change: object) =>
      orders(await book({ link: { ...link, ...change } }).openOrdersOf(number))[0]?.url;
    expect(await url({})).to.equal('https://gd.example.gov.cn/orders/GD20261124-0007');
    expect(await url({ hosts: ['other.example.gov.cn'] })).to.equal(null);
    expect(await url({ template: 'javascript:alert("{orderNo}")' })).to.equal(null);
    expect(await url({ template: 'https://{orderNo}/' })).to.equal(null);
  });

  it('is left alone after three failures in a row, and asked by one when it has rested', async () => {
    const asked = book();
    answerWith('', 500);
    for (let n = 0; n < 3; n += 1) await asked.openOrdersOf(number);
    expect(system.asked).to.have.length(3);
    expect(words(await asked.openOrdersOf(number))).to.equal(
      '工单系统未应答，30 秒后再查。通话和登记不受影响。',
    );
    expect(system.asked, 'not asked').to.have.length(3);
    now += 30_000;
    const [one, two] = await Promise.all([asked.openOrdersOf(number), asked.openOrdersOf(number)]);
    expect(system.asked, 'one tries').to.have.length(4);
    expect([words(one), words(two)]).to.not.include('it answered');
    now += 30_000;
    system.play = null;
    expect((await asked.openOrdersOf(number)).outcome).to.equal('orders');
    expect((await asked.openOrdersOf(number)).outcome).to.equal('orders');
  });

  it('writes neither number nor digest into the log', async () => {
    answerWith('rubbish');
    await book().openOrdersOf(number);
    answerWith('', 500);
    await book().openOrdersOf(number);
    expect(logged).to.have.length(2);
    expect(logged.join()).to.not.contain(number).and.not.contain(digest);
  });
});
