import type { Delivered, DeliveredFault } from '../../../../knowledge/content/delivery.ts';
import type { PullEnd } from '../../../../knowledge/content/pull.ts';
import { chinaDay } from '../../../domain/figures/period.ts';
import type { BatchCounts, KnowledgeStore } from '../../knowledge-store.ts';
import type { Clock, Log, NewId } from '../../ports.ts';
import type {
  EndedSourceRun,
  SourcePage,
  SourceRunFigures,
  SourceRunRow,
  SourceStore,
} from '../../source-store.ts';
import type { Account } from '../../store.ts';
import type { ImportBatch } from '../import-batch.ts';
import { inOne } from '../in-one.ts';
import { mayWithdraw } from './may-withdraw.ts';
import type { ReadSource, Source, SourceStep, SourceTask } from './source.ts';

export interface PullWish {
  source: Source;
  startedBy: string;
  /** whose delivery it is */
  account: Account;
  attempt: number;
  commandId: string | null;
  whole: boolean;
  /** somebody has looked at what is gone, and wants it withdrawn however much it is */
  acceptGone: boolean;
}

const brokenOff = { state: 'interrupted', words: '读取中止，未导入任何内容。将重新读取。' } as const;
/** Of each run; a site whose template has changed has a fault on every page. */
const mostRowsKept = 2_000;

/**
 * One run over a source: read on another thread, imported as one batch like a file, and remembered only once the batch is
 * taken. Killed in between, it reads again what it had read, and finds it unchanged.
 */
export class PullSource {
  readonly #needs: {
    store: KnowledgeStore;
    sources: SourceStore;
    importBatch: ImportBatch;
    read: ReadSource;
    clock: Clock;
    newId: NewId;
    log: Log;
  };

  constructor(needs: {
    store: KnowledgeStore;
    sources: SourceStore;
    importBatch: ImportBatch;
    read: ReadSource;
    clock: Clock;
    newId: NewId;
    log: Log;
  }) {
    this.#needs = needs;
  }

  /** How it ended; `busy` and `repeated`: it was not begun. */
  async run(
    wish: PullWish,
    signal: AbortSignal,
    progress: (runId: string, figures: SourceRunFigures) => void = () => {},
  ): Promise<EndedSourceRun | 'busy' | 'repeated'> {
    const { sources, clock, newId } = this.#needs;
    const { source, startedBy, attempt, commandId } = wish;
    const [runId, batchId] = [newId(), newId()];
    const { sourceId } = source;
    const startedAt = clock.now();
    const begun = await sources.beginRun({
      runId,
      sourceId,
      startedAt,
      startedBy,
      attempt,
      batchId,
      commandId,
    });
    if (begun.outcome !== 'begun') return begun.outcome;
    const reading = new Reading(source, wish.acceptGone, (figures) => progress(runId, figures));
    const end = await this.#ended(wish, runId, batchId, reading, signal);
    await sources.noteRows(runId, reading.rows);
    await sources.endRun(end);
    return end;
  }

  async #ended(
    { source, account, whole }: PullWish,
    runId: string,
    batchId: string,
    reading: Reading,
    signal: AbortSignal,
  ): Promise<EndedSourceRun> {
    const { store, sources, importBatch, read, clock, log } = this.#needs;
    const common = () => ({
      ...reading.figures,
      runId,
      endedAt: clock.now(),
      batchId: null,
      counts: null,
      memory: null,
    });
    try {
      const memory = await sources.memory(source.sourceId);
      const task: SourceTask = { source, memory, whole, today: chinaDay(clock.now()) };
      const result = await importBatch.run(
        account,
        {
          system: source.system,
          format: source.kind,
          name: source.name,
          regionCode: source.regionCode,
          dryRun: false,
          batchId,
          onlyIfNew: true,
        },
        () => reading.deliver(read(task, signal), store),
      );
      if (result.outcome === 'refused' && signal.aborted) return { ...common(), ...brokenOff };
      if (result.outcome === 'refused')
        return { ...common(), state: 'failed', words: `未导入任何内容：${result.message}` };
      // Read again after a crash here: what is in the base by then is found unchanged.
      await sources.keepPages(source.sourceId, [...reading.seen.values()]);
      const { trouble, run, readBy } = reading.ended();
      const batch = result.batch;
      return {
        ...common(),
        state: trouble === null ? 'done' : 'failed',
        words: reading.words(batch === null ? null : result.counts),
        batchId: batch?.batchId ?? null,
        counts: batch === null ? null : result.counts,
        memory: { run, readBy },
      };
    } catch (error) {
      if (signal.aborted) return { ...common(), ...brokenOff };
      log.error('a source could not be read', { sourceId: source.sourceId, error });
      const words = '系统内部出错，未导入任何内容。请告知系统管理员查看日志。';
      return { ...common(), state: 'failed', words };
    }
  }
}

