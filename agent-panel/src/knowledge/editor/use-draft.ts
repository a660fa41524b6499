import { useRef, useState } from 'react';
import { newId } from '../../link/ids.ts';
import { dropDraft, type EntryDraft, keepDraft, readDraft } from './draft-shelf.ts';
import { type Value, type Values, writable } from './form.ts';

export interface DraftStart {
  accountId: string;
  /** where the draft belongs: an entry's id, or the address of a new one */
  place: string;
  changeNo: number;
  baseRev: number;
  values: Values;
}

export interface Drafting extends Readonly<EntryDraft> {
  /** ms, when it was last written to this PC; null: nothing was typed */
  keptAt: number | null;
  /** this browser does not keep what is typed */
  notKept: boolean;
  /** ms: it was typed in an earlier life of the page */
  restoredFrom: number | null;
  write(key: string, value: Value): void;
  writeReason(text: string): void;
  /** goes on from where the entry stands now */
  rebase(changeNo: number, baseRev: number): void;
  /** what was typed is given up */
  drop(): void;
}

interface State {
  draft: EntryDraft;
  typed: boolean;
  notKept: boolean;
  restoredFrom: number | null;
}

/** The typed text of one form, from this life of the page or an earlier one. */
export function useDraft(start: DraftStart): Drafting {
  const { accountId, place } = start;
  const [state, setState] = useState(() => begin(start));
  // Two fields may change before the next drawing.
  const latest = useRef(state);
  const set = (next: State) => {
    latest.current = next;
    setState(next);
  };
  const change = (changed: Partial<EntryDraft>) => {
    const draft = { ...latest.current.draft, ...changed, at: Date.now() };
    set({ ...latest.current, draft, typed: true, notKept: !keepDraft(accountId, place, draft) });
  };

  const { draft, typed, notKept, restoredFrom } = state;
  return {
    ...draft,
    keptAt: typed && !notKept ? draft.at : null,
    notKept,
    restoredFrom,
    write: (key, value) => change({ values: writable({ ...latest.current.draft.values, [key]: value }) }),
    writeReason: (reason) => change({ reason }),
    rebase: (changeNo, baseRev) => change({ changeNo, baseRev }),
    drop: () => {
      dropDraft(accountId, place);
      set(begin(start));
    },
  };
}

function begin({ accountId, place, changeNo, baseRev, values }: DraftStart): State {
  const kept = readDraft(accountId, place);
  if (kept !== null) return { draft: kept, typed: true, notKept: false, restoredFrom: kept.at };
  const draft = { values: writable(values), reason: '', changeNo, baseRev, commandId: newId(), at: 0 };
  return { draft, typed: false, notKept: false, restoredFrom: null };
}
