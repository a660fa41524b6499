import { expect } from 'chai';
import fc from 'fast-check';
import { openBeside } from '../../../../bridge/adapters/sqlite/open-beside.ts';
import type { EntryAct, KnowledgeStore } from '../../../../bridge/application/knowledge-store.ts';
import { Site } from '../builders.ts';
import { faq } from './contents.ts';
import { deliver, publishAll, seenOf } from './deliveries.ts';

const day = '2026-11-24';
const people = [
  { accountId: 'ann', mayWrite: true, mayApprove: false },
  { accountId: 'bob', mayWrite: true, mayApprove: true },
  { accountId: 'cai', mayWrite: false, mayApprove: true },
];
const ids = ['K-q0', 'K-q1', 'K-q2', 'own-0', 'own-1'];

type Step =
  | { step: 'act'; entry: number; person: number; act: EntryAct['act']['act'] }
  | { step: 'deliver'; rows: { source: number; words: number | null }[]; undone: boolean }
  | { step: 'publish-all' }
  | { step: 'undo'; batch: number };

const acts: EntryAct['act']['act'][] = [
  'write',
  'submit',
  'pass-first',
  'pass-second',
  'send-back',
  'discard',
  'confirm',
  'withdraw',
];

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      step: fc.constant('act' as const),
      entry: fc.nat(4),
      person: fc.nat(2),
      act: fc.constantFrom(...acts),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      step: fc.constant('deliver' as const),
      rows: fc.uniqueArray(fc.record({ source: fc.nat(2), words: fc.option(fc.nat(3)) }), {
        maxLength: 3,
        selector: ({ source }) => source,
      }),
      undone: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ step: fc.constant('publish-all' as const) }) },
  { weight: 1, arbitrary: fc.record({ step: fc.constant('undo' as const), batch: fc.nat(5) }) },
);

/** What was published, as the acts that were answered “done” tell it. */
class Told {
  readonly published = new Map<string, number>();
  readonly before = new Map<string, Map<string, number | null>>();
  lastRev = new Map<string, number>();
  numbers = 0;

  async act(
    knowledge: KnowledgeStore,
    { entry, person, act }: Extract<Step, { step: 'act' }>,
  ): Promise<void> {
    const entryId = ids[entry] ?? '';
    const actor = people[person];
    if (actor === undefined) return;
    const row = await knowledge.entry(entryId, day);
    if (row === null && (act !== 'write' || entryId.startsWith('K-'))) return;
    this.numbers += 1;
    const answer = await knowledge.act({
      commandId: `c${this.numbers}`,
      actor,
      entryId,
      changeNo: row?.changeNo ?? 0,
      act: this.#whole(act),
      unitId: 'cs',
      day,
    });
    if (answer.outcome !== 'done') return;
    if (act === 'pass-second' && answer.rev !== null) this.published.set(entryId, answer.rev);
    if (act === 'withdraw') this.published.delete(entryId);
  }

  #whole(act: EntryAct['act']['act']): EntryAct['act'] {
    switch (act) {
      case 'write':
        return { act, content: faq(`由人写的 ${this.numbers}`), reason: '' };
      case 'pass-second':
      case 'confirm':
        return { act, reviewDueOn: '2027-01-01' };
      case 'send-back':
      case 'withdraw':
        return { act, reason: '有错' };
      case 'submit':
      case 'pass-first':
      case 'discard':
        return { act };
      default:
        return act satisfies never;
    }
  }
}

async function revsOf(knowledge: KnowledgeStore): Promise<Map<string, number>> {
  const revs = new Map<string, number>();
  for await (const slice of knowledge.answering())
    for (const { entryId, rev } of slice) revs.set(entryId, rev);
  return revs;
}

