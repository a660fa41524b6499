import { expect } from 'chai';
import {
  answersAnswerSchema,
  articleAnswerSchema,
  comparisonAnswerSchema,
} from '../../../bridge/protocol/answers.ts';
import { explanationAnswerSchema } from '../../../bridge/protocol/explanation.ts';
import { eventually } from '../../application/hand-timer.ts';
import { realAnswers } from '../../knowledge/library.ts';
import { type Door, openDoor } from './open-door.ts';

describe('answers over REST, for who has no seat', function () {
  this.timeout(60_000);
  let door: Door;
  const cookies: Record<string, string> = {};

  before(async () => {
    door = await openDoor();
    const answers = realAnswers();
    const { index } = door.house;
    index.search = async (query) => answers.search(query);
    index.compare = async (query) => answers.compare(query);
    index.explain = async (query, about) => answers.explain(query, about);
    index.article = async (id: string, date: string) => answers.article(id, date);
    for (const role of ['specialist', 'operator', 'knowledge-editor', 'system-admin'] as const) {
      await door.house.person(role, [role]);
      cookies[role] = await door.signIn(role);
    }
  });
  after(() => door.close());

  const ask = (path: string, login = 'specialist') =>
    door.fetch(`/api/answers${path}`, { headers: { cookie: cookies[login] ?? '' } });
  const query = (text: string, more = '') => `?text=${encodeURIComponent(text)}${more}`;
  const refused = async (response: Promise<Response>) => {
    const { code } = (await (await response).json()) as { code: string };
    return `${(await response).status} ${code}`;
  };

  it('are those that an operator gets, with region and day where none is given', async () => {
    const response = await ask(query('信息公开申请多久答复'));
    const { hits, ready } = answersAnswerSchema.parse(await response.json());
    expect(ready).to.equal(true);
    expect(hits[0]).to.include({ articleId: 'P001', clauseNo: '第三十三条', rank: 1 });
    const page = await door.open(cookies.operator ?? '');
    const frame = { serviceFunction: null, regionCode: null, date: null };
    const result = await page.command({ type: 'search', text: '信息公开申请多久答复', ...frame });
    expect(result.outcome === 'hits' && result.hits).to.deep.equal(hits);
    page.socket.close();
  });

  it('are those of the day that is asked about', async () => {
    const on = async (date: string) => {
      const response = await ask(query('信息公开申请多久答复', `&date=${date}`));
      return answersAnswerSchema.parse(await response.json()).hits[0];
    };
    expect(await on('2019-05-14')).not.to.include({ articleId: 'P001' });
    expect((await on('2019-05-15'))?.validity.state).to.equal('in-force');
  });

  it('are counted like an operator’s', async () => {
    const { timer, store } = door.house;
    const counted = async () => {
      const { notAdopted } = await store.knowledge.usage(0, Number.MAX_SAFE_INTEGER);
      return notAdopted.find(({ question }) => question === '年休假几天')?.count ?? 0;
    };
    await ask(query('年休假几天'));
    await ask(`/comparison${query('年休假几天')}`);
    await timer.advance(2_000);
    await eventually(async () => (await counted()) > 0, 'the search is counted');
    expect(await counted()).to.equal(1);
  });

  it('open an article, whole and with its validity on a day', async () => {
    const { article } = articleAnswerSchema.parse(await (await ask('/articles/P001?date=2019-05-14')).json());
    expect(article.clauses).to.have.lengthOf(56);
    expect(article.validity.state).to.equal('not-yet');
    expect(await refused(ask('/articles/P999'))).to.equal('404 no-article');
  });

  it('stand side by side where texts of several levels speak, over both ways in', async () => {
    const text = '年假没休完公司给不给钱';
    const { comparison } = comparisonAnswerSchema.parse(
      await (await ask(`/comparison${query(text)}`)).json(),
    );
    expect(comparison?.texts.length).to.be.greaterThan(1);
    expect(comparison?.order[0]?.basis).to.match(/立法法|国办发/);
    const page = await door.open(cookies.operator ?? '');
    const frame = { serviceFunction: null, regionCode: null, date: null };
    expect(await page.command({ type: 'compare', text, ...frame })).to.deep.equal({
      outcome: 'comparison',
      comparison,
    });
    page.socket.close();
  });

  it('are explained to who works on the base: what stands where and why, and why another does not', async () => {
    const explanation = (more: string, login: string) =>
      door.fetch(`/api/knowledge/explanation${query('信息公开申请多久答复', more)}`, {
        headers: { cookie: cookies[login] ?? '' },
      });
    const about = `&articleId=P001&clauseNo=${encodeURIComponent('第三条')}&limit=3`;
    const { explanation: told } = explanationAnswerSchema.parse(
      await (await explanation(about, 'knowledge-editor')).json(),
    );
    expect(told.shown).to.have.lengthOf(3);
    expect(told.shown[0]).to.include({ articleId: 'P001', clauseNo: '第三十三条' });
    expect(told.asked?.verdict.rank).to.equal(null);
    expect(await refused(explanation('', 'specialist'))).to.equal('403 no-right');
    expect(await refused(explanation('&articleId=P001', 'knowledge-editor'))).to.equal('400 bad-body');
    expect(await refused(explanation('&limit=21', 'knowledge-editor'))).to.equal('400 bad-body');
  });

  it('are refused in words to who has no right, and for a question that makes no sense', async () => {
    for (const path of ['', '/comparison']) {
      expect(await refused(ask(`${path}${query('年休假')}`, 'system-admin'))).to.equal('403 no-right');
      expect(await refused(ask(`${path}?text=%20`))).to.equal('400 bad-body');
      expect(await refused(ask(`${path}${query('年休假', '&date=2026-02-30')}`))).to.equal('400 bad-body');
      expect(await refused(ask(`${path}${query('年休假', '&regionCode=../etc')}`))).to.equal('400 bad-body');
      expect(await refused(ask(`${path}${query('长'.repeat(201))}`))).to.equal('400 bad-body');
    }
  });
});
