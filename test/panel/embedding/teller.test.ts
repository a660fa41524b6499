import { expect } from 'chai';
import { Teller } from '../../../agent-panel/src/embedding/teller.ts';
import { baseFields, type Draft, type Edits } from '../../../agent-panel/src/record/draft.ts';
import type { Saved } from '../../../agent-panel/src/record/save.ts';
import type { CallCard } from '../../../bridge/protocol/desk.ts';
import type { PanelEvent } from '../../../sdk/messages.ts';
import { settle } from '../fake-time.ts';
import { card, desk, operator } from '../sample-people.ts';

const now = Date.parse('2026-11-24T10:00:00+08:00');
const ringing = card(now, { number: '13874801115', numberMasked: false });
const talking = card(now, { ...ringing, phase: 'talking', answeredAt: now });
const interactionId = ringing.interactionId;

const used = {
  articleId: 'P001',
  articleRev: 3,
  clauseNo: '第六条',
  title: '住房公积金提取管理办法',
  docNo: '长金管发〔2024〕1号',
  validityAtAnswer: '现行有效',
  rank: 1,
};

function draft(edits: Edits, of: CallCard = ringing): ReadonlyMap<string, Draft> {
  const base = baseFields(of, operator);
  return new Map([
    [
      of.interactionId,
      {
        interactionId: of.interactionId,
        accountId: operator.accountId,
        base,
        edits,
        searchText: '',
        changedAt: now,
        version: 1,
        save: { step: 'none' },
        reopened: null,
      },
    ],
  ]);
}

function setUp(
  full: string | null = null,
  drafts: ReadonlyMap<string, Draft> = new Map(),
  saved: ReadonlyMap<string, Saved> = new Map(),
) {
  const told: PanelEvent[] = [];
  const numbers: string[] = [];
  const teller = new Teller(
    {
      tell: (event) => told.push(event),
      async fullNumber(callId) {
        numbers.push(callId);
        return full;
      },
    },
    drafts,
    saved,
  );
  const show = (...cards: CallCard[]) => teller.desk(desk(now, { cards }));
  return { teller, told, numbers, show };
}

describe('what another system is told', () => {
  it('of a call: ringing, answered, ended, once each, and never more of the number than its ends', async () => {
    const { told, show } = setUp();
    show(ringing);
    show(ringing);
    show(talking);
    show(card(now, { ...talking, phase: 'held', heldAt: now }));
    show(card(now, { ...talking, phase: 'ended', endedAt: now + 60_000 }));
    await settle();
    expect(
      told.map((event) => event.event === 'call' && [event.phase, event.number, event.at]),
    ).to.deep.equal([
      ['ringing', '138****1115', '2026-11-24T09:59:56+08:00'],
      ['answered', '138****1115', '2026-11-24T10:00:00+08:00'],
      ['ended', '138****1115', '2026-11-24T10:01:00+08:00'],
    ]);
    expect(told[0]).to.deep.equal({
      event: 'call',
      phase: 'ringing',
      interactionId,
      direction: 'inbound',
      number: '138****1115',
      numberMasked: true,
      place: '芙蓉区',
      queue: 'policy',
      queueName: '政策咨询线',
      serviceFunction: 'POLICY',
      at: '2026-11-24T09:59:56+08:00',
    });
    expect(JSON.stringify(told)).to.not.contain('13874801115');
  });

  it('the full number only where the city gives it, asked for once a call', async () => {
    const { told, numbers, show } = setUp('13874801115');
    show(ringing);
    show(talking);
    await settle();
    expect(told.map((event) => event.event === 'call' && event.number)).to.deep.equal([
      '13874801115',
      '13874801115',
    ]);
    expect(told[0]).to.include({ numberMasked: false });
    expect(numbers).to.have.length(1);
  });

  it('nothing that tells who a confidential caller is, nor what they were answered', async () => {
    const confidential = draft({ confidential: true });
    const { teller, told, numbers, show } = setUp('13874801115', confidential);
    show(talking);
    teller.drafts(draft({ confidential: true, answers: [used] }));
    await settle();
    expect(told).to.have.length(1);
    expect(told[0]).to.include({ number: null, numberMasked: false, place: null });
    expect(numbers).to.deep.equal([]);
  });

  it('of a call that went elsewhere only that; nothing of talks between seats, nor of closed records', async () => {
    const { told, show } = setUp();
    const saved = { ...baseFields(ringing, operator), regionCode: '430102', outcomeCode: 'D1' as const };
    show(
      card(now, { phase: 'answered-elsewhere', answeredBy: '1003' }),
      card(now, { interactionId: 'talk', kind: 'internal', phase: 'talking' }),
      card(now, {
        interactionId: 'old',
        phase: 'ended',
        record: { recordNo: 'CS1', rev: 1, saved, parked: false },
      }),
    );
    await settle();
    expect(told.map((event) => event.event === 'call' && [event.interactionId, event.phase])).to.deep.equal([
      [interactionId, 'gone'],
    ]);
  });

  it('of an answer when it is used and when it is taken back, with 文号, clause and validity', async () => {
    const { teller, told } = setUp();
    teller.drafts(draft({ answers: [used] }));
    teller.drafts(draft({ answers: [used], question: '公积金' }));
    teller.drafts(draft({ answers: [] }));
    await settle();
    expect(told).to.deep.equal(
      [true, false].map((is) => ({
        event: 'answer',
        interactionId,
        used: is,
        articleId: 'P001',
        clauseNo: '第六条',
        title: '住房公积金提取管理办法',
        docNo: '长金管发〔2024〕1号',
        validity: '现行有效',
      })),
    );
  });

  it('of a record when it is saved, without a word of what the caller said', async () => {
    const { teller, told } = setUp(null, draft({ answers: [used] }));
    const saved: Saved = {
      recordNo: 'CS20261124000001',
      savedAt: '2026-11-24T10:02:00+08:00',
      rev: 1,
      outcomeCode: 'D1',
      confidential: false,
      mergedWith: null,
    };
    teller.saved(new Map([[interactionId, saved]]));
    teller.saved(new Map([[interactionId, saved]]));
    teller.saved(new Map([[interactionId, { ...saved, rev: 2 }]]));
    await settle();
    expect(told.map((event) => event.event === 'record' && event.rev)).to.deep.equal([1, 2]);
    expect(told[0]).to.deep.include({ outcome: { code: 'D1', name: '直接解答（引用政策）' } });
  });

  it('to a page that comes late: how the calls stand, and nothing again of answers and records', async () => {
    const saved: Saved = {
      recordNo: 'CS1',
      savedAt: '',
      rev: 1,
      outcomeCode: 'D1',
      confidential: false,
      mergedWith: null,
    };
    const { teller, told, show } = setUp(null, draft({ answers: [used] }), new Map([['i', saved]]));
    show(talking);
    teller.drafts(draft({ answers: [used], question: '后来写的' }));
    teller.saved(new Map([['i', saved]]));
    await settle();
    expect(told.map(({ event }) => event)).to.deep.equal(['call']);
  });
});
