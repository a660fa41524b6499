import { useMemo, useState } from 'react';
import type { CallCard } from '../../../bridge/protocol/desk.ts';
import { useStore } from '../link/use-store.ts';
import { useDesk } from '../pages/operator/desk.ts';
import { baseFields, type Draft, type Fields, fieldsOf } from './draft.ts';
import type { Change } from './drafts.ts';

/** One interaction's work: what the call says, what was typed, and how to change it. */
export interface Work {
  base: Fields;
  fields: Fields;
  draft: Draft | undefined;
  searchText: string;
  change: (change: Change) => void;
}

/** Without a call (looking something up between calls) the same work lives in this page only. */
export function useWork(card: CallCard | null): Work {
  const desk = useDesk();
  const drafts = useStore(desk.drafts.all);
  const [idle, setIdle] = useState<Change>({});
  const base = useMemo(
    () => (card === null ? idleFields(desk.me.regionCode) : baseFields(card, desk.me)),
    [card, desk],
  );
  if (card === null) {
    return {
      base,
      fields: { ...base, ...idle.edits },
      draft: undefined,
      searchText: idle.searchText ?? '',
      change: (change) => setIdle((now) => ({ ...now, ...change, edits: { ...now.edits, ...change.edits } })),
    };
  }
  const draft = drafts.get(card.interactionId);
  // A closed record that is changed is built on the revision that was opened, whatever was saved since.
  const begun = draft?.reopened ? draft.base : base;
  return {
    base: begun,
    fields: fieldsOf(begun, draft, card.handedOn ?? null),
    draft,
    searchText: draft?.searchText ?? '',
    change: (change) => desk.drafts.edit(card.interactionId, begun, change),
  };
}

function idleFields(regionCode: string): Fields {
  return {
    serviceFunction: 'POLICY',
    appealType: '咨询',
    regionCode,
    regionBasis: 'line',
    question: '',
    answers: [],
    outcomeCode: null,
    outcomeNote: '',
    flags: [],
    confidential: false,
  };
}
