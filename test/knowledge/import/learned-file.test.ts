import { expect } from 'chai';
import { mostLearnedBytes, readLearned } from '../../../knowledge/import/learned-file.ts';
import { TextError } from '../../../knowledge/import/text-error.ts';
import { builtInWeights } from '../../adapters/answers/reversed-weights.ts';
import { realLibrary } from '../library.ts';

describe('a file of weights', () => {
  const read = (written: string | Uint8Array) =>
    readLearned(typeof written === 'string' ? new TextEncoder().encode(written) : written, 'w.json');
  const broken = (change: (file: ReturnType<typeof builtInWeights>) => void) => {
    const file = builtInWeights();
    change(file);
    return JSON.stringify(file);
  };

  it('is what a training leaves behind, in memory of its own or shared', () => {
    const written = new TextEncoder().encode(JSON.stringify(builtInWeights()));
    const shared = new Uint8Array(new SharedArrayBuffer(written.length));
    shared.set(written);
    const { trees, doubt } = realLibrary();
    for (const bytes of [written, shared])
      expect(readLearned(bytes, 'w.json')).to.deep.equal({ trees, doubt });
  });

  for (const [what, written, words] of [
    ['that is no JSON', '{"features":[', /^w\.json：不是 JSON 文件/],
    ['that is no text', Uint8Array.of(0xff, 0xfe, 0x00), /^w\.json：不是 JSON 文件/],
    ['that is larger than weights can be', new Uint8Array(mostLearnedBytes + 1), /^w\.json：超过 4 MB/],
    ['of another shape', '[]', /^w\.json：全文 不合要求/],
    ['of trees alone', '{"features":[],"trees":[]}', /^w\.json：doubt 不合要求/],
    [
      'with a weight too few',
      broken(({ doubt }) => doubt.weights.pop()),
      /^w\.json：doubt\.weights 不合要求/,
    ],
    [
      'that was learned for another signal',
      broken(({ features }) => features.splice(2, 1, 'words: luck')),
      /^w\.json：features\.2 是“words: luck”，本版本的特征是“words: place”.*请重新训练/,
    ],
    [
      'that was learned for fewer signals',
      broken(({ features }) => features.pop()),
      /^w\.json：features\.31 是“”，本版本的特征是“longest stretch of the question that stands there”/,
    ],
    [
      'that doubts by another sign',
      broken(({ doubt }) => doubt.features.push('more')),
      /^w\.json：doubt\.features\.11 是“more”/,
    ],
    [
      'with a tree that is none',
      broken(({ trees }) => trees[7]?.lefts.splice(0, 1, 0)),
      /^w\.json：trees\.7 不是一棵树：两次走到节点 0/,
    ],
  ] as const)
    it(`${what} is refused with the place and the reason`, () => {
      expect(() => read(written)).to.throw(TextError, words);
    });
});
