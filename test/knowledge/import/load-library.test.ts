import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { loadLibrary, TEXTS_FOLDER } from '../../../knowledge/import/load-library.ts';
import { TextError } from '../../../knowledge/import/text-error.ts';
import { realArticle, realLibrary } from '../library.ts';

describe('the library', () => {
  it('has the 124 texts and the plan of the city', () => {
    const { articles, dataAsOf } = realLibrary();
    expect(articles).to.have.lengthOf(125);
    expect(dataAsOf).to.equal('2025-04-19');
    expect(realArticle('CS001')).to.deep.include({
      title: '长沙市政务公开窗口建设方案',
      docNo: { written: '长政务公开发〔2021〕1号', issuerCode: '长政务公开发', year: 2021, serial: 1 },
      level: '市',
      regionCode: '430100',
      materialClass: '政策文件',
    });
  });

  it('knows the first day of every text but the one that does not tell it', () => {
    const unknown = realLibrary().articles.filter(({ commencement }) => commencement.kind === 'unknown');
    expect(unknown.map(({ id }) => id)).to.deep.equal(['P119']);
  });

  it('takes the first day of a rule from its clause, and of an amended wording from the amendment', () => {
    const start = (id: string) => {
      const { commencement } = realArticle(id);
      return commencement.kind === 'known' ? [commencement.ruleFrom, commencement.textFrom] : [];
    };
    expect(start('P001')).to.deep.equal(['2019-05-15', '2019-05-15']);
    expect(start('P015')).to.deep.equal(['2011-07-01', '2018-12-29']);
    expect(start('P040')).to.deep.equal(['2008-01-01', '2013-07-01']);
    expect(start('P018')).to.deep.equal(['1999-01-22', '1999-01-22']);
    expect(start('P044')).to.deep.equal(['1995-01-01', '1995-01-01']);
    expect(start('P019')).to.deep.equal(['2004-01-01', '2011-01-01']);
  });

  it('links what was replaced and what replaced it in both directions', () => {
    expect(realArticle('P111').supersededBy).to.deep.equal(['P110']);
    expect(realArticle('P110').supersedes).to.deep.equal(['P111']);
  });

  it('has an ending with a reason for each of the fourteen texts that are not plainly in force', () => {
    const ended = realLibrary().articles.filter(
      ({ ending }) => ending.kind !== 'none' && ending.kind !== 'revised-elsewhere',
    );
    expect(ended.map(({ id }) => id)).to.have.members(
      'P002 P004 P037 P053 P055 P058 P060 P066 P076 P083 P085 P089 P093 P111'.split(' '),
    );
    for (const { ending } of ended) expect('basis' in ending && ending.basis.length > 10).to.equal(true);
  });

  it('has, for every starter of a line, the clause that it names', () => {
    for (const { starters } of realLibrary().lines) {
      for (const { articleId, clauseNo } of starters) {
        expect(realArticle(articleId).clauses.map(({ no }) => no)).to.include(clauseNo);
      }
    }
  });
});

describe('a library that is out of order', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'texts-'));
    cpSync(TEXTS_FOLDER, folder, { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is refused with the table and the line that is wrong', () => {
    writeFileSync(
      join(folder, 'succession.json'),
      '{"starts":[],"endings":[{"articleId":"P002"}],"revisedElsewhere":[],"endedClauses":[]}',
    );
    expect(() => loadLibrary(folder)).to.throw(TextError, /succession\.json：endings\.0\.\w+ 不合要求/);
  });

  it('is refused when a successor is not there', () => {
    const ending = {
      articleId: 'P002',
      kind: 'repealed',
      on: '2022-05-01',
      successorId: 'P999',
      basis: '某文',
      evidence: 'text',
    };
    writeFileSync(
      join(folder, 'succession.json'),
      JSON.stringify({ starts: [], endings: [ending], revisedElsewhere: [], endedClauses: [] }),
    );
    expect(() => loadLibrary(folder)).to.throw(TextError, /没有编号为 P999 的文本/);
  });
});
