import type { LegFound, LegState, Membership, TelephonyEvent } from '../../domain/telephony/event.ts';
import { telephonyEventVersion } from '../../domain/telephony/event.ts';
import { type AmiMessage, field } from './ami-message.ts';

/**
 * AMI messages → observations. The only place that knows what Asterisk calls things.
 *
 * Lists (QueueStatus, CoreShowChannels) are collected by their ActionID whoever asked for them, so the same code reads
 * a live connection and a recording. Events may come between the items of a list (recording snapshot-login).
 */
export interface Observer {
  /**
   * @param receivedAt ms since the epoch by our clock; 0 where it is not known (a recording before its first
   *   Timestamp). It stands in as the time of events without a Timestamp, which are then marked `arrival`.
   */
  message(message: AmiMessage, receivedAt: number): TelephonyEvent[];
}

const states: Readonly<Record<string, LegState>> = {
  '0': 'down',
  '4': 'calling',
  '5': 'ringing',
  '6': 'up',
  '7': 'busy',
};

/** What Asterisk or a carrier writes where no number is told (recording anonymous-caller). */
const noNumber = new Set([
  '',
  '<unknown>',
  'anonymous',
  'unknown',
  'unavailable',
  'restricted',
  'private',
  'withheld',
]);

interface Collected {
  members: Membership[];
  waiting: {
    queue: string;
    leg: string;
    channel: string;
    number: string | null;
    waitSeconds: number | null;
  }[];
  queues: string[];
  legs: LegFound[];
}

/** Lists under way are bounded: a hostile or broken exchange must not fill the memory. */
const maxLists = 64;
const maxItems = 200_000;

export function createObserver(): Observer {
  const lists = new Map<string, Collected>();

  function list(message: AmiMessage): Collected {
    const id = field(message, 'actionid') ?? '';
    let collected = lists.get(id);
    if (!collected) {
      if (lists.size >= maxLists) lists.delete(lists.keys().next().value ?? '');
      collected = { members: [], waiting: [], queues: [], legs: [] };
      lists.set(id, collected);
    }
    return collected;
  }

  function finish(message: AmiMessage): Collected {
    const collected = list(message);
    lists.delete(field(message, 'actionid') ?? '');
    return collected;
  }

  return {
    message(message, receivedAt) {
      if (message.kind !== 'event') return [];
      const seen = when(message, receivedAt);
      switch (message.name) {
        case 'QueueParams':
          if (list(message).queues.length < maxItems) list(message).queues.push(text(message, 'queue'));
          return [];
        case 'QueueMember':
          if (list(message).members.length < maxItems) list(message).members.push(membership(message));
          return [];
        case 'QueueEntry':
          if (list(message).waiting.length < maxItems)
            list(message).waiting.push({
              queue: text(message, 'queue'),
              leg: text(message, 'uniqueid'),
              channel: text(message, 'channel'),
              number: number(message, 'calleridnum'),
              waitSeconds: numeric(message, 'wait'),
            });
          return [];
        case 'CoreShowChannel':
          if (list(message).legs.length < maxItems) list(message).legs.push(legFound(message));
          return [];
        case 'QueueStatusComplete': {
          const { queues, members, waiting } = finish(message);
          return [{ ...seen, type: 'queues-found', queues, members, waiting }];
        }
        case 'CoreShowChannelsComplete':
          return [{ ...seen, type: 'legs-found', legs: finish(message).legs }];
        default:
          return observe(message, seen);
      }
    },
  };
}

type Seen = Pick<TelephonyEvent, 'v' | 'at' | 'clock' | 'receivedAt' | 'certainty'>;

function when(message: AmiMessage, receivedAt: number): Seen {
  const stamp = field(message, 'timestamp');
  const at = stamp === null ? null : micros(stamp);
  return {
    v: telephonyEventVersion,
    at: at ?? Math.floor(receivedAt * 1000),
    clock: at === null ? 'arrival' : 'pbx',
    receivedAt,
    certainty: 'observed',
  };
}

/**
 * `1795511322.440181` → µs, without the rounding of a float of that size. Digit by digit, because each event has one;
 * what is no exact number of µs is no time.
 */
function micros(stamp: string): number | null {
  const point = stamp.indexOf('.');
  const whole = point < 0 ? stamp.length : point;
  if (whole === 0 || whole > 10 || stamp.length > whole + 10) return null;
  let at = 0;
  for (let i = 0; i < whole; i += 1) {
    const digit = stamp.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return null;
    at = at * 10 + digit;
  }
  at *= 1_000_000;
  for (let i = whole + 1, place = 100_000; i < stamp.length; i += 1, place = Math.floor(place / 10)) {
    const digit = stamp.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return null;
    at += digit * place;
  }
  return Number.isSafeInteger(at) ? at : null;
}

