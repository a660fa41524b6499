import { expect } from 'chai';
import type {
  ArticleView,
  Notification,
  Notifier,
  NotifierAnswer,
} from '../../../bridge/application/ports.ts';
import type { Account } from '../../../bridge/application/store.ts';
import { eventually, turns } from '../hand-timer.ts';
import { type House, hit, openHouse, ScriptedAnswers } from '../house.ts';

const article: ArticleView = {
  ...{ articleId: 'P001', rev: 3, title: hit.title, docNo: hit.docNo, issuer: hit.issuer, level: '市' },
  ...{ regionCode: '430100', validity: hit.validity, dataAsOf: '2026-11-01' },
  clauses: [{ no: '第六条', heading: null, text: hit.clauseText }],
  ...{ readAloud: null, readAloudNote: null },
  notice: [
    { kind: '受理条件', text: '无自有住房并且租房' },
    { kind: '申请材料', text: '1. 身份证' },
  ],
};

class OneArticle extends ScriptedAnswers {
  view: ArticleView | null = article;
  override async article(articleId: string): Promise<ArticleView | null> {
    return articleId === article.articleId ? this.view : null;
  }
}

/** A gateway as a test wants it to answer; what it is given is kept. */
class ScriptedNotifier implements Notifier {
  readonly demo = false;
  readonly given: Notification[] = [];
  answer: NotifierAnswer = { outcome: 'accepted' };
  async send(notification: Notification): Promise<NotifierAnswer> {
    this.given.push(notification);
    return this.answer;
  }
  receipt({ body, signature }: { body: string; signature: string }) {
    return signature === 'right' ? JSON.parse(body) : null;
  }
}

const rules = {
  ...{ signature: '长沙12345', mostCharacters: 500, mostACall: 2, mostANumberADay: 5, giveUpMs: 60_000 },
};

