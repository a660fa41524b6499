import { expect } from 'chai';
import { contentOf, readDemoItems } from '../../bridge/commands/demo-items.ts';
import { Answers } from '../../knowledge/answers.ts';
import { noticeOf } from '../../knowledge/content/notice.ts';
import { loadLibrary, TEXTS_FOLDER } from '../../knowledge/import/load-library.ts';

const bare = (text: string) => text.replace(/\s+/g, '');

describe('the service items of the demonstration', function () {
  this.timeout(60_000);
  const library = loadLibrary(TEXTS_FOLDER);

  it('say nothing but what stands in the clause that they name', async () => {
    const wrong: string[] = [];
    for (const { name, parts } of await readDemoItems())
      for (const part of Object.values(parts)) {
        if (part === undefined) continue;
        const { text, from } = part;
        const [, title = '', no = ''] = /^《(.+)》(第.+条)$/.exec(from) ?? [];
        const clauses = library.articles
          .filter((article) => article.title === title)
          .flatMap((article) => article.clauses.filter((clause) => clause.no === no));
        for (const quote of [text].flat())
          if (!clauses.some((clause) => bare(clause.text).includes(bare(quote))))
            wrong.push(`${name} ${from}: ${quote}`);
      }
    expect(wrong).to.deep.equal([]);
  });

  it('are marked as such in their names, and tell a notice without a part that no clause tells', async () => {
    for (const item of await readDemoItems()) {
      const content = contentOf(item, 'demo-item-01', '430100');
      expect(content.item.task_name).to.match(/^【演示事项】/);
      const kinds = noticeOf(content).map(({ kind }) => kind);
      expect(kinds).to.have.length(Object.keys(item.parts).length);
      expect(kinds).to.not.include('收费');
    }
  });

  it('are found by a caller’s words, and open with their checklist', async () => {
    const answers = new Answers(library);
    const put = (await readDemoItems()).map((item, at) => ({
      entryId: `demo-item-${at}`,
      rev: 1,
      content: contentOf(item, `demo-item-${at}`, '430100'),
      provenance: {
        ...{ system: 'service-items' as const, sourceId: `demo-item-${at}`, url: '' },
        fetchedAt: '2025-04-19T00:00:00+08:00',
      },
    }));
    answers.update({ put, remove: [] });
    const asked = {
      regionCode: '430102',
      date: '2026-11-24',
      serviceFunction: 'SERVICE_GUIDE' as const,
      limit: 10,
    };
    for (const [text, name] of [
      ['居住证怎么办理', '居住证申领'],
      ['工伤认定申请材料', '工伤认定申请'],
      ['驾驶证到期换证', '驾驶证期满换证'],
    ] as const) {
      const hit = answers.search({ ...asked, text }).find(({ title }) => title === `【演示事项】${name}`);
      expect(hit, text).to.not.equal(undefined);
      const view = answers.article(hit?.articleId ?? '', '2026-11-24');
      expect(view?.notice.map(({ kind }) => kind)).to.include('申请材料');
    }
  });
});
