import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { type Role, roleSchema } from '../../../bridge/domain/people/role.ts';
import type { ServerFrame } from '../../../bridge/protocol/frames.ts';
import { ANSWERS, RINGS } from '../floor.ts';
import type { Browser } from './browser.ts';
import type { City } from './city.ts';
import type { Operator } from './operator.ts';
import type { Page } from './page.ts';

/** A number that stands nowhere else. */
const NUMBER = '13912345678';
const MASKED = '139****5678';
/** The forms in which it, or too much of it, could slip out as text. */
const IN_TEXT = [NUMBER, NUMBER.slice(0, 8), NUMBER.slice(3)];
/** And those in which it could lie in a file. */
const IN_FILES = [
  ...IN_TEXT.map((text) => Buffer.from(text)),
  Buffer.from(NUMBER, 'utf16le'),
  Buffer.from(Buffer.from(NUMBER).toString('hex')),
  // base64 of the number with no, one or two bytes before it, without what its neighbours share in
  ...[0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), Buffer.from(NUMBER)]).toString('base64');
    return Buffer.from(text.slice(before === 0 ? 0 : 4, 12));
  }),
];
const PATHS = [
  '',
  'api/me',
  'api/figures/today',
  'api/figures/today/n-in/calls',
  'api/figures/today/n-records/calls',
  'api/figures/today/n-abandoned/calls',
  'api/openapi.json',
  'healthz',
  'metrics',
];

