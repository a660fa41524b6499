import type { z } from 'zod';
import type { usageAnswerSchema } from '../../../../bridge/protocol/knowledge.ts';
import { addressOf } from '../../pages/knowledge/tabs.ts';
import { chinaDay } from '../../ui/days.ts';
import { moveInRows } from '../../ui/row-keys.ts';
import { words } from './words.ts';

interface Props {
  entries: z.output<typeof usageAnswerSchema>['neverUsed'];
  total: number;
}

/** 从未采用, what has lain there longest first. */
export function NeverUsed({ entries, total }: Props) {
  return (
    <section aria-labelledby="usage-never" onKeyDown={moveInRows}>
      <h3 id="usage-never">
        {words.never} <b>{total}</b>
      </h3>
      <p className="soft">{words.neverWhat}</p>
      {total === 0 && <p className="usage-none soft">{words.neverNone}</p>}
      <ol className="never">
        {entries.map(({ entryId, title, publishedAt }) => (
          <li key={entryId}>
            <a data-row href={addressOf('entries', entryId)}>
              {title}
            </a>
            <small className="soft">{words.published(chinaDay(publishedAt))}</small>
          </li>
        ))}
      </ol>
      {total > entries.length && <p className="soft">{words.neverMore(entries.length, total)}</p>}
    </section>
  );
}
