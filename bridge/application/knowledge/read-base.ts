import type { BuiltInRow } from '../../../knowledge/content/built-in.ts';
import type { Content } from '../../../knowledge/content/entry.ts';
import { type ExpiryHint, expiryHint } from '../../../knowledge/content/expiry-hint.ts';
import { type LifeAct, live } from '../../../knowledge/content/life-cycle.ts';
import { addDays, type Day } from '../../../knowledge/day.ts';
import { chinaDay } from '../../domain/figures/period.ts';
import { may } from '../../domain/people/role.ts';
import type {
  Batch,
  BatchRow,
  DeedRow,
  Difference,
  EntryFilter,
  EntryPage,
  EntryRow,
  KnowledgeStore,
  Page,
  PublishedFilter,
  RowOutcome,
  StoredAttachment,
  Version,
  VersionRow,
} from '../knowledge-store.ts';
import type { AnswerIndex, Clock } from '../ports.ts';
import { noRight, type Refused, refused } from '../result.ts';
import type { Scopes } from '../scopes.ts';
import type { Account, AuditStore } from '../store.ts';
import { type Browsed, type BrowsedPage, browsedRow, withBuiltIn } from './browse.ts';
import { differencesOf } from './compare-contents.ts';

export const noEntry = refused('no-entry', '知识库中没有这个条目，可能已被撤销。请刷新列表。');
export const noBatch = refused('no-batch', '没有这个导入批次。请刷新列表。');
const noVersion = refused('no-version', '这个条目没有这一版。请刷新后再选。');
const notPublished = refused('not-published', '这个条目没有在用的版本，可能已下架。请重新检索。');

const builtInUnread = refused(
  'answers-unavailable',
  '随产品提供的资料暂时读不到，请稍候再试。本地发布的条目不受影响。',
);

export type LifeActName = LifeAct['act'];

export interface EntryView {
  entry: EntryRow;
  versions: VersionRow[];
  deeds: DeedRow[];
  content: Content;
  /** what who asks may do with it now */
  may: LifeActName[];
  /** when its text says, or texts of its kind usually do, that it ends: for a person to decide by */
  hints: ExpiryHint[];
}

const mostDeeds = 200;

/** What is in the base: for those who work on it in their own unit and below, and what is published for everybody. */
export class ReadBase {
  readonly #store: KnowledgeStore;
  readonly #scopes: Scopes;
  readonly #audit: AuditStore;
  readonly #clock: Clock;
  readonly #index: AnswerIndex;
  #isIndexReady = false;
  #builtInRows: readonly BuiltInRow[] | null = null;

  constructor(needs: {
    store: KnowledgeStore;
    scopes: Scopes;
    audit: AuditStore;
    clock: Clock;
    index: AnswerIndex;
  }) {
    this.#index = needs.index;
    this.#store = needs.store;
    this.#scopes = needs.scopes;
    this.#audit = needs.audit;
    this.#clock = needs.clock;
    needs.index.ready.then(
      () => {
        this.#isIndexReady = true;
      },
      // Said where the index is made; here it only stays "not ready".
      () => {},
    );
  }

  async list(
    account: Account,
    filter: Omit<EntryFilter, 'unitIds'>,
    page: Page,
  ): Promise<Refused | EntryPage> {
    if (!may(account.roles, 'work-on-knowledge')) return noRight;
    return this.#store.list({ ...filter, unitIds: this.#scopes.unitsSeen(account) }, this.#today(), page);
  }

  async entry(account: Account, entryId: string): Promise<Refused | EntryView> {
    const entry = await this.row(account, entryId, 'look');
    if ('outcome' in entry) return entry;
    const version = await this.#store.version(entryId, entry.currentRev);
    if (version === null) return noEntry;
    return {
      entry,
      versions: await this.#store.versions(entryId),
      deeds: await this.#store.history(entryId, mostDeeds),
      content: version.content,
      may: this.#mayNow(account, entry),
      hints: hintsOf(version.content),
    };
  }

