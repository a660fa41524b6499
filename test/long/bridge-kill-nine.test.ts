import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect } from 'chai';
import { recordContentSchema } from '../../bridge/domain/record/consultation.ts';
import { Clerk } from '../faults/bridge-clerk.ts';
import { asteriskRoot, INSTALL_ASTERISK } from '../real/asterisk-root.ts';
import { CARRIER_HOST } from '../real/asterisk-server.ts';
import { City } from '../real/bridge/city.ts';
import { ANSWERS } from '../real/floor.ts';
import { requireService } from '../real/services.ts';
import { SipUserAgent } from '../real/sip-user-agent.ts';

const LIVES = 20;
const SEATS = Array.from({ length: 10 }, (_, index) => String(1001 + index));
const SAVES_A_SECOND = 20;
const TALK_MS = 6000;

interface Revision {
  recordNo: string;
  interactionId: string;
  rev: number;
  question: string;
}

describe('the whole bridge, killed (kill -9) at twenty random moments under a load of calls and saves', function () {
  this.timeout(20 * 60_000);
  requireService(this, 'Asterisk', () => asteriskRoot() !== '', INSTALL_ASTERISK);

  let city: City;
  const clerks: Clerk[] = [];
  let calling = true;

  before(async () => {
    city = await City.open();
    for (const seat of SEATS) {
      const login = `clerk${seat}`;
      await city.floor.seat(seat, ANSWERS);
      const operator = await city.operator(login);
      await operator.takesSeat(seat, 'policy');
      await operator.page.close();
      clerks.push(new Clerk(operator.browser));
    }
  });
  after(async () => {
    calling = false;
    await Promise.all(clerks.map((clerk) => clerk.close()));
    await city?.close();
  });

  /** A citizen who calls, talks and calls again. */
  const calls = async (number: string) => {
    const telephone = await SipUserAgent.open({
      user: number,
      host: CARRIER_HOST,
      server: city.floor.server.sip,
    });
    while (calling) {
      const call = telephone.call('12345');
      await Promise.race([call.answered, call.ended]);
      await call.press('1');
      await Promise.race([call.ended, new Promise((resolve) => setTimeout(resolve, TALK_MS))]);
      await call.hangUp();
    }
    await telephone.close();
  };

  it('loses no record that it acknowledged, keeps none twice, leaves nobody paused, and its journal verifies', async () => {
    const working = clerks.map((clerk) => clerk.work());
    const citizens = SEATS.map((_, index) => calls(`1387480${5000 + index}`));
    let alive = 0;
    for (let life = 0; life < LIVES; life += 1) {
      const from = Date.now();
      await new Promise((resolve) => setTimeout(resolve, 500 + Math.random() * 9000));
      await city.bridge.kill();
      alive += Date.now() - from;
      expectKept();
      await city.bridge.startAgain();
    }
    calling = false;
    await Promise.all(citizens);
    for (const clerk of clerks) clerk.stop();
    await Promise.all(working);
    for (const seat of SEATS) await city.isPaused(seat, null);

    const acknowledged = expectKept();
    await city.bridge.stop();
    const verified = await city.bridge.command('journal', 'verify');
    expect(verified.code, verified.output).to.equal(0);
    expectKept();
    // The call was over, and its record saved, before the bridge was told of one more edit.
    const refused = clerks.flatMap((clerk) => [...clerk.refused.values()]);
    expect(new Set(refused).difference(new Set(['not-your-record', 'conflict']))).to.deep.equal(new Set());
    const aSecond = acknowledged / (alive / 1000);
    console.log(
      `      ${acknowledged} saves acknowledged of ${LIVES} lives, ${aSecond.toFixed(0)} a second alive; ${refused.length} refused`,
    );
    expect(aSecond, 'saves a second').to.be.above(SAVES_A_SECOND);
  });

  /** The clerks' own logs against what lies on disk. */
  function expectKept(): number {
    const revisions = revisionsIn(join(city.bridge.data, 'yihaoda.db'));
    const byPlace = new Map(revisions.map((one) => [`${one.recordNo} ${one.rev}`, one]));
    expect(byPlace.size, 'two revisions in one place').to.equal(revisions.length);
    expect(new Set(revisions.map(({ question }) => question)).size, 'a save that is there twice').to.equal(
      revisions.length,
    );
    const records = new Map(revisions.map(({ recordNo, interactionId }) => [interactionId, recordNo]));
    expect(new Set(records.values()).size, 'records of one call').to.equal(
      new Set(revisions.map(({ recordNo }) => recordNo)).size,
    );
    let acknowledged = 0;
    for (const clerk of clerks)
      for (const [question, { recordNo, rev, interactionId }] of clerk.acknowledged) {
        acknowledged += 1;
        expect(byPlace.get(`${recordNo} ${rev}`), question).to.deep.equal({
          recordNo,
          rev,
          interactionId,
          question,
        });
      }
    const sent = new Set(clerks.flatMap((clerk) => [...clerk.sent]));
    const refused = new Set(clerks.flatMap((clerk) => [...clerk.refused.keys()]));
    for (const { question } of revisions) {
      expect(sent.has(question), `${question} was sent`).to.be.true;
      expect(refused.has(question), `${question} was refused`).to.be.false;
    }
    return acknowledged;
  }
});

function revisionsIn(file: string): Revision[] {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    return database
      .prepare(
        'select record_no, interaction_id, record_revision.rev as rev, record_revision.content as content from record_revision join record using (record_no)',
      )
      .all()
      .map(({ record_no, interaction_id, rev, content }) => ({
        recordNo: String(record_no),
        interactionId: String(interaction_id),
        rev: Number(rev),
        question: recordContentSchema.parse(JSON.parse(String(content))).question,
      }));
  } finally {
    database.close();
  }
}
