import { indexedStore } from '../link/indexed-store.ts';
import type { Draft } from './draft.ts';
import type { Shelf } from './shelf.ts';

/** Drafts in IndexedDB. `strict` asks the browser to flush: a power cut costs no key stroke either. */
export function openShelf(): Shelf {
  const transact = indexedStore({
    database: 'yihaoda',
    store: 'drafts',
    keyPath: 'interactionId',
    durability: 'strict',
  });
  const everything = () => transact<Draft[]>('readonly', (store) => store.getAll());
  const remove = (interactionId: string) =>
    transact('readwrite', (store) => store.delete(interactionId)).then(() => {});

  return {
    all: async (accountId) => (await everything()).filter((draft) => draft.accountId === accountId),
    put: (draft) => transact('readwrite', (store) => store.put(draft)).then(() => {}),
    remove,
    async sweep(keep, before) {
      for (const draft of await everything())
        if (draft.accountId !== keep && draft.changedAt < before) await remove(draft.interactionId);
    },
  };
}
