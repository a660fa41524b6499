import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Bytes of plain answered calls as a real Asterisk 22 sent them (recording caller-hangs-up), with other ids, numbers,
 * seats and times: what the load of the benches is made of. TestEvent, which only Debian's build sends, is left out.
 */

interface TemplateEvent {
  /** µs after the first event */
  offset: number;
  /** text between the places that change, and which place follows each piece */
  pieces: string[];
  places: Place[];
  isOffer: boolean;
}

type Place =
  | 'stamp'
  | 'caller-id'
  | 'seat-id'
  | 'caller-channel'
  | 'seat-channel'
  | 'number'
  | 'seat'
  | 'bridge';

export interface LoadedCall {
  /** unique id of the caller's channel */
  id: string;
  number: string;
  seat: string;
  events: { at: number; bytes: Buffer; isOffer: boolean }[];
}

const recording = join(import.meta.dirname, '../recordings/caller-hangs-up.ami');
const places: readonly [Place, RegExp][] = [
  // before the ids: a time can begin like one of them
  ['stamp', /(?<=Timestamp: )[0-9.]+/],
  ['caller-id', /1795511224\.0/],
  ['seat-id', /1795511226\.1/],
  ['caller-channel', /PJSIP\/trunk-00000000/],
  ['seat-channel', /PJSIP\/1002-00000001/],
  ['number', /13874801001/],
  ['seat', /1002/],
  ['bridge', /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/],
];

const template = readTemplate();
export const eventsPerCall = template.length;

function readTemplate(): TemplateEvent[] {
  const messages = readFileSync(recording, 'utf8').split('\r\n\r\n');
  const events: TemplateEvent[] = [];
  let first: number | null = null;
  for (const message of messages) {
    const stamp = /\r\nTimestamp: (\d+)\.(\d{6})/.exec(message);
    if (!stamp || /^Event: TestEvent/.test(message)) continue;
    const at = Number(stamp[1]) * 1_000_000 + Number(stamp[2]);
    first ??= at;
    events.push({
      offset: at - first,
      ...cut(`${message}\r\n\r\n`),
      isOffer: message.startsWith('Event: AgentCalled'),
    });
  }
  return events;
}

function cut(text: string): { pieces: string[]; places: Place[] } {
  const pieces: string[] = [];
  const found: Place[] = [];
  let rest = text;
  for (;;) {
    let best: { place: Place; index: number; length: number } | null = null;
    for (const [place, pattern] of places) {
      const match = pattern.exec(rest);
      if (match && (best === null || match.index < best.index))
        best = { place, index: match.index, length: match[0].length };
    }
    if (best === null) break;
    pieces.push(rest.slice(0, best.index));
    found.push(best.place);
    rest = rest.slice(best.index + best.length);
  }
  pieces.push(rest);
  return { pieces, places: found };
}

/**
 * @param n      number of the call, from 0: makes ids and numbers that never come twice
 * @param start  µs since the epoch of its first event
 * @param length µs from the first to the last event
 */
export function loadedCall(n: number, seat: string, start: number, length: number): LoadedCall {
  const whole = template.at(-1)?.offset ?? 1;
  const seconds = Math.floor(start / 1_000_000);
  const id = `${seconds}.${2 * n}`;
  const number = `138${String(70_000_000 + n).padStart(8, '0')}`;
  const hex = (value: number) => value.toString(16).padStart(8, '0');
  const fixed: Record<Exclude<Place, 'stamp'>, string> = {
    'caller-id': id,
    'seat-id': `${seconds}.${2 * n + 1}`,
    'caller-channel': `PJSIP/trunk-${hex(2 * n)}`,
    'seat-channel': `PJSIP/${seat}-${hex(2 * n + 1)}`,
    number,
    seat,
    bridge: `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`,
  };
  const events = template.map(({ offset, pieces, places: wanted, isOffer }, i) => {
    // neighbours of one microsecond stay apart, so that no two events share their time
    const at = start + Math.floor((offset * length) / whole) + i;
    const stamp = `${Math.floor(at / 1_000_000)}.${String(at % 1_000_000).padStart(6, '0')}`;
    let text = pieces[0] ?? '';
    for (const [j, place] of wanted.entries())
      text += (place === 'stamp' ? stamp : fixed[place]) + (pieces[j + 1] ?? '');
    return { at, bytes: Buffer.from(text), isOffer };
  });
  return { id, number, seat, events };
}
