import { expect } from 'chai';
import { type Tree, treeFault } from '../../../knowledge/rerank/trees.ts';

const width = 2;
const sound: Tree = { features: [1, -1, -1], splits: [0.5, 1, 2], lefts: [1, 0, 0], rights: [2, 0, 0] };

describe('a tree out of a file', () => {
  it('is one when each walk down ends at a leaf, by features that are there', () => {
    expect(treeFault(sound, width)).to.equal(null);
    expect(treeFault({ features: [-1], splits: [1], lefts: [0], rights: [0] }, width)).to.equal(null);
  });

  const broken: [what: string, change: Partial<Tree>, words: string][] = [
    ['nothing at all', { features: [], splits: [], lefts: [], rights: [] }, '没有节点'],
    ['lists of different lengths', { splits: [0.5, 1] }, '四个列表长短不一'],
    ['a feature too many', { features: [2, -1, -1] }, '节点 0 的特征 2 不存在'],
    ['a feature below the leaves', { features: [-2, -1, -1] }, '节点 0 的特征 -2 不存在'],
    ['a node that is not there', { rights: [3, 0, 0] }, '指向不存在的节点 3'],
    ['a way back to itself', { rights: [0, 0, 0] }, '两次走到节点 0'],
    ['a node below two others', { rights: [1, 0, 0] }, '两次走到节点 1'],
  ];
  for (const [what, change, words] of broken)
    it(`is none with ${what}`, () => {
      expect(treeFault({ ...sound, ...change }, width)?.zh).to.equal(words);
    });
});
