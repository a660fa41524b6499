import { expect } from 'chai';
import { tagsAnswerSchema } from '../../../bridge/protocol/caller-tags.ts';
import { type Door, openDoor } from './open-door.ts';

describe('tags of callers over HTTP', () => {
  let door: Door;
  before(async () => {
    door = await openDoor();
    await door.house.person('zhang1203');
    await door.house.person('lead', ['supervisor']);
    await door.house.person('kaifu', ['team-lead'], 'cs-kf');
    for (const role of ['system-admin', 'security-auditor', 'quality', 'specialist', 'window'] as const)
      await door.house.person(role, [role]);
    await door.house.store.callerTags.put({
      callerRef: door.house.store.sealer.reference('13874801115'),
      numberMasked: '138****1115',
      interactionId: 'i-1',
      accountId: 'id-zhang1203',
      unitId: 'cs',
      wish: { name: '长沙话', reason: '来电人自述', days: 30, consent: false },
      at: door.house.timer.now(),
    });
  });
  after(() => door.close());

  const list = async (login: string, query = '') => {
    const cookie = await door.signIn(login);
    return door.fetch(`/api/caller-tags${query}`, { headers: { cookie } });
  };
  const end = async (login: string, body: object) => {
    const cookie = await door.signIn(login);
    return door.fetch('/api/caller-tags/end', {
      method: 'POST',
      headers: { cookie, origin: door.origin, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  };

  it('are told to who oversees the unit, and to nobody else', async () => {
    const answer = await list('lead', '?limit=5');
    const { tags, total, basis } = tagsAnswerSchema.parse(await answer.json());
    expect(tags.map(({ name, numberMasked, by }) => [name, numberMasked, by])).to.deep.equal([
      ['长沙话', '138****1115', 'zhang1203·姓名'],
    ]);
    expect([total, basis]).to.deep.equal([1, door.house.hotline.tags.table.basis]);
    expect(tagsAnswerSchema.parse(await (await list('kaifu')).json()).tags, 'another unit’s').to.deep.equal(
      [],
    );
    for (const login of ['zhang1203', 'system-admin', 'security-auditor', 'quality', 'specialist', 'window'])
      expect((await list(login)).status, login).to.equal(403);
    expect((await door.fetch('/api/caller-tags')).status).to.equal(401);
    expect((await list('lead', '?limit=9999')).status).to.equal(400);
  });

  it('are ended by them with a reason, and twice is once', async () => {
    const [tag] = tagsAnswerSchema.parse(await (await list('lead')).json()).tags;
    const asked = { commandId: 'c-1', tagId: tag?.tagId, reason: '理由不当' };
    expect((await end('zhang1203', asked)).status).to.equal(403);
    expect((await end('kaifu', asked)).status).to.equal(403);
    expect((await end('lead', { ...asked, reason: '素质低' })).status).to.equal(400);
    expect((await end('lead', { ...asked, reason: '' })).status).to.equal(400);
    expect((await end('lead', asked)).status).to.equal(200);
    expect((await end('lead', asked)).status).to.equal(200);
    expect(tagsAnswerSchema.parse(await (await list('lead')).json()).total).to.equal(0);
  });
});
