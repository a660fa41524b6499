import { expect } from 'chai';
import fc from 'fast-check';
import { type ActionAnswer, AmiActions } from '../../../bridge/adapters/asterisk/ami-actions.ts';
import { type AmiMessage, amiMessage } from '../../../bridge/adapters/asterisk/ami-message.ts';
import { type AmiAction, refusedValue } from '../../../bridge/adapters/asterisk/ami-values.ts';
import { FakeTimer } from './fake-timer.ts';

function message(fields: Record<string, string>): AmiMessage {
  const made = amiMessage(fields);
  if (made === null) throw new Error('no message');
  return made;
}

describe('who waits for which answer', () => {
  let timer: FakeTimer;
  let written: { action: AmiAction; actionId: string }[];
  let actions: AmiActions;
  let answers: ActionAnswer[];

  beforeEach(() => {
    timer = new FakeTimer();
    written = [];
    answers = [];
    actions = new AmiActions('c0ffee', (action, actionId) => written.push({ action, actionId }), timer);
  });

  const send = (...args: Parameters<AmiActions['send']>) =>
    void actions.send(...args).then((it) => answers.push(it));
  const settled = async () => {
    await new Promise(setImmediate);
    return answers.map(({ outcome }) => outcome);
  };
  const id = (index: number) => written[index]?.actionId ?? '';
  const success = (actionid: string, more = {}) =>
    actions.message(message({ response: 'Success', actionid, ...more }));
  const event = (name: string, actionid: string, more = {}) =>
    actions.message(message({ event: name, actionid, ...more }));

  it('is told by ids of this connection alone', async () => {
    send({ Action: 'Ping' });
    send({ Action: 'Ping' });
    expect(written.map(({ actionId }) => actionId)).to.deep.equal(['yhd-c0ffee-1', 'yhd-c0ffee-2']);
    success('yhd-other-1');
    success('a1');
    actions.message(message({ response: 'Success' }));
    expect(await settled()).to.deep.equal([]);
    success(id(1));
    expect(await settled()).to.deep.equal(['answered']);
    expect(actions.inFlight).to.equal(1);
  });

  it('is told once: a second answer, a late one, one after the drop change nothing', async () => {
    send({ Action: 'Ping' });
    success(id(0));
    success(id(0));
    actions.drop('gone');
    timer.pass(60_000);
    expect(await settled()).to.deep.equal(['answered']);
    expect(timer.waiting).to.equal(0);
  });

  it('is told after 5 s that there was no answer', async () => {
    send({ Action: 'Ping' });
    timer.pass(4_999);
    expect(await settled()).to.deep.equal([]);
    timer.pass(1);
    expect(await settled()).to.deep.equal(['timed-out']);
    expect(answers[0]).to.have.property('message', 'Ping: no answer within 5000 ms');
    success(id(0));
    expect(await settled()).to.have.lengthOf(1);
  });

  it('is told that the connection is gone: what is under way, and what comes after', async () => {
    send({ Action: 'Ping' });
    send({ Action: 'QueueStatus' });
    success(id(1), { eventlist: 'start' });
    actions.drop('read ECONNRESET');
    send({ Action: 'Ping' });
    expect(await settled()).to.deep.equal(['unreachable', 'unreachable', 'unreachable']);
    expect(written).to.have.lengthOf(2);
    expect(timer.waiting).to.equal(0);
  });

  it('collects a list up to its end, as EventList says', async () => {
    for (const end of ['Complete', 'Cancelled']) {
      send({ Action: 'DeviceStateList' });
      const actionId = id(written.length - 1);
      success(actionId, { eventlist: 'start' });
      event('DeviceStateChange', actionId, { device: 'PJSIP/1001' });
      event('DeviceStateChange', 'yhd-other-1', { device: 'PJSIP/1002' });
      event('Hangup', '');
      event('DeviceStateListComplete', actionId, { eventlist: end });
    }
    await settled();
    for (const answer of answers) expect(answer).to.have.property('items').with.lengthOf(1);
    expect(answers).to.have.lengthOf(2);
  });

  it('collects a list of an exchange that marks none', async () => {
    send({ Action: 'QueueStatus' }, { listEndsWith: 'QueueStatusComplete' });
    success(id(0), { message: 'Queue status will follow' });
    event('QueueMember', id(0));
    event('QueueStatusComplete', id(0));
    expect(await settled()).to.deep.equal(['answered']);
  });

  it('gives a long list all the time it needs while items come, and 5 s when they stop', async () => {
    send({ Action: 'QueueStatus' });
    success(id(0), { eventlist: 'start' });
    for (let item = 0; item < 10; item += 1) {
      timer.pass(4_000);
      event('QueueMember', id(0));
    }
    expect(await settled()).to.deep.equal([]);
    timer.pass(5_000);
    expect(await settled()).to.deep.equal(['timed-out']);
    expect(answers[0]).to.have.property('message').that.includes('the list broke off');
  });

  it('does not take an error for the beginning of a list', async () => {
    send({ Action: 'QueueStatus' }, { listEndsWith: 'QueueStatusComplete' });
    actions.message(message({ response: 'Error', actionid: id(0), message: 'Invalid/unknown command' }));
    expect(await settled()).to.deep.equal(['answered']);
  });

  it('settles each action exactly once, in whatever order answers, items, drops and time come', async () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constantFrom('send', 'response', 'list', 'item', 'end', 'error'), at: fc.nat(5) }),
      fc.record({ kind: fc.constant('time'), at: fc.nat(6_000) }),
      fc.record({ kind: fc.constant('drop'), at: fc.constant(0) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const clock = new FakeTimer();
        const sent: string[] = [];
        const table = new AmiActions('p', (_action, actionId) => sent.push(actionId), clock);
        const outcomes: number[] = [];
        let count = 0;
        for (const { kind, at } of steps) {
          const actionid = sent[at] ?? 'none';
          if (kind === 'send') {
            const index = count;
            count += 1;
            outcomes[index] = 0;
            void table.send({ Action: 'Ping' }).then(() => {
              outcomes[index] = (outcomes[index] ?? 0) + 1;
            });
          } else if (kind === 'response') table.message(message({ response: 'Success', actionid }));
          else if (kind === 'list')
            table.message(message({ response: 'Success', actionid, eventlist: 'start' }));
          else if (kind === 'item') table.message(message({ event: 'QueueMember', actionid }));
          else if (kind === 'end')
            table.message(message({ event: 'Complete', actionid, eventlist: 'Complete' }));
          else if (kind === 'error') table.message(message({ response: 'Error', actionid }));
          else if (kind === 'time') clock.pass(at);
          else table.drop('gone');
        }
        table.drop('the end');
        await new Promise(setImmediate);
        expect(outcomes.every((times) => times === 1)).to.equal(true);
        expect(table.inFlight).to.equal(0);
        expect(clock.waiting).to.equal(0);
      }),
      { numRuns: 300 },
    );
  });
});

