import type { ReceivedAction } from '../adapters/asterisk/ami-server.ts';
import { amiText } from '../adapters/asterisk/recordings.ts';

interface Member {
  queue: string;
  line: string;
  name: string;
  penalty: number;
  paused: boolean;
  reason: string;
}

/** Who is in which queue, as far as AMI tells and changes it: what the bridge does with its seats really happens. */
export class QueueMembers {
  readonly #byLine = new Map<string, Map<string, Member>>();
  /** commands that were carried out */
  obeyed = 0;

  /** The exchange's answer with the events that follow it; null where the action is not about members. */
  answer(action: ReceivedAction): string | null {
    const id = `ActionID: ${action.get('actionid')}`;
    switch (action.get('action')?.toLowerCase()) {
      case 'queueadd':
        return this.#add(action, id);
      case 'queueremove':
        return this.#remove(action, id);
      case 'queuepause':
        return this.#pause(action, id);
      case 'queuestatus':
        return this.#status(id);
      default:
        return null;
    }
  }

  /** A member's status tells also whether it is paused: what the recording says of that is made true. */
  asTheyAre(status: Buffer): Buffer {
    const text = status.toString();
    const line = /\r\nInterface: (.*)\r\n/.exec(text)?.[1] ?? '';
    const queue = /\r\nQueue: (.*)\r\n/.exec(text)?.[1] ?? '';
    const member = this.#byLine.get(line)?.get(queue);
    if (member === undefined || !member.paused) return status;
    return Buffer.from(
      text.replace(
        /\r\nPaused: .*\r\nPausedReason: .*\r\n/,
        () => `\r\nPaused: 1\r\nPausedReason: ${member.reason}\r\n`,
      ),
    );
  }

  #add(action: ReceivedAction, id: string): string {
    const line = action.get('interface') ?? '';
    const member: Member = {
      queue: action.get('queue') ?? '',
      line,
      name: action.get('membername') ?? line,
      penalty: Number(action.get('penalty') ?? 0),
      paused: isTrue(action.get('paused')),
      reason: action.get('reason') ?? action.get('pausedreason') ?? '',
    };
    const queues = this.#byLine.get(line) ?? new Map<string, Member>();
    if (queues.has(member.queue)) return failure(id, 'Unable to add interface: Already there');
    this.#byLine.set(line, queues.set(member.queue, member));
    return this.#done(id, 'Added interface to queue', [event('QueueMemberAdded', member)]);
  }

  #remove(action: ReceivedAction, id: string): string {
    const queues = this.#byLine.get(action.get('interface') ?? '');
    const member = queues?.get(action.get('queue') ?? '');
    if (queues === undefined || member === undefined)
      return failure(id, 'Unable to remove interface: Not there');
    queues.delete(member.queue);
    return this.#done(id, 'Removed interface from queue', [event('QueueMemberRemoved', member)]);
  }

  #pause(action: ReceivedAction, id: string): string {
    const queue = action.get('queue') ?? '';
    const all = [...(this.#byLine.get(action.get('interface') ?? '')?.values() ?? [])];
    const members = all.filter((member) => queue === '' || member.queue === queue);
    if (members.length === 0) return failure(id, 'Interface not found');
    const paused = isTrue(action.get('paused'));
    for (const member of members) {
      member.paused = paused;
      member.reason = paused ? (action.get('reason') ?? '') : '';
    }
    const events = members.map((member) => event('QueueMemberPause', member));
    return this.#done(id, `Interface ${paused ? 'paused' : 'unpaused'} successfully`, events);
  }

  #status(id: string): string {
    const members = [...this.#byLine.values()].flatMap((queues) => [...queues.values()]);
    return [
      amiText('Response: Success', id, 'EventList: start', 'Message: Queue status will follow'),
      amiText('Event: QueueParams', 'Queue: policy', id),
      ...members.map((member) => amiText('Event: QueueMember', ...headers(member, 'Location'), id)),
      amiText('Event: QueueStatusComplete', id, 'EventList: Complete', `ListItems: ${members.length + 1}`),
    ].join('');
  }

  #done(id: string, message: string, events: readonly string[]): string {
    this.obeyed += 1;
    return amiText('Response: Success', id, `Message: ${message}`) + events.join('');
  }
}

function failure(id: string, message: string): string {
  return amiText('Response: Error', id, `Message: ${message}`);
}

function event(name: string, member: Member): string {
  const now = Date.now();
  // Asterisk tells µs: an event must not carry the time of another one of its kind
  const micros = String(process.hrtime.bigint() % 1000n).padStart(3, '0');
  const stamp = `${Math.floor(now / 1000)}.${String(now % 1000).padStart(3, '0')}${micros}`;
  return amiText(
    `Event: ${name}`,
    'Privilege: agent,all',
    `Timestamp: ${stamp}`,
    ...headers(member, 'Interface'),
  );
}

/** Headers as in recording member-changes; a list calls the interface `Location`. */
function headers(member: Member, lineHeader: 'Interface' | 'Location'): string[] {
  return [
    `Queue: ${member.queue}`,
    lineHeader === 'Location' ? `Name: ${member.name}` : `MemberName: ${member.name}`,
    `${lineHeader}: ${member.line}`,
    `StateInterface: ${member.line}`,
    'Membership: dynamic',
    `Penalty: ${member.penalty}`,
    'CallsTaken: 0',
    'LastCall: 0',
    'LastPause: 0',
    `LoginTime: ${Math.floor(Date.now() / 1000)}`,
    'InCall: 0',
    'Status: 1',
    `Paused: ${member.paused ? 1 : 0}`,
    `PausedReason: ${member.reason}`,
    'Ringinuse: 0',
    'Wrapuptime: 0',
  ];
}

function isTrue(text: string | undefined): boolean {
  return /^(1|y|yes|true|on|t)$/i.test(text ?? '');
}
