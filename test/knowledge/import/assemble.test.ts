import { expect } from 'chai';
import { assemble } from '../../../knowledge/import/assemble.ts';
import type { CatalogueEntry, Succession } from '../../../knowledge/import/catalogue.ts';
import { parseText } from '../../../knowledge/import/parse-text.ts';
import { TextError } from '../../../knowledge/import/text-error.ts';

const entry: CatalogueEntry = {
  id: 'T1',
  file: 'T1.md',
  title: '测试办法',
  docNo: '某发〔2020〕3号',
  formerDocNos: [],
  issuers: ['某部'],
  instrument: '部门规章',
  level: '国家',
  regionCode: '000000',
  topic: '测试',
  materialClass: '法律法规',
  audience: [],
  versionDate: null,
  statedStart: null,
  clauseCount: null,
  origin: '测试办法.md',
};
const nothing: Succession = { starts: [], endings: [], revisedElsewhere: [], endedClauses: [] };

function assembled(
  notes: string,
  last: string,
  different: Partial<CatalogueEntry> = {},
  succession = nothing,
) {
  const text = `# 测试办法\n\n${notes}\n\n<!-- INFO END -->\n\n第一条 总则。\n\n第二条 ${last}\n`;
  const texts = [{ entry: { ...entry, ...different }, parsed: parseText(text, 'T1.md') }];
  const [article] = assemble(texts, succession, '2025-04-19', 'test');
  return article ?? expect.fail('nothing assembled');
}

describe('a text with its catalogue entry and succession', () => {
  it('begins on the day of its clause', () => {
    expect(assembled('', '本办法自2020年5月1日起施行。').commencement).to.deep.equal({
      kind: 'known',
      ruleFrom: '2020-05-01',
      textFrom: '2020-05-01',
      unseenFrom: null,
      basis: '第二条：本办法自2020年5月1日起施行。',
    });
  });

  it('begins with its publication, when the clause says so and the notes tell the day', () => {
    const { commencement } = assembled('2020年3月2日 某部令第3号公布', '本办法自公布之日起施行。');
    expect(commencement).to.include({ ruleFrom: '2020-03-02' });
    expect(commencement.basis).to.equal('第二条：本办法自公布之日起施行。（2020年3月2日公布）');
  });

  it('has no readable beginning when the notes do not tell the day', () => {
    const { commencement } = assembled('2020年3月2日 经某部部务会议通过', '本办法自公布之日起施行。');
    expect(commencement.kind).to.equal('unknown');
    expect(commencement.basis).to.include('题注未载明公布日期');
  });

  it('has, once amended, a time in which its wording was another', () => {
    const { commencement } = assembled('', '本办法自2020年5月1日起施行。', { versionDate: '2023-07-20' });
    expect(commencement).to.include({
      ruleFrom: '2020-05-01',
      textFrom: '2023-07-20',
      unseenFrom: '2020-05-01',
    });
  });

  it('carries what is only remembered as such', () => {
    const ended = {
      articleId: 'T1',
      no: '第一条',
      on: '2022-01-01',
      basis: '某决定',
      evidence: 'recollected' as const,
    };
    const { endedClauses } = assembled(
      '',
      '本办法自2020年5月1日起施行。',
      {},
      { ...nothing, endedClauses: [ended] },
    );
    expect(endedClauses).to.deep.equal([
      { no: '第一条', on: '2022-01-01', basis: '某决定（编者所记，未核对原文）。' },
    ]);
  });

  it('is refused when its 文号 cannot be read', () => {
    expect(() => assembled('', '本办法自2020年5月1日起施行。', { docNo: '无号' })).to.throw(
      TextError,
      /读不出文号“无号”/,
    );
  });
});
