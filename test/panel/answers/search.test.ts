import { expect } from 'chai';
import { Search, type SearchOptions } from '../../../agent-panel/src/answers/search.ts';
import type { PackFacts } from '../../../agent-panel/src/offline/pack-facts.ts';
import type { Command } from '../../../bridge/protocol/commands.ts';
import type { CommandResult } from '../../../bridge/protocol/frames.ts';
import { FakeTime, settle } from '../fake-time.ts';
import { rentHits } from '../sample-answers.ts';

function setUp({ offline, found }: Pick<SearchOptions, 'offline' | 'found'> = {}) {
  const time = new FakeTime();
  const asked: { command: Command; answer: (result: CommandResult) => void }[] = [];
  const search = new Search({
    command: (command) => new Promise((answer) => asked.push({ command, answer })),
    now: () => time.now(),
    after: (ms, run) => time.after(ms, run),
    ...(offline && { offline }),
    ...(found && { found }),
  });
  const ask = (text: string, composing = false, atOnce = false) =>
    search.ask({ text, serviceFunction: 'POLICY', regionCode: '430102', composing }, atOnce);
  const texts = () => asked.map(({ command }) => (command.type === 'search' ? command.text : ''));
  return { time, asked, search, ask, texts };
}

const hits = (list = rentHits, ready = true): CommandResult => ({
  outcome: 'hits',
  hits: list,
  ms: 2,
  ready,
});

