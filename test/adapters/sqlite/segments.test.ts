import { expect } from 'chai';
import { openForReading } from '../../../bridge/adapters/sqlite/database.ts';
import { legAppeared, Site } from './builders.ts';

describe('monthly segments', function () {
  this.timeout(60_000);
  const at = (time: string) => Date.parse(time);
  const site = new Site();
  after(() => site.remove());

  it('begin at midnight in China, each on the last head of the one before, and are read as one stream', async () => {
    const store = await site.open();
    const writer = await store.journal.open('pbx/cs');
    const times = [
      '2026-10-31T23:59:59.999+08:00',
      '2026-11-01T00:00:00.000+08:00',
      // Late over midnight, as it reached us: it stays in the open segment.
      '2026-10-31T23:59:59.000+08:00',
      '2026-12-01T00:00:00.000+08:00',
    ];
    for (const time of times)
      writer.append('leg-appeared', legAppeared('13874801115', { receivedAt: at(time) }));
    await writer.flush();
    const numbers = (await store.journal.read('pbx/cs', 0, 10)).map(
      ({ event }) => (event as { number: string }).number,
    );
    await store.close();
    expect(numbers).to.deep.equal(times.map(() => '13874801115'));

    const database = openForReading(site.file);
    const segments = database
      .prepare(
        'select s.month, first_position as first, s.previous_hash is e.hash as bound, checkpoint from journal_segment s join journal_stream t on t.id = s.stream_id left join journal_entry e on e.stream_id = t.id and e.position = s.first_position - 1 where t.name = ? order by s.first_position',
      )
      .all('pbx/cs');
    database.close();
    expect(segments.map(({ month, first, bound }) => [month, first, bound])).to.deep.equal([
      ['2026-10', 1, 1],
      ['2026-11', 2, 1],
      ['2026-12', 4, 1],
    ]);
    expect(JSON.parse(String(segments[2]?.checkpoint))).to.include({ before: '2026-11', entries: 3 });
    expect((await site.verify()).problems).to.deep.equal([]);
  });

  it('are not opened ahead of time by an event whose receipt lies in the future', async () => {
    const other = new Site();
    const store = await other.open({ clock: { now: () => at('2026-11-24T12:00:00+08:00') } });
    const writer = await store.journal.open('pbx/cs');
    const future = legAppeared(null, { receivedAt: at('2031-01-01T00:00:00+08:00') });
    writer.append('leg-appeared', future);
    await writer.flush();
    expect((await store.journal.read('pbx/cs', 0, 1))[0]?.event).to.deep.equal(future);
    await store.close();
    const database = openForReading(other.file);
    const months = database.prepare('select month from journal_segment').all();
    database.close();
    expect(months.map(({ month }) => month)).to.deep.equal(['2026-11']);
    other.remove();
  });
});
