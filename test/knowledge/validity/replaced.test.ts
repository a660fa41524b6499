import { expect } from 'chai';
import fc from 'fast-check';
import type { PolicyArticle } from '../../../knowledge/article.ts';
import { parseDocNo } from '../../../knowledge/text/doc-no.ts';
import { asReplaced, type Replacing } from '../../../knowledge/validity/replaced.ts';
import { anArticle } from '../library.ts';

function text(
  id: string,
  from: string,
  replaces: string[] = [],
  more: Partial<PolicyArticle> = {},
): Replacing {
  const commencement = {
    kind: 'known',
    ruleFrom: from,
    textFrom: from,
    unseenFrom: null,
    basis: '附则',
  } as const;
  return { article: anArticle({ id, title: `${id} 办法`, commencement, ...more }), replaces };
}

describe('texts that take the place of others', () => {
  it('end them on the day on which they begin themselves, whether named by id or by 文号', () => {
    const docNo = parseDocNo('长政发〔2019〕5号');
    const standing = asReplaced([
      text('A', '2019-01-01', [], { docNo }),
      text('B', '2024-05-01', ['长政发〔2019〕5号']),
      text('C', '2026-01-01', ['B']),
    ]);
    expect(standing.get('A')?.ending).to.include({ kind: 'repealed', on: '2024-05-01', successorId: 'B' });
    expect(standing.get('B')?.ending).to.include({ kind: 'repealed', on: '2026-01-01', successorId: 'C' });
    expect(standing.get('B')?.supersedes).to.deep.equal(['A']);
    expect(standing.get('A')?.supersededBy).to.deep.equal(['B']);
  });

  it('leave one that ended earlier by itself as it ended', () => {
    const ending = { kind: 'ended', on: '2020-01-01', basis: '有效期一年', successorId: null } as const;
    const standing = asReplaced([text('A', '2019-01-01', [], { ending }), text('B', '2024-05-01', ['A'])]);
    expect(standing.get('A')?.ending).to.deep.equal(ending);
  });

  it('end nothing of which they do not tell when they begin', () => {
    const unknown = { kind: 'unknown', basis: '读不到' } as const;
    const standing = asReplaced([
      text('A', '2019-01-01'),
      text('B', '2024-05-01', ['A'], { commencement: unknown }),
    ]);
    expect(standing.get('A')?.ending).to.deep.equal({ kind: 'none' });
  });

  it('never lead round in a circle, whoever says that they replace whom', () => {
    const ids = ['A', 'B', 'C', 'D', 'E'];
    const day = fc.constantFrom('2019-01-01', '2020-01-01', '2021-01-01');
    const some = fc.tuple(
      ...ids.map((id) => fc.tuple(day, fc.subarray(ids)).map(([from, replaces]) => text(id, from, replaces))),
    );
    let endings = 0;
    fc.assert(
      fc.property(some, (texts) => {
        const standing = asReplaced(texts);
        for (const id of ids) {
          const passed = new Set<string>();
          for (let next: string | null = id; next !== null; ) {
            expect(passed.has(next), `${id}: ${[...passed].join(' → ')}`).to.equal(false);
            passed.add(next);
            const ending: PolicyArticle['ending'] | undefined = standing.get(next)?.ending;
            next = ending !== undefined && 'successorId' in ending ? ending.successorId : null;
            if (next !== null) endings += 1;
          }
        }
      }),
      { numRuns: 500 },
    );
    expect(endings).to.be.greaterThan(100);
  });
});
