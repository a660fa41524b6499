import type { Receipt } from '../../../bridge/application/knowledge/import-batch.ts';
import type { Refused } from '../../../bridge/application/result.ts';
import type { Account } from '../../../bridge/application/store.ts';
import type { Delivered, SourceSystem } from '../../../knowledge/content/delivery.ts';
import type { Content } from '../../../knowledge/content/entry.ts';
import type { House } from '../house.ts';

/** A delivery as an importer yields it: `null` is a removal. */
export type Delivery = AsyncGenerator<Delivered, string | null>;

export async function* delivery(
  contents: Readonly<Record<string, Content | null>>,
  more: readonly Delivered[] = [],
): Delivery {
  let row = 1;
  for (const [sourceId, content] of Object.entries(contents)) {
    row += 1;
    const at = { in: '知识.xlsx', row, column: null };
    if (content === null) yield { delivered: 'removal', at, sourceId, on: null };
    else yield { delivered: 'entry', at, sourceId, url: '', content };
  }
  yield* more;
  return null;
}

export function importInto(
  house: House,
  account: Account,
  delivered: AsyncIterator<Delivered, string | null>,
  over: { dryRun?: boolean; system?: SourceSystem } = {},
): Promise<Refused | Receipt> {
  const wish = {
    system: 'hotline-base',
    format: 'xlsx',
    name: '知识.xlsx',
    regionCode: '430100',
    dryRun: false,
  } as const;
  return house.hotline.knowledge.importBatch.run(account, { ...wish, ...over }, () => delivered);
}

export async function receiptOf(result: Promise<Refused | Receipt>): Promise<Receipt> {
  const receipt = await result;
  if (receipt.outcome === 'refused') throw new Error(receipt.message);
  return receipt;
}

/** Both reviews of a batch by two people. */
export async function publishBatch(
  house: House,
  batchId: string,
  [second, approver]: readonly [Account, Account],
): Promise<void> {
  const { reviewBatch } = house.hotline.knowledge;
  await reviewBatch.pass(second, { commandId: `1 ${batchId}`, batchId, act: { act: 'pass-first' } });
  const act = { act: 'pass-second', reviewDueOn: '2099-01-01' } as const;
  await reviewBatch.pass(approver, { commandId: `2 ${batchId}`, batchId, act });
}
