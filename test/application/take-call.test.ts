import { expect } from 'chai';
import type { Card } from '../../bridge/application/card.ts';
import type { Account } from '../../bridge/application/store.ts';
import { eventually, turns } from './hand-timer.ts';
import { content, factsStored, type House, hit, openHouse, ScriptedAnswers } from './house.ts';

const number = '13874801115';

describe('the pop', () => {
  let house: House;
  let zhang: Account;
  let li: Account;

  beforeEach(async () => {
    house = await openHouse();
    house.pbx.connect();
    zhang = await house.person('zhang1203');
    li = await house.person('li1204');
    await house.hotline.signInSeat.signIn(zhang, { seat: '1001', queues: [], takeOver: false });
    await house.hotline.signInSeat.signIn(li, { seat: '1002', queues: [], takeOver: false });
    await turns();
  });
  afterEach(() => house.close());

  const cards = (account: Account): Card[] => house.hotline.desks.of(account).cards;

  it('shows the caller at the ringing seat, and only there, before the call is answered', () => {
    house.pbx.citizenCalls(number).rings('1001');
    expect(cards(zhang).map(({ phase, caller, queue }) => ({ phase, caller, queue }))).to.deep.equal([
      { phase: 'ringing', caller: number, queue: 'policy' },
    ]);
    expect(cards(li)).to.deep.equal([]);
  });

  it('tells the page of the caller before the answers are asked for, and the answers once an offer', async () => {
    const told: string[] = [];
    house.hotline.desks.watch({
      deskChanged: (id) => id === zhang.id && told.push(`desk ${cards(zhang).length}`),
      answersSuggested: (id, card) => id === zhang.id && told.push(`answers ${card.suggested?.offer}`),
    });
    const call = house.pbx.citizenCalls(number).rings('1001');
    await eventually(() => told.includes('answers 1'), 'answers');
    expect(told[0]).to.equal('desk 1');
    expect(cards(zhang)[0]?.suggested?.hits).to.deep.equal([hit]);
    call.letsItRing('1001').rings('1001');
    await eventually(() => told.includes('answers 2'), 'answers of the second offer');
    expect(told.filter((line) => line.startsWith('answers'))).to.deep.equal(['answers 1', 'answers 2']);
  });

  it('asks for answers with the line, the region, the day and what this caller was told before', async () => {
    house.pbx.citizenCalls(number).rings('1001');
    await eventually(() => house.index.suggestions.length === 1, 'suggestion');
    expect(house.index.suggestions[0]).to.deep.include({
      queue: 'policy',
      serviceFunction: 'POLICY',
      regionCode: '430100',
      date: '2026-11-24',
      earlier: [],
    });
  });

  it('pops once for a seat that is rung again by the same call, with the new offer', () => {
    house.pbx.citizenCalls(number).rings('1001').letsItRing('1001').rings('1001');
    expect(cards(zhang).map(({ phase, offer }) => ({ phase, offer }))).to.deep.equal([
      { phase: 'ringing', offer: 2 },
    ]);
  });

  it('says who took a call that rang at two seats, and forgets it after a while', async () => {
    house.pbx.citizenCalls(number).rings('1001').rings('1002').answers('1002');
    expect(cards(zhang)[0]).to.include({ phase: 'answered-elsewhere', answeredBy: '1002' });
    expect(cards(li)[0]).to.include({ phase: 'talking' });
    await house.timer.advance(10_000);
    expect(cards(zhang)).to.deep.equal([]);
    expect(cards(li)).to.have.length(1);
  });

  it('shows a missed call for a while, and no longer when it rings again', async () => {
    const call = house.pbx.citizenCalls(number).rings('1001').letsItRing('1001');
    expect(cards(zhang)[0]).to.include({ phase: 'missed', answeredBy: null });
    await house.timer.advance(20_000);
    call.rings('1001');
    await house.timer.advance(20_000);
    expect(cards(zhang)[0]).to.include({ phase: 'ringing' });
    call.citizenHangsUp();
    expect(cards(zhang)[0]).to.include({ phase: 'missed' });
    await house.timer.advance(30_000);
    expect(cards(zhang)).to.deep.equal([]);
  });

  it('does not pop again for what a snapshot finds to be as it was', async () => {
    const call = house.pbx.citizenCalls(number).rings('1001').answers('1001');
    await eventually(() => house.index.suggestions.length === 1, 'suggestion');
    const [before] = cards(zhang);
    house.pbx.lose();
    house.pbx.connect();
    await turns();
    expect(cards(zhang)).to.have.length(1);
    expect(cards(zhang)[0]).to.equal(before);
    expect(house.index.suggestions).to.have.length(1);
    call.citizenHangsUp();
    expect(cards(zhang)[0]?.phase).to.equal('ended');
  });

  it('knows how often this number called this week and what it was told', async () => {
    for (const id of ['c1', 'c2']) {
      const call = house.pbx.citizenCalls(number).rings('1001').answers('1001').citizenHangsUp();
      const [card] = cards(zhang);
      await house.hotline.closeRecord.save(zhang, id, {
        interactionId: card?.interactionId ?? '',
        baseRev: 0,
        content: { ...content, question: `问题 ${id}` },
      });
      await factsStored(house, call.callId);
      await house.timer.advance(1000);
    }
    house.pbx.citizenCalls(number).rings('1002');
    await eventually(() => (cards(li)[0]?.callsThisWeek ?? 0) > 0, 'history');
    expect(cards(li)[0]?.callsThisWeek).to.equal(3);
    expect(cards(li)[0]?.history.map(({ question, outcome }) => ({ question, outcome }))).to.deep.equal([
      { question: '问题 c2', outcome: '直接解答（办事指引：线下窗口）' },
      { question: '问题 c1', outcome: '直接解答（办事指引：线下窗口）' },
    ]);
  });

  it('keeps a confidential question from every operator but its own', async () => {
    house.pbx.citizenCalls(number).rings('1001').answers('1001').citizenHangsUp();
    await house.hotline.closeRecord.save(zhang, 'c1', {
      interactionId: cards(zhang)[0]?.interactionId ?? '',
      baseRev: 0,
      content: { ...content, confidential: true },
    });
    house.pbx.citizenCalls(number).rings('1002');
    await eventually(() => (cards(li)[0]?.history.length ?? 0) > 0, 'history');
    expect(cards(li)[0]?.history[0]?.question).to.equal('（来电人要求保密）');
  });

  it('says consulting while the seat calls somebody beside the citizen, and talking when it is back', () => {
    const call = house.pbx.citizenCalls(number).rings('1001').answers('1001');
    const consultation = call.consults('1001', '1003');
    expect(cards(zhang)[0]?.phase).to.equal('consulting');
    consultation.over();
    expect(cards(zhang)[0]?.phase).to.equal('talking');
  });

  it('looks nobody up for a withheld number', async () => {
    house.pbx.citizenCalls(null).rings('1001');
    await turns();
    expect(cards(zhang)[0]).to.include({ caller: null, callerRef: null, callsThisWeek: 0 });
  });

  it('pops where nobody sits for nobody, and shows the call to who sits down meanwhile', async () => {
    house.pbx.citizenCalls(number).rings('1003');
    const wang = await house.person('wang1205');
    await house.hotline.signInSeat.signIn(wang, { seat: '1003', queues: [], takeOver: false });
    expect(cards(wang).map(({ phase, reconciled }) => ({ phase, reconciled }))).to.deep.equal([
      { phase: 'ringing', reconciled: true },
    ]);
  });
});

describe('answers for a pop while the index is still being built', () => {
  it('come when it is ready, if the call is still there', async () => {
    const index = new ScriptedAnswers(false);
    const house = await openHouse({ index });
    try {
      house.pbx.connect();
      const zhang = await house.person('zhang1203');
      await house.hotline.signInSeat.signIn(zhang, { seat: '1001', queues: [], takeOver: false });
      house.pbx.citizenCalls(number).rings('1001');
      const missed = house.pbx.citizenCalls('13900000000').rings('1001').letsItRing('1001');
      await turns();
      const desk = house.hotline.desks.of(zhang);
      expect(desk.cards.map(({ suggested }) => suggested)).to.deep.equal([null, null]);
      index.finish();
      await eventually(() => desk.cards[0]?.suggested != null, 'answers');
      expect(desk.cards.find(({ callId }) => callId === missed.callId)?.suggested).to.equal(null);
    } finally {
      await house.close();
    }
  });
});
