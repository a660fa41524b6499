import type { DatabaseSync } from 'node:sqlite';
import { toWire, type WireError } from '../errors.ts';

/** Something to be done inside a transaction, and who is told when it is on disk. */
export interface Deed {
  act(): Promise<unknown>;
  done(answer: unknown): void;
  failed(error: WireError): void;
}

/** Bounds the time a transaction takes, so that no save waits for a backlog of others. */
const mostInOne = 64;

/**
 * Does deeds in their order, as many as have gathered in one transaction: while one group waits for the disk, the
 * next gathers. Each has a savepoint of its own, so that one that fails takes no other with it, and is told done
 * only after COMMIT (synchronous=FULL) has returned.
 */
export class GroupCommit {
  readonly #database: DatabaseSync;
  readonly #beforeCommit: () => Promise<void>;
  readonly #afterCommit: () => void;
  readonly #rolledBack: () => void;
  readonly #waiting: Deed[] = [];
  #busy = false;

  constructor(
    database: DatabaseSync,
    hooks: { beforeCommit(): Promise<void>; afterCommit(): void; rolledBack(): void },
  ) {
    this.#database = database;
    this.#beforeCommit = hooks.beforeCommit;
    this.#afterCommit = hooks.afterCommit;
    this.#rolledBack = hooks.rolledBack;
  }

  add(deed: Deed): void {
    this.#waiting.push(deed);
    if (this.#busy) return;
    this.#busy = true;
    // After all messages that have arrived by now.
    setImmediate(() => void this.#commitAll());
  }

  async #commitAll(): Promise<void> {
    while (this.#waiting.length > 0) await this.#commitGroup(this.#waiting.splice(0, mostInOne));
    this.#busy = false;
  }

  async #commitGroup(group: readonly Deed[]): Promise<void> {
    const done: (() => void)[] = [];
    try {
      this.#database.exec('begin immediate');
      for (const deed of group) done.push(await this.#doOne(deed));
      await this.#beforeCommit();
      this.#database.exec('commit');
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec('rollback');
      this.#rolledBack();
      const wire = toWire(error);
      for (const deed of group) deed.failed(wire);
      return;
    }
    this.#afterCommit();
    for (const tell of done) tell();
  }

  async #doOne(deed: Deed): Promise<() => void> {
    this.#database.exec('savepoint deed');
    try {
      const answer = await deed.act();
      this.#database.exec('release deed');
      return () => deed.done(answer);
    } catch (error) {
      // No transaction left: SQLite gave it up (disk full), and with it everything the group did before.
      if (!this.#database.isTransaction) throw error;
      this.#database.exec('rollback to deed');
      this.#database.exec('release deed');
      this.#rolledBack();
      const wire = toWire(error);
      return () => deed.failed(wire);
    }
  }
}
