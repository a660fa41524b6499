import { expect } from 'chai';
import {
  type Disclosure,
  disclosureSchema,
  markNotFound,
  markPublished,
  markSearch,
  mostSearches,
  noDisclosure,
  withSearch,
} from '../../../bridge/domain/disclosure/proof.ts';

const search = (text: string, second = 0, change = {}) => ({
  text,
  regionCode: '430102',
  date: '2026-11-30',
  at: new Date(Date.parse('2026-11-30T02:00:00Z') + second * 1_000).toISOString().replace('Z', '+00:00'),
  hits: 0,
  dataAsOf: '2025-04-19',
  ...change,
});

const proofOf = (...searches: ReturnType<typeof search>[]): Disclosure =>
  searches.reduce<Disclosure>(withSearch, noDisclosure);
const textsOf = ({ searched }: Disclosure) => searched.map(({ text }) => text);

describe('proof of what was searched', () => {
  it('keeps every search, in the order in which it was made', () => {
    const proof = proofOf(search('危房改造补助', 0), search('农村危房资金分配', 20));
    expect(textsOf(proof)).to.deep.equal(['危房改造补助', '农村危房资金分配']);
    expect(disclosureSchema.parse(proof)).to.deep.equal(proof);
  });

  it('takes words that are still being typed as one search', () => {
    expect(
      textsOf(proofOf(search('危房', 0), search('危房改造', 1), search('危房改造补助', 2))),
    ).to.deep.equal(['危房改造补助']);
    expect(textsOf(proofOf(search('危房改造补助', 0), search('危房', 1)))).to.deep.equal(['危房']);
  });

  it('keeps narrower words that come after a look at the answers, and the same words in another region', () => {
    expect(textsOf(proofOf(search('危房', 0), search('危房改造', 30)))).to.have.lengthOf(2);
    expect(textsOf(proofOf(search('危房', 0), search('危房', 1, { regionCode: '430100' })))).to.have.lengthOf(
      2,
    );
  });

  it('asked again, is the same search with its latest number of answers, and keeps its mark', () => {
    const marked = markNotFound(proofOf(search('危房', 0), search('补助名单', 10)));
    const again = withSearch(marked, search('危房', 60, { hits: 3 }));
    expect(textsOf(again)).to.deep.equal(['危房', '补助名单']);
    expect(again.searched[0]).to.include({ hits: 3, verdict: 'not-found' });
  });

  it('says that nothing was found once somebody says so, and not when something of it is published', () => {
    const proof = proofOf(search('危房', 0), search('补助名单', 10));
    expect(proof.foundNothing, 'no hits is not yet "not found"').to.be.false;
    const marked = markNotFound(proof);
    expect(marked.searched.map(({ verdict }) => verdict)).to.deep.equal(['not-found', 'not-found']);
    expect(marked.foundNothing).to.be.true;
    expect(markPublished(marked, search('危房', 20)).foundNothing).to.be.false;
    expect(markSearch(markSearch(marked, 0, 'open'), 1, 'open').foundNothing).to.be.false;
  });

  it('notes the search that found what is published, where it was not noted before', () => {
    const proof = markPublished(proofOf(search('危房', 0)), search('补助名单', 1, { hits: 2 }));
    expect(proof.searched.map(({ text, verdict }) => [text, verdict])).to.deep.equal([
      ['危房', 'open'],
      ['补助名单', 'published'],
    ]);
    expect(proof.foundNothing).to.be.false;
  });

  it('leaves what was judged before as it was judged', () => {
    const first = markPublished(proofOf(search('危房', 0)), search('危房', 5));
    const marked = markNotFound(withSearch(first, search('补助名单', 10)));
    expect(marked.searched.map(({ verdict }) => verdict)).to.deep.equal(['published', 'not-found']);
  });

  it('never grows beyond what a record takes', () => {
    const many = Array.from({ length: mostSearches + 5 }, (_, n) => search(`第${n}次检索`, n * 10));
    const proof = proofOf(...many);
    expect(disclosureSchema.safeParse(proof).success).to.be.true;
    expect(textsOf(proof).at(-1)).to.equal(`第${mostSearches + 4}次检索`);
  });
});