describe('whatever is written, reviewed, delivered and undone, by whomever', function () {
  this.timeout(120_000);
  const runs = process.env.LONG === '1' ? 300 : 25;

  it('callers are answered from what was published, and an undoing leaves what stood before', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { minLength: 5, maxLength: 40 }), async (steps) => {
        const site = new Site();
        const beside = await openBeside({ data: site.data, keys: site.keys });
        const { knowledge } = beside;
        const told = new Told();
        const followed = new Map<string, number>();
        let position = 0;
        const batches: string[] = [];
        try {
          for (const step of steps) {
            if (step.step === 'act') await told.act(knowledge, step);
            else if (step.step === 'deliver') await delivered(knowledge, told, batches, step);
            else if (step.step === 'publish-all') await published(knowledge, told, batches);
            else await undone(knowledge, told, batches[step.batch] ?? '');

            expect(await revsOf(knowledge)).to.deep.equal(told.published);
            const changes = await knowledge.changesAfter(position);
            position = changes.position;
            for (const { entryId, rev } of changes.put) followed.set(entryId, rev);
            for (const entryId of changes.remove) followed.delete(entryId);
            expect([...followed].sort(), 'who follows the changes').to.deep.equal([...told.published].sort());
          }
        } finally {
          await beside.close();
        }
        const report = await site.verify();
        // The bridge signs and anchors; here there was none.
        const codes = report.problems
          .map(({ code }) => code)
          .filter((code) => !/^(anchor|head|stream\.unsigned)/.test(code));
        expect(codes).to.deep.equal([]);
        site.remove();
      }),
      { numRuns: runs },
    );
  });

  async function delivered(
    knowledge: KnowledgeStore,
    told: Told,
    batches: string[],
    { rows, undone: isUndone }: Extract<Step, { step: 'deliver' }>,
  ): Promise<void> {
    const before = await seenOf(knowledge);
    const standing = new Map(told.published);
    const batchId = `b${batches.length}`;
    batches.push(batchId);
    // By hand as the application would: what somebody here has in work is left alone.
    const open = [];
    for (const { source, words } of rows) {
      const row = await knowledge.entry(`K-q${source}`, day);
      const isOurs = row?.standing.draft?.authorIds.some((id) => !id.startsWith('source:')) ?? false;
      if (!isOurs)
        open.push([
          `q${source}`,
          words === null ? ('removed' as const) : faq(`第 ${source} 问，说法 ${words}`),
        ] as const);
    }
    await deliver(knowledge, batchId, Object.fromEntries(open));
    for (const [source, one] of open) if (one === 'removed') told.published.delete(`K-${source}`);
    told.before.set(
      batchId,
      new Map(open.map(([source]) => [`K-${source}`, standing.get(`K-${source}`) ?? null])),
    );
    if (!isUndone) return;
    await undone(knowledge, told, batchId);
    expect(await seenOf(knowledge), 'undo(import(x))').to.deep.equal(before);
  }

  async function published(knowledge: KnowledgeStore, told: Told, batches: string[]): Promise<void> {
    const batchId = batches.at(-1);
    if (batchId === undefined) return;
    await publishAll(knowledge, batchId);
    for (const { entryId, rev } of (await knowledge.batchRows(batchId, null, { offset: 0, limit: 9 })).rows) {
      if (entryId === null) continue;
      const [last] = await knowledge.history(entryId, 1);
      if (last?.deed === 'pass-second' && last.rev === rev && rev !== null) told.published.set(entryId, rev);
    }
  }

  async function undone(knowledge: KnowledgeStore, told: Told, batchId: string): Promise<void> {
    const rows = (await knowledge.batchRows(batchId, null, { offset: 0, limit: 9 })).rows;
    told.numbers += 1;
    const answer = await knowledge.undo({
      batchId,
      commandId: `u${told.numbers}`,
      accountId: 'ann',
      reason: '导错',
    });
    if (answer.outcome !== 'undone') return;
    for (const { entryId } of rows) {
      if (entryId === null) continue;
      const rev = told.before.get(batchId)?.get(entryId) ?? null;
      if (rev === null) told.published.delete(entryId);
      else told.published.set(entryId, rev);
    }
  }
});
