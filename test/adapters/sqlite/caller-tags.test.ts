import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { forgetMonth } from '../../../bridge/adapters/sqlite/forget-month.ts';
import { openFolder } from '../../../bridge/adapters/sqlite/open-folder.ts';
import type { SqliteStore } from '../../../bridge/adapters/sqlite/store.ts';
import type { PutTag } from '../../../bridge/application/caller-tags/tag-store.ts';
import { noon, Site } from './builders.ts';

const day = 86_400_000;
const page = { offset: 0, limit: 50 };

describe('tags of callers on disk', function () {
  this.timeout(20_000);

  let site: Site;
  let store: SqliteStore;
  /** each test has a caller, a call and an operator of its own */
  let nth = 0;
  let number = '';
  let by = '';
  before(async () => {
    site = new Site();
    store = await site.open();
  });
  after(async () => {
    await store.close();
    site.remove();
  });
  beforeEach(() => {
    nth += 1;
    number = `1387480${1000 + nth}`;
    by = `a-${nth}`;
  });

  const caller = (of = number) => store.sealer.reference(of);
  const put = (change: Partial<PutTag> = {}, wish: Partial<PutTag['wish']> = {}) =>
    store.callerTags.put({
      callerRef: caller(),
      numberMasked: `138****${1000 + nth}`,
      interactionId: `call-${nth}`,
      accountId: by,
      unitId: 'cs',
      at: noon,
      ...change,
      wish: { name: '听力不便', reason: '来电人自述，家属陪同', days: 30, consent: true, ...wish },
    });
  const names = async () => (await store.callerTags.ofCaller(caller())).map(({ name }) => name);
  const acts = async () =>
    (await store.audit.read(0, 100))
      .filter(({ accountId }) => accountId?.startsWith(by) === true)
      .map(({ action, subject, detail }) => `${action} ${subject} ${detail}`);

  it('are found by the caller’s reference, whole, also after a restart', async () => {
    const { tagId } = await put();
    await store.close();
    store = await site.open();
    expect(await store.callerTags.ofCaller(caller())).to.deep.equal([
      {
        tagId,
        name: '听力不便',
        reason: '来电人自述，家属陪同',
        setBy: by,
        setAt: noon,
        expiresAt: noon + 30 * day,
        consentAt: noon,
        unitId: 'cs',
        interactionId: `call-${nth}`,
        numberMasked: `138****${1000 + nth}`,
      },
    ]);
    expect(await store.callerTags.ofCaller(caller('13900000000'))).to.deep.equal([]);
    expect(await acts()).to.deep.equal([
      `set-caller-tag tag ${tagId} interaction call-${nth}, until 2026-12-24, consent noted`,
    ]);
  });

  it('of one name are one to a caller: set again it is prolonged, and says by whom', async () => {
    const first = await put();
    const again = await put({ accountId: `${by}-2`, at: noon + day, interactionId: 'another' }, { days: 5 });
    expect(again).to.include({ tagId: first.tagId, setBy: `${by}-2`, expiresAt: noon + 30 * day });
    await put({}, { name: '长沙话', consent: false });
    expect((await names()).sort()).to.deep.equal(['听力不便', '长沙话'].sort());
    expect((await acts())[1]).to.contain('prolong-caller-tag');
    const other = await put({ callerRef: caller('13900000000') });
    expect(other.tagId, 'another caller’s').to.not.equal(first.tagId);
  });

  it('that are over do not prolong a new one of the same name', async () => {
    await put({}, { days: 1 });
    const later = await put({ at: noon + 2 * day }, { days: 3 });
    expect(later.expiresAt).to.equal(noon + 5 * day);
    expect((await acts()).map((act) => act.split(' ')[0])).to.deep.equal([
      'set-caller-tag',
      'set-caller-tag',
    ]);
  });

  it('are ended once, with who and why', async () => {
    const { tagId } = await put();
    const end = { tagId, accountId: `${by}-lead`, reason: '理由不当', at: noon };
    expect(await store.callerTags.end(end)).to.equal(true);
    expect(await store.callerTags.end(end)).to.equal(false);
    expect(await names()).to.deep.equal([]);
    expect(await store.callerTags.byId(tagId)).to.equal(null);
    expect((await acts()).slice(1)).to.deep.equal([`end-caller-tag tag ${tagId} 理由不当`]);
  });

  it('set in a call that became confidential are taken back, and no others', async () => {
    await put({ interactionId: 'confidential' });
    await put({}, { name: '长沙话', consent: false });
    expect(await store.callerTags.endOfInteraction('confidential', by, noon)).to.equal(1);
    expect(await names()).to.deep.equal(['长沙话']);
  });

  it('are listed by unit, newest first, and deleted when they are over', async () => {
    await put({ unitId: 'u-1' }, { days: 1 });
    await put({ callerRef: caller('13900000000'), unitId: 'u-2', at: noon + 1 }, { days: 9 });
    const listed = async (unitIds: string[], at = noon + 2) =>
      (await store.callerTags.list(unitIds, at, page)).tags.map(({ unitId }) => unitId);
    expect(await listed(['u-1', 'u-2'])).to.deep.equal(['u-2', 'u-1']);
    expect(await listed(['u-1'])).to.deep.equal(['u-1']);
    expect(await listed(['u-1', 'u-2'], noon + day)).to.deep.equal(['u-2']);
    expect(await store.callerTags.expire(noon + day)).to.be.above(0);
    expect(await names()).to.deep.equal([]);
    expect((await store.callerTags.list(null, noon, page)).total).to.be.above(0);
  });

  it('stand nowhere in the clear, and are forgotten with the month in which they were set last', async () => {
    const october = noon - 31 * day;
    await put({ at: october }, { days: 180 });
    await put({}, { name: '长沙话', days: 180, consent: false });
    const backup = `${site.root}/backup.db`;
    await store.backup(backup);
    const bytes = readFileSync(backup);
    for (const text of ['听力不便', '长沙话', '家属陪同', `138****${1000 + nth}`, number])
      expect(bytes.includes(Buffer.from(text)), text).to.equal(false);

    const folder = await openFolder({ data: site.data, keys: site.keys, now: noon });
    const months = () =>
      folder.database
        .prepare('select distinct month from caller_tag')
        .all()
        .map(({ month }) => month);
    expect(months().sort()).to.deep.equal(['2026-10', '2026-11']);
    await forgetMonth(folder, '2026-10', 'test', noon);
    expect(months()).to.deep.equal(['2026-11']);
    folder.database.close();
    expect(await names(), 'for a bridge that runs').to.deep.equal(['长沙话']);
    await store.close();
    store = await site.open();
    expect((await site.verify()).problems).to.deep.equal([]);
  });
});
