import { expect } from 'chai';
import { dueWords, headingOf } from '../../../../agent-panel/src/knowledge/tasks/due-words.ts';

describe('the due day of a task', () => {
  const on = (dueOn: string | null, state: 'open' | 'done' = 'open') =>
    dueWords({ dueOn, state }, '2026-12-01')?.text ?? null;

  it('is told in words: by when, today, or late by how many days', () => {
    expect(on('2026-12-02')).to.equal('2026-12-02 前办结');
    expect(on('2026-12-01')).to.equal('今天到期');
    expect(on('2026-11-29')).to.equal('逾期 2 天');
  });

  it('is nothing where there is none, or where it is closed', () => {
    expect(on(null)).to.equal(null);
    expect(on('2026-11-29', 'done')).to.equal(null);
  });
});

describe('the heading of a task', () => {
  it('is the question, and without one what was said', () => {
    expect(headingOf({ question: '养狗要证吗', words: '多人问' })).to.equal('养狗要证吗');
    expect(headingOf({ question: '', words: '复审日已到' })).to.equal('复审日已到');
  });
});
