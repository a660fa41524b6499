import { expect } from 'chai';
import type { EntryDone } from '../../../bridge/application/knowledge/write-entry.ts';
import type { Refused } from '../../../bridge/application/result.ts';
import type { Account } from '../../../bridge/application/store.ts';
import type { Content } from '../../../knowledge/content/entry.ts';
import { article, faq } from '../../adapters/sqlite/knowledge/contents.ts';
import { eventually } from '../hand-timer.ts';
import { type House, hit, openHouse } from '../house.ts';

describe('the knowledge base at work', function () {
  this.timeout(20_000);
  let house: House;
  let editor: Account;
  let second: Account;
  let approver: Account;
  let operator: Account;
  let commands = 0;
  beforeEach(async () => {
    house = await openHouse({ ownThreads: true });
    editor = await house.person('editor', ['knowledge-editor'], 'cs-kf');
    second = await house.person('second', ['knowledge-editor']);
    approver = await house.person('approver', ['knowledge-approver']);
    operator = await house.person('operator', ['operator']);
  });
  afterEach(() => house.close());

  const command = () => {
    commands += 1;
    return `k-${commands}`;
  };
  const done = (answer: Refused | EntryDone) => {
    if (answer.outcome === 'refused') throw new Error(answer.message);
    return answer;
  };
  const write = (content: Content, account = editor) =>
    house.hotline.knowledge.writeEntry.write(account, {
      commandId: command(),
      entry: null,
      content,
      reason: '',
    });
  const review = (
    account: Account,
    entry: { entryId: string; changeNo: number },
    act: Parameters<House['hotline']['knowledge']['writeEntry']['review']>[1]['act'],
  ) => house.hotline.knowledge.writeEntry.review(account, { commandId: command(), ...entry, act });
  const publish = async (content: Content, account = editor) => {
    let entry = done(await write(content, account));
    entry = done(await review(account, entry, { act: 'submit' }));
    entry = done(await review(second === account ? editor : second, entry, { act: 'pass-first' }));
    return done(await review(approver, entry, { act: 'pass-second', reviewDueOn: '2027-11-24' }));
  };
  const audited = async () =>
    (await house.store.audit.read(0, 1000)).map(({ action, success }) => `${action} ${success ? '✓' : '✗'}`);

  describe('an entry', () => {
    it('is written by editors, in their own unit, with what each may do next', async () => {
      expect(await write(faq('甲'), operator)).to.include({ code: 'no-right' });
      const entry = done(await write(faq('甲')));
      const view = await house.hotline.knowledge.base.entry(editor, entry.entryId);
      if ('outcome' in view) throw new Error(view.message);
      expect(view.entry).to.deep.include({ unitId: 'cs-kf', stage: 'editing' });
      expect(view.may).to.deep.equal(['write', 'submit', 'discard']);
      const submitted = done(await review(editor, entry, { act: 'submit' }));
      const other = await house.hotline.knowledge.base.entry(second, entry.entryId);
      expect('may' in other && other.may).to.deep.equal(['pass-first', 'send-back']);
      expect(await review(editor, submitted, { act: 'pass-first' })).to.include({ code: 'own-words' });
      expect(await audited()).to.include.members([
        'knowledge-write ✓',
        'knowledge-submit ✓',
        'knowledge-pass-first ✗',
      ]);
    });

    it('of another unit is hidden below the city, and the look is noted', async () => {
      const theirs = done(await write(faq('市级的'), second));
      for (const answer of [
        await house.hotline.knowledge.base.entry(editor, theirs.entryId),
        await review(editor, theirs, { act: 'submit' }),
      ])
        expect(answer).to.include({ outcome: 'refused', code: 'other-unit' });
      const ours = done(await write(faq('开福的')));
      const list = async (account: Account) => {
        const page = await house.hotline.knowledge.base.list(account, {}, { offset: 0, limit: 9 });
        return 'outcome' in page ? [] : page.entries.map(({ title }) => title);
      };
      expect(await list(editor)).to.deep.equal(['开福的']);
      expect(await list(second)).to.have.members(['开福的', '市级的']);
      expect(await list(operator)).to.deep.equal([]);
      expect((await house.hotline.knowledge.base.entry(second, ours.entryId)) as object).to.have.property(
        'content',
      );
      expect((await audited()).filter((line) => line === 'knowledge-other-unit ✗')).to.have.length(2);
    });

    it('decided on what is no longer there is told so, and nothing happens', async () => {
      const entry = done(await write(faq('甲')));
      done(await review(editor, entry, { act: 'submit' }));
      expect(await review(editor, entry, { act: 'discard' })).to.include({ code: 'overtaken' });
    });

    it('with an attachment that was never uploaded, a 文号 that is taken or a circle is not written', async () => {
      const file = { name: '申请表.docx', sha256: 'a'.repeat(64), mediaType: 'application/msword', bytes: 3 };
      expect(await write(article('长政发〔2026〕1号', { attachments: [file] }))).to.include({
        code: 'no-attachment',
      });
      const one = done(await write(article('长政发〔2026〕1号', { replaces: ['长政发〔2026〕2号'] })));
      expect(await write(article('长政发〔2026〕1号'))).to.include({ code: 'same-doc-no' });
      expect(await write(article('长政发〔2026〕2号', { replaces: [one.entryId] }))).to.include({
        code: 'circle',
      });
      const rewrite = { commandId: command(), entry: one, content: article('长政发〔2026〕1号'), reason: '' };
      expect(done(await house.hotline.knowledge.writeEntry.write(editor, rewrite)).rev).to.equal(2);
      const turned = { ...rewrite, commandId: command(), content: faq('变成问答') };
      expect(await house.hotline.knowledge.writeEntry.write(editor, turned)).to.include({
        code: 'other-kind',
      });
    });

    it('published is given to the answers, withdrawn is taken from them', async () => {
      const entry = await publish(faq('租房提取'));
      await eventually(async () => {
        await house.timer.advance(500);
        return house.index.updates.some(({ put }) => put.some(({ entryId }) => entryId === entry.entryId));
      }, 'the answers know it');
      done(await review(editor, entry, { act: 'withdraw', reason: '口径有误' }));
      await eventually(async () => {
        await house.timer.advance(500);
        return house.index.updates.at(-1)?.remove.includes(entry.entryId) ?? false;
      }, 'the answers have lost it');
    });

    it('is given whole to answers that were built anew, and to a bridge that starts again', async () => {
      const entry = await publish(faq('租房提取'));
      const puts = (one: House) => one.index.updates.flatMap(({ put }) => put.map(({ entryId }) => entryId));
      const known = (one: House) =>
        eventually(async () => {
          await one.timer.advance(500);
          return puts(one).includes(entry.entryId);
        }, 'the answers know it');
      await known(house);
      house.index.updates.length = 0;
      house.index.rebuild();
      await known(house);
      house.index.updates.length = 0;
      house = await house.crash();
      await known(house);
    });
  });

  describe('before the shift (班前播报)', () => {
    it('tells in sentences what is published, begins, ends and is withdrawn', async () => {
      await publish(faq('新政策', { validFrom: '2026-11-24', validTo: '2026-11-26' }));
      const wrong = await publish(faq('错的'));
      done(await review(editor, wrong, { act: 'withdraw', reason: '口径有误' }));
      const tell = async (since: string | null) => {
        const told = await house.hotline.knowledge.changes.tell(operator, since);
        return 'outcome' in told ? told.code : told.changes.map(({ words }) => words);
      };
      expect(await tell(null)).to.deep.equal([
        '《错的》已于2026年11月24日下架，不再用于答复。原因：口径有误',
        '《新政策》自2026年11月24日起适用。',
        '《新政策》（政策文件）已于2026年11月24日发布。',
      ]);
      await house.timer.advance(2 * 86_400_000);
      expect(await tell(null)).to.deep.equal(['《新政策》自2026年11月26日起不再适用。']);
      expect(await tell('2026-11-24')).to.have.length(4);
      expect(await tell('2026-12-24')).to.equal('bad-day');
      const admin = await house.person('admin', ['system-admin']);
      expect(await house.hotline.knowledge.changes.tell(admin, null)).to.include({ code: 'no-right' });
    });

    it('tells what a text that begins takes the place of, on that day, once', async () => {
      await publish(article('长政发〔2024〕1号', { title: '旧办法' }));
      const commencement = {
        kind: 'known',
        ruleFrom: '2026-11-26',
        textFrom: '2026-11-26',
        unseenFrom: null,
        basis: '附则',
      } as const;
      const replaces = ['长政发〔2024〕1号'];
      await publish(article('长政发〔2026〕2号', { title: '新办法', replaces, commencement }));
      const tell = async (since: string | null) => {
        const told = await house.hotline.knowledge.changes.tell(operator, since);
        return 'outcome' in told ? told.code : told.changes.map(({ words }) => words);
      };
      const sentence = '《旧办法》自2026年11月26日起不再适用，由《新办法》替代。';
      expect(await tell(null)).to.not.include(sentence);
      await house.timer.advance(2 * 86_400_000);
      expect(await tell(null)).to.deep.equal([sentence, '《新办法》自2026年11月26日起适用。']);
      expect((await tell('2026-11-24')) as string[]).to.include(sentence);
    });
  });

  describe('a task', () => {
    const gap = {
      kind: 'gap',
      question: '公积金 13874801115 怎么取',
      regionCode: '430100',
      asOf: null,
      entryId: null,
      clauseNo: null,
      words: '',
      interactionId: null,
    } as const;
    const taskOf = <T extends object>(answer: Refused | T) => {
      if ('outcome' in answer && answer.outcome === 'refused') throw new Error((answer as Refused).message);
      return answer as T;
    };
    const tasks = () => house.hotline.knowledge.tasks;

    it('of a gap is done when its question finds something, and keeps what came first', async () => {
      const task = taskOf(await tasks().report(operator, { ...gap, commandId: 'g' }));
      expect(taskOf(await tasks().report(operator, { ...gap, commandId: 'g' })).taskId).to.equal(task.taskId);
      expect(task.question).to.equal('公积金 ****** 怎么取');
      house.index.found = [];
      const close = { taskId: task.taskId, changeNo: 1, state: 'done', words: '已补充' } as const;
      expect(await tasks().close(second, close)).to.include({ code: 'still-unanswered' });
      expect(
        taskOf(await tasks().close(second, { ...close, state: 'declined', words: '不属政务' })),
      ).to.deep.include({ state: 'declined' });
      const again = taskOf(await tasks().report(operator, { ...gap, commandId: 'g2' }));
      house.index.found = [hit];
      const closed = taskOf(await tasks().close(second, { ...close, taskId: again.taskId }));
      expect(closed.closing?.rerun).to.deep.equal({
        hits: [{ articleId: 'P001', clauseNo: '第六条', title: hit.title, rank: 1 }],
        answered: true,
      });
      expect(house.index.asked.at(-1)).to.include({ text: '公积金 ****** 怎么取', date: '2026-11-24' });
      expect(await tasks().close(second, { ...close, taskId: again.taskId })).to.include({ code: 'closed' });
    });

    it('of an error is not done while what was wrong still comes first', async () => {
      const entry = await publish(faq('错答'));
      const error = {
        ...gap,
        kind: 'error',
        question: '错答',
        entryId: entry.entryId,
        clauseNo: '',
        words: '金额不对',
      } as const;
      const task = taskOf(await tasks().report(operator, { ...error, commandId: 'e' }));
      expect(task.ownerUnit).to.equal('cs-kf');
      house.index.found = [{ ...hit, articleId: entry.entryId, clauseNo: '' }];
      const close = { taskId: task.taskId, changeNo: 1, state: 'done', words: '已改' } as const;
      expect(await tasks().close(editor, close)).to.include({ code: 'still-wrong' });
      await house.timer.advance(1000);
      let next = done(
        await house.hotline.knowledge.writeEntry.write(editor, {
          commandId: command(),
          entry,
          content: faq('错答', { topic: '改' }),
          reason: '',
        }),
      );
      next = done(await review(editor, next, { act: 'submit' }));
      next = done(await review(second, next, { act: 'pass-first' }));
      done(await review(approver, next, { act: 'pass-second', reviewDueOn: '2027-11-24' }));
      expect(taskOf(await tasks().close(editor, close)).state).to.equal('done');
    });

    it('of a review that is due comes by itself, once, and is done with the review', async () => {
      const entry = await publish(faq('要复审的'));
      await house.timer.advance(365 * 86_400_000);
      const due = async () => {
        const page = await tasks().list(editor, { kind: 'review-due' }, { offset: 0, limit: 9 });
        return 'outcome' in page ? [] : page.tasks;
      };
      await eventually(async () => {
        await house.timer.advance(60_000);
        return (await due()).length > 0;
      }, 'the task is there');
      const [task, ...others] = await due();
      expect(others).to.deep.equal([]);
      const close = { taskId: task?.taskId ?? '', changeNo: 1, state: 'done', words: '看过' } as const;
      expect(await tasks().close(editor, close)).to.include({ code: 'still-due' });
      done(await review(approver, entry, { act: 'confirm', reviewDueOn: '2028-11-24' }));
      expect(taskOf(await tasks().close(editor, close)).state).to.equal('done');
    });

    it('is seen and given away in its unit, and by who reported it', async () => {
      const task = taskOf(await tasks().report(operator, { ...gap, commandId: 'g' }));
      const page = { offset: 0, limit: 9 };
      const seen = async (account: Account) => {
        const list = await tasks().list(account, {}, page);
        return 'outcome' in list ? list.code : list.tasks.length;
      };
      expect(await seen(operator)).to.equal(1);
      expect(await seen(second)).to.equal(1);
      expect(await seen(editor), 'the city’s').to.equal(0);
      expect(await seen(await house.person('lead', ['team-lead']))).to.equal(0);
      const assign = { taskId: task.taskId, changeNo: 1, ownerId: second.id, dueOn: '2026-12-01' };
      expect(await tasks().assign(editor, assign)).to.include({ code: 'other-unit' });
      expect(await tasks().assign(second, { ...assign, ownerId: operator.id })).to.include({
        code: 'bad-owner',
      });
      expect(taskOf(await tasks().assign(second, assign))).to.include({ ownerId: second.id, changeNo: 2 });
      expect(await tasks().assign(second, assign)).to.include({ code: 'overtaken' });
    });
  });

  describe('what is searched', () => {
    const search = (text: string, composing = false) =>
      house.hotline.answerQuestion.search(operator, {
        text,
        serviceFunction: null,
        regionCode: null,
        date: null,
        composing,
      });
    const usage = async () => house.store.knowledge.usage(0, Date.parse('2099-01-01'));

    it('counts once the typing has paused, without anybody’s number', async () => {
      house.index.found = [];
      for (const text of ['公', '公积金', '公积金　１３８７４８０１１１５']) await search(text);
      expect((await usage()).searches).to.equal(0);
      await house.timer.advance(2_000);
      await eventually(async () => (await usage()).searches === 1, 'noted');
      expect((await usage()).zero.map(({ question }) => question)).to.deep.equal(['公积金 ******']);
    });

    it('counts no word that an input method still holds', async () => {
      house.index.found = [];
      await search("gong'ji", true);
      await house.timer.advance(2_000);
      await search('公积金提取');
      await house.timer.advance(2_000);
      await eventually(async () => (await usage()).searches === 1, 'noted');
      expect((await usage()).zero.map(({ question }) => question)).to.deep.equal(['公积金提取']);
    });

    it('counts what was adopted, and at which place, once a search', async () => {
      house.index.found = [
        { ...hit, rank: 1, clauseNo: '第一条' },
        { ...hit, rank: 2 },
      ];
      await search('租房提取');
      const used = { question: '租房提取', articleId: 'P001', clauseNo: '第六条' };
      house.hotline.knowledge.noteSearches.adopted(operator, used);
      house.hotline.knowledge.noteSearches.adopted(operator, { ...used, clauseNo: '第一条' });
      house.hotline.knowledge.noteSearches.adopted(second, used);
      await search('另一个问题');
      await house.timer.advance(2_000);
      await eventually(async () => (await usage()).searches === 2, 'noted');
      expect(await usage()).to.deep.include({ withHits: 2, adopted: 1, adoptedFirst: 0, zero: [] });
      expect((await usage()).used).to.deep.include({
        articleId: 'P001',
        title: null,
        count: 1,
        lastAt: house.timer.now() - 2000,
      });
      expect((await usage()).notAdopted.map(({ question }) => question)).to.deep.equal(['另一个问题']);
    });

    it('tells which published entries nobody used', async () => {
      const entry = await publish(faq('没人问'));
      expect(await usage()).to.deep.include({ neverUsedCount: 1 });
      house.index.found = [{ ...hit, articleId: entry.entryId, clauseNo: '' }];
      await search('没人问');
      house.hotline.knowledge.noteSearches.adopted(operator, {
        question: '',
        articleId: entry.entryId,
        clauseNo: '',
      });
      await eventually(async () => (await usage()).neverUsedCount === 0, 'used');
      expect((await usage()).used[0]).to.include({ articleId: entry.entryId, title: '没人问', count: 1 });
    });
  });
});
