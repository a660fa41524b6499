import { expect } from 'chai';
import { partsOf } from '../../../../agent-panel/src/knowledge/entries/content-parts.ts';
import { differencesOf } from '../../../../agent-panel/src/knowledge/entries/difference.ts';
import { validityOn } from '../../../../agent-panel/src/knowledge/entries/validity.ts';
import type { Content } from '../../../../bridge/protocol/content.ts';
import { article, faq, guide, item } from '../../../adapters/sqlite/knowledge/contents.ts';

const region = (code: string) => ({ '430100': '长沙市', '430102': '芙蓉区' })[code] ?? code;
const textsOf = (content: Content) =>
  Object.fromEntries(partsOf(content, region).map(({ name, text }) => [name, text]));
const clause = (no: string, text: string, heading: string[] = []) => ({ no, text, anchor: no, heading });
const changes = (before: Content, after: Content) =>
  differencesOf(partsOf(before, region), partsOf(after, region)).map(({ name, kind }) => `${name} ${kind}`);

describe('a content as it is read', () => {
  it('names regions, dates and what ends it in words, and leaves out what is empty', () => {
    const ended = article('长政办发〔2026〕1号', {
      ending: { kind: 'repealed', on: '2027-01-01', basis: '长政发〔2027〕1号', successorId: null },
    });
    expect(textsOf(ended)).to.include({
      文号: '长政办发〔2026〕1号',
      适用地域: '长沙市',
      适用对象: '不限',
      施行: '2026-02-01 起施行（自 2026 年 2 月 1 日起施行）',
      失效: '2027-01-01 起废止（长政发〔2027〕1号）',
    });
    expect(textsOf(ended)).to.not.have.any.keys('口播稿', '曾用文号', '部分失效');
  });

  it('a service item is told in the order in which a caller is told it, with words for yes and no', () => {
    const content = item('租房提取');
    const told: Content = {
      ...content,
      item: {
        ...content.item,
        transact_addr: '市民之家三楼',
        is_fee: '0',
        promise_day: '3',
        promise_type: '个工作日',
        materials: [
          { name: '身份证', form: '原件', copies: '1', necessity: '必要', source: '', sampleUrl: '' },
          { name: '租赁合同', form: '', copies: '', necessity: '', source: '', sampleUrl: '' },
        ],
      },
    };
    const notice = partsOf(told, region).filter(({ place }) => place === 'notice');
    expect(notice.map(({ name, text }) => [name, text])).to.deep.equal([
      ['申请材料', '1. 身份证（原件、1份、必要）\n2. 租赁合同'],
      ['承诺时限', '3个工作日'],
      ['是否收费', '否'],
      ['办理地点', '市民之家三楼'],
    ]);
  });

  it('a guide tells where an application is handed in', () => {
    expect(textsOf(guide('长沙市人民政府办公厅'))).to.include({ 受理地址: '岳麓大道 218 号' });
  });
});

describe('the differences of two contents', () => {
  const before = article('长政办发〔2026〕1号', {
    clauses: [clause('第一条', '甲'), clause('第二条', '乙'), clause('第三条', '丙')],
  });

  it('are told clause by clause; what is gone stands where it stood', () => {
    const after = article('长政办发〔2026〕1号', {
      title: '改了名',
      clauses: [clause('第一条', '甲'), clause('第三条', '丙丁'), clause('第四条', '戊')],
    });
    expect(changes(before, after)).to.deep.equal([
      '标题 changed',
      '第二条 removed',
      '第三条 changed',
      '第四条 added',
    ]);
  });

  it('a clause that moved into another chapter is one', () => {
    const moved = article('长政办发〔2026〕1号', {
      clauses: [clause('第一条', '甲', ['第一章']), clause('第二条', '乙'), clause('第三条', '丙')],
    });
    expect(changes(before, moved)).to.deep.equal(['第一条 changed']);
    expect(changes(before, before)).to.deep.equal([]);
  });

  it('a number that stands twice is not taken for the other', () => {
    const twice = [clause('一', '甲'), clause('一', '乙')];
    const after = article('长政办发〔2026〕1号', { clauses: [clause('一', '甲'), clause('一', '改')] });
    expect(changes(article('长政办发〔2026〕1号', { clauses: twice }), after)).to.deep.equal(['一 changed']);
  });
});

describe('效力 on a day, by an entry’s own words', () => {
  const on = (content: Content, day = '2026-11-24') => validityOn(content, day)?.label ?? null;
  const written = article('长政办发〔2026〕1号');

  it('is told for a text by its dates', () => {
    expect(on(written)).to.equal('现行有效');
    expect(on(written, '2026-01-31')).to.equal('尚未生效');
    expect(on({ ...written, commencement: { kind: 'unknown', basis: '未写' } })).to.equal('待核');
    const ending = { on: '2026-11-24', basis: '另有规定', successorId: null };
    expect(on({ ...written, ending: { kind: 'repealed', ...ending } })).to.equal('废止');
    expect(on({ ...written, ending: { kind: 'repealed', ...ending } }, '2026-11-23')).to.equal('现行有效');
    expect(
      on({ ...written, ending: { kind: 'revised-elsewhere', on: '2026-05-01', basis: '修订' } }),
    ).to.equal('待核');
    const ended = { ...written, endedClauses: [{ no: '第一条', on: '2026-06-01', basis: '另有规定' }] };
    expect(on(ended)).to.equal('部分失效');
  });

  it('is not claimed for an FAQ within its dates: it stands or falls with its basis', () => {
    expect(on(faq('问'))).to.equal(null);
    expect(on(faq('问', { validTo: '2026-11-24' }))).to.equal('失效');
    expect(on(faq('问', { validFrom: '2026-12-01' }))).to.equal('尚未生效');
    expect(on(guide('办公厅'))).to.equal('现行有效');
  });
});