/** A caller's number is the business of the operator who has the call, while they have it, and of nobody else. */
export function canary(city: () => City): void {
  describe('a caller’s number', () => {
    /** who → everything that reached them */
    const told = new Map<string, string[]>();
    const watching: { role: Role; page: Page }[] = [];
    let missed: Operator;
    let had: Operator;
    let callId: string;
    let lines: string[];

    before(async () => {
      const browsers = new Map<Role, Browser>();
      for (const role of roleSchema.options) {
        const browser = await city().person(`canary-${role}`, [role]);
        browsers.set(role, browser);
        for (const kind of ['operator', 'floor'] as const)
          watching.push({ role, page: await browser.open({ kind }) });
      }
      const first = city().bridge.lines.all.length;
      const { floor } = city();
      missed = await city().operator('zhang1203');
      had = await city().operator('li1204');
      const second = await floor.seat('1002', ANSWERS);
      await floor.seat('1001', RINGS);
      await missed.takesSeat('1001', 'policy');
      await had.takesSeat('1002', 'service-guide');

      // Missed at one seat, taken by another, held, ended, recorded …
      const call = await floor.citizen('1', NUMBER);
      callId = (await missed.cardIn('ringing')).card.callId;
      await had.does({ type: 'sign-in-seat', seat: '1002', queues: ['policy'], takeOver: false });
      await had.cardIn('talking', { callId });
      await missed.does({ type: 'sign-in-seat', seat: '1001', queues: ['business'], takeOver: false });
      const atSeat = await second.nextCall();
      await atSeat.hold();
      await had.cardIn('held', { callId });
      await call.hangUp();
      await had.saves((await had.cardIn('ended', { callId })).card);
      await had.isIn('READY');
      // … abandoned, and once more alive while everybody looks.
      const from = had.here;
      second.manner = RINGS;
      const abandoned = await floor.citizen('1', NUMBER);
      await had.cardIn('ringing', { from });
      await abandoned.hangUp();
      await had.cardIn('missed', { from });
      second.manner = ANSWERS;
      const alive = had.here;
      await floor.citizen('1', NUMBER);
      const { card } = await had.cardIn('talking', { from: alive });

      const facts = await city().facts();
      const calls = facts.filter(({ caller }) => caller === MASKED).map((fact) => fact.callId);
      expect(calls).to.have.lengthOf(3);
      const keys = [...calls, card.callId].map((id) => encodeURIComponent(`recordings/${id}`));
      const paths = [...PATHS, ...keys.map((key) => `api/calls/${key}/events`)];
      for (const [role, browser] of browsers) {
        const texts = watching.filter((one) => one.role === role).flatMap(({ page }) => page.texts);
        for (const path of paths) {
          const { status, headers, text } = await browser.get(path);
          texts.push(`${path} ${status} ${headers} ${text}`);
        }
        told.set(role, texts);
      }
      lines = city()
        .bridge.lines.all.slice(first)
        .map(({ it }) => it);
    });
    after(async () => {
      await Promise.all(watching.map(({ page }) => page.close()));
    });

    it('is shown to the operator whose telephone rings or who has the call, and nowhere on their page but on its card', () => {
      const clear = (operator: Operator) => cardsOf(operator.page).filter(({ number }) => number === NUMBER);
      expect(clear(had).map(({ phase }) => phase)).to.include.members([
        'ringing',
        'talking',
        'held',
        'ended',
      ]);
      expect(new Set(clear(missed).map(({ phase }) => phase))).to.deep.equal(new Set(['ringing']));
      for (const operator of [had, missed])
        for (const { it } of operator.page.frames.all)
          expectClean(operator.browser.login, withoutNumbers(it));
    });

    it('is masked on the card of a call that is over, saved or gone elsewhere', () => {
      const over = [...cardsOf(missed.page), ...cardsOf(had.page)].filter(
        ({ phase }) => phase === 'missed' || phase === 'answered-elsewhere',
      );
      expect(over).to.not.deep.equal([]);
      for (const { number, numberMasked } of over)
        expect({ number, numberMasked }).to.deep.equal({ number: MASKED, numberMasked: true });
    });

    for (const role of roleSchema.options)
      it(`reaches no ${role} who does not have the call: no frame, answer, page, figure or metric`, () => {
        const texts = told.get(role) ?? [];
        expect(texts).to.have.length.above(PATHS.length);
        for (const text of texts) expectClean(role, text);
      });

    it('is masked, not missing, for those who trace a figure', () => {
      for (const role of ['supervisor', 'team-lead', 'quality'])
        expect((told.get(role) ?? []).join('\n'), role).to.contain(MASKED);
    });

    it('stands in no line that the bridge writes', () => {
      for (const line of lines) expectClean('log', line);
    });

    it('is given to a supervisor who says why, in that answer alone, and not to an operator whose call is over', async () => {
      const supervisor = await (await city().supervisor()).open({ kind: 'floor' });
      const asked = { type: 'reveal-number', callId, reason: '回访约定的来电人' } as const;
      expect(await supervisor.command(asked)).to.deep.equal({ outcome: 'number', callId, number: NUMBER });
      const others = supervisor.frames.all.filter(({ it }) => it.type !== 'result');
      for (const { it } of others) expectClean('supervisor', JSON.stringify(it));
      await supervisor.close();
      const operator = await city().operator('li1204');
      expect(await operator.do(asked), 'an operator, of a call that is over').to.include({
        code: 'no-right',
      });
    });

    it('lies in the clear in no file of the bridge, while it runs: database, log of it, keys, anchor', () => {
      const files = readdirSync(city().bridge.folder, { recursive: true, withFileTypes: true }).filter(
        (entry) => entry.isFile(),
      );
      expect(files.map(({ name }) => name)).to.include.members(['yihaoda.db', 'yihaoda.db-wal']);
      for (const { parentPath, name } of files) {
        const bytes = readFileSync(join(parentPath, name));
        for (const [form, slip] of IN_FILES.entries())
          expect(bytes.includes(slip), `form ${form} in ${name}`).to.be.false;
      }
    });
  });
}

function expectClean(who: string, text: string): void {
  for (const slip of IN_TEXT) expect(text.includes(slip), `${who}: ${text.slice(0, 300)}`).to.be.false;
}

function cardsOf(page: Page) {
  return page.frames.all.flatMap(({ it }) => (it.type === 'desk' ? it.desk.cards : []));
}

/** A frame without the field that shows the caller's number. */
function withoutNumbers(frame: ServerFrame): string {
  if (frame.type !== 'desk') return JSON.stringify(frame);
  const cards = frame.desk.cards.map(({ number: _, ...card }) => card);
  return JSON.stringify({ ...frame, desk: { ...frame.desk, cards } });
}
