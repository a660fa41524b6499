import { expect } from 'chai';
import { initialsOf } from '../../../agent-panel/src/call/hand-on/initials.ts';

/** By initial letter, signs of its first and of its last syllables. */
const signs: Readonly<Record<string, string>> = {
  a: '阿安澳',
  b: '八白步不',
  c: '擦陈长错',
  d: '搭大东多',
  e: '鹅恩耳二',
  f: '发方副府',
  g: '嘎高国过',
  h: '哈韩或火',
  j: '机贾军郡',
  k: '卡开阔昆',
  l: '拉李刘路麓吕略罗洛',
  m: '妈马毛木穆',
  n: '拿宁诺女',
  o: '欧偶',
  p: '爬彭普浦',
  q: '七区群',
  r: '然任弱',
  s: '撒沙所索',
  t: '他天托',
  w: '挖望务吴',
  x: '西肖训徐',
  y: '丫杨运余',
  z: '杂张作左',
};

describe('the letters that a name is found by', () => {
  it('are those of its pinyin, from the first syllable of a letter to its last', () => {
    for (const [letter, all] of Object.entries(signs))
      for (const sign of all) expect(initialsOf(sign), sign).to.equal(letter);
  });

  it('are read sign by sign; digits and letters stand for themselves', () => {
    expect(['岳麓区', '长沙县', '刘佳', '12315 市场监管'].map(initialsOf)).to.deep.equal([
      'ylq',
      'csx',
      'lj',
      '12315scjg',
    ]);
  });
});