function text(message: AmiMessage, key: string): string {
  return alone(field(message, key) ?? '');
}

function maybe(message: AmiMessage, key: string): string | null {
  const value = field(message, key);
  return value === null || value === '' || value === '<unknown>' ? null : alone(value);
}

/** From so many characters on, V8 makes of a part of a text a view into the whole. */
const shortestView = 13;

/**
 * The same text without what it was cut from: a linked id that is kept for a day's figures would keep the eight
 * kilobytes that were parsed with it. Put together anew, it stands alone.
 */
function alone(value: string): string {
  return value.length < shortestView ? value : ` ${value}`.slice(1);
}

function numeric(message: AmiMessage, key: string): number | null {
  const value = field(message, key);
  if (value === null || value.trim() === '') return null;
  const read = Number(value);
  return Number.isFinite(read) ? read : null;
}

function number(message: AmiMessage, key: string): string | null {
  const value = field(message, key);
  return value === null || noNumber.has(value.toLowerCase()) ? null : alone(value);
}

/** A name that came in another encoding is not shown half-read (recording gbk-name). */
function name(message: AmiMessage, key: string): string | null {
  const value = maybe(message, key);
  return value?.includes('\uFFFD') ? null : value;
}

function legOf(
  message: AmiMessage,
  prefix = '',
): { leg: string; call: string; channel: string; dialled: string | null } {
  return {
    leg: text(message, `${prefix}uniqueid`),
    call: text(message, `${prefix}linkedid`),
    channel: text(message, `${prefix}channel`),
    dialled: maybe(message, `${prefix}exten`),
  };
}

function legState(message: AmiMessage, key = 'channelstate'): LegState {
  return states[text(message, key)] ?? 'other';
}

/** A member of a queue, of a list or of an event. */
export function membership(message: AmiMessage): Membership {
  const line = alone(field(message, 'interface') ?? field(message, 'location') ?? '');
  return {
    queue: text(message, 'queue'),
    interface: line,
    stateInterface: alone(field(message, 'stateinterface') ?? line),
    name: alone(field(message, 'membername') ?? field(message, 'name') ?? ''),
    penalty: numeric(message, 'penalty') ?? 0,
    paused: text(message, 'paused') === '1',
    reason: text(message, 'pausedreason'),
    device: numeric(message, 'status') ?? 0,
  };
}

function legFound(message: AmiMessage): LegFound {
  return {
    ...legOf(message),
    number: number(message, 'calleridnum'),
    name: name(message, 'calleridname'),
    state: legState(message),
    path: maybe(message, 'bridgeid'),
    application: maybe(message, 'application'),
    aliveSeconds: clockSeconds(field(message, 'duration')),
  };
}

/** `00:00:06` → 6 */
function clockSeconds(duration: string | null): number | null {
  const match = /^(\d+):(\d\d):(\d\d)$/.exec(duration ?? '');
  if (!match) return null;
  return Number(match[1]) * 3600 + Number(match[2]) * 60 + Number(match[3]);
}