  async version(account: Account, entryId: string, rev: number): Promise<Refused | Version> {
    const entry = await this.row(account, entryId, 'look');
    if ('outcome' in entry) return entry;
    return (await this.#store.version(entryId, rev)) ?? noVersion;
  }

  async differences(
    account: Account,
    entryId: string,
    { from, to }: { from: number; to: number },
  ): Promise<Refused | Difference[]> {
    const before = await this.version(account, entryId, from);
    if ('outcome' in before) return before;
    const after = await this.version(account, entryId, to);
    if ('outcome' in after) return after;
    return differencesOf(before.content, after.content);
  }

  /** The entry, where the account may work on it. A look into another unit's work is noted. */
  async row(account: Account, entryId: string, what: string): Promise<Refused | EntryRow> {
    if (!may(account.roles, 'work-on-knowledge')) return noRight;
    const entry = await this.#store.entry(entryId, this.#today());
    if (entry === null) return noEntry;
    if (this.#sees(account, entry.unitId)) return entry;
    await this.#noteOther(account, `entry ${entryId}`, what);
    return refused('other-unit', '这个条目属于其他单位，只能由该单位或市级的知识管理员处理。');
  }

  async batches(account: Account, page: Page): Promise<Refused | { batches: Batch[]; total: number }> {
    if (!may(account.roles, 'work-on-knowledge')) return noRight;
    return this.#store.batches(this.#scopes.unitsSeen(account), page);
  }

  async batch(account: Account, batchId: string): Promise<Refused | Batch> {
    if (!may(account.roles, 'work-on-knowledge')) return noRight;
    const batch = await this.#store.batch(batchId);
    if (batch === null) return noBatch;
    if (this.#sees(account, batch.unitId)) return batch;
    await this.#noteOther(account, `batch ${batchId}`, 'look');
    return refused('other-unit', '这个批次属于其他单位，只能由该单位或市级的知识管理员处理。');
  }

  async batchRows(
    account: Account,
    batchId: string,
    outcome: RowOutcome | null,
    page: Page,
  ): Promise<Refused | { rows: BatchRow[]; total: number }> {
    const batch = await this.batch(account, batchId);
    return 'outcome' in batch ? batch : this.#store.batchRows(batchId, outcome, page);
  }

  /** The base's own first, then what comes with the product. */
  async browse(account: Account, filter: PublishedFilter, page: Page): Promise<Refused | BrowsedPage> {
    if (!may(account.roles, 'browse-knowledge')) return noRight;
    return withBuiltIn(await this.#store.published(filter, page), await this.#builtIn(), filter, page);
  }

  async published(account: Account, entryId: string): Promise<Refused | Browsed> {
    if (!may(account.roles, 'browse-knowledge')) return noRight;
    const published = await this.#store.publishedEntry(entryId);
    if (published !== null) {
      const { version, ...row } = published;
      return { row, content: version.content, provenance: version.provenance };
    }
    // What comes with the product lies with the answers, whose thread may be down: it says so itself where it is run.
    const builtIn = await this.#index.builtInEntry(entryId).catch(() => builtInUnread);
    if (builtIn === null) return notPublished;
    if ('outcome' in builtIn) return builtIn;
    return { row: browsedRow(builtIn.row), content: builtIn.content, provenance: null };
  }

  /** It never changes while the bridge runs. Not to be read now: nothing of it, and asked again. */
  async #builtIn(): Promise<readonly BuiltInRow[]> {
    if (!this.#isIndexReady) return [];
    this.#builtInRows ??= await this.#index.builtIn().catch(() => null);
    return this.#builtInRows ?? [];
  }

  async attachment(
    account: Account,
    sha256: string,
  ): Promise<Refused | (StoredAttachment & { parts: AsyncIterable<Uint8Array> })> {
    if (!may(account.roles, 'browse-knowledge')) return noRight;
    const found = await this.#store.attachment(sha256);
    if (found === null) return refused('no-attachment', '没有这个附件，可能未上传完成。');
    return { ...found, parts: this.#store.attachmentBytes(sha256) };
  }

  #sees(account: Account, unitId: string): boolean {
    return this.#scopes.sees(account, unitId === '' ? null : unitId);
  }

  /** By trying: the rules themselves say it. */
  #mayNow(account: Account, { standing, currentRev }: EntryRow): LifeActName[] {
    const today = this.#today();
    const tomorrow = addDays(today, 1);
    const acts: LifeAct[] = [
      { act: 'write', rev: currentRev + 1 },
      { act: 'submit' },
      { act: 'pass-first' },
      { act: 'pass-second', reviewDueOn: tomorrow },
      { act: 'send-back', reason: '…' },
      { act: 'discard' },
      { act: 'confirm', reviewDueOn: tomorrow },
      { act: 'withdraw', reason: '…' },
    ];
    const actor = actorOf(account);
    return acts.filter((act) => 'standing' in live(standing, act, actor, today)).map(({ act }) => act);
  }

  #noteOther(account: Account, subject: string, what: string): Promise<void> {
    return this.#audit.append({
      at: this.#clock.now(),
      accountId: account.id,
      action: 'knowledge-other-unit',
      subject,
      detail: what,
      success: false,
    });
  }

  #today(): Day {
    return chinaDay(this.#clock.now());
  }
}

/** Who acts, as the rules of an entry's life know them. */
export function actorOf(account: Account) {
  return {
    accountId: account.id,
    mayWrite: may(account.roles, 'edit-knowledge'),
    mayApprove: may(account.roles, 'approve-knowledge'),
  };
}

function hintsOf(content: Content): ExpiryHint[] {
  const hint = content.kind === 'article' ? expiryHint(content) : null;
  return hint === null ? [] : [hint];
}
