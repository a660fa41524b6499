import type { Member, Queue } from '../queues/queue.ts';
import type { QueueSystem } from '../queues/queue-system.ts';
import type { Channel } from './channel.ts';
import type { Exchange } from './exchange.ts';
import { type ExchangeMessage, type Header, Headers } from './message.ts';

/* What the exchange answers when it is asked what there is. Lists tell no time (recording snapshot-mid-call). */

export function response(
  name: 'Success' | 'Error' | 'Goodbye',
  ...headers: readonly Header[]
): ExchangeMessage {
  return { kind: 'response', name, privilege: null, at: null, parts: [new Headers(headers)] };
}

export function listItem(name: string, actionId: string, headers: readonly Header[]): ExchangeMessage {
  return {
    kind: 'event',
    name,
    privilege: null,
    at: null,
    parts: [new Headers([...headers, ['ActionID', actionId]])],
  };
}

/** `Response: Success`, the items, and the event that ends the list. */
function list(
  actionId: string,
  message: string,
  ending: string,
  items: readonly ExchangeMessage[],
): ExchangeMessage[] {
  return [
    response('Success', ['ActionID', actionId], ['EventList', 'start'], ['Message', message]),
    ...items,
    {
      kind: 'event',
      name: ending,
      privilege: null,
      at: null,
      parts: [
        new Headers([
          ['ActionID', actionId],
          ['EventList', 'Complete'],
          ['ListItems', String(items.length)],
        ]),
      ],
    },
  ];
}

/** QueueStatus, of all queues or of one, of all members or of one. */
export function queueStatus(
  system: QueueSystem,
  actionId: string,
  only: { queue?: string; member?: string } = {},
): ExchangeMessage[] {
  const items: ExchangeMessage[] = [];
  for (const [name, queue] of system.queues) {
    if (only.queue !== undefined && only.queue !== name) continue;
    items.push(listItem('QueueParams', actionId, paramsOf(queue)));
    for (const member of queue.members.values()) {
      if (only.member !== undefined && only.member !== member.interface) continue;
      items.push(listItem('QueueMember', actionId, memberOf(system, queue, member)));
    }
    if (only.member !== undefined) continue;
    for (const [i, { channel, joinedAt }] of queue.waiting.entries()) {
      const wait = system.nowSeconds - Math.floor(joinedAt / 1_000_000);
      items.push(listItem('QueueEntry', actionId, entryOf(name, i + 1, channel, wait)));
    }
  }
  return list(actionId, 'Queue status will follow', 'QueueStatusComplete', items);
}

function paramsOf(queue: Queue): Header[] {
  const { settings, waiting, completed, abandoned } = queue;
  return [
    ['Queue', settings.queue],
    ['Max', String(settings.maxWaiting)],
    ['Strategy', settings.strategy],
    ['Calls', String(waiting.length)],
    ['Holdtime', '0'],
    ['TalkTime', '0'],
    ['Completed', String(completed)],
    ['Abandoned', String(abandoned)],
    ['ServiceLevel', String(settings.serviceLevelSeconds)],
    ['ServicelevelPerf', '0.0'],
    ['ServicelevelPerf2', '0.0'],
    ['Weight', '0'],
  ];
}

/** Lists call the interface `Location` and the member's name `Name`. */
function memberOf(system: QueueSystem, queue: Queue, member: Member): Header[] {
  return system
    .memberHeaders(queue, member)
    .filter(([name]) => name !== 'Ringinuse')
    .map(([name, value]): Header => {
      if (name === 'Interface') return ['Location', value];
      return name === 'MemberName' ? ['Name', value] : [name, value];
    });
}

function entryOf(queue: string, position: number, channel: Channel, wait: number): Header[] {
  const { number, callerName, connectedNumber, connectedName } = channel.told;
  // QueueEntry writes `unknown` where others write `<unknown>`
  const plain = (text: string) => text.replace(/[<>]/g, '');
  return [
    ['Queue', queue],
    ['Position', String(position)],
    ['Channel', channel.name],
    ['Uniqueid', channel.uniqueid],
    ['CallerIDNum', plain(number)],
    ['CallerIDName', plain(callerName)],
    ['ConnectedLineNum', plain(connectedNumber)],
    ['ConnectedLineName', plain(connectedName)],
    ['Wait', String(wait)],
    ['Priority', '0'],
  ];
}

export function coreShowChannels(x: Exchange, actionId: string): ExchangeMessage[] {
  const items = [...x.channels.values()].map((channel) => {
    const alive = Math.floor((x.clock.now - channel.bornAt) / 1_000_000);
    return listItem('CoreShowChannel', actionId, [
      ...channel.plainHeaders(),
      ['Application', channel.thread === null ? 'AppQueue' : 'Queue'],
      ['ApplicationData', channel.thread === null ? '(Outgoing Line)' : ''],
      ['Duration', clockTime(alive)],
      ['BridgeId', channel.bridge?.id ?? ''],
    ]);
  });
  return list(actionId, 'Channels will follow', 'CoreShowChannelsComplete', items);
}

export function deviceStateList(x: Exchange, actionId: string): ExchangeMessage[] {
  const items = [...x.endpoints.values()].map(({ name, deviceState }) =>
    listItem('DeviceStateChange', actionId, [
      ['Device', name],
      ['State', deviceState],
    ]),
  );
  return list(actionId, 'Device State Changes will follow', 'DeviceStateListComplete', items);
}

function clockTime(seconds: number): string {
  const two = (count: number) => String(count).padStart(2, '0');
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}
