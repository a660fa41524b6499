import { expect } from 'chai';
import fc from 'fast-check';
import { canonicalJson } from '../../../bridge/adapters/sqlite/canonical-json.ts';

describe('canonical JSON', () => {
  it('writes the example of RFC 8785 §3.2.2 byte for byte', () => {
    const value = {
      numbers: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
      literals: [null, true, false],
    };
    expect(canonicalJson(value)).to.equal(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it('orders keys by UTF-16 units, as RFC 8785 §3.2.3 shows', () => {
    const value = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '😀': 5, '\u0080': 6, ö: 7 };
    expect(canonicalJson(value)).to.equal('{"\\r":2,"1":4,"\u0080":6,"ö":7,"\u20ac":1,"😀":5,"\ufb33":3}');
  });

  it('leaves out what is undefined and has no minus zero', () => {
    expect(canonicalJson({ b: undefined, a: -0, c: [undefined] })).to.equal('{"a":0,"c":[null]}');
  });

  it('makes a name that an exchange cut in the middle of a character well-formed', () => {
    expect(canonicalJson('张\ud842')).to.equal('"张\ufffd"');
  });

  it('refuses what JSON has no word for', () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, 1n, () => 1])
      expect(() => canonicalJson(value)).to.throw(TypeError);
  });

  it('is the same text whatever order the keys were set in, and parses back to the same value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value);
        expect(canonicalJson(JSON.parse(text))).to.equal(text);
        expect(canonicalJson(reversed(value))).to.equal(text);
        expect(JSON.parse(text)).to.deep.equal(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, field]) => [key, reversed(field)]),
  );
}
