import { expect } from 'chai';
import { withBuiltIn } from '../../../bridge/application/knowledge/browse.ts';
import type { PublishedPage, PublishedRow } from '../../../bridge/application/knowledge-store.ts';
import type { BuiltInRow } from '../../../knowledge/content/built-in.ts';
import { openHouse } from '../house.ts';

const common = {
  rev: 1,
  kind: 'article',
  regionCode: '000000',
  topic: '社会保险',
  materialClass: '法律法规',
  beginsOn: '2020-01-01',
  endsOn: null,
} as const;

function own(id: string): PublishedRow {
  return { ...common, entryId: id, title: id, unitId: 'cs', system: 'desk', publishedAt: 0 };
}

function builtIn(id: string, different: Partial<BuiltInRow> = {}): BuiltInRow {
  return { ...common, entryId: id, title: id, dataAsOf: '2025-04-19', ...different };
}

/** As the store answers: a page of its own, the number of all, and its shelves. */
function pageOf(ids: readonly string[], offset: number, limit: number): PublishedPage {
  return {
    entries: ids.slice(offset, offset + limit).map(own),
    total: ids.length,
    shelves: [{ materialClass: '法律法规', topic: '社会保险', count: ids.length }],
  };
}

describe('looking through what is in use', () => {
  const ours = ['a', 'b', 'c'];
  const product = [builtIn('P1'), builtIn('P2', { topic: '户籍' }), builtIn('P3', { kind: 'faq' })];

  it('goes through what was published here and then what comes with the product, each once, in pages of any size', () => {
    for (const limit of [1, 2, 3, 4, 10]) {
      const seen: string[] = [];
      for (let offset = 0; offset < 6; offset += limit) {
        const page = withBuiltIn(pageOf(ours, offset, limit), product, {}, { offset, limit });
        expect(page.total).to.equal(6);
        seen.push(...page.entries.map(({ entryId }) => entryId));
      }
      expect(seen, `pages of ${limit}`).to.deep.equal(['a', 'b', 'c', 'P1', 'P2', 'P3']);
    }
  });

  it('counts the shelves of both', () => {
    const { shelves } = withBuiltIn(pageOf(ours, 0, 10), product, {}, { offset: 0, limit: 10 });
    expect(shelves).to.have.deep.members([
      { materialClass: '法律法规', topic: '社会保险', count: 5 },
      { materialClass: '法律法规', topic: '户籍', count: 1 },
    ]);
  });

  it('keeps to what is asked for', () => {
    const only = (filter: Parameters<typeof withBuiltIn>[2]) =>
      withBuiltIn(pageOf([], 0, 10), product, filter, { offset: 0, limit: 10 }).entries.map(
        ({ entryId }) => entryId,
      );
    expect(only({ kind: 'faq' })).to.deep.equal(['P3']);
    expect(only({ topic: '户籍' })).to.deep.equal(['P2']);
    expect(only({ text: 'P1' })).to.deep.equal(['P1']);
    expect(only({ regionCode: '430100' })).to.deep.equal([]);
    expect(only({ materialClass: '办事指南' })).to.deep.equal([]);
  });

  it('says that what comes with the product belongs to no unit, and how old it is', () => {
    const [row] = withBuiltIn(pageOf([], 0, 1), product, {}, { offset: 0, limit: 1 }).entries;
    expect(row).to.include({
      unitId: null,
      system: 'built-in',
      publishedAt: Date.parse('2025-04-19T00:00:00+08:00'),
    });
  });

  it('shows what was published here also while the thread is down that has the rest, and says what is missing', async () => {
    const house = await openHouse();
    try {
      const zhang = await house.person('zhang1203', ['operator'], 'cs', '张敏');
      house.index.builtIn = () => Promise.reject(new Error('the thread is down'));
      house.index.builtInEntry = () => Promise.reject(new Error('the thread is down'));
      const { base } = house.hotline.knowledge;
      expect(await base.browse(zhang, {}, { offset: 0, limit: 10 })).to.deep.include({
        entries: [],
        total: 0,
      });
      expect(await base.published(zhang, 'P001')).to.include({
        outcome: 'refused',
        code: 'answers-unavailable',
      });
    } finally {
      await house.close();
    }
  });
});
