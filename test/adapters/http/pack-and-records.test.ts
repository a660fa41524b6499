import { expect } from 'chai';
import { packAnswerSchema } from '../../../bridge/protocol/pack.ts';
import { ownRecordsAnswerSchema, recordRevisionsAnswerSchema } from '../../../bridge/protocol/records.ts';
import { content } from '../../application/house.ts';
import { samplePack } from '../../panel/sample-pack.ts';
import { type Door, openDoor } from './open-door.ts';

describe('what a panel takes along and looks at again, by REST', function () {
  this.timeout(60_000);
  let door: Door;
  let zhou: string;
  let recordNo: string;
  before(async () => {
    door = await openDoor();
    const { house } = door;
    house.index.packed = samplePack().pack;
    const account = await house.person('zhou1203');
    await house.person('li1204');
    await house.person('admin', ['system-admin']);
    await house.hotline.signInSeat.signIn(account, { seat: '1001', queues: [], takeOver: false });
    house.pbx.citizenCalls('13874801115').rings('1001').answers('1001').citizenHangsUp();
    const interactionId = house.hotline.desks.of(account).cards[0]?.interactionId ?? '';
    const saved = await house.hotline.closeRecord.save(account, 'c1', { interactionId, baseRev: 0, content });
    recordNo = saved.outcome === 'saved' ? saved.recordNo : '';
    zhou = await door.signIn('zhou1203');
  });
  after(() => door?.close());

  const get = (path: string, cookie: string, headers: Record<string, string> = {}) =>
    door.fetch(path, { headers: { cookie, ...headers } });

  it('gives the pack with its version, and nothing to who has that one', async () => {
    const first = await get('/api/answers/pack', zhou);
    expect(first.status).to.equal(200);
    expect(first.headers.get('content-encoding')).to.equal('gzip');
    const { pack, warnAfterDays } = packAnswerSchema.parse(await first.json());
    expect(pack.answers).to.have.length(3);
    expect(warnAfterDays).to.equal(3);
    const etag = first.headers.get('etag') ?? '';
    const again = await get('/api/answers/pack', zhou, { 'if-none-match': etag });
    expect(again.status).to.equal(304);
    expect(await again.text()).to.equal('');
    expect((await get('/api/answers/pack', zhou, { 'if-none-match': '"other"' })).status).to.equal(200);
    expect(door.house.index.packs, 'worked out once').to.have.length(1);
  });

  it('gives the pack to who may search, and to nobody else', async () => {
    expect((await get('/api/answers/pack', await door.signIn('admin'))).status).to.equal(403);
    expect((await get('/api/answers/pack', '')).status).to.equal(401);
  });

  it('lists the own records of today, masked, and the revisions of one of them', async () => {
    const today = await get('/api/records/today', zhou);
    const text = await today.text();
    expect(text).to.not.contain('13874801115');
    const [record] = ownRecordsAnswerSchema.parse(JSON.parse(text)).records;
    expect(record).to.include({ recordNo, rev: 1, numberMasked: '138****1115' });
    const revisions = await get(`/api/records/${recordNo}/revisions`, zhou);
    expect(recordRevisionsAnswerSchema.parse(await revisions.json()).revisions).to.have.length(1);
  });

  it('tells nobody else that there is such a record', async () => {
    const li = await door.signIn('li1204');
    expect(
      ownRecordsAnswerSchema.parse(await (await get('/api/records/today', li)).json()).records,
    ).to.deep.equal([]);
    const theirs = await get(`/api/records/${recordNo}/revisions`, li);
    const none = await get('/api/records/CS20261124999999/revisions', li);
    expect([theirs.status, none.status]).to.deep.equal([404, 404]);
    expect(await theirs.text()).to.equal(await none.text());
  });
});
