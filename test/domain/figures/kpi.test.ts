import { expect } from 'chai';
import fc from 'fast-check';
import { countCall, type FigureRules } from '../../../bridge/domain/figures/count-call.ts';
import { countRecord } from '../../../bridge/domain/figures/count-record.ts';
import { addCounters, type Counters, totalOf } from '../../../bridge/domain/figures/counters.ts';
import { figureDefinitions, figureOf, isBehind, queueParts } from '../../../bridge/domain/figures/kpi.ts';
import { dayPeriod } from '../../../bridge/domain/figures/period.ts';
import { outcomes } from '../../../bridge/domain/record/outcome.ts';
import {
  type CallFact,
  callKindSchema,
  callResultSchema,
  stayResultSchema,
} from '../../../bridge/domain/telephony/call-facts.ts';
import { abandoned, answered, at, callFact, stay } from './call-facts.ts';

const rules: FigureRules = {
  answerWithinSeconds: 15,
  answerWithinBasis: 'GB/T 33358-2016',
  shortAbandonSeconds: 5,
  shortAbandonBasis: '本站约定',
};
const period = dayPeriod('2026-11-24');

function countersOf(facts: readonly CallFact[]): Counters {
  const sum: Counters = {};
  for (const fact of facts) addCounters(sum, countCall(fact, rules));
  return sum;
}

function figures(facts: readonly CallFact[], counters = countersOf(facts)): Record<string, number | null> {
  return Object.fromEntries(
    figureDefinitions(rules).map((definition) => [
      definition.id,
      figureOf(definition, counters, period).value,
    ]),
  );
}

