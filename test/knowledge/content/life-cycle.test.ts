import { expect } from 'chai';
import fc from 'fast-check';
import {
  type Actor,
  answeringRev,
  type LifeAct,
  type LifeResult,
  live,
  type Standing,
  sourceAuthor,
  stageOn,
  unwritten,
} from '../../../knowledge/content/life-cycle.ts';

const day = '2026-03-02';
const later = '2027-03-02';
const writer: Actor = { accountId: 'chen', mayWrite: true, mayApprove: false };
const colleague: Actor = { accountId: 'liu', mayWrite: true, mayApprove: false };
const approver: Actor = { accountId: 'wang', mayWrite: false, mayApprove: true };
const both: Actor = { accountId: 'zhao', mayWrite: true, mayApprove: true };
const operator: Actor = { accountId: 'li', mayWrite: false, mayApprove: false };

function standingAfter(...acts: [LifeAct, Actor][]): Standing {
  return acts.reduce((standing, [act, actor]) => {
    const result = live(standing, act, actor, day);
    if ('refused' in result) throw new Error(result.refused.words);
    return result.standing;
  }, unwritten);
}

const codeOf = (result: LifeResult) => ('refused' in result ? result.refused.code : 'done');

const submitted = () => standingAfter([{ act: 'write', rev: 1 }, writer], [{ act: 'submit' }, writer]);
const published = () =>
  standingAfter(
    [{ act: 'write', rev: 1 }, writer],
    [{ act: 'submit' }, writer],
    [{ act: 'pass-first' }, colleague],
    [{ act: 'pass-second', reviewDueOn: later }, approver],
  );

