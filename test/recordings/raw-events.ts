import { bytesOf } from './recorded.ts';

/**
 * A second reader of the recorded bytes, which shares nothing with the bridge: headers by name, in the order in which
 * they came. What the tests hold against the product is read with this one.
 */
export interface RawEvent {
  event: string;
  /** µs; null: not told */
  at: number | null;
  get(header: string): string;
}

const kept = new Map<string, RawEvent[]>();

export function rawEvents(name: string): readonly RawEvent[] {
  const known = kept.get(name);
  if (known) return known;
  const events: RawEvent[] = [];
  kept.set(name, events);
  for (const message of bytesOf(name).toString('utf8').split('\r\n\r\n')) {
    const headers = new Map<string, string>();
    for (const line of message.split('\r\n')) {
      const colon = line.indexOf(':');
      const header = line.slice(0, colon);
      if (colon > 0 && !headers.has(header)) headers.set(header, line.slice(colon + 1).trimStart());
    }
    const event = headers.get('Event');
    if (event === undefined) continue;
    const stamp = headers.get('Timestamp');
    events.push({
      event,
      at: stamp === undefined ? null : Number(stamp.replace('.', '')),
      get: (header) => headers.get(header) ?? '',
    });
  }
  return events;
}

const china = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'medium',
});

/** Cut to milliseconds and written at +08:00, by another way than the product's. */
export function chinaTime(micros: number): string {
  const milliseconds = Number(String(micros).slice(0, -3));
  const parts = china.format(milliseconds);
  return `${parts.replace(' ', 'T')}.${String(milliseconds).slice(-3)}+08:00`;
}

/** What an ordinary call shows to whoever reads its events in order, without any thought of transfers. */
export interface PlainCall {
  /** Linkedid of its first channel */
  id: string;
  /** channels whose first Linkedid was this call's, in order */
  channels: string[];
  /** whether nothing was done in it but to join, ring, answer, hold and hang up */
  plain: boolean;
  born: number | null;
  ended: number | null;
  caller: string;
  join: number | null;
  leave: number | null;
  answeredBy: string;
  from: number | null;
  to: number | null;
  /** µs */
  held: number;
  hungUpBy: string;
}

const concerned = [
  'Uniqueid',
  'TransfereeUniqueid',
  'SecondTransfererUniqueid',
  'SpyeeUniqueid',
  'SpyerUniqueid',
  'LocalOneUniqueid',
];

const moves = new Set(['BlindTransfer', 'AttendedTransfer', 'ConfbridgeJoin', 'ChanSpyStart', 'LocalBridge']);

export function plainCalls(events: readonly RawEvent[]): Map<string, PlainCall> {
  const calls = new Map<string, PlainCall>();
  const home = new Map<string, PlainCall>();
  const channels = new Map<string, string>();
  const holds = new Map<string, number>();
  const firstBridges = new Map<PlainCall, string>();
  for (const { event, at, get } of events) {
    const id = get('Uniqueid');
    if (event === 'Newchannel' || event === 'CoreShowChannel') {
      const linked = get('Linkedid');
      const call = calls.get(linked) ?? {
        ...unborn,
        id: linked,
        channels: [],
        born: at,
        caller: get('CallerIDNum'),
      };
      calls.set(linked, call);
      if (!home.has(id)) call.channels.push(id);
      home.set(id, home.get(id) ?? call);
      channels.set(id, get('Channel'));
      if (event === 'CoreShowChannel') call.plain = false;
    }
    if (moves.has(event)) {
      for (const header of concerned) {
        const call = home.get(get(header));
        if (call) call.plain = false;
      }
    }
    const call = home.get(id);
    if (!call) continue;
    const citizen = id === call.channels[0];
    switch (event) {
      case 'QueueCallerJoin':
        if (call.join !== null) call.plain = false;
        call.join = at;
        break;
      case 'QueueCallerLeave':
        call.leave = at;
        break;
      case 'BridgeEnter': {
        const bridge = get('BridgeUniqueid');
        const first = firstBridges.get(call) ?? bridge;
        firstBridges.set(call, first);
        if (bridge !== first || !channels.get(call.channels[0] ?? '')?.startsWith('PJSIP/trunk'))
          call.plain = false;
        if (!citizen) call.answeredBy = (channels.get(id) ?? '').replace(/^PJSIP\/|-[0-9a-f]+$/g, '');
        call.from = at;
        break;
      }
      case 'BridgeLeave':
        if (call.to === null) {
          call.to = at;
          for (const channel of call.channels) {
            const since = holds.get(channel);
            if (since !== undefined && at !== null) call.held += at - since;
            holds.delete(channel);
          }
        }
        // another Exten than the one that was dialled: somebody moved the caller
        if (citizen && get('Exten') !== '12345') call.plain = false;
        break;
      case 'Hold':
        if (at !== null) holds.set(id, at);
        break;
      case 'Unhold': {
        const since = holds.get(id);
        if (since !== undefined && at !== null) call.held += at - since;
        holds.delete(id);
        break;
      }
      case 'HangupRequest':
        if (call.hungUpBy === '' && (citizen || id === channelOfAnswer(call, channels)))
          call.hungUpBy = citizen ? 'caller' : 'seat';
        break;
      case 'Hangup':
        if (citizen) call.ended = at;
        break;
    }
  }
  return calls;
}

function channelOfAnswer(call: PlainCall, channels: ReadonlyMap<string, string>): string {
  return call.channels.findLast((id) => channels.get(id)?.startsWith(`PJSIP/${call.answeredBy}-`)) ?? '';
}

const unborn = {
  plain: true,
  ended: null,
  join: null,
  leave: null,
  answeredBy: '',
  from: null,
  to: null,
  held: 0,
  hungUpBy: '',
} satisfies Partial<PlainCall>;
