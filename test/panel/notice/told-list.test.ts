import { expect } from 'chai';
import { withSent } from '../../../agent-panel/src/notice/told-list.ts';
import type { NoticeItem } from '../../../bridge/protocol/domain.ts';

const notice: NoticeItem[] = [
  { kind: '受理条件', text: '持有居住证。' },
  { kind: '申请材料', text: '身份证。' },
  { kind: '收费', text: '不收费。' },
];
const said = { articleId: 'A', item: '受理条件', told: true, at: '2026-11-24T10:00:00+08:00' };
const sent = '2026-11-24T10:01:00+08:00';

describe('what a text message told', () => {
  it('is all that it holds; what had no room is still to be told', () => {
    expect(withSent([], 'A', notice, ['收费'], sent)).to.deep.equal([
      { ...said, at: sent },
      { articleId: 'A', item: '申请材料', told: true, at: sent },
      { articleId: 'A', item: '收费', told: false, at: null },
    ]);
  });

  it('leaves what was said before at its time, and other entries as they are', () => {
    const other = { articleId: 'B', item: '收费', told: false, at: null };
    const list = withSent([other, said], 'A', notice, [], sent);
    expect(list[0]).to.equal(other);
    expect(list.slice(1).map(({ at }) => at)).to.deep.equal([said.at, sent, sent]);
  });

  it('is nothing of an entry without such parts', () => {
    expect(withSent([], 'A', [], [], sent)).to.deep.equal([]);
  });
});
