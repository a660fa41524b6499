import { setTimeout as pause } from 'node:timers/promises';
import { eventsPerCall } from './call-bytes.ts';
import { callsFor, type LoadShape } from './call-plan.ts';
import type { ExchangeCalls } from './exchange-calls.ts';
import { Hall } from './hall.ts';
import { floodThrough } from './load-through.ts';
import type { ParserCalls } from './parser-calls.ts';
import { percentile } from './percentile.ts';
import { Child } from './processes.ts';
import { amiAccount } from './site.ts';
import type { Measured } from './verdict.ts';

const seats = 2000;
const operators = 190;
const warmUpEvents = 30_000;
const eventsARound = 60_000;
const rounds = 5;
const longestMs = 150_000;

/**
 * Events a second through the whole bridge as fast as it takes them (guard, parser, observer, floor, journal on disk,
 * 200 open pages), in turn with asterisk-manager alone on the same bytes over the same kind of socket. 2,000 seats,
 * because no smaller floor has so many calls: 190 of them have their page open and their records saved.
 */
export async function throughput(): Promise<Measured[]> {
  await using parts = new AsyncDisposableStack();
  const hall = await Hall.open({
    seats,
    operators,
    floors: 10,
    answers: 'none',
    saveAfterMs: 50,
  });
  parts.defer(() => hall.close());
  const peer = await ParserSide.open(parts);
  const shape: LoadShape = { seats: hall.site.seats, eventsPerSecond: 20_000, callMicros: 2_400_000 };
  const ours: number[] = [];
  const theirs: number[] = [];
  let firstCall = 0;
  const began = performance.now();
  await floodThrough(hall, shape, firstCall, callsFor(warmUpEvents));
  await peer.through(shape, firstCall, callsFor(warmUpEvents));
  firstCall += callsFor(warmUpEvents);
  await hall.pages.ask('seen', null);
  const before = await hall.facts();
  for (let round = 0; round < rounds && performance.now() - began < longestMs; round += 1) {
    const calls = callsFor(eventsARound);
    ours.push(await floodThrough(hall, shape, firstCall, calls));
    theirs.push(await peer.through(shape, firstCall, calls));
    firstCall += calls;
  }
  await pause(500);
  const after = await hall.facts();
  const seen = await hall.pages.ask('seen', null);
  const events = ours.length * callsFor(eventsARound) * eventsPerCall;
  const micros = (ms: number) => ((1000 * ms) / events).toFixed(1);
  return [
    {
      name: 'throughput',
      ours: percentile(ours, 0.5),
      peer: percentile(theirs, 0.5),
      peerName: 'asterisk-manager alone on the same bytes',
      unit: 'events/s',
      target: { ratioAtLeast: 0.5 },
      notes: [
        `rounds: bridge ${ours.map(Math.round).join(', ')}; asterisk-manager ${theirs.map(Math.round).join(', ')}`,
        `processor time an event: main thread ${micros(after.mainCpu - before.mainCpu)} µs, all threads ${micros(after.cpu - before.cpu)} µs`,
        `${after.durable - before.durable} entries journaled; ${seen.pops.length} pops, ${seen.frames} frames of ${(seen.bytes / seen.frames / 1000).toFixed(1)} kB, ${seen.saved} records saved, ${seen.refused} refused`,
      ],
    },
  ];
}

/** asterisk-manager in a process of its own, with an exchange of its own. */
class ParserSide {
  readonly #exchange: Child<ExchangeCalls>;
  readonly #parser: Child<ParserCalls>;
  #sent = 0;

  static async open(parts: AsyncDisposableStack): Promise<ParserSide> {
    const exchange = Child.start<ExchangeCalls>('exchange-process.ts');
    parts.defer(() => exchange.end());
    const parser = Child.start<ParserCalls>('parser-process.ts');
    parts.defer(() => parser.end());
    const { amiPort } = await exchange.ask('begin', amiAccount);
    await parser.ask('connect', { port: amiPort, ...amiAccount });
    return new ParserSide(exchange, parser);
  }

  private constructor(exchange: Child<ExchangeCalls>, parser: Child<ParserCalls>) {
    this.#exchange = exchange;
    this.#parser = parser;
  }

  async through(shape: LoadShape, firstCall: number, calls: number): Promise<number> {
    const { sent, began } = await this.#exchange.ask('flood', { to: 'ami', shape, firstCall, calls });
    this.#sent += sent;
    const { at } = await this.#parser.ask('heard', { events: this.#sent });
    return sent / ((at - began) / 1e9);
  }
}
