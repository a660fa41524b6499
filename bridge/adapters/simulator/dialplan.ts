import { conferenceApp, type Rooms } from './apps/conference.ts';
import { dialApp } from './apps/dial.ts';
import { queueApp } from './apps/queue-visit.ts';
import type { Switchboard } from './apps/ring-round.ts';
import { answerApp, play, readDigit, userEvent } from './apps/small-apps.ts';
import type { Channel } from './exchange/channel.ts';
import type { Dialplan, FindDialplan } from './exchange/dialplan-thread.ts';

/** What the dialplan needs to know of the site. */
export interface DialplanSite {
  /** the one number and its other names */
  numbers: readonly string[];
  /** where a caller goes who presses nothing */
  defaultQueue: string;
  lines: readonly { queue: string; digit: string | null; extension: string | null; maxWaitSeconds: number }[];
  seatContext: string;
  /** extensions that ring a seat, e.g. 1001–1020 */
  seats: ReadonlySet<string>;
  outboundPrefix: string;
  trunkName: string;
  /** `_80XX`, as a regular expression */
  rooms: RegExp | null;
  regionCode: string;
  digitWaitSeconds: number;
  ringSeconds: number;
  ratingWaitSeconds: number;
  /** seconds of the apology and of the thanks */
  wordsSeconds: number;
  /**
   * `rendered`: what `yihaoda render` makes of hotline.yaml. `recordings`: the older dialplan that the recordings were
   * made with: no RatingAsked, no rating after a transfer, nobody comes back to the queue.
   */
  style: 'rendered' | 'recordings';
}

/** extensions.conf, in the order of its steps. */
export function makeDialplan(site: DialplanSite, board: Switchboard, rooms: Rooms): FindDialplan {
  const rendered = site.style === 'rendered';
  /** the queue that a citizen was in last, for the rating and for the way back */
  const queueOf = new WeakMap<Channel, string>();
  const isCitizen = (channel: Channel) => channel.endpoint.kind === 'trunk';

  function* oneNumber(channel: Channel): Dialplan {
    channel.set({ variables: channel.told.variables.map((variable) => inherited(variable, channel, site)) });
    yield answerApp;
    const digit = yield readDigit('line', site.digitWaitSeconds);
    const chosen = site.lines.find((line) => line.digit !== null && line.digit === digit);
    yield* waitIn(channel, chosen?.queue ?? site.defaultQueue, false);
  }

  function* waitIn(channel: Channel, queue: string, first: boolean): Dialplan {
    queueOf.set(channel, queue);
    const maxWaitSeconds = site.lines.find((line) => line.queue === queue)?.maxWaitSeconds ?? 300;
    const status = yield queueApp(board, { queue, maxWaitSeconds, first });
    // the seats' extensions of the recordings end with Queue()
    if (!rendered && channel.told.context === site.seatContext) return;
    yield* afterQueue(channel, queue, status);
  }

  function* afterQueue(channel: Channel, queue: string, status: string): Dialplan {
    if (status === 'CONTINUE') {
      yield* rate(channel, queue);
      return;
    }
    yield userEvent('QueueLeft', { Queue: queue, Status: status });
    if (site.wordsSeconds > 0) yield play(site.wordsSeconds);
  }

  function* rate(channel: Channel, queue: string): Dialplan {
    // a seat that consulted the queue comes here too when the other seat hangs up: it is nobody to ask
    if (!isCitizen(channel)) return;
    if (rendered) yield userEvent('RatingAsked', { Queue: queue });
    const score = yield readDigit('rating', site.ratingWaitSeconds);
    yield userEvent('Satisfaction', { Queue: queue, Score: score });
    if (site.wordsSeconds > 0) yield play(site.wordsSeconds);
  }

  function* callSeat(channel: Channel, exten: string): Dialplan {
    const status = yield dialApp(find, { target: `PJSIP/${exten}`, ringSeconds: site.ringSeconds });
    const queue = queueOf.get(channel);
    if (!rendered || !isCitizen(channel) || queue === undefined) return;
    if (status === 'ANSWER') yield* rate(channel, queue);
    // the seat did not answer: hanging up would punish the citizen for it
    else yield* waitIn(channel, queue, true);
  }

  function* callOutside(number: string): Dialplan {
    yield dialApp(find, { target: `PJSIP/${number}@${site.trunkName}`, ringSeconds: site.ringSeconds });
  }

  function* confer(room: string): Dialplan {
    yield conferenceApp(rooms, room);
  }

  function find(channel: Channel, context: string, exten: string): Dialplan | null {
    if (context === 'from-trunk') return site.numbers.includes(exten) ? oneNumber(channel) : null;
    if (context !== site.seatContext) return null;
    const line = site.lines.find(({ extension }) => extension === exten);
    if (line !== undefined) return waitIn(channel, line.queue, false);
    if (site.seats.has(exten)) return callSeat(channel, exten);
    if (site.rooms?.test(exten) === true) return confer(exten);
    const outside = exten.startsWith(site.outboundPrefix) ? exten.slice(site.outboundPrefix.length) : '';
    return /^\d{3,}$/.test(outside) ? callOutside(outside) : null;
  }

  return find;
}

function inherited(variable: string, channel: Channel, site: DialplanSite): string {
  const name = variable.slice(0, variable.indexOf('='));
  if (name === 'YHD_DID') return `YHD_DID=${channel.told.exten}`;
  return name === 'YHD_REGION' ? `YHD_REGION=${site.regionCode}` : variable;
}