describe('the figures of the hotline', () => {
  it('name four fifteen-second rates that the same calls make differ', () => {
    // 6 answered in time, 2 later, 1 short abandonment, 1 after 10 s, 2 after 20 s
    const facts = [
      ...Array.from({ length: 6 }, () => answered(10, 60)),
      ...Array.from({ length: 2 }, () => answered(20, 60)),
      abandoned(3),
      abandoned(10),
      abandoned(20),
      abandoned(20),
    ];
    expect(figures(facts)).to.include({
      'n-queued': 12,
      'n-answered': 8,
      'n-abandoned': 4,
      'n-abandoned-short': 1,
      'answer-rate-a': 8 / 12,
      'answer-rate-b': 8 / 11,
      'in-time-rate-a': 6 / 8,
      'in-time-rate-b': 6 / 12,
      'in-time-rate-c': 8 / 12,
      'in-time-rate-d': 6 / 10,
      'abandon-rate': 4 / 12,
      'mean-wait': (6 * 10 + 2 * 20) / 8,
      'mean-abandon-wait': 53 / 4,
      'mean-contact': 60,
    });
  });

  it('count one call once, however many queues it stood in', () => {
    const fact = answered(10, 60, {
      queueStays: [stay(0, 10, 'answered'), stay(40, 7, 'answered')],
      talks: [
        { seat: '1001', from: at(10), to: at(40), holdSeconds: 5 },
        { seat: '1002', from: at(47), to: at(67), holdSeconds: 0 },
      ],
    });
    expect(figures([fact])).to.include({
      'n-queued': 1,
      'n-answered': 1,
      'mean-wait': 10,
      'mean-contact': 50,
      'mean-hold': 5,
    });
  });

  it('measure the wait from the first queue to the first answer, also over a queue that gave up', () => {
    const fact = answered(0, 30, { queueStays: [stay(0, 20, 'timeout'), stay(25, 5, 'answered')] });
    expect(figures([fact])['mean-wait']).to.equal(30);
  });

  it('count the refusal of an unmanned queue against the answer rate', () => {
    const refused = callFact({ queueStays: [stay(0, 0, 'join-empty')], result: 'join-empty' });
    expect(figures([answered(5, 30), refused])).to.include({
      'n-queued': 2,
      'n-join-empty': 1,
      'answer-rate-a': 0.5,
    });
  });

  it('count a call answered whose end nobody saw, and keep it out of the means', () => {
    const unseen = answered(5, 30, {
      talks: [{ seat: '1001', from: at(5), to: null, holdSeconds: null }],
      endedAt: null,
      endedBefore: at(300),
    });
    expect(figures([unseen, answered(5, 40)])).to.include({ 'n-answered': 2, 'mean-contact': 40 });
  });

  it('count a call that goes on: waiting until it is answered, and no talk time before its end', () => {
    const waiting = callFact({ queueStays: [stay(0, null, null)], endedAt: null, result: 'in-progress' });
    const talking = answered(5, 30, {
      talks: [{ seat: '1001', from: at(5), to: null, holdSeconds: 0 }],
      endedAt: null,
    });
    expect(figures([waiting, talking])).to.include({
      'n-queued': 2,
      'n-waiting': 1,
      'n-answered': 1,
      'mean-wait': 5,
      'mean-contact': null,
    });
  });

  it('leave out what no citizen began', () => {
    for (const kind of ['outbound', 'internal', 'monitor'] as const)
      expect(countCall(answered(5, 30, { kind }), rules)).to.deep.equal({});
  });

  it('have no value where nothing was counted, never a zero that looks like one', () => {
    const values = figures([]);
    for (const definition of figureDefinitions(rules))
      expect(values[definition.id], definition.id).to.equal(definition.denominator === null ? 0 : null);
  });

  it('carry formula, basis and exclusions in words, and ids that are their own', () => {
    const definitions = figureDefinitions(rules);
    for (const { id, name, formula, basis, exclusions } of definitions)
      for (const words of [name, formula, basis, exclusions]) expect(words, id).to.have.length.above(1);
    expect(new Set(definitions.map(({ id }) => id)).size).to.equal(definitions.length);
    expect(new Set(definitions.map(({ name }) => name)).size).to.equal(definitions.length);
  });

  it('take their limits from the configuration', () => {
    const twenty = figureDefinitions({ ...rules, answerWithinSeconds: 20 });
    expect(twenty.map(({ name }) => name)).to.include('20 秒接通率（A）');
    expect(countCall(answered(18, 1), { ...rules, answerWithinSeconds: 20 }).answeredInTime).to.equal(1);
    expect(countCall(answered(18, 1), rules).answeredInTime).to.equal(undefined);
  });

  it('compute the share of notices that were told to the end, of those that were begun', () => {
    const sum: Counters = {};
    const part = (told: boolean) => ({ articleId: 'P033', item: '收费', told, at: null });
    for (const oneTimeNotice of [[part(true), part(true)], [part(true), part(false)], [], undefined])
      addCounters(
        sum,
        countRecord({
          content: { outcomeCode: 'D1', answers: [], ...(oneTimeNotice && { oneTimeNotice }) },
          ...{ endedAt: null, parkedAt: null, savedAt: at(0) },
        }),
      );
    expect(figures([], sum)).to.include({ 'notice-rate': 1 / 2 });
  });

  it('compute the share of direct answers from accepted records', () => {
    const sum: Counters = {};
    for (const { code } of outcomes)
      addCounters(
        sum,
        countRecord({
          content: { outcomeCode: code, answers: [] },
          endedAt: null,
          parkedAt: null,
          savedAt: at(0),
        }),
      );
    expect(figures([], sum)).to.include({ 'n-records': 17, 'direct-rate': 5 / 12, 'mean-wrap-up': null });
  });

  it('measure wrap-up from the seat’s leaving to the save, or to the moment the record was put aside', () => {
    const sum: Counters = {};
    const record = { content: { outcomeCode: 'D1' as const, answers: [] }, parkedAt: null, savedAt: at(40) };
    addCounters(sum, countRecord({ ...record, endedAt: at(30) }));
    addCounters(sum, countRecord({ ...record, endedAt: null }));
    addCounters(sum, countRecord({ ...record, endedAt: at(0), parkedAt: at(10), savedAt: at(7210) }));
    expect(figures([], sum)['mean-wrap-up']).to.equal(10);
  });

  it('tell how many answers were cited, and who was satisfied of those who said so beside how many said so', () => {
    const sum = countersOf([
      answered(5, 30, { ratingAsked: true, rating: 5 }),
      answered(5, 30, { ratingAsked: null, rating: 3 }),
      answered(5, 30, { ratingAsked: true, rating: 2 }),
      answered(5, 30, { ratingAsked: true, rating: null }),
      answered(5, 30, { ratingAsked: false, rating: null }),
    ]);
    const content = { outcomeCode: 'D1' as const, answers: ['P001', 'P002'] };
    addCounters(sum, countRecord({ content, endedAt: null, parkedAt: null, savedAt: at(0) }));
    expect(figures([], sum)).to.include({
      'satisfied-rate': 2 / 3,
      'rated-rate': 3 / 4,
      'n-answers-used': 2,
    });
  });
});

