import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { importers } from '../../../bridge/commands/run-importer.ts';
import {
  attachmentAnswerSchema,
  batchAnswerSchema,
  batchDoneSchema,
  batchesAnswerSchema,
  batchRowsAnswerSchema,
  browseAnswerSchema,
  changesAnswerSchema,
  differenceAnswerSchema,
  entryAnswerSchema,
  entryDoneSchema,
  entryListAnswerSchema,
  importChoicesSchema,
  publishedAnswerSchema,
  receiptAnswerSchema,
  taskAnswerSchema,
  taskDetailSchema,
  tasksAnswerSchema,
  usageAnswerSchema,
  versionAnswerSchema,
} from '../../../bridge/protocol/knowledge.ts';
import { writeKnowledgeTable } from '../../../knowledge/import/tables/write-knowledge-table.ts';
import { makeDocx } from '../../knowledge/import/documents/make-documents.ts';
import { article, faq } from '../sqlite/knowledge/contents.ts';
import { type Door, openDoor } from './open-door.ts';
import { answer, refused } from './rest-answers.ts';

describe('the knowledge base over REST', function () {
  this.timeout(30_000);
  let door: Door;
  const cookies: Record<string, string> = {};

  before(async () => {
    door = await openDoor({ importers: importers() });
    const people = {
      editor: ['knowledge-editor'],
      second: ['knowledge-editor'],
      approver: ['knowledge-approver'],
      operator: ['operator'],
    } as const;
    for (const [login, roles] of Object.entries(people)) {
      await door.house.person(login, [...roles]);
      cookies[login] = await door.signIn(login);
    }
  });
  after(() => door.close());

  const ask = (login: string, path: string, body?: unknown) =>
    door.fetch(`/api/knowledge/${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { cookie: cookies[login] ?? '', 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const send = (login: string, path: string, bytes: Uint8Array | string) =>
    door.fetch(`/api/knowledge/${path}`, {
      method: 'POST',
      headers: { cookie: cookies[login] ?? '', 'content-type': 'application/octet-stream' },
      body: Buffer.from(bytes as Uint8Array),
    });

  it('takes an entry from its first words to its publication and withdrawal', async () => {
    const content = article('长政办发〔2026〕12号');
    const written = await answer(
      entryDoneSchema,
      ask('editor', 'entries', { commandId: 'w1', content, reason: '新文件' }),
    );
    expect(written).to.include({ rev: 1, stage: 'editing', repeated: false });
    const { entryId } = written;
    const again = await answer(
      entryDoneSchema,
      ask('editor', 'entries', { commandId: 'w1', content, reason: '新文件' }),
    );
    expect(again).to.deep.equal({ ...written, repeated: true });
    const path = `entries/${entryId}`;
    const act = (login: string, commandId: string, changeNo: number, one: object) =>
      ask(login, `${path}/acts`, { commandId, changeNo, act: one });
    await answer(entryDoneSchema, act('editor', 'a1', 1, { act: 'submit' }));
    expect(await refused(act('editor', 'a2', 2, { act: 'pass-first' }))).to.equal('403 own-words');
    expect(await refused(act('second', 'a2', 1, { act: 'pass-first' }))).to.equal('409 overtaken');
    await answer(entryDoneSchema, act('second', 'a3', 2, { act: 'pass-first' }));
    expect(await refused(act('second', 'a4', 3, { act: 'pass-second', reviewDueOn: '2027-11-24' }))).to.equal(
      '403 no-right',
    );
    await answer(
      entryDoneSchema,
      act('approver', 'a5', 3, { act: 'pass-second', reviewDueOn: '2027-11-24' }),
    );

    const clauses = [{ no: '第一条', text: '改了。', anchor: 'art-1', heading: [] }];
    const changed = { ...content, clauses };
    await answer(
      entryDoneSchema,
      ask('editor', `${path}/versions`, { commandId: 'w2', changeNo: 4, content: changed, reason: '修订' }),
    );
    const view = await answer(entryAnswerSchema, ask('editor', path));
    expect(view.entry).to.include({ stage: 'editing', unitName: '长沙市', updatedByName: 'editor·姓名' });
    expect(view.versions.map(({ rev, authorName, reason }) => [rev, authorName, reason])).to.deep.equal([
      [2, 'editor·姓名', '修订'],
      [1, 'editor·姓名', '新文件'],
    ]);
    expect(view.deeds.map(({ name }) => name)).to.deep.equal([
      '编写',
      '复审通过并发布',
      '初审通过',
      '提交审核',
      '编写',
    ]);
    expect(view.may).to.deep.equal(['write', 'submit', 'discard', 'withdraw']);
    expect(view.content).to.deep.equal(changed);
    const { differences } = await answer(
      differenceAnswerSchema,
      ask('second', `${path}/differences?from=1&to=2`),
    );
    expect(differences.map(({ name }) => name)).to.deep.equal(['正文 第一条']);
    expect((await answer(versionAnswerSchema, ask('second', `${path}/versions/1`))).content).to.deep.equal(
      content,
    );
    expect(await refused(ask('second', `${path}/versions/9`))).to.equal('404 no-version');
    expect(await refused(ask('second', 'entries/none'))).to.equal('404 no-entry');

    const published = await answer(publishedAnswerSchema, ask('operator', `published/${entryId}`));
    expect(published.content).to.deep.equal(content);
    const shelf = await answer(
      browseAnswerSchema,
      ask('operator', `published?materialClass=${encodeURIComponent('政策文件')}`),
    );
    expect(shelf.entries.map((entry) => entry.entryId)).to.deep.equal([entryId]);
    const news = await answer(changesAnswerSchema, ask('operator', 'changes'));
    expect(news.changes.map(({ words }) => words).join()).to.contain('已于2026年11月24日发布');
    await answer(entryDoneSchema, act('approver', 'a6', 5, { act: 'withdraw', reason: '有误' }));
    expect(await refused(ask('operator', `published/${entryId}`))).to.equal('404 not-published');
    const list = await answer(entryListAnswerSchema, ask('editor', 'entries?kind=article&limit=5'));
    expect(list).to.deep.include({ total: 1, counts: { editing: 1 } });
    expect(list.units.map(({ name }) => name)).to.deep.equal(['长沙市', '开福区']);
  });

  it('refuses what is no question or content of the protocol, with the field', async () => {
    const bad = await ask('editor', 'entries', { commandId: 'x', content: { kind: 'faq' }, reason: '' });
    expect([bad.status, ((await bad.json()) as { field: string }).field]).to.deep.equal([
      400,
      'content.question',
    ]);
    for (const query of [
      'limit=0',
      'limit=1000',
      'offset=-1',
      'stage=king',
      'more=1',
      'dueBefore=2026-02-30',
    ])
      expect(await refused(ask('editor', `entries?${query}`)), query).to.equal('400 bad-body');
    expect(await refused(ask('operator', 'entries'))).to.equal('403 no-right');
  });

  it('imports a file that is sent, tries it first, tells its rows, and undoes it', async () => {
    const rows = ['甲怎么办', '乙怎么办'].map((question, i) => ({
      sourceId: `Q${i}`,
      url: '',
      content: faq(question),
    }));
    const { bytes } = writeKnowledgeTable('faq', 'xlsx', rows);
    const query = `batches?system=hotline-base&format=xlsx&name=${encodeURIComponent('问答.xlsx')}`;
    const dry = await answer(receiptAnswerSchema, send('editor', `${query}&dryRun=1`, bytes));
    expect([dry.batch, dry.counts.added]).to.deep.equal([null, 2]);
    const { batch, counts } = await answer(receiptAnswerSchema, send('editor', query, bytes));
    expect([batch?.accountName, counts.added]).to.deep.equal(['editor·姓名', 2]);
    const path = `batches/${batch?.batchId}`;
    expect((await answer(batchAnswerSchema, ask('approver', path))).batch.counts).to.deep.equal(counts);
    expect((await answer(batchesAnswerSchema, ask('approver', 'batches'))).total).to.equal(1);
    const told = await answer(batchRowsAnswerSchema, ask('approver', `${path}/rows?outcome=added`));
    expect(told.rows.map(({ where, title }) => [where, title])).to.deep.equal([
      ['问答.xlsx 工作表“常见问题” 第 2 行', '甲怎么办'],
      ['问答.xlsx 工作表“常见问题” 第 3 行', '乙怎么办'],
    ]);
    const pass = (login: string, body: object) => ask(login, `${path}/acts`, body);
    expect(
      (await answer(batchDoneSchema, pass('second', { commandId: 'p1', act: 'pass-first' }))).passed,
    ).to.equal(2);
    const second = { commandId: 'p2', act: 'pass-second', reviewDueOn: '2027-01-01' };
    expect((await answer(batchDoneSchema, pass('approver', second))).passed).to.equal(2);
    const shelf = await answer(browseAnswerSchema, ask('operator', 'published?kind=faq'));
    expect(shelf.entries.map(({ systemName }) => systemName)).to.deep.equal(['12345 知识库', '12345 知识库']);
    const undo = { commandId: 'u', act: 'undo', reason: '错' };
    expect(await refused(pass('approver', undo))).to.equal('403 no-right');
    expect((await answer(batchDoneSchema, pass('editor', undo))).batch).to.include({
      state: 'undone',
      undoneByName: 'editor·姓名',
    });
    expect((await answer(browseAnswerSchema, ask('operator', 'published?kind=faq'))).total).to.equal(0);
    expect(await refused(ask('editor', 'batches/none'))).to.equal('404 no-batch');
  });

  it('refuses a file that is none, is too large or is sent by who may not', async () => {
    const query = 'batches?system=hotline-base&format=xlsx&name=x.xlsx';
    expect(await refused(send('editor', query, 'no workbook'))).to.match(/^400 /);
    expect(await refused(send('approver', query, 'no workbook'))).to.equal('403 no-right');
    expect(await refused(send('editor', 'batches?system=desk&format=xlsx&name=x', 'x'))).to.equal(
      '400 no-format',
    );
    expect(await refused(send('editor', query, new Uint8Array(50 * 1024 * 1024 + 1)))).to.equal(
      '413 too-large',
    );
  });

  it('offers what there is to choose from, and templates', async () => {
    const choices = await answer(importChoicesSchema, ask('editor', 'import-choices'));
    expect(choices.systems.map(({ system }) => system)).to.not.include('desk');
    expect(choices.formats.map(({ format }) => format)).to.include.members(['xlsx', 'docx', 'ofd']);
    for (const { template } of choices.templates) {
      const file = await ask('editor', `templates/${template}`);
      expect(file.headers.get('content-disposition')).to.match(
        /^attachment; filename=".*\.xlsx"; filename\*=UTF-8''/,
      );
      expect(
        Buffer.from(await file.arrayBuffer())
          .subarray(0, 2)
          .toString(),
      ).to.equal('PK');
    }
    expect(await refused(ask('editor', 'templates/constructor'))).to.equal('400 no-template');
  });

  it('takes reports from who answers and lets their unit work them off', async () => {
    const report = {
      commandId: 'r1',
      kind: 'gap',
      question: '养狗要证吗',
      regionCode: '430100',
      asOf: null,
      words: '',
      interactionId: null,
    };
    const { task } = await answer(taskAnswerSchema, ask('operator', 'tasks', report));
    expect(task).to.include({ state: 'open', reportedByName: 'operator·姓名', ownerUnitName: '长沙市' });
    expect((await answer(tasksAnswerSchema, ask('editor', 'tasks?state=open'))).open).to.deep.equal({
      gap: 1,
    });
    const taskPath = `tasks/${encodeURIComponent(task.taskId)}`;
    const { owners } = await answer(taskDetailSchema, ask('second', taskPath));
    expect(owners.map(({ name }) => name)).to.have.members(['editor·姓名', 'second·姓名', 'approver·姓名']);
    expect(await refused(ask('operator', taskPath))).to.equal('403 no-right');
    expect(await refused(ask('editor', 'tasks/none'))).to.equal('404 no-task');
    const owner = { changeNo: 1, ownerId: 'id-editor', dueOn: '2026-12-01' };
    expect(await refused(ask('operator', `${taskPath}/owner`, owner))).to.equal('403 no-right');
    const given = await answer(taskAnswerSchema, ask('second', `${taskPath}/owner`, owner));
    expect(given.task.ownerName).to.equal('editor·姓名');
    expect((await answer(tasksAnswerSchema, ask('editor', 'tasks?owner=mine'))).total).to.equal(1);
    const closing = await answer(
      taskAnswerSchema,
      ask('editor', `${taskPath}/closing`, { changeNo: 2, state: 'done', words: '已补' }),
    );
    expect(closing.task.closing).to.deep.include({ byName: 'editor·姓名', words: '已补' });
    expect(closing.task.closing?.rerun?.hits).to.have.length(1);
  });

  it('notes what is adopted and tells how the base is used', async () => {
    expect(
      (await ask('operator', 'adoptions', { question: 'x', articleId: 'P001', clauseNo: '' })).status,
    ).to.equal(200);
    const usage = await answer(usageAnswerSchema, ask('editor', 'usage?from=2026-11-01&to=2026-11-30'));
    expect(usage.ratios.map(({ name, value }) => [name, value])).to.deep.equal([
      ['命中率', null],
      ['采用率', null],
      ['首位命中率', null],
    ]);
    expect(await refused(ask('editor', 'usage?from=2026-11-30&to=2026-11-01'))).to.equal('400 bad-day');
  });

  it('keeps attachments under their hash and gives them back as files that run nowhere', async () => {
    const scan = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
    const bytes = Buffer.concat([scan, Buffer.from('<script>alert(1)</script>'), Buffer.alloc(600_000, 7)]);
    const name = encodeURIComponent('../../申请表<b>\u202e.png');
    const { attachment } = await answer(
      attachmentAnswerSchema,
      send('editor', `attachments?name=${name}`, bytes),
    );
    expect(attachment).to.deep.equal({
      name: '申请表b.png',
      sha256: createHash('sha256').update(bytes).digest('hex'),
      mediaType: 'image/png',
      bytes: bytes.length,
    });
    const file = await ask(
      'operator',
      `attachments/${attachment.sha256}/${encodeURIComponent('a"\r\n申请表.html')}`,
    );
    expect(file.headers.get('content-type')).to.equal('application/octet-stream');
    expect(file.headers.get('x-content-type-options')).to.equal('nosniff');
    expect(file.headers.get('content-disposition')).to.equal(
      `attachment; filename="a___.html"; filename*=UTF-8''${encodeURIComponent('a申请表.html')}`,
    );
    expect(Buffer.from(await file.arrayBuffer()).equals(bytes)).to.equal(true);
    expect(await refused(ask('operator', `attachments/${'0'.repeat(64)}/x`))).to.equal('404 no-attachment');
    const written = await ask('editor', 'entries', {
      commandId: 'with-file',
      content: article('长政办发〔2026〕13号', { attachments: [attachment] }),
      reason: '',
    });
    expect(written.status).to.equal(200);
    expect(
      await refused(send('editor', 'attachments?name=x', new Uint8Array(20 * 1024 * 1024 + 1))),
    ).to.equal('413 too-large');
  });

  it('tells who works on a text when it says itself that it ends, or texts of its kind usually do', async () => {
    const write = async (commandId: string, docNo: string, text: string) => {
      const clauses = [{ no: '第一条', text, anchor: 'art-1', heading: [] }];
      const { entryId } = await answer(
        entryDoneSchema,
        ask('editor', 'entries', { commandId, content: article(docNo, { clauses }), reason: '新文件' }),
      );
      return (await answer(entryAnswerSchema, ask('editor', `entries/${entryId}`))).hints;
    };
    expect(
      await write('h1', '长政办发〔2026〕21号', '本通知自2026年2月1日起施行，有效期2年。'),
    ).to.deep.include({
      words:
        '第一条载明自2026年2月1日起有效期2年，建议自2028年2月1日起标为失效。请核对原文后确认，并查明有无延期或重新公布。',
      basis: { clauseNo: '第一条', sentence: '本通知自2026年2月1日起施行，有效期2年。' },
      on: '2028-02-01',
      certainty: 'stated',
    });
    const [usual] = (await write('h2', '长政办发〔2026〕22号', '租房可以提取住房公积金。')) ?? [];
    expect(usual).to.include({ on: '2031-02-01', certainty: 'usual', basis: null });
    expect(await write('h3', '长政办发〔2026〕23号', '本通知长期有效。')).to.deep.equal([]);
  });

  it('keeps no attachment that is not what its name says, or could run', async () => {
    for (const [name, bytes] of [
      ['申请表.html', '<script>alert(1)</script>'],
      ['申请表.pdf', 'MZ'],
      ['申请表.docx', makeDocx('', [{ name: 'word/vbaProject.bin', bytes: 'x' }])],
      ['空表.png', ''],
    ] as const) {
      const path = `attachments?name=${encodeURIComponent(name)}`;
      expect(await refused(send('editor', path, bytes)), name).to.equal('400 attachment-refused');
    }
  });
});
