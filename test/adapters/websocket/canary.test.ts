import { expect } from 'chai';
import { roleSchema } from '../../../bridge/domain/people/role.ts';
import { eventually, turns } from '../../application/hand-timer.ts';
import { content } from '../../application/house.ts';
import { type Door, openDoor, type PageClient } from '../http/open-door.ts';

/** A number that stands nowhere else, looked for in every form in which it could slip out. */
const number = '13874801115';
const slips = [number, number.slice(3), number.slice(0, 8), `86${number}`];

describe('a caller’s number', () => {
  let door: Door;
  const told = new Map<string, string[]>();

  const note = (who: string, text: string) => told.set(who, [...(told.get(who) ?? []), text]);

  before(async () => {
    door = await openDoor({ signInsAMinute: 1000 });
    const { house } = door;
    const clients = new Map<string, PageClient[]>();
    const cookies = new Map<string, string>();
    for (const login of [...roleSchema.options, 'other-operator']) {
      await house.person(login, login === 'other-operator' ? ['operator'] : [roleSchema.parse(login)]);
      const cookie = await door.signIn(login);
      cookies.set(login, cookie);
      for (const page of ['operator', 'floor'] as const) {
        const client = await door.open(cookie, { page });
        clients.set(login, [...(clients.get(login) ?? []), client]);
      }
    }
    const [own] = clients.get('operator') ?? [];
    const [other] = clients.get('other-operator') ?? [];
    await own?.command({ type: 'sign-in-seat', seat: '1001', queues: [], takeOver: false });
    await other?.command({ type: 'sign-in-seat', seat: '1002', queues: [], takeOver: false });

    // Rung at two, taken by one, recorded; missed by one; abandoned; called again.
    const call = house.pbx.citizenCalls(number).rings('1001').rings('1002').answers('1001');
    await house.timer.advance(1000);
    call.citizenHangsUp();
    await own?.until(() => own.last('desk')?.desk.cards[0]?.phase === 'ended', 'wrap-up');
    const interactionId = own?.last('desk')?.desk.cards[0]?.interactionId ?? '';
    await own?.command({ type: 'save-record', interactionId, baseRev: 0, content });
    house.pbx.citizenCalls(number).rings('1001').letsItRing('1001').citizenHangsUp();
    house.pbx.citizenCalls(number).rings('1001');
    await house.timer.advance(2000);
    await eventually(async () => (await house.store.facts.byKey(`cs-test/${call.callId}`)) !== null, 'facts');

    for (const [login, cookie] of cookies) {
      const paths = [
        ...door.gateway.routes.filter(({ method }) => method === 'get').map(({ path }) => path),
        '/',
        '/metrics',
      ].map((path) =>
        path
          .replace(':day', 'today')
          .replace(':id', 'n-in')
          .replace(':callKey', encodeURIComponent(`cs-test/${call.callId}`)),
      );
      for (const path of paths) {
        const response = await door.fetch(path, { headers: { cookie } });
        note(login, `${path} ${JSON.stringify([...response.headers])} ${await response.text()}`);
      }
      for (const client of clients.get(login) ?? []) for (const text of client.texts) note(login, text);
    }
    await turns();
    note('log', JSON.stringify(house.logged));
    note('audit', JSON.stringify(await house.store.audit.read(0, 1000)));
  });
  after(() => door.close());

  it('is seen by the operator who has the call', () => {
    expect((told.get('operator') ?? []).join('\n')).to.contain(number);
  });

  for (const who of [...roleSchema.options.filter((role) => role !== 'operator'), 'log', 'audit']) {
    it(`never reaches ${who}`, () => {
      const texts = told.get(who) ?? [];
      expect(texts).to.not.deep.equal([]);
      for (const text of texts)
        for (const slip of slips) expect(text.includes(slip), text.slice(0, 200)).to.equal(false);
    });
  }

  it('never reaches an operator after the call went elsewhere', () => {
    const desks = (told.get('other-operator') ?? []).filter((text) => text.includes('answered-elsewhere'));
    expect(desks).to.not.deep.equal([]);
    for (const text of desks) expect(text).to.contain('138****1115').and.to.not.contain(number);
  });

  it('is masked, not missing, for those who watch', () => {
    expect((told.get('supervisor') ?? []).join('\n')).to.contain('138****1115');
  });
});
