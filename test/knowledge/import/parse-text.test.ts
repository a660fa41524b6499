import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { catalogueSchema } from '../../../knowledge/import/catalogue.ts';
import { TEXTS_FOLDER } from '../../../knowledge/import/load-library.ts';
import { type ParsedText, parseText } from '../../../knowledge/import/parse-text.ts';
import { TextError } from '../../../knowledge/import/text-error.ts';
import { writeNumeral } from '../../../knowledge/text/numeral.ts';

const catalogue = catalogueSchema.parse(JSON.parse(read('index.json')));

function read(file: string): string {
  return readFileSync(join(TEXTS_FOLDER, file), 'utf8');
}

function letters(text: string): string {
  return text.replace(/[\s\u3000\u200b#]/g, '');
}

/** Headings where they change, and the clauses under them: the body, if nothing was lost. */
function putTogether({ clauses }: ParsedText): string {
  let path: string[] = [];
  let body = '';
  for (const { heading, label, text } of clauses) {
    const common = heading.findIndex((part, depth) => part !== path[depth]);
    if (common >= 0) body += heading.slice(common).join('');
    path = heading;
    body += label + text;
  }
  return letters(body);
}

/** Short, because a body is 100,000 characters long. */
function firstDifference(found: string, expected: string): string | null {
  if (found === expected) return null;
  let at = 0;
  while (found[at] === expected[at]) at += 1;
  return `…${found.slice(at - 10, at + 20)}… instead of …${expected.slice(at - 10, at + 20)}…`;
}

describe('the texts of the library', () => {
  for (const { id, file, title, clauseCount } of catalogue.texts) {
    describe(`${id} ${title}`, () => {
      const markdown = read(file);
      const parsed = parseText(markdown, file);
      const articles = parsed.clauses.filter(({ no }) => /^第.+条/.test(no));

      it('loses no word of the body', () => {
        const [, body = ''] = markdown.split('<!-- INFO END -->');
        // One body begins with the end of its 题注 (外商投资法: 会议通过）); it is kept there.
        const torn = id === 'P062' ? letters(body).replace(/^会议通过）/, '') : letters(body);
        expect(firstDifference(putTogether(parsed), torn)).to.equal(null);
      });

      it('has as many articles as its source counts, in order', () => {
        expect(articles).to.have.lengthOf(clauseCount ?? 0);
        articles.forEach(({ no }, index) => {
          expect(no).to.equal(`第${writeNumeral(index + 1)}条`);
        });
      });

      it('has one anchor for each clause', () => {
        expect(new Set(parsed.clauses.map(({ anchor }) => anchor)).size).to.equal(parsed.clauses.length);
      });

      it('bears the title of the catalogue', () => {
        expect(parsed.title).to.equal(title);
      });
    });
  }
});

describe('a text', () => {
  const [disclosure, special, plan] = ['P001.md', 'P047.md', 'CS001.md'].map((file) =>
    parseText(read(file), file),
  );

  it('puts each article under its chapter and section', () => {
    const article = disclosure?.clauses.find(({ no }) => no === '第三十三条');
    expect(article?.heading).to.deep.equal(['第四章 依申请公开']);
    expect(article?.anchor).to.equal('art-33');
    const deep = parseText(read('P005.md'), 'P005.md').clauses.find(({ no }) => no === '第二十条');
    expect(deep?.heading).to.have.lengthOf(2);
  });

  it('keeps an annex apart from the last article', () => {
    const numbers = special?.clauses.map(({ no }) => no);
    expect(numbers?.slice(-6)).to.deep.equal(['第十六条', '附录', '附录一', '附录二', '附录三', '附录四']);
    expect(special?.clauses.find(({ no }) => no === '第十六条')?.text).not.to.include('附录');
  });

  it('without articles is cut at its numbered sections, and its annex at the rows', () => {
    const numbers = plan?.clauses.map(({ no }) => no) ?? [];
    expect(numbers.slice(0, 5)).to.deep.equal(['序言', '一', '一（一）', '一（二）', '二']);
    expect(numbers.at(-1)).to.equal('附件第8项');
    expect(plan?.clauses.find(({ no }) => no === '二（三）')?.text).to.match(/^指导申请公开。/);
    expect(plan?.clauses.find(({ no }) => no === '四（二）')?.heading).to.deep.equal(['四、工作要求']);
  });

  it('tells its history', () => {
    expect(disclosure?.history.map(({ on, act }) => [on, act])).to.deep.equal([
      ['2007-04-05', 'published'],
      ['2019-04-03', 'amended'],
      ['2019-05-15', 'started'],
    ]);
  });

  it('that is no text of ours is refused with the file and the reason', () => {
    expect(() => parseText('# 某办法\n\n第一条 正文', 'x.md'))
      .to.throw(TextError, /x\.md：缺少/)
      .with.property('code', 'TEXT_UNREADABLE');
    expect(() => parseText('正文\n<!-- INFO END -->\n第一条 正文', 'x.md')).to.throw(TextError, /标题/);
    expect(() => parseText('# 某办法\n<!-- INFO END -->\n', 'x.md')).to.throw(TextError, /没有正文/);
  });

  it('of any paragraphs under any headings comes back whole', () => {
    const words = fc.string({ unit: fc.constantFrom(...'甲乙丙丁，。；'), minLength: 1, maxLength: 20 });
    const paragraphs = fc.array(words, { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(
        fc.array(fc.record({ chapter: fc.boolean(), paragraphs }), { minLength: 1, maxLength: 30 }),
        (parts) => {
          const body = parts
            .map(({ chapter, paragraphs: lines }, index) => {
              const heading = chapter ? `## 第${writeNumeral(index + 1)}章 某事\n\n` : '';
              return `${heading}第${writeNumeral(index + 1)}条 ${lines.join('\n\n')}`;
            })
            .join('\n\n');
          const parsed = parseText(`# 某办法\n\n<!-- INFO END -->\n\n${body}`, 'x.md');
          expect(parsed.clauses).to.have.lengthOf(parts.length);
          expect(firstDifference(putTogether(parsed), letters(body))).to.equal(null);
        },
      ),
    );
  });
});
