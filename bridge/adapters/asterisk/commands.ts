import type { PbxAnswer, PbxCommand, Timer } from '../../application/ports.ts';
import { field } from './ami-message.ts';
import type { Ask } from './ami-snapshot.ts';
import type { AmiAction } from './ami-values.ts';

/** The whole command is answered within this, however many actions it takes. */
const commandWithin = 5_000;
/** A seat's telephone that was called by us rings so long. */
const ringSeconds = 30;
/** `atxferthreeway` of features.conf, as Asterisk has it by default and as it is rendered. */
const joinThreeCode = '*3';

/** Carries out a command with the exchange's actions, and tells its answer. Never rejects. */
export async function runCommand(
  ask: Ask,
  command: PbxCommand,
  timer: Timer,
  within = commandWithin,
): Promise<PbxAnswer> {
  const unusable = refusedCommand(command);
  if (unusable !== null) return { outcome: 'refused', message: unusable };
  const deadline = timer.now() + within;
  const step = async (action: AmiAction): Promise<PbxAnswer> => {
    const left = deadline - timer.now();
    if (left <= 0) return { outcome: 'timed-out', message: `${action.Action}: no time was left for it` };
    return answerOf(await ask(action, { within: left }));
  };
  switch (command.type) {
    case 'join-queue':
      return joinQueue(step, command);
    case 'leave-queue':
      return doneWhere(/not there/i, await step(queueRemove(command)));
    case 'pause':
      return step(queuePause(command));
    case 'answer':
      return step(telephoneTold(command.channel, 'talk'));
    case 'hold':
      return step(telephoneTold(command.channel, command.held ? 'hold' : 'talk'));
    case 'hang-up':
      return step({ Action: 'Hangup', Channel: command.channel });
    case 'mute':
      // MuteAudio would need the right `system`; the function that it sets needs `call` alone.
      return step({
        Action: 'Setvar',
        Channel: command.channel,
        Variable: 'MUTEAUDIO(in)',
        Value: command.muted ? 'on' : 'off',
      });
    case 'consult':
      return step({
        Action: 'Atxfer',
        Channel: command.channel,
        Context: command.context,
        // Atxfer types the number on the telephone's behalf; `#` ends one that could be longer, which else waits 5 s.
        Exten: command.mayGoOn ? `${command.extension}#` : command.extension,
      });
    case 'cancel-consult':
      return step({ Action: 'CancelAtxfer', Channel: command.channel });
    case 'complete-consult':
      // A seat that hangs up while it consults hands the citizen on (features.conf of every Asterisk).
      return step({ Action: 'Hangup', Channel: command.channel });
    case 'join-three':
      return pressed(step, command.channel, joinThreeCode, true);
    case 'blind-transfer':
      return step({
        Action: 'BlindTransfer',
        Channel: command.channel,
        Context: command.context,
        Exten: command.extension,
      });
    case 'press':
      return pressed(step, command.channel, command.keys, false);
    case 'redirect':
      return step({
        Action: 'Redirect',
        Channel: command.channel,
        Context: command.context,
        Exten: command.extension,
        Priority: '1',
      });
    case 'originate':
      // The answer says that it was begun; what became of it is told by `originate-ended`.
      return step({
        Action: 'Originate',
        Channel: command.interface,
        Context: command.context,
        Exten: command.extension,
        Priority: '1',
        CallerID: command.callerId,
        Timeout: String(ringSeconds * 1000),
        Async: 'true',
      });
    default:
      return command satisfies never;
  }
}

type Step = (action: AmiAction) => Promise<PbxAnswer>;
type JoinQueue = Extract<PbxCommand, { type: 'join-queue' }>;

/**
 * A seat that is a member already may have another penalty or pause than the one it signs in with: who died in
 * somebody's wrap-up left them paused. Then both are set.
 */
