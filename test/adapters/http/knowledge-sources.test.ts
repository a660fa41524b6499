import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { importers } from '../../../bridge/commands/run-importer.ts';
import { sourceReader } from '../../../bridge/commands/run-source.ts';
import { planSources } from '../../../bridge/commands/sources-plan.ts';
import { batchRowsAnswerSchema, entryAnswerSchema } from '../../../bridge/protocol/knowledge.ts';
import {
  type SourceRunView,
  sourceAnswerSchema,
  sourceRunAnswerSchema,
  sourceRunRowsAnswerSchema,
  sourceRunsAnswerSchema,
  sourcesAnswerSchema,
} from '../../../bridge/protocol/knowledge-sources.ts';
import { eventually } from '../../application/hand-timer.ts';
import { makeDocx, paragraph } from '../../knowledge/import/documents/make-documents.ts';
import { pageBytes } from '../../knowledge/import/website/page-files.ts';
import { type PlayedSite, playSite } from '../web/played-site.ts';
import { type Door, openDoor } from './open-door.ts';
import { answer } from './rest-answers.ts';

/** A site, a platform and an inner site that is not listed, all of them real servers of this process. */
describe('sources that are pulled over the wire, and told over REST', function () {
  this.timeout(60_000);
  let site: PlayedSite;
  let inner: PlayedSite;
  let door: Door;
  let cookie: string;
  const sick = { list: 0, slow: 0, empty: false, platform: 0 };
  const answers: string[] = [];

  const page = (name: string, type = 'text/html') => {
    const bytes = name.endsWith('.docx') ? makeDocx(paragraph('停放点位申请表')) : pageBytes(name);
    const etag = `"${createHash('sha256').update(bytes).digest('hex')}"`;
    return (
      request: { headers: Record<string, unknown>; url?: string | undefined },
      response: ServerResponse,
    ) => {
      const status = request.headers['if-none-match'] === etag ? 304 : 200;
      answers.push(`${status} ${request.url}`);
      response.writeHead(status, { 'Content-Type': type, ETag: etag });
      response.end(status === 304 ? undefined : bytes);
    };
  };
  const broken = (status: number) => (_request: unknown, response: ServerResponse) => {
    response.writeHead(status).end();
  };

  before(async () => {
    inner = await playSite({ '/secret.html': page('policy.shtml') });
    const policy = page('policy.shtml');
    const list = page('list.shtml');
    site = await playSite({
      '/robots.txt': (_request, response) =>
        response
          .writeHead(200, { 'Content-Type': 'text/plain' })
          .end('User-agent: *\nDisallow: /zwgk/gfxwj/closed/'),
      '/zwgk/gfxwj/index.html': (request, response) => {
        if (sick.list > 0) broken(500)(request, response);
        else if (sick.empty)
          response.writeHead(200, { 'Content-Type': 'text/html' }).end('<p>网站升级维护中</p>');
        else list(request, response);
      },
      '/zwgk/gfxwj/t20250220_1001.html': (request, response) => {
        if (sick.empty) broken(404)(request, response);
        else policy(request, response);
      },
      '/zwgk/gfxwj/P020250220001.docx': page('a.docx', 'application/octet-stream'),
      '/zwgk/gfxwj/t20250301_1002.html': page('dogs-gbk.shtml'),
      '/rss.xml': (_request, response) => {
        const links = [
          '/zwgk/gfxwj/closed/t1.html',
          '/zwgk/gfxwj/led/t2.html',
          '/zwgk/gfxwj/slow/t3.html',
          '/zwgk/gfxwj/%0d%0aAction:%20Originate/t4.html',
        ];
        const items = links.map(
          (link) => `<item><title>文件</title><link>${site.origin}${link}</link></item>`,
        );
        response
          .writeHead(200, { 'Content-Type': 'application/rss+xml' })
          .end(`<?xml version="1.0"?><rss><channel>${items.join('')}</channel></rss>`);
      },
      '/zwgk/gfxwj/led/t2.html': (_request, response) => {
        response.writeHead(302, { Location: `${inner.origin}/secret.html` }).end();
      },
      '/zwgk/gfxwj/slow/t3.html': () => {
        sick.slow += 1;
      },
      '/api/policies': (request, response) => {
        if (request.headers.authorization !== 'Bearer t0ken-of-the-test')
          return broken(401)(request, response);
        const row = {
          id: 'FCT-1',
          title: '稳岗补贴办法',
          issuer: '长沙市示例局',
          level: '市',
          body: '第一条　给予补贴。',
        };
        const rows = sick.platform > 0 ? [row, { ...row, id: 'FCT-2', level: '镇' }] : [row];
        return void response
          .writeHead(200, { 'Content-Type': 'application/json' })
          .end(JSON.stringify({ items: rows, next: null }));
      },
    });
    const file = join(tmpdir(), `sources-${process.pid}.yaml`);
    await writeFile(
      file,
      `version: 1
contact: https://12345.example/robot
innerHosts: ["${site.place}"]
limits: { pauseSeconds: 0, tries: 1, secondsAPage: 1 }
sources:
  - id: cs-gov
    name: 星沙市政府网站
    schedule: { at: ["02:30"] }
    gone: { unlisted: true }
    website:
      organ: 星沙市人民政府
      topic: 环境与城管
      lists: [{ url: "${site.origin}/zwgk/gfxwj/index.html" }]
      articlePaths: ["/zwgk/gfxwj/t*.html"]
  - id: odd
    name: 问题网站
    unitId: cs-kf
    schedule: { everyHours: 24 }
    website:
      organ: 星沙市人民政府
      topic: 环境与城管
      feeds: ["${site.origin}/rss.xml"]
  - id: ami
    name: 管理接口
    schedule: { at: ["02:30"] }
    website:
      organ: 星沙市人民政府
      topic: 环境与城管
      lists: [{ url: "http://127.0.0.1:5038/zcwj/" }]
  - id: fct
    name: 扶持通
    schedule: { at: ["02:30"] }
    enterprise: { url: "${site.origin}/api/policies", tokenEnv: FCT_TOKEN }
`,
    );
    const plan = await planSources(
      file,
      { unitIds: ['cs', 'cs-kf'], manager: null },
      { unitId: 'cs', regionCode: '430100' },
    );
    const sources = {
      list: plan.sources.map(({ source }) => source),
      read: sourceReader(plan.sources, plan.fetcher, { FCT_TOKEN: 't0ken-of-the-test' }),
    };
    door = await openDoor({ sources, importers: importers() });
    await door.house.person('editor', ['knowledge-editor']);
    await door.house.person('operator', ['operator']);
    await door.house.person('approver', ['knowledge-approver']);
    cookie = await door.signIn('editor');
  });
  after(async () => {
    await door.close();
    await site[Symbol.asyncDispose]();
    await inner[Symbol.asyncDispose]();
  });

  const ask = (path: string, body?: unknown, as = cookie) =>
    door.fetch(`/api/knowledge/${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { cookie: as, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const sourceOf = async (id: string) => {
    const { sources } = await answer(sourcesAnswerSchema, ask('sources'));
    const found = sources.find(({ sourceId }) => sourceId === id);
    if (found === undefined) throw new Error(`no source ${id}`);
    return found;
  };
  let commands = 0;
  const run = async (id: string, more: object = {}): Promise<SourceRunView> => {
    commands += 1;
    await door.house.timer.advance(1);
    const body = { commandId: `c${commands}`, act: 'run', ...more };
    const { source } = await answer(sourceAnswerSchema, ask(`sources/${id}/acts`, body));
    expect(source.activity).to.be.oneOf(['running', 'queued', 'idle']);
    const until = Date.now() + 30_000;
    for (;;) {
      const { activity, lastRun } = await sourceOf(id);
      if (activity === 'idle' && lastRun !== null) return lastRun;
      if (Date.now() > until) throw new Error(`${id} is not done`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  const faultsOf = async ({ runId }: SourceRunView) => {
    const { rows } = await answer(sourceRunRowsAnswerSchema, ask(`source-runs/${runId}/rows`));
    return rows.map(({ code, where, words }) => `${code} ${where.replace(/^.*\//, '')} ${words}`);
  };

  it('gives the articles of a site once, in whatever encoding, with their attachments in the store', async () => {
    expect(await sourceOf('cs-gov')).to.deep.include({
      kindName: '网站',
      systemName: '政府网站',
      unitName: '长沙市',
      scheduleWords: '每天 02:30',
      lastRun: null,
      may: ['run', 'pause'],
    });
    const first = await run('cs-gov');
    expect(first).to.deep.include({ state: 'done', asked: 3, unchanged: 0, startedByName: 'editor·姓名' });
    expect(first.counts).to.include({ added: 2 });
    const rows = await answer(batchRowsAnswerSchema, ask(`batches/${first.batchId}/rows?outcome=added`));
    expect(rows.rows.map(({ title }) => title)).to.deep.equal([
      '星沙市共享单车停放管理办法',
      '星沙市养犬管理规定',
    ]);
    const entryId = rows.rows[0]?.entryId ?? '';
    const { content, entry } = await answer(entryAnswerSchema, ask(`entries/${entryId}`));
    expect(entry.stage).to.equal('first-review');
    const [attachment] = content.kind === 'article' ? content.attachments : [];
    expect(attachment?.name).to.equal('停放点位申请表.docx');
    const file = await ask(`attachments/${attachment?.sha256}/a.docx`);
    expect((await file.arrayBuffer()).byteLength).to.equal(attachment?.bytes);
  });

  it('costs 304s the second time, and makes no batch of nothing; 重读全部 reads all again', async () => {
    answers.length = 0;
    const second = await run('cs-gov');
    expect(second).to.include({ state: 'done', batchId: null, counts: null });
    // The list itself is read: what it names no more is gone, as the configuration says.
    expect(answers).to.have.members([
      '200 /zwgk/gfxwj/index.html',
      '304 /zwgk/gfxwj/t20250220_1001.html',
      '304 /zwgk/gfxwj/t20250301_1002.html',
    ]);
    answers.length = 0;
    await run('cs-gov', { whole: true });
    expect(answers.every((line) => line.startsWith('200'))).to.equal(true);
    const { runs, total } = await answer(sourceRunsAnswerSchema, ask('sources/cs-gov/runs?limit=2'));
    expect([runs.length, total]).to.deep.equal([2, 3]);
    expect((await answer(sourceRunAnswerSchema, ask(`source-runs/${second.runId}`))).run).to.deep.equal(
      second,
    );
  });

  it('that lists nothing any more withdraws nothing, and says so', async () => {
    sick.empty = true;
    const ill = await run('cs-gov', { acceptGone: true });
    expect(ill.state).to.equal('failed');
    expect((await faultsOf(ill)).join('\n')).to.match(/LIST_EMPTY index.html 其中没有找到属于本站文章的链接/);
    const again = await run('cs-gov', { acceptGone: true });
    expect(again).to.include({ gone: 0, withheld: 1 });
    expect((await faultsOf(again)).join('\n')).to.match(/GONE_WITHHELD .*没有把列表读完，一条也没有撤下/);
    expect((await sourceOf('cs-gov')).trouble).to.match(/^已连续失败 2 次。/);
    sick.empty = false;
  });

  it('with a fault of its own is tried again by itself, and recovers', async () => {
    sick.list = 1;
    expect(await run('cs-gov')).to.include({ state: 'failed', batchId: null });
    const ill = await sourceOf('cs-gov');
    expect([ill.failures, ill.nextIsRetry]).to.deep.equal([3, true]);
    expect(ill.nextRunAt).to.equal((ill.lastRun?.endedAt ?? 0) + 600_000);
    sick.list = 0;
    await door.house.timer.advance(11 * 60_000);
    await eventually(async () => (await sourceOf('cs-gov')).failures === 0, 'recovered');
    const well = await sourceOf('cs-gov');
    expect(well.lastRun).to.include({ state: 'done', attempt: 2, startedByName: '按计划' });
    expect(well.trouble).to.equal(null);
  });

  it('is asked for nothing that robots.txt, its redirects, its slowness or its addresses forbid', async () => {
    const { lastRun } = await sourceOf('odd');
    const odd = lastRun ?? (await run('odd'));
    const faults = await faultsOf(odd);
    expect(faults.find((one) => one.startsWith('WEB_ROBOTS t1.html'))).to.contain('robots.txt 不允许');
    expect(faults.find((one) => one.startsWith('WEB_PORT t2.html'))).to.contain('不在允许范围');
    expect(faults.find((one) => one.startsWith('WEB_TIME t3.html'))).to.contain('超过 1 秒');
    expect(faults.find((one) => one.startsWith('WEB_URL t4.html'))).to.contain('控制字符');
    expect(odd).to.include({ state: 'done', faults: 4 });
    expect(inner.asked).to.deep.equal([]);
    expect(site.asked.filter((path) => /closed|Action/i.test(path))).to.deep.equal([]);
    expect((await sourceOf('odd')).unitName).to.equal('开福区');
  });

  it('that is the exchange is not asked at all', async () => {
    const refused = await run('ami');
    expect(refused.state).to.equal('failed');
    expect((await faultsOf(refused)).join()).to.match(/WEB_PORT .*请在配置中列出 127\.0\.0\.1:5038/);
  });

  it('that is a platform shows its token, and gives its rows with what is wrong in them', async () => {
    const first = await run('fct');
    expect(first).to.include({ state: 'done', asked: 1, faults: 0 });
    expect(first.counts).to.include({ added: 1 });
    sick.platform = 1;
    const second = await run('fct');
    expect(second).to.include({ state: 'done', unchanged: 1, faults: 1 });
    const [fault] = await faultsOf(second);
    expect(fault).to.match(/^LINE_FIELD policies 第 2 行“level”列 /);
  });

  it('is shown to who works on the base, and run and paused by editors alone', async () => {
    const status = async (response: Promise<Response>) => (await response).status;
    const operator = await door.signIn('operator');
    const approver = await door.signIn('approver');
    expect(await status(ask('sources', undefined, operator))).to.equal(403);
    expect(await status(ask('sources', undefined, approver))).to.equal(200);
    const pause = { commandId: 'p1', act: 'pause', reason: '网站改版' };
    expect(await status(ask('sources/fct/acts', pause, approver))).to.equal(403);
    expect(await status(ask('sources/none/acts', pause))).to.equal(404);
    expect(await status(ask('source-runs/none'))).to.equal(404);
    expect(await status(ask('sources/fct/acts', { ...pause, reason: '' }))).to.equal(400);
    const { source } = await answer(sourceAnswerSchema, ask('sources/fct/acts', pause));
    expect(source.paused).to.deep.include({ byName: 'editor·姓名', reason: '网站改版' });
    expect([source.nextRunAt, source.may]).to.deep.equal([null, ['run', 'resume']]);
    await answer(sourceAnswerSchema, ask('sources/fct/acts', { commandId: 'p2', act: 'resume' }));
    expect((await sourceOf('fct')).paused).to.equal(null);
  });

  it('that is being read when the bridge stops is broken off at once, and told as interrupted', async () => {
    const before = sick.slow;
    await answer(sourceAnswerSchema, ask('sources/odd/acts', { commandId: 'last', act: 'run', whole: true }));
    await eventually(() => sick.slow > before, 'the slow page is asked for');
    await door.house.hotline.knowledge.stop();
    const standing = (await door.house.store.sources.standings()).find(({ sourceId }) => sourceId === 'odd');
    expect(standing?.lastRun).to.include({ state: 'interrupted', batchId: null });
    expect(door.house.logged.filter(({ level }) => level === 'error')).to.deep.equal([]);
  });
});
