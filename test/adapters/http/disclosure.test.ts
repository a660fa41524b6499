import { expect } from 'chai';
import { publishDemoGuides } from '../../../bridge/commands/demo-guides.ts';
import {
  dutiesAnswerSchema,
  guidesAnswerSchema,
  holidaysAnswerSchema,
} from '../../../bridge/protocol/disclosure.ts';
import { type Door, openDoor } from './open-door.ts';

describe('指导申请公开 over REST', function () {
  this.timeout(60_000);
  let door: Door;
  let cookie: string;
  before(async () => {
    door = await openDoor();
    const { house } = door;
    await house.person('operator', ['operator']);
    await house.person('admin', ['system-admin']);
    for (const role of ['knowledge-editor', 'knowledge-approver'] as const) await house.person(role, [role]);
    await publishDemoGuides(house.hotline);
    cookie = await door.signIn('operator');
  });
  after(() => door?.close());

  const organs = async (text: string, regionCode = '430102') => {
    const query = new URLSearchParams({ text, regionCode });
    const answer = await door.fetch(`/api/disclosure/guides?${query}`, { headers: { cookie } });
    return guidesAnswerSchema.parse(await answer.json()).guides.map(({ organ }) => organ);
  };

  it('finds an organ by the short name that people use, the caller’s own district first', async () => {
    expect(await organs('住建局')).to.deep.equal([
      '芙蓉区住房和城乡建设局（演示）',
      '长沙市住房和城乡建设局（演示）',
    ]);
    expect(await organs('人社局')).to.deep.equal(['长沙市人力资源和社会保障局（演示）']);
    expect(await organs('建住局'), 'in another order it is another name').to.deep.equal([]);
  });

  it('offers the district and what is above it where nothing is asked, and another district by its name only', async () => {
    expect((await organs(''))[0]).to.equal('芙蓉区住房和城乡建设局（演示）');
    expect(await organs(''))
      .to.have.lengthOf(5)
      .and.not.to.contain('岳麓区人民政府办公室（演示）');
    expect(await organs('岳麓')).to.deep.equal(['岳麓区人民政府办公室（演示）']);
  });

  it('does not offer a guide that is taken down, and does not bring it back at the next start', async () => {
    const { house } = door;
    const entry = await house.store.knowledge.entry('desk-demo-guide-4', '2026-11-24');
    const [editor] = (await house.store.accounts.list()).filter(({ roles }) =>
      roles.includes('knowledge-editor'),
    );
    if (entry === null || editor === undefined) throw new Error('no guide was published');
    const withdrawn = await house.hotline.knowledge.writeEntry.review(editor, {
      commandId: 'take-down',
      entryId: entry.entryId,
      changeNo: entry.changeNo,
      act: { act: 'withdraw', reason: '机构调整' },
    });
    expect(withdrawn.outcome).to.equal('done');
    expect(await organs('行政审批')).to.deep.equal([]);
    await publishDemoGuides(house.hotline);
    expect(await organs('行政审批')).to.deep.equal([]);
  });

  it('tells the days off with the notice they rest on, and that nobody has compared them yet', async () => {
    const answer = await door.fetch('/api/disclosure/calendar', { headers: { cookie } });
    const { years } = holidaysAnswerSchema.parse(await answer.json());
    expect(years.map(({ year, docNo, checkedBy }) => [year, docNo, checkedBy])).to.deep.equal([
      [2025, '国办发明电〔2024〕12号', null],
      [2026, '国办发明电〔2025〕7号', null],
    ]);
  });

  it('tells the limits of the window’s duties with their basis', async () => {
    const answer = await door.fetch('/api/duties', { headers: { cookie } });
    const { table } = dutiesAnswerSchema.parse(await answer.json());
    expect(table.basis).to.contain('长政务公开发〔2021〕1号');
    expect(table.rules.map(({ name }) => name)).to.contain('出具证明');
  });

  it('is for who answers callers only, and takes no application: nothing but reading is there', async () => {
    const admin = await door.signIn('admin');
    for (const path of ['/api/disclosure/guides', '/api/disclosure/calendar', '/api/duties']) {
      expect((await door.fetch(path, { headers: { cookie: admin } })).status, path).to.equal(403);
      expect((await door.fetch(path)).status, path).to.equal(401);
      expect((await door.fetch(path, { method: 'POST', headers: { cookie } })).status, path).to.be.within(
        400,
        499,
      );
    }
    const bad = await door.fetch('/api/disclosure/guides?regionCode=abc', { headers: { cookie } });
    expect(bad.status).to.equal(400);
  });
});
