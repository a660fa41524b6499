import { JournalFenced, JournalRefused } from '../errors.ts';
import type { JournalStreamRow } from '../schema.ts';

/** What a writer believes when it appends: that it still holds the stream, and what comes next. */
export interface Claim {
  epoch: number;
  first: number;
}

/** The fence: only who opened the stream last may append, and only what follows its head. */
export function refuseFalseClaim(
  name: string,
  stream: JournalStreamRow | undefined,
  { epoch, first }: Claim,
): void {
  if (stream?.epoch !== epoch)
    throw new JournalFenced(
      'journal.fenced',
      {
        zh: `话务流 ${name} 已由新的写入者接管（纪元 ${stream?.epoch ?? '无'}，本写入者为 ${epoch}）。`,
        en: `A later writer has taken over stream ${name} (epoch ${stream?.epoch ?? 'none'}, this one is ${epoch}).`,
      },
      { zh: '本桥须停止写入并重新打开该流。', en: 'This bridge has to stop writing it, and open it anew.' },
    );
  if (first !== stream.head + 1)
    throw new JournalRefused(
      'journal.gap',
      {
        zh: `话务流 ${name} 的下一位置是 ${stream.head + 1}，收到的是 ${first}。`,
        en: `The next position of stream ${name} is ${stream.head + 1}, not ${first}.`,
      },
      { zh: '请重新打开该流。', en: 'Open the stream anew.' },
    );
}
