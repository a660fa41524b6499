import { expect } from 'chai';
import { Answers } from '../../../knowledge/answers.ts';
import type { PolicyArticle } from '../../../knowledge/article.ts';
import { type Faq, type FaqContent, isSameClause } from '../../../knowledge/content/entry.ts';
import { aFaqOn, anArticle, realAnswers, realLibrary } from '../library.ts';

const asked = { regionCode: '430100', serviceFunction: null, limit: 10 };

/** The real trees: without them nothing is found but by words. */
function hitsOf(text: string, faq: Faq, article: PolicyArticle = anArticle(), date = '2026-03-02') {
  const { trees } = realLibrary();
  const answers = new Answers({
    articles: [article],
    faqs: [faq],
    lines: [],
    trees,
    doubt: null,
    dataAsOf: '2025-04-19',
  });
  return answers.search({ ...asked, text, date });
}

function faq(over: Partial<FaqContent> = {}): Faq {
  const one = aFaqOn('F1', '小艇上户口得等多长时间', '第二条');
  return { ...one, content: { ...one.content, ...over } };
}

function spokenOf(text: string, ...rest: [Faq, PolicyArticle?, string?]) {
  return hitsOf(text, ...rest).find(({ clauseNo }) => clauseNo === '第二条')?.spoken;
}

describe('the FAQ behind a clause', function () {
  this.timeout(60_000);
  const question = '小艇上户口得等多长时间';

  it('is read aloud where the question is like its own, with its question beside it', () => {
    expect(spokenOf(question, faq())).to.deep.equal({
      faqId: 'F1',
      question,
      text: `${question}的答复`,
      note: null,
    });
  });

  it('is silent where the question only shares a word with it, and on clauses it does not rest on', () => {
    expect(spokenOf('渔船登记几个工作日', faq())).to.equal(null);
    const others = hitsOf(question, faq()).filter(({ clauseNo }) => clauseNo !== '第二条');
    expect(others.every(({ spoken }) => spoken === null)).to.equal(true);
  });

  it('is silent before its first day, from its last, in another region, and once a clause it rests on has ended', () => {
    expect(spokenOf(question, faq({ validFrom: '2026-03-03' }))).to.equal(null);
    expect(spokenOf(question, faq({ validTo: '2026-03-02' }))).to.equal(null);
    expect(spokenOf(question, faq({ regionCode: '110000' }))).to.equal(null);
    const basis = [
      { articleId: 'T1', clauseNo: '第二条' },
      { articleId: 'T1', clauseNo: '第三条' },
    ];
    const ended = anArticle({ endedClauses: [{ no: '第三条', on: '2026-01-01', basis: '停止执行' }] });
    expect(spokenOf(question, faq({ basis }), ended)).to.equal(null);
    expect(spokenOf(question, faq({ basis }), ended, '2025-12-31')).not.to.equal(null);
  });

  it('says what is to be checked', () => {
    const unclear = anArticle({ commencement: { kind: 'unknown', basis: '未载明' } });
    expect(spokenOf(question, faq(), unclear)?.note).to.equal(
      '所依据的《某市测试办法》第二条效力待核，答复前请核对现行文本',
    );
  });

  it('puts its clause first where the question is in its very words, unless that is to be checked or ended', () => {
    const wrong: string[] = [];
    realLibrary().faqs.forEach(({ content: { question, basis } }, at) => {
      if (at % 40 !== 0) return;
      const hits = realAnswers().search({ ...asked, text: question, date: '2026-11-30' });
      const isBasis = ({ articleId, clauseNo }: (typeof hits)[number]) =>
        basis.some((clause) => isSameClause(clause, { articleId, clauseNo }));
      const its = hits.find(isBasis);
      if (its?.validity.state === 'in-force' && hits[0] !== undefined && !isBasis(hits[0]))
        wrong.push(question);
    });
    expect(wrong).to.deep.equal([]);
  });

  it('is the reason where no word of the clause was asked for', () => {
    const [first] = hitsOf('小艇 户口', faq({ question: '小艇怎么上户口，船主要带什么，去哪里，要不要钱' }));
    expect(first?.why[0]).to.deep.equal({
      kind: 'faq-basis',
      text: '常见问题“小艇怎么上户口，船主要带什么，去哪里，要不要钱”的答复依据本条',
    });
  });

  it('leaves no hit of the library without a reason', () => {
    for (const text of ['被公司炒了能拿多少钱', '楼上装修吵死了', '孩子没户口能上小学吗', '酒驾会怎么样']) {
      const hits = realAnswers().search({ ...asked, text, date: '2026-11-24' });
      expect(hits).not.to.deep.equal([]);
      for (const { why, title, clauseNo } of hits)
        expect(why, `${text}: ${title} ${clauseNo}`).not.to.deep.equal([]);
    }
  });
});
