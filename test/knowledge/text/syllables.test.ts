import { expect } from 'chai';
import { beginsSyllable, blurred, isSyllable } from '../../../knowledge/text/syllables.ts';

describe('a syllable', () => {
  it('is one of pinyin, and no other run of letters', () => {
    for (const syllable of ['gong', 'zhuang', 'lv', 'e', 'er'])
      expect(isSyllable(syllable), syllable).to.equal(true);
    for (const none of ['go', 'gon', 'we', 'vat', 'hell', '']) expect(isSyllable(none), none).to.equal(false);
  });

  it('is begun by each of its beginnings', () => {
    for (const begun of ['g', 'gon', 'zhua', 'l']) expect(beginsSyllable(begun), begun).to.equal(true);
    for (const none of ['v', 'gn', 'i', '']) expect(beginsSyllable(none), none).to.equal(false);
  });

  it('sounds in the south as its neighbour does', () => {
    const alike =
      'nan lan, zhi zi, chi ci, shi si, hu fu, hui fei, huang fang, xin xing, sheng shen, niang liang';
    for (const pair of alike.split(', ')) {
      const [one = '', other = ''] = pair.split(' ');
      expect(blurred(one), pair).to.equal(blurred(other));
    }
    for (const pair of ['han fan', 'ban bang', 'lu lv', 'zu cu', 'dan tan']) {
      const [one = '', other = ''] = pair.split(' ');
      expect(blurred(one), pair).not.to.equal(blurred(other));
    }
  });
});
