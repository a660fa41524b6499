import type { ExchangeMessage } from './exchange/message.ts';
import { calledOut } from './scenarios/called-out.ts';
import { exchangeLife } from './scenarios/exchange-life.ts';
import { handedOn } from './scenarios/handed-on.ts';
import { plainCalls } from './scenarios/plain-calls.ts';
import { queuesAndMembers } from './scenarios/queues-and-members.ts';
import { recordingsQueues, recordingsSite } from './scenarios/recordings-site.ts';
import { type Script, Stage } from './scenarios/stage.ts';

const scripts: Readonly<Record<string, Script>> = {
  ...plainCalls,
  ...handedOn,
  ...calledOut,
  ...queuesAndMembers,
  ...exchangeLife,
};

/** Recordings of `test/recordings/more`: music on hold, device states, another disclosure queue. */
const hard: ReadonlySet<string> = new Set([
  'after-kill',
  'attended-transfer-feature-code',
  'attended-transfer-to-queue',
  'attended-transfer-while-ringing',
  'autopause-next-seat',
  'blind-transfer-feature-code',
  'caller-leaves-before-queue',
  'caller-leaves-during-consult',
  'device-states',
  'hold-with-music',
  'killed-during-call',
  'member-local-channel',
  'originate-citizen-busy-then-silent',
  'originate-citizen-first',
  'queue-callback',
  'queue-wrapuptime',
  'recording-muted',
  'ring-all',
  'same-caller-twice',
  'same-seat-rung-again',
  'seat-rejects-twice',
  'seat-vanishes-mid-call',
  'three-way',
]);

/** Every scenario has the name of the recording that it plays. */
export const scenarioNames: readonly string[] = Object.keys(scripts);

/**
 * What the exchange says in a scenario: the events of the recording of that name, at its times (to some milliseconds).
 * The seed decides what does not matter: bridge ids, and the microseconds between the events of one instant.
 */
export function scenario(name: string, seed: number): ExchangeMessage[] {
  const script = scripts[name];
  if (script === undefined)
    throw new Error(`no such scenario: ${name}; there are ${scenarioNames.join(', ')}`);
  const stage = new Stage({
    site: recordingsSite,
    seed,
    queues: recordingsQueues(hard.has(name)),
    // in device-states the line `device_state_busy_at = 1` was left out
    busyAtOne: name !== 'device-states',
    talkative: hard.has(name),
  });
  for (const [queue, seat] of seating) stage.seated(queue, `PJSIP/${seat}`);
  script(stage);
  return stage.play();
}

/** Who is in which queue when nothing else is said. */
const seating = [
  ['policy', '1001'],
  ['policy', '1002'],
  ['service-guide', '1002'],
  ['service-guide', '1003'],
  ['business', '1003'],
] as const;