/** What was read of a source in one run so far. */
class Reading {
  readonly figures: SourceRunFigures = {
    asked: 0,
    unchanged: 0,
    left: 0,
    gone: 0,
    withheld: 0,
    faults: 0,
  };
  readonly rows: SourceRunRow[] = [];
  readonly seen = new Map<string, SourcePage>();
  readonly #source: Source;
  readonly #acceptGone: boolean;
  readonly #progress: (figures: SourceRunFigures) => void;
  #end: PullEnd | null = null;

  constructor(source: Source, acceptGone: boolean, progress: (figures: SourceRunFigures) => void) {
    this.#source = source;
    this.#acceptGone = acceptGone;
    this.#progress = progress;
  }

  /** As an importer delivers. What is gone comes last, if it may be withdrawn. */
  async *deliver(
    steps: AsyncGenerator<SourceStep, PullEnd, undefined>,
    store: KnowledgeStore,
  ): AsyncGenerator<Delivered, null, undefined> {
    const gone: SourceStep['gone'] = [];
    try {
      for (;;) {
        const next = await steps.next();
        if (next.done === true) {
          this.#end = next.value;
          break;
        }
        const step = next.value;
        // Before the entries that name them: a reviewer can open what is offered.
        for (const { mediaType, bytes } of step.files) await store.addAttachment(mediaType, inOne(bytes));
        for (const page of step.seen) this.seen.set(page.url, page);
        gone.push(...step.gone);
        Object.assign(this.figures, { asked: step.asked, unchanged: step.unchanged, left: step.left });
        for (const one of step.delivered) yield this.#noted(one);
        this.#progress(this.figures);
      }
    } finally {
      // The thread ends with it, also where the import broke off.
      await steps.return(this.ended());
    }
    yield* this.#withdraw(gone, this.ended());
    return null;
  }

  ended(): PullEnd {
    return this.#end ?? { run: 0, readBy: '', complete: false, known: 0, left: 0, trouble: null };
  }

  *#withdraw(gone: SourceStep['gone'], end: PullEnd): Generator<Delivered> {
    this.figures.left = end.left;
    if (gone.length === 0) return;
    const refusal = mayWithdraw(gone.length, end, this.#source.mostGoneShare, this.#acceptGone);
    if (refusal === null) {
      this.figures.gone = gone.length;
      for (const { page, removal } of gone) {
        this.seen.set(page.url, page);
        yield removal;
      }
      return;
    }
    this.figures.withheld = gone.length;
    const at = { in: this.#source.addresses[0] ?? this.#source.name, row: null, column: null };
    yield this.#noted({ delivered: 'fault', at, code: 'GONE_WITHHELD', words: refusal });
    for (const { removal } of gone)
      this.#note({
        delivered: 'fault',
        at: removal.at,
        code: 'GONE_WITHHELD',
        words: `来源已没有“${removal.sourceId}”，未撤下。`,
      });
  }

  #noted(one: Delivered): Delivered {
    if (one.delivered === 'fault') this.#note(one);
    return one;
  }

  #note({ at, code, words }: DeliveredFault): void {
    this.figures.faults += 1;
    if (this.rows.length < mostRowsKept) this.rows.push({ rowNo: this.rows.length + 1, at, code, words });
  }

  words(counts: BatchCounts | null): string {
    const { trouble } = this.ended();
    const { asked, left, withheld } = this.figures;
    const unit = this.#source.kind === 'website' ? '个网页' : '行';
    const parts = [trouble === null ? `读取 ${asked} ${unit}` : `${trouble.words}已读 ${asked} ${unit}`];
    if (counts === null) parts.push('没有新内容');
    else {
      const { added, changed, expired, conflicting, rejected } = counts;
      const told = [
        ['新增', added],
        ['变更', changed],
        ['来源移除', expired],
        ['冲突', conflicting],
        ['未收', rejected],
      ] as const;
      parts.push(...told.filter(([, count]) => count > 0).map(([name, count]) => `${name} ${count}`));
    }
    if (withheld > 0) parts.push(`${withheld} 条来源已没有而未撤下，请核对`);
    if (left > 0) parts.push(`其余 ${left} ${unit}下次继续`);
    return `${parts.join('，')}。`;
  }
}
