import type { Day } from '../../../knowledge/day.ts';
import { chinaDay } from '../../domain/figures/period.ts';
import { may } from '../../domain/people/role.ts';
import type { Batch, KnowledgeStore, PassAnswer, PassBatch } from '../knowledge-store.ts';
import type { Clock } from '../ports.ts';
import { noRight, type Refused, refused } from '../result.ts';
import type { Account, AuditStore } from '../store.ts';
import { actorOf, noBatch, type ReadBase } from './read-base.ts';

export interface BatchDone {
  outcome: 'done';
  batch: Batch;
  passed: number;
  /** the first of those that were not, each with why */
  refused: PassAnswer['refused'];
}

const mostTold = 100;

/** 整批审核 and 撤销: a delivery as a whole, entry by entry under the same rules as one that stands alone. */
export class ReviewBatch {
  readonly #needs: { store: KnowledgeStore; base: ReadBase; audit: AuditStore; clock: Clock };

  constructor(needs: { store: KnowledgeStore; base: ReadBase; audit: AuditStore; clock: Clock }) {
    this.#needs = needs;
  }

  async pass(
    account: Account,
    wish: { commandId: string; batchId: string; act: PassBatch['act'] },
  ): Promise<Refused | BatchDone> {
    const { store, base, clock } = this.#needs;
    const batch = await base.batch(account, wish.batchId);
    if ('outcome' in batch) return batch;
    if (batch.state !== 'taken') return refused('not-taken', '这个批次已撤销，不能审核。');
    const day: Day = chinaDay(clock.now());
    const done: BatchDone = { outcome: 'done', batch, passed: 0, refused: [] };
    for (let after: string | null = null; ; ) {
      const slice: PassAnswer = await store.pass({ ...wish, actor: actorOf(account), day, after });
      done.passed += slice.passed;
      done.refused.push(...slice.refused.slice(0, mostTold - done.refused.length));
      after = slice.after;
      if (after === null) break;
    }
    await this.#note(
      account,
      `knowledge-batch-${wish.act.act}`,
      batch.batchId,
      `passed ${done.passed}`,
      true,
    );
    return done;
  }

  async undo(
    account: Account,
    wish: { commandId: string; batchId: string; reason: string },
  ): Promise<Refused | BatchDone> {
    if (!may(account.roles, 'edit-knowledge')) return noRight;
    const { store, base } = this.#needs;
    const batch = await base.batch(account, wish.batchId);
    if ('outcome' in batch) return batch;
    const answer = await store.undo({ ...wish, accountId: account.id });
    await this.#note(
      account,
      'knowledge-batch-undo',
      batch.batchId,
      answer.outcome,
      answer.outcome === 'undone',
    );
    switch (answer.outcome) {
      case 'undone':
        return { outcome: 'done', batch: answer.batch, passed: 0, refused: [] };
      case 'unknown':
        return noBatch;
      case 'not-taken':
        return refused('not-taken', '这个批次已经撤销过了。');
      case 'changed-since': {
        const named = answer.titles.map((title) => `“${title}”`).join('、');
        return refused(
          'changed-since',
          `导入后有 ${answer.count} 个条目又被改动：${named}${answer.count > answer.titles.length ? '等' : ''}。整批未撤销，任何条目都没有变。请先逐条处理这些条目，或改为单独下架。`,
        );
      }
      default:
        return answer satisfies never;
    }
  }

  #note(account: Account, action: string, batchId: string, detail: string, success: boolean): Promise<void> {
    const at = this.#needs.clock.now();
    return this.#needs.audit.append({
      at,
      accountId: account.id,
      action,
      subject: `batch ${batchId}`,
      detail,
      success,
    });
  }
}