describe('the life of an entry', () => {
  it('goes from 采编 over 初审 and 复审 to 发布, to 复审到期 on its day, and to 下架', () => {
    expect(stageOn(unwritten, day)).to.equal(null);
    expect(stageOn(standingAfter([{ act: 'write', rev: 1 }, writer]), day)).to.equal('editing');
    expect(stageOn(submitted(), day)).to.equal('first-review');
    expect(stageOn(published(), day)).to.equal('published');
    expect(stageOn(published(), later)).to.equal('review-due');
    const withdrawn = live(published(), { act: 'withdraw', reason: '上位法已修改' }, writer, day);
    expect('standing' in withdrawn && stageOn(withdrawn.standing, day)).to.equal('withdrawn');
    expect('standing' in withdrawn && answeringRev(withdrawn.standing)).to.equal(null);
  });

  it('answers from the published version while the next one is written and reviewed', () => {
    const result = live(published(), { act: 'write', rev: 2 }, writer, day);
    expect('standing' in result && answeringRev(result.standing)).to.equal(1);
    expect('standing' in result && stageOn(result.standing, day)).to.equal('editing');
  });

  it('lets nobody review their own words, not even who may do both', () => {
    const own = standingAfter([{ act: 'write', rev: 1 }, both], [{ act: 'submit' }, both]);
    expect(codeOf(live(own, { act: 'pass-first' }, both, day))).to.equal('own-words');
    const passed = live(own, { act: 'pass-first' }, colleague, day);
    if ('refused' in passed) throw new Error(passed.refused.words);
    const second = live(passed.standing, { act: 'pass-second', reviewDueOn: later }, both, day);
    expect(codeOf(second)).to.equal('own-words');
  });

  it('takes two who review what a source delivered, where no person has written', () => {
    const source: Actor = { accountId: sourceAuthor('website'), mayWrite: true, mayApprove: false };
    const passed = standingAfter(
      [{ act: 'write', rev: 1 }, source],
      [{ act: 'submit' }, source],
      [{ act: 'pass-first' }, approver],
    );
    const second: LifeAct = { act: 'pass-second', reviewDueOn: later };
    expect(codeOf(live(passed, second, approver, day))).to.equal('own-words');
    expect(codeOf(live(passed, second, both, day))).to.equal('done');
  });

  it('counts everybody who wrote a version since the published one as its author', () => {
    const two = standingAfter(
      [{ act: 'write', rev: 1 }, both],
      [{ act: 'write', rev: 2 }, writer],
      [{ act: 'submit' }, writer],
    );
    expect(codeOf(live(two, { act: 'pass-first' }, both, day))).to.equal('own-words');
  });

  it('refuses who has no right, a draft in review that is rewritten, and acts out of turn', () => {
    expect(codeOf(live(unwritten, { act: 'write', rev: 1 }, operator, day))).to.equal('no-right');
    expect(codeOf(live(submitted(), { act: 'pass-first' }, operator, day))).to.equal('no-right');
    expect(codeOf(live(published(), { act: 'withdraw', reason: '错' }, operator, day))).to.equal('no-right');
    expect(codeOf(live(submitted(), { act: 'write', rev: 2 }, colleague, day))).to.equal('in-review');
    expect(codeOf(live(submitted(), { act: 'submit' }, writer, day))).to.equal('wrong-stage');
    expect(codeOf(live(submitted(), { act: 'pass-second', reviewDueOn: later }, approver, day))).to.equal(
      'wrong-stage',
    );
    expect(codeOf(live(unwritten, { act: 'submit' }, writer, day))).to.equal('nothing-to-review');
    expect(codeOf(live(submitted(), { act: 'withdraw', reason: '错' }, writer, day))).to.equal(
      'not-published',
    );
  });

  it('sends back with a reason, which stays beside the draft until it is submitted again', () => {
    expect(codeOf(live(submitted(), { act: 'send-back', reason: ' ' }, approver, day))).to.equal(
      'reason-missing',
    );
    const back = live(submitted(), { act: 'send-back', reason: '依据条款有误' }, approver, day);
    if ('refused' in back) throw new Error(back.refused.words);
    expect(back.standing.draft).to.include({ stage: 'editing', sentBack: '依据条款有误' });
    const again = live(back.standing, { act: 'submit' }, writer, day);
    expect('standing' in again && again.standing.draft?.sentBack).to.equal(null);
  });

  it('asks for a day of review after today', () => {
    const second = standingAfter(
      [{ act: 'write', rev: 1 }, writer],
      [{ act: 'submit' }, writer],
      [{ act: 'pass-first' }, colleague],
    );
    expect(codeOf(live(second, { act: 'pass-second', reviewDueOn: day }, approver, day))).to.equal(
      'review-day',
    );
    expect(codeOf(live(published(), { act: 'confirm', reviewDueOn: day }, approver, day))).to.equal(
      'review-day',
    );
    const confirmed = live(published(), { act: 'confirm', reviewDueOn: '2028-01-01' }, approver, later);
    expect('standing' in confirmed && stageOn(confirmed.standing, later)).to.equal('published');
  });

  it('never publishes a word that nobody but its author has seen, whatever is done in whatever order', () => {
    const actors = fc.constantFrom(writer, colleague, approver, both, operator);
    const act: fc.Arbitrary<LifeAct> = fc.oneof(
      fc.nat(50).map((rev): LifeAct => ({ act: 'write', rev })),
      fc.constant<LifeAct>({ act: 'submit' }),
      fc.constant<LifeAct>({ act: 'pass-first' }),
      fc.constant<LifeAct>({ act: 'pass-second', reviewDueOn: later }),
      fc.constant<LifeAct>({ act: 'send-back', reason: '有误' }),
      fc.constant<LifeAct>({ act: 'discard' }),
      fc.constant<LifeAct>({ act: 'confirm', reviewDueOn: later }),
      fc.constant<LifeAct>({ act: 'withdraw', reason: '有误' }),
    );
    const single = fc.tuple(act, actors).map((each) => [each]);
    // Chance alone finds the whole way too seldom.
    const wholeWay = fc.tuple(actors, actors, actors).map(([one, two, three]): [LifeAct, Actor][] => [
      [{ act: 'write', rev: 1 }, one],
      [{ act: 'submit' }, one],
      [{ act: 'pass-first' }, two],
      [{ act: 'pass-second', reviewDueOn: later }, three],
    ]);
    let publications = 0;
    fc.assert(
      fc.property(fc.array(fc.oneof(single, wholeWay), { maxLength: 20 }), (parts) => {
        let standing = unwritten;
        let writers = new Set<string>();
        for (const [each, actor] of parts.flat()) {
          const result = live(standing, each, actor, day);
          if ('refused' in result) {
            expect(result.refused.words).to.match(/[一-鿿]/);
            continue;
          }
          if (each.act === 'write') writers.add(actor.accountId);
          if (each.act === 'pass-second') {
            publications += 1;
            expect(writers.has(actor.accountId)).to.equal(false);
            expect(writers.has(standing.draft?.firstReviewerId ?? '')).to.equal(false);
          }
          if (result.standing.draft === null) writers = new Set();
          standing = result.standing;
        }
      }),
      { numRuns: 2_000 },
    );
    expect(publications).to.be.greaterThan(10);
  });
});
