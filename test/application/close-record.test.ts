import { expect } from 'chai';
import type { Account } from '../../bridge/application/store.ts';
import { eventually, turns } from './hand-timer.ts';
import { content, type House, openHouse } from './house.ts';

const number = '13874801115';

describe('closing a record (登记)', () => {
  let house: House;
  let zhang: Account;
  let li: Account;

  beforeEach(async () => {
    house = await openHouse();
    house.pbx.connect();
    zhang = await house.person('zhang1203');
    li = await house.person('li1204');
    await house.hotline.signInSeat.signIn(zhang, { seat: '1001', queues: [], takeOver: false });
    await turns();
  });
  afterEach(() => house.close());

  const save = (account: Account, interactionId: string, change: object = {}, id = 'c1') =>
    house.hotline.closeRecord.save(account, id, {
      interactionId,
      baseRev: 0,
      content: { ...content, ...change },
    });

  it('takes call, seat, queue, unit, times and caller from the floor', async () => {
    const call = house.pbx.citizenCalls(number, 'business').rings('1001').answers('1001').citizenHangsUp();
    const interactionId = house.hotline.desks.of(zhang).cards[0]?.interactionId ?? '';
    await save(zhang, interactionId);
    const record = await house.store.records.byInteraction(interactionId);
    expect(record).to.deep.include({
      channel: 'hotline',
      callKey: `cs-test/${call.callId}`,
      callKind: 'inbound',
      seat: '1001',
      queue: 'business',
      accountId: zhang.id,
      agentNo: zhang.agentNo,
      unitId: 'cs',
      callerRef: house.store.sealer.reference(number),
      numberMasked: '138****1115',
    });
    expect(record?.startedAt).to.match(/^2026-11-24T10:00:00\.\d{3}\+08:00$/);
    expect(record?.answeredAt).to.be.a('string');
    expect(record?.endedAt).to.be.a('string');
    expect(JSON.stringify(record)).to.not.contain(number);
  });

  it('is refused with the field that is missing', async () => {
    house.pbx.citizenCalls(number).rings('1001').answers('1001');
    const { interactionId } = house.hotline.desks.of(zhang).cards[0] ?? { interactionId: '' };
    const answer = await save(zhang, interactionId, { outcomeCode: 'D1' });
    expect(answer).to.include({ outcome: 'refused', code: 'incomplete' });
    expect('message' in answer && answer.message).to.contain('答复依据');
    expect(await house.store.records.byInteraction(interactionId)).to.equal(null);
  });

  it('of D4 asks for the proof of search and the organ, and keeps both', async () => {
    house.pbx.citizenCalls(number).rings('1001').answers('1001').citizenHangsUp();
    const { interactionId } = house.hotline.desks.of(zhang).cards[0] ?? { interactionId: '' };
    const search = {
      text: '危房改造补助名单',
      regionCode: '430102',
      date: '2026-11-24',
      at: '2026-11-24T10:00:30.000+08:00',
      hits: 0,
      dataAsOf: null,
      verdict: 'open' as const,
    };
    const disclosure = {
      holderOrgId: null,
      organ: '',
      channel: null,
      searched: [search],
      foundNothing: false,
    };
    const saying = async (more: object, id: string) => {
      const answer = await save(zhang, interactionId, { outcomeCode: 'D4', ...more }, id);
      return 'message' in answer ? answer.message : answer.outcome;
    };
    expect(await saying({}, 'a')).to.contain('检索证明');
    expect(await saying({ disclosure }, 'b'), 'nobody judged it').to.contain('检索证明');
    const searched = [{ ...search, verdict: 'not-found' as const }];
    expect(await saying({ disclosure: { ...disclosure, searched } }, 'c')).to.contain('哪个机关');
    const whole = { ...disclosure, searched, foundNothing: true, organ: '芙蓉区住房和城乡建设局' };
    expect(await saying({ disclosure: whole }, 'd')).to.equal('saved');
    const record = await house.store.records.byInteraction(interactionId);
    expect(record?.content.disclosure).to.deep.equal(whole);
  });

  it('closes an empty call with two keys: nothing but the outcome is asked for', async () => {
    house.pbx.citizenCalls(number).rings('1001').answers('1001').citizenHangsUp();
    const { interactionId } = house.hotline.desks.of(zhang).cards[0] ?? { interactionId: '' };
    expect(await save(zhang, interactionId, { outcomeCode: 'X1', question: '' })).to.include({
      outcome: 'saved',
    });
  });

  it('is for who took the call, and for nobody else', async () => {
    house.pbx.citizenCalls(number).rings('1001').answers('1001').citizenHangsUp();
    const { interactionId } = house.hotline.desks.of(zhang).cards[0] ?? { interactionId: '' };
    expect(await save(li, interactionId)).to.include({ outcome: 'refused', code: 'not-your-record' });
    expect(house.hotline.closeRecord.park(li, interactionId)).to.include({ code: 'not-your-record' });
    await save(zhang, interactionId);
    expect(await save(li, interactionId)).to.include({ outcome: 'refused', code: 'not-your-record' });
  });

  it('is not possible for a call that was never answered here', async () => {
    house.pbx.citizenCalls(number).rings('1001');
    const [card] = house.hotline.desks.of(zhang).cards;
    expect(card?.phase).to.equal('ringing');
    expect(await save(zhang, card?.interactionId ?? '')).to.include({ code: 'not-your-record' });
  });

  it('gives the same answer to the same save sent twice, and makes one record', async () => {
    house.pbx.citizenCalls(number).rings('1001').answers('1001');
    const { interactionId } = house.hotline.desks.of(zhang).cards[0] ?? { interactionId: '' };
    const first = await save(zhang, interactionId);
    const again = await save(zhang, interactionId);
    expect(again).to.deep.equal({ ...first, repeated: true });
    expect(await house.store.records.ofDay('2026-11-24')).to.have.length(1);
  });

  it('tells of a conflict, and changes nothing, when the edit was made on an older revision', async () => {
    house.pbx.citizenCalls(number).rings('1001').answers('1001');
    const { interactionId } = house.hotline.desks.of(zhang).cards[0] ?? { interactionId: '' };
    await save(zhang, interactionId);
    const answer = await save(zhang, interactionId, { question: '另一个问题' }, 'c2');
    expect(answer).to.include({ outcome: 'conflict', currentRev: 1 });
    expect((await house.store.records.byInteraction(interactionId))?.content.question).to.equal(
      content.question,
    );
  });

  describe('that is closed', () => {
    let interactionId: string;
    beforeEach(async () => {
      house.pbx.citizenCalls(number).rings('1001').answers('1001').citizenHangsUp();
      ({ interactionId = '' } = house.hotline.desks.of(zhang).cards[0] ?? {});
      await save(zhang, interactionId);
    });
    const edit = (id: string, baseRev: number, change: object, reason?: string) =>
      house.hotline.closeRecord.save(zhang, id, {
        interactionId,
        baseRev,
        content: { ...content, ...change },
        reason,
      });

    it('is changed by who saved it, with a reason, into a new revision; the old one stays readable', async () => {
      expect(await edit('c2', 1, { question: '改一改' }, '笔误更正')).to.include({
        outcome: 'saved',
        rev: 2,
      });
      const { recordNo = '' } = (await house.store.records.byInteraction(interactionId)) ?? {};
      const told = await house.hotline.ownRecords.revisions(zhang, recordNo);
      expect(
        'revisions' in told && told.revisions.map(({ rev, by, reason }) => [rev, by, reason]),
      ).to.deep.equal([
        [1, zhang.name, ''],
        [2, zhang.name, '笔误更正'],
      ]);
      expect('revisions' in told && told.revisions[0]?.content.question).to.equal(content.question);
      const [entry] = (await house.store.audit.read(0, 1000)).filter(
        ({ action }) => action === 'edit-record',
      );
      expect(entry).to.include({
        accountId: zhang.id,
        subject: `record ${recordNo} rev 2`,
        detail: '笔误更正',
      });
    });

    it('is not changed without a reason', async () => {
      expect(await edit('c2', 1, { question: '改一改' }, ' ')).to.include({ code: 'reason-needed' });
      expect((await house.store.records.byInteraction(interactionId))?.rev).to.equal(1);
    });

    it('is not changed on another day', async () => {
      await house.timer.advance(15 * 3_600_000);
      expect(await edit('c2', 1, { question: '改一改' }, '笔误更正')).to.include({ code: 'day-over' });
    });

    it('meets what was written without a link as a conflict, with what is saved beside it', async () => {
      const answer = await edit('c2', 0, { question: '离线时写的' });
      expect(answer).to.include({ outcome: 'conflict', currentRev: 1 });
      expect('theirs' in answer && answer.theirs?.content).to.deep.equal(content);
      expect((await house.store.records.byInteraction(interactionId))?.content).to.deep.equal(content);
    });

    it('knows a save that was done, also after a later revision', async () => {
      await edit('c2', 1, { question: '改一改' }, '笔误更正');
      await edit('c3', 2, { question: '再改' }, '补充内容');
      expect(await edit('c2', 1, { question: '改一改' }, '笔误更正')).to.include({
        outcome: 'saved',
        rev: 2,
        repeated: true,
      });
      expect((await house.store.records.byInteraction(interactionId))?.content.question).to.equal('再改');
    });

    it('counts its wrap-up to the save that closed it, also for a bridge that starts again', async () => {
      const supervisor = await house.person('chen', ['supervisor']);
      const before = house.hotline.watchFloor.board(supervisor).figures;
      await house.timer.advance(3_600_000);
      await edit('c2', 1, { question: '改一改' }, '笔误更正');
      const [counted] = await house.store.records.ofDay('2026-11-24');
      const { savedAt } = (await house.store.records.byInteraction(interactionId)) ?? { savedAt: '' };
      expect(Date.parse(savedAt) - Date.parse(counted?.savedAt ?? '')).to.be.at.least(3_600_000);
      expect(house.hotline.watchFloor.board(supervisor).figures).to.deep.equal(before);
    });

    it('is listed to who saved it, and to nobody else', async () => {
      const mine = await house.hotline.ownRecords.today(zhang);
      expect('records' in mine && mine.records).to.have.length(1);
      expect(await house.hotline.ownRecords.today(li)).to.deep.equal({ records: [] });
      const { recordNo = '' } = (await house.store.records.byInteraction(interactionId)) ?? {};
      expect(await house.hotline.ownRecords.revisions(li, recordNo)).to.include({ code: 'no-record' });
    });
  });

  it('goes on with its record when the call comes back to the seat', async () => {
    const call = house.pbx.citizenCalls(number).rings('1001').answers('1001');
    const desk = house.hotline.desks.of(zhang);
    const interactionId = desk.cards[0]?.interactionId ?? '';
    await save(zhang, interactionId);
    call.isPutBack('1001', 'business');
    expect(desk.cards).to.deep.equal([]);
    call.rings('1001');
    expect(desk.cards[0]).to.include({ phase: 'ringing', interactionId });
    expect(house.hotline.floor.seat('1001')?.state).to.equal('RINGING');
    call.answers('1001');
    await eventually(() => desk.cards[0]?.record?.rev === 1, 'the record of before');
    expect(desk.cards[0]).to.include({ phase: 'talking' });
    const answer = await house.hotline.closeRecord.save(zhang, 'c2', {
      interactionId,
      baseRev: 1,
      content: { ...content, question: '又问了一件事' },
    });
    expect(answer).to.include({ outcome: 'saved', rev: 2 });
    expect(await house.store.records.ofDay('2026-11-24')).to.have.length(1);
  });

  it('says that the content is safe when the disk refuses', async () => {
    house.pbx.citizenCalls(number).rings('1001').answers('1001').citizenHangsUp();
    const { interactionId } = house.hotline.desks.of(zhang).cards[0] ?? { interactionId: '' };
    house.store.records.save = () => Promise.reject(new Error('disk full'));
    const answer = await save(zhang, interactionId);
    expect(answer).to.include({ outcome: 'refused', code: 'not-saved' });
    expect('message' in answer && answer.message).to.contain('内容仍保存在本机');
    expect(house.hotline.desks.of(zhang).cards).to.have.length(1);
  });
});
