import { may } from '../../../domain/people/role.ts';
import type { Log, Timer } from '../../ports.ts';
import { noRight, type Refused, refused } from '../../result.ts';
import type { Scopes } from '../../scopes.ts';
import type {
  SourcePause,
  SourceRun,
  SourceRunFigures,
  SourceStanding,
  SourceStore,
} from '../../source-store.ts';
import type { Account, AuditStore } from '../../store.ts';
import type { PullSource } from './pull-source.ts';
import { type NextRun, nextRunOf } from './schedule.ts';
import type { Source } from './source.ts';
import { troubleOf } from './trouble.ts';

export const noSource = refused('no-source', '没有配置这个来源。请刷新列表。');
const busy = refused('source-busy', '这个来源正在读取，或已在排队。请等它结束后再试。');

export interface SourceView {
  source: Source;
  activity: 'idle' | 'queued' | 'running';
  paused: SourcePause | null;
  lastRun: SourceRun | null;
  next: NextRun | null;
  failures: number;
  trouble: string | null;
  may: ('run' | 'pause' | 'resume')[];
}

export type SourceAct =
  | { act: 'run'; commandId: string; whole: boolean; acceptGone: boolean }
  | { act: 'pause'; commandId: string; reason: string }
  | { act: 'resume'; commandId: string };

/** One run that is to be made: of the schedule, or because somebody asked for it. */
interface Turn {
  source: Source;
  attempt: number;
  account: Account;
  startedBy: string;
  commandId: string | null;
  whole: boolean;
  acceptGone: boolean;
}

const everyMs = 30_000;
/** A bridge that starts has people to sign in and answers to make ready; a source can wait. */
const firstAfterMs = 10_000;
/** Who starts the runs of the schedule. */
export const bySchedule = 'schedule';

interface KeepSourcesNeeds {
  list: readonly Source[];
  store: SourceStore;
  pull: PullSource;
  audit: AuditStore;
  scopes: Scopes;
  timer: Timer;
  log: Log;
}

/** Reads what is due, one source at a time; what somebody asks for comes before what the schedule says. */
export class KeepSources {
  readonly #needs: KeepSourcesNeeds;
  readonly #since: number;
  readonly #stopping = new AbortController();
  readonly #asked: Turn[] = [];
  #running: { turn: Turn; runId: string | null; figures: SourceRunFigures | null } | null = null;
  #looking: Promise<void> | null = null;
  #cancel: () => void = () => {};

  constructor(needs: KeepSourcesNeeds) {
    this.#needs = needs;
    this.#since = needs.timer.now();
  }

  start(): void {
    const { list, store, timer, log } = this.#needs;
    // Also where no source is configured any more: the last run of one is not left running for ever.
    store.interrupt(true).then(
      (count) => {
        if (count > 0) log.warn('runs of sources were cut off when the bridge ended', { count });
      },
      (error) => {
        if (!this.#isStopped) log.error('runs of sources that were cut off could not be told', { error });
      },
    );
    if (list.length > 0) this.#cancel = timer.after(firstAfterMs, () => this.#look());
  }

  /** A run that is on its way is broken off, and told as interrupted. */
  async stop(): Promise<void> {
    this.#cancel();
    this.#stopping.abort();
    await this.#looking;
  }

  /** Those of the own unit and below, in the order of the configuration. */
  async list(account: Account): Promise<Refused | SourceView[]> {
    if (!may(account.roles, 'work-on-knowledge')) return noRight;
    const { list, store } = this.#needs;
    const standings = await store.standings();
    return list
      .filter(({ unitId }) => this.#sees(account, unitId))
      .map((source) =>
        this.#view(
          source,
          account,
          standings.find(({ sourceId }) => sourceId === source.sourceId),
        ),
      );
  }

  async one(account: Account, sourceId: string): Promise<Refused | SourceView> {
    const views = await this.list(account);
    if ('outcome' in views) return views;
    return views.find(({ source }) => source.sourceId === sourceId) ?? noSource;
  }

  async act(account: Account, sourceId: string, act: SourceAct): Promise<Refused | SourceView> {
    if (!may(account.roles, 'edit-knowledge')) return noRight;
    const view = await this.one(account, sourceId);
    if ('outcome' in view) return view;
    const { store, timer } = this.#needs;
    const { source } = view;
    switch (act.act) {
      case 'run': {
        if (this.#hasAsked(account, act.commandId)) return view;
        if (view.activity !== 'idle') return busy;
        this.#asked.push({
          source,
          attempt: 1,
          account: { ...account, unitId: source.unitId },
          startedBy: account.id,
          commandId: act.commandId,
          whole: act.whole,
          acceptGone: act.acceptGone,
        });
        const how = `${act.whole ? 'whole ' : ''}${act.acceptGone ? 'accept-gone' : ''}`.trim();
        await this.#note(account, 'run', sourceId, how);
        this.#cancel();
        this.#look();
        break;
      }
      case 'pause':
        await store.pause(sourceId, { by: account.id, at: timer.now(), reason: act.reason });
        await this.#note(account, 'pause', sourceId, '');
        break;
      case 'resume':
        await store.pause(sourceId, null);
        await this.#note(account, 'resume', sourceId, '');
        break;
      default:
        return act satisfies never;
    }
    return this.one(account, sourceId);
  }

