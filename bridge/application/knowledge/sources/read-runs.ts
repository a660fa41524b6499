import type { Page } from '../../knowledge-store.ts';
import { type Refused, refused } from '../../result.ts';
import type { SourceRun, SourceRunRow, SourceStore } from '../../source-store.ts';
import type { Account } from '../../store.ts';
import type { KeepSources } from './keep-sources.ts';

const noRun = refused('no-run', '没有这次运行的记录，可能已过保存期。请刷新列表。');

/** Runs of the sources that an account may see. */
export class ReadRuns {
  readonly #sources: KeepSources;
  readonly #store: SourceStore;

  constructor(needs: { sources: KeepSources; store: SourceStore }) {
    this.#sources = needs.sources;
    this.#store = needs.store;
  }

  async ofSource(
    account: Account,
    sourceId: string,
    page: Page,
  ): Promise<Refused | { runs: SourceRun[]; total: number }> {
    const view = await this.#sources.one(account, sourceId);
    return 'outcome' in view ? view : this.#store.runs(sourceId, page);
  }

  async one(account: Account, runId: string): Promise<Refused | SourceRun> {
    const run = await this.#store.run(runId);
    if (run === null) return noRun;
    const view = await this.#sources.one(account, run.sourceId);
    if ('outcome' in view) return view;
    // The one that is on its way has its figures in memory.
    return view.lastRun?.runId === runId ? view.lastRun : run;
  }

  async rows(
    account: Account,
    runId: string,
    page: Page,
  ): Promise<Refused | { rows: SourceRunRow[]; total: number }> {
    const run = await this.one(account, runId);
    return 'outcome' in run ? run : this.#store.runRows(runId, page);
  }
}
