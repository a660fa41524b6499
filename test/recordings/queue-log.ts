import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { QueueLogLine } from '../../bridge/domain/telephony/compare-queue-log.ts';

/** The lines that Asterisk's own queue_log gained while a recording was made; null: none was kept. */
export function queueLogOf(name: string): QueueLogLine[] | null {
  const file = join(import.meta.dirname, `${name}.queue_log`);
  return existsSync(file) ? queueLogLines(readFileSync(file, 'utf8')) : null;
}

export function queueLogLines(text: string): QueueLogLine[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [at = '', uniqueId = '', queue = '', agent = '', event = '', ...data] = line.split('|');
      return { at: Number(at), uniqueId, queue, agent, event, data };
    });
}

/** The site logs members by their names: `Seat 1002`. */
export function seatOfAgent(agent: string): string | null {
  return /^Seat (\d+)$/.exec(agent)?.[1] ?? null;
}
