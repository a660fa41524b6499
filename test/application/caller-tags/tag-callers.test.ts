import { expect } from 'chai';
import { deskMessage } from '../../../bridge/adapters/websocket/desk-message.ts';
import type { Account } from '../../../bridge/application/store.ts';
import type { TagWish } from '../../../bridge/domain/people/caller-tag.ts';
import { eventually, turns } from '../hand-timer.ts';
import { content, type House, openHouse } from '../house.ts';

const number = '13874801115';
const day = 86_400_000;
const wish: TagWish = { name: '长沙话', reason: '来电人自述', days: 30, consent: false };

describe('tags of callers at the desk (来电人标签)', function () {
  this.timeout(20_000);

  let house: House;
  let zhang: Account;
  let li: Account;
  let lead: Account;
  let other: Account;
  before(async () => {
    house = await openHouse({ ownThreads: true });
    house.pbx.connect();
    zhang = await house.person('zhang1203');
    li = await house.person('li1204');
    lead = await house.person('lead', ['supervisor']);
    other = await house.person('kaifu', ['team-lead'], 'cs-kf');
    const { signInSeat } = house.hotline;
    await signInSeat.signIn(zhang, { seat: '1001', queues: [], takeOver: false });
    await signInSeat.signIn(li, { seat: '1002', queues: [], takeOver: false });
    await turns();
  });
  after(() => house.close());
  // What one test sets is over before the next one begins.
  afterEach(async () => {
    const listed = await house.hotline.tags.list(lead, { offset: 0, limit: 99 });
    if ('tags' in listed)
      for (const { tagId } of listed.tags) await house.hotline.tags.endOverseen(lead, tagId, '测试结束');
  });

  const cardOf = (account: Account) => deskMessage(house.hotline, account).cards.at(-1);
  const known = (account: Account) =>
    eventually(async () => cardOf(account)?.callerKnown === 'read', 'what is known of the caller');
  const names = (account: Account) => cardOf(account)?.tags?.map(({ name }) => name);
  /** A call that this seat answers; gone with its record saved when `over` is called. */
  async function call(account: Account, seat: string, from: string | null = number) {
    const made = house.pbx.citizenCalls(from).rings(seat);
    if (from !== null) await known(account);
    made.answers(seat);
    const interactionId = cardOf(account)?.interactionId ?? '';
    return {
      callId: made.callId,
      interactionId,
      async over(change: object = {}) {
        made.citizenHangsUp();
        const saved = await house.hotline.closeRecord.save(account, `save ${interactionId}`, {
          interactionId,
          baseRev: 0,
          content: { ...content, ...change },
        });
        expect(saved.outcome).to.equal('saved');
      },
    };
  }
  const set = (account: Account, callId: string, change: Partial<TagWish> = {}) =>
    house.hotline.tags.set(account, callId, { ...wish, ...change });

  it('are in the pop of the next call of the same number, at another seat, before it is answered', async () => {
    const first = await call(zhang, '1001');
    expect(cardOf(zhang)?.tags).to.deep.equal([]);
    expect(await set(zhang, first.callId)).to.deep.equal({ outcome: 'done' });
    expect(names(zhang)).to.deep.equal(['长沙话']);
    await first.over();

    const next = house.pbx.citizenCalls(number).rings('1002');
    await known(li);
    expect(cardOf(li)?.phase).to.equal('ringing');
    expect(cardOf(li)?.tags?.[0]).to.include({
      name: '长沙话',
      purpose: '可请会长沙话的同事接听',
      reason: '来电人自述',
      by: 'zhang1203·姓名',
      expiresAt: (cardOf(li)?.tags?.[0]?.setAt ?? 0) + 30 * day,
      consent: false,
    });
    next.answers('1002').citizenHangsUp();
    const { interactionId } = cardOf(li) ?? { interactionId: '' };
    await house.hotline.closeRecord.save(li, 'c-li', { interactionId, baseRev: 0, content });
  });

  it('of another number are not shown beside it', async () => {
    const first = await call(zhang, '1001');
    await set(zhang, first.callId);
    const second = await call(li, '1002', '13900002222');
    expect(names(li)).to.deep.equal([]);
    await second.over();
    await first.over();
  });

  it('set at one seat are seen at once at the other where the same caller is', async () => {
    const first = await call(zhang, '1001');
    const second = await call(li, '1002');
    await set(zhang, first.callId);
    expect(names(li)).to.deep.equal(['长沙话']);
    const tagId = cardOf(li)?.tags?.[0]?.tagId ?? '';
    expect(await house.hotline.tags.end(li, second.callId, tagId)).to.deep.equal({ outcome: 'done' });
    expect(names(zhang)).to.deep.equal([]);
    await first.over();
    await second.over();
  });

  it('are refused in words for a withheld number, before the answer, and for a call of somebody else', async () => {
    const hidden = await call(zhang, '1001', null);
    expect(await set(zhang, hidden.callId)).to.include({ outcome: 'refused', code: 'withheld' });
    await hidden.over();
    const ringing = house.pbx.citizenCalls(number).rings('1001');
    await known(zhang);
    expect(await set(zhang, ringing.callId)).to.include({ code: 'not-your-call' });
    expect(await set(li, ringing.callId)).to.include({ code: 'not-your-call' });
    expect(await set(lead, ringing.callId)).to.include({ code: 'no-right' });
    ringing.answers('1001').citizenHangsUp();
    const { interactionId } = cardOf(zhang) ?? { interactionId: '' };
    await house.hotline.closeRecord.save(zhang, 'c-ring', { interactionId, baseRev: 0, content });
  });

  it('take only what the city lists, masks numbers in a reason, and asks for consent where it must', async () => {
    const made = await call(zhang, '1001');
    expect(await set(zhang, made.callId, { name: '刁民' })).to.include({ code: 'no-such-tag' });
    expect(await set(zhang, made.callId, { name: '听力不便' })).to.include({ code: 'no-consent' });
    expect(await set(zhang, made.callId, { reason: '素质低' })).to.include({ code: 'judgement' });
    expect(await set(zhang, made.callId, { days: 9999 })).to.include({ code: 'bad-days' });
    expect(names(zhang)).to.deep.equal([]);
    await set(zhang, made.callId, { name: '听力不便', consent: true, reason: '请打 13911112222 找家属' });
    expect(cardOf(zhang)?.tags?.[0]).to.include({ consent: true, reason: '请打 139****2222 找家属' });
    await made.over();
  });

  it('are taken back where the record of that call turns out confidential or anonymous, and refused after it', async () => {
    for (const change of [{ confidential: true }, { flags: ['anonymous'] }]) {
      const made = await call(zhang, '1001');
      await set(zhang, made.callId);
      await made.over(change);
      await eventually(
        async () =>
          (await house.store.callerTags.ofCaller(house.store.sealer.reference(number))).length === 0,
        'tags taken back',
      );
    }
  });

  it('keep their reason from others where the caller asked somebody for confidence', async () => {
    const open = await call(zhang, '1001', '13900003333');
    await set(zhang, open.callId, { reason: '投诉某单位，约定回访' });
    await open.over();
    const confidential = await call(zhang, '1001', '13900003333');
    await confidential.over({ confidential: true });
    const seen = await call(li, '1002', '13900003333');
    expect(cardOf(li)?.tags?.map(({ name, reason }) => [name, reason])).to.deep.equal([
      ['长沙话', '（来电人要求保密）'],
    ]);
    await seen.over();
    const own = await call(zhang, '1001', '13900003333');
    expect(cardOf(zhang)?.tags?.[0]?.reason).to.equal('投诉某单位，约定回访');
    await own.over();
  });

  it('are shown to nobody but who takes calls, and never in the clear beside a number', async () => {
    const made = await call(zhang, '1001');
    await set(zhang, made.callId);
    for (const role of ['system-admin', 'security-auditor', 'quality', 'specialist'] as const) {
      const nobody = { ...zhang, roles: [role] };
      expect(
        house.hotline.tags.ofCard(nobody, house.hotline.desks.of(zhang).cards.at(-1) ?? fail()),
        role,
      ).to.deep.equal([]);
      expect(await house.hotline.tags.list(nobody, { offset: 0, limit: 9 }), role).to.include({
        code: 'no-right',
      });
      expect(await house.hotline.tags.endOverseen(nobody, 'x', 'y'), role).to.include({ code: 'no-right' });
    }
    await made.over();
  });

  it('are listed and ended by who oversees the unit, with a reason, and by nobody of another unit', async () => {
    const made = await call(zhang, '1001');
    await set(zhang, made.callId);
    const page = { offset: 0, limit: 9 };
    const listed = await house.hotline.tags.list(lead, page);
    const [row] = 'tags' in listed ? listed.tags : [];
    const look = (await house.store.audit.read(0, 500)).at(-1);
    expect(look, 'a look is logged').to.include({
      action: 'list-caller-tags',
      accountId: lead.id,
      subject: row?.tagId,
      detail: '1 of 1',
    });
    expect(row).to.include({
      name: '长沙话',
      numberMasked: '138****1115',
      by: 'zhang1203·姓名',
      unit: '长沙市',
    });
    expect(JSON.stringify(listed)).to.not.contain(number);
    expect(await house.hotline.tags.list(other, page)).to.deep.include({ tags: [], total: 0 });
    const tagId = row?.tagId ?? '';
    expect(await house.hotline.tags.endOverseen(other, tagId, '理由不当')).to.include({ code: 'other-unit' });
    expect(await house.hotline.tags.endOverseen(lead, tagId, ' ')).to.include({ code: 'no-reason' });
    expect(await house.hotline.tags.endOverseen(lead, tagId, '理由不当')).to.deep.equal({ outcome: 'done' });
    expect(names(zhang), 'at the seat at once').to.deep.equal([]);
    const audit = await house.store.audit.read(0, 500);
    const acts = audit.filter(({ subject }) => subject === `tag ${tagId}`);
    expect(acts.at(-1)).to.include({ action: 'end-caller-tag', accountId: lead.id, detail: '理由不当' });
    expect(JSON.stringify(audit)).to.not.contain('长沙话').and.not.contain(number);
    await made.over();
  });

  it('are gone from the page and from the disk when they are over', async () => {
    const made = await call(zhang, '1001');
    await set(zhang, made.callId, { days: 1 });
    expect(names(zhang)).to.deep.equal(['长沙话']);
    await house.timer.advance(day + 1);
    expect(names(zhang)).to.deep.equal([]);
    const ref = house.store.sealer.reference(number);
    await eventually(async () => (await house.store.callerTags.ofCaller(ref)).length === 0, 'deleted');
    await made.over();
  });
});

function fail(): never {
  throw new Error('no card');
}
