import { expect } from 'chai';
import { builtInFaq, builtInText } from '../../../knowledge/content/built-in.ts';
import { contentSchema } from '../../../knowledge/content/entry.ts';
import { realAnswers, realLibrary } from '../library.ts';

describe('what comes with the product', function () {
  this.timeout(30_000);

  it('reads like an entry of the base, every text and every question of it', () => {
    const { articles, faqs, dataAsOf } = realLibrary();
    const entries = [...articles.map(builtInText), ...faqs.map((faq) => builtInFaq(faq, dataAsOf))];
    expect(entries.length).to.equal(articles.length + faqs.length);
    for (const { row, content } of entries) {
      const read = contentSchema.safeParse(content);
      expect(read.success, `${row.entryId} ${read.error?.message}`).to.equal(true);
      expect(row.title).to.not.equal('');
    }
  });

  it('that was revised since, in words that are not here, is neither told as ended nor as in force', () => {
    const revised = realLibrary().articles.filter(({ ending }) => ending.kind === 'revised-elsewhere');
    expect(revised.length).to.be.greaterThan(5);
    for (const article of revised)
      expect(builtInText(article).row).to.include({ beginsOn: null, endsOn: null });
  });

  it('is listed with its days, and opened by its id; another id opens nothing', () => {
    const answers = realAnswers();
    const row = answers.builtIn().find(({ entryId }) => entryId === 'P001');
    expect(row).to.include({
      kind: 'article',
      materialClass: '法律法规',
      beginsOn: '2019-05-15',
      endsOn: null,
    });
    expect(answers.builtInEntry('P001')?.content).to.include({ title: row?.title });
    expect(answers.builtInEntry('FA0001')?.row).to.include({ kind: 'faq' });
    expect(answers.builtInEntry('P999')).to.equal(null);
  });
});