describe('sending a notice (发短信)', () => {
  let house: House;
  let index: OneArticle;
  let notifier: ScriptedNotifier;
  let zhang: Account;

  beforeEach(async () => {
    index = new OneArticle();
    notifier = new ScriptedNotifier();
    house = await openHouse({ index, messaging: () => ({ notifier, rules }) });
    house.pbx.connect();
    zhang = await house.person('zhang1203');
    await house.hotline.signInSeat.signIn(zhang, { seat: '1001', queues: [], takeOver: false });
    await turns();
  });
  afterEach(() => house.close());

  const { hotline } = { hotline: () => house.hotline };
  const interactionId = () => hotline().desks.of(zhang).cards[0]?.interactionId ?? '';
  const wish = () => ({ interactionId: interactionId(), articleId: 'P001', clauseNo: '第六条', faqId: null });
  const preview = () => hotline().sendNotice.preview(zhang, wish());
  const send = (commandId = 'c-1', articleRev = 3) =>
    hotline().sendNotice.send(zhang, commandId, { ...wish(), articleRev });
  const states = () =>
    hotline()
      .sendNotice.sentIn(interactionId())
      .map(({ state }) => state);
  const talk = (number: string | null = '13874801115') =>
    house.pbx.citizenCalls(number).rings('1001').answers('1001');

  it('shows what will be sent, the number masked, and sends just that', async () => {
    talk();
    const shown = await preview();
    expect(shown).to.deep.include({
      outcome: 'notice-preview',
      articleRev: 3,
      to: '138****1115',
      leftOut: [],
    });
    expect(await send()).to.deep.equal({ outcome: 'done' });
    await eventually(() => states().includes('submitted'), 'submitted');
    expect(notifier.given).to.have.length(1);
    expect(notifier.given[0]).to.include({ to: '13874801115', purpose: 'one-time-notice' });
    expect('text' in shown && shown.text).to.equal(notifier.given[0]?.text);
    expect(notifier.given[0]?.text).to.match(
      /^【长沙12345】住房公积金提取管理办法，一次性告知：\n1.受理条件/,
    );
  });

  it('sends the same command once, and no more than a call may have', async () => {
    talk();
    await send('c-1');
    await send('c-1');
    await send('c-2');
    await eventually(() => notifier.given.length === 2, 'two are sent');
    expect(await send('c-3')).to.include({ outcome: 'refused', code: 'too-many' });
    expect(new Set(notifier.given.map(({ idempotencyKey }) => idempotencyKey)).size).to.equal(2);
  });

  it('tries again while the gateway cannot be reached, by the same key, and says so until it gives up', async () => {
    talk();
    notifier.answer = { outcome: 'unreachable', message: '连接不上短信网关' };
    await send();
    const words = () => hotline().sendNotice.sentIn(interactionId())[0]?.words;
    await eventually(() => words() === '连接不上短信网关', 'waits');
    expect(states()).to.deep.equal(['queued']);
    for (let n = 0; n < 6; n += 1) {
      await house.timer.advance(20_000);
      await turns();
      await eventually(
        async () => (await house.store.notifications.due(house.timer.now(), 9)).length === 0,
        'tried',
      );
    }
    await eventually(() => states()[0] === 'failed', 'given up');
    expect(words()).to.contain('已多次重试');
    expect(notifier.given.length).to.be.above(2);
    expect(new Set(notifier.given.map(({ idempotencyKey }) => idempotencyKey)).size).to.equal(1);
  });

  it('tells what the gateway reports afterwards, and believes no forged report', async () => {
    talk();
    await send();
    await eventually(() => states()[0] === 'submitted', 'submitted');
    const messageId = notifier.given[0]?.idempotencyKey ?? '';
    const call = (signature: string, idempotencyKey = messageId) => ({
      ...{ timestamp: '1', nonce: 'n', signature },
      body: JSON.stringify({ idempotencyKey, state: 'failed', message: '停机' }),
    });
    expect(await hotline().sendNotice.receipt(call('wrong'))).to.equal('forged');
    expect(await hotline().sendNotice.receipt(call('right', 'nobody’s'))).to.equal('unknown');
    expect(states()).to.deep.equal(['submitted']);
    expect(await hotline().sendNotice.receipt(call('right'))).to.equal('taken');
    expect(hotline().sendNotice.sentIn(interactionId())[0]).to.include({ state: 'failed', words: '停机' });
  });

  it('is refused in words: no number, a landline, no call of one’s own, words that ended or changed', async () => {
    expect(await preview()).to.include({ code: 'not-your-call' });
    const first = talk(null);
    expect(await preview()).to.include({ code: 'withheld' });
    first.citizenHangsUp();
    hotline().closeRecord.park(zhang, interactionId());
    talk();
    const last = hotline().desks.of(zhang).cards.at(-1)?.interactionId ?? '';
    const of = (change: object) =>
      hotline().sendNotice.send(zhang, 'c-9', { ...wish(), interactionId: last, articleRev: 3, ...change });
    expect(await of({ articleRev: 2 })).to.include({ code: 'changed-since' });
    expect(await of({ clauseNo: '第七条' })).to.include({ code: 'no-article' });
    index.view = { ...article, validity: { ...article.validity, state: 'repealed', label: '废止' } };
    expect(await of({})).to.include({ code: 'not-in-force' });
    index.view = {
      ...article,
      notice: [],
      clauses: [{ no: '第六条', heading: null, text: '长'.repeat(600) }],
    };
    expect(await of({})).to.include({ code: 'too-long' });
    const li = await house.person('li1204');
    index.view = article;
    expect(await hotline().sendNotice.preview(li, { ...wish(), interactionId: last })).to.include({
      code: 'not-your-call',
    });
    expect(notifier.given).to.deep.equal([]);
  });

  it('to a landline is refused, and the number is masked in the words', async () => {
    talk('073188665432');
    const answer = await preview();
    expect(answer).to.include({ code: 'no-mobile' });
    expect(JSON.stringify(answer)).to.not.contain('88665432');
  });

  it('goes on after a crash, and the card still shows what was sent', async () => {
    talk();
    notifier.answer = { outcome: 'unreachable', message: '连接不上短信网关' };
    await send();
    await eventually(() => notifier.given.length > 0, 'tried');
    house = await house.crash();
    notifier.answer = { outcome: 'accepted' };
    await turns();
    await house.timer.advance(40_000);
    await eventually(async () => {
      await house.timer.advance(5_000);
      const { notifications } = await house.store.notifications.list(
        { unitIds: null, accountId: zhang.id },
        { offset: 0, limit: 5 },
      );
      return notifications[0]?.state === 'submitted';
    }, 'submitted after the crash');
    expect(new Set(notifier.given.map(({ idempotencyKey }) => idempotencyKey)).size).to.equal(1);
  });
});
