import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { ArchiveCalls } from './archive-calls.ts';
import { monotonic } from './clock.ts';
import { serve } from './processes.ts';
import { writeArchive } from './write-archive.ts';

const file = 'yihaoda.db';

serve<ArchiveCalls>({
  write: writeArchive,
  forgetFacts({ data }) {
    const database = new DatabaseSync(join(data, file));
    database.exec('delete from call_fact; delete from projection');
    database.close();
    return null;
  },
  read({ data, entries, facts }) {
    const began = monotonic();
    const database = new DatabaseSync(join(data, file), { readOnly: true });
    let rows = 0;
    const count = (sql: string, limit: number) => {
      for (const _row of database.prepare(sql).iterate(limit)) rows += 1;
    };
    count(
      `select position, epoch, type, version, event, sealed from journal_entry
       where stream_id = (select id from journal_stream where name = 'pbx/bench')
       order by position desc limit ?`,
      entries,
    );
    count('select * from call_fact limit ?', facts);
    database.close();
    return { rows, seconds: (monotonic() - began) / 1e9 };
  },
});
