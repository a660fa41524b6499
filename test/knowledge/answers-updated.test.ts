import { expect } from 'chai';
import { Answers } from '../../knowledge/answers.ts';
import type { AnsweringEntry } from '../../knowledge/content/answering.ts';
import type { ArticleContent } from '../../knowledge/content/entry.ts';
import { serviceItemSchema } from '../../knowledge/content/service-item.ts';
import { anArticle, clause } from './library.ts';

const provenance = {
  system: 'desk',
  sourceId: 'x',
  url: '',
  fetchedAt: '2026-03-01T08:00:00+08:00',
} as const;

function text(words: string, more: Partial<ArticleContent> = {}): ArticleContent {
  const {
    id: _id,
    rev: _rev,
    supersedes: _supersedes,
    supersededBy: _supersededBy,
    source: _source,
    ...article
  } = anArticle({ title: '渔船补贴办法', clauses: [clause('第一条', words)] });
  return {
    ...article,
    kind: 'article',
    replaces: [],
    summaryPlain: '',
    readAloud: '',
    keywords: [],
    openAttribute: '主动公开',
    attachments: [],
    ...more,
  };
}

const entry = (entryId: string, rev: number, content: AnsweringEntry['content']): AnsweringEntry => ({
  entryId,
  rev,
  content,
  provenance,
});

describe('answers while the base changes', () => {
  const library = {
    articles: [anArticle()],
    faqs: [],
    lines: [],
    trees: [],
    doubt: null,
    dataAsOf: '2025-04-19',
  };
  const ask = (answers: Answers, words: string, date = '2026-03-02') =>
    answers
      .search({ text: words, regionCode: '430100', date, serviceFunction: null, limit: 5 })
      .map(({ articleId, articleRev, validity }) => `${articleId}.${articleRev} ${validity.label}`);

  it('find what was published, in the words of its last version, and no more what was withdrawn', () => {
    const answers = new Answers(library);
    expect(ask(answers, '燃油补贴')).to.deep.equal([]);
    answers.update({ put: [entry('E1', 1, text('燃油补贴每年发放一次。'))], remove: [] });
    expect(ask(answers, '燃油补贴')).to.deep.equal(['E1.1 现行有效']);
    answers.update({ put: [entry('E1', 2, text('休渔补助每年发放一次。'))], remove: [] });
    expect(ask(answers, '燃油')).to.deep.equal([]);
    expect(ask(answers, '休渔补助')).to.deep.equal(['E1.2 现行有效']);
    expect(answers.article('E1', '2026-03-02')?.rev).to.equal(2);
    answers.update({ put: [], remove: ['E1'] });
    expect(ask(answers, '休渔补助')).to.deep.equal([]);
    expect(answers.article('E1', '2026-03-02')).to.equal(null);
  });

  it('mark a text that a published one takes the place of, and give it back when that one is withdrawn', () => {
    const answers = new Answers(library);
    expect(ask(answers, '渔船登记')[0]).to.equal('T1.1 现行有效');
    const commencement = {
      kind: 'known',
      ruleFrom: '2026-01-01',
      textFrom: '2026-01-01',
      unseenFrom: null,
      basis: '附则',
    } as const;
    const newer = text('渔船登记应当自受理之日起三个工作日内办结。', { replaces: ['T1'], commencement });
    answers.update({ put: [entry('E2', 1, newer)], remove: [] });
    expect(ask(answers, '渔船登记')[0]).to.equal('E2.1 现行有效');
    expect(ask(answers, '渔船登记')).to.include('T1.1 废止');
    expect(ask(answers, '渔船登记', '2025-12-31')[0]).to.equal('T1.1 现行有效');
    answers.update({ put: [], remove: ['E2'] });
    expect(ask(answers, '渔船登记')[0]).to.equal('T1.1 现行有效');
  });

  it('put an edited version in the place of a built-in text, and the built-in one back when it is withdrawn', () => {
    const answers = new Answers(library);
    answers.update({ put: [entry('T1', 2, text('渔船登记改为网上办理。'))], remove: [] });
    expect(ask(answers, '渔船登记')).to.deep.equal(['T1.2 现行有效']);
    answers.update({ put: [], remove: ['T1'] });
    expect(ask(answers, '渔船登记')[0]).to.equal('T1.1 现行有效');
  });

  it('find a service item by its parts, and read a question of the FAQ as one that was asked before', () => {
    const answers = new Answers(library);
    const item = serviceItemSchema.parse({
      row_guid: 'g1',
      task_code: '11430100MB1',
      task_name: '渔业船网工具指标审批',
      task_version: '1',
      dept_name: '长沙市农业农村局',
      accept_condition: '申请人持有内陆渔业船舶证书。',
      promise_day: '5',
      promise_type: '工作日',
      is_fee: '0',
      materials: [{ name: '申请表', copies: '2' }],
    });
    const content = { item, regionCode: '430100', audience: [], topic: '渔业', keywords: [], readAloud: '' };
    answers.update({
      put: [entry('I1', 1, { kind: 'item', ...content, attachments: [] })],
      remove: [],
    });
    const article = answers.article('I1', '2026-03-02');
    expect(article?.clauses.map(({ no, text: words }) => `${no}：${words}`)).to.deep.equal([
      '受理条件：申请人持有内陆渔业船舶证书。',
      '申请材料：1. 申请表（2份）',
      '办理时限：承诺办结时限：5工作日',
      '收费标准：不收费。',
    ]);
    expect(ask(answers, '船网工具指标')[0]).to.equal('I1.1 现行有效');
  });

  it('understand the words of what was published by their initials, until it is withdrawn', () => {
    const answers = new Answers(library);
    const canteen = text('就餐补贴每餐两元。', { title: '长者食堂管理办法', keywords: ['助餐点'] });
    for (const typed of ['zzst', 'zcd', 'changzheshitang']) expect(ask(answers, typed)).to.deep.equal([]);
    answers.update({ put: [entry('E1', 1, canteen)], remove: [] });
    expect(ask(answers, 'zzstglbf')).to.deep.equal(['E1.1 现行有效']);
    answers.update({ put: [entry('E1', 2, { ...canteen, title: '慢跑团管理办法' })], remove: [] });
    expect(ask(answers, 'zzstglbf')).to.deep.equal([]);
    expect(ask(answers, 'mptglbf')).to.deep.equal(['E1.2 现行有效']);
    answers.update({ put: [], remove: ['E1'] });
    expect(ask(answers, 'mptglbf')).to.deep.equal([]);
  });
});
