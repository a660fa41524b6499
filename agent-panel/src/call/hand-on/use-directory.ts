import { useEffect, useState } from 'react';
import type { Directory } from '../../../../bridge/protocol/directory.ts';
import { useDesk } from '../../pages/operator/desk.ts';

/** While somebody looks at it, it is asked for again: who is free changes by the second. */
const EVERY_MS = 2_000;

export type Asked =
  | { state: 'asking' }
  | { state: 'known'; directory: Directory }
  /** the last one that is known, if any, is not shown as if it were of now */
  | { state: 'failed'; message: string };

export function useDirectory(): Asked {
  const desk = useDesk();
  const [asked, setAsked] = useState<Asked>({ state: 'asking' });

  useEffect(() => {
    let open = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async () => {
      const result = await desk.connection.command({ type: 'directory' });
      if (!open) return;
      if (result.outcome === 'directory') setAsked({ state: 'known', directory: result.directory });
      else if (result.outcome === 'refused') setAsked({ state: 'failed', message: result.message });
      timer = setTimeout(ask, EVERY_MS);
    };
    void ask();
    return () => {
      open = false;
      clearTimeout(timer);
    };
  }, [desk]);

  return asked;
}
