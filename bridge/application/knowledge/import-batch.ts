import {
  type Delivered,
  type DeliveredEntry,
  type DeliveredRemoval,
  DeliveryRefused,
  faultOf,
  inWords,
  type SourceSystem,
} from '../../../knowledge/content/delivery.ts';
import type { Content } from '../../../knowledge/content/entry.ts';
import { factsOf } from '../../../knowledge/content/entry-facts.ts';
import type { Day } from '../../../knowledge/day.ts';
import { chinaDay, chinaTime } from '../../domain/figures/period.ts';
import { may } from '../../domain/people/role.ts';
import type {
  Batch,
  BatchCounts,
  BatchRow,
  KnowledgeStore,
  RowOutcome,
  StagedRow,
} from '../knowledge-store.ts';
import type { Clock, Log, NewId } from '../ports.ts';
import { noRight, type Refused, refused } from '../result.ts';
import type { Account, AuditStore } from '../store.ts';
import { conflicting, emptyRow, type Planning, planEntry, planRemoval, rejected } from './plan-row.ts';
import { Supersessions } from './supersession.ts';

export interface ImportWish {
  system: SourceSystem;
  format: string;
  /** of the file */
  name: string;
  regionCode: string;
  /** the plan alone: nothing is changed */
  dryRun: boolean;
  /** of who has told it to somebody before; a new one without it */
  batchId?: string;
  /** Without anything new there is no batch: a source that is read each hour would fill the list. */
  onlyIfNew?: boolean;
}

export interface Receipt {
  outcome: 'receipt';
  /** null: a dry run, or nothing was new */
  batch: Batch | null;
  counts: BatchCounts;
  /** the first of them */
  rows: BatchRow[];
  moreRows: boolean;
}

/** Laid beside the base and staged together; records are saved by the same thread. */
const rowsInSlice = 100;
/** A slice of long laws is cut earlier, by their letters. */
const lettersInSlice = 400_000;
const rowsInReceipt = 200;

/** 导入: a delivery is read, planned beside the base, and taken whole or not at all. Its words stand at 初审 then. */
export class ImportBatch {
  readonly #needs: { store: KnowledgeStore; audit: AuditStore; clock: Clock; newId: NewId; log: Log };

  constructor(needs: { store: KnowledgeStore; audit: AuditStore; clock: Clock; newId: NewId; log: Log }) {
    this.#needs = needs;
  }

  /**
   * @param read     the delivery, given how far its source had come with its last one
   * @param progress told how many rows were read
   */
  async run(
    account: Account,
    wish: ImportWish,
    read: (mark: string | null) => AsyncIterator<Delivered, string | null>,
    progress: (rows: number) => void = () => {},
  ): Promise<Refused | Receipt> {
    if (!may(account.roles, 'edit-knowledge')) return noRight;
    const { store, clock, newId, log } = this.#needs;
    const batchId = wish.batchId ?? newId();
    const plan = new Plan(this.#needs, wish, batchId);
    try {
      if (!wish.dryRun)
        await store.beginBatch({
          batchId,
          system: wish.system,
          format: wish.format,
          name: wish.name,
          regionCode: wish.regionCode,
          unitId: account.unitId,
          accountId: account.id,
          at: clock.now(),
        });
      await plan.read(read(await store.lastMark(wish.system)), progress);
      if (wish.onlyIfNew === true && plan.isEmpty) {
        await this.#drop(batchId);
        return plan.receipt(null);
      }
      const result = wish.dryRun ? plan.receipt(null) : await this.#take(plan, batchId);
      await this.#note(
        account,
        wish,
        result.outcome === 'receipt' ? wordsOf(result.counts) : result.code,
        batchId,
        result.outcome === 'receipt',
      );
      return result;
    } catch (error) {
      if (!wish.dryRun) await this.#drop(batchId);
      if (!(error instanceof DeliveryRefused)) {
        log.error('a delivery could not be imported', { error });
        await this.#note(account, wish, 'failed', batchId, false);
        throw error;
      }
      await this.#note(account, wish, error.code, batchId, false);
      return refused(error.code, `${inWords(error.at)}：${error.message}`);
    }
  }

