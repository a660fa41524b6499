import { expect } from 'chai';
import fc from 'fast-check';
import type { PolicyArticle } from '../../../knowledge/article.ts';
import { prevails } from '../../../knowledge/validity/prevails.ts';
import { anArticle } from '../library.ts';

const law = anArticle({ id: 'L', instrument: '法律', issuers: ['全国人民代表大会常务委员会'] });
const stateRegulation = anArticle({ id: 'S', instrument: '行政法规', issuers: ['国务院'] });
const provincial = anArticle({
  id: 'P',
  instrument: '地方性法规',
  level: '省',
  regionCode: '430000',
  issuers: ['湖南省人民代表大会常务委员会'],
});
const municipal = anArticle({
  id: 'M',
  instrument: '地方性法规',
  level: '市',
  regionCode: '430100',
  issuers: ['长沙市人民代表大会常务委员会'],
});
const municipalRule = anArticle({
  id: 'R',
  instrument: '地方政府规章',
  level: '市',
  regionCode: '430100',
  issuers: ['长沙市人民政府'],
});
const departmentRule = anArticle({ id: 'D', instrument: '部门规章', issuers: ['公安部'] });
const document = anArticle({ id: 'N', level: '市', regionCode: '430100', issuers: ['长沙市人民政府'] });
const party = anArticle({ id: 'Y', instrument: '党内法规', issuers: ['中共中央'] });

const from = (day: string): Partial<PolicyArticle> => ({
  commencement: { kind: 'known', ruleFrom: day, textFrom: day, unseenFrom: null, basis: '附则' },
});

describe('which of two texts prevails', () => {
  it('goes by the kind of text first: law, regulation of the State, local regulation, rule, document', () => {
    const order = [law, stateRegulation, provincial, municipal, municipalRule, document];
    order.forEach((higher, at) => {
      for (const lower of order.slice(at + 1))
        expect(prevails(higher, lower).prevails, `${higher.id} ${lower.id}`).to.equal('first');
    });
  });

  it('leaves to whom the law leaves it what it does not order: rules of departments beside local ones', () => {
    expect(prevails(provincial, departmentRule)).to.include({ prevails: null, basis: '立法法第一百零六条' });
    expect(prevails(departmentRule, municipalRule).prevails).to.equal(null);
    expect(prevails(party, law).prevails).to.equal(null);
  });

  it('of one organ takes the special before the general, and the new before the old', () => {
    const old = anArticle({ ...from('2020-01-01'), issuers: ['某部'] });
    const recent = anArticle({ ...from('2024-01-01'), issuers: ['某部'] });
    expect(prevails(old, recent)).to.include({ prevails: 'second', basis: '立法法第一百零三条' });
    const special = anArticle({ ...from('2020-01-01'), issuers: ['某部'], audience: ['企业'] });
    expect(prevails(special, old)).to.include({ prevails: 'first' });
    // A new general rule against an old special one: whoever made them decides.
    expect(prevails(special, recent)).to.include({ prevails: null });
  });

  it('does not guess between two organs of one rank', () => {
    const other = anArticle({ instrument: '部门规章', issuers: ['财政部'], ...from('2024-01-01') });
    expect(prevails(departmentRule, other).prevails).to.equal(null);
  });

  it('is the same whichever comes first, and always says why in words, with a basis', () => {
    const texts = fc.constantFrom(
      law,
      stateRegulation,
      provincial,
      municipal,
      municipalRule,
      departmentRule,
      document,
      party,
      anArticle({ id: 'A', ...from('2024-01-01'), audience: ['企业'] }),
      anArticle({ id: 'B', commencement: { kind: 'unknown', basis: '读不到' } }),
    );
    const turned = { first: 'second', second: 'first' } as const;
    fc.assert(
      fc.property(texts, texts, (one, other) => {
        const [there, back] = [prevails(one, other), prevails(other, one)];
        expect(there.prevails).to.equal(back.prevails === null ? null : turned[back.prevails]);
        expect(there.why).to.equal(back.why);
        expect(there.why).to.match(/[一-鿿]/);
        expect(there.basis).to.not.equal('');
      }),
    );
  });
});
