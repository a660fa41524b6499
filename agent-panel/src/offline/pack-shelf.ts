import type { AnswerPack } from '../../../bridge/protocol/pack.ts';
import type { PackFacts, PackShelf } from './pack-facts.ts';

const STORE = 'pack';

/**
 * The pack in IndexedDB, in a database of its own: a fault of it must not touch the drafts. It is public text and
 * nobody's data, so it stays when somebody signs out: the next one at this PC needs it as much.
 */
export function openPackShelf(): PackShelf {
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
      const transaction = database.transaction(STORE, mode);
      const request = work(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error ?? new Error('IndexedDB transaction aborted'));
    });
  }

  return {
    facts: async () =>
      (await transact<PackFacts | undefined>('readonly', (store) => store.get('facts'))) ?? null,
    pack: async () =>
      (await transact<AnswerPack | undefined>('readonly', (store) => store.get('pack'))) ?? null,
    async put(facts, pack) {
      // In one transaction: facts of one pack never stand beside another.
      await transact('readwrite', (store) => {
        store.put(pack, 'pack');
        return store.put(facts, 'facts');
      });
    },
    async confirm(facts) {
      await transact('readwrite', (store) => store.put(facts, 'facts'));
    },
  };
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open('yihaoda-pack', 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => {
      request.result.onversionchange = () => request.result.close();
      resolve(request.result);
    };
    request.onerror = () => reject(request.error ?? new Error('IndexedDB cannot be opened'));
  });
}
