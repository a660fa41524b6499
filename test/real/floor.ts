import type { HotlineConfig } from '../../telephony-config/schema.ts';
import type { AmiMessage, AmiReader } from './ami-reader.ts';
import { AsteriskServer, CARRIER_HOST } from './asterisk-server.ts';
import { type Manner, type SipCall, SipUserAgent } from './sip-user-agent.ts';

/** Device state 1 of app_queue. */
const NOT_IN_USE = '1';

const QUIET_WITHIN_MS = 10_000;

/** A seat that is rung when all others are taken. */
export const STANDBY = '1005';
export const STANDBY_PENALTY = 3;

/** A citizen's number; made up. */
export const CITIZEN = '13874801001';

export const ANSWERS: Manner = { does: 'answers', after: 100 };
export const RINGS: Manner = { does: 'rings' };
export const REJECTS: Manner = { does: 'rejects' };

/** A telephone floor for tests: one Asterisk, its events, and people at telephones. */
export class Floor {
  readonly server: AsteriskServer;
  ami: AmiReader;
  #telephones: SipUserAgent[] = [];
  /** events before this place belong to earlier tests */
  #from = 0;

  static async open(change: (site: HotlineConfig) => HotlineConfig = (site) => site): Promise<Floor> {
    const server = await AsteriskServer.start((site) => change(quickSite(site)));
    return new Floor(server, await server.reader());
  }

  private constructor(server: AsteriskServer, ami: AmiReader) {
    this.server = server;
    this.ami = ami;
  }

  /** The first such event of this test, now or soon. */
  seen(wanted: Record<string, string>, withinMs = 8000): Promise<AmiMessage> {
    return this.ami.seen(wanted, { from: this.#from, withinMs });
  }

  /** A word of the dialplan's own. */
  said(name: string): Promise<AmiMessage> {
    return this.seen({ Event: 'UserEvent', UserEvent: name });
  }

  /**
   * Two people are joined. AgentConnect comes some milliseconds earlier: a REFER sent between the two is accepted with
   * 202 and comes to nothing (BlindTransfer, Result Invalid).
   */
  async talking(): Promise<void> {
    await this.seen({ Event: 'BridgeEnter', BridgeNumChannels: '2' });
  }

  events(name: string): AmiMessage[] {
    return this.ami.events.slice(this.#from).filter((event) => event.get('Event') === name);
  }

  async telephone(
    user: string,
    manner: Manner,
    password = this.server.secrets.seats.get(user),
  ): Promise<SipUserAgent> {
    return this.#plugIn({ user, manner, ...(password === undefined ? {} : { password }) });
  }

  /** A telephone at another address of this machine. */
  async telephoneAt(host: string, user: string, manner: Manner, password: string): Promise<SipUserAgent> {
    return this.#plugIn({ host, user, manner, password });
  }

  /** A seat whose telephone is registered and known to be free, in these queues. */
  async seat(number: string, manner: Manner, ...queues: string[]): Promise<SipUserAgent> {
    const agent = await this.telephone(number, manner);
    const before = this.ami.events.length;
    const status = await agent.register();
    if (status !== 200) throw new Error(`seat ${number} was not registered: ${status}`);
    await this.ami.seen(
      { Event: 'ContactStatus', AOR: number, ContactStatus: 'Reachable' },
      { from: before },
    );
    for (const queue of queues) {
      const member = { Queue: queue, Interface: `PJSIP/${number}` };
      await this.ami.act('QueueAdd', { ...member, MemberName: `Seat ${number}` });
      // app_queue learns of a telephone's state some time after the telephone is there.
      for (let state = ''; state !== NOT_IN_USE; ) {
        const [, found] = await this.ami.list('QueueStatus', { Queue: queue, Member: member.Interface });
        state = found?.get('Status') ?? '';
      }
    }
    return agent;
  }

  /** A telephone in the city, behind the carrier, that can be called there. */
  async outside(number: string, manner: Manner): Promise<SipUserAgent> {
    return this.#plugIn({ user: number, manner, host: CARRIER_HOST, port: this.server.carrier.port });
  }

  /** A citizen who dials the one number and presses a digit while the greeting plays, or none. */
  async citizen(digit = '', number = CITIZEN): Promise<SipCall> {
    const call = (await this.#plugIn({ user: number, host: CARRIER_HOST })).call('12345');
    await call.answered;
    await call.press(digit);
    return call;
  }

  /** A seat's telephone is called, and hears what is said at another. */
  async listens(listener: string, seat: string): Promise<void> {
    await this.ami.act('Originate', {
      Channel: `PJSIP/${listener}`,
      Application: 'ChanSpy',
      Data: `PJSIP/${seat},q`,
      Async: 'true',
    });
    await this.seen({ Event: 'ChanSpyStart' });
  }

  /** The exchange was started again: its events are heard on a new connection. */
  async listenAgain(): Promise<void> {
    await this.ami.close();
    this.ami = await this.server.reader();
    this.#from = 0;
  }

  /** Everybody hangs up, signs off and goes. */
  async hangUp(): Promise<void> {
    await Promise.all(this.#telephones.map((telephone) => telephone.close()));
    this.#telephones = [];
  }

  /** After a test: nobody is there any more, and its events are history. */
  async clear(): Promise<void> {
    await this.hangUp();
    for (const item of await this.ami.list('QueueStatus')) {
      if (item.get('Event') !== 'QueueMember') continue;
      await this.ami.act('QueueRemove', { Queue: item.get('Queue'), Interface: item.get('Location') });
    }
    // On a busy machine the last channels end, and tell of it, some time after the telephones are gone.
    for (const end = Date.now() + QUIET_WITHIN_MS; (await this.ami.list('CoreShowChannels')).length > 0; )
      if (Date.now() > end) throw new Error('channels are left over');
    this.#from = this.ami.events.length;
  }

  async close(): Promise<void> {
    await this.ami.close();
    await this.server.dispose();
  }

  async #plugIn(telephone: Omit<Parameters<typeof SipUserAgent.open>[0], 'server'>): Promise<SipUserAgent> {
    const agent = await SipUserAgent.open({ ...telephone, server: this.server.sip });
    this.#telephones.push(agent);
    return agent;
  }
}

/** The recordings' site with shorter waits. */
function quickSite(site: HotlineConfig): HotlineConfig {
  return {
    ...site,
    seats: site.seats.map((seat) => (seat.seat === STANDBY ? { ...seat, penalty: STANDBY_PENALTY } : seat)),
    lines: site.lines.map((line) => ({
      ...line,
      queueWrapUpSeconds: 0,
      ringSeconds: 2,
      maxWaitSeconds: line.queue === 'business' ? 3 : line.maxWaitSeconds,
    })),
    rating: { ...site.rating, askSeconds: 1 },
  };
}
