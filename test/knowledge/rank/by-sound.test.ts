import { expect } from 'chai';
import type { Answers } from '../../../knowledge/answers.ts';
import type { AnswerHit } from '../../../knowledge/rank/hit.ts';
import { realAnswers } from '../library.ts';

describe('a question typed by sound, or with wrong signs', function () {
  this.timeout(60_000);
  let answers: Answers;
  before(() => {
    answers = realAnswers();
  });

  const ask = (text: string) =>
    answers.search({ text, regionCode: '430100', date: '2026-11-24', serviceFunction: null, limit: 10 });
  const places = (text: string) => ask(text).map(({ articleId, clauseNo }) => `${articleId} ${clauseNo}`);
  const sounds = (hit: AnswerHit | undefined) =>
    hit?.why.filter(({ kind }) => kind === 'sound').map(({ text }) => text);

  it('has the answers of the words that it means, before the input method has made signs of it', () => {
    for (const typed of ['gjj tiqu', 'gongjijin tiqu', "gong'ji'jin ti'qu", '公积jin tiqu', 'gjj 提取'])
      expect(places(typed), typed).to.deep.equal(places('公积金 提取'));
    expect(places('changsha gjj')).to.deep.equal(places('长沙 公积金'));
  });

  it('says what was understood', () => {
    expect(sounds(ask('gjj')[0])).to.deep.equal(['“gjj”按拼音理解为“公积金”']);
    expect(sounds(ask('公鸡金怎么提取')[0])).to.deep.equal(['“公鸡金”按读音理解为“公积金”']);
    expect(sounds(ask('公积金')[0])).to.deep.equal([]);
  });

  it('goes on from what callers say to what rules write', () => {
    const why = ask('shebao butie').flatMap((hit) => hit.why.map(({ text }) => text));
    expect(why).to.include('“shebao”按拼音理解为“社保”');
  });

  it('reaches a text by its number, and a clause by its name', () => {
    expect(ask('guowuyuanling 711')[0]).to.include({ articleId: 'P001' });
    expect(ask('zfxxgktl 第33条')[0]).to.include({ articleId: 'P001', clauseNo: '第三十三条' });
  });

  it('has the answer first that the right words have, where signs are wrong', () => {
    // What else sounds so is sought as well, a little: behind the first ones the lists may differ.
    for (const [wrong, right] of [
      ['公鸡金提取', '公积金提取'],
      ['失业保显金停发', '失业保险金停发'],
      ['居主证', '居住证'],
      ['身分证丢了', '身份证丢了'],
      ['養老保險', '养老保险'],
      ['居住證怎麼申請', '居住证怎么申请'],
    ])
      expect(places(wrong ?? '').slice(0, 1), wrong).to.deep.equal(places(right ?? '').slice(0, 1));
  });

  it('has the same answer first whether a number is written in signs or in digits', () => {
    for (const [signs, digits] of [
      ['三十天内答复', '30天内答复'],
      ['三十日内答复', '３０日内答复'],
      ['三十天答复', '30日答复'],
      ['罚款五千元', '罚款5000元'],
      ['罚款五千元', '罚款5,000块钱'],
      ['记十二分', '记12分'],
    ])
      expect(places(signs ?? '')[0], `${signs} ${digits}`).to.equal(places(digits ?? '')[0]);
    const [hit] = ask('30天内请求复查');
    const marked = hit?.highlights.map(([from, to]) => hit.snippet.slice(from, to)).join('、');
    expect(marked).to.include('30日');
  });

  it('says nothing to Latin letters that mean nothing here', () => {
    for (const none of ['xyzzy', 'hello world', 'vat', 'qwrtp']) expect(ask(none), none).to.deep.equal([]);
  });
});
