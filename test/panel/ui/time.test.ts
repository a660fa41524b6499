import { expect } from 'chai';
import { age, clockTime, dayAndTime, duration } from '../../../agent-panel/src/ui/time.ts';

const noon = Date.parse('2026-11-24T12:01:33+08:00');

describe('times on screen', () => {
  it('are China’s, whatever the PC is set to', () => {
    expect(clockTime(noon)).to.equal('12:01:33');
  });

  it('name today and yesterday, and the year only where it is another', () => {
    expect(dayAndTime(noon, noon + 60_000)).to.equal('今天 12:01');
    expect(dayAndTime(noon, Date.parse('2026-11-25T00:00:01+08:00'))).to.equal('昨天 12:01');
    expect(dayAndTime(noon, noon + 9 * 86_400_000)).to.equal('11-24 12:01');
    expect(dayAndTime(noon, noon + 60 * 86_400_000)).to.equal('2026-11-24');
  });

  it('count minutes and seconds, hours where there are any, and never backwards', () => {
    expect(duration(134_900)).to.equal('02:14');
    expect(duration(3_734_000)).to.equal('1:02:14');
    expect(duration(-5)).to.equal('00:00');
  });

  it('tell a young age in tenths', () => {
    expect([age(240), age(4_000), age(134_000)]).to.deep.equal(['0.2 s', '4 s', '02:14']);
  });
});
