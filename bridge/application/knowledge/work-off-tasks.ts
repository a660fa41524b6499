import type { Day } from '../../../knowledge/day.ts';
import { chinaDay } from '../../domain/figures/period.ts';
import { may } from '../../domain/people/role.ts';
import type {
  EntryRow,
  KnowledgeStore,
  Page,
  Task,
  TaskClosing,
  TaskFilter,
  TaskHit,
  TaskPage,
} from '../knowledge-store.ts';
import type { AnswerIndex, Clock, Log } from '../ports.ts';
import { noRight, type Refused, refused } from '../result.ts';
import type { Scopes } from '../scopes.ts';
import type { Account, AccountStore, AuditStore } from '../store.ts';
import { maskNumbers } from './mask-question.ts';

export interface Report {
  commandId: string;
  kind: 'gap' | 'error';
  question: string;
  regionCode: string;
  asOf: Day | null;
  entryId: string | null;
  clauseNo: string | null;
  words: string;
  interactionId: string | null;
}

const noTask = refused('no-task', '没有这个任务。请刷新列表。');
const overtaken = refused('overtaken', '这个任务刚被别人处理过。请刷新后查看。');
const hitsKept = 5;

interface TaskNeeds {
  store: KnowledgeStore;
  index: AnswerIndex;
  accounts: AccountStore;
  scopes: Scopes;
  audit: AuditStore;
  clock: Clock;
  log: Log;
}

/**
 * 报缺、纠错、到期复审、导入冲突. A gap or an error is done when its question is answered: it is asked again as it is
 * closed, and what came first is kept with it.
 */
export class WorkOffTasks {
  readonly #needs: TaskNeeds;

  constructor(needs: TaskNeeds) {
    this.#needs = needs;
  }

  async report(account: Account, report: Report): Promise<Refused | Task> {
    if (!may(account.roles, 'report-knowledge')) return noRight;
    const { store, clock } = this.#needs;
    const entry = report.entryId === null ? null : await this.#entry(report.entryId);
    const task: Task = {
      taskId: `${account.id} ${report.commandId}`,
      kind: report.kind,
      question: maskNumbers(report.question),
      regionCode: report.regionCode,
      asOf: report.asOf,
      entryId: report.entryId,
      clauseNo: report.clauseNo,
      words: maskNumbers(report.words),
      reportedBy: account.id,
      reportedAt: clock.now(),
      interactionId: report.interactionId,
      ownerUnit: entry?.unitId ?? account.unitId,
      ownerId: null,
      dueOn: null,
      state: 'open',
      closing: null,
      changeNo: 1,
    };
    await store.addTask(task);
    await this.#note(account, `knowledge-report-${report.kind}`, task.taskId, '', true);
    return (await store.task(task.taskId)) ?? task;
  }

  /** For those who work on the base: their unit's; for everybody else: what they reported themselves. */
  async list(
    account: Account,
    filter: {
      kind?: Task['kind'] | undefined;
      state?: Task['state'] | undefined;
      owner?: 'mine' | undefined;
    },
    page: Page,
  ): Promise<Refused | TaskPage> {
    const { store, scopes } = this.#needs;
    const { kind, state } = filter;
    const wanted: Omit<TaskFilter, 'unitIds'> = {
      kind,
      state,
      ...(filter.owner === 'mine' ? { ownerId: account.id } : {}),
    };
    if (may(account.roles, 'work-on-knowledge'))
      return store.tasks({ ...wanted, unitIds: scopes.unitsSeen(account) }, page);
    if (!may(account.roles, 'report-knowledge')) return noRight;
    return store.tasks({ ...wanted, reportedBy: account.id, unitIds: null }, page);
  }

