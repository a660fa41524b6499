import { expect } from 'chai';
import fc from 'fast-check';
import { Border } from '../../../agent-panel/src/embedding/border.ts';
import type { EmbedderView } from '../../../bridge/protocol/embedding.ts';
import type { Ask, AskResult, FromPanel, PanelEvent } from '../../../sdk/messages.ts';
import { FakeTime, settle } from '../fake-time.ts';

const orders: EmbedderView = {
  origin: 'https://gd.example.gov.cn',
  name: '市工单系统',
  events: ['call', 'record'],
  fullNumber: false,
  dialPrefixes: ['138'],
};
const consult: EmbedderView = {
  ...orders,
  origin: 'https://zx.example.gov.cn',
  name: '咨询平台',
  events: [],
  dialPrefixes: [],
};

const around = { window: 'around' };
const record: PanelEvent = {
  event: 'record',
  interactionId: 'i',
  recordNo: 'CS1',
  rev: 1,
  outcome: { code: 'D1', name: '直接解答' },
  confidential: false,
  savedAt: '2026-11-24T12:00:00+08:00',
};
const answer: PanelEvent = {
  event: 'answer',
  interactionId: 'i',
  used: true,
  articleId: 'P001',
  clauseNo: '第六条',
  title: '办法',
  docNo: null,
  validity: '现行有效',
};

function setUp(result: AskResult = { ok: true }) {
  const time = new FakeTime();
  const posted: { message: FromPanel; origin: string }[] = [];
  const asked: { ask: Ask; by: string }[] = [];
  const connected: string[] = [];
  const border = new Border({
    embedders: [orders, consult],
    around,
    post: (message, origin) => posted.push({ message, origin }),
    now: () => time.now(),
    async ask(ask, { name }) {
      asked.push({ ask, by: name });
      return result;
    },
    connected: ({ name }) => connected.push(name),
  });
  const say = (data: unknown, origin = orders.origin, source: unknown = around) =>
    border.receive({ source, origin, data });
  return { time, border, posted, asked, connected, say };
}

const hello = { yihaoda: 1, type: 'hello', id: 'h1', versions: [1] };
const search = { yihaoda: 1, type: 'ask', id: 'a1', ask: { do: 'search', words: '公积金' } };
const types = (posted: { message: FromPanel }[]) => posted.map(({ message }) => message.type);

