import { expect } from 'chai';
import { Search, type SearchOptions } from '../../../agent-panel/src/answers/search.ts';
import type { PackFacts } from '../../../agent-panel/src/offline/pack-facts.ts';
import type { Command } from '../../../bridge/protocol/commands.ts';
import type { CommandResult } from '../../../bridge/protocol/frames.ts';
import { FakeTime, settle } from '../fake-time.ts';
import { rentHits } from '../sample-answers.ts';

function setUp(offline?: SearchOptions['offline']) {
  const time = new FakeTime();
  const asked: { command: Command; answer: (result: CommandResult) => void }[] = [];
  const search = new Search({
    command: (command) => new Promise((answer) => asked.push({ command, answer })),
    now: () => time.now(),
    after: (ms, run) => time.after(ms, run),
    ...(offline && { offline }),
  });
  const ask = (text: string, composing = false) =>
    search.ask({ text, serviceFunction: 'POLICY', regionCode: '430102', composing });
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
  it('asks once the fingers rest, not at each letter', async () => {
    const { ask, texts, time } = setUp();
    for (const text of ['公', '公积', '公积金']) {
      ask(text);
      await time.pass(60);
    }
    await time.pass(200);
    expect(texts()).to.deep.equal(['公积金']);
  });

  it('never shows an older answer over a younger question', async () => {
    const { ask, asked, search, time } = setUp();
    ask('公积金');
    await time.pass(200);
    ask('居住证');
    await time.pass(200);
    asked[1]?.answer(hits([]));
    asked[0]?.answer(hits());
    await settle();
    expect(search.state.get()).to.deep.include({ state: 'found', text: '居住证', hits: [] });
  });

  it('keeps what was found when an input method is half-way through a syllable that finds nothing', async () => {
    const { ask, asked, search, time } = setUp();
    ask('gongjijin', true);
    await time.pass(200);
    asked[0]?.answer(hits());
    await settle();
    ask('gongjijinz', true);
    await time.pass(200);
    ask('gongjijinzu', true);
    await time.pass(200);
    asked[2]?.answer(hits([]));
    await settle();
    expect(search.state.get()).to.deep.include({ state: 'found', text: 'gongjijin', hits: rentHits });
    ask('公积金组');
    await time.pass(200);
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
      const house = setUp({ facts: () => facts, search: async () => found });
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
