import { useCallback, useEffect, useState } from 'react';
import type { LevelComparison } from '../../../bridge/protocol/answers.ts';
import { isOver } from '../answers/hits.ts';
import type { Answers } from '../answers/use-answers.ts';
import { useDesk } from '../pages/operator/desk.ts';
import type { Work } from '../record/use-work.ts';

export interface Levels {
  /** null: one level alone speaks of it, or nobody knows yet */
  comparison: LevelComparison | null;
  isOpen: boolean;
  toggle(): void;
  close(): void;
}

/** After a question has stood so long, whether levels differ is asked too: not at each letter. */
const STANDS_MS = 500;
/** Of these first hits two must be of different levels. */
const LOOKED_AT = 5;

/** Whether State, province, city and district speak of what was asked, and which of them prevails. */
export function useLevels(work: Work, answers: Answers): Levels {
  const desk = useDesk();
  const [found, setFound] = useState<{ text: string; comparison: LevelComparison } | null>(null);
  const [isOpen, setOpen] = useState(false);
  const { state } = answers;
  const { serviceFunction, regionCode } = work.fields;
  const text = state.state === 'found' ? state.text : null;
  const hits = state.state === 'found' ? state.hits.slice(0, LOOKED_AT).filter((hit) => !isOver(hit)) : [];
  const mayDiffer = new Set(hits.map(({ level }) => level)).size > 1;

  useEffect(() => {
    setOpen(false);
    setFound(null);
    if (text === null || !mayDiffer) return;
    let current = true;
    const timer = setTimeout(async () => {
      const result = await desk.connection.command({
        type: 'compare',
        text,
        serviceFunction,
        regionCode,
        date: null,
      });
      // Without an answer the list stands as it is: the comparison is a help, not the answer itself.
      if (current && result.outcome === 'comparison' && result.comparison !== null)
        setFound({ text, comparison: result.comparison });
    }, STANDS_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [desk, text, mayDiffer, serviceFunction, regionCode]);

  const close = useCallback(() => setOpen(false), []);
  const comparison = found?.text === text ? found.comparison : null;
  return {
    comparison,
    isOpen: isOpen && comparison !== null,
    toggle: () => setOpen((open) => !open && comparison !== null),
    close,
  };
}
