import { expect } from 'chai';
import type { Account } from '../../../bridge/application/store.ts';
import { callBundleSchema } from '../../../bridge/protocol/call-bundle.ts';
import { eventually, turns } from '../../application/hand-timer.ts';
import { content, factsStored } from '../../application/house.ts';
import { type Door, openDoor } from './open-door.ts';

/** A number that stands nowhere else, and the forms in which it, or too much of it, could slip out. */
const number = '13987654321';
const slips = [number, number.slice(0, 8), number.slice(3), '139 8765 4321', '139-8765-4321'];
const question = '只在登记里的一句话';

describe('上报本通: one call for the site engineer', () => {
  let door: Door;
  let zhang: Account;
  let callId: string;

  before('a call with all that may hold the number: talk, help, record', async () => {
    door = await openDoor();
    const { house } = door;
    zhang = await house.person('zhang1203', ['operator'], 'cs', '张敏');
    await house.person('wang1204');
    await house.person('li0001', ['team-lead']);
    await house.person('chen0002', ['team-lead'], 'cs-kf');
    await house.person('admin', ['system-admin']);
    await house.hotline.signInSeat.signIn(zhang, { seat: '1001', queues: [], takeOver: false });
    const call = house.pbx.citizenCalls(number).rings('1001').answers('1001');
    callId = call.callId;
    await turns();
    await house.hotline.help.ask(zhang, 'h-1', { reason: '其他', words: `请回拨 ${number}` });
    house.pbx.lose();
    house.pbx.connect();
    call.citizenHangsUp();
    await turns();
    await factsStored(house, callId);
  });
  after(() => door.close());

  const bundleOf = async (login: string, call = callId) => {
    const cookie = await door.signIn(login);
    return door.fetch(`/api/calls/${encodeURIComponent(call)}/bundle`, { headers: { cookie } });
  };
  const code = async (response: Response) => ((await response.json()) as { code: string }).code;

  it('holds versions, the link, the events of the call and what was done at its seat', async () => {
    const response = await bundleOf('zhang1203');
    expect(response.status).to.equal(200);
    expect(response.headers.get('content-disposition')).to.contain('attachment');
    const bundle = callBundleSchema.parse(await response.json());
    expect(bundle.product.version).to.match(/^\d+\.\d+\.\d+/);
    expect(bundle.product.node).to.equal(process.version);
    expect(bundle.exchange).to.deep.include({ pbxId: 'cs-test' });
    expect(bundle.exchange.link).to.include({ state: 'up' });
    expect(bundle.call).to.deep.include({ callKey: `cs-test/${callId}` });
    expect(bundle.call.fact.caller).to.equal('139****4321');
    expect(bundle.events.map(({ type }) => type)).to.include.members([
      'leg-appeared',
      'queue-joined',
      'link-lost',
    ]);
    expect(bundle.acts.map(({ type }) => type)).to.include.members(['seat-pause-set', 'help-asked']);
    expect(bundle.acts.find(({ type }) => type === 'seat-pause-set')).to.include({ pause: 'acw' });
  });

  it('holds no full number, no name and no word of a record, before and after it is saved', async () => {
    const before = await (await bundleOf('zhang1203')).text();
    const interactionId = door.house.hotline.desks.of(zhang).cards[0]?.interactionId ?? '';
    const wish = { interactionId, baseRev: 0, content: { ...content, question: `${question}，${number}` } };
    expect(await door.house.hotline.closeRecord.save(zhang, 's1', wish)).to.include({ outcome: 'saved' });
    await eventually(
      async () => (await (await bundleOf('zhang1203')).text()).includes('record-saved'),
      'the save is among the acts',
    );
    const after = await (await bundleOf('zhang1203')).text();
    for (const text of [before, after]) {
      expect(text).to.contain('139****4321');
      for (const slip of [...slips, question, content.question, '张敏'])
        expect(text.includes(slip), slip).to.equal(false);
    }
  });

  it('is made by who had the call, also when its record is closed, and by who may trace the unit’s calls', async () => {
    expect((await bundleOf('zhang1203')).status).to.equal(200);
    expect((await bundleOf('zhang1203', `cs-test/${callId}`)).status, 'by its key').to.equal(200);
    expect((await bundleOf('li0001')).status).to.equal(200);
    for (const login of ['wang1204', 'chen0002', 'admin']) {
      const response = await bundleOf(login);
      expect(response.status, login).to.equal(403);
      expect(await code(response)).to.equal('no-right');
    }
  });

  it('does not tell who may not see it whether there is such a call', async () => {
    expect(await code(await bundleOf('wang1204', '1.1'))).to.equal('no-right');
    expect(await code(await bundleOf('li0001', '1.1'))).to.equal('unknown-call');
    expect(await code(await bundleOf('li0001', '../../etc/passwd'))).to.equal('unknown-call');
  });

  it('is in the audit, with the call', async () => {
    const packed = (await door.house.store.audit.read(0, 200)).filter(({ action }) => action === 'pack-call');
    expect(packed[0]).to.include({ accountId: zhang.id, subject: `call cs-test/${callId}`, success: true });
  });
});
