import { expect } from 'chai';
import fc from 'fast-check';
import { mobileOf, type SmsSource, smsParts, smsText } from '../../../bridge/domain/notice/sms-text.ts';

const source: SmsSource = {
  title: '居住证申领',
  docNo: null,
  clauseNo: '受理条件',
  clauseText: '居住半年以上',
  validityLabel: '现行有效',
  dataAsOf: '2025-04-19',
  readAloud: null,
  readAloudNote: null,
  notice: [
    { kind: '受理条件', text: '居住半年以上' },
    { kind: '申请材料', text: '身份证' },
  ],
};

const item = fc.record({
  kind: fc.constantFrom('受理条件', '申请材料', '办理时限', '办理地点', '收费', '办理渠道'),
  text: fc.string({ minLength: 1, maxLength: 200 }),
});

describe('a notice as a text message', () => {
  it('has its signature first, the parts in order, and what it rests on last', () => {
    expect(smsText(source, '长沙12345', 500)).to.deep.equal({
      text: '【长沙12345】居住证申领，一次性告知：\n1.受理条件：居住半年以上\n2.申请材料：身份证\n依据：《居住证申领》，现行有效，数据截至2025-04-19。以受理单位办理时的规定为准。',
      leftOut: [],
    });
  });

  it('of a text without a notice is its approved answer with what has to be said beside it, else the clause', () => {
    const law = { ...source, title: '条例', docNo: '国务院令第262号', clauseNo: '第二十四条', notice: [] };
    expect(smsText(law, '长沙12345', 500)?.text).to.match(
      /^【长沙12345】《条例》第二十四条：居住半年以上\n依据：《条例》第二十四条（国务院令第262号）/,
    );
    expect(smsText({ ...law, readAloud: '可以。', readAloudNote: '待核' }, '长沙12345', 500)?.text).to.match(
      /^【长沙12345】可以。（待核）\n/,
    );
    expect(smsText({ ...law, clauseText: '长'.repeat(500) }, '长沙12345', 500), 'never cut').to.equal(null);
  });

  it('is never longer than it may be, never cuts a part, and names each part that has no room', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(item, { minLength: 1, maxLength: 6, selector: ({ kind }) => kind }),
        fc.integer({ min: 70, max: 500 }),
        (notice, most) => {
          const made = smsText({ ...source, notice }, '长沙12345', most);
          if (made === null) return;
          expect(made.text.length).to.be.at.most(most);
          for (const { kind, text } of notice)
            if (made.leftOut.includes(kind)) expect(made.text).to.contain(kind);
            else expect(made.text).to.contain(`${kind}：${text}`);
          expect(made.leftOut.length).to.be.below(notice.length);
        },
      ),
    );
  });

  it('is billed by 70 characters, or by 67 in parts', () => {
    expect([1, 70, 71, 134, 135].map((n) => smsParts('字'.repeat(n)))).to.deep.equal([1, 1, 2, 2, 3]);
  });

  it('goes to mobile numbers only, however they are written', () => {
    for (const number of ['13874801115', '+8613874801115', '8613874801115', '138-7480-1115'])
      expect(mobileOf(number), number).to.equal('13874801115');
    for (const number of ['073188665432', '12345', '110', '1387480111', '23874801115', ''])
      expect(mobileOf(number), number).to.equal(null);
  });
});
