import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { SqliteStore } from '../../bridge/adapters/sqlite/store.ts';
import { searchAnswers } from '../../bridge/commands/knowledge-search.ts';
import {
  putWeightsInForce,
  takeWeightsBack,
  tryWeightsFile,
  type UseArguments,
} from '../../bridge/commands/knowledge-weights.ts';
import { summaryOf } from '../../knowledge/content/trial.ts';
import { builtInWeights, reversedWeights } from '../adapters/answers/reversed-weights.ts';
import { account, Site } from '../adapters/sqlite/builders.ts';
import { article } from '../adapters/sqlite/knowledge/contents.ts';
import { deliver, publishAll } from '../adapters/sqlite/knowledge/deliveries.ts';
import { Said } from './said.ts';
import { typed } from './typed.ts';

describe('yihaoda knowledge weights, beside a running bridge', function () {
  this.timeout(120_000);
  this.slow(30_000);
  const site = new Site();
  const inForce = join(site.data, 'knowledge-weights.json');
  let store: SqliteStore;

  const file = (name: string, written: string) => {
    const path = join(site.root, name);
    writeFileSync(path, written);
    return path;
  };
  const reversed = file('reversed.json', reversedWeights());
  const builtIn = file('built-in.json', JSON.stringify(builtInWeights()));

  before(async () => {
    store = await site.open({ clock: { now: () => Date.now() } });
    const password = {
      algorithm: 'argon2id',
      salt: '',
      hash: '',
      memory: 1,
      passes: 1,
      parallelism: 1,
    } as const;
    for (const [login, roles, disabled] of [
      ['leader', ['knowledge-approver'], false],
      ['writer', ['knowledge-editor'], false],
      ['gone', ['knowledge-approver'], true],
    ] as const)
      await store.accounts.create(
        account({ id: `a-${login}`, login, roles: [...roles], disabled, agentNo: null }),
        password,
      );
  });
  after(async () => {
    await store.close();
    const { problems } = await site.verify();
    expect(problems).to.deep.equal([]);
    site.remove();
  });

  const tried = async (path: string) => {
    const [said, progress] = [new Said(), new Said()];
    const code = await tryWeightsFile({ file: path, data: site.data }, said, progress);
    return { code, text: said.text, progress: progress.text };
  };
  const used = async (path: string, over: Partial<UseArguments> = {}) => {
    const said = new Said();
    const args = { file: path, data: site.data, by: 'leader', althoughWorse: false, ...over };
    return { code: await putWeightsInForce(args, said, new Said()), text: said.text };
  };
  const takenBack = async (by = 'leader') => {
    const said = new Said();
    return { code: await takeWeightsBack({ data: site.data, by }, said), text: said.text };
  };
  const audited = async () =>
    (await store.audit.read(0, 1000))
      .filter(({ action }) => action.startsWith('knowledge-weights'))
      .map(({ action, accountId, success, detail, subject }) => ({
        action,
        accountId,
        success,
        detail,
        subject,
      }));
  const ask = (question: string, articleId: string, clauseNo: string) =>
    store.knowledge.addTrialQuestion({
      questionId: question,
      question,
      regionCode: '430100',
      asOf: null,
      expected: { articleId, clauseNo },
      source: 'written',
      addedBy: 'a-leader',
      addedAt: 1,
      leftOut: false,
    });

  const putSynonymLive = async () => {
    const proposalId = 'a word of the city';
    const changes = [{ spoken: '躺平假', written: ['年休假'] }];
    const { changeNo } = await store.knowledge.propose({
      proposalId,
      changes,
      reason: '来电人都这样说',
      accountId: 'a-writer',
      at: 1,
    });
    const summary = { ...summaryOf([]), at: 1, by: 'a-writer', revision: 0 };
    await store.knowledge.noteTrial({ proposalId, summary, tried: [] });
    const decision = {
      proposalId,
      commandId: 'live',
      accountId: 'a-leader',
      act: { act: 'go-live' },
    } as const;
    expect(await store.knowledge.decide({ ...decision, changeNo })).to.include({ outcome: 'done' });
  };

  it('has nothing to try them on at first, and says what to do', async () => {
    for (const { code, text } of [await tried(reversed), await used(reversed)]) {
      expect(code).to.equal(1);
      expect(text).to.contain('试验题集还是空的').and.contain('标准答案');
    }
    expect(existsSync(inForce)).to.equal(false);
  });

  it('tries them on the library, the published entries and the words of the city: each question that moved, before → after, then what it came to', async () => {
    await deliver(store.knowledge, 'B1', {
      S1: article('长政办发〔2026〕7号', { title: '长者食堂管理办法' }),
    });
    await publishAll(store.knowledge, 'B1');
    await ask('政府信息公开申请多久答复', 'P001', '第三十三条');
    await ask('年休假几天', 'P045', '第三条');
    await ask('长者食堂管理办法', 'K-S1', '第一条');
    await ask('躺平假', 'P045', '第三条');
    await putSynonymLive();
    await ask('不算的', 'P001', '第一条');
    await store.knowledge.leaveOut('不算的', true);
    const files = readdirSync(site.data);
    const { code, text, progress } = await tried(reversed);
    expect(code, text).to.equal(0);
    expect(text).to.contain('试验前用内置权重');
    expect(text).to.match(
      /变差 {2}年休假几天\n {2}标准答案 P045 第三条：第 1 位 → 没有找到\n {2}排第一的：《职工带薪年休假条例》第三条 → 《/,
    );
    expect(text).not.to.contain('不算的');
    expect(text).not.to.contain('长者食堂');
    expect(text).to.contain('共 4 题：变好 0，变差 3，不变 1');
    expect(text).to.contain('试验前 before：首位 4，前三 4，前十 4');
    expect(text).to.contain('试验后 after：首位 1，前三 1，前十 1');
    expect(progress).to.equal('');
    expect(readdirSync(site.data).filter((name) => !files.includes(name))).to.deep.equal([]);
    expect(await audited()).to.deep.equal([]);
  });

  it('refuses what makes more worse than better, unless it is told that this was seen', async () => {
    const { code, text } = await used(reversed);
    expect(code).to.equal(1);
    expect(text).to.contain('变差的 3 题').and.contain('没有启用').and.contain('--although-worse');
    expect(existsSync(inForce)).to.equal(false);
    expect(await audited()).to.deep.equal([]);

    const although = await used(reversed, { althoughWorse: true });
    expect(although.code, although.text).to.equal(0);
    expect(although.text).to.contain('下次启动时生效');
    expect(readFileSync(inForce, 'utf8')).to.equal(readFileSync(reversed, 'utf8'));
    const [line, ...more] = await audited();
    expect(more).to.deep.equal([]);
    expect(line).to.include({ action: 'knowledge-weights-use', accountId: 'a-leader', success: true });
    expect(line?.subject).to.match(/^weights [0-9a-f]{64}$/);
    expect(line?.detail).to.contain('command line').and.contain('4 questions, 0 better, 3 worse, 1 same');
    expect(line?.detail).to.contain('first 4 → 1');
  });

  it('searches by them from then on', async () => {
    const said = new Said();
    const args = { text: '年休假几天', region: '430100', json: false, limit: 3, data: site.data };
    expect(await searchAnswers(args, said), said.text).to.equal(0);
    expect(said.text).not.to.match(/^1\. 职工带薪年休假条例 第三条/);
  });

  it('compares others with them, and puts those in their place with no file left beside', async () => {
    const { code, text } = await used(builtIn);
    expect(code, text).to.equal(0);
    expect(text).to.contain(`试验前用 ${inForce}`).and.contain('变好 3，变差 0，不变 1');
    expect(text).to.match(/变好 {2}年休假几天\n {2}标准答案 P045 第三条：没有找到 → 第 1 位\n/);
    expect(readFileSync(inForce, 'utf8')).to.equal(readFileSync(builtIn, 'utf8'));
    expect(readdirSync(site.data).filter((name) => name.endsWith('.new'))).to.deep.equal([]);
    expect(await audited()).to.have.lengthOf(2);
  });

  it('refuses each file that is none in words, and leaves everything as it was', async () => {
    const broken = (change: (weights: ReturnType<typeof builtInWeights>) => void) => {
      const weights = builtInWeights();
      change(weights);
      return JSON.stringify(weights);
    };
    const before = [readFileSync(inForce, 'utf8'), await audited()];
    for (const [name, path, words] of [
      ['none', join(site.root, 'none.json'), '没有这个文件'],
      ['a folder', site.root, '不是普通文件'],
      ['no JSON', file('1.json', 'weights'), '不是 JSON 文件'],
      ['too large', file('2.json', ' '.repeat(4 * 1024 * 1024 + 1)), '超过 4 MB'],
      ['another shape', file('3.json', '{"features":[],"trees":[]}'), 'doubt 不合要求'],
      [
        'other signals',
        file(
          '4.json',
          broken(({ features }) => features.reverse()),
        ),
        '请重新训练',
      ],
      [
        'no tree',
        file(
          '5.json',
          broken(({ trees }) => trees[3]?.features.fill(0)),
        ),
        'trees.3 不是一棵树',
      ],
    ] as const)
      for (const { code, text } of [await tried(path), await used(path, { althoughWorse: true })]) {
        expect(code, name).to.equal(1);
        expect(text, name).to.contain(words);
      }
    expect([readFileSync(inForce, 'utf8'), await audited()]).to.deep.equal(before);
  });

  it('is answered for by somebody who approves, and may still sign in', async () => {
    for (const [by, words] of [
      ['nobody', '没有账号“nobody”'],
      ['writer', '您的角色没有此项权限'],
      ['gone', '账号已停用'],
    ] as const)
      for (const { code, text } of [await used(builtIn, { by }), await takenBack(by)]) {
        expect(code, by).to.equal(1);
        expect(text, by).to.contain(words);
      }
    expect(existsSync(inForce)).to.equal(true);
    expect(await audited()).to.have.lengthOf(2);
  });

  it('compares with the built-in ones where what is in force cannot be used, and says so', async () => {
    writeFileSync(inForce, '{');
    const { code, text } = await tried(builtIn);
    expect(code, text).to.equal(0);
    expect(text).to.contain(`${inForce} 用不上`).and.contain('变好 0，变差 0，不变 4');
    expect(text).to.contain('没有一题的位次或排第一的答复有变');
    const [said, complaints] = [new Said(), new Said()];
    const args = { text: '年休假几天', region: '430100', json: false, limit: 3, data: site.data };
    expect(await searchAnswers(args, said, complaints), said.text).to.equal(0);
    expect(said.text).to.match(/^1\. 职工带薪年休假条例 第三条/);
    expect(complaints.text).to.contain(`${inForce} 用不上`);
  });

  it('takes them back, once', async () => {
    const { code, text } = await takenBack();
    expect(code, text).to.equal(0);
    expect(text).to.contain('下次启动时恢复内置权重');
    expect(existsSync(inForce)).to.equal(false);
    expect((await audited()).at(-1)).to.include({
      action: 'knowledge-weights-take-back',
      accountId: 'a-leader',
      success: true,
    });
    const again = await takenBack();
    expect(again.code).to.equal(1);
    expect(again.text).to.contain('没有启用自己的权重');
    expect(await audited()).to.have.lengthOf(3);
  });

  it('notes that they were not put where the disk refuses, and leaves no file beside', async () => {
    // A folder stands where the file should be.
    mkdirSync(join(inForce, 'in-the-way'), { recursive: true });
    const { code } = await used(builtIn);
    expect(code).to.equal(1);
    expect((await audited()).slice(-2).map(({ success }) => success)).to.deep.equal([true, false]);
    expect(readdirSync(site.data).filter((name) => name.endsWith('.new'))).to.deep.equal([]);
    rmSync(inForce, { recursive: true });
  });

  it('is there as it is typed', async () => {
    const { out } = await typed('knowledge', 'weights', '--help');
    expect(out).to.contain('try').and.contain('use').and.contain('take-back');
    const { code, err } = await typed('knowledge', 'weights', 'use', builtIn);
    expect(code).to.not.equal(0);
    expect(err).to.contain('--by');
  });
});
