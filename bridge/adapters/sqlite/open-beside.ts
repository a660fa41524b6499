import type { KnowledgeStore } from '../../application/knowledge-store.ts';
import type { SourceStore } from '../../application/source-store.ts';
import type { Account, AuditStore } from '../../application/store.ts';
import type { KeyPaths } from './keys/key-paths.ts';
import { type KnowledgeThreads, knowledgeOn } from './knowledge-on.ts';
import { inTransaction, openFolder } from './open-folder.ts';
import { References } from './personal/reference.ts';
import { knowledgeReaderHandlers } from './reading/knowledge/handlers.ts';
import { accountByLogin, readAudit } from './reading/read-accounts.ts';
import { openReading } from './reading/reading.ts';
import { sourcesOn } from './sources-on.ts';
import { appendAudit } from './writing/append-audit.ts';
import { knowledgeWriterHandlers } from './writing/knowledge/handlers.ts';
import type { Writing } from './writing/writing.ts';

/** The stream of what the command line does with the knowledge base; the bridge beside it has its own. */
const actStream = 'acts/command-line';

export interface Beside {
  knowledge: KnowledgeStore;
  sources: SourceStore;
  audit: AuditStore;
  /** null: nobody has this login */
  account(login: string): Promise<Account | null>;
  close(): Promise<void>;
}

/**
 * The knowledge base for a command that works beside a running bridge, without threads: each call is a transaction of
 * its own on one connection, one after the other. The bridge sees what it commits within a second.
 */
export async function openBeside({ data, keys }: { data: string; keys: KeyPaths }): Promise<Beside> {
  const now = () => Date.now();
  const { database, db, keys: ring, chain } = await openFolder({ data, keys, now: now() });
  const writing: Writing = { db, chain, keys: ring, references: new References(ring.reference), actStream };
  const reading = openReading(database, keys.monthKeys);
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work, work);
    last = mine;
    return mine;
  };
  const commit = <T>(work: () => Promise<T>): Promise<T> =>
    inTurn(async () => {
      try {
        return await inTransaction(database, work);
      } catch (error) {
        chain.forgetKnown();
        throw error;
      }
    });
  const threads: KnowledgeThreads = {
    write: (call, argument) => {
      const handler = knowledgeWriterHandlers[call] as (
        context: Writing,
        argument: unknown,
      ) => Promise<never>;
      return commit(() => handler(writing, argument));
    },
    read: (call, argument) => {
      const handler = knowledgeReaderHandlers[call] as (
        context: typeof reading,
        argument: unknown,
      ) => Promise<never>;
      return inTurn(() => handler(reading, argument));
    },
    now,
  };
  return {
    knowledge: knowledgeOn(threads),
    sources: sourcesOn(threads),
    audit: {
      async append(entry) {
        await commit(() => appendAudit({ chain }, entry));
      },
      read: (after, limit) => inTurn(() => readAudit(reading, { after, limit })),
    },
    account: (login) => inTurn(async () => (await accountByLogin({ db }, { login }))?.account ?? null),
    async close() {
      await last.catch(() => {});
      database.close();
    },
  };
}
