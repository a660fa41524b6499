import { expect } from 'chai';
import { answerFrom } from '../../../agent-panel/src/answers/hits.ts';
import {
  baseFields,
  closable,
  type Draft,
  type Edits,
  fieldsOf,
} from '../../../agent-panel/src/record/draft.ts';
import { recordContentSchema } from '../../../bridge/protocol/domain.ts';
import { rentHits } from '../sample-answers.ts';
import { card, operator } from '../sample-people.ts';

const now = 1_700_000_000_000;
const [rent] = rentHits.map((hit) => answerFrom(hit));

function draft(edits: Edits, searchText = ''): Draft {
  const base = baseFields(card(now), operator);
  return {
    interactionId: 'i',
    accountId: 'a',
    base,
    edits,
    searchText,
    reopened: null,
    changedAt: now,
    version: 1,
    save: { step: 'none' },
  };
}

const filled = (edits: Edits, searchText = '') =>
  fieldsOf(baseFields(card(now), operator), draft(edits, searchText));

describe('a record, before a key is pressed', () => {
  it('takes function, place and basis from the call', () => {
    expect(baseFields(card(now, { serviceFunction: 'SERVICE_GUIDE' }), operator)).to.include({
      serviceFunction: 'SERVICE_GUIDE',
      regionCode: '430102',
      regionBasis: 'number',
      appealType: '咨询',
      outcomeCode: null,
    });
  });

  it('knows only the line where the place is not known', () => {
    expect(baseFields(card(now, { place: null }), operator)).to.include({
      regionCode: '430100',
      regionBasis: 'line',
    });
  });

  it('says of a call to a citizen that the place is a guess: they chose no line', () => {
    const called = card(now, { kind: 'outbound', place: null });
    expect(baseFields(called, operator).regionBasis).to.equal('inferred');
  });
});

describe('a used answer', () => {
  it('suggests D1 and brings the words that were searched for', () => {
    const fields = filled({ answers: rent ? [rent] : [] }, '公积金 提取 租房');
    expect(fields).to.include({ outcomeCode: 'D1', question: '公积金 提取 租房' });
    expect(closable(fields).ready).to.equal(true);
  });

  it('brings its title where only letters of an input method were typed', () => {
    const fields = filled({ answers: rent ? [rent] : [] }, 'gjj tiqu');
    expect(fields.question).to.equal('咨询《住房公积金管理条例》第二十四条');
  });

  it('never writes over what the operator wrote, nor over what they emptied', () => {
    const answers = rent ? [rent] : [];
    expect(filled({ answers, question: '问租房' }, '公积金').question).to.equal('问租房');
    expect(filled({ answers, question: '' }, '公积金').question).to.equal('');
    expect(filled({ answers, outcomeCode: 'D5' }).outcomeCode).to.equal('D5');
  });

  it('suggests nothing for a guide to a counter: D2 or D3 is for the operator to say', () => {
    expect(filled({ answers: rent ? [rent] : [], serviceFunction: 'SERVICE_GUIDE' }).outcomeCode).to.equal(
      null,
    );
  });
});

describe('a file that is not there', () => {
  const search = {
    text: '危房补助名单',
    regionCode: '430102',
    date: '2026-11-30',
    at: '2026-11-30T10:00:00.000+08:00',
    hits: 0,
    dataAsOf: null,
    verdict: 'not-found' as const,
  };
  const guided = {
    holderOrgId: null,
    organ: '芙蓉区住建局',
    channel: null,
    searched: [search, { ...search, text: '农村危房改造补助名单' }],
    foundNothing: true,
  };

  it('suggests D4 once the caller knows where to apply, and the fullest words as what was asked', () => {
    const fields = filled({ serviceFunction: 'DISCLOSURE_GUIDE', disclosure: guided });
    expect(fields).to.include({ outcomeCode: 'D4', question: '农村危房改造补助名单' });
    expect(closable(fields).ready).to.be.true;
    expect(filled({ disclosure: { ...guided, organ: '' } }).outcomeCode, 'no organ yet').to.be.null;
  });

  it('never overwrites what the operator wrote or chose', () => {
    const fields = filled({ question: '要补助名单', outcomeCode: 'P1', disclosure: guided });
    expect(fields).to.include({ outcomeCode: 'P1', question: '要补助名单' });
  });

  it('is asked for where D4 was chosen without it, in a draft of before there was such a guide, too', () => {
    const check = closable(filled({ outcomeCode: 'D4', question: '要名单', outcomeNote: '已告知' }));
    expect(!check.ready && check.missing).to.deep.equal([
      { field: 'disclosure', zh: '处理结果 D4 须有检索证明：按 Alt+3 检索，没有的按 Alt+N 标记“未找到”' },
    ]);
  });

  it('that is published after all suggests D5, with the answer that says where', () => {
    const searched = [{ ...search, verdict: 'published' as const }];
    const disclosure = { ...guided, searched, foundNothing: false };
    expect(filled({ answers: rent ? [rent] : [], disclosure }).outcomeCode).to.equal('D5');
    expect(filled({ disclosure }).outcomeCode, 'no answer yet').to.be.null;
  });
});

describe('what is missing', () => {
  it('is told in the order of the form', () => {
    const check = closable(filled({}));
    expect(check.ready ? [] : check.missing.map(({ field }) => field)).to.deep.equal([
      'question',
      'outcomeCode',
    ]);
  });

  it('depends on the outcome: a dispatched question needs its note, an empty call no question', () => {
    const dispatched = closable(filled({ question: '问', outcomeCode: 'P1' }));
    expect(dispatched.ready ? [] : dispatched.missing.map(({ field }) => field)).to.deep.equal([
      'outcomeNote',
    ]);
    expect(closable(filled({ outcomeCode: 'X1' })).ready).to.equal(true);
  });

  it('is nothing exactly when the bridge’s schema takes the record', () => {
    const check = closable(filled({ question: '问', outcomeCode: 'D3' }));
    expect(check.ready && recordContentSchema.safeParse(check.content).success).to.equal(true);
  });
});