describe('searching while one types', () => {
  it('asks at the first key, with no wait', () => {
    const { ask, texts } = setUp();
    ask('公');
    expect(texts()).to.deep.equal(['公']);
  });

  it('asks at each key of somebody who types fast, where answers are as fast', async () => {
    const { ask, asked, texts, time } = setUp();
    for (const [at, text] of ['z', 'zu', 'zuf'].entries()) {
      ask(text);
      asked[at]?.answer(hits());
      await time.pass(60);
    }
    expect(texts()).to.deep.equal(['z', 'zu', 'zuf']);
  });

  it('asks every 40 ms at most, and last of all what stands there in the end', async () => {
    const { ask, asked, texts, time } = setUp();
    for (const text of ['公', '公积', '公积金', '公积金租', '公积金租房']) {
      ask(text);
      asked.at(-1)?.answer(hits());
      await time.pass(15);
    }
    await time.pass(40);
    expect(texts()).to.deep.equal(['公', '公积金', '公积金租房']);
  });

  it('has one question under way, however long its answer takes, and then asks the latest alone', async () => {
    const { ask, asked, search, texts, time } = setUp();
    for (const text of ['公', '公积', '公积金']) {
      ask(text);
      await time.pass(300);
    }
    expect(texts()).to.deep.equal(['公']);
    asked[0]?.answer(hits([]));
    await settle();
    expect(texts()).to.deep.equal(['公', '公积金']);
    expect(search.state.get(), 'what was typed over is not shown').to.include({ state: 'searching' });
    asked[1]?.answer(hits());
    await settle();
    expect(search.state.get()).to.deep.include({ state: 'found', text: '公积金', hits: rentHits });
  });

  it('lets Enter past a question under way, and never shows its older answer over the younger one', async () => {
    const { ask, asked, search, texts, time } = setUp();
    ask('公积金');
    ask('居住证', false, true);
    await time.pass(1);
    expect(texts()).to.deep.equal(['公积金', '居住证']);
    asked[1]?.answer(hits([]));
    asked[0]?.answer(hits());
    await settle();
    expect(search.state.get()).to.deep.include({ state: 'found', text: '居住证', hits: [] });
    ask('居住证 续签');
    await time.pass(40);
    expect(texts(), 'nothing is waited for any more').to.have.length(3);
  });

  it('goes on asking after a page was left with a question under way', async () => {
    const { ask, asked, search, texts, time } = setUp();
    ask('公积金');
    ask('公积金租房');
    search.stop();
    asked[0]?.answer(hits());
    await time.pass(200);
    expect(texts(), 'what waited is not asked').to.deep.equal(['公积金']);
    ask('居住证');
    expect(texts()).to.deep.equal(['公积金', '居住证']);
  });

  it('tells what was searched once it was meant: the fingers rested, or Enter was pressed', async () => {
    const told: string[] = [];
    const { ask, asked, time } = setUp({ found: ({ text }) => told.push(text) });
    const answered = () => {
      asked.at(-1)?.answer(hits([]));
      return settle();
    };
    ask('危房改造');
    await answered();
    await time.pass(120);
    expect(told).to.deep.equal(['危房改造']);
    for (const rest of ['危房改', '危房', '危']) {
      ask(rest);
      await answered();
      await time.pass(60);
    }
    ask('');
    await time.pass(500);
    expect(told, 'what is taken back by the delete key is no search').to.deep.equal(['危房改造']);
    ask('补助名单', false, true);
    await time.pass(0);
    await answered();
    expect(told).to.deep.equal(['危房改造', '补助名单']);
  });

  it('asks once for words that an input method gives: they come as composed and, in the same breath, as written', async () => {
    const { ask, asked, time } = setUp();
    ask('公积金', true);
    ask('公积金');
    await time.pass(200);
    expect(asked.map(({ command }) => 'composing' in command)).to.deep.equal([false]);
  });

  it('keeps what was found when an input method is half-way through a syllable that finds nothing', async () => {
    const { ask, asked, search, time } = setUp();
    ask('gongjijin', true);
    await time.pass(200);
    asked[0]?.answer(hits());
    await settle();
    ask('gongjijinz', true);
    await time.pass(0);
    ask('gongjijinzu', true);
    asked[1]?.answer(hits([]));
    await time.pass(200);
    asked[2]?.answer(hits([]));
    await settle();
    expect(search.state.get()).to.deep.include({ state: 'found', text: 'gongjijin', hits: rentHits });
    await time.pass(200);
    ask('公积金组');
    asked[3]?.answer(hits([]));
    await settle();
    expect(search.state.get()).to.deep.include({ state: 'found', text: '公积金组', hits: [] });
  });

  it('keeps the last hits in sight while the next ones come', async () => {
    const { ask, asked, search, time } = setUp();
    ask('公积金');
    await time.pass(200);
    asked[0]?.answer(hits());
    await settle();
    ask('公积金 租房');
    await time.pass(200);
    expect(search.state.get()).to.deep.include({ state: 'searching', hits: rentHits });
  });

  it('does not take an index that is still loading for "nothing found", and asks again', async () => {
    const { ask, asked, search, texts, time } = setUp();
    ask('公积金');
    await time.pass(200);
    asked[0]?.answer(hits([], false));
    await settle();
    expect(search.state.get().state).to.equal('loading');
    await time.pass(1_000);
    expect(texts()).to.deep.equal(['公积金', '公积金']);
  });

  it('shows the call’s own answers again when the field is emptied', async () => {
    const { ask, asked, search, time } = setUp();
    ask('公积金');
    await time.pass(200);
    ask('  ');
    asked[0]?.answer(hits());
    await settle();
    expect(search.state.get().state).to.equal('idle');
  });

  describe('while the bridge is not reached', () => {
    const facts: PackFacts = {
      version: '"a"',
      regionCode: '430100',
      confirmedAt: 0,
      answers: 3,
      warnAfterDays: 3,
      basis: '',
    };
    const lost: CommandResult = { outcome: 'refused', code: 'not-connected', message: '已断开' };
    const question = {
      text: '公积金',
      serviceFunction: 'POLICY' as const,
      regionCode: null,
      composing: false,
    };

    async function lookedUp(found: typeof rentHits | null) {
      const house = setUp({ offline: { facts: () => facts, search: async () => found } });
      house.ask('公积金');
      await house.time.pass(200);
      house.asked[0]?.answer(lost);
      await settle();
      return house;
    }

    it('looks the question up on this PC, and says in what', async () => {
      const { search } = await lookedUp(rentHits);
      expect(search.state.get()).to.deep.include({ state: 'offline', hits: rentHits, pack: facts });
    });

    it('says that nothing is here to look it up in', async () => {
      const { search } = await lookedUp(null);
      expect(search.state.get()).to.deep.include({ state: 'offline', hits: [], pack: null });
    });

    it('asks again when it is back, lets what differs wait, and changes the list only when it is taken', async () => {
      const { asked, search } = await lookedUp(rentHits.slice(0, 1));
      void search.renew(question);
      asked[1]?.answer(hits(rentHits));
      await settle();
      const state = search.state.get();
      expect(state).to.deep.include({ state: 'offline', hits: rentHits.slice(0, 1) });
      expect(state.state === 'offline' && state.renewed?.differences).to.have.length(rentHits.length - 1);
      search.takeRenewed();
      expect(search.state.get()).to.deep.include({ state: 'found', hits: rentHits });
    });

    it('is simply back where the bridge says the same', async () => {
      const { asked, search } = await lookedUp(rentHits);
      void search.renew(question);
      asked[1]?.answer(hits(rentHits));
      await settle();
      expect(search.state.get()).to.deep.include({ state: 'found', hits: rentHits });
    });

    it('tells of a text whose validity is another by now', async () => {
      const [first] = rentHits;
      if (first === undefined) throw new Error('no hit');
      const { asked, search } = await lookedUp([first]);
      void search.renew(question);
      const validity = { ...first.validity, state: 'repealed' as const, label: '废止' };
      asked[1]?.answer(hits([{ ...first, validity }]));
      await settle();
      const state = search.state.get();
      expect(state.state === 'offline' && state.renewed?.differences).to.deep.equal([
        `效力已变：《${first.title}》${first.clauseNo}（废止）`,
      ]);
    });

    it('never lets the bridge’s late answer over a question that was asked since', async () => {
      const { ask, asked, search, time } = await lookedUp(rentHits.slice(0, 1));
      void search.renew(question);
      ask('居住证');
      await time.pass(200);
      asked[1]?.answer(hits(rentHits));
      asked[2]?.answer(hits([]));
      await settle();
      expect(search.state.get()).to.deep.include({ state: 'found', text: '居住证', hits: [] });
    });
  });
});
