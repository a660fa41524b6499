interface IndexedStore {
  /** the only store of a database of this name */
  database: string;
  store: string;
  /** left out: the key stands beside the value */
  keyPath?: string;
  /** `strict` asks the browser to flush: a power cut costs nothing that was acknowledged */
  durability?: IDBTransactionDurability;
}

type Transact = <T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>) => Promise<T>;

/** One store of IndexedDB, opened when it is first needed; an opening that failed is tried again the next time. */
export function indexedStore(of: IndexedStore): Transact {
  let opening: Promise<IDBDatabase> | null = null;
  return async (mode, work) => {
    opening ??= open(of);
    const database = await opening.catch((error: unknown) => {
      opening = null;
      throw error;
    });
    return new Promise((resolve, reject) => {
      const { durability } = of;
      const options = durability === undefined ? {} : { durability };
      const transaction = database.transaction(of.store, mode, options);
      const request = work(transaction.objectStore(of.store));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error ?? new Error('IndexedDB transaction aborted'));
    });
  };
}

function open({ database, store, keyPath }: IndexedStore): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(database, 1);
    request.onupgradeneeded = () =>
      request.result.createObjectStore(store, keyPath === undefined ? {} : { keyPath });
    request.onsuccess = () => {
      // A later version of the panel in another tab must not wait for this one to be closed.
      request.result.onversionchange = () => request.result.close();
      resolve(request.result);
    };
    request.onerror = () => reject(request.error ?? new Error('IndexedDB cannot be opened'));
  });
}