describe('values on their way to the exchange', () => {
  it('are refused with a line break, NUL or half a character, naming the header', () => {
    for (const bad of ['\r', '\n', '\r\n', '\0', '\u{d83d}']) {
      for (const value of [bad, `lunch${bad}`, `${bad}lunch`, `a${bad}b`]) {
        expect(refusedValue({ Action: 'QueuePause', Reason: value })).to.have.property('header', 'Reason');
      }
    }
  });

  it('are refused above what Asterisk reads of a line, in bytes', () => {
    expect(refusedValue({ Action: 'QueuePause', Reason: '休'.repeat(330) })).to.equal(null);
    expect(refusedValue({ Action: 'QueuePause', Reason: '休'.repeat(331) })).to.have.property(
      'header',
      'Reason',
    );
  });

  it('are all that may vary: names of headers are words, and the ActionID is ours', () => {
    expect(refusedValue({ Action: 'Ping', 'X: y\r\nAction': 'Hangup' })).to.not.equal(null);
    expect(refusedValue({ Action: 'Ping', ActionID: 'a1' })).to.have.property('header', 'ActionID');
  });

  it('pass as they are otherwise, in any language', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 100 }), (value) => {
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
        fc.pre(!/[\r\n\u0000]/.test(value) && Buffer.byteLength(value) < 900);
        expect(refusedValue({ Action: 'QueuePause', Reason: value })).to.equal(null);
      }),
    );
  });
});
