import { expect } from 'chai';
import fc from 'fast-check';
import { merge, resolve, type Side } from '../../../../agent-panel/src/record/conflict/merge.ts';
import { parts } from '../../../../agent-panel/src/record/conflict/part-names.ts';
import { isSamePart } from '../../../../agent-panel/src/record/conflict/parts.ts';
import type { Fields } from '../../../../agent-panel/src/record/draft.ts';
import { appealTypeSchema, flagSchema, outcomes } from '../../../../bridge/protocol/domain.ts';

const answer = fc.record({
  articleId: fc.constantFrom('P001', 'P002', 'P003'),
  articleRev: fc.integer({ min: 1, max: 2 }),
  clauseNo: fc.constantFrom('第一条', '第二条'),
  title: fc.constant('条例'),
  docNo: fc.constant(null),
  validityAtAnswer: fc.constant('现行有效'),
  rank: fc.constant(1),
});

const fields: fc.Arbitrary<Fields> = fc.record({
  serviceFunction: fc.constantFrom('POLICY' as const, 'SERVICE_GUIDE' as const),
  appealType: fc.constantFrom(...appealTypeSchema.options),
  regionCode: fc.constantFrom(null, '430100', '430102'),
  regionBasis: fc.constantFrom('said' as const, 'number' as const),
  question: fc.constantFrom('', '问一', '问二'),
  answers: fc.uniqueArray(answer, { maxLength: 4, selector: (one) => `${one.articleId}${one.clauseNo}` }),
  outcomeCode: fc.constantFrom(null, ...outcomes.slice(0, 3).map(({ code }) => code)),
  outcomeNote: fc.constantFrom('', '备注'),
  flags: fc.uniqueArray(fc.constantFrom(...flagSchema.options), { maxLength: 6 }),
  confidential: fc.boolean(),
});

const keys = ({ answers }: Fields) => answers.map(({ articleId, clauseNo }) => `${articleId}/${clauseNo}`);
const same = (one: Fields, other: Fields) => parts.every((part) => isSamePart(part, one, other));

describe('two revisions of one record', () => {
  it('come to the other one where one side changed nothing', () => {
    fc.assert(
      fc.property(fields, fields, (base, changed) => {
        for (const { fields: merged, open } of [merge(base, base, changed), merge(base, changed, base)]) {
          expect(open).to.deep.equal([]);
          expect(same(merged, changed)).to.equal(true);
        }
      }),
    );
  });

  it('come to what both say where both say the same', () => {
    fc.assert(
      fc.property(fields, fields, (base, both) => {
        const merged = merge(base, both, both);
        expect(merged.open).to.deep.equal([]);
        expect(same(merged.fields, both)).to.equal(true);
      }),
    );
  });

  it('leave a part open only where both changed it, and whichever side one looks from', () => {
    fc.assert(
      fc.property(fields, fields, fields, (base, mine, theirs) => {
        const { open } = merge(base, mine, theirs);
        for (const part of open) {
          expect(isSamePart(part, mine, base)).to.equal(false);
          expect(isSamePart(part, theirs, base)).to.equal(false);
          expect(isSamePart(part, mine, theirs)).to.equal(false);
        }
        expect(merge(base, theirs, mine).open).to.deep.equal(open);
      }),
    );
  });

  it('lose no answer and no mark that either side added, and keep none that either took away', () => {
    fc.assert(
      fc.property(fields, fields, fields, (base, mine, theirs) => {
        const { fields: merged } = merge(base, mine, theirs);
        const lists: [string[], string[], string[], string[]][] = [
          [keys(base), keys(mine), keys(theirs), keys(merged)],
          [base.flags, mine.flags, theirs.flags, merged.flags],
        ];
        for (const [before, one, other, after] of lists) {
          for (const item of [...one, ...other]) {
            if (!before.includes(item)) expect(after).to.include(item);
          }
          for (const item of before) {
            if (!one.includes(item) || !other.includes(item)) expect(after).not.to.include(item);
          }
        }
      }),
    );
  });

  it('are one again when every open part was chosen, each part as one side has it', () => {
    fc.assert(
      fc.property(
        fields,
        fields,
        fields,
        fc.constantFrom<Side>('mine', 'theirs'),
        (base, mine, theirs, side) => {
          const merged = merge(base, mine, theirs);
          const chosen = Object.fromEntries(merged.open.map((part) => [part, side]));
          const resolved = resolve(merged, mine, chosen);
          if (resolved === null) throw new Error('everything was chosen');
          for (const part of merged.open)
            expect(isSamePart(part, resolved, side === 'mine' ? mine : theirs)).to.equal(true);
          if (merged.open.length > 0) expect(resolve(merged, mine, {})).to.equal(null);
        },
      ),
    );
  });

  it('keep a place together with what it rests on', () => {
    const [base, mine, theirs] = (['430100', '430102', '430103'] as const).map((regionCode, at) => ({
      regionCode,
      regionBasis: at === 1 ? ('said' as const) : ('number' as const),
    }));
    const rest = fc.sample(fields, { numRuns: 1, seed: 1 })[0];
    if (rest === undefined || base === undefined) throw new Error('no sample');
    const merged = merge({ ...rest, ...base }, { ...rest, ...mine }, { ...rest, ...theirs });
    expect(merged.open).to.deep.equal(['region']);
    expect(resolve(merged, { ...rest, ...mine }, { region: 'mine' })).to.deep.include(mine);
  });
});
