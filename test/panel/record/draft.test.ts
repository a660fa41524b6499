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
const [rent] = rentHits.map(answerFrom);

function draft(edits: Edits, searchText = ''): Draft {
  const base = baseFields(card(now), operator);
  return {
    interactionId: 'i',
    accountId: 'a',
    base,
    edits,
    searchText,
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
