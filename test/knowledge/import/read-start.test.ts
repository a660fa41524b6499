import { expect } from 'chai';
import { readStart } from '../../../knowledge/import/read-start.ts';
import { clause, realArticle } from '../library.ts';

const saying = (text: string) => readStart([clause('第一条', '总则。'), clause('第二条', text)]);

describe('the clause of commencement', () => {
  it('names a day, in digits or in characters', () => {
    expect(saying('本条例自2019年5月15日起施行。')).to.include({ kind: 'day', day: '2019-05-15' });
    expect(saying('本规定自一九九五年一月一日起执行。')).to.include({ kind: 'day', day: '1995-01-01' });
    expect(saying('本办法自二○○三年十月一日起施行')).to.include({ kind: 'day', day: '2003-10-01' });
  });

  it('or the day of publication', () => {
    expect(saying('本办法自发布之日起施行')).to.include({ kind: 'on-publication', clauseNo: '第二条' });
    expect(saying('本条例自公布之日起施行。1988年发布的规定同时废止。')).to.include({
      kind: 'on-publication',
    });
  });

  it('is quoted without what stands around it', () => {
    const stated = readStart(realArticle('P110').clauses);
    expect(stated).to.deep.equal({
      kind: 'day',
      day: '2022-06-05',
      clauseNo: '第九十条',
      sentence: '本法自2022年6月5日起施行。',
    });
  });

  it('is not what a rule says about other things', () => {
    const contract = '集体合同文本之日起十五日内未提出异议的，集体合同即行生效。';
    expect(saying(contract)).to.deep.equal({ kind: 'none' });
    expect(saying('1995年10月28日国务院发布的《信访条例》同时废止。')).to.deep.equal({ kind: 'none' });
  });

  it('is missing in a text of which only the first ten articles are here', () => {
    expect(readStart(realArticle('P119').clauses)).to.deep.equal({ kind: 'none' });
  });

  it('stands before the annexes of a text that has some', () => {
    expect(readStart(realArticle('P047').clauses)).to.include({ clauseNo: '第十六条' });
  });
});
