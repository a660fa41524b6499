import type { AnswerPack } from '../../../bridge/protocol/pack.ts';
import { indexedStore } from '../link/indexed-store.ts';
import type { PackFacts, PackShelf } from './pack-facts.ts';

/**
 * The pack in IndexedDB, in a database of its own: a fault of it must not touch the drafts. It is public text and
 * nobody's data, so it stays when somebody signs out: the next one at this PC needs it as much.
 */
export function openPackShelf(): PackShelf {
  const transact = indexedStore({ database: 'yihaoda-pack', store: 'pack' });
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
