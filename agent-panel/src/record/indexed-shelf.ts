import type { Draft } from './draft.ts';
import type { Shelf } from './shelf.ts';

const STORE = 'drafts';

/** Drafts in IndexedDB. `strict` asks the browser to flush: a power cut costs no key stroke either. */
export function openShelf(): Shelf {
  let opening: Promise<IDBDatabase> | null = null;

  async function transact<T>(
    mode: IDBTransactionMode,
    work: (store: IDBObjectStore) => IDBRequest<T>,
  ): Promise<T> {
    opening ??= open();
    const database = await opening.catch((error: unknown) => {
      opening = null;
      throw error;
    });
    return new Promise((resolve, reject) => {
      const transaction = database.transaction(STORE, mode, { durability: 'strict' });
      const request = work(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error ?? new Error('IndexedDB transaction aborted'));
    });
  }

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

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open('yihaoda', 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'interactionId' });
    request.onsuccess = () => {
      // A later version of the panel in another tab must not wait for this one to be closed.
      request.result.onversionchange = () => request.result.close();
      resolve(request.result);
    };
    request.onerror = () => reject(request.error ?? new Error('IndexedDB cannot be opened'));
  });
}
