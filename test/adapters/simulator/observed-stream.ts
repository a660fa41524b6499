import { type AmiMessage, field } from '../../../bridge/adapters/asterisk/ami-message.ts';
import { createObserver } from '../../../bridge/adapters/asterisk/observe.ts';
import { replayMessages } from '../../../bridge/adapters/asterisk/replay-connection.ts';
import type { CallFact } from '../../../bridge/domain/telephony/call-facts.ts';
import { telephonyEventVersion } from '../../../bridge/domain/telephony/event.ts';
import { createFloor } from '../../../bridge/domain/telephony/floor.ts';
import { follow } from '../../../bridge/domain/telephony/follow.ts';
import { callFact } from '../../../bridge/domain/telephony/project-call.ts';
import { SeatHistory } from '../../../bridge/domain/telephony/seat-history.ts';
import type { SiteFacts } from '../../../bridge/domain/telephony/site.ts';

/** One message that the observer turned into observations. */
export interface Observed {
  /** seconds of the stream's first whole second; null: the exchange told no time */
  at: number | null;
  what: string;
}

export interface Stream {
  observed: Observed[];
  facts: CallFact[];
  seats: { seat: string; state: string; from: string | null; to: string | null }[];
  /** µs: the whole second that times are counted from */
  base: number;
}

/** Bytes of an exchange through the bridge's own reader, observer and reducer. */
export async function readStream(bytes: AsyncIterable<Uint8Array>, site: SiteFacts): Promise<Stream> {
  const observer = createObserver();
  const floor = createFloor(site);
  const history = new SeatHistory();
  const observed: Observed[] = [];
  let toldMs = 0;
  let base = 0;
  const link = {
    v: telephonyEventVersion,
    at: 0,
    clock: 'arrival',
    receivedAt: 0,
    certainty: 'observed',
  } as const;
  const note = (_event: unknown, changes: Parameters<SeatHistory['note']>[0][]) => {
    for (const change of changes) history.note(change);
  };
  follow(floor, { ...link, type: 'link-up', connection: '0', version: null }, note);
  await replayMessages(bytes, (message) => {
    const events = observer.message(message, toldMs);
    if (events.length === 0) return;
    const [first] = events;
    if (first?.clock === 'pbx') {
      toldMs = Math.floor(first.at / 1000);
      if (base === 0) base = Math.floor(first.at / 1_000_000) * 1_000_000;
    }
    observed.push({
      at: first?.clock === 'pbx' ? (first.at - base) / 1_000_000 : null,
      what: describe(message),
    });
    for (const event of events) follow(floor, event, note);
  });
  follow(floor, { ...link, type: 'link-lost', connection: '0', reason: 'the end' }, note);
  const facts = [...floor.calls.values()]
    .sort((one, two) => (one.arrived.at ?? 0) - (two.arrived.at ?? 0))
    .flatMap(({ id }) => callFact(floor, id) ?? []);
  return { observed, facts, seats: history.finish(floor), base };
}

/** Which legs, and what decides: all that two exchanges must agree on, and nothing that differs by nature (ids). */
function describe(message: AmiMessage): string {
  // what app_queue says last it may say when the legs are gone already, and then names none (same-caller-twice)
  const legs = (message.name === 'AgentComplete' ? [] : legFields).flatMap((key) => {
    const channel = field(message, key);
    return channel === null ? [] : [endpointOf(channel)];
  });
  const details = detailFields.flatMap((key) => {
    if (message.name === 'AgentComplete' && key === 'calleridnum') return [];
    const value = field(message, key);
    return value === null ? [] : [`${key}=${value}`];
  });
  // HangupRequest tells a cause that nobody reads but of a refusal
  const cause = field(message, 'cause');
  if (message.name === 'Hangup' || (message.name === 'HangupRequest' && cause === '17'))
    details.push(`cause=${cause}`);
  if (message.name === 'Newstate' || message.name === 'Newchannel')
    details.push(`state=${field(message, 'channelstate')}`, `exten=${field(message, 'exten')}`);
  return [message.name, ...legs, ...details].join(' ');
}

const legFields = [
  'channel',
  'destchannel',
  'transfererchannel',
  'transfereechannel',
  'origtransfererchannel',
  'secondtransfererchannel',
  'transfertargetchannel',
  'localonechannel',
  'localtwochannel',
  'spyerchannel',
  'spyeechannel',
];

const detailFields = [
  'calleridnum',
  'queue',
  'interface',
  'location',
  'position',
  'count',
  'dialstring',
  'dialstatus',
  'status',
  'paused',
  'pausedreason',
  'penalty',
  'extension',
  'isexternal',
  'desttype',
  'userevent',
  'score',
  'response',
  'conference',
  'device',
  'peer',
  'peerstatus',
  'state',
  'listitems',
];

/** `PJSIP/1002-0000000a` → `PJSIP/1002`, `Local/1002@seats-00000002;1` → `Local/1002@seats;1` */
function endpointOf(channel: string): string {
  return channel.replace(/-[0-9a-f]{8}(?=;|$)/, '');
}

/**
 * Events of one instant. Asterisk's threads write them in whatever order they come to it: the recordings themselves
 * differ (AgentComplete before or after BridgeLeave, AgentCalled before or after Newstate). So within a burst, whose
 * events are less than 40 ms apart, they are sorted; between bursts their order and their times count.
 */
export function bursts(observed: readonly Observed[]): { at: number; whats: string[] }[] {
  const found: { at: number; last: number; whats: string[] }[] = [];
  for (const { at, what } of observed) {
    if (at === null) continue;
    const last = found.at(-1);
    if (last !== undefined && at - last.last < 0.04) {
      last.whats.push(what);
      last.last = at;
    } else found.push({ at, last: at, whats: [what] });
  }
  return found.map(({ at, whats }) => ({ at, whats: whats.sort() }));
}