  async #take(plan: Plan, batchId: string): Promise<Refused | Receipt> {
    const { store, log } = this.#needs;
    const taken = await store.take({ batchId, commandId: batchId, counts: plan.counts, mark: plan.mark });
    if (taken.outcome === 'overtaken') {
      await this.#drop(batchId);
      return refused(
        'overtaken',
        `导入期间有人改动了${taken.titles.map((title) => `“${title}”`).join('、')}等条目，本次未导入任何内容。请重新导入。`,
      );
    }
    try {
      // What was staged is a copy by now.
      await store.sweep(false);
    } catch (error) {
      log.error('a taken delivery could not be cleared away', { error });
    }
    return plan.receipt(taken.batch);
  }

  async #drop(batchId: string): Promise<void> {
    const { store, log } = this.#needs;
    try {
      await store.drop(batchId);
      await store.sweep(false);
    } catch (error) {
      // Cleared away at the next start at the latest.
      log.error('a delivery that was not taken could not be cleared away', { error });
    }
  }

  #note(
    account: Account,
    wish: ImportWish,
    detail: string,
    batchId: string,
    success: boolean,
  ): Promise<void> {
    return this.#needs.audit.append({
      at: this.#needs.clock.now(),
      accountId: account.id,
      action: wish.dryRun ? 'knowledge-import-dry-run' : 'knowledge-import',
      subject: `batch ${batchId}`,
      detail: `${wish.system} ${wish.format} ${detail}`,
      success,
    });
  }
}

function wordsOf(counts: BatchCounts): string {
  return Object.entries(counts)
    .map(([outcome, count]) => `${outcome} ${count}`)
    .join(', ');
}

type Known = DeliveredEntry | DeliveredRemoval;

/** What a delivery has said of a sourceId so far. */
interface Seen {
  where: string;
  rowNo: number;
  outcome: RowOutcome;
  entryId: string | null;
}

/** One delivery as it is read: what each row comes to, staged as it goes. */
class Plan {
  mark: string | null = null;
  readonly counts: BatchCounts = {
    added: 0,
    changed: 0,
    unchanged: 0,
    expired: 0,
    conflicting: 0,
    rejected: 0,
  };
  readonly #needs: { store: KnowledgeStore; clock: Clock; newId: NewId };
  readonly #wish: ImportWish;
  readonly #batchId: string;
  readonly #today: Day;
  readonly #fetchedAt: string;
  #rows: BatchRow[] = [];
  readonly #seen = new Map<string, Seen>();
  readonly #docNos = new Map<string, string>();
  #circles = new Supersessions([]);
  #rowNo = 0;
  #told = 0;
  #came = 0;

  constructor(
    needs: { store: KnowledgeStore; clock: Clock; newId: NewId },
    wish: ImportWish,
    batchId: string,
  ) {
    this.#needs = needs;
    this.#wish = wish;
    this.#batchId = batchId;
    this.#today = chinaDay(needs.clock.now());
    this.#fetchedAt = chinaTime(needs.clock.now());
  }

