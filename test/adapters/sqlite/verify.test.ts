import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { expect } from 'chai';
import { entryHash, hex, openingHash } from '../../../bridge/adapters/sqlite/journal/chain.ts';
import { readHeadKey } from '../../../bridge/adapters/sqlite/keys/head-key.ts';
import { legAppeared, noon, Site, saveOf } from './builders.ts';

/** What somebody with the file in hand may do to it. */
class Tampering {
  readonly database: DatabaseSync;

  constructor(file: string) {
    this.database = new DatabaseSync(file);
  }

  do(sql: string, ...parameters: SQLInputValue[]): this {
    this.database.prepare(sql).run(...parameters);
    return this;
  }

  /** Computes all hashes of a stream anew, as if it had always been so; with the key, signs its head as well. */
  rewrite(stream: string, site?: Site): this {
    const { database } = this;
    const row = database.prepare('select id from journal_stream where name = ?').get(stream);
    const id = Number(row?.id);
    const segments = database
      .prepare('select * from journal_segment where stream_id = ? order by first_position')
      .all(id);
    let built = '';
    for (const entry of database
      .prepare('select * from journal_entry where stream_id = ? order by position')
      .all(id)) {
      const position = Number(entry.position);
      const segment = segments.find((s) => s.first_position === position);
      if (segment) {
        const previous = position === 1 ? null : built;
        const opening = openingHash({
          stream,
          month: String(segment.month),
          firstPosition: position,
          previous,
          checkpoint: String(segment.checkpoint),
        });
        this.do(
          'update journal_segment set opening_hash = ?, previous_hash = ? where stream_id = ? and month = ?',
          opening,
          previous === null ? null : Buffer.from(previous, 'hex'),
          id,
          String(segment.month),
        );
        built = hex(opening);
      }
      const hash = entryHash(
        JSON.stringify(stream),
        {
          epoch: Number(entry.epoch),
          position,
          type: String(entry.type),
          version: Number(entry.version),
          at: Number(entry.at),
          event: String(entry.event),
          sealed: entry.sealed === null ? null : String(entry.sealed),
        },
        built,
      );
      built = hex(hash);
      this.do('update journal_entry set hash = ? where stream_id = ? and position = ?', hash, id, position);
      this.do('update journal_stream set head_hash = ?, head = ? where id = ?', hash, position, id);
      if (site) this.#sign(site, id, stream, position, built);
    }
    return this;
  }

  #sign(site: Site, id: number, stream: string, position: number, hash: string): void {
    const head = this.database
      .prepare('select * from journal_head where stream_id = ? and position = ?')
      .get(id, position);
    if (!head) return;
    const { month, epoch, signed_at } = head;
    const signed = readHeadKey(site.keys).sign({
      stream,
      month: String(month),
      epoch: Number(epoch),
      position,
      hash,
      signedAt: Number(signed_at),
    });
    this.do(
      'update journal_head set hash = ?, signature = ? where stream_id = ? and position = ?',
      Buffer.from(hash, 'hex'),
      signed.signature,
      id,
      position,
    );
  }

  done(): void {
    this.database.close();
  }
}

