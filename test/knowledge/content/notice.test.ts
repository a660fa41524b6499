import { expect } from 'chai';
import fc from 'fast-check';
import type { FaqContent, ItemContent } from '../../../knowledge/content/entry.ts';
import { noticeOf, noticeOfParts, noticeOfText } from '../../../knowledge/content/notice.ts';
import { noticeKindSchema } from '../../../knowledge/content/notice-item.ts';
import { serviceItemSchema } from '../../../knowledge/content/service-item.ts';
import { loadLibrary, TEXTS_FOLDER } from '../../../knowledge/import/load-library.ts';

const bare = {
  row_guid: 'g',
  task_code: 't',
  task_name: '居住证申领',
  task_version: '1',
  dept_name: '公安机关',
};

function item(fields: Partial<ItemContent['item']>): ItemContent {
  return {
    kind: 'item',
    item: serviceItemSchema.parse({ ...bare, ...fields }),
    regionCode: '430100',
    audience: [],
    topic: '户籍',
    keywords: [],
    readAloud: '',
    attachments: [],
  };
}

function faq(answerFull: string): FaqContent {
  return {
    kind: 'faq',
    question: '居住证怎么办',
    similar: [],
    answerSpoken: '可以。',
    answerFull,
    basis: [],
    audience: [],
    regionCode: '430100',
    topic: '户籍',
    materialClass: '办事指南',
    keywords: [],
    validFrom: null,
    validTo: null,
  };
}

/** Words of an item, with lines in them as tables have, and never one of the names. */
const words = fc.stringMatching(/^[一-十甲-癸0-9，。]{0,30}$/);

describe('一次性告知 of an entry', () => {
  it('is told of a service item in the order 条件 材料 时限 地点 费用 渠道', () => {
    const told = noticeOf(
      item({
        is_fee: '0',
        transact_addr: '派出所',
        transact_time: '工作日',
        accept_condition: '在本地居住半年以上',
        promise_day: '15',
        promise_type: '日',
        materials: [
          { name: '居民身份证', source: '', copies: '1', form: '原件', necessity: '必要', sampleUrl: '' },
        ],
        online_handle_url: 'https://example.gov.cn/jzz',
      }),
    );
    expect(told).to.deep.equal([
      { kind: '受理条件', text: '在本地居住半年以上' },
      { kind: '申请材料', text: '1. 居民身份证（原件，1份，必要）' },
      { kind: '办理时限', text: '承诺办结时限：15日' },
      { kind: '办理地点', text: '派出所\n办理时间：工作日' },
      { kind: '收费', text: '不收费。' },
      { kind: '办理渠道', text: 'https://example.gov.cn/jzz' },
    ]);
  });

  it('of an item that says nothing is nothing: a fee that is not told is not told to be none', () => {
    expect(noticeOf(item({}))).to.deep.equal([]);
    expect(noticeOf(item({ is_fee: '', handle_flow: '申请、审核、发证' }))).to.deep.equal([]);
  });

  it('holds only words of the item, each kind at most once and in order, whatever the item holds', () => {
    fc.assert(
      fc.property(
        fc.record({ accept_condition: words, transact_addr: words, transact_time: words, link_way: words }),
        (fields) => {
          const told = noticeOf(item(fields));
          const kinds = told.map(({ kind }) => kind);
          expect(kinds).to.deep.equal(noticeKindSchema.options.filter((kind) => kinds.includes(kind)));
          const said = Object.values(fields).map((text) => text.trim());
          for (const { text } of told)
            for (const line of text.split('\n'))
              expect(said).to.include(line.replace(/^(办理时间|咨询方式)：/, ''));
          // Nothing that was written is left out.
          for (const text of said) expect(told.map((one) => one.text).join('\n')).to.contain(text);
        },
      ),
    );
  });

  it('is read out of a full answer where a paragraph has the name of a part', () => {
    const told = noticeOf(
      faq(
        '可以办。\n一、申请条件：在本市居住满半年。\n二、所需材料：\n1. 身份证\n2. 居住证明\n三、注意事项：带原件。\n【办理时限】十五日',
      ),
    );
    expect(told).to.deep.equal([
      { kind: '受理条件', text: '在本市居住满半年。' },
      { kind: '申请材料', text: '1. 身份证\n2. 居住证明' },
      { kind: '办理时限', text: '十五日' },
    ]);
  });

  it('of an answer that only mentions such words is nothing', () => {
    expect(noticeOf(faq('申请材料请咨询经办机构，收费按规定执行。'))).to.deep.equal([]);
    expect(noticeOfText('')).to.deep.equal([]);
    expect(noticeOfParts([{ no: '第三条', text: '办理时限：十日' }])).to.deep.equal([]);
  });

  it('of the law texts that come with the product is nothing: a clause is not a checklist', () => {
    const { articles } = loadLibrary(TEXTS_FOLDER);
    expect(
      articles.filter(({ clauses }) => noticeOfParts(clauses).length > 0).map(({ id }) => id),
    ).to.deep.equal([]);
  });
});