  async read(
    delivered: AsyncIterator<Delivered, string | null>,
    progress: (rows: number) => void,
  ): Promise<void> {
    try {
      this.#circles = new Supersessions(await this.#needs.store.supersessions());
      let slice: Delivered[] = [];
      let letters = 0;
      for (;;) {
        const next = await delivered.next();
        if (next.done) {
          this.mark = next.value;
          break;
        }
        slice.push(next.value);
        letters += lettersOf(next.value);
        if (slice.length < rowsInSlice && letters < lettersInSlice) continue;
        await this.#take(slice);
        progress(this.#rowNo);
        [slice, letters] = [[], 0];
      }
      await this.#take(slice);
      progress(this.#rowNo);
    } finally {
      await delivered.return?.(null);
    }
  }

  /** Nothing that was delivered comes to anything: all is as it was, or could not be read. */
  get isEmpty(): boolean {
    return this.#came === 0;
  }

  receipt(batch: Batch | null): Receipt {
    return {
      outcome: 'receipt',
      batch,
      counts: this.counts,
      rows: this.#rows,
      moreRows: this.#told > this.#rows.length,
    };
  }

  async #take(slice: readonly Delivered[]): Promise<void> {
    const sound = slice.filter((one): one is Known => one.delivered !== 'fault' && faultIn(one) === null);
    const compared = await this.#needs.store.compare(
      this.#wish.system,
      sound.map((one) => ({
        sourceId: one.sourceId,
        content: one.delivered === 'entry' ? one.content : null,
      })),
    );
    const beside = new Map(sound.map((one, i) => [one, compared[i]]));
    let staged: StagedRow[] = [];
    const instead: number[] = [];
    for (const one of slice) {
      this.#rowNo += 1;
      const before = one.delivered === 'fault' ? undefined : this.#seen.get(one.sourceId);
      const planned = this.#plan(one, before, one.delivered === 'fault' ? undefined : beside.get(one));
      const outcome = planned?.row.outcome ?? 'unchanged';
      if (before !== undefined && this.#goesOn()) {
        this.counts[before.outcome] -= 1;
        this.#told -= before.outcome === 'unchanged' ? 0 : 1;
        this.#rows = this.#rows.filter(({ rowNo }) => rowNo !== before.rowNo);
        if (staged.some(({ row }) => row.rowNo === before.rowNo))
          staged = staged.filter(({ row }) => row.rowNo !== before.rowNo);
        else if (before.outcome !== 'unchanged') instead.push(before.rowNo);
      }
      if (one.delivered !== 'fault' && (before === undefined || this.#goesOn()))
        this.#seen.set(one.sourceId, {
          where: inWords(one.at),
          rowNo: this.#rowNo,
          outcome,
          entryId: planned?.row.entryId ?? before?.entryId ?? null,
        });
      this.counts[outcome] += 1;
      if (planned === null) continue;
      this.#told += 1;
      if (one.delivered !== 'fault') this.#came += 1;
      if (this.#rows.length < rowsInReceipt) this.#rows.push(planned.row);
      staged.push(planned);
    }
    if (!this.#wish.dryRun && staged.length + instead.length > 0)
      await this.#needs.store.stage({ batchId: this.#batchId, rows: staged, instead });
  }

  /** An exchange tells one version after the other, and its last word counts; elsewhere a number twice is a mistake. */
  #goesOn(): boolean {
    return this.#wish.system === 'service-items';
  }

  #plan(
    one: Delivered,
    before: Seen | undefined,
    compared: Awaited<ReturnType<KnowledgeStore['compare']>>[number] | undefined,
  ): StagedRow | null {
    const planning: Planning = {
      system: this.#wish.system,
      rowNo: this.#rowNo,
      today: this.#today,
      fetchedAt: this.#fetchedAt,
      newEntryId: before?.entryId ?? this.#needs.newId(),
    };
    if (one.delivered === 'fault') return rejected(emptyRow(planning, one.at, ''), one.code, one.words);
    const row = emptyRow(planning, one.at, one.sourceId);
    if (compared === undefined) {
      const fault = faultIn(one);
      return rejected(row, 'ROW_CONTENT', `内容不合规则（${fault?.field}：${fault?.words}），本行未导入。`);
    }
    if (before !== undefined && !this.#goesOn())
      return rejected(
        row,
        'ROW_TWICE',
        `来源编号“${one.sourceId}”在本次交付中出现两次（前一次在${before.where}），后一次未导入。请只保留一行。`,
      );
    if (one.delivered === 'removal') return planRemoval(one, compared, planning);
    const clash = this.#clash(one, row, compared.known?.entryId ?? planning.newEntryId);
    return clash ?? planEntry(one, compared, planning);
  }

  /** With another row of this delivery, or with what ends what. */
  #clash(one: DeliveredEntry, row: BatchRow, entryId: string): StagedRow | null {
    const { docKey, title, replaces } = factsOf(one.content);
    const twin = docKey === null ? undefined : this.#docNos.get(docKey);
    if (twin !== undefined)
      return conflicting(
        { ...row, title },
        'SAME_DOC_NO',
        `文号与本次交付中的另一行（${twin}）相同，本行未导入。请核对文号。`,
      );
    if (docKey !== null) this.#docNos.set(docKey, inWords(one.at));
    if (replaces.length === 0) return null;
    const text = { entryId, sourceId: one.sourceId, docKey, replaces: [...replaces] };
    const circle = this.#circles.circleWith(text);
    if (circle === null) {
      this.#circles.add(text);
      return null;
    }
    return conflicting(
      { ...row, title },
      'CIRCLE',
      `代替关系成环：“${title}”代替 ${circle.join('，其又代替 ')}，本行未导入。请核对“代替的文件”。`,
    );
  }
}

function faultIn(one: Known): { field: string; words: string } | null {
  if (one.sourceId === '' || one.sourceId.length > 300)
    return { field: 'sourceId', words: '来源编号为 1—300 字' };
  return one.delivered === 'entry' ? faultOf(one.content) : null;
}

function lettersOf(one: Delivered): number {
  return one.delivered === 'entry' ? lettersIn(one.content) : 0;
}

function lettersIn(content: Content): number {
  if (content.kind !== 'article') return 2_000;
  return content.clauses.reduce((sum, { text }) => sum + text.length, 0);
}
