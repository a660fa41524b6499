import { type TelephonyEvent, telephonyEventSchema } from '../domain/telephony/event.ts';
import type { Journal, Log } from './ports.ts';

const batch = 1000;

/** The telephony events of a stream after a position, oldest first; null: from the beginning. */
export async function* readJournal(
  journal: Journal,
  stream: string,
  after: number | null,
  log: Log,
): AsyncGenerator<{ event: TelephonyEvent; position: number; epoch: number }> {
  // Positions begin at 1.
  let at = after ?? 0;
  for (;;) {
    const entries = await journal.read(stream, at, batch);
    for (const { event, position, epoch } of entries) {
      const parsed = telephonyEventSchema.safeParse(event);
      if (parsed.success) yield { event: parsed.data, position, epoch };
      else log.warn('journal entry is no telephony event of this version', { stream, position });
    }
    const last = entries.at(-1);
    if (last === undefined || entries.length < batch) return;
    at = last.position;
  }
}
