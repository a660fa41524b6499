import { join } from 'node:path';
import type { Command } from 'commander';
import { readConfig } from '../../telephony-config/load.ts';
import { siteFacts } from '../../telephony-config/site-facts.ts';
import { createObserver } from '../adapters/asterisk/observe.ts';
import { replayMessages } from '../adapters/asterisk/replay-connection.ts';
import { recordedBytes } from '../adapters/recording/recorded-stream.ts';
import type { CallFact } from '../domain/telephony/call-facts.ts';
import { telephonyEventVersion } from '../domain/telephony/event.ts';
import { createFloor, type FloorState } from '../domain/telephony/floor.ts';
import type { FloorChange } from '../domain/telephony/floor-change.ts';
import { follow } from '../domain/telephony/follow.ts';
import { callFact } from '../domain/telephony/project-call.ts';
import { SeatHistory } from '../domain/telephony/seat-history.ts';
import type { SeatInterval } from '../domain/telephony/seat-state.ts';
import type { SiteFacts } from '../domain/telephony/site.ts';
import { callTable, seatTable } from './replay-table.ts';

/** The site that the project's own recordings were made with: what is meant where no `--site` is given. */
const recordingsSite = join(import.meta.dirname, '../../telephony-config/examples/recordings.yaml');

/** A file that holds no message of AMI is no recording: an empty table would look as if nobody had called. */
export class NoRecording extends Error {
  constructor(file: string) {
    super(
      `${file}：其中没有 AMI 消息，不是交换机的录制；请给出 AMI 连接收到的原始字节（可用 --record 录下）。\n` +
        `${file}: no AMI message in it, so it is no recording; give the raw bytes that an AMI client received (--record keeps them).`,
    );
  }
}

export interface Replayed {
  calls: CallFact[];
  seats: SeatInterval[];
  floor: FloorState;
  /** read from each file */
  messages: number[];
}

/** Several files are one exchange seen over several connections, one after the other. */
export async function replay(
  site: SiteFacts,
  files: readonly AsyncIterable<Uint8Array>[],
): Promise<Replayed> {
  const floor = createFloor(site);
  const history = new SeatHistory();
  const messages: number[] = [];
  const tell = (_event: unknown, changes: readonly FloorChange[]) => {
    for (const change of changes) history.note(change);
  };
  for (const [i, bytes] of files.entries()) {
    const observer = createObserver();
    // without a Timestamp there is no time at all here: the clock of the machine that replays means nothing
    let toldMs = 0;
    const link = {
      v: telephonyEventVersion,
      at: 0,
      clock: 'arrival',
      receivedAt: 0,
      certainty: 'observed',
    } as const;
    follow(floor, { ...link, type: 'link-up', connection: String(i), version: null }, tell);
    const end = await replayMessages(bytes, (message) => {
      for (const event of observer.message(message, toldMs)) {
        if (event.clock === 'pbx') toldMs = Math.floor(event.at / 1000);
        follow(floor, event, tell);
      }
    });
    messages.push(end.messages);
    follow(
      floor,
      { ...link, type: 'link-lost', connection: String(i), reason: 'end of the recording' },
      tell,
    );
  }
  return { calls: callsOf(floor), seats: history.finish(floor), floor, messages };
}

/** In order of arrival. */
function callsOf(floor: FloorState): CallFact[] {
  const calls = [...floor.calls.values()];
  calls.sort(
    (a, b) => (a.arrived.at ?? Number.POSITIVE_INFINITY) - (b.arrived.at ?? Number.POSITIVE_INFINITY),
  );
  return calls.flatMap((call) => callFact(floor, call.id) ?? []);
}

interface Options {
  site?: string;
  json?: true;
  seats?: true;
}

export function registerReplay(program: Command): void {
  program
    .command('replay')
    .description('播放录制的 AMI 数据，列出每通电话的经过 (replay recorded AMI streams)')
    .argument('<file...>', 'raw AMI bytes as a client received them, plain or gzip; - is standard input')
    .option('--site <hotline.yaml>', 'the site it was recorded at')
    .option('--json', 'one object a line')
    .option('--seats', 'seat states instead of calls')
    .action(async (files: string[], options: Options) => {
      const site = siteFacts(await readConfig(options.site ?? recordingsSite));
      const { calls, seats, messages } = await replay(
        site,
        files.map((file) => recordedBytes(file)),
      );
      const empty = files.find((_file, i) => messages[i] === 0);
      if (empty !== undefined) throw new NoRecording(empty);
      const lines = options.seats ? seats : calls;
      if (options.json) {
        process.stdout.write(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
        return;
      }
      process.stdout.write(options.seats ? seatTable(seats) : callTable(calls));
    });
}