describe('the border between the panel and the page around it', () => {
  it('lets a configured page in, and says what it will be told and may ask', () => {
    const { say, posted, connected } = setUp();
    say(hello);
    expect(posted).to.deep.equal([
      {
        message: {
          yihaoda: 1,
          type: 'welcome',
          id: 'h1',
          version: 1,
          events: ['call', 'record'],
          asks: ['search', 'open-record', 'open-answer', 'dial'],
        },
        origin: orders.origin,
      },
    ]);
    expect(connected).to.deep.equal(['市工单系统']);
  });

  it('is silent to every other origin, and to other windows of a configured one', () => {
    const { say, border, posted, asked, connected } = setUp();
    for (const origin of [
      'https://evil.example',
      'null',
      '',
      'http://gd.example.gov.cn',
      'https://gd.example.gov.cn:8443',
      'https://gd.example.gov.cn.evil.example',
    ])
      for (const message of [hello, search]) say(message, origin);
    say(hello, orders.origin, { window: 'another' });
    say(hello, orders.origin, null);
    border.tell(record);
    border.close();
    expect({ posted, asked, connected }).to.deep.equal({ posted: [], asked: [], connected: [] });
  });

  it('tells each page only the events that the city lets it know, and only at its own origin', () => {
    const { say, border, posted } = setUp();
    say(hello);
    border.tell(record);
    border.tell(answer);
    expect(types(posted)).to.deep.equal(['welcome', 'event']);
    say(hello, consult.origin);
    border.tell(record);
    expect(types(posted)).to.deep.equal(['welcome', 'event', 'welcome']);
    expect(posted.at(-1)?.origin).to.equal(consult.origin);
  });

  it('hands wishes on, and answers each by its number', async () => {
    const { say, posted, asked } = setUp({ ok: false, code: 'declined', message: '座席没有同意' });
    say(hello);
    say(search);
    await settle();
    expect(asked).to.deep.equal([{ ask: { do: 'search', words: '公积金' }, by: '市工单系统' }]);
    expect(posted.at(-1)?.message).to.deep.equal({
      yihaoda: 1,
      type: 'result',
      id: 'a1',
      result: { ok: false, code: 'declined', message: '座席没有同意' },
    });
  });

  it('hears no wish before the greeting, and none after the goodbye', async () => {
    const { say, border, asked, posted } = setUp();
    say(search);
    say(hello);
    border.close();
    say(search);
    border.tell(record);
    await settle();
    expect(asked).to.deep.equal([]);
    expect(types(posted)).to.deep.equal(['welcome', 'bye']);
  });

  it('refuses another version in words', () => {
    const { say, posted, connected } = setUp();
    say({ ...hello, versions: [2] });
    expect(posted[0]?.message).to.include({ type: 'refused', code: 'version' });
    expect(connected).to.deep.equal([]);
  });

  it('takes no more than a person can press', async () => {
    const { say, time, asked } = setUp();
    say(hello);
    for (let n = 0; n < 1_000; n += 1) say({ ...search, id: `a${n}` });
    await settle();
    expect(asked.length).to.be.within(5, 15);
    const before = asked.length;
    time.jump(2_000);
    say(search);
    await settle();
    expect(asked.length).to.equal(before + 1);
  });

  it('takes only wishes of the right shape: no other word, no longer text, nothing besides', async () => {
    const { say, time, asked } = setUp();
    say(hello);
    for (const ask of [
      { do: 'dial', number: '+8613800001115' },
      { do: 'dial', number: '12' },
      { do: 'dial', number: '138 0000' },
      { do: 'dial', number: 13800001115 },
      { do: 'dial', number: '1'.repeat(21) },
      { do: 'search', words: '字'.repeat(201) },
      { do: 'search', words: '  ' },
      { do: 'search', words: 'x', also: 1 },
      { do: 'open-record', recordNo: '../me' },
      { do: 'open-record', recordNo: '' },
      { do: 'save-record' },
      { do: '__proto__' },
      null,
    ]) {
      say({ ...search, ask });
      time.jump(5_000);
    }
    await settle();
    expect(asked).to.deep.equal([]);
  });

  it('bears any message of anybody: nothing is thrown, and nothing goes to who is not configured', async () => {
    const origins = fc.oneof(
      fc.constantFrom(orders.origin, consult.origin, 'null', '*'),
      fc.webUrl(),
      fc.string(),
    );
    const almost = fc.record({
      yihaoda: fc.constantFrom<unknown>(1, '1', 2, null),
      type: fc.constantFrom('hello', 'ask', 'welcome', 'event', 'bye', '__proto__'),
      id: fc.oneof(fc.string(), fc.integer()),
      versions: fc.oneof(fc.array(fc.integer()), fc.anything()),
      ask: fc.oneof(
        fc.record({
          do: fc.constantFrom('search', 'dial', 'open-record', 'open-answer', 'constructor'),
          words: fc.string(),
          number: fc.oneof(fc.string(), fc.stringMatching(/^\d{3,20}$/)),
        }),
        fc.anything(),
      ),
    });
    const said = fc.record({
      origin: origins,
      source: fc.constantFrom<unknown>(around, null, {}),
      data: fc.oneof(almost, fc.anything({ withBigInt: true, withDate: true, withMap: true })),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(said, { maxLength: 30 }), async (messages) => {
        const { border, posted, asked, time } = setUp();
        for (const message of messages) {
          time.jump(1_000);
          border.receive(message);
        }
        border.tell(record);
        border.tell(answer);
        await settle();
        const heard = messages.filter(({ source }) => source === around).map(({ origin }) => origin);
        for (const { origin, message } of posted) {
          expect([orders.origin, consult.origin]).to.include(origin);
          expect(heard).to.include(origin);
          if (message.type === 'event')
            expect([origin, message.event.event]).to.deep.equal([orders.origin, 'record']);
        }
        for (const { ask } of asked) if (ask.do === 'dial') expect(ask.number).to.match(/^\d{3,20}$/);
      }),
    );
  });
});