const anyStay = fc.record({
  joined: fc.integer({ min: 0, max: 300 }),
  wait: fc.option(fc.integer({ min: 0, max: 300 })),
  result: fc.option(fc.constantFrom(...stayResultSchema.options)),
});
const anyTalk = fc.record({
  from: fc.option(fc.integer({ min: 0, max: 600 })),
  length: fc.option(fc.integer({ min: 0, max: 600 })),
});

/** Facts as no exchange would make them as well: the arithmetic must hold for all. */
const anyFact: fc.Arbitrary<CallFact> = fc
  .record({
    kind: fc.constantFrom(...callKindSchema.options),
    result: fc.constantFrom(...callResultSchema.options),
    stays: fc.array(anyStay, { maxLength: 3 }),
    talks: fc.array(anyTalk, { maxLength: 3 }),
  })
  .map(({ kind, result, stays, talks }) =>
    callFact({
      kind,
      result,
      queueStays: stays.map(({ joined, wait, result }) => stay(joined, wait, result)),
      talks: talks.map(({ from, length }) => ({
        seat: '1001',
        from: from === null ? null : at(from),
        to: from === null || length === null ? null : at(from + length),
        holdSeconds: length === null ? null : length / 2,
      })),
    }),
  );

describe('for all calls', () => {
  it('those that entered a queue are the sum of what became of them', () => {
    fc.assert(
      fc.property(fc.array(anyFact), (facts) => {
        const counters = countersOf(facts);
        expect(totalOf(counters, queueParts)).to.equal(counters.queued ?? 0);
        for (const fact of facts) expect(totalOf(countCall(fact, rules), queueParts)).to.be.within(0, 1);
      }),
    );
  });

  it('what came in is what was answered and what was not', () => {
    fc.assert(
      fc.property(fc.array(anyFact), (facts) => {
        const counters = countersOf(facts);
        expect(totalOf(counters, ['answered', 'notAnswered'])).to.equal(counters.in ?? 0);
      }),
    );
  });

  it('a share lies between nothing and all', () => {
    fc.assert(
      fc.property(fc.array(anyFact, { minLength: 1 }), (facts) => {
        const values = figures(facts);
        for (const { id, unit } of figureDefinitions(rules))
          if (unit === 'ratio' && values[id] !== null) expect(values[id], id).to.be.within(0, 1);
      }),
    );
  });

  it('a figure that is kept by adding and taking away is the one that is computed at once', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anyFact, anyFact)), (changes) => {
        const kept: Counters = {};
        for (const [before] of changes) addCounters(kept, countCall(before, rules));
        for (const [before, after] of changes) {
          addCounters(kept, countCall(before, rules), -1);
          addCounters(kept, countCall(after, rules));
        }
        const at_once = countersOf(changes.map(([, after]) => after));
        expect(figures([], kept)).to.deep.equal(figures([], at_once));
      }),
    );
  });

  it('a count is the number of the calls behind it', () => {
    fc.assert(
      fc.property(fc.array(anyFact), (facts) => {
        const values = figures(facts);
        for (const definition of figureDefinitions(rules)) {
          if (definition.unit !== 'calls') continue;
          const behind = facts.filter((fact) => isBehind(definition, countCall(fact, rules)));
          expect(behind.length, definition.id).to.equal(values[definition.id]);
        }
      }),
    );
  });
});
