import { useState } from 'react';
import type { SourceRunView } from '../../../../bridge/protocol/knowledge-sources.ts';
import { moveInRows } from '../../ui/row-keys.ts';
import { dayAndTime } from '../../ui/time.ts';
import { LookTag } from './look-tag.tsx';
import { Run } from './run.tsx';
import { runLook } from './source-look.ts';
import type { Unit } from './words.ts';

/** Earlier runs, a line each; one opens under its line. */
export function RunList({ runs, unit }: { runs: readonly SourceRunView[]; unit: Unit }) {
  const [open, setOpen] = useState<string | null>(null);
  return (
    <ol className="run-list" onKeyDown={moveInRows}>
      {runs.map((run) => {
        const isOpen = run.runId === open;
        return (
          <li key={run.runId}>
            <button
              type="button"
              data-row
              className="run-row"
              aria-expanded={isOpen}
              onClick={() => setOpen(isOpen ? null : run.runId)}
            >
              <LookTag look={runLook(run.state)} />
              <span className="soft">{dayAndTime(run.startedAt, Date.now())}</span>
              <span className="run-row-words">{run.words}</span>
            </button>
            {isOpen && <Run run={run} unit={unit} />}
          </li>
        );
      })}
    </ol>
  );
}
