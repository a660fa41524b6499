import { type Header, Headers } from './message.ts';

/** Where legs hear each other: the bridge of one talk, or the room of a conference. */
export class CallBridge<Leg> {
  readonly id: string;
  /** number of the room; null: a talk of two */
  readonly room: string | null;
  readonly members = new Set<Leg>();
  #headers: Headers | null = null;

  constructor(id: string, room: string | null) {
    this.id = id;
    this.room = room;
  }

  add(leg: Leg): void {
    this.members.add(leg);
    this.#headers = null;
  }

  remove(leg: Leg): void {
    this.members.delete(leg);
    this.#headers = null;
  }

  /** The first of the others, in a talk the only one. */
  otherThan(leg: Leg): Leg | null {
    for (const member of this.members) if (member !== leg) return member;
    return null;
  }

  headers(prefix = ''): Headers {
    if (prefix !== '') return new Headers(this.#describe(prefix));
    this.#headers ??= new Headers(this.#describe(''));
    return this.#headers;
  }

  #describe(prefix: string): Header[] {
    const [type, technology, creator, name] =
      this.room === null
        ? ['basic', 'simple_bridge', '<unknown>', '<unknown>']
        : ['base', 'softmix', 'ConfBridge', this.room];
    return [
      [`${prefix}BridgeUniqueid`, this.id],
      [`${prefix}BridgeType`, type],
      [`${prefix}BridgeTechnology`, technology],
      [`${prefix}BridgeCreator`, creator],
      [`${prefix}BridgeName`, name],
      [`${prefix}BridgeNumChannels`, String(this.members.size)],
      [`${prefix}BridgeVideoSourceMode`, 'none'],
    ];
  }
}
