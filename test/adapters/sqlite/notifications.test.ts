import { expect } from 'chai';
import type { SqliteStore } from '../../../bridge/adapters/sqlite/store.ts';
import type { NewNotification, NotificationState } from '../../../bridge/application/notification-store.ts';
import { noon, Site } from './builders.ts';

const limits = { mostACall: 2, mostANumberADay: 3 };
const day = 86_400_000;

function notice(change: Partial<NewNotification> = {}): NewNotification {
  return {
    messageId: 'm-1',
    commandId: 'c-1',
    accountId: 'a-1',
    unitId: 'cs',
    interactionId: 'call-1',
    number: '13874801115',
    numberMasked: '138****1115',
    articleId: 'P033',
    articleRev: 1,
    title: '居住证暂行条例',
    text: '【长沙12345】……',
    at: noon,
    ...change,
  };
}

describe('text messages on disk', () => {
  let site: Site;
  let store: SqliteStore;
  beforeEach(async () => {
    site = new Site();
    store = await site.open();
  });
  afterEach(async () => {
    await store.close();
    site.remove();
  });

  const nth = (n: number, change: Partial<NewNotification> = {}) =>
    store.notifications.put(notice({ messageId: `m-${n}`, commandId: `c-${n}`, ...change }), limits);
  const become = (state: NotificationState, messageId = 'm-1') =>
    store.notifications.change({ messageId, state, words: '', tried: true, nextAt: null, at: noon });

  it('are due with their number, which stands nowhere in the clear', async () => {
    await nth(1);
    const [due] = await store.notifications.due(noon, 10);
    expect(due).to.include({ messageId: 'm-1', to: '13874801115', state: 'queued', attempts: 0 });
    const [listed] = (
      await store.notifications.list({ unitIds: ['cs'], accountId: null }, { offset: 0, limit: 9 })
    ).notifications;
    expect(JSON.stringify(listed)).to.not.contain('13874801115');
    expect(JSON.stringify(await store.audit.read(0, 10)))
      .to.contain('send-notice')
      .and.not.contain('1387480');
  });

  it('given twice are one message with one answer', async () => {
    const first = await nth(1);
    const again = await store.notifications.put(notice({ messageId: 'other' }), limits);
    expect(first).to.include({ outcome: 'queued', repeated: false });
    expect(again).to.deep.include({ outcome: 'queued', repeated: true });
    expect('notification' in again && again.notification.messageId).to.equal('m-1');
    expect(await store.notifications.due(noon, 10)).to.have.length(1);
  });

  it('are limited by call, and by number and day in China; what failed does not count', async () => {
    await nth(1);
    await nth(2);
    expect(await nth(3)).to.deep.equal({ outcome: 'too-many-of-call' });
    await become('failed', 'm-2');
    expect(await nth(4)).to.include({ outcome: 'queued' });
    expect(await nth(5, { interactionId: 'call-2' })).to.include({ outcome: 'queued' });
    expect(await nth(6, { interactionId: 'call-3' })).to.deep.equal({ outcome: 'too-many-of-number' });
    expect(await nth(7, { interactionId: 'call-3', number: '13900001111' })).to.include({
      outcome: 'queued',
    });
    expect(await nth(8, { interactionId: 'call-4', at: noon + day })).to.include({ outcome: 'queued' });
  });

  it('only go forward: a receipt may overtake, what was delivered stays delivered', async () => {
    await nth(1);
    expect(await become('delivered')).to.include({ state: 'delivered', attempts: 1 });
    for (const state of ['queued', 'submitted', 'failed'] as const)
      expect(await become(state)).to.equal(null);
    await nth(2);
    await become('failed', 'm-2');
    expect(await become('submitted', 'm-2')).to.equal(null);
    expect(await become('delivered', 'm-2'), 'after it was given up').to.include({ state: 'delivered' });
    expect(await become('delivered', 'm-9')).to.equal(null);
    expect(await store.notifications.due(noon + day, 10)).to.deep.equal([]);
  });

  it('are seen by their own account, or by units', async () => {
    await nth(1);
    await nth(2, { accountId: 'a-2', unitId: 'cs-kf', interactionId: 'call-2' });
    const seen = async (of: Parameters<SqliteStore['notifications']['list']>[0]) =>
      (await store.notifications.list(of, { offset: 0, limit: 9 })).notifications.map(
        ({ messageId }) => messageId,
      );
    expect(await seen({ unitIds: null, accountId: 'a-2' })).to.deep.equal(['m-2']);
    expect(await seen({ unitIds: ['cs-kf'], accountId: null })).to.deep.equal(['m-2']);
    expect(await seen({ unitIds: null, accountId: null })).to.have.members(['m-1', 'm-2']);
    expect(
      (await store.notifications.ofInteraction('call-1')).map(({ messageId }) => messageId),
    ).to.deep.equal(['m-1']);
  });
});
