import { rmSync } from 'node:fs';
import { expect } from 'chai';
import { WorkerTrialRunner } from '../../../bridge/adapters/answers/trial-runner.ts';
import { answersAnswerSchema } from '../../../bridge/protocol/answers.ts';
import {
  newTrialQuestionAnswerSchema,
  proposalAnswerSchema,
  proposalsAnswerSchema,
  proposalWholeAnswerSchema,
  synonymsAnswerSchema,
  trialAnswerSchema,
  trialQuestionsAnswerSchema,
} from '../../../bridge/protocol/knowledge-trials.ts';
import { eventually } from '../../application/hand-timer.ts';
import { realAnswers } from '../../knowledge/library.ts';
import { smallLibrary } from '../answers/small-library.ts';
import { type Door, openDoor } from './open-door.ts';
import { answer, refused } from './rest-answers.ts';

const expected = { articleId: 'P045', clauseNo: '第三条' };
const asked = { question: '躺平假', regionCode: '430100', asOf: null, expected };

describe('synonyms over REST: proposed, tried, put live by another, taken back', function () {
  this.timeout(120_000);
  const textsFolder = smallLibrary();
  let door: Door;
  const cookies: Record<string, string> = {};

  before(async () => {
    door = await openDoor({ trials: new WorkerTrialRunner({ textsFolder }) });
    const answers = realAnswers();
    const { index } = door.house;
    index.search = async (query) => answers.search(query);
    index.putSynonyms = async (own) => answers.putSynonyms(own);
    const people = {
      editor: ['knowledge-editor'],
      both: ['knowledge-editor', 'knowledge-approver'],
      approver: ['knowledge-approver'],
      operator: ['operator'],
    } as const;
    for (const [login, roles] of Object.entries(people)) {
      await door.house.person(login, [...roles]);
      cookies[login] = await door.signIn(login);
    }
    await door.house.person('district', ['knowledge-approver', 'knowledge-editor'], 'cs-kf');
    cookies.district = await door.signIn('district');
  });
  after(async () => {
    realAnswers().putSynonyms([]);
    await door.close();
    rmSync(textsFolder, { recursive: true });
  });

  const ask = (login: string, path: string, body?: unknown) =>
    door.fetch(`/api/knowledge/${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { cookie: cookies[login] ?? '', 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const changes = [{ spoken: '躺平假', written: ['年休假'] }];
  /** among the first ten, as a trial has it */
  const place = async () => {
    const path = `/api/answers?text=${encodeURIComponent(asked.question)}`;
    const response = door.fetch(path, { headers: { cookie: cookies.operator ?? '' } });
    const { hits } = await answer(answersAnswerSchema, response);
    const ten = hits.filter(({ rank }) => rank <= 10);
    return ten.find((hit) => hit.articleId === 'P045' && hit.clauseNo === '第三条')?.rank ?? null;
  };
  const finished = async (trialId: string) => {
    for (;;) {
      const { trial } = await answer(trialAnswerSchema, ask('editor', `trials/${trialId}`));
      if (trial.state.state !== 'running') return trial;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  const propose = async (login: string, commandId: string) =>
    (
      await answer(
        proposalAnswerSchema,
        ask(login, 'synonym-proposals', { commandId, changes, reason: '来电人都这样说' }),
      )
    ).proposal;
  const act = (login: string, proposalId: string, commandId: string, changeNo: number, one: object) =>
    ask(login, `synonym-proposals/${encodeURIComponent(proposalId)}/acts`, { commandId, changeNo, act: one });

  it('have nothing to be tried on at first, and say what to do', async () => {
    expect(await refused(ask('editor', 'trials', { changes }))).to.equal('409 no-questions');
  });

  it('are tried on questions that somebody wrote, and on answers that operators used', async () => {
    await answer(newTrialQuestionAnswerSchema, ask('editor', 'trial-questions', asked));
    const cookie = cookies.operator ?? '';
    await door.fetch(`/api/answers?text=${encodeURIComponent('年假没休完公司给不给钱')}`, {
      headers: { cookie },
    });
    await door.house.timer.advance(2_000);
    await ask('operator', 'adoptions', {
      question: '年假没休完公司给不给钱',
      articleId: 'P045',
      clauseNo: '第五条',
    });
    const list = async () =>
      (await answer(trialQuestionsAnswerSchema, ask('editor', 'trial-questions'))).questions;
    await eventually(async () => (await list()).length === 2, 'the adopted answer is gathered');
    expect((await list()).map(({ source, question }) => [source, question])).to.deep.include.members([
      ['written', asked.question],
      ['adopted', '年假没休完公司给不给钱'],
    ]);
    const [first] = await list();
    const out = `trial-questions/${first?.questionId}/left-out`;
    await ask('editor', out, { leftOut: true });
    expect(await list()).to.have.lengthOf(1);
    await ask('editor', out, { leftOut: false });
    expect(await list()).to.have.lengthOf(2);
    expect(await refused(ask('editor', 'trial-questions/none/left-out', { leftOut: true }))).to.equal(
      '404 no-question',
    );
  });

  it('go live only after a trial, by somebody else, at once, into the journal, and come back', async () => {
    const proposal = await propose('both', 'c1');
    expect(await propose('both', 'c1')).to.deep.equal(proposal);
    const { proposalId } = proposal;
    const live = { act: 'go-live' };
    expect(await refused(act('approver', proposalId, 'a1', 1, live))).to.equal('409 not-tried');

    const { trial } = await answer(trialAnswerSchema, ask('editor', 'trials', { proposalId }));
    expect(await refused(ask('editor', 'trials', { changes }))).to.equal('409 trial-running');
    // Answers are given while it runs.
    expect(await place()).to.equal(null);
    const { state } = await finished(trial.trialId);
    if (state.state !== 'done') throw new Error(JSON.stringify(state));
    expect(state.summary).to.deep.include({ questions: 2, better: 1, worse: 0, same: 1 });
    const mine = state.tried.find(({ question }) => question === asked.question);
    expect(mine).to.deep.include({ outcome: 'better', expected });
    expect(mine?.before.place).to.equal(null);
    expect(await place(), 'a trial changes nothing').to.equal(null);

    const path = `synonym-proposals/${encodeURIComponent(proposalId)}`;
    const whole = await answer(proposalWholeAnswerSchema, ask('approver', path));
    expect(whole.tried).to.deep.equal(state.tried);
    expect(whole.proposal.trial).to.deep.include({ better: 1, current: true });
    expect(whole.proposal.may).to.deep.equal(['try', 'go-live', 'decline']);
    const own = await answer(proposalWholeAnswerSchema, ask('both', path));
    expect(own.proposal.may).to.deep.equal(['try', 'decline']);

    expect(await refused(act('both', proposalId, 'a2', 1, live))).to.equal('403 own-words');
    expect(await refused(act('editor', proposalId, 'a2', 1, live))).to.equal('403 no-right');
    expect(await refused(act('district', proposalId, 'a2', 1, live))).to.equal('403 other-unit');
    expect(await refused(act('approver', proposalId, 'a2', 9, live))).to.equal('409 overtaken');
    const done = await answer(proposalAnswerSchema, act('approver', proposalId, 'a3', 1, live));
    expect(done.proposal).to.include({ state: 'live', decidedByName: 'approver·姓名' });
    expect(await answer(proposalAnswerSchema, act('approver', proposalId, 'a3', 1, live))).to.deep.equal(
      done,
    );
    expect(await place()).to.be.within(1, 10);
    expect((await answer(synonymsAnswerSchema, ask('editor', 'synonyms'))).table).to.deep.equal(changes);

    const back = { act: 'take-back', reason: '误伤别的问题' };
    const taken = await answer(proposalAnswerSchema, act('approver', proposalId, 'a4', 2, back));
    expect(taken.proposal.state).to.equal('taken-back');
    expect(await place()).to.equal(null);
    expect(await answer(synonymsAnswerSchema, ask('editor', 'synonyms'))).to.deep.equal({
      table: [],
      revision: 2,
    });

    const journal = await door.house.store.journal.read('acts/b1', 0, 1_000);
    const acts = journal.flatMap(({ type, event }) =>
      type === 'knowledge-synonyms' ? [(event as { act: string }).act] : [],
    );
    expect(acts).to.deep.equal(['go-live', 'take-back']);
    const audit = await door.house.store.audit.read(0, 1_000);
    const noted = audit.filter(({ action }) => action.startsWith('knowledge-synonyms'));
    expect(noted.filter(({ success }) => success).map(({ action }) => action)).to.include.members([
      'knowledge-synonyms-propose',
      'knowledge-synonyms-go-live',
      'knowledge-synonyms-take-back',
    ]);
    expect(noted.some(({ success }) => !success)).to.equal(true);
  });

  it('whose trial was overtaken by another change are tried again first', async () => {
    const first = await propose('editor', 'd1');
    const other = await answer(
      proposalAnswerSchema,
      ask('editor', 'synonym-proposals', {
        commandId: 'd2',
        changes: [{ spoken: '社保', written: [] }],
        reason: '试试去掉',
      }),
    );
    for (const { proposalId } of [first, other.proposal]) {
      const { trial } = await answer(trialAnswerSchema, ask('editor', 'trials', { proposalId }));
      await finished(trial.trialId);
    }
    await answer(proposalAnswerSchema, act('approver', first.proposalId, 'e1', 1, { act: 'go-live' }));
    const late = act('approver', other.proposal.proposalId, 'e2', 1, { act: 'go-live' });
    expect(await refused(late)).to.equal('409 trial-outdated');
    const { proposals, total } = await answer(proposalsAnswerSchema, ask('approver', 'synonym-proposals'));
    expect(total).to.equal(3);
    expect(proposals.find(({ proposalId }) => proposalId === other.proposal.proposalId)?.may).to.deep.equal([
      'try',
      'decline',
    ]);
  });

  it('that are in force are given to answers that were built anew', async () => {
    const { index } = door.house;
    realAnswers().putSynonyms([]);
    expect(await place()).to.equal(null);
    index.rebuild();
    await door.house.timer.advance(1_000);
    await eventually(async () => (await place()) !== null, 'the synonyms are given again');
  });

  it('are refused in words where they make no sense', async () => {
    const body = (over: object) =>
      ask('editor', 'synonym-proposals', { commandId: 'x', changes, reason: '因为', ...over });
    expect(await refused(body({ changes: [] }))).to.equal('400 bad-body');
    expect(await refused(body({ changes: [{ spoken: '', written: [] }] }))).to.equal('400 bad-body');
    expect(await refused(body({ reason: ' ' }))).to.equal('400 bad-body');
    expect(
      await refused(ask('district', 'synonym-proposals', { commandId: 'x', changes, reason: '因为' })),
    ).to.equal('403 other-unit');
    expect(await refused(ask('editor', 'trials', { proposalId: 'none' }))).to.equal('404 no-proposal');
    expect(await refused(ask('editor', 'trials/none'))).to.equal('404 no-trial');
    expect(await refused(ask('operator', 'trials/none'))).to.equal('403 no-right');
  });
});
