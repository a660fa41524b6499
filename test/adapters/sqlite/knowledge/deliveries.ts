import type {
  BatchCounts,
  KnowledgeStore,
  StagedRow,
  TakeAnswer,
} from '../../../../bridge/application/knowledge-store.ts';
import type { Content } from '../../../../knowledge/content/entry.ts';
import { noon } from '../builders.ts';

/** A delivery, planned by hand as the application plans one: what the store makes of it is under test here. */
export async function deliver(
  knowledge: KnowledgeStore,
  batchId: string,
  contents: Readonly<Record<string, Content | 'removed'>>,
  options: { take?: boolean; slice?: number } = {},
): Promise<TakeAnswer | null> {
  await begin(knowledge, batchId);
  const counts: BatchCounts = { added: 0, changed: 0, unchanged: 0, expired: 0, conflicting: 0, rejected: 0 };
  const delivered = Object.entries(contents).map(([sourceId, one]) => ({
    sourceId,
    content: one === 'removed' ? null : one,
  }));
  const compared = await knowledge.compare('hotline-base', delivered);
  const rows = compared.flatMap((one, i): StagedRow[] => {
    const { known, sourceId } = one;
    const content = delivered[i]?.content ?? null;
    const base = {
      rowNo: i + 1,
      at: { in: 'test.xlsx', row: i + 2, column: null },
      sourceId,
      code: '',
      words: '',
      differences: [],
    };
    if (content === null) {
      if (known === null) return [];
      counts.expired += 1;
      const standing = { ...known.standing, draft: null, withdrawn: '来源已移除' };
      return [
        {
          row: {
            ...base,
            outcome: 'expired',
            entryId: known.entryId,
            rev: known.standing.publishedRev,
            title: known.title,
          },
          changeNo: known.changeNo,
          effect: { effect: 'expire', standing, withdrawOn: null },
        },
      ];
    }
    if (known?.sourceHash === one.contentHash) {
      counts.unchanged += 1;
      return [];
    }
    const rev = (known?.lastRev ?? 0) + 1;
    const outcome = known?.sourceHash == null ? 'added' : 'changed';
    counts[outcome] += 1;
    return [
      {
        row: { ...base, outcome, entryId: known?.entryId ?? `K-${sourceId}`, rev, title: sourceId },
        changeNo: known?.changeNo ?? null,
        effect: {
          effect: 'version',
          rev,
          content,
          url: '',
          fetchedAt: '2026-11-24T12:00:00+08:00',
          standing: {
            publishedRev: known?.standing.publishedRev ?? null,
            draft: {
              rev,
              stage: 'first-review',
              authorIds: ['source:hotline-base'],
              firstReviewerId: null,
              sentBack: null,
            },
            reviewDueOn: known?.standing.reviewDueOn ?? null,
            withdrawn: known?.standing.withdrawn ?? null,
          },
        },
      },
    ];
  });
  const size = options.slice ?? 200;
  for (let from = 0; from < rows.length; from += size)
    await knowledge.stage({ batchId, rows: rows.slice(from, from + size), instead: [] });
  if (options.take === false) return null;
  return knowledge.take({ batchId, commandId: `take ${batchId}`, counts, mark: null });
}

export function begin(knowledge: KnowledgeStore, batchId: string): Promise<void> {
  return knowledge.beginBatch({
    batchId,
    system: 'hotline-base',
    format: 'xlsx',
    name: `${batchId}.xlsx`,
    regionCode: '430100',
    unitId: 'cs',
    accountId: 'editor',
    at: noon,
  });
}

/** Both reviews of the whole delivery. */
export async function publishAll(knowledge: KnowledgeStore, batchId: string): Promise<number> {
  let passed = 0;
  const acts = [
    { act: 'pass-first', by: 'second' },
    { act: 'pass-second', reviewDueOn: '2027-11-24', by: 'approver' },
  ] as const;
  for (const { by, ...act } of acts)
    for (let after: string | null = null; ; ) {
      const answer = await knowledge.pass({
        batchId,
        commandId: `${batchId} ${by}`,
        actor: { accountId: by, mayWrite: by === 'second', mayApprove: by === 'approver' },
        act,
        day: '2026-11-24',
        after,
      });
      passed += answer.passed;
      after = answer.after;
      if (after === null) break;
    }
  return passed;
}

/** All that can be seen of the base, for saying that two are the same. */
export async function seenOf(knowledge: KnowledgeStore) {
  const answering: string[] = [];
  for await (const slice of knowledge.answering())
    for (const { entryId, rev, content } of slice)
      answering.push(`${entryId} ${rev} ${JSON.stringify(content)}`);
  const { entries, counts } = await knowledge.list({ unitIds: null }, '2026-11-24', {
    offset: 0,
    limit: 10_000,
  });
  const rows = entries
    .map(({ entryId, title, standing, currentRev }) => ({ entryId, title, standing, currentRev }))
    .sort((a, b) => (a.entryId < b.entryId ? -1 : 1));
  return { answering, rows, counts };
}
