import { expect } from 'chai';
import fc from 'fast-check';
import {
  type CallerTag,
  maySet,
  mergedTag,
  ruleOf,
  type TagTable,
  type TagWish,
  tagsInForce,
  wrongWithTag,
} from '../../../bridge/domain/people/caller-tag.ts';
import { judgementIn } from '../../../bridge/domain/people/judgement.ts';
import { usualTags } from '../../../bridge/domain/people/usual-tags.ts';

const day = 86_400_000;
const now = Date.parse('2026-11-24T10:00:00+08:00');

const table: TagTable = {
  basis: '本站约定',
  tags: [
    { name: '听力不便', purpose: '提高音量', setBy: ['operator'], longestDays: 180, needsConsent: true },
    { name: '长沙话', purpose: '请会说的同事', setBy: ['operator'], longestDays: 30, needsConsent: false },
    { name: '媒体', purpose: '转新闻联络人', setBy: ['team-lead'], longestDays: 10, needsConsent: false },
  ],
  reasons: ['来电人自述'],
};
const wish = (change: Partial<TagWish> = {}): TagWish => ({
  name: '长沙话',
  reason: '来电人自述',
  days: 30,
  consent: false,
  ...change,
});
const tag = (change: Partial<CallerTag> = {}): CallerTag => ({
  name: '长沙话',
  reason: '来电人自述',
  setBy: 'a-1',
  setAt: now,
  expiresAt: now + 30 * day,
  consentAt: null,
  ...change,
});

describe('a tag of a caller (来电人标签)', () => {
  it('is of the list, has a reason and an end within its longest time', () => {
    expect(wrongWithTag(table, wish())).to.equal(null);
    expect(wrongWithTag(table, wish({ name: '难缠' }))?.code).to.equal('no-such-tag');
    expect(wrongWithTag(table, wish({ reason: '  ' }))?.code).to.equal('no-reason');
    expect(wrongWithTag(table, wish({ reason: 'x'.repeat(61) }))?.code).to.equal('bad-reason');
    expect(wrongWithTag(table, wish({ reason: '自述\u0007' }))?.code).to.equal('bad-reason');
    for (const days of [0, -1, 31, 1.5, Number.NaN])
      expect(wrongWithTag(table, wish({ days }))?.code, String(days)).to.equal('bad-days');
  });

  it('of health is kept only with the consent of the caller', () => {
    const asked = wish({ name: '听力不便', days: 180 });
    expect(wrongWithTag(table, asked)?.code).to.equal('no-consent');
    expect(wrongWithTag(table, { ...asked, consent: true })).to.equal(null);
    const kept = tag({ name: '听力不便', expiresAt: now + 180 * day });
    expect(tagsInForce([kept], table, now), 'one without a noted consent is never shown').to.deep.equal([]);
    expect(tagsInForce([{ ...kept, consentAt: now }], table, now)).to.have.length(1);
  });

  it('says what a caller needs and never what is thought of them', () => {
    for (const reason of ['刁民一个', '胡 搅 蛮 缠', '典型的“难-缠”', '态度差'])
      expect(wrongWithTag(table, wish({ reason }))?.code, reason).to.equal('judgement');
    for (const reason of ['反映垃圾分类，约定回访', '咨询移出黑名单', '听不清，须大声'])
      expect(wrongWithTag(table, wish({ reason })), reason).to.equal(null);
  });

  it('is set by the roles that the city names for it', () => {
    const media = ruleOf(table, '媒体');
    expect(media !== null && maySet(media, ['operator'])).to.equal(false);
    expect(media !== null && maySet(media, ['operator', 'team-lead'])).to.equal(true);
    expect(ruleOf(table, '没有的')).to.equal(null);
  });

  it('ends on its day, with a shorter time of the city, and when the city lists it no more', () => {
    const own = tag({ expiresAt: now + 1 });
    expect(tagsInForce([own], table, now)).to.have.length(1);
    expect(tagsInForce([own], table, now + 1)).to.deep.equal([]);
    const shorter = { ...table, tags: table.tags.map((rule) => ({ ...rule, longestDays: 5 })) };
    expect(tagsInForce([tag()], shorter, now + 5 * day - 1)[0]?.expiresAt).to.equal(now + 5 * day);
    expect(tagsInForce([tag()], shorter, now + 5 * day)).to.deep.equal([]);
    expect(tagsInForce([tag()], { ...table, tags: [] }, now)).to.deep.equal([]);
  });

  it('stands in the order of the list, whatever order they were set in', () => {
    const both = [tag(), tag({ name: '听力不便', consentAt: now })];
    expect(tagsInForce(both, table, now).map(({ name }) => name)).to.deep.equal(['听力不便', '长沙话']);
  });

  it('that is set again is prolonged and never shortened, by whoever sets it last', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 1, max: 30 }),
        fc.nat(20),
        (a, b, later) => {
          const first = mergedTag(null, wish({ days: a }), 'a-1', now);
          const at = now + later * day;
          const second = mergedTag(first, wish({ days: b, reason: '已约定回访' }), 'a-2', at);
          expect(second.expiresAt).to.equal(Math.max(now + a * day, at + b * day));
          expect(second).to.include({ setBy: 'a-2', reason: '已约定回访', setAt: at });
          // Two seats at the same moment come to the same end, whichever is first.
          const other = mergedTag(
            mergedTag(null, wish({ days: b }), 'a-2', now),
            wish({ days: a }),
            'a-1',
            now,
          );
          expect(other.expiresAt).to.equal(mergedTag(first, wish({ days: b }), 'a-2', now).expiresAt);
        },
      ),
    );
  });

  it('has its consent noted anew with each setting', () => {
    const first = mergedTag(null, wish({ name: '听力不便', consent: true }), 'a-1', now);
    expect(first.consentAt).to.equal(now);
    const again = mergedTag(first, wish({ name: '听力不便', consent: true }), 'a-2', now + day);
    expect(again.consentAt).to.equal(now + day);
  });
});

describe('the tags that come with the product', () => {
  it('judge nobody, say what to do, and end', () => {
    for (const rule of usualTags.tags) {
      expect(judgementIn(rule.name + rule.purpose), rule.name).to.equal(null);
      expect(rule.longestDays, rule.name).to.be.within(1, 180);
      expect(rule.purpose.length, rule.name).to.be.within(4, 60);
    }
    for (const reason of usualTags.reasons) expect(judgementIn(reason)).to.equal(null);
  });

  it('ask for consent where they tell of health', () => {
    const health = usualTags.tags.filter(({ name }) => /听力|言语|视力|残|病/.test(name));
    expect(health.map(({ needsConsent }) => needsConsent)).to.deep.equal(health.map(() => true));
    expect(health).to.have.length.above(0);
  });
});