describe('verifying a journal', function () {
  this.timeout(60_000);
  const site = new Site();
  const original = `${site.file}.original`;
  const anchor = `${site.anchor}.original`;
  const november = noon;
  const december = Date.parse('2026-12-02T08:00:00+08:00');

  before(async () => {
    const store = await site.open();
    const writer = await store.journal.open('pbx/cs');
    for (let i = 0; i < 20; i += 1)
      writer.append('leg-appeared', legAppeared('13874801115', { receivedAt: i < 10 ? november : december }));
    await writer.flush();
    await store.records.save(saveOf('call-1'));
    await store.audit.append({
      at: november,
      accountId: 'a-1',
      action: 'reveal',
      subject: 'x',
      detail: '',
      success: true,
    });
    await store.close();
    copyFileSync(site.file, original);
    copyFileSync(site.anchor, anchor);
  });
  beforeEach(() => {
    copyFileSync(original, site.file);
    copyFileSync(anchor, site.anchor);
  });
  after(() => site.remove());

  const entry = "stream_id = (select id from journal_stream where name = 'pbx/cs')";

  /** Codes of what is found, each once. */
  async function found(tamper?: (tampering: Tampering) => void): Promise<string[]> {
    if (tamper) {
      const tampering = new Tampering(site.file);
      tamper(tampering);
      tampering.done();
    }
    const report = await site.verify();
    expect(report.problemCount === 0).to.equal(report.problems.length === 0);
    return [...new Set(report.problems.map(({ code }) => code))];
  }

  it('finds nothing wrong with what the store wrote, and tells what it walked', async () => {
    const report = await site.verify();
    expect(report.problems).to.deep.equal([]);
    const walked = report.streams.map(({ stream, entries, segments, head, signedThrough }) => [
      stream,
      entries,
      segments,
      head,
      signedThrough,
    ]);
    expect(walked).to.deep.equal([
      ['acts/test', 1, 1, 1, 1],
      ['audit', 1, 1, 1, 1],
      ['pbx/cs', 20, 2, 20, 20],
    ]);
    expect(report.recordRevisions).to.equal(1);
    expect(report.anchorLines).to.be.at.least(3);
  });

  it('finds an event that was changed, and where', async () => {
    const change = (t: Tampering) =>
      t.do(
        `update journal_entry set event = replace(event, 'ringing', 'up') where ${entry} and position = 7`,
      );
    expect(await found(change)).to.deep.equal(['chain.hash']);
    expect((await site.verify()).problems[0]).to.include({ stream: 'pbx/cs', position: 7 });
  });

  for (const column of ['type', 'version', 'at', 'sealed', 'epoch'])
    it(`finds an entry whose ${column} was changed`, async () => {
      const codes = await found((t) =>
        t.do(`update journal_entry set ${column} = 2 where ${entry} and position = 1`),
      );
      expect(codes).to.include('chain.hash');
    });

  it('finds an entry that was taken out of the middle, and a tail that was cut off', async () => {
    expect(await found((t) => t.do(`delete from journal_entry where ${entry} and position = 7`))).to.include(
      'chain.gap',
    );
    beforeAgain();
    expect(
      await found((t) => t.do(`delete from journal_entry where ${entry} and position > 15`)),
    ).to.include.members(['chain.head', 'chain.signed-head', 'anchor.beyond']);
  });

  it('finds a segment whose opening was changed', async () => {
    const codes = await found((t) =>
      t.do(`update journal_segment set checkpoint = '{}' where ${entry} and month = '2026-12'`),
    );
    expect(codes).to.include('chain.segment');
  });

  it('finds a journal rewritten as a whole by its signatures, when the key was not in hand', async () => {
    const codes = await found((t) =>
      t
        .do(
          `update journal_entry set event = replace(event, 'ringing', 'up') where ${entry} and position = 7`,
        )
        .rewrite('pbx/cs'),
    );
    expect(codes).to.include.members(['chain.signed-head', 'anchor.mismatch']).and.not.include('chain.hash');
  });

  it('finds a journal rewritten as a whole by its anchor, even when the key was in hand', async () => {
    const codes = await found((t) =>
      t
        .do(
          `update journal_entry set event = replace(event, 'ringing', 'up') where ${entry} and position = 7`,
        )
        .rewrite('pbx/cs', site),
    );
    expect(codes).to.deep.equal(['anchor.mismatch']);
  });

  it('goes on finding it when the bridge has written and anchored more since', async () => {
    const tampering = new Tampering(site.file);
    tampering
      .do(`update journal_entry set event = replace(event, 'ringing', 'up') where ${entry} and position = 7`)
      .rewrite('pbx/cs', site)
      .done();
    const store = await site.open();
    const writer = await store.journal.open('pbx/cs');
    writer.append('leg-appeared', legAppeared('13874801115', { receivedAt: december }));
    await store.close();
    expect(await found()).to.include('anchor.mismatch');
  });

  it('finds a stream that is gone, and signatures that are gone', async () => {
    const gone = await found((t) =>
      t
        .do('pragma foreign_keys = off')
        .do(`delete from journal_entry where ${entry}`)
        .do(`delete from journal_segment where ${entry}`)
        .do(`delete from journal_head where ${entry}`)
        .do("update journal_stream set head = 0, head_hash = null, month = null where name = 'pbx/cs'"),
    );
    expect(gone).to.include('anchor.beyond');
    beforeAgain();
    expect(await found((t) => t.do('delete from journal_head'))).to.deep.equal(['chain.unsigned']);
  });

  it('finds an anchor that is missing, and a line in it that somebody else signed', async () => {
    rmSync(site.anchor);
    expect(await found()).to.deep.equal(['anchor.missing']);
    const lines = readFileSync(anchor, 'utf8');
    writeFileSync(site.anchor, lines.replace('"position":20', '"position":19'));
    expect(await found()).to.deep.equal(['anchor.line']);
  });

  it('bears half a line in the anchor, as a power cut leaves it, and the bridge adds whole ones after it', async () => {
    writeFileSync(site.anchor, readFileSync(anchor, 'utf8').slice(0, -20));
    const half = await site.verify();
    expect(half.problems).to.deep.equal([]);
    expect(half.anchorUnreadable).to.equal(1);
    await (await site.open()).close();
    const caughtUp = await site.verify();
    expect(caughtUp.problems).to.deep.equal([]);
    expect(caughtUp.anchorLines).to.equal(half.anchorLines + 3);
    expect(caughtUp.anchorUnreadable).to.equal(1);
  });

  it('finds a record whose content was changed or taken away, and one that was slipped in', async () => {
    const change = "update record_revision set content = replace(content, '社保', '医保')";
    expect(await found((t) => t.do(change))).to.deep.equal(['record.content']);
    beforeAgain();
    expect(await found((t) => t.do('delete from record_revision'))).to.deep.equal(['record.content']);
    beforeAgain();
    const slipped =
      "insert into record_revision select record_no, 2, account_id, saved_at, content, content_hash, '' from record_revision";
    expect(await found((t) => t.do(slipped))).to.deep.equal(['record.without-act']);
  });

  function beforeAgain(): void {
    copyFileSync(original, site.file);
  }
});
