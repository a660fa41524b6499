import { expect } from 'chai';
import { type HopId, type HopTold, hops, inTheWayOf } from '../../../bridge/commands/doctor/hops.ts';
import type { Trouble } from '../../../bridge/commands/doctor/trouble.ts';
import { troubleWords } from '../../../bridge/commands/doctor/trouble-words.ts';
import { hopLines, verdictOf } from '../../../bridge/commands/doctor/verdict.ts';

/** What is told where these hops fail, each for its reason, and the rest is as its needs are. */
function toldWith(failing: Partial<Record<HopId, Trouble>>): HopTold[] {
  const all: HopTold[] = [];
  for (const hop of hops) {
    const because = inTheWayOf(hop, all);
    const trouble = failing[hop.id];
    if (because !== null) all.push({ hop, outcome: 'skipped', because });
    else if (trouble === undefined) all.push({ hop, outcome: 'ok', words: { zh: '在', en: 'there' } });
    else {
      const { what, remedy } = troubleWords(trouble);
      all.push({ hop, outcome: 'failed', words: what, remedy });
    }
  }
  return all;
}

const marksOf = (told: readonly HopTold[]) => told.map((one) => hopLines(one)[0]?.[0]).join('');

const away: Trouble = { kind: 'telephone-away', interface: 'PJSIP/1001', state: 'UNAVAILABLE' };
const silent: Trouble = { kind: 'bridge-silent', url: 'http://127.0.0.1:12345/', reason: 'ECONNREFUSED' };

describe('what the doctor concludes', () => {
  it('is that all is well where every hop is', () => {
    const { words, code } = verdictOf(toldWith({}));
    expect(code).to.equal(0);
    expect(words.zh).to.contain('完好').and.to.contain('中继');
  });

  it('is where it stops and what to do next, and what else fails besides', () => {
    const told = toldWith({ telephone: away, bridge: silent });
    expect(marksOf(told)).to.equal('✓✓✗✗––––––––––');
    const { words, code } = verdictOf(told);
    expect(code).to.equal(1);
    expect(words.zh).to.match(
      /断在第 3 步“队列与话机”：话机 PJSIP\/1001 没有注册.*下一步：.*另有未通过：话务桥/,
    );
    expect(words.en).to.match(/stops at hop 3, queue and telephone.*Also failed: bridge/);
  });

  it('looks at the bridge where the exchange lets nobody in, and at neither where the file is wrong', () => {
    const refused: Trouble = {
      kind: 'exchange-refused',
      reason: { zh: '拒绝登录', en: 'refused' },
      remedy: { zh: '核对 secret', en: 'check the secret' },
    };
    expect(marksOf(toldWith({ exchange: refused }))).to.equal('✓✗–✓✓–––––––––');
    expect(marksOf(toldWith({ configuration: { kind: 'file-wrong', words: 'a.yaml:3:1' } }))).to.equal(
      `✗${'–'.repeat(13)}`,
    );
  });

  it('asks the page for the pop also where the telephone does not ring', () => {
    const told = toldWith({ ringing: { kind: 'not-ringing', interface: 'PJSIP/1001', result: 'BUSY' } });
    expect(marksOf(told)).to.equal(`${'✓'.repeat(10)}✗✓✓✓`);
  });

  it('repeats of many mistakes in a file only the first', () => {
    const told = toldWith({ configuration: { kind: 'file-wrong', words: 'a.yaml:3:1：甲\na.yaml:9:1：乙' } });
    expect(hopLines(told[0] ?? raise())[0]).to.contain('甲\n     a.yaml:9:1：乙');
    expect(verdictOf(told).words.zh).to.contain('甲 …').and.to.not.contain('乙');
  });

  it('says which hop is in the way of one that was not looked at, the first of them', () => {
    const lines = toldWith({ exchange: { kind: 'line-lost', reason: 'closed' } }).map(
      (one) => hopLines(one)[0],
    );
    expect(lines.at(-1)).to.contain('未查，因“登录交换机”未通过');
  });

  it('says of a demo what was looked at and that no call was played', () => {
    const demo = new Set<HopId>(['configuration', 'bridge', 'page']);
    const told = hops.map(
      (hop): HopTold =>
        demo.has(hop.id)
          ? { hop, outcome: 'ok', words: { zh: '在', en: 'there' } }
          : { hop, outcome: 'skipped', because: 'demo' },
    );
    const { words, code } = verdictOf(told);
    expect(code).to.equal(0);
    expect(words.zh).to.contain('演示').and.to.contain('没有放测试来电').and.to.contain('--config');
    expect(hopLines(told[1] ?? raise())[0]).to.contain('演示没有真实交换机');
  });
});

describe('the words of a trouble', () => {
  const line = 'PJSIP/1001';
  const cases: [Trouble, RegExp][] = [
    [
      { kind: 'member-missing', queue: 'policy', interface: line, alike: 'SIP/1001' },
      /却有 SIP\/1001.*写法不同/,
    ],
    [
      { kind: 'member-missing', queue: 'policy', interface: line, alike: null },
      /队列 policy 里没有 PJSIP\/1001/,
    ],
    [{ kind: 'member-paused', queue: 'policy', interface: line, reason: 'Auto-Pause' }, /暂停（Auto-Pause）/],
    [{ kind: 'member-device', queue: 'policy', interface: line, device: 5 }, /没有注册/],
    [{ kind: 'queue-let-go', queue: 'policy', status: 'JOINEMPTY' }, /无人值守/],
    [{ kind: 'other-queue', queue: 'policy', joined: 'business', digit: '1' }, /进了队列 business.*已按 1/],
    [{ kind: 'not-offered', seat: '1001', queue: 'policy', offeredTo: ['PJSIP/1002'] }, /派给了 PJSIP\/1002/],
    [{ kind: 'not-offered', seat: '1001', queue: 'policy', offeredTo: [] }, /没有派给任何座席/],
    [{ kind: 'no-pop', seat: '1001', saw: 'nothing', told: '' }, /话务桥却没有看到振铃/],
    [{ kind: 'no-pop', seat: '1001', saw: 'link-lost', told: '正在重连' }, /连接断了.*正在重连/],
    [{ kind: 'no-pop', seat: '1001', saw: 'page-gone', told: 'WebSocket 1006' }, /长连接断了.*1006/],
    [{ kind: 'no-pop', seat: '1001', saw: 'seat-rings', told: '' }, /看到座席 1001 振铃，但页面没有/],
    [{ kind: 'call-not-born', extension: '12345', context: 'from-trunk' }, /from-trunk 里没有 12345/],
    [{ kind: 'bridge-unlinked', link: 'lost' }, /它与交换机的连接已断开/],
    [{ kind: 'other-exchange', expected: 'pbx/a', found: 'pbx/b' }, /pbx\/b.*pbx\/a/],
    [{ kind: 'trunk-unknown', endpoints: ['PJSIP/carrier'] }, /没有中继 PJSIP\/carrier.*不计入指标/],
  ];
  for (const [trouble, words] of cases)
    it(`of ${trouble.kind} say what happened and what to do, in both languages`, () => {
      const { what, remedy } = troubleWords(trouble);
      expect(what.zh).to.match(words);
      for (const text of [what.en, remedy.zh, remedy.en]) expect(text).to.not.equal('');
      for (const text of [what.en, remedy.en]) expect(text).to.not.match(/[\u4e00-\u9fff]/);
    });
});

function raise(): never {
  throw new Error('no such hop');
}