  /** One task, and whom it may be given to. */
  async look(account: Account, taskId: string): Promise<Refused | { task: Task; owners: Account[] }> {
    const task = await this.#mine(account, taskId);
    if ('outcome' in task) return task;
    const all = await this.#needs.accounts.list();
    return { task, owners: all.filter((owner) => this.#mayOwn(owner, task) === null) };
  }

  async assign(
    account: Account,
    wish: { taskId: string; changeNo: number; ownerId: string | null; dueOn: Day | null },
  ): Promise<Refused | Task> {
    const task = await this.#mine(account, wish.taskId);
    if ('outcome' in task) return task;
    if (task.state !== 'open') return refused('closed', '这个任务已办结，不能再分派。');
    if (wish.ownerId !== null) {
      const owner = await this.#needs.accounts.byId(wish.ownerId);
      const fault = this.#mayOwn(owner, task);
      if (fault !== null) return fault;
    }
    const { ownerId, dueOn } = wish;
    const changed = await this.#needs.store.changeTask({ ...wish, set: { ownerId, dueOn } });
    await this.#note(account, 'knowledge-task-assign', task.taskId, ownerId ?? '-', changed !== null);
    return changed ?? overtaken;
  }

  async close(
    account: Account,
    wish: { taskId: string; changeNo: number; state: 'done' | 'declined'; words: string },
  ): Promise<Refused | Task> {
    const task = await this.#mine(account, wish.taskId);
    if ('outcome' in task) return task;
    if (task.state !== 'open') return refused('closed', '这个任务已经办结。');
    if (wish.words.trim() === '') return refused('reason-missing', '请写明办理情况或不予采纳的理由。');
    const rerun = await this.#rerun(task);
    if (rerun !== null && 'outcome' in rerun) return rerun;
    if (wish.state === 'done') {
      const fault = await this.#notDone(task, rerun);
      if (fault !== null) {
        await this.#note(account, 'knowledge-task-close', task.taskId, fault.code, false);
        return fault;
      }
    }
    const closing: TaskClosing = {
      by: account.id,
      at: this.#needs.clock.now(),
      words: maskNumbers(wish.words),
      rerun: rerun === null ? null : { hits: rerun.hits, answered: rerun.answered },
    };
    const { taskId, changeNo, state } = wish;
    const changed = await this.#needs.store.changeTask({ taskId, changeNo, set: { state, closing } });
    await this.#note(account, 'knowledge-task-close', taskId, state, changed !== null);
    return changed ?? overtaken;
  }

  /** Asks the question as it was asked; null: there is none. */
  async #rerun(task: Task): Promise<Refused | { hits: TaskHit[]; answered: boolean } | null> {
    if ((task.kind !== 'gap' && task.kind !== 'error') || task.question === '') return null;
    const { index, clock, log } = this.#needs;
    try {
      const found = await index.search({
        text: task.question,
        regionCode: task.regionCode,
        date: task.asOf ?? chinaDay(clock.now()),
        serviceFunction: null,
        limit: hitsKept,
      });
      const hits = found.map(({ articleId, clauseNo, title, rank }) => ({
        articleId,
        clauseNo,
        title,
        rank,
      }));
      return { hits, answered: hits.length > 0 && !(await this.#isStillWrong(task, hits)) };
    } catch (error) {
      log.error('the question of a task could not be asked again', { error });
      return refused('answers-unavailable', '检索服务暂时没有答复，无法核验本任务的问题。请稍候再办结。');
    }
  }

  /** What was reported as wrong comes first and nobody has put it right since. */
  async #isStillWrong(task: Task, hits: readonly TaskHit[]): Promise<boolean> {
    const [first] = hits;
    if (task.kind !== 'error' || first === undefined || first.articleId !== task.entryId) return false;
    if (task.clauseNo !== null && first.clauseNo !== task.clauseNo) return false;
    return !(await this.#isCorrected(task));
  }

  async #isCorrected(task: Task): Promise<boolean> {
    const entry = task.entryId === null ? null : await this.#entry(task.entryId);
    if (entry === null) return false;
    return entry.standing.withdrawn !== null || (entry.publishedAt ?? 0) > task.reportedAt;
  }

  async #notDone(task: Task, rerun: { hits: TaskHit[]; answered: boolean } | null): Promise<Refused | null> {
    switch (task.kind) {
      case 'gap':
        if (rerun?.answered !== false) return null;
        return refused(
          'still-unanswered',
          `按原问题“${task.question}”检索仍无结果，不能办结。请先发布能答复它的条目；确不需要的，请选择不予采纳并写明理由。`,
        );
      case 'error':
        if (rerun !== null && rerun.hits.length === 0)
          return refused(
            'still-unanswered',
            `按原问题“${task.question}”检索已无结果，不能办结。请先发布更正后的条目；确不需要的，请选择不予采纳并写明理由。`,
          );
        if (rerun?.answered ?? (await this.#isCorrected(task))) return null;
        return refused(
          'still-wrong',
          rerun === null
            ? '被报错的条目自报错以来没有发布新的版本，也没有下架，不能办结。请先更正；内容无误的，请选择不予采纳并写明理由。'
            : `按原问题“${task.question}”检索，排在第一的仍是被报错的“${rerun.hits[0]?.title}”，不能办结。请先更正或下架；内容无误的，请选择不予采纳并写明理由。`,
        );
      case 'review-due': {
        const entry = task.entryId === null ? null : await this.#entry(task.entryId);
        if (entry === null || entry.stage !== 'review-due') return null;
        return refused(
          'still-due',
          '条目仍是复审到期。请先在条目上确认有效（填写下次复审日）、修订发布或下架。',
        );
      }
      case 'conflict':
        return null;
      default:
        return task.kind satisfies never;
    }
  }

  async #mine(account: Account, taskId: string): Promise<Refused | Task> {
    if (!may(account.roles, 'work-on-knowledge')) return noRight;
    const task = await this.#needs.store.task(taskId);
    if (task === null) return noTask;
    if (this.#needs.scopes.sees(account, unitOf(task))) return task;
    await this.#note(account, 'knowledge-other-unit', taskId, 'task', false);
    return refused('other-unit', '这个任务属于其他单位，只能由该单位或市级的知识管理员处理。');
  }

  #mayOwn(owner: Account | null, task: Task): Refused | null {
    if (owner === null || owner.disabled || !may(owner.roles, 'work-on-knowledge'))
      return refused('bad-owner', '只能分派给在用的知识管理员账号。');
    if (this.#needs.scopes.sees(owner, unitOf(task))) return null;
    return refused('bad-owner', '该账号不在这个任务所属单位的范围内。请另选一人。');
  }

  #entry(entryId: string): Promise<EntryRow | null> {
    return this.#needs.store.entry(entryId, chinaDay(this.#needs.clock.now()));
  }

  #note(account: Account, action: string, taskId: string, detail: string, success: boolean): Promise<void> {
    const at = this.#needs.clock.now();
    return this.#needs.audit.append({
      at,
      accountId: account.id,
      action,
      subject: `task ${taskId}`,
      detail,
      success,
    });
  }
}

function unitOf(task: Task): string | null {
  return task.ownerUnit === '' ? null : task.ownerUnit;
}
