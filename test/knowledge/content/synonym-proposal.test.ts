import { expect } from 'chai';
import fc from 'fast-check';
import {
  decide,
  type ProposalAct,
  type SynonymProposal,
} from '../../../knowledge/content/synonym-proposal.ts';
import {
  changedTable,
  type Synonym,
  type SynonymChange,
  synonymChangesSchema,
} from '../../../knowledge/content/synonyms.ts';
import { outcomeOf, summaryOf } from '../../../knowledge/content/trial.ts';

const trial = {
  ...summaryOf([]),
  at: 0,
  by: 'editor',
  revision: 4,
};

function proposal(over: Partial<SynonymProposal> = {}): SynonymProposal {
  return {
    proposalId: 'p1',
    changes: [{ spoken: '社保卡', written: ['社会保障卡'] }],
    reason: '来电人这样说',
    proposedBy: 'editor',
    proposedAt: 0,
    state: 'open',
    trial,
    decidedBy: null,
    decidedAt: null,
    decision: '',
    undo: null,
    changeNo: 1,
    ...over,
  };
}

const code = (
  one: SynonymProposal,
  act: ProposalAct,
  who = 'approver',
  table: Synonym[] = [],
  revision = 4,
) => {
  const decided = decide(one, act, who, table, revision);
  return 'refused' in decided ? decided.refused.code : decided.state;
};

describe('a proposal for synonyms', () => {
  const goLive: ProposalAct = { act: 'go-live' };
  const takeBack: ProposalAct = { act: 'take-back', reason: '误伤' };

  it('goes live by somebody else than who proposed it, once it was tried on the table in force', () => {
    expect(code(proposal(), goLive)).to.equal('live');
    expect(code(proposal(), goLive, 'editor')).to.equal('own-words');
    expect(code(proposal({ trial: null }), goLive)).to.equal('not-tried');
    expect(code(proposal(), goLive, 'approver', [], 5)).to.equal('trial-outdated');
  });

  it('is decided once; only what is live is taken back', () => {
    const decline: ProposalAct = { act: 'decline', reason: '没有好处' };
    expect(code(proposal(), decline)).to.equal('declined');
    for (const state of ['live', 'declined', 'taken-back'] as const) {
      expect(code(proposal({ state }), goLive)).to.equal('wrong-stage');
      expect(code(proposal({ state }), decline)).to.equal('wrong-stage');
    }
    expect(code(proposal(), takeBack)).to.equal('wrong-stage');
  });

  it('is not taken back over what a later one made of the same word', () => {
    const live = proposal({ state: 'live', undo: [{ spoken: '社保卡', written: null }] });
    expect(code(live, takeBack, 'approver', [{ spoken: '社保卡', written: ['社会保障卡'] }])).to.equal(
      'taken-back',
    );
    expect(code(live, takeBack, 'approver', [{ spoken: '社保卡', written: ['别的'] }])).to.equal(
      'changed-since',
    );
    expect(code(live, takeBack, 'approver', [])).to.equal('changed-since');
  });

  it('leaves, taken back, the table that was there before, whatever it changed', () => {
    const word = fc.constantFrom('社保', '医保', '低保', '年假');
    const written = fc.array(fc.constantFrom('社会保险', '医疗保险', '年休假'), { maxLength: 2 });
    const table = fc.dictionary(word, written).map((rows) =>
      changedTable(
        [],
        Object.entries(rows).map(([spoken, words]) => ({ spoken, written: words })),
      ),
    );
    const changes: fc.Arbitrary<SynonymChange[]> = fc
      .dictionary(word, fc.option(written), { minKeys: 1 })
      .map((rows) => Object.entries(rows).map(([spoken, words]) => ({ spoken, written: words })));
    fc.assert(
      fc.property(table, changes, (before, wanted) => {
        const live = decide(proposal({ changes: wanted }), goLive, 'approver', before, 4);
        if ('refused' in live) throw new Error(live.refused.words);
        const back = decide(
          proposal({ changes: wanted, state: 'live', undo: live.undo }),
          takeBack,
          'approver',
          live.table,
          5,
        );
        if ('refused' in back) throw new Error(back.refused.words);
        expect(back.table).to.deep.equal(before);
      }),
    );
  });

  it('names each word once, in one writing, and no more than a list', () => {
    const parse = (changes: unknown) => synonymChangesSchema.safeParse(changes);
    expect(parse([{ spoken: ' 養老卡 ', written: ['社会保障卡'] }]).data).to.deep.equal([
      { spoken: '养老卡', written: ['社会保障卡'] },
    ]);
    for (const bad of [
      [],
      [{ spoken: ' ', written: ['a'] }],
      [{ spoken: '社保', written: [''] }],
      [{ spoken: '长'.repeat(21), written: null }],
      [
        { spoken: '社保', written: null },
        { spoken: ' 社保', written: [] },
      ],
    ])
      expect(parse(bad).success, JSON.stringify(bad)).to.equal(false);
  });
});

describe('what a trial comes to', () => {
  const side = (place: number | null) => ({ first: [], place });
  const tried = (before: number | null, after: number | null) => ({
    questionId: 'q',
    question: '问',
    expected: { articleId: 'a', clauseNo: '第一条' },
    before: side(before),
    after: side(after),
  });

  it('is by the place of the clause that should answer', () => {
    expect(outcomeOf(tried(3, 1))).to.equal('better');
    expect(outcomeOf(tried(null, 20))).to.equal('better');
    expect(outcomeOf(tried(1, null))).to.equal('worse');
    expect(outcomeOf(tried(null, null))).to.equal('same');
  });

  it('is counted before and after', () => {
    expect(summaryOf([tried(1, 1), tried(4, 2), tried(2, 12), tried(null, null)])).to.deep.equal({
      questions: 4,
      better: 1,
      worse: 1,
      same: 2,
      before: { first: 1, three: 2, ten: 3 },
      after: { first: 1, three: 2, ten: 2 },
    });
  });
});
