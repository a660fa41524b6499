import { chmodSync, cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { currentSchema } from '../../../bridge/adapters/sqlite/migrate.ts';
import { Site } from './builders.ts';

/** Data folders as each released version wrote them (`test/golden/make-golden.ts`). They are opened for ever. */
const golden = join(import.meta.dirname, '../../golden');

/** A copy: opening brings it to the current schema. Git keeps no file modes, so the keys get theirs back. */
function copyOf(version: string): Site {
  // Not called `data`: such folders are not committed.
  const site = new Site('store');
  cpSync(join(golden, version), site.root, { recursive: true });
  for (const file of [site.keys.headKey, site.keys.referenceKey]) chmodSync(file, 0o600);
  for (const name of readdirSync(site.keys.monthKeys)) chmodSync(join(site.keys.monthKeys, name), 0o600);
  return site;
}

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
