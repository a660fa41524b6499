import type { z } from 'zod';
import type { deedRowSchema } from '../../../../bridge/protocol/knowledge.ts';
import { addressOf } from '../../pages/knowledge/tabs.ts';
import { dayAndTime } from '../../ui/time.ts';
import { words } from './words.ts';

type Deed = z.infer<typeof deedRowSchema>;

/** 经过: what was done to it, by whom, when and why; newest first. */
export function Deeds({ deeds }: { deeds: readonly Deed[] }) {
  if (deeds.length === 0) return <p className="soft">{words.deeds.none}</p>;
  return (
    <ol className="entry-deeds">
      {deeds.map((deed) => (
        <li key={deed.changeNo}>
          <span className="soft">{dayAndTime(deed.at, Date.now())}</span>
          <b>{deed.name}</b>
          <span>{deed.accountName}</span>
          {deed.rev !== null && <span className="soft">{words.deeds.rev(deed.rev)}</span>}
          {deed.batchId !== null && <a href={addressOf('imports', deed.batchId)}>{words.deeds.batch}</a>}
          {deed.reason !== '' && <p>{deed.reason}</p>}
        </li>
      ))}
    </ol>
  );
}
