import { expect } from 'chai';
import {
  nextRunOf,
  type Schedule,
  scheduleWords,
} from '../../../bridge/application/knowledge/sources/schedule.ts';

const time = (written: string) => Date.parse(`2026-11-${written}+08:00`);
const retries = { times: 3, firstAfterMs: 600_000 };
const daily: Schedule = { kind: 'at', times: ['02:30', '14:30'] };
const since = time('24T10:00');
const done = (startedAt: number) => ({
  state: 'done' as const,
  startedAt,
  endedAt: startedAt + 1000,
  attempt: 1,
});

describe('the schedule of a source', () => {
  it('is told in words', () => {
    expect(scheduleWords(daily)).to.equal('每天 02:30、14:30');
    expect(scheduleWords({ kind: 'every', hours: 6 })).to.equal('每 6 小时');
  });

  it('begins at once with hours, and at its next time of day with times', () => {
    expect(nextRunOf({ kind: 'every', hours: 6 }, retries, null, since)).to.deep.equal({
      at: since,
      attempt: 1,
    });
    expect(nextRunOf(daily, retries, null, since).at).to.equal(time('24T14:30'));
  });

  it('goes on from the last run, over midnight in China wherever the server stands', () => {
    expect(nextRunOf(daily, retries, done(time('24T14:30')), since).at).to.equal(time('25T02:30'));
    expect(nextRunOf(daily, retries, done(time('25T00:10')), since).at).to.equal(time('25T02:30'));
    expect(nextRunOf({ kind: 'every', hours: 6 }, retries, done(since), since).at).to.equal(time('24T16:00'));
  });

  it('makes up for a time at which the bridge was away', () => {
    expect(nextRunOf(daily, retries, done(time('20T02:30')), since).at).to.be.below(since);
  });

  it('is before the tries after a failure where it comes first, and after them when they are used up', () => {
    const failed = (attempt: number, endedAt = since) =>
      nextRunOf(daily, retries, { state: 'failed', startedAt: since, endedAt, attempt }, since);
    expect(failed(1)).to.deep.equal({ at: since + 600_000, attempt: 2 });
    expect(failed(3)).to.deep.equal({ at: since + 2_400_000, attempt: 4 });
    expect(failed(4)).to.deep.equal({ at: time('24T14:30'), attempt: 1 });
    expect(failed(2, time('24T14:20'))).to.deep.equal({ at: time('24T14:30'), attempt: 1 });
  });
});
