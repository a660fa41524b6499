import type { ReactNode } from 'react';
import { useState } from 'react';
import { words } from './words.ts';

export interface Bar {
  key: string;
  name: ReactNode;
  count: number;
  beside?: ReactNode;
}

const few = 10;

/** Counts as bars against the largest of them; the first few, and all of them at a press. */
export function Bars({ rows, tone, none }: { rows: readonly Bar[]; tone: string; none: string }) {
  const [all, setAll] = useState(false);
  if (rows.length === 0) return <p className="usage-none soft">{none}</p>;
  const most = Math.max(...rows.map(({ count }) => count));
  return (
    <>
      <ol className="bars">
        {(all ? rows : rows.slice(0, few)).map(({ key, name, count, beside }) => (
          <li key={key}>
            <span className={`bar tone-${tone}`}>
              <i style={{ width: `${(count / most) * 100}%` }} />
              <span className="bar-name">{name}</span>
            </span>
            <b>{count}</b>
            {beside}
          </li>
        ))}
      </ol>
      {rows.length > few && (
        <button type="button" className="plain" aria-expanded={all} onClick={() => setAll(!all)}>
          {words.top(all ? few : rows.length)}
        </button>
      )}
    </>
  );
}
