import { expect } from 'chai';
import { currentSchema } from '../../../bridge/adapters/sqlite/migrate.ts';
import { copyOf } from './golden-copy.ts';

describe('the data folder of schema 1', function () {
  this.timeout(60_000);

  it('verifies as it is', async () => {
    const site = copyOf('schema-1');
    const report = await site.verify();
    expect(report.problems).to.deep.equal([]);
    expect(report.streams.map(({ stream, head }) => `${stream} ${head}`)).to.deep.equal([
      'acts/golden 4',
      'audit 2',
      'pbx/cs 5',
    ]);
    site.remove();
  });

  it(`opens with schema ${currentSchema}, and everything in it is there`, async () => {
    const site = copyOf('schema-1');
    const store = await site.open({ bridgeId: 'golden' });
    const events = (await store.journal.read('pbx/cs', 0, 100)).map(
      ({ event }) => event as Record<string, unknown>,
    );
    expect(events.map(({ type, number }) => `${type} ${number}`)).to.deep.equal([
      // October's key was destroyed.
      `leg-appeared ${store.sealer.reference('13874801115')}`,
      'leg-appeared 13874801115',
      'queue-joined undefined',
      'leg-appeared 13900001111',
      'leg-ended undefined',
    ]);
    const record = await store.records.byInteraction('call-1');
    expect(record).to.include({
      recordNo: 'CS20261124000001',
      rev: 2,
      callerRef: store.sealer.reference('13874801115'),
    });
    expect(record?.content).to.include({ outcomeCode: 'D1', question: '灵活就业人员社保补贴怎么申请？' });
    expect(await store.records.earlierAnswers(store.sealer.reference('13874801115'), 5)).to.have.length(1);
    expect((await store.facts.byKey('cs/1'))?.fact.caller).to.equal('13874801115');
    expect(await store.facts.resumeFrom('pbx/cs')).to.equal(2);
    expect((await store.seats.all()).map(({ seat, pause }) => [seat, pause?.reason])).to.deep.equal([
      ['1001', 'acw'],
    ]);
    expect((await store.accounts.byLogin('lihua'))?.account.name).to.equal('李华');
    expect((await store.audit.read(0, 10)).map(({ action }) => action)).to.deep.equal([
      'sign-in',
      'forget-month',
    ]);

    const writer = await store.journal.open('pbx/cs');
    expect(writer.append('leg-ended', { v: 1 })).to.equal(6);
    await store.close();
    expect((await site.verify()).problems).to.deep.equal([]);
    site.remove();
  });
});
