import { expect } from 'chai';
import { contentOf, emptyValues, valuesOf } from '../../../../agent-panel/src/knowledge/editor/forms.ts';
import type { Content, EntryKind } from '../../../../bridge/protocol/content.ts';
import { article, faq, guide, item } from '../../../adapters/sqlite/knowledge/contents.ts';

const file = {
  name: '申请表.docx',
  sha256: 'a'.repeat(64),
  mediaType: 'application/octet-stream',
  bytes: 12,
};

const full: readonly Content[] = [
  faq('租房能提取公积金吗', {
    similar: ['租房怎么取公积金', '房租能用公积金吗'],
    basis: [{ articleId: 'P024', clauseNo: '第二十四条' }],
    audience: ['个人'],
    keywords: ['公积金', '租房'],
    validFrom: '2026-01-01',
    validTo: '2027-01-01',
  }),
  article('长政办发〔2026〕12号', {
    formerDocNos: [{ written: '长政发[2019]3号', issuerCode: '长政发', year: 2019, serial: 3 }],
    issuers: ['长沙市人民政府办公厅', '长沙市财政局'],
    audience: ['企业', '个人'],
    commencement: {
      kind: 'known',
      ruleFrom: '2020-01-01',
      textFrom: '2026-02-01',
      unseenFrom: '2023-05-01',
      basis: '自 2026 年 2 月 1 日起施行',
    },
    ending: { kind: 'repealed', on: '2027-02-01', basis: '长政发〔2027〕1号', successorId: null },
    endedClauses: [{ no: '第三条', on: '2026-06-01', basis: '另有规定' }],
    replaces: ['长政办发〔2019〕8号'],
    attachments: [file],
  }),
  article('长政办发〔2026〕13号', {
    docNo: null,
    commencement: { kind: 'unknown', basis: '原文未写' },
    ending: { kind: 'revised-elsewhere', on: '2026-05-01', basis: '2026 年修订' },
  }),
  item('租房提取住房公积金'),
  guide('长沙市人民政府办公厅', { validFrom: '2026-01-01', email: 'gk@example.gov.cn' }),
];

const faultsOf = (kind: EntryKind, values: Parameters<typeof contentOf>[1]) => {
  const read = contentOf(kind, values, null);
  return 'faults' in read ? Object.fromEntries(read.faults) : {};
};

describe('the form of an entry', () => {
  for (const content of full)
    it(`a content comes back from its form as it was: ${content.kind}`, () => {
      expect(contentOf(content.kind, valuesOf(content), content)).to.deep.equal({ content });
    });

  it('what must be filled in is told at its own field', () => {
    expect(Object.keys(faultsOf('faq', emptyValues('faq', '430100')))).to.have.members([
      'question',
      'answerSpoken',
      'topic',
    ]);
    expect(Object.keys(faultsOf('guide', emptyValues('guide', '430100')))).to.deep.equal(['organ']);
    expect(Object.keys(faultsOf('article', emptyValues('article', '430100')))).to.have.members([
      'title',
      'issuers',
      'topic',
      'clauses',
      'commencement.textFrom',
      'commencement.basis',
    ]);
  });

  it('is told in Chinese, with the row where it is a list', () => {
    const values = valuesOf(faq('问'));
    const faults = faultsOf('faq', {
      ...values,
      similar: `短\n${'长'.repeat(201)}`,
      validFrom: '2026-13-01',
    });
    expect(faults).to.deep.equal({
      similar: '第 2 行：最多 200 个字，请缩短。',
      validFrom: '请填写日期，如 2026-02-01。',
    });
    const docNo = faultsOf('article', { ...valuesOf(article('长政办发〔2026〕1号')), docNo: '第几号' });
    expect(docNo.docNo).to.contain('认不出是文号');
  });

  it('a 文号 that is typed is read, one that was known stays as its source gave it', () => {
    const content = article('长政办发〔2026〕1号', {
      docNo: { written: '奇怪的写法', issuerCode: '长政办发', year: 2026, serial: 1 },
    });
    const kept = contentOf('article', valuesOf(content), content);
    expect('content' in kept && kept.content).to.deep.equal(content);
    const typed = contentOf('article', { ...valuesOf(content), docNo: '长政发〔2026〕5号' }, content);
    if (!('content' in typed) || typed.content.kind !== 'article') throw new Error('it is an article');
    expect(typed.content.docNo).to.deep.include({ issuerCode: '长政发', year: 2026, serial: 5 });
  });

  it('clauses that cannot be written as a text stay as they are', () => {
    const odd = article('长政办发〔2026〕1号', {
      clauses: [{ no: '附　录', text: '表', anchor: 'x', heading: [] }],
    });
    expect(contentOf('article', { ...valuesOf(odd), title: '改了' }, odd)).to.deep.equal({
      content: { ...odd, title: '改了' },
    });
  });
});
