import { crc32 } from 'node:zlib';
import { expect } from 'chai';
import fc from 'fast-check';
import { decodeSegment, encodeSegment, SegmentError } from '../../../knowledge/index/encode-segment.ts';
import { buildSegment } from '../../../knowledge/index/segment.ts';

const segment = buildSegment(
  [
    { id: '甲', fields: [['社保'], ['社保', '补贴', '𠮷']] },
    { id: 'd2', fields: [[], ['租房', '租房']] },
    { id: '', fields: [[], []] },
  ],
  2,
);
const decode = (bytes: Uint8Array) => decodeSegment(new Uint8Array(bytes), '甲.bin');

/** With checksums that fit, as only somebody would make it on purpose. */
function resealed(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const head = new Uint32Array(bytes.buffer, 0, 10);
  head[8] = crc32(bytes.subarray(40));
  head[9] = crc32(bytes.subarray(0, 36));
  return bytes;
}

describe('a segment as bytes', () => {
  it('is the same segment when it is read', () => {
    expect(decode(encodeSegment(segment))).to.deep.equal(segment);
    const empty = buildSegment([], 0);
    expect(decode(encodeSegment(empty))).to.deep.equal(empty);
  });

  it('is refused with the name of its file wherever it was cut off or went on', () => {
    const bytes = encodeSegment(segment);
    for (let length = 0; length < bytes.length; length += 1)
      expect(() => decode(bytes.slice(0, length)), String(length)).to.throw(SegmentError, '甲.bin');
    expect(() => decode(Uint8Array.of(...bytes, 0))).to.throw(SegmentError, '实有');
  });

  it('is refused whichever of its bits is another', () => {
    const bytes = encodeSegment(segment);
    for (let bit = 0; bit < 8 * bytes.length; bit += 1) {
      const other = new Uint8Array(bytes);
      other[bit >> 3] = (other[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(() => decode(other), String(bit)).to.throw(SegmentError);
    }
  });

  it('is refused with lengths that the file does not have, however the checksums were made to fit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 7 }), fc.nat({ max: 0xff_ff_ff_ff }), (at, value) => {
        const bytes = new Uint8Array(encodeSegment(segment));
        const head = new Uint32Array(bytes.buffer, 0, 10);
        fc.pre(head[at] !== value);
        head[at] = value;
        expect(() => decode(resealed(bytes))).to.throw(SegmentError);
      }),
    );
  });

  it('is refused or read, but never leads astray, with any numbers in its arrays', () => {
    fc.assert(
      fc.property(fc.nat({ max: 200 }), fc.nat({ max: 0xff_ff_ff_ff }), (place, value) => {
        const bytes = new Uint8Array(encodeSegment(segment));
        const words = new Uint32Array(bytes.buffer, 0, bytes.length >> 2);
        words[10 + (place % (words.length - 10))] = value;
        let read: typeof segment;
        try {
          read = decode(resealed(bytes));
        } catch (error) {
          expect(error).to.be.instanceOf(SegmentError);
          return;
        }
        expect(Math.max(...read.documentOf, ...read.ids.order)).to.be.below(3);
        expect(Math.max(...read.termOf)).to.be.below(read.terms.size);
        expect(Math.max(...read.starts, ...read.termStarts)).to.equal(read.documentOf.length);
      }),
      { numRuns: 500 },
    );
  });

  it('is refused in the format of another version', () => {
    const bytes = new Uint8Array(encodeSegment(segment));
    new Uint32Array(bytes.buffer, 0, 10)[1] = 2;
    expect(() => decode(resealed(bytes))).to.throw(SegmentError, '格式版本 2');
  });
});
