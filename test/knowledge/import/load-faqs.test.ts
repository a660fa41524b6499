import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { loadFaqs } from '../../../knowledge/import/load-faqs.ts';
import { TextError } from '../../../knowledge/import/text-error.ts';
import { applies, validityAt } from '../../../knowledge/validity/validity.ts';
import { anArticle, realArticle, realLibrary } from '../library.ts';

describe('the FAQ of the library', () => {
  const folder = mkdtempSync(join(tmpdir(), 'faq-'));
  after(() => rmSync(folder, { recursive: true }));

  const entry = {
    id: 'FX0001',
    question: '渔船登记要几天',
    similar: [],
    answerSpoken: '五个工作日内办结。',
    basis: [{ articleId: 'T1', clauseNo: '第二条' }],
    keywords: [],
  };
  const load = (...entries: object[]) => {
    writeFileSync(join(folder, 'x-1.json'), JSON.stringify(entries));
    return loadFaqs(folder, [anArticle()]);
  };
  const refusal = (...entries: object[]) => {
    try {
      load(...entries);
    } catch (error) {
      if (error instanceof TextError) return error.message;
      throw error;
    }
    return '';
  };

  it('takes region, topic and readers from the text that an answer rests on', () => {
    const [faq] = load(entry);
    expect(faq?.content).to.include({
      regionCode: '000000',
      topic: '测试',
      answerSpoken: '五个工作日内办结。',
    });
  });

  it('refuses an answer whose clause is not there, an id that stands twice, and a field that is missing', () => {
    expect(refusal({ ...entry, basis: [{ articleId: 'T1', clauseNo: '第九条' }] })).to.include(
      '第九条 不存在',
    );
    expect(refusal(entry, entry)).to.include('FX0001 重复');
    expect(refusal({ ...entry, answerSpoken: '' })).to.include('0.answerSpoken');
  });

  it('rests on nothing that has ended', () => {
    const { faqs } = realLibrary();
    expect(faqs.length).to.be.greaterThan(400);
    for (const { id, content } of faqs)
      for (const { articleId, clauseNo } of content.basis) {
        const { state } = validityAt(realArticle(articleId), '2026-11-30', clauseNo);
        expect(applies(state) || state === 'unclear', `${id} ${articleId} ${state}`).to.equal(true);
      }
  });
});
