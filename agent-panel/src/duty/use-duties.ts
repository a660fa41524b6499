import { useEffect } from 'react';
import { type DutyTable, dutiesAnswerSchema } from '../../../bridge/protocol/disclosure.ts';
import { rest } from '../link/rest.ts';
import { createStore } from '../link/store.ts';
import { useStore } from '../link/use-store.ts';

/** The city's table, asked for once a page: it changes with the bridge's configuration only. */
const table = createStore<DutyTable | null>(null);
let asking = false;

/** null until it is here: without it nothing is pointed out, and nothing else waits for it. */
export function useDuties(): DutyTable | null {
  const known = useStore(table);
  useEffect(() => {
    if (known !== null || asking) return;
    asking = true;
    void rest('GET', 'duties', dutiesAnswerSchema).then((answer) => {
      // What did not come is asked for again with the next caller.
      asking = false;
      if (answer.ok) table.set(answer.value.table);
    });
  }, [known]);
  return known;
}
