import { expect } from 'chai';
import { HttpNotifier } from '../../../bridge/adapters/notifier/http-notifier.ts';
import { HmacSigning } from '../../../bridge/adapters/signature/hmac-signing.ts';
import { posterLimits, webPoster } from '../../../bridge/adapters/web/post.ts';
import { systemResolve } from '../../../bridge/adapters/web/resolve.ts';
import type { Notification, Timer } from '../../../bridge/application/ports.ts';
import { PlayedGateway } from './played-gateway.ts';

const timer: Timer = {
  now: () => Date.now(),
  after(ms, run) {
    const timeout = setTimeout(run, ms);
    return () => clearTimeout(timeout);
  },
};

const message: Notification = {
  to: '13874801115',
  text: '【长沙12345】居住证申领，一次性告知。',
  purpose: 'one-time-notice',
  idempotencyKey: 'm-1',
};

describe('the text gateway over HTTP', () => {
  let gateway: PlayedGateway;
  beforeEach(async () => {
    gateway = await new PlayedGateway().open();
  });
  afterEach(() => gateway.close());

  const notifier = ({
    listed = [gateway.place],
    url = gateway.url,
    secret = gateway.secret,
    slowMs = 200,
  } = {}) =>
    new HttpNotifier({
      url,
      signing: new HmacSigning({ secret, clock: timer }),
      timer,
      tries: 3,
      backoffMs: 1,
      post: webPoster(
        { listed, ca: [], limits: { ...posterLimits, firstByteMs: slowMs, wholeMs: slowMs * 2 } },
        { timer, resolve: systemResolve },
      ),
    });

  it('gets the message, signed over time, nonce and body, under its key', async () => {
    expect(await notifier().send(message)).to.deep.equal({ outcome: 'accepted' });
    expect(gateway.unsigned).to.equal(0);
    const { to, text, purpose } = message;
    expect([...gateway.messages]).to.deep.equal([['m-1', { to, text, purpose }]]);
  });

  it('refuses what is signed with another secret, and the operator is sent to the keepers of the site', async () => {
    const answer = await notifier({ secret: 'another-secret-of-32-characters-x' }).send(message);
    expect(answer).to.deep.equal({
      outcome: 'refused',
      message: '短信网关拒绝（状态 401），请告知系统管理员',
    });
    expect(gateway.messages.size).to.equal(0);
  });

  it('that is in trouble is asked again by the same key, and sends one message', async () => {
    gateway.play = (_request, response, nth) => {
      if (nth >= 3) return false;
      response.writeHead(nth === 1 ? 500 : 429).end();
      return true;
    };
    expect(await notifier().send(message)).to.deep.equal({ outcome: 'accepted' });
    expect(gateway.asked).to.deep.equal(['m-1', 'm-1', 'm-1']);
    expect(gateway.messages.size).to.equal(1);
  });

  it('that stays in trouble is left for later after three tries', async () => {
    gateway.play = (_request, response) => {
      response.writeHead(503).end();
      return true;
    };
    expect(await notifier().send(message)).to.deep.equal({
      outcome: 'unreachable',
      message: '短信网关暂时不能受理（状态 503）',
    });
    expect(gateway.asked).to.have.length(3);
  });

  it('that asks for more time than anybody waits is left for later at once', async () => {
    gateway.play = (_request, response) => {
      response.writeHead(429, { 'retry-after': '3600' }).end();
      return true;
    };
    expect(await notifier().send(message)).to.include({ outcome: 'unreachable' });
    expect(gateway.asked).to.have.length(1);
  });

  it('that does not answer in time, or tears the connection, is left for later', async () => {
    gateway.play = () => true;
    expect(await notifier({ slowMs: 30 }).send(message)).to.deep.equal({
      outcome: 'unreachable',
      message: '短信网关超时没有应答',
    });
    gateway.play = (request) => {
      request.socket.destroy();
      return true;
    };
    expect(await notifier().send(message)).to.include({
      outcome: 'unreachable',
      message: '连接不上短信网关',
    });
  });

  it('that answers garbage is not believed either way: the key is asked again', async () => {
    for (const garbage of ['<html>ok</html>', '{"accepted":"yes"}', '[]', '']) {
      gateway.play = (_request, response) => {
        response.writeHead(200).end(garbage);
        return true;
      };
      expect(await notifier().send(message), garbage).to.deep.equal({
        outcome: 'unreachable',
        message: '短信网关的答复无法识别',
      });
    }
  });

  it('that refuses a message says why, on one line', async () => {
    gateway.play = (_request, response) => {
      response.writeHead(200).end('{"accepted":false,"message":"黑名单\\n号码"}');
      return true;
    };
    expect(await notifier().send(message)).to.deep.equal({
      outcome: 'refused',
      message: '短信网关不接受：黑名单 号码',
    });
  });

  it('on an inner address is asked only where it is listed, and no redirect is followed', async () => {
    const answer = await notifier({ listed: [] }).send(message);
    expect(answer).to.include({ outcome: 'unreachable' });
    const port80 = await notifier({ listed: [], url: 'http://127.0.0.1/v1' }).send(message);
    expect(port80).to.include({ outcome: 'unreachable' });
    expect('message' in port80 && port80.message).to.contain('本机地址');
    expect(gateway.asked).to.deep.equal([]);
    gateway.play = (_request, response) => {
      response.writeHead(307, { location: 'http://169.254.169.254/' }).end();
      return true;
    };
    expect(await notifier().send(message)).to.include({ outcome: 'refused' });
  });

  it('tells what became of a message: a call that is signed, new and seen once', () => {
    const house = notifier();
    const now = Date.now();
    const told = { messageId: 'm-1', state: 'failed', message: '停机' };
    const call = gateway.receipt(told, now);
    expect(house.receipt(call)).to.deep.equal({ idempotencyKey: 'm-1', state: 'failed', message: '停机' });
    expect(house.receipt(call), 'again').to.equal(null);
    const other = (at: number, change: Parameters<PlayedGateway['receipt']>[2]) =>
      house.receipt(gateway.receipt(told, at, { nonce: 'nonce-0002', ...change }));
    expect(other(now - 301_000, {}), 'too old').to.equal(null);
    expect(other(now + 301_000, {}), 'ahead').to.equal(null);
    expect(other(now, { secret: 'another-secret-of-32-characters-x' }), 'forged').to.equal(null);
    expect(house.receipt({ ...gateway.receipt(told, now, { nonce: 'nonce-0003' }), body: '{}' })).to.equal(
      null,
    );
    expect(house.receipt(gateway.receipt({ state: 'delivered' }, now, { nonce: 'nonce-0004' }))).to.equal(
      null,
    );
    expect(other(now, {}), 'and one that is in order').to.not.equal(null);
  });
});
