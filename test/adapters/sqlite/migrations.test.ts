import type { DatabaseSync } from 'node:sqlite';
import { expect } from 'chai';
import { kyselyOn, openForWriting } from '../../../bridge/adapters/sqlite/database.ts';
import { currentSchema } from '../../../bridge/adapters/sqlite/migrate.ts';
import { migrations } from '../../../bridge/adapters/sqlite/migrations/all.ts';
import { noon, type Site } from './builders.ts';
import { copyOf } from './golden-copy.ts';

type Row = Record<string, unknown>;

/** Every row of every table, in the order of its rowid or key. */
function everyRow(database: DatabaseSync): Map<string, Row[]> {
  const names = database
    .prepare("select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' order by name")
    .all()
    .map(({ name }) => String(name));
  return new Map(
    names.map((name) => [name, database.prepare(`select * from "${name}" order by 1, 2`).all() as Row[]]),
  );
}

/** What a version with this schema wrote, beside what the golden folder of schema 1 holds. */
const written: Readonly<Record<number, (database: DatabaseSync) => void>> = {
  2: (database) => database.exec("update record set parked_at = '2026-11-24T12:05:00.000+08:00'"),
  6: (database) =>
    database
      .prepare(
        `insert into notification (message_id, account_id, command_id, unit_id, interaction_id, number_ref, number_masked,
         month, sealed, article_id, article_rev, title, text, state, words, attempts, next_at, created_at, changed_at, day)
         values ('m-1','a-1','c-1','cs','call-1','h1:x','138****1115','2026-11','a1:x','P033',1,'居住证暂行条例','【长沙12345】…',
         'queued','',2,?,?,?,'2026-11-24')`,
      )
      .run(noon, noon, noon),
  7: (database) => database.exec("update record_revision set reason = '补充内容' where rev = 2"),
};

describe('bringing a data folder to a newer schema', () => {
  let site: Site;
  let database: DatabaseSync;
  beforeEach(() => {
    site = copyOf('schema-1');
    database = openForWriting(site.file);
  });
  afterEach(() => {
    database.close();
    site.remove();
  });

  it('keeps every row of every table, step by step', async () => {
    const db = kyselyOn(database);
    const rows: string[] = [];
    for (let version = 1; version < migrations.length; version += 1) {
      const before = everyRow(database);
      await migrations[version]?.(db as never);
      const after = everyRow(database);
      for (const [table, old] of before) {
        const now = after.get(table) ?? [];
        const columns = Object.keys(old[0] ?? {});
        const kept = now.map((row) => Object.fromEntries(columns.map((column) => [column, row[column]])));
        expect(kept, `${table}, schema ${version} to ${version + 1}`).to.deep.equal(
          old.map((row) => ({ ...row })),
        );
      }
      written[version + 1]?.(database);
      rows.push(`${version + 1}: ${[...after.values()].flat().length}`);
    }
    const last = everyRow(database);
    expect(last.get('record_revision')?.map(({ rev, reason }) => [rev, reason])).to.deep.equal([
      [1, ''],
      [2, '补充内容'],
    ]);
    expect(last.get('notification')?.map(({ state, attempts }) => [state, attempts])).to.deep.equal([
      ['queued', 2],
    ]);
    expect(last.get('caller_tag')).to.deep.equal([]);
  });

  it('that wrote text messages and reasons lets the current version go on with them', async () => {
    const db = kyselyOn(database);
    for (let version = 1; version < 7; version += 1) {
      await migrations[version]?.(db as never);
      database
        .prepare('insert into schema_version (version, applied_at) values (?, ?)')
        .run(version + 1, noon);
      written[version + 1]?.(database);
    }
    database.close();
    const store = await site.open({ bridgeId: 'golden' });
    try {
      expect(
        (await store.records.revisions('CS20261124000001')).map(({ rev, reason }) => [rev, reason]),
      ).to.deep.equal([
        [1, ''],
        [2, '补充内容'],
      ]);
      const { notifications } = await store.notifications.list(
        { unitIds: null, accountId: null },
        { offset: 0, limit: 9 },
      );
      expect(notifications.map(({ messageId, state }) => [messageId, state])).to.deep.equal([
        ['m-1', 'queued'],
      ]);
      const callerRef = store.sealer.reference('13874801115');
      const wish = { name: '长沙话', reason: '来电人自述', days: 30, consent: false };
      const by = { accountId: 'a-1', unitId: 'cs', interactionId: 'call-1', numberMasked: '138****1115' };
      await store.callerTags.put({ callerRef, ...by, wish, at: noon });
      expect(await store.callerTags.ofCaller(callerRef)).to.have.length(1);
    } finally {
      await store.close();
    }
    database = openForWriting(site.file);
    const version = database.prepare('select max(version) as version from schema_version').get()?.version;
    expect(version).to.equal(currentSchema);
    expect((await site.verify()).problems).to.deep.equal([]);
  });
});