function observe(message: AmiMessage, seen: Seen): TelephonyEvent[] {
  switch (message.name) {
    case 'Newchannel':
      return [
        {
          ...seen,
          type: 'leg-appeared',
          ...legOf(message),
          number: number(message, 'calleridnum'),
          name: name(message, 'calleridname'),
          state: legState(message),
          context: maybe(message, 'context'),
        },
      ];
    case 'Newstate':
      return [{ ...seen, type: 'leg-changed', ...legOf(message), state: legState(message) }];
    case 'NewCallerid':
      return [
        {
          ...seen,
          type: 'leg-identified',
          ...legOf(message),
          number: number(message, 'calleridnum'),
          name: name(message, 'calleridname'),
        },
      ];
    case 'LocalBridge':
      return [
        {
          ...seen,
          type: 'legs-paired',
          one: text(message, 'localoneuniqueid'),
          oneCall: text(message, 'localonelinkedid'),
          two: text(message, 'localtwouniqueid'),
          twoCall: text(message, 'localtwolinkedid'),
        },
      ];
    case 'LocalOptimizationBegin':
    case 'LocalOptimizationEnd':
      return [
        {
          ...seen,
          type: 'pair-optimised',
          phase: message.name === 'LocalOptimizationBegin' ? 'begin' : 'end',
          one: text(message, 'localoneuniqueid'),
          two: text(message, 'localtwouniqueid'),
          source: maybe(message, 'sourceuniqueid'),
        },
      ];
    case 'Hold':
      return [{ ...seen, type: 'leg-held', ...legOf(message) }];
    case 'Unhold':
      return [{ ...seen, type: 'leg-resumed', ...legOf(message) }];
    case 'HangupRequest':
    case 'SoftHangupRequest':
      return [
        {
          ...seen,
          type: 'hangup-asked',
          ...legOf(message),
          cause: numeric(message, 'cause'),
          techCause: maybe(message, 'techcause'),
          soft: message.name === 'SoftHangupRequest',
        },
      ];
    case 'Hangup':
      return [
        {
          ...seen,
          type: 'leg-ended',
          ...legOf(message),
          cause: numeric(message, 'cause'),
          techCause: maybe(message, 'techcause'),
        },
      ];
    case 'DialBegin':
      return [
        {
          ...seen,
          type: 'dial-began',
          ...dialLegs(message),
          toChannel: text(message, 'destchannel'),
          dialString: maybe(message, 'dialstring'),
        },
      ];
    case 'DialEnd':
      return [{ ...seen, type: 'dial-ended', ...dialLegs(message), result: text(message, 'dialstatus') }];
    case 'BridgeCreate':
      return [{ ...seen, type: 'path-opened', path: text(message, 'bridgeuniqueid') }];
    case 'BridgeDestroy':
      return [{ ...seen, type: 'path-closed', path: text(message, 'bridgeuniqueid') }];
    case 'BridgeEnter':
      return [{ ...seen, type: 'leg-joined', ...legOf(message), path: text(message, 'bridgeuniqueid') }];
    case 'BridgeLeave':
      return [{ ...seen, type: 'leg-parted', ...legOf(message), path: text(message, 'bridgeuniqueid') }];
    case 'BridgeMerge':
      return [
        {
          ...seen,
          type: 'paths-merged',
          into: text(message, 'tobridgeuniqueid'),
          from: text(message, 'frombridgeuniqueid'),
        },
      ];
    case 'ConfbridgeJoin':
    case 'ConfbridgeLeave':
      return [
        {
          ...seen,
          type: message.name === 'ConfbridgeJoin' ? 'conference-joined' : 'conference-parted',
          ...legOf(message),
          path: text(message, 'bridgeuniqueid'),
          conference: text(message, 'conference'),
        },
      ];
    case 'QueueCallerJoin':
      return [
        {
          ...seen,
          type: 'queue-joined',
          ...legOf(message),
          queue: text(message, 'queue'),
          number: number(message, 'calleridnum'),
          position: numeric(message, 'position') ?? 0,
          waiting: numeric(message, 'count') ?? 0,
        },
      ];
    case 'QueueCallerLeave':
      return [
        {
          ...seen,
          type: 'queue-left',
          ...legOf(message),
          queue: text(message, 'queue'),
          waiting: numeric(message, 'count') ?? 0,
        },
      ];
    case 'QueueCallerAbandon':
      return [{ ...seen, type: 'queue-gave-up', ...legOf(message), queue: text(message, 'queue') }];
    case 'AgentCalled':
      return [
        {
          ...seen,
          type: 'queue-offered',
          ...legOf(message),
          queue: text(message, 'queue'),
          interface: text(message, 'interface'),
          seatLeg: text(message, 'destuniqueid'),
          seatCall: text(message, 'destlinkedid'),
          seatChannel: text(message, 'destchannel'),
        },
      ];
    case 'AgentRingNoAnswer':
      return [
        {
          ...seen,
          type: 'queue-unanswered',
          ...legOf(message),
          queue: text(message, 'queue'),
          interface: text(message, 'interface'),
          seatLeg: maybe(message, 'destuniqueid'),
        },
      ];
    case 'AgentConnect':
      return [
        {
          ...seen,
          type: 'queue-connected',
          ...legOf(message),
          queue: text(message, 'queue'),
          interface: text(message, 'interface'),
          seatLeg: maybe(message, 'destuniqueid'),
          holdSeconds: numeric(message, 'holdtime'),
        },
      ];
    case 'AgentComplete':
      return [
        {
          ...seen,
          type: 'queue-completed',
          ...legOf(message),
          queue: text(message, 'queue'),
          interface: text(message, 'interface'),
          seatLeg: maybe(message, 'destuniqueid'),
          holdSeconds: numeric(message, 'holdtime'),
          talkSeconds: numeric(message, 'talktime'),
          reason: text(message, 'reason'),
        },
      ];
    case 'BlindTransfer':
      return [
        {
          ...seen,
          type: 'transferred-blind',
          ...legOf(message, 'transferer'),
          transferee: maybe(message, 'transfereeuniqueid'),
          target: text(message, 'extension'),
          result: text(message, 'result'),
        },
      ];
    case 'AttendedTransfer':
      return [
        {
          ...seen,
          type: 'transferred-attended',
          ...legOf(message, 'origtransferer'),
          second: maybe(message, 'secondtransfereruniqueid'),
          transferee: maybe(message, 'transfereeuniqueid'),
          targetLeg: maybe(message, 'transfertargetuniqueid'),
          destination: text(message, 'desttype'),
          result: text(message, 'result'),
          pairOne: maybe(message, 'localoneuniqueid'),
          pairTwo: maybe(message, 'localtwouniqueid'),
        },
      ];
    case 'ChanSpyStart':
      return [
        {
          ...seen,
          type: 'spy-began',
          leg: text(message, 'spyeruniqueid'),
          call: text(message, 'spyerlinkedid'),
          channel: text(message, 'spyerchannel'),
          spied: text(message, 'spyeeuniqueid'),
          spiedCall: text(message, 'spyeelinkedid'),
        },
      ];
    case 'ChanSpyStop':
      return [
        {
          ...seen,
          type: 'spy-ended',
          leg: text(message, 'spyeruniqueid'),
          call: text(message, 'spyerlinkedid'),
          spied: maybe(message, 'spyeeuniqueid'),
        },
      ];
    case 'MixMonitorStart':
      return [{ ...seen, type: 'recording-changed', ...legOf(message), change: 'started' }];
    case 'MixMonitorStop':
      return [{ ...seen, type: 'recording-changed', ...legOf(message), change: 'stopped' }];
    case 'MixMonitorMute':
      return [
        {
          ...seen,
          type: 'recording-changed',
          ...legOf(message),
          change: text(message, 'state') === '1' ? 'muted' : 'unmuted',
        },
      ];
    case 'UserEvent':
      return [
        {
          ...seen,
          type: 'dialplan-said',
          leg: maybe(message, 'uniqueid'),
          call: maybe(message, 'linkedid'),
          name: text(message, 'userevent'),
          fields: said(message),
        },
      ];
    case 'OriginateResponse':
      return [
        {
          ...seen,
          type: 'originate-ended',
          actionId: maybe(message, 'actionid'),
          leg: maybe(message, 'uniqueid'),
          success: text(message, 'response') === 'Success',
          reason: numeric(message, 'reason'),
          channel: text(message, 'channel'),
          dialled: maybe(message, 'exten'),
          number: number(message, 'calleridnum'),
          application: maybe(message, 'application'),
          data: maybe(message, 'data'),
        },
      ];
    case 'QueueMemberAdded':
    case 'QueueMemberStatus':
    case 'QueueMemberPause':
    case 'QueueMemberPenalty':
    case 'QueueMemberRinginuse':
      return [{ ...seen, type: 'member-seen', member: membership(message) }];
    case 'QueueMemberRemoved': {
      const { queue, interface: line, stateInterface } = membership(message);
      return [{ ...seen, type: 'member-removed', queue, interface: line, stateInterface }];
    }
    case 'DeviceStateChange':
      return [
        { ...seen, type: 'device-changed', device: text(message, 'device'), state: text(message, 'state') },
      ];
    case 'PeerStatus': {
      const status = text(message, 'peerstatus');
      if (status === 'Rejected') return [];
      return [
        {
          ...seen,
          type: 'endpoint-reachable',
          endpoint: text(message, 'peer'),
          reachable: status === 'Reachable' || status === 'Registered',
        },
      ];
    }
    case 'FullyBooted':
      return [{ ...seen, type: 'pbx-booted', uptimeSeconds: numeric(message, 'uptime') }];
    case 'Shutdown':
      return [{ ...seen, type: 'pbx-stopping' }];
    default:
      // an event we do not know is not an error
      return [];
  }
}

function dialLegs(message: AmiMessage) {
  return {
    from: maybe(message, 'uniqueid'),
    fromCall: maybe(message, 'linkedid'),
    fromDialled: maybe(message, 'exten'),
    to: text(message, 'destuniqueid'),
    toCall: text(message, 'destlinkedid'),
  };
}

/** What the rendered dialplan tells: why a caller left a queue, the key pressed for satisfaction. Nothing else is kept. */
function said(message: AmiMessage): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const key of ['queue', 'status', 'score']) {
    const value = field(message, key);
    if (value !== null) fields[key] = value;
  }
  return fields;
}