  get #isStopped(): boolean {
    return this.#stopping.signal.aborted;
  }

  #look(): void {
    if (this.#isStopped || this.#looking !== null) return;
    this.#looking = this.#readDue()
      .catch((error) => {
        if (!this.#isStopped) this.#needs.log.error('sources that are due could not be read', { error });
      })
      .finally(() => {
        this.#looking = null;
        // Asked for between the last look at the list and this moment.
        if (this.#asked.length > 0) this.#look();
        else if (!this.#isStopped) this.#cancel = this.#needs.timer.after(everyMs, () => this.#look());
      });
  }

  async #readDue(): Promise<void> {
    // Each once a look: one that is read from the command line meanwhile is not asked for again and again.
    const had = new Set<string>();
    for (;;) {
      const turn = this.#asked.shift() ?? (await this.#due(had));
      if (turn === null || this.#isStopped) return;
      had.add(turn.source.sourceId);
      this.#running = { turn, runId: null, figures: null };
      try {
        const end = await this.#needs.pull.run(turn, this.#stopping.signal, (runId, figures) => {
          this.#running = { turn, runId, figures: { ...figures } };
        });
        if (typeof end !== 'string' && end.state === 'failed')
          this.#needs.log.warn('a source was not read to its end', {
            sourceId: turn.source.sourceId,
            attempt: turn.attempt,
            words: end.words,
          });
      } finally {
        this.#running = null;
      }
    }
  }

  async #due(had: ReadonlySet<string>): Promise<Turn | null> {
    const { list, store, timer } = this.#needs;
    let standings = await store.standings();
    if (standings.some(({ lastRun }) => lastRun?.state === 'running') && (await store.interrupt(false)) > 0)
      standings = await store.standings();
    const due = list.flatMap((source) => {
      const standing = standings.find(({ sourceId }) => sourceId === source.sourceId);
      if (standing?.lastRun?.state === 'running' || had.has(source.sourceId)) return [];
      const next = this.#nextOf(source, standing);
      return next === null || next.at > timer.now() ? [] : [{ source, ...next }];
    });
    const [first] = due.sort((one, other) => one.at - other.at);
    if (first === undefined) return null;
    const { source, attempt } = first;
    const account = systemAccount(source);
    const startedBy = bySchedule;
    return { source, attempt, account, startedBy, commandId: null, whole: false, acceptGone: false };
  }

  #nextOf(source: Source, standing: SourceStanding | undefined): NextRun | null {
    if (standing !== undefined && standing.paused !== null) return null;
    return nextRunOf(source.schedule, source.retries, standing?.lastRun ?? null, this.#since);
  }

  #view(source: Source, account: Account, standing: SourceStanding | undefined): SourceView {
    const { sourceId } = source;
    const running = this.#running?.turn.source.sourceId === sourceId ? this.#running : null;
    const isQueued = this.#asked.some((turn) => turn.source.sourceId === sourceId);
    const last = standing?.lastRun ?? null;
    const lastRun =
      last !== null && running !== null && running.runId === last.runId
        ? { ...last, ...running.figures }
        : last;
    const activity =
      running !== null || lastRun?.state === 'running' ? 'running' : isQueued ? 'queued' : 'idle';
    const paused = standing?.paused ?? null;
    const mayAct = may(account.roles, 'edit-knowledge');
    return {
      source,
      activity,
      paused,
      lastRun,
      next: this.#nextOf(source, standing),
      failures: standing?.failures ?? 0,
      trouble: troubleOf(lastRun, standing?.failures ?? 0),
      may: mayAct
        ? [...(activity === 'idle' ? ['run' as const] : []), paused === null ? 'pause' : 'resume']
        : [],
    };
  }

  #hasAsked({ id }: Account, commandId: string): boolean {
    return [...this.#asked, ...(this.#running === null ? [] : [this.#running.turn])].some(
      (turn) => turn.startedBy === id && turn.commandId === commandId,
    );
  }

  #sees(account: Account, unitId: string): boolean {
    return this.#needs.scopes.sees(account, unitId);
  }

  #note(account: Account, act: string, sourceId: string, detail: string): Promise<void> {
    return this.#needs.audit.append({
      at: this.#needs.timer.now(),
      accountId: account.id,
      action: `knowledge-source-${act}`,
      subject: `source ${sourceId}`,
      detail,
      success: true,
    });
  }
}

/** Whose delivery a run of the schedule is: the source's own, with an editor's right to import and no other. */
export function systemAccount({ system, name, unitId }: Source): Account {
  const id = `source:${system}`;
  return {
    id,
    login: id,
    name,
    agentNo: null,
    roles: ['knowledge-editor'],
    unitId,
    disabled: false,
    demo: false,
  };
}