async function joinQueue(step: Step, command: JoinQueue): Promise<PbxAnswer> {
  const { queue, interface: line, name, penalty, paused, reason } = command;
  const added = await step({
    Action: 'QueueAdd',
    Queue: queue,
    Interface: line,
    StateInterface: line,
    MemberName: name,
    Penalty: String(penalty),
    Paused: String(paused),
    Reason: reason,
  });
  const pause = { queue, interface: line, paused, reason };
  if (added.outcome === 'refused' && /already there/i.test(added.message)) {
    const set = await step({
      Action: 'QueuePenalty',
      Queue: queue,
      Interface: line,
      Penalty: String(penalty),
    });
    return set.outcome === 'done' ? step(queuePause(pause)) : set;
  }
  // Only the newest releases read the reason of QueueAdd; the others would show a pause without one.
  return added.outcome === 'done' && paused && reason !== '' ? step(queuePause(pause)) : added;
}

function queuePause({
  queue,
  interface: line,
  paused,
  reason,
}: Omit<Extract<PbxCommand, { type: 'pause' }>, 'type'>) {
  return {
    Action: 'QueuePause',
    Interface: line,
    Paused: String(paused),
    Reason: reason,
    ...(queue === null ? {} : { Queue: queue }),
  };
}

/** One key after the other, each once the last was taken. `own`: as if the telephone itself had pressed them. */
async function pressed(step: Step, channel: string, keys: string, own: boolean): Promise<PbxAnswer> {
  let answer: PbxAnswer = { outcome: 'refused', message: 'no key was given' };
  for (const key of keys) {
    answer = await step({
      Action: 'PlayDTMF',
      Channel: channel,
      Digit: key,
      ...(own ? { Receive: 'true' } : {}),
    });
    if (answer.outcome !== 'done') return answer;
  }
  return answer;
}

/**
 * What only the telephone itself can do: a NOTIFY with `Event: talk` makes many lift the receiver or take a call from
 * hold, `Event: hold` makes them hold. Done means told; whether it obeyed is seen by what it does.
 */
function telephoneTold(channel: string, event: 'talk' | 'hold'): AmiAction {
  return { Action: 'PJSIPNotify', Channel: channel, Variable: `Event=${event}` };
}

function queueRemove({ queue, interface: line }: { queue: string; interface: string }) {
  return { Action: 'QueueRemove', Queue: queue, Interface: line };
}

/** What an action would take for something else than what was meant, in the words of the panel's log. */
function refusedCommand(command: PbxCommand): string | null {
  const needed = Object.entries(command).filter(([key]) => !['name', 'reason', 'callerId'].includes(key));
  const empty = needed.find(([, value]) => value === '');
  // An empty queue would mean every queue.
  if (empty !== undefined) return `${command.type}: ${empty[0]} is empty; nothing was sent`;
  // Hangup takes `/…/` for a pattern, and hangs up every channel that it fits.
  if ('channel' in command && command.channel.startsWith('/')) return `${command.type}: channel is a pattern`;
  if (command.type === 'press' && !/^[0-9*#]+$/.test(command.keys)) return 'press: keys are 0–9, * and #';
  if (command.type === 'join-queue' && !(Number.isSafeInteger(command.penalty) && command.penalty >= 0)) {
    return `${command.type}: penalty is no whole number from 0`;
  }
  return null;
}

export function answerOf(answer: Awaited<ReturnType<Ask>>): PbxAnswer {
  switch (answer.outcome) {
    case 'answered': {
      const { name } = answer.response;
      if (name === 'Success') return { outcome: 'done' };
      return { outcome: 'refused', message: field(answer.response, 'message') ?? name };
    }
    case 'invalid':
      return { outcome: 'refused', message: answer.message };
    default:
      return answer;
  }
}

/** What was asked for is so already. */
function doneWhere(words: RegExp, answer: PbxAnswer): PbxAnswer {
  return answer.outcome === 'refused' && words.test(answer.message) ? { outcome: 'done' } : answer;
}
