import { expect } from 'chai';
import { DeliveryRefused } from '../../../../knowledge/content/delivery.ts';
import { readPage } from '../../../../knowledge/import/json-lines/policy-page.ts';
import { deliverPolicies } from '../../../../knowledge/import/json-lines/read-policies.ts';

const address = 'https://fuchitong.example.cn/api/policies?page=1';
const visited = new Set([address]);
const codeOf = (envelope: unknown, seen: ReadonlySet<string> = visited) => {
  try {
    readPage(envelope, address, seen);
    return 'read';
  } catch (error) {
    if (error instanceof DeliveryRefused) return error.code;
    throw error;
  }
};

describe('a page of policies', () => {
  it('gives its items and the address of the next', async () => {
    const policy = { id: 'A', title: '补贴', issuer: '某局', level: '市', conditions: ['在长沙注册'] };
    const { items, next } = readPage({ items: [policy, 7], next: '?page=2' }, address, visited);
    expect(next).to.equal('https://fuchitong.example.cn/api/policies?page=2');
    const all = [];
    for await (const each of deliverPolicies(items, {
      fileName: address,
      regionCode: '430100',
      today: '2026-11-30',
    }))
      all.push(each);
    expect(all.map(({ delivered, at }) => [delivered, at.in, at.row])).to.deep.equal([
      ['entry', address, 1],
      ['fault', address, 2],
    ]);
  });

  it('is the last without a next', () => {
    for (const next of [undefined, null, ''])
      expect(readPage({ items: [], next }, address, visited).next).to.equal(null);
  });

  it('is refused where it is no page, or leads elsewhere or round in a circle', () => {
    for (const envelope of [null, [], {}, { items: {} }, { items: [], next: 2 }])
      expect(codeOf(envelope)).to.equal('PAGE_SHAPE');
    for (const next of [
      'https://elsewhere.cn/',
      '//elsewhere.cn/',
      'http://fuchitong.example.cn/',
      'file:///etc/passwd',
      'https://',
    ])
      expect(codeOf({ items: [], next }), next).to.equal('PAGE_ELSEWHERE');
    expect(codeOf({ items: [], next: '?page=1' })).to.equal('PAGE_CIRCLE');
    expect(
      codeOf({ items: [], next: '?page=2' }, new Set(Array.from({ length: 10_000 }, (_, at) => `${at}`))),
    ).to.equal('PAGE_MANY');
  });
});
