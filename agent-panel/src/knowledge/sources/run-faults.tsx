import { useState } from 'react';
import { sourceRunRowsAnswerSchema } from '../../../../bridge/protocol/knowledge-sources.ts';
import { queryOf, useAsked } from '../../link/use-asked.ts';
import { Icon } from '../../ui/icons.tsx';
import { Pager } from '../../ui/pager.tsx';
import { Trouble } from '../../ui/trouble.tsx';
import { type Unit, words } from './words.ts';

const pageSize = 20;

/** Pages that were not read, or read with a remark, each with why and what to do. */
export function RunFaults({ runId, unit }: { runId: string; unit: Unit }) {
  const [offset, setOffset] = useState(0);
  const path = `knowledge/source-runs/${encodeURIComponent(runId)}/rows`;
  const query = queryOf({ offset, limit: pageSize });
  const { answer, asking, again } = useAsked(`${path}${query}`, sourceRunRowsAnswerSchema);
  if (answer === null) return <p className="soft late">{words.loading}</p>;
  if (!answer.ok) return <Trouble error={answer.error} onRetry={again} />;
  const { rows, total } = answer.value;
  return (
    <section className="run-faults" data-old={asking || undefined}>
      <h4>
        {words.faults.title(total, unit)}{' '}
        <Pager offset={offset} size={pageSize} total={total} onTurn={setOffset} />
      </h4>
      <ul>
        {rows.map(({ rowNo, where, url, code, words: why }) => (
          <li key={rowNo}>
            {why} <small className="soft">{code}</small>
            <small className="fault-where soft">
              {where}
              {/^https?:\/\//.test(url) && (
                <>
                  {' '}
                  <a href={url} target="_blank" rel="noreferrer noopener">
                    {words.faults.open} <Icon name="out" size={12} />
                  </a>
                </>
              )}
            </small>
          </li>
        ))}
      </ul>
    </section>
  );
}
