import { expect } from 'chai';
import { HttpNotifier } from '../../../bridge/adapters/notifier/http-notifier.ts';
import { HmacSigning } from '../../../bridge/adapters/signature/hmac-signing.ts';
import type { NoticeRules } from '../../../bridge/application/notice/send-notice.ts';
import { outboxAnswerSchema } from '../../../bridge/protocol/notifications.ts';
import { PlayedGateway } from '../notifier/played-gateway.ts';
import { type Door, openDoor } from './open-door.ts';

const rules: NoticeRules = {
  ...{ signature: '长沙12345', mostCharacters: 500, mostACall: 3, mostANumberADay: 5, giveUpMs: 60_000 },
};

describe('notifications over HTTP', () => {
  const gateway = new PlayedGateway();
  let door: Door;

  before(async () => {
    const notifier = (timer: Door['house']['timer']) =>
      new HttpNotifier({
        url: 'http://127.0.0.1/',
        signing: new HmacSigning({ secret: gateway.secret, clock: timer }),
        timer,
        post: async () => ({ outcome: 'answer', status: 202, body: '{"accepted":true}', waitMs: 0 }),
      });
    door = await openDoor({ messaging: (timer) => ({ notifier: notifier(timer), rules }) });
    await door.house.person('zhang1203');
    await door.house.person('lead', ['supervisor']);
    await door.house.person('admin', ['system-admin']);
    await door.house.store.notifications.put(
      {
        ...{
          messageId: 'm-1',
          commandId: 'c-1',
          accountId: 'id-zhang1203',
          unitId: 'cs',
          interactionId: 'i-1',
        },
        ...{ number: '13874801115', numberMasked: '138****1115', articleId: 'P033', articleRev: 1 },
        ...{ title: '居住证暂行条例', text: '【长沙12345】……', at: door.house.timer.now() },
      },
      rules,
    );
  });
  after(() => door.close());

  const outbox = async (login: string) => {
    const cookie = await door.signIn(login);
    return door.fetch('/api/notifications', { headers: { cookie } });
  };
  /** As a machine calls: without an origin and without a cookie. */
  const report = ({ timestamp, nonce, signature, body }: ReturnType<PlayedGateway['receipt']>) =>
    fetch(`${door.url}/api/notifications/receipts`, {
      method: 'POST',
      headers: {
        'x-yihaoda-timestamp': timestamp,
        'x-yihaoda-nonce': nonce,
        'x-yihaoda-signature': signature,
      },
      body,
    });

  it('list the outbox for who sends and who watches, the number masked, and for nobody else', async () => {
    for (const login of ['zhang1203', 'lead']) {
      const text = await (await outbox(login)).text();
      expect(text).to.not.contain('13874801115');
      const { messages, demo } = outboxAnswerSchema.parse(JSON.parse(text));
      expect(messages.map(({ to, by }) => [to, by])).to.deep.equal([['138****1115', 'zhang1203·姓名']]);
      expect(demo).to.equal(false);
    }
    expect((await outbox('admin')).status).to.equal(403);
    expect((await door.fetch('/api/notifications')).status).to.equal(401);
  });

  it('take a signed receipt from a machine, once, and refuse forged, unknown and endless ones', async () => {
    const at = door.house.timer.now();
    const receipt = (nonce: string, messageId = 'm-1') =>
      gateway.receipt({ messageId, state: 'delivered' }, at, { nonce });
    expect((await report({ ...receipt('nonce-0001'), signature: '0'.repeat(64) })).status).to.equal(401);
    expect((await report({ ...receipt('nonce-0001'), body: 'x'.repeat(5000) })).status).to.equal(413);
    expect((await report(receipt('nonce-0002', 'm-9'))).status).to.equal(404);
    expect((await report(receipt('nonce-0003'))).status).to.equal(200);
    expect((await report(receipt('nonce-0003'))).status, 'replayed').to.equal(401);
    const [row] = await door.house.store.notifications.ofInteraction('i-1');
    expect(row?.state).to.equal('delivered');
  });

  it('leave every other door shut to pages of another origin', async () => {
    const foreign = await fetch(`${door.url}/api/session`, {
      method: 'POST',
      headers: { origin: 'https://evil.example' },
    });
    expect(foreign.status).to.equal(403);
  });
});
