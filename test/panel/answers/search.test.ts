import { expect } from 'chai';
import { Search } from '../../../agent-panel/src/answers/search.ts';
import type { Command } from '../../../bridge/protocol/commands.ts';
import type { CommandResult } from '../../../bridge/protocol/frames.ts';
import { FakeTime, settle } from '../fake-time.ts';
import { rentHits } from '../sample-answers.ts';

function setUp() {
  const time = new FakeTime();
  const asked: { command: Command; answer: (result: CommandResult) => void }[] = [];
  const search = new Search({
    command: (command) => new Promise((answer) => asked.push({ command, answer })),
    now: () => time.now(),
    after: (ms, run) => time.after(ms, run),
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
});
