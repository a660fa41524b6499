import { randomUUID } from 'node:crypto';
import { openStore } from '../../bridge/adapters/sqlite/open-store.ts';
import { faq } from '../adapters/sqlite/knowledge/contents.ts';
import { deliver } from '../adapters/sqlite/knowledge/deliveries.ts';

/**
 * A process that imports a hundred entries in ever new words, undoes every second delivery, and says what was done. It
 * goes on until it is killed.
 */
const data = process.argv[2];
if (data === undefined) throw new Error('usage: import-process.ts DATA');

const store = await openStore({ data, bridgeId: 'faults', readers: 1 });
process.stdout.write('ready\n');
for (let turn = 0; ; turn += 1) {
  const batchId = randomUUID();
  const contents = Array.from(
    { length: 100 },
    (_, i) => [`q${i}`, faq(`第 ${i} 问，批次 ${batchId}`)] as const,
  );
  const answer = await deliver(store.knowledge, batchId, Object.fromEntries(contents), { slice: 20 });
  if (answer?.outcome !== 'taken') throw new Error(JSON.stringify(answer));
  process.stdout.write(`taken ${batchId}\n`);
  if (turn % 2 === 1) continue;
  const undoing = { batchId, commandId: `undo ${batchId}`, accountId: 'editor', reason: '错' };
  const undone = await store.knowledge.undo(undoing);
  if (undone.outcome !== 'undone') throw new Error(JSON.stringify(undone));
  process.stdout.write(`undone ${batchId}\n`);
}
