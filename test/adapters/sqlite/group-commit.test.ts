import { DatabaseSync } from 'node:sqlite';
import { expect } from 'chai';
import type { WireError } from '../../../bridge/adapters/sqlite/errors.ts';
import { GroupCommit } from '../../../bridge/adapters/sqlite/writing/group-commit.ts';

/** Deeds on a table in memory, and what became of each. */
class Desk {
  readonly database = new DatabaseSync(':memory:');
  readonly told: string[] = [];
  commits = 0;
  rollbacks = 0;
  readonly #group = new GroupCommit(this.database, {
    beforeCommit: async () => {},
    afterCommit: () => {
      this.commits += 1;
    },
    rolledBack: () => {
      this.rollbacks += 1;
    },
  });

  constructor() {
    this.database.exec('create table deed (name text primary key, body text)');
  }

  do(name: string, act: () => void = () => {}, size = 1): Promise<WireError | null> {
    return new Promise((settle) =>
      this.#group.add({
        act: async () => {
          this.database.prepare('insert into deed values (?, ?)').run(name, 'x'.repeat(size));
          act();
          return name;
        },
        done: () => {
          this.told.push(name);
          settle(null);
        },
        failed: settle,
      }),
    );
  }

  get kept(): string[] {
    return this.database
      .prepare('select name from deed order by rowid')
      .all()
      .map(({ name }) => String(name));
  }
}

describe('group commit', () => {
  it('takes what has gathered in one transaction, in order', async () => {
    const desk = new Desk();
    await Promise.all(['a', 'b', 'c'].map((name) => desk.do(name)));
    expect(desk.commits).to.equal(1);
    expect(desk.told).to.deep.equal(['a', 'b', 'c']);
    expect(desk.kept).to.deep.equal(['a', 'b', 'c']);
  });

  it('tells nobody before the commit has returned', async () => {
    const desk = new Desk();
    let toldBefore = -1;
    await Promise.all([
      desk.do('a'),
      desk.do('b', () => {
        toldBefore = desk.told.length;
      }),
    ]);
    expect(toldBefore).to.equal(0);
  });

  it('undoes a deed that fails, alone', async () => {
    const desk = new Desk();
    const fail = () => {
      throw new Error('half done');
    };
    const [a, b, c] = await Promise.all([desk.do('a'), desk.do('b', fail), desk.do('c')]);
    expect([a, c]).to.deep.equal([null, null]);
    expect(b).to.include({ name: 'StoreFault', code: 'store.fault' });
    expect(desk.kept).to.deep.equal(['a', 'c']);
    expect(desk.rollbacks).to.equal(1);
  });

  it('refuses the whole group when the disk is full, and works again when there is room', async () => {
    const desk = new Desk();
    await desk.do('before');
    const pages = Number(desk.database.prepare('pragma page_count').get()?.page_count);
    desk.database.exec(`pragma max_page_count = ${pages + 2}`);
    const full = await Promise.all([
      desk.do('small'),
      desk.do('large', undefined, 100_000),
      desk.do('after'),
    ]);
    for (const error of full.slice(0, 2))
      expect(error).to.include({ name: 'DiskRefused', code: 'store.disk-13' });
    expect(full[1]?.what.zh).to.include('磁盘已满');
    expect(desk.kept).not.to.include('large');
    for (const name of desk.kept) expect(desk.told).to.include(name);

    desk.database.exec('pragma max_page_count = 100000');
    expect(await desk.do('again')).to.equal(null);
    expect(desk.kept.at(-1)).to.equal('again');
  });
});
