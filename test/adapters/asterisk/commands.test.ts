import { expect } from 'chai';
import type { ActionAnswer } from '../../../bridge/adapters/asterisk/ami-actions.ts';
import { amiMessage } from '../../../bridge/adapters/asterisk/ami-message.ts';
import { type AmiAction, refusedValue } from '../../../bridge/adapters/asterisk/ami-values.ts';
import { runCommand } from '../../../bridge/adapters/asterisk/commands.ts';
import type { PbxCommand } from '../../../bridge/application/ports.ts';
import { FakeTimer } from './fake-timer.ts';

const join: PbxCommand = {
  type: 'join-queue',
  queue: 'policy',
  interface: 'PJSIP/1001',
  name: '张三',
  penalty: 2,
  paused: false,
  reason: '',
};
const commands: PbxCommand[] = [
  join,
  { type: 'leave-queue', queue: 'policy', interface: 'PJSIP/1001' },
  { type: 'pause', queue: 'policy', interface: 'PJSIP/1001', paused: true, reason: '小休' },
  { type: 'answer', channel: 'PJSIP/1001-00000001' },
  { type: 'hold', channel: 'PJSIP/1001-00000001', held: true },
  { type: 'hold', channel: 'PJSIP/1001-00000001', held: false },
  { type: 'hang-up', channel: 'PJSIP/1001-00000001' },
  { type: 'redirect', channel: 'PJSIP/1001-00000001', context: 'seats', extension: '1002' },
  {
    type: 'originate',
    interface: 'PJSIP/1001',
    context: 'seats',
    extension: '913800000000',
    callerId: '12345',
  },
];

const ofACall: PbxCommand[] = [
  { type: 'mute', channel: 'PJSIP/1001-00000001', muted: true },
  { type: 'consult', channel: 'PJSIP/1001-00000001', context: 'seats', extension: '9110', mayGoOn: true },
  { type: 'cancel-consult', channel: 'PJSIP/1001-00000001' },
  { type: 'complete-consult', channel: 'PJSIP/1001-00000001' },
  { type: 'join-three', channel: 'PJSIP/1001-00000001' },
  { type: 'blind-transfer', channel: 'PJSIP/1001-00000001', context: 'seats', extension: '1002' },
  { type: 'press', channel: 'PJSIP/trunk-00000002', keys: '2#' },
];
const all = [...commands, ...ofACall];

