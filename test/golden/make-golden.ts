import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { forgetMonth } from '../../bridge/adapters/sqlite/forget-month.ts';
import { keyPathsFor } from '../../bridge/adapters/sqlite/keys/key-paths.ts';
import { currentSchema } from '../../bridge/adapters/sqlite/migrate.ts';
import { openFolder } from '../../bridge/adapters/sqlite/open-folder.ts';
import { openStore } from '../../bridge/adapters/sqlite/open-store.ts';
import { account, content, fact, legAppeared, noon, saveOf, stored } from '../adapters/sqlite/builders.ts';

/**
 * Writes the golden data folder of the current schema, with keys that guard nothing else:
 *
 *     node test/golden/make-golden.ts
 *
 * To be run once for a release that changes the schema; a folder that was committed is never written again.
 */
const root = join(import.meta.dirname, `schema-${currentSchema}`);
const data = join(root, 'store');
rmSync(root, { recursive: true, force: true });

const october = Date.parse('2026-10-20T12:00:00+08:00');
const store = await openStore({ data, bridgeId: 'golden', clock: { now: () => noon } });
const writer = await store.journal.open('pbx/cs');
const append = (event: { type: string }) => writer.append(event.type, event);
append(legAppeared('13874801115', { receivedAt: october, at: october * 1000, name: '张三' }));
append(legAppeared('13874801115', { name: '张三' }));
const { v, at, clock, receivedAt, certainty, leg, call, channel } = legAppeared(null);
const seen = { v, at, clock, receivedAt, certainty, leg, call, channel, dialled: '12345' };
append({ ...seen, type: 'queue-joined', ...{ queue: 'policy', position: 1, waiting: 1 } });
append(
  legAppeared('13900001111', { leg: '1795492800.9', call: '1795492800.9', channel: 'PJSIP/trunk-00000009' }),
);
append({ ...seen, type: 'leg-ended', ...{ cause: 16, techCause: null } });
await writer.flush();

const callerRef = store.sealer.reference('13874801115');
const save = saveOf('call-1');
const first = { ...save, context: { ...save.context, callerRef } };
await store.records.save(first);
const answers = [
  {
    articleId: 'csrs-2025-31',
    articleRev: 1,
    clauseNo: '第三条',
    title: '灵活就业人员社会保险补贴办法',
    docNo: '长人社发〔2025〕31号',
    validityAtAnswer: 'in-force',
    rank: 1,
  },
];
await store.records.save({
  ...first,
  commandId: 'edit',
  baseRev: 1,
  content: content({ outcomeCode: 'D1', answers }),
});
const session = {
  seat: '1001',
  accountId: 'a-1',
  queues: [{ queue: 'policy', penalty: 0 }],
  pause: null,
  signedInAt: noon,
};
await store.acts.perform('in', 'a-1', noon, { type: 'seat-signed-in', session });
const pause = { reason: 'acw', since: noon };
await store.acts.perform('acw', 'a-1', noon, {
  type: 'seat-pause-set',
  seat: '1001',
  accountId: 'a-1',
  pause,
});
await store.facts.put('pbx/cs', [stored('cs/1', { fact: fact({ result: 'answered' }), callerRef })], 5, 2);
const password = { salt: 'c2FsdA==', hash: 'aGFzaA==', memory: 19456, passes: 2, parallelism: 1 };
await store.accounts.create(account(), { algorithm: 'argon2id', ...password });
await store.audit.append({
  at: noon,
  accountId: 'a-1',
  action: 'sign-in',
  subject: '1001',
  detail: '',
  success: true,
});
await store.close();

const folder = await openFolder({ data, keys: keyPathsFor(data), now: noon });
await forgetMonth(folder, '2026-10', 'golden', noon);
folder.database.exec('vacuum');
folder.database.close();
// Its last act is signed and anchored like any other.
await (await openStore({ data, bridgeId: 'golden', clock: { now: () => noon } })).close();
for (const name of ['bridge.lock', 'bridge.holder']) rmSync(join(data, name));
