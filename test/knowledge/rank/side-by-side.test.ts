import { expect } from 'chai';
import { Answers } from '../../../knowledge/answers.ts';
import type { PolicyArticle } from '../../../knowledge/article.ts';
import { anArticle, clause } from '../library.ts';

const law = (id: string, more: Partial<PolicyArticle>) =>
  anArticle({
    id,
    title: `${id} 渔船登记规定`,
    clauses: [clause('第一条', '渔船登记五日内办结。')],
    ...more,
  });

const province = law('省', {
  instrument: '地方性法规',
  level: '省',
  regionCode: '430000',
  issuers: ['湖南省人大常委会'],
});
const city = law('市', { level: '市', regionCode: '430100', issuers: ['长沙市人民政府'] });
const state = law('国', { instrument: '行政法规', issuers: ['国务院'] });
const elsewhere = law('京', {
  instrument: '地方性法规',
  level: '省',
  regionCode: '110000',
  issuers: ['北京'],
});

function compare(articles: PolicyArticle[], regionCode = '430100') {
  const answers = new Answers({
    articles,
    faqs: [],
    lines: [],
    trees: [],
    doubt: null,
    dataAsOf: '2025-04-19',
  });
  return answers.compare({
    text: '渔船登记',
    regionCode,
    date: '2026-03-02',
    serviceFunction: null,
    limit: 10,
  });
}

describe('texts of several levels side by side', () => {
  it('stand with the one that prevails first, each other one with why and by which rule', () => {
    const view = compare([city, province, state, elsewhere]);
    expect(view?.texts.map(({ articleId }) => articleId)).to.deep.equal(['国', '省', '市']);
    expect(view?.order).to.deep.equal([
      {
        prevailing: '国',
        other: '国',
        beside: '省',
        why: '行政法规的效力高于地方性法规、规章。',
        basis: '立法法第九十九条',
      },
      {
        prevailing: '国',
        other: '国',
        beside: '市',
        why: '行政法规的效力高于地方性法规、规章。',
        basis: '立法法第九十九条',
      },
    ]);
  });

  it('are not made of one text, of texts of another region, or of what no longer applies', () => {
    const ended = { kind: 'repealed', on: '2025-01-01', basis: '废止', successorId: null } as const;
    expect(compare([state])).to.equal(null);
    expect(compare([state, elsewhere])).to.equal(null);
    expect(compare([state, { ...city, ending: ended }])).to.equal(null);
  });

  it('are found behind a text of another matter that has more of the words', () => {
    const other = law('他', {
      topic: '另事',
      title: '渔船登记渔船登记',
      clauses: [clause('第一条', '渔船登记。')],
    });
    expect(compare([other, city, state])?.texts.map(({ articleId }) => articleId)).to.deep.equal([
      '国',
      '市',
    ]);
  });

  it('leave open what the law leaves open', () => {
    const ministry = law('部', { instrument: '部门规章', issuers: ['农业农村部'] });
    const view = compare([ministry, province]);
    expect(view?.order[0]?.prevailing).to.equal(null);
    expect(view?.order[0]?.basis).to.equal('立法法第一百零六条');
  });
});