describe('commands to Asterisk', () => {
  let timer: FakeTimer;
  let sent: AmiAction[];
  /** what the exchange says, by action; Success where nothing is said */
  let answers: Record<string, string>;

  beforeEach(() => {
    timer = new FakeTimer();
    sent = [];
    answers = {};
  });

  const ask = async (action: AmiAction): Promise<ActionAnswer> => {
    const refused = refusedValue(action);
    if (refused !== null)
      return { outcome: 'invalid', message: `${action.Action}: ${refused.header} ${refused.why}` };
    sent.push(action);
    const message = answers[action.Action];
    const response = amiMessage({
      response: message === undefined ? 'Success' : 'Error',
      message: message ?? 'done',
    });
    if (response === null) throw new Error('no response');
    return { outcome: 'answered', response, items: [] };
  };
  const run = (command: PbxCommand) => runCommand(ask, command, timer);

  it('are actions of the exchange, and its Success is `done`', async () => {
    for (const command of commands)
      expect(await run(command), command.type).to.deep.equal({ outcome: 'done' });
    expect(sent).to.deep.equal([
      {
        Action: 'QueueAdd',
        Queue: 'policy',
        Interface: 'PJSIP/1001',
        StateInterface: 'PJSIP/1001',
        MemberName: '张三',
        Penalty: '2',
        Paused: 'false',
        Reason: '',
      },
      { Action: 'QueueRemove', Queue: 'policy', Interface: 'PJSIP/1001' },
      { Action: 'QueuePause', Queue: 'policy', Interface: 'PJSIP/1001', Paused: 'true', Reason: '小休' },
      { Action: 'PJSIPNotify', Channel: 'PJSIP/1001-00000001', Variable: 'Event=talk' },
      { Action: 'PJSIPNotify', Channel: 'PJSIP/1001-00000001', Variable: 'Event=hold' },
      { Action: 'PJSIPNotify', Channel: 'PJSIP/1001-00000001', Variable: 'Event=talk' },
      { Action: 'Hangup', Channel: 'PJSIP/1001-00000001' },
      { Action: 'Redirect', Channel: 'PJSIP/1001-00000001', Context: 'seats', Exten: '1002', Priority: '1' },
      {
        Action: 'Originate',
        Channel: 'PJSIP/1001',
        Context: 'seats',
        Exten: '913800000000',
        Priority: '1',
        CallerID: '12345',
        Timeout: '30000',
        Async: 'true',
      },
    ]);
  });

  it('are refused in the exchange’s own words', async () => {
    answers.Redirect = 'Channel does not exist: PJSIP/1001-00000001';
    answers.QueueAdd = 'Unable to add interface to queue: No such queue';
    expect(await run(commands.find(({ type }) => type === 'redirect') ?? join)).to.deep.equal({
      outcome: 'refused',
      message: answers.Redirect,
    });
    expect(await run(join)).to.deep.equal({ outcome: 'refused', message: answers.QueueAdd });
    expect(sent.map(({ Action }) => Action)).to.deep.equal(['Redirect', 'QueueAdd']);
  });

  it('sign a seat in that is in the queue already, with the penalty and pause that it signs in with', async () => {
    answers.QueueAdd = 'Unable to add interface: Already there';
    expect(await run(join)).to.deep.equal({ outcome: 'done' });
    expect(sent.slice(1)).to.deep.equal([
      { Action: 'QueuePenalty', Queue: 'policy', Interface: 'PJSIP/1001', Penalty: '2' },
      { Action: 'QueuePause', Queue: 'policy', Interface: 'PJSIP/1001', Paused: 'false', Reason: '' },
    ]);
    answers.QueuePause = 'Interface not found';
    expect(await run(join), 'not done before all is').to.deep.equal({
      outcome: 'refused',
      message: 'Interface not found',
    });
    answers.QueuePenalty = 'Invalid interface, queuename or penalty';
    expect(await run(join)).to.have.property('outcome', 'refused');
  });

  it('sign a seat in paused with its reason', async () => {
    expect(await run({ ...join, paused: true, reason: 'acw' })).to.deep.equal({ outcome: 'done' });
    expect(sent[0]).to.deep.include({ Action: 'QueueAdd', Paused: 'true', Reason: 'acw' });
    expect(sent[1]).to.deep.include({ Action: 'QueuePause', Queue: 'policy', Paused: 'true', Reason: 'acw' });
  });

  it('sign a seat out that is not there: done', async () => {
    answers.QueueRemove = 'Unable to remove interface: Not there';
    expect(await run({ type: 'leave-queue', queue: 'policy', interface: 'PJSIP/1001' })).to.deep.equal({
      outcome: 'done',
    });
    answers.QueueRemove = 'Member not dynamic';
    expect(await run({ type: 'leave-queue', queue: 'policy', interface: 'PJSIP/1001' })).to.have.property(
      'outcome',
      'refused',
    );
  });

  it('pause in every queue only where none is named on purpose', async () => {
    await run({ type: 'pause', queue: null, interface: 'PJSIP/1001', paused: true, reason: 'acw' });
    expect(sent[0]).to.not.have.property('Queue');
    expect(
      await run({ type: 'pause', queue: '', interface: 'PJSIP/1001', paused: true, reason: 'acw' }),
    ).to.have.property('outcome', 'refused');
    expect(sent).to.have.lengthOf(1);
  });

  it('mute by what needs no shell, type numbers to their end, and press each key by itself', async () => {
    for (const command of ofACall) expect(await run(command)).to.include({ outcome: 'done' });
    const channel = 'PJSIP/1001-00000001';
    expect(sent).to.deep.equal([
      { Action: 'Setvar', Channel: channel, Variable: 'MUTEAUDIO(in)', Value: 'on' },
      { Action: 'Atxfer', Channel: channel, Context: 'seats', Exten: '9110#' },
      { Action: 'CancelAtxfer', Channel: channel },
      { Action: 'Hangup', Channel: channel },
      { Action: 'PlayDTMF', Channel: channel, Digit: '*', Receive: 'true' },
      { Action: 'PlayDTMF', Channel: channel, Digit: '3', Receive: 'true' },
      { Action: 'BlindTransfer', Channel: channel, Context: 'seats', Exten: '1002' },
      { Action: 'PlayDTMF', Channel: 'PJSIP/trunk-00000002', Digit: '2' },
      { Action: 'PlayDTMF', Channel: 'PJSIP/trunk-00000002', Digit: '#' },
    ]);
  });

  it('press no more keys once the exchange has refused one, and nothing that is no key', async () => {
    answers.PlayDTMF = 'Channel not specified';
    expect(await run({ type: 'press', channel: 'PJSIP/1', keys: '123' })).to.include({ outcome: 'refused' });
    expect(sent).to.have.lengthOf(1);
    expect(await run({ type: 'press', channel: 'PJSIP/1', keys: '1w' })).to.include({ outcome: 'refused' });
    expect(sent).to.have.lengthOf(1);
  });

  it('never hang up by a pattern, which Hangup would take for all channels that fit', async () => {
    expect(await run({ type: 'hang-up', channel: '/.*/' })).to.have.property('outcome', 'refused');
    expect(sent).to.be.empty;
  });

  it('carry no line break, NUL or endless value in any field, and say in which', async () => {
    let fields = 0;
    for (const command of all) {
      for (const [key, value] of Object.entries(command)) {
        if (key === 'type' || typeof value !== 'string') continue;
        fields += 1;
        for (const bad of ['x\r\nAction: Hangup', 'x\ny', 'x\ry', 'x\0y', 'x'.repeat(2_000), '\u{d83d}']) {
          const answer = await run({ ...command, [key]: bad } as PbxCommand);
          expect(answer.outcome, `${command.type} ${key} ${JSON.stringify(bad)}`).to.equal('refused');
          expect(answer)
            .to.have.property('message')
            .that.matches(/Queue|Interface|MemberName|Reason|Channel|Context|Exten|CallerID|keys/);
        }
      }
    }
    expect(fields).to.equal(32);
    expect(sent).to.be.empty;
  });

  it('need what they need, and a penalty that is a number from 0', async () => {
    for (const command of all) {
      for (const key of ['queue', 'interface', 'channel', 'context', 'extension']) {
        if (key in command)
          expect(
            await run({ ...command, [key]: '' } as PbxCommand),
            `${command.type} ${key}`,
          ).to.have.property('outcome', 'refused');
      }
    }
    for (const penalty of [-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])
      expect(await run({ ...join, penalty })).to.have.property('outcome', 'refused');
    expect(sent).to.be.empty;
  });

  it('are answered within 5 s however many actions they take', async () => {
    answers.QueueAdd = 'Unable to add interface: Already there';
    const given: number[] = [];
    const slow = async (action: AmiAction, options?: { within?: number }): Promise<ActionAnswer> => {
      given.push(options?.within ?? 0);
      timer.pass(3_000);
      return ask(action);
    };
    const answer = await runCommand(slow, join, timer);
    expect(given).to.deep.equal([5_000, 2_000]);
    expect(answer).to.deep.equal({ outcome: 'timed-out', message: 'QueuePause: no time was left for it' });
  });

  it('pass on that the exchange cannot be reached or does not answer', async () => {
    for (const outcome of ['unreachable', 'timed-out'] as const) {
      const answer = await runCommand(async () => ({ outcome, message: 'why' }), join, timer);
      expect(answer).to.deep.equal({ outcome, message: 'why' });
    }
  });
});
