import { expect } from 'chai';
import { checkAuditRetention } from '../../../bridge/adapters/sqlite/writing/append-audit.ts';
import { noon, refusal, Site } from './builders.ts';

describe('the audit trail', function () {
  this.timeout(60_000);

  it('keeps entries in order, chained like the journal, and reads on from any position', async () => {
    const site = new Site();
    const store = await site.open();
    const entries = ['sign-in', 'reveal-number', 'sign-out'].map((action, i) => ({
      at: noon + i,
      accountId: i === 2 ? null : 'a-1',
      action,
      subject: 'cs/1',
      detail: '来电人要求核对',
      success: i !== 1,
    }));
    for (const entry of entries) await store.audit.append(entry);
    expect(await store.audit.read(0, 10)).to.deep.equal(
      entries.map((entry, i) => ({ ...entry, position: i + 1 })),
    );
    expect((await store.audit.read(1, 1)).map(({ action }) => action)).to.deep.equal(['reveal-number']);
    await store.close();
    const audit = (await site.verify()).streams.find(({ stream }) => stream === 'audit');
    expect(audit).to.include({ entries: 3, signedThrough: 3 });
    site.remove();
  });

  it('is kept for 180 days at the least (网络安全法 art. 21)', async () => {
    for (const days of [0, 179, 180.5, Number.NaN])
      expect(() => checkAuditRetention(days))
        .to.throw()
        .with.property('code', 'audit.retention-too-short');
    checkAuditRetention(180);
    const site = new Site();
    const refused = await refusal(site.open({ auditRetentionDays: 90 }));
    expect(refused.message).to.include('网络安全法');
    site.remove();
  });
});
