import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { readHolidays } from '../../../bridge/commands/read-holidays.ts';
import { WorkingDays } from '../../../bridge/domain/calendar/working-days.ts';
import {
  deadlinesFrom,
  disclosureLimits,
  thirdPartyLimit,
} from '../../../bridge/domain/disclosure/deadlines.ts';

const LAW = readFileSync(join(import.meta.dirname, '../../../knowledge/texts/P001.md'), 'utf8');

const clause = (no: string) => {
  const from = LAW.indexOf(`\n${no} `);
  return LAW.slice(from, LAW.indexOf('\n第', from + 1));
};

describe('limits of an application for disclosure', () => {
  it('stand in the Regulations where it is said that they stand', () => {
    expect(clause('第三十条')).to.contain(
      `${disclosureLimits.supplement.days}个工作日内一次性告知申请人作出补正`,
    );
    expect(clause('第三十三条'))
      .to.contain(`自收到申请之日起${disclosureLimits.answer.days}个工作日内予以答复`)
      .and.to.contain(`延长的期限最长不得超过${disclosureLimits.extended.days}个工作日`)
      .and.to.contain('征求第三方和其他机关意见所需时间不计算在前款规定的期限内');
    expect(clause('第三十二条')).to.contain(`${thirdPartyLimit.days}个工作日内提出意见`);
  });

  it('of one received before 国庆 run over it: counted by hand on the notice of 2025', async () => {
    const calendar = new WorkingDays(await readHolidays(null));
    const [supplement, answer, extended] = deadlinesFrom('2025-09-26', calendar);
    // 28 (Sun, worked), 29, 30, 10-09, 10, 11 (Sat, worked), 13
    expect(supplement).to.include({ day: '2025-10-13', days: 7, basis: '第三十条' });
    expect(answer).to.include({ day: '2025-10-30', days: 20 });
    expect(extended).to.include({ day: '2025-11-27', basis: '第三十三条第二款' });
    expect(extended?.guessedYears).to.deep.equal([]);
  });

  it('that reach into a year without a notice say so, also where only the extension does', async () => {
    const calendar = new WorkingDays(await readHolidays(null));
    const [, answer, extended] = deadlinesFrom('2026-11-30', calendar);
    expect(answer).to.deep.include({ day: '2026-12-28', guessedYears: [] });
    expect(extended).to.deep.include({ day: '2027-01-25', guessedYears: [2027] });
  });
});
